package export

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
)

// ScoreFilter chooses the score sheets of a listing; an empty field is no condition. State is one on what is listed alone:
// ranks are those among all sheets of the bloc-year that the viewer sees, as in the API's scoreRanking.
type ScoreFilter struct {
	Bloc, BlocYear *string
	Year           *int64
	State          []register.ScoreSheetState
}

// scored is a row of the listing of scores.
type scored struct {
	register.RankedSheet
	bloc string // its name
}

// yearsAtOnce is how many bloc-years are ranked by one read.
const yearsAtOnce = 20

// scores lists score sheets (bảng điểm), each bloc-year in the order of its ranks.
func scores() listing {
	columns := scoreColumns()
	return listing{
		name: "scores", title: "Bảng tổng hợp điểm thi đua", columns: sheetColumns(columns),
		rows: func(ctx context.Context, r *register.Register, v access.Viewer, where string) (iter.Seq2[[]sheet.Value, error], error) {
			f, err := filterOf[ScoreFilter](where)
			if err != nil {
				return nil, err
			}
			return func(yield func([]sheet.Value, error) bool) {
				for years, err := range blocYears(ctx, r, v, f) {
					if err == nil {
						var more bool
						if more, err = ranked(ctx, r, v, f, years, func(rows []*scored) bool {
							return written(rows, &page{viewer: v}, columns, yield)
						}); err == nil && !more {
							return
						}
					}
					if err != nil {
						yield(nil, err)
						return
					}
				}
			}, nil
		},
	}
}

// blocYears yields the bloc-years of a listing, the newest first, some at once.
func blocYears(ctx context.Context, r *register.Register, v access.Viewer, f ScoreFilter) iter.Seq2[[]*register.BlocYear, error] {
	return func(yield func([]*register.BlocYear, error) bool) {
		if f.BlocYear != nil {
			found, err := r.BlocYearsByID(ctx, v, []string{*f.BlocYear})
			y := found[*f.BlocYear]
			if y == nil || (f.Bloc != nil && y.BlocID != *f.Bloc) || (f.Year != nil && y.Year != *f.Year) {
				yield(nil, err)
				return
			}
			yield([]*register.BlocYear{y}, err)
			return
		}
		p := store.Page{Limit: yearsAtOnce}
		for {
			years, err := r.BlocYears(ctx, v, register.BlocYearFilter{Bloc: f.Bloc, Year: f.Year}, register.BlocYearsNewest, p)
			if !yield(years, err) || err != nil || len(years) < p.Limit {
				return
			}
			at := register.BlocYearsNewest.Order().Position(years[len(years)-1])
			p.After = &at
		}
	}
}

// sheetsAtOnce bounds how many sheets are in memory with their lines, which are nearly all of one.
const sheetsAtOnce = 100

// ranked gives the rows of bloc-years to each, and reports whether more are wanted. Sheets are ranked without their lines,
// which are read for some at once.
func ranked(ctx context.Context, r *register.Register, v access.Viewer, f ScoreFilter, years []*register.BlocYear, each func([]*scored) bool) (more bool, err error) {
	var ids, blocIDs []string
	for _, y := range years {
		ids, blocIDs = append(ids, y.ID), append(blocIDs, y.BlocID)
	}
	blocs, err := r.BlocsByID(ctx, v, blocIDs)
	if err != nil {
		return false, err
	}
	rankings, err := r.Rankings(ctx, v, ids)
	if err != nil {
		return false, err
	}
	for _, y := range years {
		listed := slices.DeleteFunc(rankings[y.ID], func(s *register.RankedSheet) bool {
			return len(f.State) > 0 && !slices.Contains(f.State, s.Sheet.State)
		})
		for some := range slices.Chunk(listed, sheetsAtOnce) {
			rows, err := whole(ctx, r, v, some)
			if err != nil {
				return false, err
			}
			for _, row := range rows {
				if b := blocs[y.BlocID]; b != nil {
					row.bloc = b.Name
				}
			}
			if !each(rows) {
				return false, nil
			}
		}
	}
	return true, nil
}

