package webhook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// The work for a webhook is done by one process at a time, the holder of its lease. Each webhook has a goroutine of its own
// while there is something to do, so that one that does not answer holds up no other. What is done may be done twice: a
// process that believes to hold a lease that it lost sends at worst what another one sends too, under the same webhook-id.

const (
	poll     = time.Second
	leaseTTL = time.Minute
	// atOnce is how many requests to one webhook are under way at one time; only one is while nothing arrives.
	atOnce = 8
	// round is how many deliveries are sent before what is pending is read again.
	round = 32
	// maxNap is how long a webhook is left alone at most: another process may have changed what we remember.
	maxNap    = 30 * time.Second
	leasePart = "webhook."
)

// nap is until when there is nothing to do for a webhook, as long as it and the feed are as they were.
type nap struct {
	version int64
	end     string
	until   time.Time
}

// Run tells webhooks what happens until ctx ends. What fails is reported and tried again.
func (h *Hooks) Run(ctx context.Context, report func(error)) {
	var all sync.WaitGroup
	defer all.Wait()
	tick := time.NewTicker(poll)
	defer tick.Stop()
	var tidied time.Time
	for {
		err := h.start(ctx, &all, report)
		if now := h.now(); err == nil && now.Sub(tidied) >= tidyEvery {
			err, tidied = h.Tidy(ctx), now
		}
		if err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Work does what there is to do now for all webhooks, and returns when it is done.
func (h *Hooks) Work(ctx context.Context) error {
	var mu sync.Mutex
	var failed error
	var all sync.WaitGroup
	err := h.start(ctx, &all, func(err error) {
		mu.Lock()
		defer mu.Unlock()
		failed = errors.Join(failed, err)
	})
	all.Wait()
	return errors.Join(err, failed)
}

// start begins the work for each active webhook that this process does not work for already.
func (h *Hooks) start(ctx context.Context, all *sync.WaitGroup, report func(error)) error {
	active, err := h.webhooks.Find(ctx, store.Query{Where: store.Eq{Field: "state", Value: string(Active)}, Limit: store.MaxLimit})
	if err != nil || len(active) == 0 {
		return err
	}
	end, err := h.feed.End(ctx)
	if err != nil {
		return err
	}
	for _, w := range active {
		if !h.wake(w, end) {
			continue
		}
		all.Go(func() {
			defer h.rest(w.ID)
			if err := h.workFor(ctx, w, end); err != nil && ctx.Err() == nil {
				report(fmt.Errorf("tell %s what happened: %w", w.ID, err))
			}
		})
	}
	return nil
}

// wake reports whether there may be something to do for a webhook, which is busy then.
func (h *Hooks) wake(w *Webhook, end string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	n, napping := h.naps[w.ID]
	if h.busy[w.ID] || napping && n.version == w.Version && n.end == end && h.now().Before(n.until) {
		return false
	}
	delete(h.naps, w.ID)
	h.busy[w.ID] = true
	return true
}

func (h *Hooks) rest(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.busy, id)
}

// sleep leaves a webhook alone until a time, nil for none.
func (h *Hooks) sleep(w *Webhook, end string, until *time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := nap{version: w.Version, end: end, until: h.now().Add(maxNap)}
	if until != nil && until.Before(n.until) {
		n.until = *until
	}
	h.naps[w.ID] = n
}

// turn is the right to work for a webhook.
type turn struct {
	h     *Hooks
	lease string

	mu   sync.Mutex
	held time.Time
}

// hold takes or prolongs the lease, and reports whether enough of it is left for a request and what follows.
func (t *turn) hold(ctx context.Context) (bool, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.h.now()
	if now.Sub(t.held) < leaseTTL/4 {
		return true, nil
	}
	held, err := t.h.store.Acquire(ctx, t.lease, t.h.holder, leaseTTL)
	if held {
		t.held = now
	}
	return held, err
}

// workFor tells a webhook what there is to tell, if no other process does.
func (h *Hooks) workFor(ctx context.Context, w *Webhook, end string) (err error) {
	turn := &turn{h: h, lease: leasePart + w.ID}
	if held, err := turn.hold(ctx); err != nil || !held {
		return err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err = errors.Join(err, h.store.Release(ctx, turn.lease, h.holder))
	}()
	for {
		// It may have been paused, rotated or removed since.
		if w, err = h.webhooks.ByID(ctx, w.ID); errs.CodeOf(err) == errs.NotFound || err == nil && w.State != Active {
			return nil
		} else if err != nil {
			return err
		}
		secrets, err := h.secretsOf(w)
		if err != nil {
			h.sleep(w, end, nil) // it will be no better in a second
			return err
		}
		t, err := h.tracks.ByID(ctx, w.ID)
		if err != nil {
			return err
		}
		if t, err = h.fill(ctx, w, t); err != nil {
			return err
		}
		pending, err := h.deliveries.Find(ctx, store.Query{
			Where: Filter{WebhookID: w.ID, State: Pending}.where(), Sort: store.Sort{By: []string{"seq"}}, Limit: store.MaxLimit,
		})
		if err != nil {
			return err
		}
		due, then := heads(pending, h.now())
		if len(due) == 0 {
			h.sleep(w, end, then)
			return nil
		}
		goOn, err := h.sendAll(ctx, turn, w, t, secrets, due[:min(len(due), round)])
		if err != nil || !goOn {
			return err
		}
	}
}

// secretsOf opens the secrets that sign now.
func (h *Hooks) secretsOf(w *Webhook) ([]string, error) {
	var secrets []string
	for _, s := range w.signing(h.now()) {
		secret, err := h.key.open(w.ID, s.Sealed)
		if err != nil {
			return nil, err
		}
		secrets = append(secrets, secret)
	}
	return secrets, nil
}

// sendAll sends some deliveries, some of them at once, and notes how the webhook fares. It reports whether to go on.
func (h *Hooks) sendAll(ctx context.Context, turn *turn, w *Webhook, t *track, secrets []string, due []*Delivery) (goOn bool, err error) {
	lanes := atOnce
	if t.FailingSince != nil {
		lanes = 1
	}
	var mu sync.Mutex
	var seen health
	next := 0
	take := func() *Delivery {
		mu.Lock()
		defer mu.Unlock()
		if next == len(due) || err != nil || seen.gone || ctx.Err() != nil {
			return nil
		}
		next++
		return due[next-1]
	}
	var all sync.WaitGroup
	for range lanes {
		all.Go(func() {
			for d := take(); d != nil; d = take() {
				a, failed := h.send(ctx, turn, w, secrets, d)
				mu.Lock()
				err = errors.Join(err, failed)
				seen.add(a)
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return false, ctx.Err()
	}
	if noted := h.note(ctx, w, t, seen); err == nil {
		err = noted
	}
	return err == nil, err
}

// errLeaseLost says that another process works for the webhook by now.
var errLeaseLost = errs.New(errs.Conflict, "Tiến trình khác đang gửi.", "Another process is at it.")

// send makes one attempt, and keeps what came of it. The attempt is nil if there was none.
func (h *Hooks) send(ctx context.Context, turn *turn, w *Webhook, secrets []string, d *Delivery) (*Attempt, error) {
	held, err := turn.hold(ctx)
	if err != nil {
		return nil, err
	}
	if !held {
		return nil, errLeaseLost
	}
	a, asked, err := h.attempt(ctx, w, secrets, d)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil && a.Failure != "" { // we hung up, not they
		return nil, ctx.Err()
	}
	kept, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = h.deliveries.Replace(kept, d, d.after(a, h.random(), asked, w.ResumedAt), system(""))
	if errs.CodeOf(err) == errs.NotFound { // removed with its webhook
		return &a, nil
	}
	return &a, err
}

// attempt sends a delivery once. The error is of what stands before the request.
func (h *Hooks) attempt(ctx context.Context, w *Webhook, secrets []string, d *Delivery) (a Attempt, asked time.Duration, err error) {
	a.At = h.instant()
	body, err := d.Payload()
	if err != nil {
		return a, 0, err
	}
	signature, err := signatures(secrets, d.ID, a.At, []byte(body))
	if err != nil {
		return a, 0, err
	}
	answered, err := h.caller.post(ctx, w.URL, http.Header{
		"Content-Type": {"application/json"}, "User-Agent": {"thidua-webhooks/1"},
		"Webhook-Id": {d.ID}, "Webhook-Timestamp": {stamp(a.At)}, "Webhook-Signature": {signature},
	}, body)
	a.DurationMS = h.now().Sub(a.At).Milliseconds()
	if err != nil {
		a.Failure = failureOf(err)
		return a, 0, nil
	}
	status := int64(answered.status)
	a.Status, a.Answer = &status, answered.start
	if status < 200 || status > 299 {
		a.Failure = WrongAnswer
	}
	return a, answered.wait, nil
}

// health is how some attempts went.
type health struct {
	arrived bool
	gone    bool
	failed  *time.Time // the first failure
}

func (s *health) add(a *Attempt) {
	switch {
	case a == nil:
	case a.Failure == "":
		s.arrived = true
	default:
		if s.failed == nil || a.At.Before(*s.failed) {
			s.failed = &a.At
		}
		s.gone = s.gone || a.Status != nil && *a.Status == http.StatusGone
	}
}

// note keeps since when nothing arrives at a webhook, and disables one that is gone for good.
func (h *Hooks) note(ctx context.Context, w *Webhook, t *track, seen health) error {
	since := t.FailingSince
	switch {
	case seen.arrived:
		since = nil
	case seen.failed != nil && since == nil:
		since = seen.failed
	}
	if (since == nil) != (t.FailingSince == nil) {
		is := *t
		is.FailingSince = since
		if err := h.tracks.Replace(ctx, t, &is, system("")); err != nil {
			return err
		}
	}
	why := Failing
	switch {
	case seen.gone:
		why = Gone
	case since == nil || h.now().Sub(*since) < DisableAfter:
		return nil
	}
	_, err := h.replace(ctx, access.System(), store.Revision{ID: w.ID, Version: w.Version}, "webhook.disable", func(w *Webhook) error {
		w.State, w.Why = Disabled, why
		return nil
	})
	return err
}
