package register_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/viet"
)

// A unit that was merged twice: each year is answered with the name, level, bloc and awards of that year, and all awards are
// listed once each, in whatever order the mergers are entered.
func TestMergedTwice(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"in the order of their days", "the later one first"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			middle, last := w.department(t, "Sở Giữa"), w.department(t, "Sở Cuối")
			for i, a := range []struct {
				unit *register.Unit
				year int64
			}{{w.one, 2016}, {w.two, 2016}, {w.one, 2021}, {middle, 2024}, {last, 2025}} {
				d := w.issued(t, fmt.Sprintf("%d/QĐ-UBND", i+1), viet.Date(fmt.Sprintf("%d-12-30", a.year)))
				if _, _, err := w.ImportAward(ctx, w.editor, register.ImportedAward{DecisionID: d.ID, Nomination: register.Nomination{
					AwardTypeID: w.cert.ID, Kind: register.Merit, Year: a.year, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: a.unit.ID},
				}}); err != nil {
					t.Fatal(err)
				}
			}
			mergers := []func(){
				func() {
					made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, register.UnitMerger{From: refs(w.now(t, w.one), w.now(t, w.two)), Into: heir(w.now(t, middle)), On: "2023-03-01"}))
				},
				func() {
					made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, register.UnitMerger{From: refs(w.now(t, middle)), Into: heir(w.now(t, last)), On: "2025-07-01"}))
				},
			}
			if order == "the later one first" {
				slices.Reverse(mergers)
			}
			for _, merge := range mergers {
				merge()
				merge() // the same again changes nothing
			}
			end := w.now(t, last)
			lineage := slices.Sorted(slices.Values(end.Lineage))
			if diff := cmp.Diff(slices.Sorted(slices.Values([]string{w.one.ID, w.two.ID, middle.ID})), lineage); diff != "" {
				t.Error(diff)
			}
			byUnit := made[map[string][]*register.Award](t)(w.AwardsThroughLineage(ctx, w.editor, []*register.Unit{end}, register.AwardFilter{YearFrom: ptr(int64(2015))}, register.AwardsOldest, page()))
			var got []string
			for _, a := range byUnit[end.ID] {
				got = append(got, fmt.Sprint(a.Year, " ", a.Recipient.Name))
			}
			slices.Sort(got)
			if diff := cmp.Diff([]string{"2016 Sở Hai", "2016 Sở Một", "2021 Sở Một", "2024 Sở Giữa", "2025 Sở Cuối"}, got); diff != "" {
				t.Error(diff)
			}
			one := w.now(t, w.one)
			for day, exists := range map[viet.Date]bool{"2021-06-30": true, "2024-06-30": false, "2026-06-30": false} {
				members := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, []string{one.ID}, &day, page()))
				if one.ExistsOn(day) != exists || (len(members[one.ID]) == 1) != exists || one.NameAsOf(day) != "Sở Một" || one.Level != register.ProvinceLevel {
					t.Errorf("on %s it is %+v with %d memberships", day, one, len(members[one.ID]))
				}
			}
		})
	}
}

// now returns a unit as it is now.
func (w *world) now(tb testing.TB, u *register.Unit) *register.Unit {
	tb.Helper()
	return made[map[string]*register.Unit](tb)(w.UnitsByID(tb.Context(), w.editor, []string{u.ID}))[u.ID]
}

// Passing a lineage on is cut short, and completed by the same call.
func TestLineageCutShortIsPassedOnByTheSameCall(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	last := w.department(t, "Sở Cuối")
	made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, register.UnitMerger{From: refs(w.two), Into: heir(last), On: "2025-07-01"}))
	early := register.UnitMerger{From: refs(w.one), Into: heir(w.now(t, w.two)), On: "2023-03-01"}
	broken := register.New(&failing{Store: w.store, left: 1}, time.Now, store.NewIDs())
	if _, err := broken.MergeUnits(ctx, w.editor, early); err == nil {
		t.Fatal("the merger was not cut short")
	}
	if slices.Contains(w.now(t, last).Lineage, w.one.ID) {
		t.Fatal("it was cut too late")
	}
	made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, early))
	if !slices.Contains(w.now(t, last).Lineage, w.one.ID) || w.now(t, w.one).ValidTo != "2023-02-28" {
		t.Errorf("completed, the lineage is %v", w.now(t, last).Lineage)
	}
}