// whole reads sheets with their lines. One that was removed meanwhile is left out.
func whole(ctx context.Context, r *register.Register, v access.Viewer, sheets []*register.RankedSheet) ([]*scored, error) {
	ids := make([]string, len(sheets))
	for i, s := range sheets {
		ids[i] = s.Sheet.ID
	}
	found, err := r.ScoreSheetsByID(ctx, v, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	var rows []*scored
	for _, s := range sheets {
		if read := found[s.Sheet.ID]; read != nil {
			rows = append(rows, &scored{RankedSheet: register.RankedSheet{Rank: s.Rank, Tied: s.Tied, Sheet: read}})
		}
	}
	return rows, nil
}

func scoreColumns() []column[scored] {
	return []column[scored]{
		col("year", "Năm", sheet.Integer, func(s *scored, _ *page) sheet.Value { return sheet.NumberValue(float64(s.Sheet.Year)) }),
		col("bloc", "Khối, cụm thi đua", sheet.Text, func(s *scored, _ *page) sheet.Value { return sheet.TextValue(s.bloc) }),
		col("unit", "Tên đơn vị", sheet.UnitName, func(s *scored, _ *page) sheet.Value { return sheet.TextValue(s.Sheet.UnitName) }),
		col("state", "Bước chấm điểm", sheet.Text, func(s *scored, _ *page) sheet.Value { return sheet.TextValue(scoringStep(s.Sheet.State)) }),
		col("self", "Điểm tự chấm", sheet.Decimal, func(s *scored, _ *page) sheet.Value { return pointsValue(s.Sheet.Totals.Self) }),
		col("cross", "Điểm chấm chéo", sheet.Decimal, func(s *scored, _ *page) sheet.Value { return pointsValue(s.Sheet.Totals.Cross) }),
		col("agreed", "Điểm thống nhất", sheet.Decimal, func(s *scored, _ *page) sheet.Value { return pointsValue(s.Sheet.Totals.Agreed) }),
		col("rank", "Xếp thứ", sheet.Integer, func(s *scored, _ *page) sheet.Value {
			if s.Rank == nil {
				return sheet.Value{}
			}
			return sheet.NumberValue(float64(*s.Rank))
		}),
		col("tied", "Đồng hạng", sheet.YesNo, func(s *scored, _ *page) sheet.Value {
			if s.Rank == nil {
				return sheet.Value{}
			}
			return sheet.YesValue(s.Tied)
		}),
		col("reasons", "Chênh lệch và lý do", sheet.Paragraphs, func(s *scored, _ *page) sheet.Value { return sheet.TextValue(differences(s.Sheet)) }),
	}
}

func scoringStep(s register.ScoreSheetState) string {
	return map[register.ScoreSheetState]string{
		register.SelfScoring: "Tự chấm", register.CrossScoring: "Chấm chéo", register.ScoresAgreed: "Đã thống nhất",
	}[s]
}

// pointsValue is the value of a total; blank for one that is not complete.
func pointsValue(p *register.Points) sheet.Value {
	if p == nil {
		return sheet.Value{}
	}
	return sheet.NumberValue(p.Float())
}

// Bounds of what is written of a sheet's differences: a comment in code points, and all in bytes, since Excel takes no more
// than 32,767 units in a cell, and a file that is read again no more bytes.
const (
	maxComment     = 1000
	maxDifferences = 30_000
)

// differences says in which lines a sheet's columns differ, and why as far as the viewer may know: a line each, with the
// comment of those who scored it, then what was added and taken off, with the reason.
func differences(s *register.ScoreSheet) string {
	var lines []string
	add := func(name string, scores register.Scores, why string) {
		line := name + ": " + threeScores(scores)
		if why = strings.Join(strings.Fields(why), " "); why != "" {
			if runes := []rune(why); len(runes) > maxComment {
				why = string(runes[:maxComment]) + "…"
			}
			line += " – " + why
		}
		lines = append(lines, line)
	}
	for i := range s.Lines {
		if l := &s.Lines[i]; differ(l.Scores) {
			add(l.Code, l.Scores, l.Comment)
		}
	}
	for _, extra := range []struct {
		name string
		register.ScoreExtra
	}{{"Điểm thưởng", s.Bonus}, {"Điểm trừ", s.Deduction}} {
		if given(extra.Scores) {
			add(extra.name, extra.Scores, extra.Reason)
		}
	}
	length := 0
	for i, line := range lines {
		if length += len(line) + len("\n"); length > maxDifferences {
			return strings.Join(append(lines[:i:i], fmt.Sprintf("… và %d dòng nữa, xem trong bảng điểm.", len(lines)-i)), "\n")
		}
	}
	return strings.Join(lines, "\n")
}

// differ reports whether two of the columns that have points have different ones.
func differ(s register.Scores) bool {
	var first *register.Points
	for _, p := range []*register.Points{s.Self, s.Cross, s.Agreed} {
		switch {
		case p == nil:
		case first == nil:
			first = p
		case *p != *first:
			return true
		}
	}
	return false
}

// given reports whether a bonus or deduction has points at all.
func given(s register.Scores) bool {
	return slices.ContainsFunc([]*register.Points{s.Self, s.Cross, s.Agreed}, func(p *register.Points) bool { return p != nil && *p != 0 })
}

// threeScores writes the points of the columns that have some.
func threeScores(s register.Scores) string {
	var parts []string
	for _, column := range []struct {
		name   string
		points *register.Points
	}{{"tự chấm", s.Self}, {"chấm chéo", s.Cross}, {"thống nhất", s.Agreed}} {
		if column.points != nil {
			parts = append(parts, column.name+" "+column.points.Format())
		}
	}
	return strings.Join(parts, ", ")
}
