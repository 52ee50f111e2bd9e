package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// had is an award of a type for a year, in a state.
func had(typeID string, year int64, state AwardState, kinds ...CommendationKind) *Award {
	a := &Award{Head: store.Head{ID: "awa_" + typeID + string(state)}, AwardTypeID: typeID, Year: year, State: state, Kind: Merit}
	if len(kinds) > 0 {
		a.Kind = kinds[0]
	}
	return a
}

func TestConditions(t *testing.T) {
	t.Parallel()
	const year = 2024
	granted := func(years ...int64) []*Award {
		var awards []*Award
		for _, y := range years {
			awards = append(awards, had("a", y, Granted))
		}
		return awards
	}
	three := EligibilityCondition{Kind: YearsRunning, AwardTypeIDs: []string{"a"}, Years: 3, IncludesYear: true}
	earlier := EligibilityCondition{Kind: YearsRunning, AwardTypeIDs: []string{"a"}, Years: 2}
	window := EligibilityCondition{Kind: TimesWithin, AwardTypeIDs: []string{"a"}, Times: 2, Years: 4, IncludesYear: true}
	five := EligibilityCondition{Kind: HoldsBefore, AwardTypeIDs: []string{"a"}, Years: 5}
	gap := EligibilityCondition{Kind: MinimumGap, AwardTypeIDs: []string{"a"}, Years: 3}
	once := EligibilityCondition{Kind: OnceOnly, AwardTypeIDs: []string{"a"}}
	alone := EligibilityCondition{Kind: NotTogether, AwardTypeIDs: []string{"a"}}
	ratio := EligibilityCondition{Kind: RatioCap, AwardTypeIDs: []string{"a"}, Percent: 15}
	tests := []struct {
		name      string
		condition EligibilityCondition
		awards    []*Award
		partial   bool
		share     *share
		state     EligibilityState
		missing   []int64
	}{
		{name: "three years running, all there", condition: three, awards: granted(2022, 2023, 2024), state: Satisfied},
		{name: "three years running, and more", condition: three, awards: granted(2020, 2021, 2022, 2023, 2024), state: Satisfied},
		{name: "three years running, with a gap", condition: three, awards: granted(2021, 2022, 2024), state: Unsatisfied, missing: []int64{2023}},
		{name: "three years running, none there", condition: three, state: Unsatisfied, missing: []int64{2022, 2023, 2024}},
		{name: "three years running, the last proposed", condition: three, awards: append(granted(2022, 2023), had("a", 2024, Nominated)), state: Unknown, missing: []int64{2024}},
		{name: "three years running, one proposed and one missing", condition: three, awards: append(granted(2022), had("a", 2024, Nominated)), state: Unsatisfied, missing: []int64{2023, 2024}},
		{name: "three years running, one taken back", condition: three, awards: append(granted(2022, 2024), had("a", 2023, Revoked)), state: Unsatisfied, missing: []int64{2023}},
		{name: "three years running, one refused", condition: three, awards: append(granted(2022, 2024), had("a", 2023, Rejected)), state: Unsatisfied, missing: []int64{2023}},
		{name: "three years running, one of another award", condition: three, awards: append(granted(2022, 2024), had("b", 2023, Granted)), state: Unsatisfied, missing: []int64{2023}},
		{name: "three years running, one for an extraordinary deed", condition: three, awards: append(granted(2022, 2024), had("a", 2023, Granted, Extraordinary)), state: Unsatisfied, missing: []int64{2023}},
		{name: "three years running, of which not all are seen", condition: three, awards: granted(2022), partial: true, state: Unknown, missing: []int64{2023, 2024}},
		{name: "two years before, without the year itself", condition: earlier, awards: granted(2022, 2023), state: Satisfied},
		{name: "two years before, too early", condition: earlier, awards: granted(2021, 2022), state: Unsatisfied, missing: []int64{2023}},
		{name: "twice within four years", condition: window, awards: granted(2021, 2024), state: Satisfied},
		{name: "twice within four years, one before them", condition: window, awards: granted(2020, 2023), state: Unsatisfied, missing: []int64{2021, 2022, 2024}},
		{name: "twice within four years, one proposed", condition: window, awards: append(granted(2022), had("a", 2024, Submitted)), state: Unknown, missing: []int64{2021, 2023, 2024}},
		{name: "five years ago, just so", condition: five, awards: granted(2019), state: Satisfied},
		{name: "five years ago, a year short", condition: five, awards: granted(2020), state: Unsatisfied},
		{name: "five years ago, never", condition: five, state: Unsatisfied},
		{name: "five years ago, of whom not all is seen", condition: five, partial: true, state: Unknown},
		{name: "a gap of three years", condition: gap, awards: granted(2015, 2021), state: Satisfied},
		{name: "a gap of three years, too soon", condition: gap, awards: granted(2015, 2022), state: Unsatisfied},
		{name: "a gap of three years, never before", condition: gap, state: Satisfied},
		{name: "a gap of three years, never before as far as is seen", condition: gap, partial: true, state: Unknown},
		{name: "once, never before", condition: once, state: Satisfied},
		{name: "once, again", condition: once, awards: granted(2001), state: Unsatisfied},
		{name: "once, proposed already", condition: once, awards: []*Award{had("a", 2023, Voted)}, state: Unknown},
		{name: "alone", condition: alone, awards: granted(2023), state: Satisfied},
		{name: "together with one that is proposed", condition: alone, awards: []*Award{had("a", 2024, Nominated)}, state: Unsatisfied},
		{name: "together with one that was withdrawn", condition: alone, awards: []*Award{had("a", 2024, Withdrawn)}, state: Satisfied},
		{name: "a ratio just kept", condition: ratio, share: &share{of: 3, among: 20}, state: Satisfied},
		{name: "a ratio passed", condition: ratio, share: &share{of: 4, among: 20}, state: Unsatisfied},
		{name: "a ratio of nobody", condition: ratio, share: &share{of: 1}, state: Unsatisfied},
		{name: "a ratio without a nominator", condition: ratio, state: Unknown},
		{name: "an initiative", condition: EligibilityCondition{Kind: Initiative, Times: 1, Level: ProvinceLevel}, state: Unknown},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rule := &EligibilityRule{AwardTypeID: "x", Conditions: []EligibilityCondition{tt.condition}, ExcludedKinds: []CommendationKind{Extraordinary, ForMovement}}
			seen := evidence{awards: tt.awards, partial: tt.partial, share: tt.share, labels: map[string]string{"a": "Chiến sĩ thi đua cơ sở"}}
			got := advise(rule, EligibilityAsk{AwardTypeID: "x", Year: year, Kind: Merit}, seen)
			check := got.Checks[0]
			if got.State != tt.state || check.State != tt.state {
				t.Errorf("it is %s by %s, want %s", got.State, check.State, tt.state)
			}
			if diff := cmp.Diff(append([]int64{}, tt.missing...), check.MissingYears); diff != "" {
				t.Error(diff)
			}
			if check.Message.Vi == "" || check.Message.En == "" {
				t.Errorf("nothing is said: %+v", check.Message)
			}
			if n := len(got.Missing()); (n == 0) != (tt.state == Satisfied) {
				t.Errorf("%d conditions are missing", n)
			}
		})
	}
}

