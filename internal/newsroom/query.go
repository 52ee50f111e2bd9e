package newsroom

import (
	"time"

	"thidua/internal/custom"
	"thidua/internal/store"
)

// ArticleFilter is a set of conditions that hold together; an absent one is no condition.
type ArticleFilter struct {
	Category, Tag, Bloc, BlocYear, Event, Unit, Person, Award, Task, Citation, Decision *string // IDs

	Kind                []Kind
	IncludePredecessors bool
	// Predecessors holds the IDs of the units that Unit continues, which the register knows; used with
	// IncludePredecessors.
	Predecessors []string
	// Same holds the other IDs under which articles may link to Unit or Person, which the register knows: of records that were
	// entered twice and joined. What an article links to is not rewritten.
	Same            []string
	PublishedFrom   *time.Time
	PublishedBefore *time.Time
	// Custom are conditions on custom fields, at most [custom.MaxFilters]; Fields are those of articles as they are stored
	// now, without which there are none to ask about.
	Custom []custom.Filter
	Fields *custom.Set
	// Nowhere is true if the filter names a record that does not exist for the reader, which the register knows: no article
	// is found by it.
	Nowhere bool
}

func (f *ArticleFilter) where() (store.Where, error) {
	if f == nil {
		return nil, nil //nolint:nilnil // no condition
	}
	if f.Nowhere {
		return store.AnyOf[string]("kind"), nil
	}
	var and store.And
	for _, link := range []struct {
		field string
		id    *string
	}{
		{"categoryIds", f.Category},
		{"tagIds", f.Tag},
		{"blocIds", f.Bloc},
		{"blocYearIds", f.BlocYear},
		{"eventId", f.Event},
		{"awardIds", f.Award},
		{"taskIds", f.Task},
		{"citationIds", f.Citation},
		{"decisionIds", f.Decision},
	} {
		if link.id != nil {
			and = append(and, store.Eq{Field: link.field, Value: *link.id})
		}
	}
	if f.Person != nil {
		and = append(and, store.AnyOf("personIds", append([]string{*f.Person}, f.Same...)...))
	}
	if f.Unit != nil {
		units := append([]string{*f.Unit}, f.Same...)
		if f.IncludePredecessors {
			units = append(units, f.Predecessors...)
		}
		and = append(and, store.AnyOf("unitIds", units...))
	}
	if len(f.Kind) > 0 {
		and = append(and, store.AnyOf("kind", f.Kind...))
	}
	if f.PublishedFrom != nil || f.PublishedBefore != nil {
		r := store.Range{Field: "publishedAt"}
		if f.PublishedFrom != nil {
			r.From = *f.PublishedFrom
		}
		if f.PublishedBefore != nil {
			r.To = *f.PublishedBefore
		}
		and = append(and, r)
	}
	values, err := f.Fields.Where(f.Custom, custom.Readers)
	return store.All(and, values), err
}

// ArticleOrder is an order of articles.
type ArticleOrder string

// The orders of articles, by time of first publication.
const (
	Newest ArticleOrder = "NEWEST"
	Oldest ArticleOrder = "OLDEST"
)

// Order returns how the store reads it.
func (o ArticleOrder) Order() store.Order[Article] {
	return store.Order[Article]{
		Sort:   store.Sort{By: []string{"publishedAt"}, Desc: o != Oldest},
		Values: func(a *Article) []any { return []any{a.PublishedAt} },
	}
}

// public holds for the articles that readers may see at a time.
func public(now time.Time) store.Where {
	now = now.UTC().Truncate(time.Millisecond)
	return store.And{
		store.Range{Field: "publishedAt", To: now, UpToIncl: true},
		store.Or{
			store.Exists{Field: "expiresAt", Present: false},
			store.Range{Field: "expiresAt", From: now, After: true},
		},
	}
}

// isPublic is [public] for an article that was read by its ID.
func isPublic(a *Article, now time.Time) bool {
	return a.Tombstone == nil && !a.PublishedAt.After(now) && (a.ExpiresAt == nil || a.ExpiresAt.After(now))
}
