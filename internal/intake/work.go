package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// The work of an import is done by one process at a time, the holder of its lease: a request that asked for it, as long as
// that takes no longer than a moment, or the background. What it does may be done twice, so that a process which
// believes to hold a lease that it lost does no harm.

const (
	leaseTTL = 20 * time.Second
	// Poll is how often the background looks for work, and for imports to be put on the veil or taken off it.
	Poll = time.Second
	// maxFailures is how often in a row work may fail before it is given up.
	maxFailures = 30
	worksAtOnce = 100 // imports that the background looks at in one round
)

func leaseOf(id string) string { return "import." + id }

// errLater says that the time for this piece of work is over.
var errLater = errors.New("the rest is for later")

// span is the time and the right to work on an import.
type span struct {
	x       *Importer
	id      string
	until   time.Time // zero has no end
	renewed time.Time
}

// goOn prolongs the lease, and fails if it is lost or the time is over.
func (s *span) goOn(ctx context.Context) error {
	now := s.x.now()
	if !s.until.IsZero() && now.After(s.until) {
		return errLater
	}
	if now.Sub(s.renewed) < leaseTTL/4 {
		return ctx.Err()
	}
	held, err := s.x.store.Acquire(ctx, leaseOf(s.id), s.x.holder, leaseTTL)
	if err != nil {
		return err
	}
	if !held {
		return errLater
	}
	s.renewed = now
	return nil
}

// workInline works on an import for a moment, and returns it as it is then.
func (x *Importer) workInline(ctx context.Context, m *Import) (*Import, error) {
	if x.inline <= 0 {
		return m, nil
	}
	if err := x.work(ctx, m.ID, x.now().Add(x.inline)); err != nil {
		return nil, err
	}
	return x.imports.ByID(ctx, m.ID)
}

// work does what there is to do with an import until there is nothing left, or the time is over. It does nothing if
// another process is at it.
func (x *Importer) work(ctx context.Context, id string, until time.Time) (err error) {
	held, err := x.store.Acquire(ctx, leaseOf(id), x.holder, leaseTTL)
	if err != nil || !held {
		return err
	}
	s := &span{x: x, id: id, until: until, renewed: x.now()}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		err = errors.Join(err, x.store.Release(ctx, leaseOf(id), x.holder))
	}()
	for {
		m, err := x.imports.ByID(ctx, id)
		if err != nil {
			return err
		}
		switch m.State {
		case Reading:
			err = x.read(ctx, s, m)
		case Applying:
			err = x.apply(ctx, s, m)
		case Reverting:
			err = x.takeBack(ctx, s, m, revertedState(m))
		case Undoing:
			err = x.undo(ctx, s, m)
		default:
			return nil
		}
		if errors.Is(err, errLater) {
			return nil
		}
		if err = x.failed(ctx, m, err); err != nil {
			return err
		}
	}
}

// failed decides what becomes of an import whose work failed: what is wrong with the file or the records ends it; what the
// store could not do is tried again, and given up in the end. It returns what the caller is to know of.
func (x *Importer) failed(ctx context.Context, m *Import, err error) error {
	if err == nil || errs.CodeOf(err) == errs.Conflict { // somebody has decided something else: look again
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	after := *m
	e := errs.As(err)
	switch {
	case e != nil && e.Code != errs.Unavailable && m.State == Reading:
		after.State = Failed
	case e != nil && e.Code != errs.Unavailable && m.State == Applying:
		after.State = Reverting
	default:
		if after.Failures++; after.Failures < maxFailures || m.State == Undoing || m.State == Reverting {
			if after.Failures <= maxFailures { // no more versions than these
				if saved := x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import.retry"}); saved != nil {
					err = errors.Join(err, saved)
				}
			}
			return fmt.Errorf("work on %s, which is %s: %w", m.ID, m.State, err)
		}
		after.State = map[State]State{Reading: Failed, Applying: Reverting}[m.State]
		e = errs.New(errs.Internal, "Có lỗi bên trong; hãy báo quản trị viên.", "Something went wrong inside: tell an administrator.")
	}
	after.Refusal = &Refusal{Vi: e.Vi, En: e.En, Items: []RefusedFor{}}
	return x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import.fail"})
}

// decide saves the next state of an import. One whose records are to be hidden is on our veil before it is in the store.
func (x *Importer) decide(ctx context.Context, before, after *Import, act store.Act) error {
	announce := slices.Contains(veiled(), after.State)
	if announce {
		x.announce(after.ID, true)
	}
	err := x.imports.Replace(ctx, before, after, act)
	if announce || slices.Contains(veiled(), before.State) {
		x.announce(after.ID, false)
		err = errors.Join(err, x.Refresh(ctx))
	}
	return err
}

// announce puts an import on our veil, or leaves that to what the store says.
func (x *Importer) announce(id string, on bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !on {
		delete(x.announced, id)
		return
	}
	x.announced[id] = true
	x.cover(append(slices.Clone(x.register.Covered()), id))
}

// cover puts these imports on the veil, and no others, and tells of it if that is another veil than before.
func (x *Importer) cover(ids []string) {
	before := x.register.Covered()
	x.register.Cover(ids)
	if !slices.Equal(before, x.register.Covered()) {
		x.changed()
	}
}

// Refresh puts on the veil what the store says is coming in or being taken back, and nothing else. A process calls it
// before it answers anybody, and then all the time ([Importer.Run]).
func (x *Importer) Refresh(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	found, err := x.imports.Find(ctx, store.Query{
		Where: store.AnyOf("state", veiled()...), Sort: store.Sort{By: []string{"createdAt"}}, Limit: store.MaxLimit,
	})
	if err != nil {
		return fmt.Errorf("look for imports that are not settled: %w", err)
	}
	var ids []string
	for _, m := range found {
		ids = append(ids, m.ID)
	}
	for id := range x.announced {
		ids = append(ids, id)
	}
	x.cover(ids)
	return nil
}

// Run works in the background until ctx ends, and keeps the veil as the store says. report is told of what fails; it is
// tried again.
func (x *Importer) Run(ctx context.Context, report func(error)) {
	var both sync.WaitGroup
	both.Go(func() { every(ctx, Poll, x.Refresh, report) })
	both.Go(func() { every(ctx, Poll, x.Work, report) })
	both.Go(func() { every(ctx, tidyEvery, x.Tidy, report) })
	both.Wait()
}

// tidyEvery is how often what has expired is thrown away.
const tidyEvery = 10 * time.Minute

// every does something at once and then time and again, until ctx ends.
func every(ctx context.Context, pause time.Duration, do func(context.Context) error, report func(error)) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		err := do(ctx)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Work does what there is to do with all imports.
func (x *Importer) Work(ctx context.Context) error {
	found, err := x.imports.Find(ctx, store.Query{
		Where: store.AnyOf("state", working()...), Sort: store.Sort{By: []string{"createdAt"}}, Limit: worksAtOnce,
	})
	if err != nil {
		return fmt.Errorf("look for imports to work on: %w", err)
	}
	var failed error // one that cannot be done holds up no other
	for _, m := range found {
		failed = errors.Join(failed, x.work(ctx, m.ID, time.Time{}))
	}
	return failed
}
