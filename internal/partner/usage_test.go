package partner

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func (o *office) used(t *testing.T, p *Partners, partnerID string) *Usage {
	t.Helper()
	today := viet.Today(o.clock.Now())
	u, err := p.Usage(t.Context(), access.Viewer{Actor: partnerID, Role: access.Reader}, partnerID, viet.Today(today.Time().AddDate(0, 0, -MaxUsageDays+1)), today)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestUsageIsCountedByDayAndKind(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, other, p := t.Context(), o.process(), o.register(t, nil)
		mine := p.Origins[0]
		ask := func(by *Partners, origin, kind string, times int) {
			t.Helper()
			for range times {
				if _, err := by.Admit(ctx, p.ID, origin, kind); errs.CodeOf(err) == errs.Internal {
					t.Fatal(err)
				}
			}
		}
		flush := func(all ...*Partners) {
			t.Helper()
			for _, one := range all {
				if err := one.Flush(ctx); err != nil {
					t.Fatal(err)
				}
			}
		}
		o.clock.Advance(time.Date(2026, 11, 22, 16, 59, 59, 0, time.UTC).Sub(o.clock.Now())) // a second before midnight in Vietnam
		ask(o.Partners, mine, "news", 2)
		ask(other, mine, "news", 3)
		flush(o.Partners, other)
		ask(o.Partners, mine, "article", 1)
		ask(o.Partners, "https://xau.example.com", "awards", 4)
		o.clock.Advance(time.Second)
		ask(o.Partners, "", "frame", 1)
		ask(other, mine, "feed", 1)
		want := &Usage{
			Days: []*Day{
				{Day: "2026-11-22", Counts: Counts{News: 5, Article: 1, Refused: 4}},
				{Day: "2026-11-23", Counts: Counts{Frame: 1}}, // what the other process has not written, this one does not know
			},
			Total: Counts{News: 5, Article: 1, Frame: 1, Refused: 4},
		}
		if diff := cmp.Diff(want, o.used(t, o.Partners, p.ID)); diff != "" {
			t.Errorf("before all is written (-want +got):\n%s", diff)
		}
		flush(other, o.Partners, other, o.Partners)
		want.Days[1].Feed, want.Total.Feed = 1, 1
		for _, one := range []*Partners{o.Partners, other, o.process()} {
			if diff := cmp.Diff(want, o.used(t, one, p.ID)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
		o.clock.Advance(72 * time.Hour)
		flush(o.Partners)
		if len(o.tally.pages) != 0 {
			t.Errorf("%d days stay in memory", len(o.tally.pages))
		}
		if diff := cmp.Diff(want, o.used(t, o.Partners, p.ID)); diff != "" {
			t.Errorf("days later (-want +got):\n%s", diff)
		}
		o.clock.Advance((MaxUsageDays - 3) * 24 * time.Hour)
		if err := o.Tidy(ctx); err != nil {
			t.Fatal(err)
		}
		n, err := o.usage.Count(ctx, nil)
		if err != nil || n != 2 {
			t.Errorf("%d sheets are left, %v; want those of the second day", n, err)
		}
	})
}

// Ensure that a write whose answer was lost is neither lost nor counted twice.
func TestUsageSurvivesLostAnswers(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		ctx, p := t.Context(), o.register(t, nil)
		o.usage.Store = &forgetful{Store: o.store}
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				for range 100 {
					_, _ = o.Admit(ctx, p.ID, "", "frame")
					_ = o.Flush(ctx) // each other one fails after it is done
				}
			})
		}
		group.Wait()
		if err := o.Flush(ctx); err != nil { // then the second is done
			if err := o.Flush(ctx); err != nil {
				t.Error(err)
			}
		}
		if u := o.used(t, o.process(), p.ID); u.Total != (Counts{Frame: 400}) {
			t.Errorf("400 were asked for, %+v are counted", u.Total)
		}
	})
}

// forgetful is a store each second of whose writes is done and fails.
type forgetful struct {
	store.Store
	n int
}

func (f *forgetful) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	n, err := f.Store.Apply(ctx, writes...)
	if err != nil {
		return n, err
	}
	if f.n++; f.n%2 == 1 {
		return 0, errs.New(errs.Unavailable, "Mất kết nối.", "The connection is lost.")
	}
	return n, nil
}

func TestUsageIsAskedForWithinBounds(t *testing.T) {
	onEachStore(t, func(t *testing.T, o *office) {
		p := o.register(t, nil)
		for _, tt := range []struct {
			name, id string
			from, to viet.Date
			want     errs.Code
		}{
			{"one day", p.ID, "2026-01-01", "2026-01-01", ""},
			{"400 days", p.ID, "2026-01-01", "2027-02-04", ""},
			{"401 days", p.ID, "2026-01-01", "2027-02-05", errs.Invalid},
			{"backwards", p.ID, "2026-01-02", "2026-01-01", errs.Invalid},
			{"of nobody", "par_none", "2026-01-01", "2026-01-01", errs.NotFound},
		} {
			if _, err := o.Usage(t.Context(), access.System(), tt.id, tt.from, tt.to); errs.CodeOf(err) != tt.want {
				t.Errorf("%s: %v", tt.name, err)
			}
		}
	})
}

func TestQueriesHaveIndexes(t *testing.T) {
	t.Parallel()
	for _, tt := range []store.Query{
		{Where: store.All(store.Eq{Field: "partnerId", Value: "a"}, store.Range{Field: "day", From: "b"}), Sort: store.Sort{By: []string{"day"}}, Limit: 1},
		{Where: store.Range{Field: "day", To: "b"}, Sort: store.Sort{By: []string{"day"}}, Limit: 1},
	} {
		plan, err := store.NewPlan(usageSchema(), tt)
		if err != nil || plan.Index == nil {
			t.Errorf("%+v: %v", tt.Where, err)
		}
	}
}
