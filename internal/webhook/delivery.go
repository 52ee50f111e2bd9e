package webhook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/internal/changefeed"
	"thidua/internal/store"
)

// Delivery (lần gửi thông báo) is one event on its way to one webhook. Its ID is the webhook-id of all its attempts.
type Delivery struct {
	store.Head `bson:",inline"`
	WebhookID  string          `bson:"webhookId"`
	DocumentID string          `bson:"documentId,omitempty"` // empty for a test
	Noun       changefeed.Noun `bson:"noun,omitempty"`
	Kind       changefeed.Kind `bson:"kind,omitempty"`
	Cursor     string          `bson:"cursor,omitempty"` // the place behind the change, for `changes`
	Seq        int64           `bson:"seq"`              // the place of the change among all: of one document the lower goes first
	At         time.Time       `bson:"at"`               // when it happened
	State      DeliveryState   `bson:"state"`
	DueAt      time.Time       `bson:"dueAt"` // when it is tried, or was to be
	// Tries are the attempts since it was made or replayed, and FirstTriedAt is the first of them.
	Tries        int64      `bson:"tries"`
	FirstTriedAt *time.Time `bson:"firstTriedAt,omitempty"`
	SettledAt    *time.Time `bson:"settledAt,omitempty"` // nil while it is pending
	Attempts     []Attempt  `bson:"attempts"`            // the last [MaxAttempts], the oldest first
}

// DeliveryState is how far a delivery is.
type DeliveryState string

// The states.
const (
	Pending   DeliveryState = "PENDING"   // it waits for its turn or its next attempt
	Delivered DeliveryState = "DELIVERED" // the receiver said that it has it
	Dead      DeliveryState = "DEAD"      // given up, until somebody replays it
)

// Attempt is one request.
type Attempt struct {
	At         time.Time `bson:"at"`
	DurationMS int64     `bson:"durationMs"`
	Status     *int64    `bson:"status,omitempty"` // nil if there was no answer
	Failure    Failure   `bson:"failure,omitempty"`
	Answer     string    `bson:"answer,omitempty"` // the beginning of what was answered
}

// Failure is why an attempt failed; empty if it did not.
type Failure string

// The failures.
const (
	NotAllowed  Failure = "ADDRESS_NOT_ALLOWED" // the name leads to an address that may not be called
	NoSuchName  Failure = "NAME_NOT_FOUND"
	NoConnect   Failure = "CONNECTION_FAILED"
	NoTLS       Failure = "TLS_FAILED" // the certificate is not trusted, or not for this name
	TimedOut    Failure = "TIMED_OUT"
	WrongAnswer Failure = "STATUS" // an answer, and none from 200 to 299
)

// Bounds of the log.
const (
	MaxAttempts = 30                  // of a delivery, that are kept
	MaxAnswer   = 500                 // characters of an answer
	MaxSettled  = 1000                // of a webhook and a state, that are kept
	KeptFor     = 30 * 24 * time.Hour // those that are settled, since they were made
)

// What the types of events call the kinds.
func verbOf(k changefeed.Kind) string {
	return map[changefeed.Kind]string{changefeed.Created: "published", changefeed.Updated: "changed", changefeed.Removed: "withdrawn"}[k]
}

// testType is the type of events that stand for nothing.
const testType = "webhook.test"

// Type returns the type of the event, such as "article.published".
func (d *Delivery) Type() string {
	if d.IsTest() {
		return testType
	}
	return strings.ToLower(string(d.Noun)) + "." + verbOf(d.Kind)
}

// IsTest reports whether the event stands for nothing, and was sent to see whether it arrives.
func (d *Delivery) IsTest() bool { return d.DocumentID == "" }

// event is what is sent.
type event struct {
	Type      string    `json:"type"`
	Timestamp string    `json:"timestamp"`
	Data      eventData `json:"data"`
}

type eventData struct {
	ID     string          `json:"id,omitempty"`
	Noun   changefeed.Noun `json:"noun,omitempty"`
	Kind   changefeed.Kind `json:"kind,omitempty"`
	Cursor string          `json:"cursor,omitempty"`
}

// Payload returns the body of the request: the same bytes for all attempts, a few hundred at most.
func (d *Delivery) Payload() (string, error) {
	body, err := json.Marshal(event{
		Type: d.Type(), Timestamp: d.At.UTC().Format("2006-01-02T15:04:05.000Z"),
		Data: eventData{ID: d.DocumentID, Noun: d.Noun, Kind: d.Kind, Cursor: d.Cursor},
	})
	if err != nil {
		return "", fmt.Errorf("write the event of %s: %w", d.ID, err)
	}
	return string(body), nil
}

// NextAttemptAt returns when it is tried next; nil if it is settled.
func (d *Delivery) NextAttemptAt() *time.Time {
	if d.State != Pending {
		return nil
	}
	return &d.DueAt
}

// AboutID returns the document that it is about; nil for a test.
func (d *Delivery) AboutID() *string { return orNil(d.DocumentID) }

// AboutNoun returns what kind of document it is about; nil for a test.
func (d *Delivery) AboutNoun() *changefeed.Noun { return orNil(d.Noun) }

// AboutKind returns what became of the document; nil for a test.
func (d *Delivery) AboutKind() *changefeed.Kind { return orNil(d.Kind) }

// WhyFailed returns why the attempt failed; nil if it did not.
func (a *Attempt) WhyFailed() *Failure { return orNil(a.Failure) }

func orNil[S ~string](s S) *S {
	if s == "" {
		return nil
	}
	return &s
}

// after returns the delivery after an attempt. random is from [0, 1), asked is how long the receiver wants us to wait, and
// resumed when its webhook went on after it had waited, nil for never: the days before do not count.
func (d *Delivery) after(a Attempt, random float64, asked time.Duration, resumed *time.Time) *Delivery {
	is := *d
	is.Attempts = append(slices.Clone(d.Attempts), a)
	is.Attempts = is.Attempts[max(0, len(is.Attempts)-MaxAttempts):]
	is.Tries++
	if is.FirstTriedAt == nil {
		is.FirstTriedAt = &a.At
	}
	ended := a.At.Add(time.Duration(a.DurationMS) * time.Millisecond)
	if a.Failure == "" {
		is.State, is.SettledAt = Delivered, &ended
		return &is
	}
	first := *is.FirstTriedAt
	if resumed != nil && resumed.After(first) {
		first = *resumed
	}
	at, again := next(int(is.Tries), first, ended, random, asked)
	if !again || is.IsTest() {
		is.State, is.SettledAt = Dead, &ended
		return &is
	}
	is.DueAt = at
	return &is
}

// replayed returns the delivery as it is tried anew.
func (d *Delivery) replayed(now time.Time) *Delivery {
	is := *d
	is.State, is.DueAt, is.Tries, is.FirstTriedAt, is.SettledAt = Pending, now, 0, nil, nil
	return &is
}

// heads returns the pending deliveries that may be tried now, and when the first of the others may be. Of a document only
// the earliest is ever tried: those behind it wait until it is settled. pending is in the order of Seq.
func heads(pending []*Delivery, now time.Time) (due []*Delivery, then *time.Time) {
	seen := map[string]bool{}
	for _, d := range pending {
		if seen[d.DocumentID] && !d.IsTest() {
			continue
		}
		seen[d.DocumentID] = true
		if d.DueAt.After(now) {
			if then == nil || d.DueAt.Before(*then) {
				then = &d.DueAt
			}
			continue
		}
		due = append(due, d)
	}
	slices.SortStableFunc(due, func(a, b *Delivery) int { return a.DueAt.Compare(b.DueAt) })
	return due, then
}
