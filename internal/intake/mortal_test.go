package intake_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// mortal is the store of a process that dies at the nth call: before it, or behind it, when the call has taken effect
// but nobody hears of it. From then on nothing is done.
type mortal struct {
	store.Store
	left   int
	behind bool
}

// call counts down, and reports whether a call may begin and whether its answer arrives.
func (m *mortal) call() (begins, answers bool) {
	m.left--
	return m.left > 0 || m.left == 0 && m.behind, m.left > 0
}

func live[T any](m *mortal, call func() (T, error)) (T, error) {
	var none T
	begins, answers := m.call()
	dead := errs.New(errs.Unavailable, "Hỏng.", "Dead.")
	if !begins {
		return none, dead
	}
	got, err := call()
	if !answers {
		return none, dead
	}
	return got, err
}

func (m *mortal) Get(ctx context.Context, s *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Get(ctx, s, ids, read) })
}

func (m *mortal) Find(ctx context.Context, s *store.Schema, q store.Query) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Find(ctx, s, q) })
}

func (m *mortal) Count(ctx context.Context, s *store.Schema, w store.Where) (int64, error) {
	return live(m, func() (int64, error) { return m.Store.Count(ctx, s, w) })
}

func (m *mortal) CountBy(ctx context.Context, s *store.Schema, w store.Where, fields ...string) ([]store.Group, error) {
	return live(m, func() ([]store.Group, error) { return m.Store.CountBy(ctx, s, w, fields...) })
}

func (m *mortal) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	return live(m, func() (int, error) { return m.Store.Apply(ctx, writes...) })
}

func (m *mortal) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	return live(m, func() (bool, error) { return m.Store.Acquire(ctx, name, holder, ttl) })
}

func (m *mortal) Release(ctx context.Context, name, holder string) error {
	_, err := live(m, func() (struct{}, error) { return struct{}{}, m.Store.Release(ctx, name, holder) })
	return err
}

// process is a process of its own over a store: it knows nothing but what is there.
func process(s store.Store, now func() time.Time) (*intake.Importer, *register.Register) {
	ids := store.NewIDs()
	records := register.New(s, now, ids)
	return intake.New(intake.Config{
		Store: s, Register: records, Now: now, IDs: ids, Inline: time.Hour, Limits: sheet.DefaultLimits(),
	}), records
}

// TestAnImportThatDiesIsNeverSeenHalfDone kills a process at every call to the store while it stores a list, and while it
// takes one back. Whoever looks from another process sees all of the list or nothing; and that process finishes what
// was begun.
func TestAnImportThatDiesIsNeverSeenHalfDone(t *testing.T) {
	t.Parallel()
	for _, what := range []struct {
		name   string
		begin  func(t *testing.T, o *office) *intake.Import // what is there before
		do     func(x *intake.Importer, ctx context.Context, o *office, m *intake.Import) error
		before int64
		after  int64
		done   intake.State
	}{
		{
			name: "storing", begin: func(t *testing.T, o *office) *intake.Import { t.Helper(); return o.rehearse(t, list) },
			do: func(x *intake.Importer, ctx context.Context, o *office, m *intake.Import) error {
				_, err := x.Commit(ctx, o.clerk, ref(m), false)
				return err
			},
			before: 0, after: 4, done: intake.Applied,
		},
		{
			name: "taking back", begin: func(t *testing.T, o *office) *intake.Import {
				t.Helper()
				m := o.rehearse(t, list)
				return must[intake.Import](t)(o.Commit(t.Context(), o.clerk, ref(m), false))
			},
			do: func(x *intake.Importer, ctx context.Context, o *office, m *intake.Import) error {
				_, err := x.Undo(ctx, o.clerk, ref(m))
				return err
			},
			before: 4, after: 0, done: intake.Undone,
		},
	} {
		for _, behind := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, behind the call %t", what.name, behind), func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					if survived(t, n, behind, what.begin, what.do, what.before, what.after, what.done) {
						if n < 20 {
							t.Errorf("it made %d calls only", n)
						}
						return
					}
				}
			})
		}
	}
}

// survived kills at the nth call, and reports whether there was no such call any more.
func survived(
	t *testing.T, n int, behind bool, begin func(*testing.T, *office) *intake.Import,
	do func(*intake.Importer, context.Context, *office, *intake.Import) error, before, after int64, done intake.State,
) bool {
	t.Helper()
	ctx := t.Context()
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{Now: clock})
	o := newOffice(t, opened(t, s, err))
	m := begin(t, o)
	dying := &mortal{Store: o.store, left: n, behind: behind}
	x, _ := process(dying, clock)
	failed := do(x, ctx, o, m)
	if dying.left > 0 {
		if failed != nil {
			t.Fatalf("call %d: it fails alive: %v", n, failed)
		}
		return true
	}

	other, records := process(o.store, clock)
	seen := func(when string) int64 {
		if err := other.Refresh(ctx); err != nil {
			t.Fatal(err)
		}
		count, err := records.CountAwards(ctx, access.System(), register.AwardFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if count != 0 && count != 4 {
			t.Errorf("call %d: %s, %d of 4 awards are seen", n, when, count)
		}
		return count
	}
	found, err := other.ImportsByID(ctx, o.clerk, []string{m.ID})
	if err != nil {
		t.Fatal(err)
	}
	if count := seen("when it has died"); count != 0 && count != before && found[m.ID].State != done {
		t.Errorf("call %d: it is %s, and %d awards are seen", n, found[m.ID].State, count)
	}
	now = now.Add(time.Minute) // the lease of the dead runs out
	if err := other.Work(ctx); err != nil {
		t.Fatalf("call %d: what was begun is not finished: %v", n, err)
	}
	found, err = other.ImportsByID(ctx, o.clerk, []string{m.ID})
	if err != nil {
		t.Fatal(err)
	}
	want := map[intake.State]int64{m.State: before, done: after}
	if count, ok := want[found[m.ID].State]; !ok || seen("when it is finished") != count {
		t.Errorf("call %d: it ends %s: %+v", n, found[m.ID].State, found[m.ID].Refusal)
	}
	if found[m.ID].State == m.State {
		if err := do(other, ctx, o, found[m.ID]); err != nil || seen("when it is done again") != after {
			t.Errorf("call %d: it cannot be done again: %v", n, err)
		}
	}
	return false
}
