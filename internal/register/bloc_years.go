package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/store"
)

// BlocYearFilter chooses bloc-years; an empty field is no condition.
type BlocYearFilter struct {
	Bloc  *string
	Year  *int64
	State []BlocYearState
}

func (f BlocYearFilter) where() store.Where {
	return store.All(is("blocId", f.Bloc), inYear(f.Year), oneOf("state", f.State))
}

// BlocYearOrder is an order of bloc-years.
type BlocYearOrder string

// The orders, by year.
const (
	BlocYearsNewest BlocYearOrder = "NEWEST"
	BlocYearsOldest BlocYearOrder = "OLDEST"
)

// Order returns the order for the store.
func (o BlocYearOrder) Order() store.Order[BlocYear] {
	return sortBy(o != BlocYearsOldest, func(y *BlocYear) []any { return []any{y.Year} }, "year")
}

// BlocYearKey names a bloc-year by what it is.
type BlocYearKey struct {
	BlocID string
	Year   int64
}

// BlocYears returns a page of bloc-years.
func (r *Register) BlocYears(ctx context.Context, _ access.Viewer, f BlocYearFilter, o BlocYearOrder, p store.Page) ([]*BlocYear, error) {
	return r.blocYears.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountBlocYears counts bloc-years.
func (r *Register) CountBlocYears(ctx context.Context, _ access.Viewer, f BlocYearFilter) (int64, error) {
	return r.blocYears.Count(ctx, f.where())
}

// BlocYearsByID returns those of the bloc-years that exist.
func (r *Register) BlocYearsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*BlocYear, error) {
	return r.blocYears.ByIDs(ctx, ids, store.Whole)
}

// BlocYearsOfBlocs returns the years of each bloc.
func (r *Register) BlocYearsOfBlocs(ctx context.Context, _ access.Viewer, blocIDs []string, f BlocYearFilter, o BlocYearOrder, p store.Page) (map[string][]*BlocYear, error) {
	return r.blocYears.FindPer(ctx, "blocId", blocIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// BlocYearsByKey returns those of the bloc-years that exist.
func (r *Register) BlocYearsByKey(ctx context.Context, _ access.Viewer, keys []BlocYearKey) (map[BlocYearKey]*BlocYear, error) {
	var blocs []string
	years := store.In{Field: "year"}
	for _, k := range keys {
		blocs = append(blocs, k.BlocID)
		if !slices.Contains(years.Values, any(k.Year)) {
			years.Values = append(years.Values, k.Year)
		}
	}
	found, err := r.blocYears.FindPer(ctx, "blocId", blocs, store.Query{Where: years, Limit: max(1, len(years.Values))})
	if err != nil {
		return nil, err
	}
	byKey := make(map[BlocYearKey]*BlocYear, len(keys))
	for _, ofBloc := range found {
		for _, y := range ofBloc {
			if k := (BlocYearKey{BlocID: y.BlocID, Year: y.Year}); slices.Contains(keys, k) {
				byKey[k] = y
			}
		}
	}
	return byKey, nil
}
