package newsroom

import (
	"time"

	"thidua/internal/richtext"
	"thidua/internal/store"
)

// Content is what a writer writes: the part that a draft and its published snapshot have in common.
type Content struct {
	Title   string `bson:"title"` // 1 to 300 code points
	Slug    string `bson:"slug"`
	Kind    Kind   `bson:"kind"`
	Summary string `bson:"summary,omitempty"` // at most 500 code points
	// Body is heavy: a light read leaves it empty.
	Body          richtext.Body   `bson:"body"`
	Byline        string          `bson:"byline,omitempty"`
	Language      string          `bson:"language"` // BCP 47, such as "vi"
	CoverID       string          `bson:"coverId,omitempty"`
	GalleryIDs    []string        `bson:"galleryIds"`
	AttachmentIDs []string        `bson:"attachmentIds"`
	CategoryIDs   []string        `bson:"categoryIds"`
	TagIDs        []string        `bson:"tagIds"`
	Source        *Source         `bson:"source,omitempty"`
	EventID       string          `bson:"eventId,omitempty"`
	BlocIDs       []string        `bson:"blocIds"`
	BlocYearIDs   []string        `bson:"blocYearIds"`
	UnitIDs       []string        `bson:"unitIds"`
	PersonIDs     []string        `bson:"personIds"`
	AwardIDs      []string        `bson:"awardIds"`
	TaskIDs       []string        `bson:"taskIds"`
	CitationIDs   []string        `bson:"citationIds"` // legal references
	MovementIDs   []string        `bson:"movementIds"`
	Declared      []DeclaredAward `bson:"declaredAwards"`
	ExpiresAt     *time.Time      `bson:"expiresAt,omitempty"`
}

// Source is where an article was taken from.
type Source struct {
	SiteName string `bson:"siteName"`
	URL      string `bson:"url,omitempty"`
}

// DeclaredAward is the number of awards of a type that an article states in words.
type DeclaredAward struct {
	AwardTypeID string `bson:"awardTypeId"`
	Count       int64  `bson:"count"`
}

// Kind is what kind of article it is.
type Kind string

// The kinds of article.
const (
	News        Kind = "NEWS"
	EventReport Kind = "EVENT_REPORT"
	Notice      Kind = "NOTICE"
	CommentCall Kind = "COMMENT_CALL"
	RoleModel   Kind = "ROLE_MODEL"
	Guide       Kind = "GUIDE"
)

// Article (bài viết) is the published snapshot that readers see. It has the ID of its draft.
type Article struct {
	store.Head  `bson:",inline"`
	Content     `bson:",inline"`
	PublishedAt time.Time `bson:"publishedAt"` // of the first publication
	// DraftVersion is the version of the draft that the snapshot shows.
	DraftVersion int64 `bson:"draftVersion"`
	// Slugs holds the present slug and all former ones, the present first: none of them is ever another article's.
	Slugs []string `bson:"slugs"`
}

// PreviousSlugs returns the slugs under which the article was published before.
func (a *Article) PreviousSlugs() []string { return a.Slugs[1:] }

// Draft (bản thảo) is the working copy of an article. Anonymous readers never see it.
type Draft struct {
	store.Head  `bson:",inline"`
	Content     `bson:",inline"`
	Slugs       []string   `bson:"slugs"`
	PublishedAt *time.Time `bson:"publishedAt,omitempty"` // of the first publication
	// Publishing is true from the decision to publish this version until its snapshot is in place, so that a
	// process which is killed in between leaves a trace that Desk.Reconcile finishes.
	Publishing bool `bson:"publishing"`
}
