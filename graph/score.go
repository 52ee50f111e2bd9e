package graph

import (
	"context"
	"fmt"
	"maps"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// scoreSheetPage is a page of score sheets.
type scoreSheetPage = connection.Connection[register.ScoreSheet]

func (r *Resolver) scoringTemplates(ctx context.Context, ids []string) (map[string]*register.ScoringTemplate, error) {
	return r.Register.ScoringTemplatesByID(ctx, r.viewer(ctx), ids)
}

// scoreSheets loads score sheets without their lines, which have an edge of their own.
func (r *Resolver) scoreSheets(ctx context.Context, ids []string) (map[string]*register.ScoreSheet, error) {
	return r.Register.ScoreSheetsByID(ctx, r.viewer(ctx), ids, store.Light)
}

func (r *Resolver) wholeScoreSheets(ctx context.Context, ids []string) (map[string]*register.ScoreSheet, error) {
	return r.Register.ScoreSheetsByID(ctx, r.viewer(ctx), ids, store.Whole)
}

func (r queryResolver) ScoringTemplates(
	ctx context.Context, where *register.ScoringTemplateFilter, order register.ScoringTemplateOrder,
	first *int64, after *string, last *int64, before *string,
) (*connection.Connection[register.ScoringTemplate], error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.ScoringTemplate, error) {
			return r.Register.ScoringTemplates(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountScoringTemplates(ctx, v, f) })
}

// scoreSheetsOf resolves the score sheets that belong to a document.
func scoreSheetsOf[P any](
	ctx context.Context, r *Resolver, node *P, parent register.Parent,
	load func(context.Context, access.Viewer, []string, register.ScoreSheetFilter, register.ScoreSheetOrder, store.Page) (map[string][]*register.ScoreSheet, error),
	f register.ScoreSheetFilter, order register.ScoreSheetOrder, args connection.Args,
) (*scoreSheetPage, error) {
	v := r.viewer(ctx)
	return page(ctx, node, order.Order(), args, pages[register.ScoreSheet]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.ScoreSheet, error) {
			p.Read = store.Light
			return load(ctx, v, ids, f, order, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountScoreSheetsPer(ctx, v, parent, ids, f)
		},
	})
}

func (r blocYearResolver) ScoringTemplate(ctx context.Context, y *register.BlocYear) (*register.ScoringTemplate, error) {
	return one(ctx, y, func(y *register.BlocYear) string { return y.ScoringTemplateID }, r.scoringTemplates)
}

func (r blocYearResolver) ScoreSheets(
	ctx context.Context, y *register.BlocYear, where *register.ScoreSheetFilter, order register.ScoreSheetOrder,
	first *int64, after *string, last *int64, before *string,
) (*scoreSheetPage, error) {
	return scoreSheetsOf(ctx, r.Resolver, y, register.OfBlocYear, r.Register.ScoreSheetsOfBlocYears, or(where), order, pageArgs(first, after, last, before))
}

func (r unitResolver) ScoreSheets(
	ctx context.Context, u *register.Unit, where *register.ScoreSheetFilter, order register.ScoreSheetOrder,
	first *int64, after *string, last *int64, before *string,
) (*scoreSheetPage, error) {
	return scoreSheetsOf(ctx, r.Resolver, u, register.OfUnit, r.Register.ScoreSheetsOfUnits, or(where), order, pageArgs(first, after, last, before))
}

func (r blocYearResolver) ScoreRanking(ctx context.Context, y *register.BlocYear) ([]*register.RankedSheet, error) {
	rankings, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[string][]*register.RankedSheet, error) {
		rankings, err := r.Register.Rankings(ctx, r.viewer(ctx), idsOf(years))
		var sheets []*register.ScoreSheet
		for _, id := range idsOf(years) {
			for _, ranked := range rankings[id] {
				sheets = append(sheets, ranked.Sheet)
			}
		}
		adopt(ctx, sheets)
		return rankings, err
	})
	return append([]*register.RankedSheet{}, rankings[y.ID]...), err
}

// UnitsWithoutScoreSheet looks at each bloc-year on its own last day unless a day is given.
func (r blocYearResolver) UnitsWithoutScoreSheet(ctx context.Context, y *register.BlocYear, asOf *viet.Date) ([]*register.Unit, error) {
	type answer struct {
		ids   map[string][]string
		units map[string]*register.Unit
	}
	a, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (a answer, err error) {
		days := make(map[string]register.BlocDay, len(years))
		for _, y := range years {
			days[y.ID] = register.BlocDay{BlocID: y.BlocID, Day: viet.Date(fmt.Sprintf("%04d-12-31", y.Year))}
			if asOf != nil {
				days[y.ID] = register.BlocDay{BlocID: y.BlocID, Day: *asOf}
			}
		}
		if a.ids, err = r.Register.UnitsWithoutScoreSheet(ctx, r.viewer(ctx), days); err != nil {
			return a, err
		}
		a.units, err = fetch(ctx, years, func(y *register.BlocYear) []string { return a.ids[y.ID] }, r.units)
		return a, err
	})
	return pick(a.ids[y.ID], a.units), err
}

