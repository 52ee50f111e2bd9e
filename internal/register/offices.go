package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
)

// OfficeFilter chooses office terms; an empty field is no condition.
type OfficeFilter struct {
	Role   *OfficeRole
	Status []OfficeStatus
	Year   *int64
}

func (f OfficeFilter) where() store.Where {
	return store.All(is("role", f.Role), oneOf("status", f.Status), inYear(f.Year))
}

// OfficeOrder is an order of office terms.
type OfficeOrder string

// The orders: the newest year first, or heads before deputies.
const (
	OfficesNewest OfficeOrder = "NEWEST"
	OfficesByRole OfficeOrder = "ROLE"
)

// Order returns the order for the store. By role, heads come last in the alphabet of the values, so it runs backwards.
func (o OfficeOrder) Order() store.Order[OfficeTerm] {
	if o == OfficesByRole {
		return sortBy(true, func(t *OfficeTerm) []any { return []any{string(t.Role)} }, "role")
	}
	return sortBy(true, func(t *OfficeTerm) []any { return []any{t.Year} }, "year")
}

// OfficeTermsByID returns those of the office terms that exist.
func (r *Register) OfficeTermsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*OfficeTerm, error) {
	return r.officeTerms.ByIDs(ctx, ids, store.Whole)
}

// OfficeTermsOfBlocYears returns the offices in each bloc-year, the head first.
func (r *Register) OfficeTermsOfBlocYears(ctx context.Context, _ access.Viewer, blocYearIDs []string, f OfficeFilter, p store.Page) (map[string][]*OfficeTerm, error) {
	return r.officeTerms.FindPer(ctx, "blocYearId", blocYearIDs,
		store.Query{Where: f.where(), Sort: OfficesByRole.Order().Sort}.Paged(p))
}

// OfficeTermsOfBlocs returns the offices of each bloc, the newest year first.
func (r *Register) OfficeTermsOfBlocs(ctx context.Context, _ access.Viewer, blocIDs []string, f OfficeFilter, p store.Page) (map[string][]*OfficeTerm, error) {
	return r.officeTerms.FindPer(ctx, "blocId", blocIDs,
		store.Query{Where: f.where(), Sort: OfficesNewest.Order().Sort}.Paged(p))
}

// OfficeTermsOfUnits returns the offices that each unit held, the newest year first.
func (r *Register) OfficeTermsOfUnits(ctx context.Context, _ access.Viewer, unitIDs []string, f OfficeFilter, p store.Page) (map[string][]*OfficeTerm, error) {
	return r.officeTerms.FindPer(ctx, "unitId", unitIDs,
		store.Query{Where: f.where(), Sort: OfficesNewest.Order().Sort}.Paged(p))
}
