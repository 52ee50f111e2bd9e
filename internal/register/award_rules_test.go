package register

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

func allAwardStates() []AwardState {
	return []AwardState{Registered, Nominated, Voted, Submitted, Returned, Approved, Granted, Rejected, Revoked, Withdrawn}
}

func TestInvariant08WordsSayGivenOnlyOfWhatWasGiven(t *testing.T) {
	t.Parallel()
	for _, s := range allAwardStates() {
		a := &Award{State: s, TypeName: "Cờ thi đua của UBND tỉnh"}
		label := a.StatusLabel()
		given := s == Approved || s == Granted
		if got := strings.HasPrefix(label, "Được tặng "); got != given || a.IsGranted() != given {
			t.Errorf("%s is worded %q and given: %t", s, label, a.IsGranted())
		}
		if words := strings.ToLower(label); !given && (strings.Contains(words, "đạt") || strings.Contains(words, "được tặng")) {
			t.Errorf("%s is worded %q", s, label)
		}
		if proposed := slices.Contains(undecided(), s) && s != Registered; proposed != strings.HasPrefix(label, "Đề nghị tặng ") {
			t.Errorf("%s is worded %q", s, label)
		}
		if !strings.HasSuffix(label, a.TypeName) {
			t.Errorf("%s is worded %q without the award", s, label)
		}
	}
}

func TestDecidingRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		award    Award
		issuedOn viet.Date
		level    AdminLevel
		refused  string
	}{
		{name: "a decision of the same year", award: Award{Level: ProvinceLevel, Year: 2021}, issuedOn: "2021-12-31", level: ProvinceLevel},
		{name: "a decision before the achievement's year", award: Award{Level: ProvinceLevel, Year: 2021}, issuedOn: "2020-12-31", level: ProvinceLevel, refused: "INVALID year"},
		{name: "a decision before the nomination", award: Award{Level: ProvinceLevel, Year: 2021, NominatedOn: "2022-01-14"}, issuedOn: "2022-01-13", level: ProvinceLevel, refused: "INVALID decisionId"},
		{name: "a province for the State", award: Award{Level: StateLevel, Year: 2021}, issuedOn: "2022-05-04", level: ProvinceLevel, refused: "INVALID decisionId"},
		{name: "a commune for the province", award: Award{Level: ProvinceLevel, Year: 2021}, issuedOn: "2022-05-04", level: CommuneLevel, refused: "INVALID decisionId"},
		{name: "a department for its own workers", award: Award{Level: Grassroots, Year: 2021}, issuedOn: "2022-05-04", level: ProvinceLevel},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.award.State = Submitted
			d := &Decision{Head: store.Head{ID: "dec_1"}, IssuedOn: tt.issuedOn, IssuerName: "Nơi ban hành"}
			after, err := tt.award.decided(d, &Unit{Level: tt.level}, nil)
			if refusal(err) != tt.refused {
				t.Fatalf("refused with %v, want %q", err, tt.refused)
			}
			if err == nil && (after.DecisionID != "dec_1" || after.DecidedOn != tt.issuedOn || after.IssuerName != "Nơi ban hành") {
				t.Errorf("the decision on record is %+v", after)
			}
		})
	}
}

func TestPresentingBeforeTheDecisionIsRefused(t *testing.T) {
	t.Parallel()
	a := &Award{State: Approved, DecidedOn: "2022-05-04"}
	for on, want := range map[viet.Date]string{"2022-05-04": "", "2022-05-03": "INVALID on", "": "INVALID on"} {
		if _, err := a.presented(on, ""); refusal(err) != want {
			t.Errorf("on %q it is refused with %v, want %q", on, err, want)
		}
	}
}

func TestRevoking(t *testing.T) {
	t.Parallel()
	a := &Award{State: Granted, DecisionID: "dec_1", DecidedOn: "2022-05-04", PresentedOn: "2022-07-22"}
	tests := []struct {
		name    string
		by      Decision
		refused string
	}{
		{name: "by a decision of its own", by: Decision{Head: store.Head{ID: "dec_2"}, IssuedOn: "2023-01-01"}},
		{name: "by the decision that gave it", by: Decision{Head: store.Head{ID: "dec_1"}, IssuedOn: "2022-05-04"}, refused: "INVALID decisionId"},
		{name: "before it was given", by: Decision{Head: store.Head{ID: "dec_2"}, IssuedOn: "2022-05-03"}, refused: "INVALID decisionId"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := a.revoked(&tt.by, "Kê khai không đúng")
			if refusal(err) != tt.refused {
				t.Fatalf("refused with %v, want %q", err, tt.refused)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(&Revocation{DecisionID: "dec_2", Reason: "Kê khai không đúng", On: "2023-01-01"}, got.Revocation); diff != "" {
				t.Error(diff)
			}
			if got.DecisionID != "dec_1" || got.PresentedOn != "2022-07-22" {
				t.Errorf("the grant is not on record any more: %+v", got)
			}
		})
	}
}

