package webhook

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/changefeed"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Config is what [Hooks] are made of.
type Config struct {
	Store store.Store
	Feed  *changefeed.Feed
	Now   func() time.Time
	IDs   *store.IDs
	Key   Key
	// Allowed are addresses that are not public and may be called all the same.
	Allowed Allowed
	// Lookup finds the addresses of a name; nil asks the operating system.
	Lookup Lookup
	// Roots are those who vouch for receivers; nil for those that the operating system trusts.
	Roots *x509.CertPool
	// Random spreads what is tried again: it returns numbers from [0, 1); nil for unpredictable ones.
	Random func() float64
	// Entropy is what secrets are made and sealed with; nil for that of the operating system.
	Entropy io.Reader
}

// Hooks keeps webhooks and tells them what happens. Safe for concurrent use.
type Hooks struct {
	store      store.Store
	feed       *changefeed.Feed
	now        func() time.Time
	ids        *store.IDs
	key        Key
	allowed    Allowed
	caller     *caller
	random     func() float64
	entropy    io.Reader
	holder     string // of leases
	webhooks   *store.Collection[Webhook]
	deliveries *store.Collection[Delivery]
	tracks     *store.Collection[track]

	mu   sync.Mutex
	busy map[string]bool // webhooks that this process works on
	naps map[string]nap  // by webhook
}

// New returns the webhooks of a store that was or will be ensured with [Schemas].
func New(c Config) *Hooks {
	h := &Hooks{
		store: c.Store, feed: c.Feed, now: c.Now, ids: c.IDs, key: c.Key, allowed: c.Allowed, random: c.Random, entropy: c.Entropy, holder: rand.Text(),
		caller: newCaller(c.Allowed, c.Lookup, c.Roots), busy: map[string]bool{}, naps: map[string]nap{},
		webhooks: &store.Collection[Webhook]{
			Schema: webhookSchema(), Store: c.Store, Prefix: "whk", Now: c.Now, IDs: c.IDs,
			Noun: store.Noun{Vi: "điểm nhận thông báo", En: "webhook"},
		},
		deliveries: &store.Collection[Delivery]{
			Schema: deliverySchema(), Store: c.Store, Prefix: "whd", Now: c.Now, IDs: c.IDs,
			Noun: store.Noun{Vi: "lần gửi thông báo", En: "delivery of a webhook"},
		},
		tracks: &store.Collection[track]{
			Schema: trackSchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "tiến độ thông báo", En: "progress of a webhook"},
		},
	}
	if h.entropy == nil {
		h.entropy = rand.Reader
	}
	if h.random == nil {
		h.random = mathrand.Float64
	}
	return h
}

// subject is what the policy knows webhooks as: they belong to the settings of the site.
func subject() access.Subject { return access.Subject{Noun: access.Settings} }

// Create registers a webhook, and returns the secret that its requests are signed with, which is shown nowhere again. It is
// told of what happens from now on.
func (h *Hooks) Create(ctx context.Context, v access.Viewer, s Settings) (w *Webhook, secret string, err error) {
	if err := v.Require(access.Create, subject()); err != nil {
		return nil, "", err
	}
	if s, err = s.check(h.allowed); err != nil {
		return nil, "", err
	}
	n, err := h.webhooks.Count(ctx, nil)
	if err != nil {
		return nil, "", err
	}
	if n >= MaxWebhooks {
		return nil, "", errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d điểm nhận thông báo, không thêm được nữa; hãy xóa bớt.", n),
			fmt.Sprintf("There are %d webhooks, and no more can be added: remove some.", n))
	}
	w = &Webhook{Head: store.Head{ID: h.ids.Next(h.webhooks.Prefix, h.now())}, State: Active}
	w.set(s)
	first, secret, err := h.makeSecret(w.ID)
	if err != nil {
		return nil, "", err
	}
	w.Secrets = []Secret{first}
	// The track comes first: a webhook without one would not know where to begin.
	end, err := h.feed.End(ctx)
	if err != nil {
		return nil, "", err
	}
	if err := h.tracks.Insert(ctx, &track{Head: store.Head{ID: w.ID}, Cursor: end}, system("")); err != nil {
		return nil, "", err
	}
	if err := h.webhooks.Insert(ctx, w, store.Act{Actor: v.Actor, Action: "webhook.create"}); err != nil {
		return nil, "", err
	}
	return w, secret, nil
}

// system is an act of nobody in particular.
func system(action string) store.Act { return store.Act{Actor: access.SystemActor, Action: action} }

func (h *Hooks) makeSecret(webhookID string) (s Secret, secret string, err error) {
	if secret, err = newSecret(h.entropy); err != nil {
		return Secret{}, "", err
	}
	sealed, err := h.key.seal(h.entropy, webhookID, secret)
	return Secret{Sealed: sealed, CreatedAt: h.instant()}, secret, err
}