// step is one thing that happens to units, by their places in the list.
type step struct {
	kind string // "rename", "merge", "split"
	from int
	into int
	name string
	on   viet.Date
}

const historyUnits = 5

// drawHistory draws what happens to units, in the order of days: nothing happens to one that has ended, and none comes to
// continue itself. Who is split off continues what its old unit had continued by then, and nothing of later.
func drawHistory(t *rapid.T) (steps []step, ends [historyUnits]viet.Date, older [historyUnits]map[int]bool) {
	var reached [historyUnits][historyUnits]bool // from one by successions of any days
	for i := range historyUnits {
		older[i] = map[int]bool{}
		reached[i][i] = true
	}
	for n := range rapid.IntRange(1, 9).Draw(t, "steps") {
		s := step{
			kind: rapid.SampledFrom([]string{"rename", "merge", "split"}).Draw(t, "kind"), from: rapid.IntRange(0, historyUnits-1).Draw(t, "from"),
			into: rapid.IntRange(0, historyUnits-1).Draw(t, "into"), name: fmt.Sprintf("Tên %d", n), on: viet.Date(fmt.Sprintf("20%02d-03-01", 14+n)),
		}
		if ends[s.from] != "" || (s.kind != "rename" && (ends[s.into] != "" || reached[s.into][s.from])) {
			continue
		}
		if s.kind != "rename" {
			older[s.into][s.from] = true
			maps.Copy(older[s.into], older[s.from])
			for i := range historyUnits {
				for j := range historyUnits {
					reached[i][j] = reached[i][j] || (reached[i][s.from] && reached[s.into][j])
				}
			}
		}
		if s.kind == "merge" {
			ends[s.from] = s.on
		}
		steps = append(steps, s)
	}
	return steps, ends, older
}

