package webhook

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"thidua/internal/changefeed"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Webhook (điểm nhận thông báo) is a place that is told of changes.
type Webhook struct {
	store.Head  `bson:",inline"`
	URL         string            `bson:"url"`
	Description string            `bson:"description,omitempty"`
	Nouns       []changefeed.Noun `bson:"nouns"` // what it is told of; none for all
	Kinds       []changefeed.Kind `bson:"kinds"` // what must have become of it; none for all
	State       State             `bson:"state"`
	Why         Why               `bson:"why,omitempty"`       // it was disabled
	ResumedAt   *time.Time        `bson:"resumedAt,omitempty"` // what waited meanwhile is tried for as long as if it were new
	Secrets     []Secret          `bson:"secrets"`             // the present one first
}

// Secret is what requests are signed with. It is kept sealed, and bound to its webhook.
type Secret struct {
	Sealed    string     `bson:"sealed"`
	CreatedAt time.Time  `bson:"createdAt"`
	ExpiresAt *time.Time `bson:"expiresAt,omitempty"` // of one that was replaced: until then it signs beside its successor
}

// State is what a webhook is about to do.
type State string

// The states.
const (
	Active   State = "ACTIVE"   // it is told
	Paused   State = "PAUSED"   // an administrator wants it to wait: what happens meanwhile it is told later
	Disabled State = "DISABLED" // it waits because nobody was there for long: see [Why]
)

// Why is the reason why a webhook was disabled.
type Why string

// The reasons.
const (
	Failing Why = "FAILING" // nothing arrived for [DisableAfter]
	Gone    Why = "GONE"    // it answered 410: it wants no more
)

// Bounds of webhooks.
const (
	MaxWebhooks    = 20
	MaxURL         = 2048
	MaxDescription = 500
	MaxSecrets     = 3 // that sign at one time: the present one, and those whose time is not over
	MaxGraceHours  = 168
)

// JournalState implements [store.Stateful].
func (w *Webhook) JournalState() string { return string(w.State) }

// wants reports whether a webhook is told of a change.
func (w *Webhook) wants(noun changefeed.Noun, kind changefeed.Kind) bool {
	return (len(w.Nouns) == 0 || slices.Contains(w.Nouns, noun)) && (len(w.Kinds) == 0 || slices.Contains(w.Kinds, kind))
}

// DisabledBecause returns why it was disabled; nil if it is not.
func (w *Webhook) DisabledBecause() *Why {
	if w.State != Disabled {
		return nil
	}
	return &w.Why
}

// SecretSince returns since when the present secret signs.
func (w *Webhook) SecretSince() time.Time { return w.Secrets[0].CreatedAt }

// signing returns the secrets that sign at a time.
func (w *Webhook) signing(now time.Time) []Secret {
	var valid []Secret
	for _, s := range w.Secrets {
		if s.ExpiresAt == nil || now.Before(*s.ExpiresAt) {
			valid = append(valid, s)
		}
	}
	return valid
}

// rotated returns the secrets after a new one has taken the first place, and those before it sign for the grace only.
func (w *Webhook) rotated(next Secret, now time.Time, grace time.Duration) []Secret {
	until := now.Add(grace)
	secrets := []Secret{next}
	for _, s := range w.signing(now) {
		if s.ExpiresAt == nil || until.Before(*s.ExpiresAt) {
			s.ExpiresAt = &until
		}
		if s.ExpiresAt.After(now) && len(secrets) < MaxSecrets {
			secrets = append(secrets, s)
		}
	}
	return secrets
}

// FormerSecretUntil returns until when a secret that was replaced signs too; nil if none does by now.
func (w *Webhook) FormerSecretUntil() *time.Time {
	if len(w.Secrets) < 2 {
		return nil
	}
	return w.Secrets[1].ExpiresAt
}

// Settings are what administrators say about a webhook.
type Settings struct {
	URL         string
	Description string
	Nouns       []changefeed.Noun
	Kinds       []changefeed.Kind
}

// Change is what shall be different; what is nil stays.
type Change struct {
	URL         *string
	Description *string
	Nouns       *[]changefeed.Noun
	Kinds       *[]changefeed.Kind
}

// check returns the settings in order, or what is wrong with them.
func (s Settings) check(may Allowed) (Settings, error) {
	s.URL, s.Description = strings.TrimSpace(s.URL), strings.TrimSpace(s.Description)
	if _, err := may.parse(s.URL); err != nil {
		return s, err
	}
	if !utf8.ValidString(s.Description) || utf8.RuneCountInString(s.Description) > MaxDescription {
		return s, errs.InvalidField("description",
			fmt.Sprintf("Ghi chú tối đa %d ký tự.", MaxDescription), fmt.Sprintf("A description has at most %d characters.", MaxDescription))
	}
	s.Nouns, s.Kinds = inOrder(s.Nouns, changefeed.Nouns()), inOrder(s.Kinds, kinds())
	return s, nil
}

// inOrder returns each of the values once, in the order of all.
func inOrder[T comparable](values, all []T) []T {
	kept := []T{}
	for _, v := range all {
		if slices.Contains(values, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

func kinds() []changefeed.Kind {
	return []changefeed.Kind{changefeed.Created, changefeed.Updated, changefeed.Removed}
}

// settings returns what administrators said about a webhook.
func (w *Webhook) settings() Settings {
	return Settings{URL: w.URL, Description: w.Description, Nouns: w.Nouns, Kinds: w.Kinds}
}

// set takes settings that were checked.
func (w *Webhook) set(s Settings) {
	w.URL, w.Description, w.Nouns, w.Kinds = s.URL, s.Description, s.Nouns, s.Kinds
}

// with returns the settings after a change.
func (s Settings) with(c Change) Settings {
	take(&s.URL, c.URL)
	take(&s.Description, c.Description)
	take(&s.Nouns, c.Nouns)
	take(&s.Kinds, c.Kinds)
	return s
}

func take[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}
