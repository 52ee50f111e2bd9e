package register

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
)

// errorOf is the code and the field's path of an error; empty for none.
func errorOf(err error) string {
	if err == nil {
		return ""
	}
	e := errs.As(err)
	if e == nil {
		return "internal: " + err.Error()
	}
	text := string(e.Code)
	for i, part := range e.Field {
		text += []string{" ", "."}[min(i, 1)] + part
	}
	return text
}

func TestParsePoints(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		want string // "" for what is refused
	}{
		{"95", "95"},
		{"95,5", "95.5"},
		{"95.5", "95.5"},
		{" 95,50 ", "95.5"},
		{"0,05", "0.05"},
		{"007", "7"},
		{"", ""},
		{",5", ""},
		{"5,", ""},
		{"-1", ""},
		{"1.000", ""},
		{"1.000,5", ""},
		{"95,555", ""},
		{"1e2", ""},
		{"９５", ""},
		{"99999999999", ""},
		{"NaN", ""},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			p, err := ParsePoints(tt.text)
			if tt.want == "" {
				if errorOf(err) != "INVALID" {
					t.Errorf("it is read as %s, %v", p, err)
				}
				return
			}
			if err != nil || p.String() != tt.want {
				t.Errorf("it is %s, %v, want %s", p, err, tt.want)
			}
			var number json.Number
			if err := json.Unmarshal([]byte(p.String()), &number); err != nil {
				t.Errorf("%s is no JSON number: %v", p, err)
			}
		})
	}
	if got := Points(-150).String() + " " + Points(9550).Format(); got != "-1.5 95,5" {
		t.Errorf("they are written %s", got)
	}
}

// template is a template of three lines that add up to 100.
func template() *ScoringTemplate {
	return &ScoringTemplate{
		Name: "Bảng tiêu chí", Year: 2022, Level: ProvinceLevel, State: TemplateDrafted, BonusMax: 5 * onePoint, DeductionMax: 10 * onePoint,
		Lines: []Criterion{{Code: "I", Text: "Nhiệm vụ", Max: 6050}, {Code: "II", Text: "Cải cách", Max: 2000}, {Code: "III", Text: "Thi đua", Max: 1950}},
	}
}

func TestInvariant15LinesAddUpTo100(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		change func(*ScoringTemplate)
		want   string
	}{
		{"that add up", func(*ScoringTemplate) {}, ""},
		{"a hundredth too few", func(s *ScoringTemplate) { s.Lines[0].Max-- }, "INVALID lines"},
		{"a hundredth too many", func(s *ScoringTemplate) { s.Lines[0].Max++ }, "INVALID lines"},
		{"another sum that is flagged", func(s *ScoringTemplate) { s.Lines[0].Max, s.FreeSum = 1, true }, ""},
		{"none", func(s *ScoringTemplate) { s.Lines = nil }, "INVALID lines"},
		{"a line without points", func(s *ScoringTemplate) { s.Lines[2].Max = 0 }, "INVALID lines.2.max"},
		{"a line below nothing", func(s *ScoringTemplate) { s.Lines[2].Max = -1 }, "INVALID lines.2.max"},
		{"a line without words", func(s *ScoringTemplate) { s.Lines[1].Text = " \u200b " }, "INVALID lines.1.text"},
		{"a code twice", func(s *ScoringTemplate) { s.Lines[2].Code = " I " }, "INVALID lines.2.code"},
		{"no name", func(s *ScoringTemplate) { s.Name = " " }, "INVALID name"},
		{"a year before any", func(s *ScoringTemplate) { s.Year = 1900 }, "INVALID year"},
		{"a bonus without end", func(s *ScoringTemplate) { s.BonusMax = 1 << 40 }, "INVALID bonusMax"},
		{"a negative deduction", func(s *ScoringTemplate) { s.DeductionMax = -1 }, "INVALID deductionMax"},
		{"too many", func(s *ScoringTemplate) { s.Lines = make([]Criterion, maxCriteria+1) }, "INVALID lines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := template()
			tt.change(s)
			if got := errorOf(s.check()); got != tt.want {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
		})
	}
}

// Ensure that a line without a code has its number for one, and that what was read is not changed in place.
func TestLinesHaveCodes(t *testing.T) {
	t.Parallel()
	s := template()
	given := s.Lines
	given[1].Code = ""
	if err := s.check(); err != nil || s.Lines[1].Code != "2" || given[1].Code != "" {
		t.Errorf("%v: %+v, given as %+v", err, s.Lines, given)
	}
}

// sheet is an empty sheet of a template.
func sheet(id, unit string) *ScoreSheet {
	o := &opening{year: &BlocYear{Year: 2022}, template: template(), memberOn: "2022-12-31"}
	s := o.sheet(&Unit{OfficialName: unit})
	s.ID = id
	s.Derive()
	return s
}

func points(n Points) **Points {
	p := &n
	return &p
}

