package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

func TestJoining(t *testing.T) {
	t.Parallel()
	bloc := &Bloc{Name: "Khối", ValidFrom: "2018-07-20"}
	tests := []struct {
		name     string
		from, to viet.Date
		ordinal  int64
		unit     func(*Unit)
		others   []*BlocMembership
		refused  string
	}{
		{name: "is open-ended", from: "2021-01-01"},
		{name: "follows an earlier membership", from: "2021-01-01", others: []*BlocMembership{{From: "2019-01-01", To: "2020-12-31"}}},
		{name: "overlaps one that lasts", from: "2021-01-01", others: []*BlocMembership{{From: "2019-01-01"}}, refused: "INVALID from"},
		{name: "shares a day with another", from: "2021-01-01", to: "2021-06-30", others: []*BlocMembership{{From: "2021-06-30", To: "2022-01-01"}}, refused: "INVALID from"},
		{name: "is older than the bloc", from: "2018-07-19", refused: "INVALID from"},
		{name: "ends before it begins", from: "2021-01-01", to: "2020-01-01", refused: "INVALID to"},
		{name: "is of a unit that has ended", from: "2021-01-01", unit: func(u *Unit) { u.ValidTo = "2020-12-31" }, refused: "INVALID unitId"},
		{name: "outlives the unit", from: "2021-01-01", unit: func(u *Unit) { u.ValidTo = "2025-02-28" }, refused: "INVALID unitId"},
		{name: "ends with the unit", from: "2021-01-01", to: "2025-02-28", unit: func(u *Unit) { u.ValidTo = "2025-02-28" }},
		{name: "has no day", from: "2021-02-30", refused: "INVALID from"},
		{name: "has no place in the list", from: "2021-01-01", ordinal: -1, refused: "INVALID ordinal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			u := department()
			if tt.unit != nil {
				tt.unit(u)
			}
			m := &BlocMembership{From: tt.from, To: tt.to, Ordinal: 1 + tt.ordinal}
			if got := refusal(m.joining(bloc, u, tt.others)); got != tt.refused {
				t.Errorf("refused with %q, want %q", got, tt.refused)
			}
		})
	}
}

func TestBlocYearSteps(t *testing.T) {
	t.Parallel()
	order := []BlocYearState{Opened, CompactSigned, MidYearReviewed, FinalReviewed, Closed}
	allowed := map[BlocYearState][]BlocYearState{
		Opened:          {CompactSigned},
		CompactSigned:   {MidYearReviewed, FinalReviewed},
		MidYearReviewed: {FinalReviewed},
		FinalReviewed:   {Closed},
	}
	for _, from := range order {
		var got []BlocYearState
		for _, to := range order {
			y := &BlocYear{State: from, Transitions: []BlocYearChange{{To: from, On: "2021-03-01"}}}
			next, err := y.advanced(BlocYearChange{To: to, On: "2021-07-01"}, 0)
			if err != nil {
				continue
			}
			got = append(got, to)
			if next.State != to || len(next.Transitions) != 2 || len(y.Transitions) != 1 {
				t.Errorf("from %s to %s it becomes %+v", from, to, next)
			}
		}
		if diff := cmp.Diff(allowed[from], got); diff != "" {
			t.Errorf("from %s: %s", from, diff)
		}
	}
}

func TestBlocYearStepRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		state, to BlocYearState
		on        viet.Date
		unsettled int64
		refused   string
	}{
		{name: "an unknown day is allowed", state: Opened, to: CompactSigned},
		{name: "the day is before the last step's", state: Opened, to: CompactSigned, on: "2021-02-01", refused: "INVALID on"},
		{name: "the day is none", state: Opened, to: CompactSigned, on: "14/01/2022", refused: "INVALID on"},
		{name: "awards are unsettled at the end", state: FinalReviewed, to: Closed, unsettled: 4, refused: "WRONG_STATE"},
		{name: "awards are unsettled before the end", state: CompactSigned, to: FinalReviewed, unsettled: 4},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			y := &BlocYear{State: tt.state, Transitions: []BlocYearChange{{To: tt.state, On: "2021-03-01"}}}
			_, err := y.advanced(BlocYearChange{To: tt.to, On: tt.on}, tt.unsettled)
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused with %q, want %q", got, tt.refused)
			}
		})
	}
}

