// Package shape has the Go types of GraphQL types that are no document of the domain: what mutations take and answer.
package shape

import (
	"time"

	"github.com/99designs/gqlgen/graphql"

	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// UserError is something that the person who asked can mend.
type UserError struct {
	Code     errs.Code
	Message  string
	Field    []string
	Conflict *errs.Change
}

// BodyWarning is something that reading a body has left out of it.
type BodyWarning struct{ Message string }

// DraftPayload is the answer of every mutation that changes one draft.
type DraftPayload struct {
	Draft        *newsroom.Draft
	BodyWarnings []*BodyWarning // of those that take a body
	UserErrors   []*UserError
}

// RestorePayload is the answer of the restoring of an older version.
type RestorePayload struct {
	Draft      *newsroom.Draft
	Missing    []string // IDs
	UserErrors []*UserError
}

// Preview is what a preview link shows.
type Preview struct {
	Content   *newsroom.Version
	ExpiresAt time.Time
}

// BulkResult is what became of one draft of many. Err is what is no user error.
type BulkResult struct {
	DraftID    string
	IsDone     bool
	Done       *newsroom.Draft
	Err        error
	UserErrors []*UserError
}

// TextHygiene is what could be mended in a version of a draft.
type TextHygiene struct {
	Version     int64
	Suggestions []*richtext.Suggestion
}

// DraftStep is the input of a step of the workflow that needs no more than a reason.
type DraftStep struct {
	ID      string
	Version int64
	Note    graphql.Omittable[*string]
}

// Ref returns the draft at the version that the caller read.
func (s DraftStep) Ref() newsroom.Ref { return newsroom.Ref{ID: s.ID, Version: s.Version} }

// Notice is the input of a step that readers are told about.
type Notice struct {
	ID      string
	Version int64
	Notice  string
}

// Publication is what is or was public: an article or its tombstone.
type Publication struct {
	Article   *newsroom.Article // nil if it was withdrawn
	Tombstone *Tombstone        // nil if it is public
	ChangedAt time.Time
}

// PublicationOf returns the publication of a document that readers may have.
func PublicationOf(a *newsroom.Article) *Publication {
	if a.Tombstone != nil {
		return &Publication{Tombstone: &Tombstone{a}, ChangedAt: a.UpdatedAt}
	}
	return &Publication{Article: a, ChangedAt: a.UpdatedAt}
}

// Tombstone is what is left of an article that was withdrawn.
type Tombstone struct{ article *newsroom.Article }

// ID returns the ID that the article had.
func (t *Tombstone) ID() string { return t.article.ID }

// Slugs returns the slugs under which the article was public.
func (t *Tombstone) Slugs() []string { return t.article.Slugs }

// Title returns the title of a retracted article; it is empty for others.
func (t *Tombstone) Title() *string {
	if t.article.Title == "" {
		return nil
	}
	return &t.article.Title
}

// Withdrawal returns why it is public no more.
func (t *Tombstone) Withdrawal() newsroom.Withdrawal { return t.article.Tombstone.Kind }

// WithdrawnAt returns when it was withdrawn.
func (t *Tombstone) WithdrawnAt() time.Time { return t.article.Tombstone.At }

// Notice returns what readers are told; nil if nothing.
func (t *Tombstone) Notice() *string {
	if t.article.Tombstone.Notice == "" {
		return nil
	}
	return &t.article.Tombstone.Notice
}

// PublishedAt returns when it was first published.
func (t *Tombstone) PublishedAt() time.Time { return t.article.PublishedAt }

// MediaVariant is a picture in another size.
type MediaVariant struct {
	URL           string
	Width, Height int64
}