// scores enters points for the lines in their order.
func scores(given ...Points) Scoring {
	var in Scoring
	for i, p := range given {
		in.Scores = append(in.Scores, LineScoring{Code: []string{"I", "II", "III"}[i], Points: points(p)})
	}
	return in
}

func TestInvariant15ScoresAreWithinTheMaximum(t *testing.T) {
	t.Parallel()
	evidence := func(e ...Evidence) Scoring { return Scoring{Scores: []LineScoring{{Code: "I", Evidence: &e}}} }
	for _, tt := range []struct {
		name   string
		column ScoreColumn
		state  ScoreSheetState
		in     Scoring
		want   string
	}{
		{"the most", SelfColumn, SelfScoring, scores(6050, 2000, 1950), ""},
		{"a hundredth more", SelfColumn, SelfScoring, scores(6050, 2001), "INVALID scores.1.points"},
		{"agreed a hundredth more", AgreedColumn, CrossScoring, scores(6051), "INVALID scores.0.points"},
		{"below nothing", CrossColumn, CrossScoring, scores(-1), "INVALID scores.0.points"},
		{"nothing at all", SelfColumn, SelfScoring, Scoring{}, "INVALID scores"},
		{"a line twice", SelfColumn, SelfScoring, Scoring{Scores: []LineScoring{{Code: "I", Points: points(1)}, {Code: " I", Points: points(2)}}}, "INVALID scores.1.code"},
		{"a line that is not there", SelfColumn, SelfScoring, Scoring{Scores: []LineScoring{{Code: "IV", Points: points(1)}}}, "INVALID scores.0.code"},
		{"self scores after they were handed in", SelfColumn, CrossScoring, scores(1), "WRONG_STATE"},
		{"cross scores before", CrossColumn, SelfScoring, scores(1), "WRONG_STATE"},
		{"agreed scores before", AgreedColumn, SelfScoring, scores(1), "WRONG_STATE"},
		{"agreed scores that are final", AgreedColumn, ScoresAgreed, scores(1), "WRONG_STATE"},
		{"a bonus", SelfColumn, SelfScoring, Scoring{Bonus: &ExtraScoring{Points: points(500), Reason: ptr("Sáng kiến")}}, ""},
		{"a bonus without a reason", SelfColumn, SelfScoring, Scoring{Bonus: &ExtraScoring{Points: points(1)}}, "INVALID bonus.reason"},
		{"no bonus without a reason", SelfColumn, SelfScoring, Scoring{Bonus: &ExtraScoring{Points: points(0)}}, ""},
		{"too much of a bonus", SelfColumn, SelfScoring, Scoring{Bonus: &ExtraScoring{Points: points(501), Reason: ptr("Sáng kiến")}}, "INVALID bonus.points"},
		{"too much of a deduction", AgreedColumn, CrossScoring, Scoring{Deduction: &ExtraScoring{Points: points(1001), Reason: ptr("Chậm")}}, "INVALID deduction.points"},
		{"evidence", SelfColumn, SelfScoring, evidence(Evidence{Text: "Báo cáo"}, Evidence{MediaID: "med_1"}, Evidence{Number: "12/BC"}), ""},
		{"evidence of nothing", SelfColumn, SelfScoring, evidence(Evidence{Text: " "}), "INVALID scores.0.evidence.0.text"},
		{"evidence that is no file", SelfColumn, SelfScoring, evidence(Evidence{MediaID: "usr_1"}), "INVALID scores.0.evidence.0.mediaId"},
		{"evidence of those who cross-score", CrossColumn, CrossScoring, evidence(Evidence{Text: "Báo cáo"}), "INVALID scores.0.evidence"},
		{"too much evidence", SelfColumn, SelfScoring, evidence(make([]Evidence, maxEvidence+1)...), "INVALID scores.0.evidence"},
		{"too many scores", SelfColumn, SelfScoring, Scoring{Scores: make([]LineScoring, maxCriteria+1)}, "INVALID scores"},
		{"taken from no column", AgreedColumn, CrossScoring, Scoring{Fill: ptr(ScoreColumn("BEST"))}, "INVALID fill"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := sheet("sco_1", "Sở Một")
			s.State = tt.state
			before := fmt.Sprintf("%+v", s.Lines)
			if got := errorOf(second(s.scored(tt.column, tt.in))); got != tt.want {
				t.Errorf("it says %q, want %q", got, tt.want)
			}
			if after := fmt.Sprintf("%+v", s.Lines); after != before {
				t.Errorf("the sheet that was read is now %s", after)
			}
		})
	}
}

