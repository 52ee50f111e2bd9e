package register

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// BlocFilter chooses blocs; an empty field is no condition.
type BlocFilter struct {
	Name     *string // every word of it, in any of the bloc's names
	Kind     *BlocKind
	Level    []AdminLevel
	Parent   *string
	ExistsOn *viet.Date
}

func (f BlocFilter) where() store.Where {
	return store.All(
		is("kind", f.Kind), oneOf("level", f.Level), is("parentId", f.Parent), words(f.Name),
		lasting("validFrom", "validTo", f.ExistsOn),
	)
}

// BlocOrder is an order of blocs.
type BlocOrder string

// BlocsByName is the Vietnamese alphabetical order.
const BlocsByName BlocOrder = "NAME"

// Order returns the order for the store.
func (BlocOrder) Order() store.Order[Bloc] {
	return sortBy(false, func(b *Bloc) []any { return []any{b.SortKey} }, "sortKey")
}

// Blocs returns a page of blocs.
func (r *Register) Blocs(ctx context.Context, _ access.Viewer, f BlocFilter, o BlocOrder, p store.Page) ([]*Bloc, error) {
	return r.blocs.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountBlocs counts blocs.
func (r *Register) CountBlocs(ctx context.Context, _ access.Viewer, f BlocFilter) (int64, error) {
	return r.blocs.Count(ctx, f.where())
}

// BlocsByID returns those of the blocs that exist.
func (r *Register) BlocsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Bloc, error) {
	return r.blocs.ByIDs(ctx, ids, store.Whole)
}

// BlocBySlug returns the bloc of an address, or [errs.NotFound].
func (r *Register) BlocBySlug(ctx context.Context, _ access.Viewer, slug string) (*Bloc, error) {
	return r.blocs.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// BlocsOfParents returns the sub-blocs of each bloc, by the upper one.
func (r *Register) BlocsOfParents(ctx context.Context, _ access.Viewer, parentIDs []string, f BlocFilter, o BlocOrder, p store.Page) (map[string][]*Bloc, error) {
	return r.blocs.FindPer(ctx, "parentId", parentIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}
