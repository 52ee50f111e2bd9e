package register

import (
	"testing"

	"pgregory.net/rapid"
)

// Ensure that whatever is entered in whatever order, totals are the sums of what stands on the sheet, no score is beyond its
// maximum, and ranks follow from the agreed totals.
func TestAnyScoresKeepTotalsAndRanks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sheets := make([]*ScoreSheet, rapid.IntRange(1, 6).Draw(t, "sheets"))
		for i := range sheets {
			sheets[i] = sheet(string(rune('a'+i)), rapid.SampledFrom([]string{"Sở Một", "Sở Hai", "Sở Ba"}).Draw(t, "unit"))
		}
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			i := rapid.IntRange(0, len(sheets)-1).Draw(t, "sheet")
			if next, err := drawStep(t, sheets[i]); err == nil {
				next.Derive()
				sheets[i] = next
			}
			checkTotals(t, sheets[i])
		}
		checkRanks(t, rank(sheets), len(sheets))
	})
}

// drawStep does something with a sheet that may be refused. Totals of few values make ties frequent.
func drawStep(t *rapid.T, s *ScoreSheet) (*ScoreSheet, error) {
	switch rapid.IntRange(0, 6).Draw(t, "step") {
	case 0:
		return s.handedIn()
	case 1:
		return s.agreed()
	case 2:
		return s.reopened()
	case 3:
		return s.scored(AgreedColumn, Scoring{Fill: ptr(rapid.SampledFrom(scoreColumns()).Draw(t, "from"))})
	default:
		return s.scored(rapid.SampledFrom(scoreColumns()).Draw(t, "column"), drawScoring(t))
	}
}

func drawScoring(t *rapid.T) Scoring {
	given := func(name string) **Points {
		switch p := rapid.SampledFrom([]Points{-2, -1, 0, 1, 1950, 2000, 6050, 6051}).Draw(t, name); p {
		case -2:
			return nil
		case -1:
			none := (*Points)(nil)
			return &none
		default:
			return points(p)
		}
	}
	in := Scoring{}
	for _, code := range []string{"I", "II", "III"} {
		in.Scores = append(in.Scores, LineScoring{Code: code, Points: given(code)})
	}
	if rapid.Bool().Draw(t, "extra") {
		in.Bonus = &ExtraScoring{Points: given("bonus"), Reason: ptr("Lý do")}
		in.Deduction = &ExtraScoring{Points: given("deduction"), Reason: ptr("Lý do")}
	}
	return in
}

func checkTotals(t *rapid.T, s *ScoreSheet) {
	for _, c := range scoreColumns() {
		var sum, whole Points
		missing := 0
		for i := range s.Lines {
			p := *s.Lines[i].column(c)
			if p == nil {
				missing++
				continue
			}
			if *p < 0 || *p > s.Lines[i].Max {
				t.Fatalf("line %s has %s of %s", s.Lines[i].Code, p, s.Lines[i].Max)
			}
			sum += *p
			whole += s.Lines[i].Max
		}
		if p := *s.Bonus.column(c); p != nil {
			sum += *p
		}
		if p := *s.Deduction.column(c); p != nil {
			sum -= *p
		}
		total := *s.Totals.column(c)
		if (total == nil) != (missing > 0) || (total != nil && *total != sum) {
			t.Fatalf("the total of %s is %v, the sum %s, without a score are %d", c, total, sum, missing)
		}
		if total != nil && *total > whole+s.Bonus.Max {
			t.Fatalf("the total of %s is beyond all that there is", c)
		}
	}
	if s.State == ScoresAgreed && s.Totals.Agreed == nil {
		t.Fatal("it is agreed on without a total")
	}
}

func checkRanks(t *rapid.T, ranked []*RankedSheet, n int) {
	if len(ranked) != n {
		t.Fatalf("of %d sheets %d are ranked", n, len(ranked))
	}
	for _, r := range ranked {
		total := r.Sheet.ranked()
		if (total == nil) != (r.Rank == nil) {
			t.Fatalf("rank %v with the total %v", r.Rank, total)
		}
		better, equal := int64(0), 0
		for _, o := range ranked {
			switch other := o.Sheet.ranked(); {
			case other == nil || total == nil:
			case *other > *total:
				better++
			case *other == *total:
				equal++
			}
		}
		if total != nil && (*r.Rank != better+1 || r.Tied != (equal > 1)) {
			t.Fatalf("rank %d, tied %v: %d are better, %d equal", *r.Rank, r.Tied, better, equal)
		}
	}
}
