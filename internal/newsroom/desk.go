package newsroom

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Desk is where articles are written and published. It is safe for concurrent use.
//
// A draft that the viewer may not see does not exist for them. Every change names the version that it was made from,
// is decided by one conditional write to the draft, and returns the draft as it is then.
type Desk struct {
	collections
	drafts    *store.Collection[Draft]
	presences *store.Collection[Presence]
	previews  *store.Collection[preview]
	fields    *custom.Fields
	store     store.Store
	now       func() time.Time
	rules     Rules
	holder    string        // of the scheduler's lease
	secret    func() string // of a new preview
}

// Rules are the office's own rules of publishing.
type Rules struct {
	// TwoPerson lets nobody approve what they wrote themselves.
	TwoPerson bool
	// Gate, if set, is asked before an article goes public, and again when a scheduled one does; its error says what
	// must be mended first.
	Gate func(context.Context, access.Viewer, *Draft) error
}

// NewDesk returns a Desk over a store.
func NewDesk(s store.Store, now func() time.Time, ids *store.IDs, rules Rules) *Desk {
	return &Desk{
		collections: newCollections(s, now, ids),
		drafts: &store.Collection[Draft]{
			Schema: draftSchema(), Store: s, Prefix: strings.TrimSuffix(draftPrefix, "_"), Now: now, IDs: ids,
			Noun: store.Noun{Vi: "bản thảo", En: "draft"},
		},
		presences: &store.Collection[Presence]{
			Schema: presenceSchema(), Store: s, Prefix: strings.TrimSuffix(penPrefix, "_"), Now: now, IDs: ids,
			Noun: store.Noun{Vi: "phiên sửa", En: "presence"},
		},
		previews: &store.Collection[preview]{
			Schema: previewSchema(), Store: s, Prefix: "prv", Now: now, IDs: ids,
			Noun: store.Noun{Vi: "liên kết xem trước", En: "preview link"},
		},
		fields: custom.New(s, now, ids), store: s, now: now, rules: rules, holder: rand.Text(), secret: func() string { return rand.Text() + rand.Text() },
	}
}

// CreateDraft saves a new draft for a unit, or for the office if that is empty. Without a slug it gets one from the
// title, numbered if that is taken.
func (d *Desk) CreateDraft(ctx context.Context, v access.Viewer, c Content, ownerUnitID string) (*Draft, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Drafts, UnitID: ownerUnitID}); err != nil {
		return nil, err
	}
	var err error
	if c.Values, err = d.valued(ctx, custom.Values{}, c.Values); err != nil {
		return nil, err
	}
	return d.create(ctx, v, c, ownerUnitID, store.Act{Actor: v.Actor, Action: "article.create"}, Creating)
}

// create saves a new draft, which the step has made; its custom values are checked already.
func (d *Desk) create(ctx context.Context, v access.Viewer, c Content, ownerUnitID string, act store.Act, by Step) (*Draft, error) {
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	given := c.Slug != ""
	base := c.Slug
	if !given {
		base = viet.Slug(c.Title)
	}
	draft := &Draft{
		Content: c, State: Drafting, OwnerUnitID: ownerUnitID, SavedBy: v.Actor, Note: act.Note,
		Made:      Making{Step: by, Changed: []string{}, Count: 1},
		WriterIDs: []string{v.Actor}, PublicSlugs: []string{}, Corrections: []Correction{},
	}
	if base == "" {
		draft.ID = d.drafts.IDs.Next(d.drafts.Prefix, d.now())
		base = "bai-" + shortID(draft.ID)
	}
	number := 1
	if viet.ReservedSlug(base) {
		number = 2
	}
	for ; ; number++ {
		draft.Slug = viet.NumberedSlug(base, number)
		if number > maxSlugNumber {
			draft.Slug = strings.TrimRight(base[:min(len(base), viet.MaxSlug-shortIDSize-1)], "-") + "-" + shortID(draft.ID)
		}
		draft.Slugs = []string{draft.Slug}
		err := d.drafts.Insert(ctx, draft, act)
		switch {
		case err == nil:
			return draft, nil
		case errs.CodeOf(err) != errs.Duplicate || number > maxSlugNumber:
			return nil, err
		case given:
			return nil, slugTaken(c.Slug, err)
		}
	}
}

// maxSlugNumber bounds the search for a free numbered slug; a title that is used more often gets a short ID instead.
const maxSlugNumber = 20

// shortIDSize is the length of a shortID.
const shortIDSize = 8

// shortID is the random end of an ID, in lower case.
func shortID(id string) string {
	return strings.ToLower(id[len(id)-shortIDSize:])
}

func slugTaken(slug string, cause error) error {
	return errs.InvalidField("slug",
		fmt.Sprintf("Đường dẫn %q đã có bài khác dùng; hãy chọn đường dẫn khác.", slug),
		fmt.Sprintf("Another article has the slug %q; choose another.", slug)).Because(cause)
}
