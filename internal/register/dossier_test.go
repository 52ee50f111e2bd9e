package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMissingPapers(t *testing.T) {
	t.Parallel()
	rules := []*DossierRule{
		{Kind: Merit, Papers: []PaperKind{MeetingMinutes, Submission}, ValidTo: "2023-12-31"},
		{Kind: Merit, Papers: []PaperKind{Submission, AchievementReport}, ValidFrom: "2024-01-01"},
		{Kind: Merit, Level: StateLevel, Papers: []PaperKind{CommentsResult}},
		{Kind: Extraordinary, Papers: []PaperKind{DeedSummary}},
	}
	tests := []struct {
		name  string
		award Award
		want  []PaperKind
	}{
		{"under the old rule", Award{State: Nominated, Kind: Merit, Level: ProvinceLevel, NominatedOn: "2022-01-14"}, []PaperKind{Submission, MeetingMinutes}},
		{"under the new rule", Award{State: Nominated, Kind: Merit, Level: ProvinceLevel, NominatedOn: "2024-01-01"}, []PaperKind{Submission, AchievementReport}},
		{"without a day, by the year", Award{State: Nominated, Kind: Merit, Level: ProvinceLevel, Year: 2023}, []PaperKind{Submission, MeetingMinutes}},
		{"of the State", Award{State: Returned, Kind: Merit, Level: StateLevel, NominatedOn: "2022-01-14"}, []PaperKind{Submission, MeetingMinutes, CommentsResult}},
		{"with one paper", Award{State: Voted, Kind: Merit, NominatedOn: "2022-01-14", Documents: []DossierPaper{{Kind: Submission}}}, []PaperKind{MeetingMinutes}},
		{"of an extraordinary deed", Award{State: Submitted, Kind: Extraordinary, NominatedOn: "2022-01-14"}, []PaperKind{DeedSummary}},
		{"of a kind without rules", Award{State: Nominated, Kind: Foreign, NominatedOn: "2022-01-14"}, []PaperKind{}},
		{"not proposed yet", Award{State: Registered, Kind: Merit, NominatedOn: "2022-01-14"}, []PaperKind{}},
		{"decided on", Award{State: Approved, Kind: Merit, NominatedOn: "2022-01-14"}, []PaperKind{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, tt.award.MissingPapers(rules)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDossierRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		change  func(*DossierRule)
		refused string
	}{
		{"as it should be", func(*DossierRule) {}, ""},
		{"of one level", func(d *DossierRule) { d.Level = StateLevel }, ""},
		{"of no kind", func(d *DossierRule) { d.Kind = "" }, "INVALID kind"},
		{"of an unknown level", func(d *DossierRule) { d.Level = "MOON" }, "INVALID level"},
		{"that asks for nothing", func(d *DossierRule) { d.Papers = nil }, "INVALID papers"},
		{"that asks for what there is not", func(d *DossierRule) { d.Papers = []PaperKind{Submission, "GIFT"} }, "INVALID papers 1"},
		{"that ends before it begins", func(d *DossierRule) { d.ValidFrom, d.ValidTo = "2024-01-01", "2023-12-31" }, "INVALID validTo"},
		{"that rests on nothing", func(d *DossierRule) { d.Basis = " " }, "INVALID basis"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rule := DossierRule{Kind: Merit, Papers: []PaperKind{Submission}, Basis: "Nghị định"}
			tt.change(&rule)
			if got := refusal(rule.check()); got != tt.refused {
				t.Errorf("refused with %q, want %q", got, tt.refused)
			}
		})
	}
}

func TestPapers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		papers  []DossierPaper
		refused string
	}{
		"none":         {nil, ""},
		"two":          {[]DossierPaper{{Kind: Submission, Number: " 12/TTr-KMN "}, {Kind: MeetingMinutes, On: "2022-01-14"}}, ""},
		"of no kind":   {[]DossierPaper{{Number: "12/TTr-KMN"}}, "INVALID documents 0 kind"},
		"of no day":    {[]DossierPaper{{Kind: Submission, On: "2022-02-30"}}, "INVALID documents 0 on"},
		"far too many": {make([]DossierPaper, maxPapers+1), "INVALID documents"},
	} {
		clean, err := cleanPapers(tt.papers)
		if got := refusal(err); got != tt.refused {
			t.Errorf("%s: refused with %q, want %q", name, got, tt.refused)
		}
		if name == "two" && (clean[0].Number != "12/TTr-KMN" || tt.papers[0].Number == clean[0].Number) {
			t.Errorf("the papers are %+v, made of %+v", clean, tt.papers)
		}
	}
}
