package newsroom

import (
	"strings"
	"time"

	"thidua/internal/custom"
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
	DecisionIDs   []string        `bson:"decisionIds"`
	Declared      []DeclaredAward `bson:"declaredAwards"`
	ExpiresAt     *time.Time      `bson:"expiresAt,omitempty"`
	// Values are in the fields that an administrator added; a snapshot has those of public fields alone.
	custom.Values `bson:",inline"`
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

// Article (bài viết) is the live snapshot that readers see, or, after that, the tombstone of one. Its ID is that of its
// draft with another prefix: they are two documents, and clients keep documents apart by their IDs.
type Article struct {
	store.Head  `bson:",inline"`
	Content     `bson:",inline"`
	PublishedAt time.Time `bson:"publishedAt"` // of the first publication
	// DraftVersion is the version of the draft that decided what is here. What an older one decided never replaces it.
	DraftVersion int64 `bson:"draftVersion"`
	// Slugs holds the present slug and all former ones, the present first: none of them is ever another article's.
	Slugs       []string     `bson:"slugs"`
	Corrections []Correction `bson:"corrections"` // oldest first
	// MediaIDs is derived: the files that the content shows or offers, and that readers see because of it.
	MediaIDs []string `bson:"mediaIds"`
	// TextLinks is derived: the other articles to which the text links, as Content.textLinks writes them.
	TextLinks []string `bson:"textLinks"`
	// Tombstone is set when the article was withdrawn; nothing of the content is left then but the slugs and, of a
	// retracted one, the title.
	Tombstone *Tombstone `bson:"tombstone,omitempty"`
}

// Derive collects the files of the content, and the articles to which it links.
func (a *Article) Derive() { a.MediaIDs, a.TextLinks = a.mediaIDs(), a.textLinks() }

// PreviousSlugs returns the slugs under which the article was published before.
func (a *Article) PreviousSlugs() []string { return a.Slugs[1:] }

// DraftID returns the ID of the article's working copy.
func (a *Article) DraftID() string { return draftPrefix + strings.TrimPrefix(a.ID, articlePrefix) }

// Correction (đính chính) tells readers what was wrong in a published article.
type Correction struct {
	At     time.Time `bson:"at"`
	Notice string    `bson:"notice"` // for readers, at most [MaxNotice] code points
}

// Tombstone says that an article was withdrawn, to those who may have kept a copy.
type Tombstone struct {
	Kind   Withdrawal `bson:"kind"`
	At     time.Time  `bson:"at"`
	Notice string     `bson:"notice,omitempty"` // for readers; of a retraction, why
}

// Withdrawal is why an article is public no more.
type Withdrawal string

// The kinds of withdrawal.
const (
	WasUnpublished Withdrawal = "UNPUBLISHED" // taken off the site: gỡ xuống
	WasRetracted   Withdrawal = "RETRACTED"   // withdrawn in public, with the reason: rút bài
	HasExpired     Withdrawal = "EXPIRED"     // its time was over: hết hạn
)
