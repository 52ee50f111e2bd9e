package journal

import (
	"context"

	"thidua/internal/store"
)

// Versions is the order of [Journal.OfDocument]: the newest version first.
func Versions() store.Order[Record] {
	return store.Order[Record]{
		Sort:   store.Sort{By: []string{"entry.version"}, Desc: true},
		Values: func(r *Record) []any { return []any{r.Entry.Version} },
	}
}

// Newest is the order of [Journal.ByActor] and [Journal.ByAction]: the newest record first.
func Newest() store.Order[Record] {
	return store.Order[Record]{
		Sort:   store.Sort{By: []string{"seq"}, Desc: true},
		Values: func(r *Record) []any { return []any{r.Seq} },
	}
}

// OfDocument returns a page of what happened to a document, in the order of [Versions].
func (j *Journal) OfDocument(ctx context.Context, collection, id string, p store.Page) ([]*Record, error) {
	where := store.Eq{Field: "subject", Value: SubjectOf(collection, id)}
	return j.records.Find(ctx, store.Query{Where: where, Sort: Versions().Sort}.Paged(p))
}

// ByActor returns a page of what a user did, in the order of [Newest].
func (j *Journal) ByActor(ctx context.Context, actor string, p store.Page) ([]*Record, error) {
	where := store.Eq{Field: "entry.actor", Value: actor}
	return j.records.Find(ctx, store.Query{Where: where, Sort: Newest().Sort}.Paged(p))
}

// ByAction returns a page of the changes of one kind, such as "article.publish", in the order of [Newest].
func (j *Journal) ByAction(ctx context.Context, action string, p store.Page) ([]*Record, error) {
	where := store.Eq{Field: "entry.action", Value: action}
	return j.records.Find(ctx, store.Query{Where: where, Sort: Newest().Sort}.Paged(p))
}

// CountOfDocument counts what happened to a document.
func (j *Journal) CountOfDocument(ctx context.Context, collection, id string) (int64, error) {
	return j.records.Count(ctx, store.Eq{Field: "subject", Value: SubjectOf(collection, id)})
}

// CountByActor counts what a user did.
func (j *Journal) CountByActor(ctx context.Context, actor string) (int64, error) {
	return j.records.Count(ctx, store.Eq{Field: "entry.actor", Value: actor})
}
