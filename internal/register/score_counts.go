package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// ScoreStatFilter chooses score sheets for statistics; an empty field is no condition.
type ScoreStatFilter struct {
	Bloc, BlocYear *string
	Year           *int64
}

func (f ScoreStatFilter) where(v access.Viewer) store.Where {
	return store.All(is("blocYearId", f.BlocYear), is("blocId", f.Bloc), inYear(f.Year), public(v))
}

// ScoreDimension is something that scores are counted by.
type ScoreDimension string

// The dimensions.
const (
	ScoresByYear ScoreDimension = "YEAR"
	ScoresByBloc ScoreDimension = "BLOC"
)

// field returns the path of the dimension in a sheet, "" for no dimension.
func (d ScoreDimension) field() string {
	switch d {
	case ScoresByYear:
		return "year"
	case ScoresByBloc:
		return "blocId"
	default:
		return ""
	}
}

// ScoreStatistic is one line of a statistic of score sheets. Only the fields of the dimensions asked for are set.
type ScoreStatistic struct {
	Year    *int64
	BlocID  string
	Self    int64 // sheets in each state
	Cross   int64
	Agreed  int64
	Lowest  *Points // of the agreed totals; nil without any
	Highest *Points
	Mean    *Points // to the hundredth, half up
	Bands   []ScoreBand
	sum     Points
}

// ScoreBand is how many agreed totals lie within a span of points.
type ScoreBand struct {
	From  Points // inclusive
	To    Points // exclusive
	Count int64
}

// maxBand is the widest band, in points.
const maxBand = 100

// ScoreStatistics counts score sheets by state, and their agreed totals by bands of whole points, among the sheets that
// readers see, or all for people of the office. Without dimensions it is one line. It is one count, by total, and fails with
// [errs.Limit] where there are too many different ones.
func (r *Register) ScoreStatistics(ctx context.Context, v access.Viewer, f ScoreStatFilter, by []ScoreDimension, band int64) ([]*ScoreStatistic, error) {
	if err := between("band", band, 1, maxBand); err != nil {
		return nil, err
	}
	fields := make([]string, 0, len(by)+2)
	for _, d := range by {
		if d.field() == "" || slices.Contains(fields, d.field()) {
			return nil, errs.InvalidField("by", "Mỗi tiêu chí thống kê chỉ được nêu một lần.", "Each dimension must be a known one, named once.")
		}
		fields = append(fields, d.field())
	}
	fields = append(fields, "state", "totals.agreed")
	groups, err := r.scoreSheets.CountBy(ctx, f.where(v), fields...)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(groups, compareGroups)
	lines := []*ScoreStatistic{}
	for i, g := range groups {
		if i == 0 || compareGroups(store.Group{Values: groups[i-1].Values[:len(by)]}, store.Group{Values: g.Values[:len(by)]}) != 0 {
			lines = append(lines, newScoreStatistic(by, g))
		}
		state, _ := g.Values[len(by)].(string)
		total, scored := g.Values[len(by)+1].(int64)
		lines[len(lines)-1].add(ScoreSheetState(state), Points(total), scored, g.Count, Points(band)*onePoint)
	}
	return lines, nil
}

func newScoreStatistic(by []ScoreDimension, g store.Group) *ScoreStatistic {
	s := &ScoreStatistic{Bands: []ScoreBand{}}
	for i, d := range by {
		switch d {
		case ScoresByYear:
			if year, ok := g.Values[i].(int64); ok {
				s.Year = &year
			}
		case ScoresByBloc:
			s.BlocID, _ = g.Values[i].(string)
		}
	}
	return s
}

// add counts n sheets of a state and total. Only what is agreed on is a result; totals come in order, the lowest first.
func (s *ScoreStatistic) add(state ScoreSheetState, total Points, scored bool, n int64, band Points) {
	switch state {
	case SelfScoring:
		s.Self += n
		return
	case CrossScoring:
		s.Cross += n
		return
	case ScoresAgreed:
		s.Agreed += n
	}
	if !scored {
		return
	}
	if s.Lowest == nil {
		s.Lowest = &total
	}
	s.Highest = &total
	s.sum += total * Points(n)
	mean := floorDiv(2*s.sum+Points(s.Agreed), 2*Points(s.Agreed))
	s.Mean = &mean
	from := floorDiv(total, band) * band
	if last := len(s.Bands) - 1; last >= 0 && s.Bands[last].From == from {
		s.Bands[last].Count += n
		return
	}
	s.Bands = append(s.Bands, ScoreBand{From: from, To: from + band, Count: n})
}

// floorDiv divides and rounds down, also below zero.
func floorDiv(a, b Points) Points {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
