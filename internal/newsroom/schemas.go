package newsroom

import (
	"strings"
	"time"

	"thidua/internal/custom"
	"thidua/internal/store"
)

// links lists the fields of an article that hold IDs, each listed newest first through its own index.
func links() []string {
	return []string{
		"categoryIds", "tagIds", "blocIds", "blocYearIds", "unitIds", "personIds", "awardIds", "taskIds", "citationIds", "movementIds", "decisionIds",
		"mediaIds",
	}
}

func articleSchema() *store.Schema {
	s := &store.Schema{
		Name: "articles", Public: true,
		Fields: []store.Field{
			{Path: "slugs", Kind: store.String, Many: true},
			{Path: "kind", Kind: store.String, Required: true},
			{Path: "eventId", Kind: store.String},
			{Path: "textLinks", Kind: store.String, Many: true},
			{Path: "publishedAt", Kind: store.Time, Required: true},
			{Path: "expiresAt", Kind: store.Time},
			{Path: "updatedAt", Kind: store.Time, Required: true},
			custom.StoreField(),
		},
		Indexes: []store.Index{
			{Fields: []string{"slugs"}, Unique: true},
			{Fields: []string{"updatedAt"}}, // for partners who ask what has changed
			{Fields: []string{"publishedAt"}},
			{Fields: []string{"publishedAt", "expiresAt"}}, // counts what is public without reading an article
			{Fields: []string{"expiresAt"}},                // for what expires today
			{Fields: []string{"kind", "publishedAt"}},
			{Fields: []string{"eventId", "publishedAt"}},
			{Fields: []string{"textLinks", "publishedAt"}}, // which articles link to another
			{Fields: []string{custom.TermsField, "publishedAt"}},
		},
		Heavy: []string{"body"},
	}
	for _, path := range links() {
		s.Fields = append(s.Fields, store.Field{Path: path, Kind: store.String, Many: true})
		s.Indexes = append(s.Indexes, store.Index{Fields: []string{path, "publishedAt"}})
	}
	return s
}

func draftSchema() *store.Schema {
	s := &store.Schema{
		Name: "drafts",
		Fields: []store.Field{
			{Path: "slugs", Kind: store.String, Many: true},
			{Path: "audience", Kind: store.String, Many: true},
			{Path: "mediaIds", Kind: store.String, Many: true},
			{Path: "linkKeys", Kind: store.String, Many: true},
			{Path: "writerIds", Kind: store.String, Many: true},
			{Path: "state", Kind: store.String, Required: true},
			{Path: "kind", Kind: store.String, Required: true},
			{Path: "ownerUnitId", Kind: store.String},
			{Path: "createdBy", Kind: store.String, Required: true},
			{Path: "pending", Kind: store.String},
			{Path: "dueAt", Kind: store.Time, Required: true},
			{Path: "updatedAt", Kind: store.Time, Required: true},
			custom.StoreField(),
		},
		Indexes: []store.Index{
			{Fields: []string{"slugs"}, Unique: true},
			{Fields: []string{"updatedAt"}},
			{Fields: []string{"dueAt"}},
		},
		Heavy:   []string{"body"},
		History: true,
	}
	for _, path := range []string{"audience", "mediaIds", "linkKeys", "state", "kind", "ownerUnitId", "createdBy", "pending", custom.TermsField} {
		s.Indexes = append(s.Indexes, store.Index{Fields: []string{path, "updatedAt"}})
	}
	return s
}

func categorySchema() *store.Schema {
	return &store.Schema{
		Name: "categories", Public: true,
		Fields: []store.Field{
			{Path: "slug", Kind: store.String, Required: true},
			{Path: "ordinal", Kind: store.Int, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"slug"}, Unique: true}, {Fields: []string{"ordinal"}}},
		History: true,
	}
}

func tagSchema() *store.Schema {
	return &store.Schema{
		Name: "tags", Public: true,
		Fields: []store.Field{
			{Path: "slug", Kind: store.String, Required: true},
			{Path: "sortKey", Kind: store.String, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"slug"}, Unique: true}, {Fields: []string{"sortKey"}}},
		History: true,
	}
}

func mediaSchema() *store.Schema {
	s := &store.Schema{
		Name: "media", Public: true,
		Fields: []store.Field{
			{Path: "kind", Kind: store.String, Required: true},
			{Path: "audience", Kind: store.String, Many: true},
			{Path: "createdAt", Kind: store.Time, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"createdAt"}}},
		History: true,
	}
	for _, path := range []string{"audience", "kind"} {
		s.Indexes = append(s.Indexes, store.Index{Fields: []string{path, "createdAt"}})
	}
	return s
}

// collections are the newsroom's public ones, which both [Reader] and [Desk] hold.
type collections struct {
	articles   *store.Collection[Article]
	categories *store.Collection[Category]
	tags       *store.Collection[Tag]
	media      *store.Collection[Media]
}

// decodedBytes bounds the memory for articles, categories, tags and media that are read again and again.
const decodedBytes = 16 << 20

func newCollections(s store.Store, now func() time.Time, ids *store.IDs) collections {
	decoded := store.NewDecoded(decodedBytes)
	return collections{
		articles: &store.Collection[Article]{
			Schema: articleSchema(), Store: s, Prefix: strings.TrimSuffix(articlePrefix, "_"), Now: now, IDs: ids, Decoded: decoded,
			Noun: store.Noun{Vi: "bài viết", En: "article"},
		},
		categories: &store.Collection[Category]{
			Schema: categorySchema(), Store: s, Prefix: "cat", Now: now, IDs: ids, Decoded: decoded,
			Noun: store.Noun{Vi: "chuyên mục", En: "category"},
		},
		tags: &store.Collection[Tag]{
			Schema: tagSchema(), Store: s, Prefix: "tag", Now: now, IDs: ids, Decoded: decoded,
			Noun: store.Noun{Vi: "thẻ", En: "tag"},
		},
		media: &store.Collection[Media]{
			Schema: mediaSchema(), Store: s, Prefix: strings.TrimSuffix(mediaPrefix, "_"), Now: now, IDs: ids, Decoded: decoded,
			Noun: store.Noun{Vi: "tệp phương tiện", En: "media file"},
		},
	}
}

// mediaPrefix begins the IDs of files.
const mediaPrefix = "med_"

// The prefixes of the IDs of drafts and of their live snapshots, which go on alike.
const (
	articlePrefix = "art_"
	draftPrefix   = "drf_"
)

// Schemas declares all collections of the newsroom.
func Schemas() []*store.Schema {
	return []*store.Schema{
		articleSchema(), draftSchema(), categorySchema(), tagSchema(), mediaSchema(), presenceSchema(), previewSchema(),
	}
}
