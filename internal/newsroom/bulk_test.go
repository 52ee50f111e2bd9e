package newsroom

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestEachDraftOfManyHasItsOwnOutcome(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		mine := r.create(t, Content{Title: "Của tôi"})
		stale := r.create(t, Content{Title: "Đã sửa"})
		r.edit(t, stale.ID, title("Sửa rồi"))
		trashed := r.create(t, Content{Title: "Đã bỏ"})
		if _, err := r.Trash(t.Context(), editor(), ref(trashed), ""); err != nil {
			t.Fatal(err)
		}
		other, err := r.CreateDraft(t.Context(), writer(), Content{Title: "Của người khác"}, "uni_1")
		if err != nil {
			t.Fatal(err)
		}
		refs := []Ref{ref(stale), ref(mine), {ID: "drf_none", Version: 1}, ref(r.draft(t, trashed.ID)), ref(other)}
		outcomes, err := r.Bulk(t.Context(), editor(), Submitting, refs, "Cuối tuần")
		if err != nil {
			t.Fatal(err)
		}
		want := []errs.Code{errs.Conflict, "", errs.NotFound, errs.WrongState, ""}
		for i, o := range outcomes {
			if o.DraftID != refs[i].ID || errs.CodeOf(o.Err) != want[i] || (o.Draft != nil) != (want[i] == "") {
				t.Errorf("%d: %+v, want %q of %s", i, o, want[i], refs[i].ID)
			}
			if o.Draft != nil && (o.Draft.State != InReview || o.Draft.Note != "Cuối tuần") {
				t.Errorf("%d: the draft is %+v", i, o.Draft)
			}
		}
		if len(outcomes) != len(refs) {
			t.Errorf("%d outcomes", len(outcomes))
		}
	})
}

func TestManyAreRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	d := r.draft(t, r.create(t, Content{Title: "Lễ khen"}).ID)
	for _, c := range []struct {
		name   string
		viewer access.Viewer
		step   Step
		refs   []Ref
		code   errs.Code
		field  []string
	}{
		{"when there are none", editor(), Trashing, nil, errs.Invalid, []string{"items"}},
		{"when there are too many", editor(), Trashing, make([]Ref, MaxBulk+1), errs.Invalid, []string{"items"}},
		{"when one is there twice", editor(), Trashing, []Ref{ref(d), {ID: "drf_x"}, ref(d)}, errs.Invalid, []string{"items", "2", "id"}},
		{"when the step needs more than a reason", editor(), Retracting, []Ref{ref(d)}, errs.Invalid, []string{"step"}},
		{"when nobody is signed in", access.Anonymous(), Trashing, []Ref{ref(d)}, errs.Unauthenticated, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			outcomes, err := r.Bulk(t.Context(), c.viewer, c.step, c.refs, "")
			fails(t, err, c.code, c.field...)
			if outcomes != nil {
				t.Errorf("outcomes %v", outcomes)
			}
		})
	}
	if diff := cmp.Diff(d, r.draft(t, d.ID)); diff != "" {
		t.Errorf("the draft changed:\n%s", diff)
	}
}

// ending is a store during whose nth write the request ends.
type ending struct {
	store.Store
	left int
	end  context.CancelFunc
}

func (e *ending) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	n, err := e.Store.Apply(ctx, writes...)
	if e.left--; e.left == 0 {
		e.end()
	}
	return n, err
}

func TestWhatWasDoneIsToldWhenTimeRunsOut(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	var refs []Ref
	for range 5 {
		refs = append(refs, ref(r.create(t, Content{Title: "Lễ khen"})))
	}
	ctx, end := context.WithCancel(t.Context())
	defer end()
	outcomes, err := r.another(&ending{Store: r.store, left: 2, end: end}).Bulk(ctx, editor(), Archiving, refs, "")
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range outcomes {
		state := r.draft(t, refs[i].ID).State
		done := o.Err == nil && o.Draft.State == Archived && state == Archived
		left := errs.CodeOf(o.Err) == errs.Limit && o.Draft == nil && state == Drafting
		if i < 2 && !done || i >= 2 && !left {
			t.Errorf("%d: %+v, and the draft is %s", i, o, state)
		}
	}
	soon, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	deadline, _ := soon.Deadline()
	for _, c := range []struct {
		before time.Duration // the end
		code   errs.Code
	}{{bulkReserve - time.Millisecond, errs.Limit}, {bulkReserve, ""}} {
		r.clock.Advance(deadline.Add(-c.before).Sub(r.clock.Now()))
		outcomes, err := r.Bulk(soon, editor(), Archiving, refs[4:], "")
		if err != nil || errs.CodeOf(outcomes[0].Err) != c.code {
			t.Errorf("begun %s before the end: %+v, %v", c.before, outcomes, err)
		}
	}
}

func TestTheStoreCallsOfManyAreKnown(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	desk := r.another(store.Counted(r.store))
	var written, approved []Ref
	for range 10 {
		written = append(written, ref(r.create(t, Content{Title: "Lễ khen"})))
		approved = append(approved, ref(r.approve(t, r.create(t, Content{Title: "Lễ trao"}).ID)))
	}
	for _, c := range []struct {
		step Step
		refs []Ref
		want int64
	}{{Submitting, written, 2 * 10}, {Publishing, approved, 6 * 10}} {
		ctx, calls := store.WithCalls(t.Context())
		if _, err := desk.Bulk(ctx, editor(), c.step, c.refs, ""); err != nil || calls.Count() != c.want {
			t.Errorf("%s: %d calls, want %d; %v", c.step, calls.Count(), c.want, err)
		}
	}
}