func TestProposing(t *testing.T) {
	t.Parallel()
	member := []*BlocMembership{{BlocID: "b", UnitID: "u", From: "2021-01-01", To: "2022-12-31"}}
	tests := []struct {
		name    string
		term    OfficeTerm
		others  []*OfficeTerm
		refused string
	}{
		{name: "a member as head", term: OfficeTerm{Role: HeadRole, ProposedOn: "2022-01-14"}},
		{name: "a member as deputy beside a head", term: OfficeTerm{Role: DeputyRole, ProposedOn: "2022-01-14"}, others: []*OfficeTerm{{UnitID: "x", Role: HeadRole, Status: OfficeProposed}}},
		{name: "a second head", term: OfficeTerm{Role: HeadRole, ProposedOn: "2022-01-14"}, others: []*OfficeTerm{{UnitID: "x", Role: HeadRole, Status: OfficeConfirmed}}, refused: "INVALID role"},
		{name: "a head after one that declined", term: OfficeTerm{Role: HeadRole, ProposedOn: "2022-01-14"}, others: []*OfficeTerm{{UnitID: "x", Role: HeadRole, Status: OfficeDeclined}}},
		{name: "the head as deputy", term: OfficeTerm{Role: DeputyRole, ProposedOn: "2022-01-14"}, others: []*OfficeTerm{{UnitID: "u", Role: HeadRole, Status: OfficeProposed}}, refused: "INVALID unitId"},
		{name: "a unit that has left the bloc", term: OfficeTerm{Role: HeadRole, ProposedOn: "2023-01-01"}, refused: "INVALID unitId"},
		{name: "on no day", term: OfficeTerm{Role: HeadRole}, refused: "INVALID on"},
		{name: "in no role", term: OfficeTerm{Role: "KING", ProposedOn: "2022-01-14"}, refused: "INVALID role"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.term.BlocID, tt.term.UnitID = "b", "u"
			if got := refusal(tt.term.proposable(member, tt.others)); got != tt.refused {
				t.Errorf("refused with %q, want %q", got, tt.refused)
			}
		})
	}
}

func TestConfirming(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		status  OfficeStatus
		from    viet.Date
		refused string
	}{
		{name: "a proposed term", status: OfficeProposed, from: "2022-02-01"},
		{name: "a proposed term without a day", status: OfficeProposed},
		{name: "from before the proposal", status: OfficeProposed, from: "2022-01-01", refused: "INVALID from"},
		{name: "a confirmed term", status: OfficeConfirmed, refused: "WRONG_STATE"},
		{name: "a declined term", status: OfficeDeclined, refused: "WRONG_STATE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := &OfficeTerm{Status: tt.status, ProposedOn: "2022-01-14", PersonID: "per_1"}
			got, err := term.confirmed(tt.from, "")
			if refusal(err) != tt.refused {
				t.Fatalf("refused with %v, want %q", err, tt.refused)
			}
			if err == nil && (got.Status != OfficeConfirmed || got.From != tt.from || got.PersonID != "per_1") {
				t.Errorf("it becomes %+v", got)
			}
		})
	}
}

func TestOfficeKeys(t *testing.T) {
	t.Parallel()
	tests := []struct {
		role             OfficeRole
		status           OfficeStatus
		headship, office string
	}{
		{HeadRole, OfficeProposed, "y", "y u"},
		{HeadRole, OfficeConfirmed, "y", "y u"},
		{DeputyRole, OfficeProposed, "", "y u"},
		{HeadRole, OfficeDeclined, "", ""},
		{HeadRole, OfficeEnded, "", ""},
	}
	for _, tt := range tests {
		term := &OfficeTerm{Head: store.Head{ID: "t"}, BlocYearID: "y", UnitID: "u", Role: tt.role, Status: tt.status}
		term.Derive()
		if term.Headship != tt.headship || term.Office != tt.office {
			t.Errorf("%s %s has the keys %q and %q", tt.role, tt.status, term.Headship, term.Office)
		}
	}
}