// instant is the time as it is kept.
func (h *Hooks) instant() time.Time { return h.now().UTC().Truncate(time.Millisecond) }

// Update changes the settings of a webhook, at the version that the caller read. What is on its way already goes to the new
// address too.
func (h *Hooks) Update(ctx context.Context, v access.Viewer, at store.Revision, c Change) (*Webhook, error) {
	return h.replace(ctx, v, at, "webhook.update", func(w *Webhook) error {
		s, err := w.settings().with(c).check(h.allowed)
		w.set(s)
		return err
	})
}

// Rotate gives a webhook a new secret, which is shown nowhere again. Those before sign beside it for so many hours; with 0
// they do no more.
func (h *Hooks) Rotate(ctx context.Context, v access.Viewer, at store.Revision, graceHours int64) (w *Webhook, secret string, err error) {
	w, err = h.replace(ctx, v, at, "webhook.rotate-secret", func(w *Webhook) error {
		if graceHours < 0 || graceHours > MaxGraceHours {
			return errs.InvalidField("graceHours",
				fmt.Sprintf("Thời gian chuyển tiếp phải từ 0 đến %d giờ.", MaxGraceHours), fmt.Sprintf("The grace must be 0 to %d hours.", MaxGraceHours))
		}
		var made Secret
		var err error
		made, secret, err = h.makeSecret(w.ID)
		w.Secrets = w.rotated(made, h.instant(), time.Duration(graceHours)*time.Hour)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	return w, secret, nil
}

// Pause lets a webhook wait. What happens meanwhile it is told after [Hooks.Resume], of each document the last.
func (h *Hooks) Pause(ctx context.Context, v access.Viewer, at store.Revision) (*Webhook, error) {
	return h.replace(ctx, v, at, "webhook.pause", func(w *Webhook) error {
		if w.State != Active {
			return errs.New(errs.WrongState, "Điểm này đang không nhận thông báo.", "This webhook is not active.")
		}
		w.State = Paused
		return nil
	})
}

// Resume goes on with a webhook that was paused or disabled.
func (h *Hooks) Resume(ctx context.Context, v access.Viewer, at store.Revision) (*Webhook, error) {
	w, err := h.replace(ctx, v, at, "webhook.resume", func(w *Webhook) error {
		if w.State == Active {
			return errs.New(errs.WrongState, "Điểm này đang nhận thông báo.", "This webhook is active already.")
		}
		now := h.instant()
		w.State, w.Why, w.ResumedAt = Active, "", &now
		return nil
	})
	if err != nil {
		return nil, err
	}
	return w, h.forgive(ctx, w.ID)
}

// forgive begins anew to count for how long nothing arrived. If it is not done, because the process died, the next failure
// disables the webhook once more, and an administrator resumes it once more.
func (h *Hooks) forgive(ctx context.Context, webhookID string) error {
	t, err := h.tracks.ByID(ctx, webhookID)
	if err != nil || t.FailingSince == nil {
		return err
	}
	is := *t
	is.FailingSince = nil
	return h.tracks.Replace(ctx, t, &is, system(""))
}

// Remove takes a webhook away, and the log of what it was sent.
func (h *Hooks) Remove(ctx context.Context, v access.Viewer, at store.Revision) error {
	if err := v.Require(access.Remove, subject()); err != nil {
		return err
	}
	w, err := h.webhooks.ByID(ctx, at.ID)
	if err != nil {
		return err
	}
	if w.Version != at.Version {
		return h.webhooks.Conflict(ctx, at.Version, w)
	}
	if err := h.webhooks.Remove(ctx, w, store.Act{Actor: v.Actor, Action: "webhook.remove"}); err != nil {
		return err
	}
	return h.clear(ctx, w.ID)
}

// replace changes a webhook at the version that the caller read.
func (h *Hooks) replace(
	ctx context.Context, v access.Viewer, at store.Revision, action string, change func(*Webhook) error,
) (*Webhook, error) {
	if err := v.Require(access.Update, subject()); err != nil {
		return nil, err
	}
	before, err := h.webhooks.ByID(ctx, at.ID)
	if err != nil {
		return nil, err
	}
	if before.Version != at.Version {
		return nil, h.webhooks.Conflict(ctx, at.Version, before)
	}
	after := *before
	if err := change(&after); err != nil {
		return nil, err
	}
	err = h.webhooks.Replace(ctx, before, &after, store.Act{Actor: v.Actor, Action: action})
	if errs.CodeOf(err) == errs.Conflict {
		now, err := h.webhooks.ByID(ctx, at.ID)
		if err != nil {
			return nil, err
		}
		return nil, h.webhooks.Conflict(ctx, at.Version, now)
	}
	if err != nil {
		return nil, err
	}
	return &after, nil
}
