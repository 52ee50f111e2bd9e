package newsroom

import (
	"context"
	"slices"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// Diff is in what the content of two versions of a draft differs.
type Diff struct {
	From, To *Version
	Fields   []FieldChange          // those that differ, in the order of [Content], and then of the custom fields
	Body     []richtext.BlockChange // every block of both, see [richtext.Diff]
}

// FieldChange is what became of one field of the content: one of the types below or a [CustomValueChange], as a pointer, and
// no other.
type FieldChange interface{ fieldChange() }

type (
	// TextChange is a text of people that changed: Spans has it word by word.
	TextChange struct {
		Field, Before, After string
		Spans                []richtext.TextSpan
	}
	// ValueChange is a text of programs that changed, such as a slug; empty where there was none, or is none any more.
	ValueChange struct{ Field, Before, After string }
	// TimeChange is a time that changed; nil where there was none, or is none any more.
	TimeChange struct {
		Field         string
		Before, After *time.Time
	}
	// LinkChange is a change of the documents that the content refers to, by their IDs. If none came or went, their order
	// changed.
	LinkChange struct {
		Field          string
		Removed, Added []string
		IsReordered    bool // of those that stayed
	}
	// SourceChange is a change of where the article was taken from; nil for nowhere.
	SourceChange struct {
		Field         string
		Before, After *Source
	}
	// DeclaredAwardsChange is a change of the numbers of awards that the article states.
	DeclaredAwardsChange struct {
		Field         string
		Before, After []DeclaredAward
	}
)

func (*TextChange) fieldChange()           {}
func (*ValueChange) fieldChange()          {}
func (*TimeChange) fieldChange()           {}
func (*LinkChange) fieldChange()           {}
func (*SourceChange) fieldChange()         {}
func (*DeclaredAwardsChange) fieldChange() {}

// Compared is a comparison of two versions of one draft among several, or why there is none.
type Compared struct {
	Diff *Diff
	Err  error
}

// Diff compares two versions of a draft. A number of 0 is, before, what readers see now and, after, the present version.
// It fails with [errs.NotFound] if a version does not exist for the viewer, and with [errs.WrongState] if readers see
// nothing.
func (d *Desk) Diff(ctx context.Context, v access.Viewer, id string, before, after int64) (*Diff, error) {
	if v.IsAnonymous() {
		return nil, v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	all, err := d.Diffs(ctx, v, []string{id}, before, after)
	if err != nil {
		return nil, err
	}
	c, ok := all[id]
	if !ok {
		return nil, errs.Missing(d.drafts.Noun.Vi, d.drafts.Noun.En, id)
	}
	return c.Diff, c.Err
}

// Diffs is [Desk.Diff] for several drafts with the same numbers, by their IDs: two store calls, and one more if custom values
// differ. A draft that does not exist for the viewer has no key.
func (d *Desk) Diffs(ctx context.Context, v access.Viewer, ids []string, before, after int64) (map[string]Compared, error) {
	drafts, err := d.DraftsByID(ctx, v, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	pairs, of := make(map[string][2]store.Revision, len(drafts)), make([]store.Revision, 0, 2*len(drafts))
	compared := make(map[string]Compared, len(drafts))
	for id, now := range drafts {
		pair, err := sides(now, before, after)
		if err != nil {
			compared[id] = Compared{Err: err}
			continue
		}
		pairs[id] = pair
		of = append(of, pair[:]...)
	}
	found, err := d.revisions(ctx, of, drafts, store.Whole)
	if err != nil {
		return nil, err
	}
	fields := sync.OnceValues(func() (*custom.Set, error) { return d.fields.Set(ctx, custom.Article) })
	for id, pair := range pairs {
		if r, hidden := unseen(v, found, pair); hidden {
			compared[id] = Compared{Err: missingVersion(r.Version)}
			continue
		}
		diff, err := compare(v, versionOf(found[pair[0]], drafts[id].number()), versionOf(found[pair[1]], drafts[id].number()), fields)
		if err != nil {
			return nil, err
		}
		compared[id] = Compared{Diff: diff}
	}
	return compared, nil
}

// sides returns the versions of a draft that the numbers name.
func sides(now *Draft, before, after int64) ([2]store.Revision, error) {
	if before == 0 {
		if now.Live == nil {
			return [2]store.Revision{}, errs.New(errs.WrongState,
				"Bạn đọc chưa thấy gì để so sánh; hãy chọn phiên bản.", "Readers see nothing to compare with; name a version.")
		}
		before = now.Live.Version
	}
	if after == 0 {
		after = now.Version
	}
	return [2]store.Revision{{ID: now.ID, Version: before}, {ID: now.ID, Version: after}}, nil
}

// unseen returns the first of two versions that does not exist for the viewer.
func unseen(v access.Viewer, found map[store.Revision]*Draft, pair [2]store.Revision) (store.Revision, bool) {
	for _, r := range pair {
		if found[r] == nil || !v.Decide(access.See, found[r].subject()).Allowed {
			return r, true
		}
	}
	return store.Revision{}, false
}

func compare(v access.Viewer, from, to *Version, fields func() (*custom.Set, error)) (*Diff, error) {
	values, err := customChanges(v, &from.Draft, &to.Draft, fields)
	if err != nil {
		return nil, err
	}
	return &Diff{
		From: from, To: to, Fields: append(from.changes(&to.Content), values...), Body: richtext.Diff(from.Body, to.Body),
	}, nil
}

// changes returns what became of the fields, but for the body and the custom ones.
func (c *Content) changes(to *Content) []FieldChange {
	var w changes
	w.text("title", c.Title, to.Title)
	w.value("slug", c.Slug, to.Slug)
	w.value("kind", string(c.Kind), string(to.Kind))
	w.text("summary", c.Summary, to.Summary)
	w.text("byline", c.Byline, to.Byline)
	w.value("language", c.Language, to.Language)
	w.links("coverId", one(c.CoverID), one(to.CoverID))
	w.links("galleryIds", c.GalleryIDs, to.GalleryIDs)
	w.links("attachmentIds", c.AttachmentIDs, to.AttachmentIDs)
	w.links("categoryIds", c.CategoryIDs, to.CategoryIDs)
	w.links("tagIds", c.TagIDs, to.TagIDs)
	if before, after := c.Source, to.Source; (before == nil) != (after == nil) || before != nil && *before != *after {
		w = append(w, &SourceChange{Field: "source", Before: before, After: after})
	}
	w.links("eventId", one(c.EventID), one(to.EventID))
	w.links("blocIds", c.BlocIDs, to.BlocIDs)
	w.links("blocYearIds", c.BlocYearIDs, to.BlocYearIDs)
	w.links("unitIds", c.UnitIDs, to.UnitIDs)
	w.links("personIds", c.PersonIDs, to.PersonIDs)
	w.links("awardIds", c.AwardIDs, to.AwardIDs)
	w.links("taskIds", c.TaskIDs, to.TaskIDs)
	w.links("citationIds", c.CitationIDs, to.CitationIDs)
	w.links("movementIds", c.MovementIDs, to.MovementIDs)
	w.links("decisionIds", c.DecisionIDs, to.DecisionIDs)
	if !slices.Equal(c.Declared, to.Declared) {
		w = append(w, &DeclaredAwardsChange{Field: "declaredAwards", Before: c.Declared, After: to.Declared})
	}
	if before, after := c.ExpiresAt, to.ExpiresAt; (before == nil) != (after == nil) || before != nil && !before.Equal(*after) {
		w = append(w, &TimeChange{Field: "expiresAt", Before: before, After: after})
	}
	return w
}

// changes collects what became of fields.
type changes []FieldChange

func (w *changes) text(field, before, after string) {
	if before != after {
		*w = append(*w, &TextChange{Field: field, Before: before, After: after, Spans: richtext.DiffText(before, after)})
	}
}

func (w *changes) value(field, before, after string) {
	if before != after {
		*w = append(*w, &ValueChange{Field: field, Before: before, After: after})
	}
}

func (w *changes) links(field string, before, after []string) {
	if slices.Equal(before, after) {
		return
	}
	removed, stayed := parted(before, after)
	added, stay := parted(after, before)
	*w = append(*w, &LinkChange{Field: field, Removed: removed, Added: added, IsReordered: !slices.Equal(stayed, stay)})
}

// parted divides a list into what another lacks and what it has too. Lists of links have at most a hundred items.
func parted(list, other []string) (lacking, common []string) {
	lacking, common = []string{}, []string{}
	for _, id := range list {
		if slices.Contains(other, id) {
			common = append(common, id)
		} else {
			lacking = append(lacking, id)
		}
	}
	return lacking, common
}

// one is the list of a single link.
func one(id string) []string {
	if id == "" {
		return []string{}
	}
	return []string{id}
}