func TestQuota(t *testing.T) {
	t.Parallel()
	one, four := int64(1), int64(4)
	flag := func(s AwardState) *Award { return &Award{Form: Flag, State: s} }
	tests := []struct {
		name    string
		year    BlocYear
		award   Award
		others  []*Award
		refused string
		place   int64
	}{
		{name: "no quota is no limit", year: BlocYear{Year: 2021}, award: Award{Form: Flag, Year: 2021}, others: []*Award{flag(Nominated), flag(Nominated)}},
		{name: "the last place", year: BlocYear{Year: 2021, FlagQuota: &one}, award: Award{Form: Flag, Year: 2021}, place: 1},
		{name: "the lowest that is free", year: BlocYear{Year: 2021, FlagQuota: &four}, award: Award{Form: Flag, Year: 2021}, others: []*Award{{Form: Flag, State: Voted, Place: 3}, {Form: Flag, Place: 1}}, place: 2},
		{name: "beside one from before there was a quota", year: BlocYear{Year: 2021, FlagQuota: &four}, award: Award{Form: Flag, Year: 2021}, others: []*Award{flag(Nominated)}, place: 1},
		{name: "no place is left", year: BlocYear{Year: 2021, FlagQuota: &one}, award: Award{Form: Flag, Year: 2021}, others: []*Award{flag(Nominated)}, refused: "LIMIT"},
		{name: "a withdrawn award leaves its place", year: BlocYear{Year: 2021, FlagQuota: &one}, award: Award{Form: Flag, Year: 2021}, others: []*Award{flag(Withdrawn)}, place: 1},
		{name: "certificates take no flag's place", year: BlocYear{Year: 2021, FlagQuota: &one}, award: Award{Form: Flag, Year: 2021}, others: []*Award{{Form: Certificate, State: Nominated}}, place: 1},
		{name: "certificates have their own quota", year: BlocYear{Year: 2021, CertificateQuota: &one}, award: Award{Form: Certificate, Year: 2021}, others: []*Award{{Form: Certificate, State: Nominated}}, refused: "LIMIT"},
		{name: "another year's achievement", year: BlocYear{Year: 2022}, award: Award{Form: Flag, Year: 2021}, refused: "INVALID year"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			place, err := tt.year.place(&tt.award, used(tt.award.Form, tt.others))
			if got := refusal(err); got != tt.refused || place != tt.place {
				t.Errorf("place %d, refused with %q, want %d, %q", place, got, tt.place, tt.refused)
			}
		})
	}
}

func TestWarningOfTwoAwardsForOneAchievement(t *testing.T) {
	t.Parallel()
	flag := &Award{Form: Flag, Level: ProvinceLevel, Year: 2021}
	tests := []struct {
		name  string
		other Award
		warns int
	}{
		{"the certificate of the same level and year", Award{Form: Certificate, Level: ProvinceLevel, Year: 2021, State: Nominated}, 1},
		{"one that was withdrawn", Award{Form: Certificate, Level: ProvinceLevel, Year: 2021, State: Withdrawn}, 0},
		{"one of another level", Award{Form: Certificate, Level: StateLevel, Year: 2021, State: Nominated}, 0},
		{"one of another year", Award{Form: Certificate, Level: ProvinceLevel, Year: 2020, State: Granted}, 0},
		{"a letter", Award{Form: Letter, Level: ProvinceLevel, Year: 2021, State: Nominated}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := len(flag.warnings([]*Award{&tt.other})); got != tt.warns {
				t.Errorf("%d warnings, want %d", got, tt.warns)
			}
		})
	}
}

func TestAwardTypeFor(t *testing.T) {
	t.Parallel()
	flag := &AwardType{Label: "Cờ thi đua", RecipientKinds: []RecipientKind{UnitRecipient}, ValidFrom: "2004-07-01", ValidTo: "2023-12-31"}
	tests := []struct {
		name    string
		kind    RecipientKind
		day     viet.Date
		refused string
	}{
		{"a unit in its time", UnitRecipient, "2022-01-14", ""},
		{"a person", PersonRecipient, "2022-01-14", "INVALID recipient kind"},
		{"a unit after its time", UnitRecipient, "2024-01-01", "INVALID awardTypeId"},
		{"a unit before its time", UnitRecipient, "2004-06-30", "INVALID awardTypeId"},
	}
	for _, tt := range tests {
		if got := refusal(flag.checkKind(tt.kind, tt.day)); got != tt.refused {
			t.Errorf("%s: refused with %q, want %q", tt.name, got, tt.refused)
		}
	}
}

func TestClaim(t *testing.T) {
	t.Parallel()
	a := &Award{AwardTypeID: "t", Year: 2021, Kind: Merit, State: Nominated, Recipient: Recipient{Kind: UnitRecipient, ID: "u", Name: "Sở"}}
	a.Derive()
	if a.Claim != "u t 2021 MERIT" {
		t.Errorf("claim %q", a.Claim)
	}
	a.State = Withdrawn
	if a.Derive(); a.Claim != "" {
		t.Errorf("a withdrawn award claims %q", a.Claim)
	}
	a.State, a.Recipient = Nominated, Recipient{Kind: HouseholdRecipient, Name: "Hộ"}
	if a.Derive(); a.Claim != "" {
		t.Errorf("a household claims %q", a.Claim)
	}
}