// Ensure that a sheet goes its way and no other, and that what was published is not once it is opened again.
func TestStepsOfScoreSheets(t *testing.T) {
	t.Parallel()
	type step = func(*ScoreSheet) (*ScoreSheet, error)
	self := func(s *ScoreSheet) (*ScoreSheet, error) { return s.scored(SelfColumn, scores(6000)) }
	cross := func(s *ScoreSheet) (*ScoreSheet, error) { return s.scored(CrossColumn, scores(5900, 2000, 1900)) }
	fill := func(s *ScoreSheet) (*ScoreSheet, error) {
		return s.scored(AgreedColumn, Scoring{Fill: ptr(CrossColumn)})
	}
	publish := func(s *ScoreSheet) (*ScoreSheet, error) { return s.published(time.Unix(0, 0)) }
	submit, agree, reopen := (*ScoreSheet).handedIn, (*ScoreSheet).agreed, (*ScoreSheet).reopened
	for _, tt := range []struct {
		name  string
		steps []step
		want  string // the error of the last step
		state ScoreSheetState
	}{
		{"handed in without a score", []step{submit}, "WRONG_STATE", SelfScoring},
		{"handed in with one of three", []step{self, submit}, "", CrossScoring},
		{"handed in twice", []step{self, submit, submit}, "WRONG_STATE", CrossScoring},
		{"agreed without scores", []step{self, submit, cross, agree}, "WRONG_STATE", CrossScoring},
		{"agreed", []step{self, submit, cross, fill, agree}, "", ScoresAgreed},
		{"published before", []step{self, submit, cross, fill, publish}, "WRONG_STATE", CrossScoring},
		{"published", []step{self, submit, cross, fill, agree, publish}, "", ScoresAgreed},
		{"published twice", []step{self, submit, cross, fill, agree, publish, publish}, "WRONG_STATE", ScoresAgreed},
		{"opened again", []step{self, submit, cross, fill, agree, publish, reopen}, "", CrossScoring},
		{"opened to the first step", []step{self, submit, reopen}, "", SelfScoring},
		{"opened before the first step", []step{reopen}, "WRONG_STATE", SelfScoring},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := sheet("sco_1", "Sở Một")
			for i, do := range tt.steps {
				next, err := do(s)
				want := ""
				if i == len(tt.steps)-1 {
					want = tt.want
				}
				if got := errorOf(err); got != want {
					t.Fatalf("step %d says %q, want %q", i, got, want)
				}
				if err == nil {
					s = next
					s.Derive()
				}
				if s.Public && s.State != ScoresAgreed {
					t.Fatalf("after step %d it is public and %s", i, s.State)
				}
			}
			if s.State != tt.state {
				t.Errorf("it is %s, want %s", s.State, tt.state)
			}
		})
	}
}

// Ensure that equal totals share a rank, the next is as many further, and sheets without an agreed total come last in the
// order of their names.
func TestRanksWithTies(t *testing.T) {
	t.Parallel()
	agreed := func(id, unit string, total Points) *ScoreSheet {
		s := sheet(id, unit)
		for i, p := range []Points{6000, 2000, total - 8000} {
			s.Lines[i].Agreed = &p
		}
		s.State = ScoresAgreed
		s.Derive()
		return s
	}
	open := agreed("sco_9", "Sở Ân", 9900) // more than all others, and not final
	open.State = CrossScoring
	open.Derive()
	got := ""
	for _, r := range rank([]*ScoreSheet{
		sheet("sco_7", "Sở Đông"), agreed("sco_5", "Sở Dừa", 9550), open, agreed("sco_1", "Sở Xa", 9725), agreed("sco_3", "Sở Đa", 9600),
		agreed("sco_2", "Sở Dẻ", 9600), sheet("sco_8", "Sở Bông"), agreed("sco_4", "Sở Bàng", 9600),
	}) {
		place := "-"
		if r.Rank != nil {
			place = fmt.Sprint(*r.Rank)
		}
		if r.Tied {
			place += "="
		}
		got += fmt.Sprintf("%s %s\n", place, r.Sheet.UnitName)
	}
	want := "1 Sở Xa\n2= Sở Bàng\n2= Sở Dẻ\n2= Sở Đa\n5 Sở Dừa\n- Sở Ân\n- Sở Bông\n- Sở Đông\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the ranking differs (-want +got):\n%s", diff)
	}
}

func TestConflictsNameTheScores(t *testing.T) {
	t.Parallel()
	before := sheet("sco_1", "Sở Một")
	after, err := before.scored(SelfColumn, Scoring{
		Scores: []LineScoring{{Code: "II", Points: points(0), Evidence: &[]Evidence{{Text: "Báo cáo"}}}, {Code: "III", Comment: ptr("Nhận xét")}},
		Bonus:  &ExtraScoring{Points: points(0), Reason: ptr("Lý do")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"bonus.reason", "bonus.self", "lines.II.evidence", "lines.II.self", "lines.III.comment", "state"}
	if diff := cmp.Diff(want, after.differing(before, []string{"bonus", "lines", "state", "totals"})); diff != "" {
		t.Errorf("they differ (-want +got):\n%s", diff)
	}
}