// ScoringTemplate returns the resolvers of scoring templates.
func (r *Resolver) ScoringTemplate() gen.ScoringTemplateResolver { return scoringTemplateResolver{r} }

type scoringTemplateResolver struct{ *Resolver }

func (r scoringTemplateResolver) Bloc(ctx context.Context, t *register.ScoringTemplate) (*register.Bloc, error) {
	return one(ctx, t, func(t *register.ScoringTemplate) string { return t.BlocID }, r.blocs)
}

func (r scoringTemplateResolver) CopiedFrom(ctx context.Context, t *register.ScoringTemplate) (*register.ScoringTemplate, error) {
	return one(ctx, t, func(t *register.ScoringTemplate) string { return t.CopiedFromID }, r.scoringTemplates)
}

// ScoreSheet returns the resolvers of score sheets.
func (r *Resolver) ScoreSheet() gen.ScoreSheetResolver { return scoreSheetResolver{r} }

type scoreSheetResolver struct{ *Resolver }

func (r scoreSheetResolver) BlocYear(ctx context.Context, s *register.ScoreSheet) (*register.BlocYear, error) {
	return one(ctx, s, func(s *register.ScoreSheet) string { return s.BlocYearID }, r.blocYears)
}

func (r scoreSheetResolver) Bloc(ctx context.Context, s *register.ScoreSheet) (*register.Bloc, error) {
	return one(ctx, s, func(s *register.ScoreSheet) string { return s.BlocID }, r.blocs)
}

func (r scoreSheetResolver) Unit(ctx context.Context, s *register.ScoreSheet) (*register.Unit, error) {
	return one(ctx, s, func(s *register.ScoreSheet) string { return s.UnitID }, r.units)
}

func (r scoreSheetResolver) Template(ctx context.Context, s *register.ScoreSheet) (*register.ScoringTemplate, error) {
	return one(ctx, s, func(s *register.ScoreSheet) string { return s.TemplateID }, r.scoringTemplates)
}

func (r scoreSheetResolver) CrossUnits(ctx context.Context, s *register.ScoreSheet) ([]*register.Unit, error) {
	return many(ctx, s, func(s *register.ScoreSheet) []string { return s.CrossUnitIDs }, r.units)
}

// Lines loads the lines of all siblings: lists leave them in the database until they are asked for. What was read whole has
// its lines already.
func (r scoreSheetResolver) Lines(ctx context.Context, s *register.ScoreSheet) ([]*register.ScoreLine, error) {
	whole, err := edgeAs(ctx, s, "lines", func(ctx context.Context, sheets []*register.ScoreSheet) (map[string]*register.ScoreSheet, error) {
		of := make(map[string]*register.ScoreSheet, len(sheets))
		unread := func(s *register.ScoreSheet) []string {
			if s.Lines != nil {
				of[s.ID] = s
				return nil
			}
			return []string{s.ID}
		}
		found, err := fetch(ctx, sheets, unread, r.wholeScoreSheets)
		maps.Copy(of, found)
		return of, err
	})
	if err != nil || whole[s.ID] == nil {
		return nil, err
	}
	return parts(ctx, whole[s.ID], func(s *register.ScoreSheet) []register.ScoreLine { return s.Lines })
}

// ScoreLine returns the resolvers of lines of score sheets.
func (r *Resolver) ScoreLine() gen.ScoreLineResolver { return scoreLineResolver{r} }

type scoreLineResolver struct{ *Resolver }

func (r scoreLineResolver) Evidence(ctx context.Context, l *register.ScoreLine) ([]*register.Evidence, error) {
	return parts(ctx, l, func(l *register.ScoreLine) []register.Evidence { return l.Evidence })
}

// ScoreEvidence returns the resolvers of evidence.
func (r *Resolver) ScoreEvidence() gen.ScoreEvidenceResolver { return scoreEvidenceResolver{r} }

type scoreEvidenceResolver struct{ *Resolver }

func (r scoreEvidenceResolver) Media(ctx context.Context, e *register.Evidence) (*newsroom.Media, error) {
	return one(ctx, e, func(e *register.Evidence) string { return e.MediaID }, r.media)
}
