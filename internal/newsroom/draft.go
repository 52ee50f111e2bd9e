package newsroom

import (
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/store"
)

// Draft (bản thảo) is the working copy of an article, and where everything about it is decided. Anonymous readers never
// see it.
type Draft struct {
	store.Head  `bson:",inline"`
	Content     `bson:",inline"`
	State       State  `bson:"state"`
	OwnerUnitID string `bson:"ownerUnitId,omitempty"` // the unit whose people work on it; empty for the office's own
	// Slugs holds the present slug and those under which the article was public: none of them is ever another's.
	Slugs       []string `bson:"slugs"`
	PublicSlugs []string `bson:"publicSlugs"` // those under which the article was public, the last first

	SavedBy string `bson:"savedBy"`        // who made this version
	Note    string `bson:"note,omitempty"` // the reason that they gave
	Made    Making `bson:"made"`
	// WriterIDs are those who changed the content since it was last public: by the two-person rule none of them approves it.
	WriterIDs   []string   `bson:"writerIds"`
	SubmittedBy string     `bson:"submittedBy,omitempty"`
	ApprovedBy  string     `bson:"approvedBy,omitempty"`
	ReviewNote  string     `bson:"reviewNote,omitempty"` // what the reviewer wants changed
	ScheduledBy string     `bson:"scheduledBy,omitempty"`
	PublishAt   *time.Time `bson:"publishAt,omitempty"` // when it goes public, in the state SCHEDULED

	Live        *Live        `bson:"live,omitempty"`        // what readers see; nil if they see nothing
	PublishedAt *time.Time   `bson:"publishedAt,omitempty"` // of the first publication, also when it is public no more
	Corrections []Correction `bson:"corrections"`
	Withdrawn   *Tombstone   `bson:"withdrawn,omitempty"` // the last withdrawal, until it is public again

	// TrashedIn is the version that last threw the draft away; 0 if none did. Previews made before show nothing any more.
	TrashedIn int64 `bson:"trashedIn,omitempty"`

	// Pending is what this version decided about the live snapshot, until it is done, so that a process which is
	// killed in between leaves a trace that [Desk.Reconcile] finishes.
	Pending Pending `bson:"pending,omitempty"`
	// Settles is true of a version that only takes Pending away: to its editors it is the version before.
	Settles bool `bson:"settles,omitempty"`

	// Derived.
	DueAt    time.Time `bson:"dueAt"`    // when the scheduler has something to do with it; [never] if not at all
	Audience []string  `bson:"audience"` // the unit and the people to whom the draft is their own
	MediaIDs []string  `bson:"mediaIds"` // the files that the content shows or offers
	LinkKeys []string  `bson:"linkKeys"` // what the content links to: see Content.linkKeys
}

// Making is how a version came about, for the history.
type Making struct {
	Step    Step     `bson:"step"`
	Changed []string `bson:"changed"` // the fields of the content that differ from the version before, sorted
	Count   int64    `bson:"count"`   // of the versions so far, without those that only settle
}

// Live is what readers see of an article.
type Live struct {
	Version   int64      `bson:"version"` // of the draft
	At        time.Time  `bson:"at"`      // when this version went public
	ExpiresAt *time.Time `bson:"expiresAt,omitempty"`
}

// Pending is what is still to be done to the live snapshot.
type Pending string

// What may be pending.
const (
	Settled    Pending = ""
	ToPublish  Pending = "PUBLISH"
	ToWithdraw Pending = "WITHDRAW"
)

// never is a time after all others, for drafts that the scheduler has nothing to do with.
func never() time.Time { return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) }

// Derive computes when the draft is due, to whom it is their own, which files it has and what it links to.
func (d *Draft) Derive() {
	d.MediaIDs, d.LinkKeys = d.mediaIDs(), d.linkKeys()
	d.DueAt = never()
	if d.State == Scheduled && d.PublishAt != nil {
		d.DueAt = *d.PublishAt
	}
	if d.Live != nil && d.Live.ExpiresAt != nil && d.Live.ExpiresAt.Before(d.DueAt) {
		d.DueAt = *d.Live.ExpiresAt
	}
	d.Audience = []string{d.CreatedBy}
	if d.OwnerUnitID != "" {
		d.Audience = append(d.Audience, d.OwnerUnitID)
	}
}

// ArticleID returns the ID of the draft's live snapshot.
func (d *Draft) ArticleID() string { return articlePrefix + strings.TrimPrefix(d.ID, draftPrefix) }

// IsPublic reports whether readers see a version of it at a time.
func (d *Draft) IsPublic(now time.Time) bool {
	return d.Live != nil && (d.Live.ExpiresAt == nil || d.Live.ExpiresAt.After(now))
}

// JournalState makes the journal say between which states a step led.
func (d *Draft) JournalState() string { return string(d.State) }

// subject is the draft as the policy sees it.
func (d *Draft) subject() access.Subject {
	return access.Subject{
		Noun: access.Drafts, UnitID: d.OwnerUnitID, CreatedBy: d.CreatedBy, State: string(d.State),
	}
}

// is reports whether an editor who read this version has read the draft as it is now.
func (d *Draft) is(version int64) bool {
	return d.Version == version || d.Settles && d.Version == version+1
}

// rename gives the draft a slug, and keeps those under which the article was public.
func (d *Draft) rename(slug string) {
	d.Slug = slug
	d.Slugs = append([]string{slug}, slices.DeleteFunc(slices.Clone(d.PublicSlugs), func(s string) bool { return s == slug })...)
}