// Ensure that a history that is entered in any order gives each unit exactly one name for any day, the one that it had, and
// lists the awards of what it continues once each.
func TestAnyOrderOfEntryGivesTheSameHistory(t *testing.T) {
	t.Parallel()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
	if err := s.Ensure(t.Context(), register.Schemas()...); err != nil {
		t.Fatal(err)
	}
	r, v, ctx := register.New(s, time.Now, store.NewIDs()), access.System(), t.Context()
	province := made[*register.Unit](t)(r.CreateUnit(ctx, v, register.NewUnit{OfficialName: "UBND tỉnh", Type: register.PeoplesCommittee, Level: register.ProvinceLevel}))
	cert := made[*register.AwardType](t)(r.CreateAwardType(ctx, v, register.NewAwardType{
		Code: "BK", Label: "Bằng khen", Form: register.Certificate, Level: register.ProvinceLevel, RecipientKinds: []register.RecipientKind{register.UnitRecipient},
	}))
	decision := made[*register.Decision](t)(r.CreateDecision(ctx, v, register.NewDecision{Number: "1/QĐ-UBND", IssuedOn: "2013-05-04", IssuerID: province.ID, Title: "Khen"}))
	begun := 0 // units have slugs of their own: namesakes are numbered, and not for ever
	rapid.Check(t, func(t *rapid.T) {
		steps, ends, older := drawHistory(t)
		must := func(err error) {
			if err != nil {
				t.Fatalf("%+v: %v", steps, err)
			}
		}
		ids := make([]string, historyUnits)
		for i := range ids {
			begun++
			u, err := r.CreateUnit(ctx, v, register.NewUnit{OfficialName: fmt.Sprintf("Sở %d", i), Slug: fmt.Sprintf("so-%d", begun), Type: register.Department, Level: register.ProvinceLevel, ValidFrom: "2010-01-01"})
			must(err)
			ids[i] = u.ID
			_, _, err = r.ImportAward(ctx, v, register.ImportedAward{DecisionID: decision.ID, Nomination: register.Nomination{
				AwardTypeID: cert.ID, Kind: register.Merit, Year: 2012, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
			}})
			must(err)
		}
		units := func() map[string]*register.Unit {
			all, err := r.UnitsByID(ctx, v, ids)
			must(err)
			return all
		}
		for _, i := range rapid.Permutation(indexes(len(steps))).Draw(t, "order") {
			s, now := steps[i], units()
			from := register.Ref{ID: ids[s.from], Version: now[ids[s.from]].Version}
			into := register.Heir{Unit: &register.Ref{ID: ids[s.into], Version: now[ids[s.into]].Version}}
			var err error
			switch s.kind {
			case "rename":
				_, err = r.RenameUnit(ctx, v, register.UnitRename{ID: from.ID, Version: from.Version, Name: s.name, On: s.on})
			case "merge":
				_, err = r.MergeUnits(ctx, v, register.UnitMerger{From: []register.Ref{from}, Into: into, On: s.on})
			default:
				_, _, err = r.SplitUnit(ctx, v, register.UnitSplit{ID: from.ID, Version: from.Version, Into: []register.Heir{into}, Continues: true, On: s.on})
			}
			must(err)
		}
		now := units()
		for i, id := range ids {
			u := now[id]
			checkNames(t, u, i, steps, ends[i])
			var lineage []string
			for o := range older[i] {
				lineage = append(lineage, ids[o])
			}
			slices.Sort(lineage)
			if diff := cmp.Diff(lineage, slices.Sorted(slices.Values(u.Lineage))); diff != "" {
				t.Fatalf("%+v: unit %d: %s", steps, i, diff)
			}
			awards, err := r.AwardsThroughLineage(ctx, v, []*register.Unit{u}, register.AwardFilter{}, register.AwardsNewest, page())
			must(err)
			seen := map[string]int{}
			for _, a := range awards[id] {
				seen[a.Recipient.ID]++
			}
			for _, of := range append(lineage, id) {
				if seen[of] != 1 {
					t.Fatalf("%+v: unit %d lists the award of %s %d times", steps, i, of, seen[of])
				}
			}
			if len(seen) != len(lineage)+1 {
				t.Fatalf("%+v: unit %d lists %d awards, continuing %d units", steps, i, len(seen), len(lineage))
			}
		}
	})
}

// checkNames compares the names of a unit with what happened, on the days around every step.
func checkNames(t *rapid.T, u *register.Unit, at int, steps []step, ended viet.Date) {
	want, days := fmt.Sprintf("Sở %d", at), map[viet.Date]string{}
	days["2010-01-01"] = want
	for _, s := range steps { // in the order of days
		before := viet.Date(fmt.Sprintf("%d-02-27", s.on.Year()))
		days[before] = want
		if s.kind == "rename" && s.from == at {
			want = s.name
		}
		days[s.on] = want
	}
	for day, name := range days {
		if ended != "" && day >= ended {
			continue
		}
		spans := 0
		for _, n := range u.Names {
			if (n.From == "" || n.From <= day) && (n.To == "" || day <= n.To) {
				spans++
			}
		}
		if got := u.NameAsOf(day); got != name || spans != 1 {
			t.Fatalf("%+v: on %s it is %q by %d names, want %q: %+v", steps, day, got, spans, name, u.Names)
		}
	}
	if (ended == "") != (u.ValidTo == "") || (ended != "" && u.ExistsOn(ended)) {
		t.Fatalf("%+v: it ends on %q, want before %q", steps, u.ValidTo, ended)
	}
}

func indexes(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}