// An advisory condition makes nobody ineligible, and what is certainly not met outweighs what is not known.
func TestConditionsTogether(t *testing.T) {
	t.Parallel()
	met := EligibilityCondition{Kind: MinimumGap, Years: 1}
	unmet := EligibilityCondition{Kind: HoldsInYear, AwardTypeIDs: []string{"a"}}
	open := EligibilityCondition{Kind: NoDiscipline}
	usual := unmet
	usual.Advisory = true
	for _, tt := range []struct {
		name       string
		conditions []EligibilityCondition
		want       EligibilityState
	}{
		{"all met", []EligibilityCondition{met, met}, Satisfied},
		{"an advisory one not met", []EligibilityCondition{met, usual}, Satisfied},
		{"one open", []EligibilityCondition{met, open, usual}, Unknown},
		{"one not met before an open one", []EligibilityCondition{unmet, open}, Unsatisfied},
		{"one not met after an open one", []EligibilityCondition{open, unmet, met}, Unsatisfied},
	} {
		got := advise(&EligibilityRule{AwardTypeID: "x", Conditions: tt.conditions}, EligibilityAsk{Year: 2024}, evidence{})
		if got.State != tt.want || len(got.Checks) != len(tt.conditions) {
			t.Errorf("%s: it is %s", tt.name, got.State)
		}
	}
	if got := advise(nil, EligibilityAsk{Year: 2024}, evidence{}); got.State != Unknown || got.RuleVersion() != nil || got.On != "2024-12-31" {
		t.Errorf("without a rule it is %+v", got)
	}
}

