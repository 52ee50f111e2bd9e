package register

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// benchRegister is a register in a file.
func benchRegister(b *testing.B) *Register {
	b.Helper()
	s, err := sqlitestore.Open(b.Context(), sqlitestore.Config{Path: filepath.Join(b.TempDir(), "bench.db")})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(b.Context())); err != nil {
			b.Error(err)
		}
	})
	if err := s.Ensure(b.Context(), Schemas()...); err != nil {
		b.Fatal(err)
	}
	return New(s, time.Now, store.NewIDs())
}

// fill inserts n documents, a thousand at a time.
func fill[T any](b *testing.B, c *store.Collection[T], n int, doc func(i int) *T) {
	b.Helper()
	const batch = 1000
	for at := 0; at < n; at += batch {
		var writes []store.Write
		for i := at; i < min(n, at+batch); i++ {
			w, err := c.Inserting(doc(i), store.Act{Actor: "system", Action: "bench"})
			if err != nil {
				b.Fatal(err)
			}
			writes = append(writes, w)
		}
		if _, err := c.Store.Apply(b.Context(), writes...); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRanking ranks 500 sheets of 60 lines each, in one store call.
func BenchmarkRanking(b *testing.B) {
	r := benchRegister(b)
	fill(b, r.scoreSheets, 500, func(i int) *ScoreSheet {
		s := &ScoreSheet{
			BlocYearID: "bly_1", BlocID: "blo_1", Year: 2022, UnitID: fmt.Sprintf("uni_%d", i), UnitName: fmt.Sprintf("Sở %d", i),
			TemplateID: "sct_1", State: ScoresAgreed, CrossUnitIDs: []string{}, Lines: make([]ScoreLine, 60), Public: true,
		}
		for at := range s.Lines {
			p := Points(100 + (i*7+at)%60)
			s.Lines[at] = ScoreLine{
				Criterion: Criterion{Code: fmt.Sprint(at), Group: "Nhiệm vụ", Text: "Hoàn thành nhiệm vụ được giao trong năm", Max: 167}, Scores: Scores{&p, &p, &p},
				Evidence: []Evidence{{Text: "Báo cáo kết quả thực hiện nhiệm vụ năm"}},
			}
		}
		return s
	})
	for b.Loop() {
		rankings, err := r.Rankings(b.Context(), access.Anonymous(), []string{"bly_1"})
		if err != nil || len(rankings["bly_1"]) != 500 {
			b.Fatalf("%d, %v", len(rankings["bly_1"]), err)
		}
	}
}

// BenchmarkAwardStatistics counts 100,000 awards by what charts show.
func BenchmarkAwardStatistics(b *testing.B) {
	r := benchRegister(b)
	states := []AwardState{Nominated, Submitted, Granted, Granted, Granted, Rejected}
	fill(b, r.awards, 100_000, func(i int) *Award {
		return &Award{
			Code: fmt.Sprint(i), AwardTypeID: fmt.Sprintf("awt_%d", i%12), Form: Certificate, Level: adminLevels()[i%6], Kind: Merit, State: states[i%len(states)],
			Year: int64(2005 + i%20), Public: i%10 != 0, BlocID: fmt.Sprintf("blo_%d", i%40), Recipient: Recipient{Kind: UnitRecipient, ID: fmt.Sprintf("uni_%d", i%900), Name: "Sở"},
		}
	})
	for _, by := range [][]AwardDimension{{ByYear}, {ByType}, {ByYear, ByLevel}, {ByUnit}, {ByBloc, ByYear}} {
		for who, v := range map[string]access.Viewer{"office": access.System(), "reader": access.Anonymous()} {
			b.Run(fmt.Sprintf("%v/%s", by, who), func(b *testing.B) {
				for b.Loop() {
					if _, err := r.CountAwardsBy(b.Context(), v, AwardFilter{}, by); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("outcomes by year", func(b *testing.B) {
		for b.Loop() {
			if _, err := r.AwardOutcomesBy(b.Context(), access.Anonymous(), AwardFilter{}, []AwardDimension{ByYear}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
