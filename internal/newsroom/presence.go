package newsroom

import (
	"context"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Presence (đang sửa) is who has a draft open to change it. It warns others and binds nobody: what keeps one from writing
// over another is the version that every change names. It ends by itself when the editor's page is silent.
type Presence struct {
	store.Head `bson:",inline"`
	// EditID tells the page that has the draft open from all others, the same person's among them.
	EditID    string    `bson:"editId"`
	UserID    string    `bson:"userId"`
	Since     time.Time `bson:"since"`
	SeenAt    time.Time `bson:"seenAt"`    // when the page was last heard of
	ExpiresAt time.Time `bson:"expiresAt"` // when it counts as gone
}

// How long a page counts as there without being heard of, and how often it should say something.
const (
	PresenceLife  = 90 * time.Second
	PresenceEvery = 30 * time.Second
)

// maxPresenceTries bounds how often a presence is written against others who open the same draft.
const maxPresenceTries = 5

// penPrefix begins the IDs of presences, which go on like those of their drafts: a draft has one.
const penPrefix = "pen_"

func penID(draftID string) string { return penPrefix + strings.TrimPrefix(draftID, draftPrefix) }

func presenceSchema() *store.Schema {
	return &store.Schema{Name: "presences", Unjournaled: true}
}

// Editing returns who has each of the drafts open now, by the draft's ID, as far as they exist for the viewer.
func (d *Desk) Editing(ctx context.Context, v access.Viewer, drafts []*Draft) (map[string]*Presence, error) {
	of := make(map[string]string, len(drafts))
	ids := make([]string, 0, len(drafts))
	for _, draft := range drafts {
		if v.Decide(access.See, draft.subject()).Allowed {
			id := penID(draft.ID)
			of[id] = draft.ID
			ids = append(ids, id)
		}
	}
	found, err := d.presences.ByIDs(ctx, ids, store.Whole)
	editing := make(map[string]*Presence, len(found))
	for id, p := range found {
		if p.isThere(d.now()) {
			editing[of[id]] = p
		}
	}
	return editing, err
}

// BeginEditing says that the viewer opens a draft. It reports false, and who has it open, if somebody has and the viewer
// does not take over; a page that is taken over hears of it when it next says that it is there.
func (d *Desk) BeginEditing(ctx context.Context, v access.Viewer, draftID string, takeOver bool) (*Presence, bool, error) {
	if err := d.mayEdit(ctx, v, draftID); err != nil {
		return nil, false, err
	}
	return d.present(ctx, v, draftID, func(before *Presence) *Presence {
		if before.isThere(d.now()) && !takeOver {
			return nil
		}
		return &Presence{EditID: d.drafts.IDs.Next("edt", d.now()), UserID: v.Actor, Since: d.instant()}
	})
}

// KeepEditing says that a page still has the draft open. It reports false if another took over, and who; nil if that one is
// gone too.
func (d *Desk) KeepEditing(ctx context.Context, v access.Viewer, draftID, editID string) (*Presence, bool, error) {
	if err := d.mayEdit(ctx, v, draftID); err != nil {
		return nil, false, err
	}
	return d.present(ctx, v, draftID, func(before *Presence) *Presence {
		if before == nil || before.EditID != editID || before.UserID != v.Actor {
			return nil
		}
		again := *before
		return &again
	})
}

// EndEditing says that a page has closed the draft. A page that is not there any more may say so too.
func (d *Desk) EndEditing(ctx context.Context, v access.Viewer, draftID, editID string) error {
	if err := d.mayEdit(ctx, v, draftID); err != nil {
		return err
	}
	for try := 1; ; try++ {
		before, err := d.presences.ByID(ctx, penID(draftID))
		if errs.CodeOf(err) == errs.NotFound || err == nil && (before.EditID != editID || before.UserID != v.Actor) {
			return nil
		}
		if err != nil {
			return err
		}
		after := *before
		after.ExpiresAt = d.instant()
		err = d.presences.Replace(ctx, before, &after, store.Act{Actor: v.Actor})
		if errs.CodeOf(err) != errs.Conflict || try == maxPresenceTries {
			return err
		}
	}
}

// present writes what next makes of a draft's presence, which is nil if there never was one. If that is nil, somebody else
// has the draft open: it reports false and who it is, if they are there.
func (d *Desk) present(
	ctx context.Context, v access.Viewer, draftID string, next func(*Presence) *Presence,
) (*Presence, bool, error) {
	for try := 1; ; try++ {
		before, err := d.presences.ByID(ctx, penID(draftID))
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			return nil, false, err
		}
		after := next(before)
		switch {
		case after == nil && before.isThere(d.now()):
			return before, false, nil
		case after == nil:
			return nil, false, nil
		}
		after.SeenAt = d.instant()
		after.ExpiresAt = after.SeenAt.Add(PresenceLife)
		act := store.Act{Actor: v.Actor}
		if before == nil {
			after.ID = penID(draftID)
			err = d.presences.Insert(ctx, after, act)
		} else {
			err = d.presences.Replace(ctx, before, after, act)
		}
		if err == nil {
			return after, true, nil
		}
		if errs.CodeOf(err) != errs.Conflict || try == maxPresenceTries {
			return nil, false, err
		}
	}
}

// isThere reports whether somebody has the draft open.
func (p *Presence) isThere(now time.Time) bool { return p != nil && p.ExpiresAt.After(now) }

// mayEdit returns nil if the viewer may change a draft.
func (d *Desk) mayEdit(ctx context.Context, v access.Viewer, draftID string) error {
	if v.IsAnonymous() {
		return v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	drafts, err := d.DraftsByID(ctx, v, []string{draftID}, store.Light)
	if err != nil {
		return err
	}
	draft, ok := drafts[draftID]
	if !ok {
		return errs.Missing(d.drafts.Noun.Vi, d.drafts.Noun.En, draftID)
	}
	return v.Require(access.Update, draft.subject())
}
