package newsroom

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// schedulerLease is held by the process that runs what is due. It saves work; that each is run once is due to the
// conditional write of the draft.
const schedulerLease = "newsroom.scheduler"

// schedulerTTL is how long the lease of a process that died keeps others waiting.
const schedulerTTL = 2 * time.Second

// Ran is what the scheduler did.
type Ran struct {
	Done     int           // published, taken off the site, or held back by the gate
	Lateness time.Duration // the greatest, of those done
	Finished int           // decided by processes that died, and finished now
}

// RunDue publishes and takes off the site what is due, the longest due first, after it has finished what died half done
// ([Desk.Reconcile]); unless another process is at it.
func (d *Desk) RunDue(ctx context.Context) (ran Ran, err error) {
	held, err := d.store.Acquire(ctx, schedulerLease, d.holder, schedulerTTL)
	if err != nil || !held {
		return ran, err
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err = errors.Join(err, d.store.Release(ctx, schedulerLease, d.holder))
	}()
	var (
		mu     sync.Mutex
		wg     sync.WaitGroup
		failed error // one that cannot be done holds up no other
		free   = make(chan struct{}, dueAtOnce)
	)
	ran.Finished, failed = d.Reconcile(ctx)
	drafts, err := d.due(ctx, reconcileBatch)
	if err != nil {
		return ran, errors.Join(failed, err)
	}
	for _, draft := range drafts {
		free <- struct{}{}
		wg.Go(func() {
			defer func() { <-free }()
			done, err := d.runDue(ctx, draft)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = errors.Join(failed, fmt.Errorf("run %s, due at %s: %w", draft.ID, draft.DueAt.Format(time.RFC3339), err))
			}
			if done {
				ran.Done++
				ran.Lateness = max(ran.Lateness, d.now().Sub(draft.DueAt))
			}
		})
	}
	wg.Wait()
	return ran, failed
}

// dueAtOnce is how many drafts a run works on at the same time: each is several calls to the store, one after the other.
const dueAtOnce = 8

// Lateness is [Desk.Overdue] for those who may publish: zero if nothing is due.
func (d *Desk) Lateness(ctx context.Context, v access.Viewer) (time.Duration, error) {
	if v.Reach(access.Publish, access.Drafts) == access.Nowhere {
		return 0, v.Require(access.Publish, access.Subject{Noun: access.Drafts})
	}
	late, _, err := d.Overdue(ctx)
	return late, err
}

// Overdue returns how long the scheduler is late with what has waited the longest, and false if nothing is due.
func (d *Desk) Overdue(ctx context.Context) (time.Duration, bool, error) {
	drafts, err := d.due(ctx, 1)
	if err != nil || len(drafts) == 0 {
		return 0, false, err
	}
	return d.now().Sub(drafts[0].DueAt), true, nil
}

func (d *Desk) due(ctx context.Context, limit int) ([]*Draft, error) {
	return d.drafts.Find(ctx, store.Query{
		Where: store.Range{Field: "dueAt", To: d.instant(), UpToIncl: true},
		Sort:  store.Sort{By: []string{"dueAt"}},
		Limit: limit,
	})
}

// runDue does what a draft is due for. It reports false if somebody else did it.
func (d *Desk) runDue(ctx context.Context, draft *Draft) (bool, error) {
	before, err := d.settled(ctx, draft)
	if err != nil {
		return false, err
	}
	after := *before
	step, now := Unpublishing, d.instant()
	switch {
	case before.DueAt.After(now): // it was changed meanwhile
		return false, nil
	case before.Live != nil && before.Live.ExpiresAt != nil && !before.Live.ExpiresAt.After(now):
		if err := after.take(step, access.SystemActor, "Hết hạn / expired"); err != nil {
			return false, err
		}
		after.withdraw(HasExpired, now, "")
	default:
		step = Publishing
		if err := d.publishDue(ctx, before, &after, now); err != nil {
			return false, err
		}
	}
	if err := d.save(ctx, before, &after, step); err != nil {
		if errs.CodeOf(err) == errs.Conflict {
			return false, nil
		}
		return false, err
	}
	_, err = d.settled(ctx, &after)
	return true, err
}

// publishDue publishes in the name of who scheduled it. What may not be published any more goes back to the approved
// ones with the reason, so that it does not come up again and again.
func (d *Desk) publishDue(ctx context.Context, before, after *Draft, now time.Time) error {
	if err := after.take(Publishing, before.ScheduledBy, "Theo lịch hẹn / as scheduled"); err != nil {
		return err
	}
	by := access.Viewer{Actor: before.ScheduledBy, Role: access.Administrator}
	err := d.mayAppear(ctx, by, after)
	refused := errs.As(err)
	switch {
	case err == nil:
		after.goPublic(before.Version+1, now, *before.PublishAt)
		return nil
	case refused == nil || refused.Code == errs.Unavailable:
		return err
	default:
		after.State, after.SavedBy, after.ReviewNote = Approved, access.SystemActor, refused.Vi
		after.Note = "Chưa đăng được theo lịch / not published as scheduled: " + refused.Vi
		return nil
	}
}

// schedulerPoll is how often what other processes scheduled is looked for.
const schedulerPoll = time.Second

// RunScheduler runs what is due, at its time, until ctx ends. report is told of every run that did something or failed.
func (d *Desk) RunScheduler(ctx context.Context, report func(Ran, error)) {
	tick := time.NewTicker(schedulerPoll)
	defer tick.Stop()
	for {
		ran, err := d.RunDue(ctx)
		if ctx.Err() != nil {
			return
		}
		if ran != (Ran{}) || err != nil {
			report(ran, err)
		}
		if ran.Done == reconcileBatch || ran.Finished == reconcileBatch { // there is more
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