func TestRuleOfTheDay(t *testing.T) {
	t.Parallel()
	rule := func(id string, from, to viet.Date, change ...func(*EligibilityRule)) *EligibilityRule {
		e := &EligibilityRule{Head: store.Head{ID: id}, AwardTypeID: "x", RecipientKinds: []RecipientKind{PersonRecipient}, ValidFrom: from, ValidTo: to}
		for _, c := range change {
			c(e)
		}
		return e
	}
	rules := []*EligibilityRule{
		rule("old", "", "2023-12-31"), rule("new", "2024-01-01", ""), rule("units", "2024-01-01", "", func(e *EligibilityRule) { e.RecipientKinds = []RecipientKind{UnitRecipient} }),
		rule("deeds", "2024-01-01", "", func(e *EligibilityRule) { e.Kinds = []CommendationKind{Extraordinary} }),
	}
	for _, tt := range []struct {
		name string
		ask  EligibilityAsk
		want string
	}{
		{"a year of the older law", EligibilityAsk{Year: 2021}, "old"},
		{"a year of the newer law", EligibilityAsk{Year: 2024}, "new"},
		{"a year of the older law, asked under the newer", EligibilityAsk{Year: 2023, On: "2024-02-01"}, "new"},
		{"a unit", EligibilityAsk{Year: 2024, RecipientKind: UnitRecipient}, "units"},
		{"a household, of which there is no rule", EligibilityAsk{Year: 2024, RecipientKind: HouseholdRecipient}, ""},
		{"another award", EligibilityAsk{Year: 2024, AwardTypeID: "y"}, ""},
	} {
		tt.ask.Kind = Merit
		if tt.ask.RecipientKind == "" {
			tt.ask.RecipientKind = PersonRecipient
		}
		if tt.ask.AwardTypeID == "" {
			tt.ask.AwardTypeID = "x"
		}
		got := ""
		if r := ruleFor(rules, tt.ask); r != nil {
			got = r.ID
		}
		if got != tt.want {
			t.Errorf("%s: it is %q, want %q", tt.name, got, tt.want)
		}
	}
	if rules[0].rivals(rules[1]) || rules[1].rivals(rules[2]) || !rules[1].rivals(rules[3]) {
		t.Error("it is not clear which rules hold at the same time")
	}
}

func TestAuthorities(t *testing.T) {
	t.Parallel()
	letter := &AwardType{Authorities: []Authority{
		{Title: "Chủ tịch UBND huyện", Level: DistrictLevel, UnitTypes: []UnitType{PeoplesCommittee}, ValidTo: "2025-06-30"},
		{Title: "Chủ tịch UBND xã", Level: CommuneLevel, ValidFrom: "2025-07-01"},
		{Title: "Thủ trưởng sở", UnitTypes: []UnitType{Department}},
	}}
	district, commune := &Unit{Level: DistrictLevel, Type: PeoplesCommittee}, &Unit{Level: CommuneLevel, Type: PeoplesCommittee}
	for _, tt := range []struct {
		name   string
		issuer *Unit
		on     viet.Date
		may    bool
	}{
		{"a district on its last day", district, "2025-06-30", true},
		{"a district on the day after", district, "2025-07-01", false},
		{"a commune before it had the power", commune, "2025-06-30", false},
		{"a commune after", commune, "2025-07-01", true},
		{"a department, at whatever level", &Unit{Level: ProvinceLevel, Type: Department}, "2021-01-01", true},
		{"a school", &Unit{Level: ProvinceLevel, Type: School}, "2021-01-01", false},
	} {
		err := (&Award{Level: Grassroots}).decidable(&Decision{IssuedOn: tt.on}, tt.issuer, letter)
		if (err == nil) != tt.may || (err != nil && refusal(err) != "INVALID decisionId") {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
