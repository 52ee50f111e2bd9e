package register_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

func TestAnonymousReadersSeeOnlyWhatIsPublic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v, nobody := t.Context(), w.editor, access.Anonymous()
	shown := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	hidden := made[*register.Award](t)(w.nominate(ctx, w.one, w.flag, 2021, false))
	decision := made[*register.Decision](t)(w.CreateDecision(ctx, v, register.NewDecision{Number: "1/QĐ-UBND", IssuedOn: "2022-01-01", IssuerID: w.province.ID, Title: "Kín"}))
	person := made[*register.Person](t)(w.CreatePerson(ctx, v, register.NewPerson{FullName: "Trần Ví Dụ"}))
	none := register.AwardFilter{}
	asks := []struct {
		name            string
		editor, visitor int
		ask             func(access.Viewer) (int, error)
	}{
		{"awards", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.Awards(ctx, v, none, register.AwardsNewest, page())
			return len(got), err
		}},
		{"count of awards", 2, 1, func(v access.Viewer) (int, error) { n, err := w.CountAwards(ctx, v, none); return int(n), err }},
		{"count by form", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.CountAwardsBy(ctx, v, none, []register.AwardDimension{register.ByForm})
			return len(got), err
		}},
		{"count of a recipient's", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.CountAwardsPer(ctx, v, register.OfRecipient, []string{w.one.ID}, none)
			return int(got[w.one.ID]), err
		}},
		{"awards by ID", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.AwardsByID(ctx, v, []string{shown.ID, hidden.ID})
			return len(got), err
		}},
		{"awards of a recipient", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.AwardsOfRecipients(ctx, v, []string{w.one.ID}, none, register.AwardsNewest, page())
			return len(got[w.one.ID]), err
		}},
		{"awards through lineage", 2, 1, func(v access.Viewer) (int, error) {
			got, err := w.AwardsThroughLineage(ctx, v, []*register.Unit{w.one}, none, register.AwardsNewest, page())
			return len(got[w.one.ID]), err
		}},
		{"decisions", 1, 0, func(v access.Viewer) (int, error) {
			got, err := w.Decisions(ctx, v, register.DecisionFilter{}, register.DecisionsNewest, page())
			return len(got), err
		}},
		{"count of decisions", 1, 0, func(v access.Viewer) (int, error) {
			n, err := w.CountDecisions(ctx, v, register.DecisionFilter{})
			return int(n), err
		}},
		{"decisions by ID", 1, 0, func(v access.Viewer) (int, error) {
			got, err := w.DecisionsByID(ctx, v, []string{decision.ID})
			return len(got), err
		}},
		{"decisions of an issuer", 1, 0, func(v access.Viewer) (int, error) {
			got, err := w.DecisionsOfIssuers(ctx, v, []string{w.province.ID}, register.DecisionFilter{}, register.DecisionsNewest, page())
			return len(got[w.province.ID]), err
		}},
		{"people by name", 1, 0, func(v access.Viewer) (int, error) {
			got, err := w.People(ctx, v, register.PersonFilter{Name: ptr("tran vi du")}, register.PeopleByName, page())
			return len(got), err
		}},
		{"count of people", 1, 0, func(v access.Viewer) (int, error) {
			n, err := w.CountPeople(ctx, v, register.PersonFilter{})
			return int(n), err
		}},
		{"people by ID", 1, 0, func(v access.Viewer) (int, error) {
			got, err := w.PeopleByID(ctx, v, []string{person.ID})
			return len(got), err
		}},
	}
	for _, tt := range asks {
		for who, want := range map[access.Viewer]int{v: tt.editor, nobody: tt.visitor} {
			if got, err := tt.ask(who); err != nil || got != want {
				t.Errorf("%s for %q: %d, %v; want %d", tt.name, who.Actor, got, err, want)
			}
		}
	}
	if _, err := w.AwardByCode(ctx, nobody, hidden.Code); said(err) != "NOT_FOUND" {
		t.Errorf("a hidden award by its code said %v", err)
	}
}

func TestLineageIsReadInOneCallAndInOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	for year := int64(2015); year <= 2020; year++ {
		u := []*register.Unit{w.one, w.two}[year%2]
		made[*register.Award](t)(w.nominate(ctx, u, w.cert, year, true))
	}
	heir := made[*register.Unit](t)(w.MergeUnits(ctx, v, register.UnitMerger{
		From: refs(w.one, w.two), On: "2021-03-01",
		Into: register.Heir{New: &register.NewUnit{OfficialName: "Sở Chung", Type: register.Department, Level: register.ProvinceLevel}},
	}))
	made[*register.Award](t)(w.nominate(ctx, heir, w.cert, 2021, true))
	read := func(o register.AwardOrder, p store.Page) ([]int64, []*register.Award) {
		t.Helper()
		counted, calls := store.WithCalls(ctx)
		got := made[map[string][]*register.Award](t)(w.AwardsThroughLineage(counted, v, []*register.Unit{heir}, register.AwardFilter{}, o, p))
		if calls.Count() != 1 {
			t.Errorf("it took %d calls", calls.Count())
		}
		var years []int64
		for _, a := range got[heir.ID] {
			years = append(years, a.Year)
		}
		return years, got[heir.ID]
	}
	years, first := read(register.AwardsNewest, store.Page{Limit: 3})
	if diff := cmp.Diff([]int64{2021, 2020, 2019}, years); diff != "" {
		t.Error(diff)
	}
	after := register.AwardsNewest.Order().Position(first[2])
	years, _ = read(register.AwardsNewest, store.Page{Limit: 3, After: &after})
	if diff := cmp.Diff([]int64{2018, 2017, 2016}, years); diff != "" {
		t.Error(diff)
	}
	years, _ = read(register.AwardsNewest, store.Page{Limit: 2, Last: true})
	if diff := cmp.Diff([]int64{2016, 2015}, years); diff != "" {
		t.Error(diff)
	}
	years, _ = read(register.AwardsOldest, store.Page{Limit: 4})
	if diff := cmp.Diff([]int64{2015, 2016, 2017, 2018}, years); diff != "" {
		t.Error(diff)
	}
}

func TestCountsByGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	for _, year := range []int64{2019, 2020} {
		made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, year, true))
		made[*register.Award](t)(w.nominate(ctx, w.two, w.cert, year, true))
	}
	made[*register.Award](t)(w.nominate(ctx, w.two, w.flag, 2020, true))
	household := register.Nomination{AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2020, Public: true, Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ Ví Dụ"}}
	if _, _, err := w.NominateAward(ctx, v, household); err != nil {
		t.Fatal(err)
	}
	count := func(f register.AwardFilter, by ...register.AwardDimension) []register.AwardCount {
		t.Helper()
		return made[[]register.AwardCount](t)(w.CountAwardsBy(ctx, access.Anonymous(), f, by))
	}
	y := func(year int64) *int64 { return &year }
	if diff := cmp.Diff([]register.AwardCount{
		{Year: y(2019), Form: register.Certificate, Count: 2},
		{Year: y(2020), Form: register.Certificate, Count: 3},
		{Year: y(2020), Form: register.Flag, Count: 1},
	}, count(register.AwardFilter{}, register.ByYear, register.ByForm)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]register.AwardCount{{UnitID: w.one.ID, Count: 2}, {UnitID: w.two.ID, Count: 3}}, count(register.AwardFilter{}, register.ByUnit)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]register.AwardCount{{AwardTypeID: w.cert.ID, Count: 2}}, count(register.AwardFilter{YearTo: y(2019)}, register.ByType)); diff != "" {
		t.Error(diff)
	}
	for _, by := range [][]register.AwardDimension{nil, {register.ByYear, register.ByYear}, {"COLOUR"}} {
		if _, err := w.CountAwardsBy(ctx, v, register.AwardFilter{}, by); said(err) != "INVALID by" {
			t.Errorf("by %v it said %v", by, err)
		}
	}
}

func TestOrdersOfNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	for _, name := range []string{"Trần Văn Hạ", "Vũ Thị Hà", "Nguyễn Văn Đức", "Nguyễn Văn Dũng", "Lê An", "An Thị Hà"} {
		made[*register.Person](t)(w.CreatePerson(ctx, v, register.NewPerson{FullName: name}))
	}
	people := made[[]*register.Person](t)(w.People(ctx, v, register.PersonFilter{}, register.PeopleByName, page()))
	var got []string
	for _, p := range people {
		got = append(got, p.FullName)
	}
	if diff := cmp.Diff([]string{"Lê An", "Nguyễn Văn Dũng", "Nguyễn Văn Đức", "An Thị Hà", "Vũ Thị Hà", "Trần Văn Hạ"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestNamesAreFoundWithAndWithoutMarks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.department(t, "Sở Tài nguyên và Môi trường")
	for query, want := range map[string]int{
		"tài nguyên": 1, "tai nguyen": 1, "moi truon": 1, "tái nguyên": 0, "nguyên tài": 1, "%": 0, "": 0, `"`: 0, "sở một": 1,
	} {
		got := made[[]*register.Unit](t)(w.Units(t.Context(), w.editor, register.UnitFilter{Name: &query}, register.UnitsByName, page()))
		if len(got) != want {
			t.Errorf("%q finds %d units, want %d", query, len(got), want)
		}
		if n := made[int64](t)(w.CountUnits(t.Context(), w.editor, register.UnitFilter{Name: &query})); n != int64(want) {
			t.Errorf("%q counts %d units, want %d", query, n, want)
		}
	}
}
