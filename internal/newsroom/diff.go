package newsroom

import (
	"context"
	"slices"
	"time"

	"thidua/internal/access"
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

// Diff compares two versions of a draft. A number of 0 is, before, what readers see now and, after, the present version.
// It fails with [errs.NotFound] if a version does not exist for the viewer, and with [errs.WrongState] if readers see
// nothing.
func (d *Desk) Diff(ctx context.Context, v access.Viewer, id string, before, after int64) (*Diff, error) {
	now, err := d.visible(ctx, v, id)
	if err != nil {
		return nil, err
	}
	if before == 0 {
		if now.Live == nil {
			return nil, errs.New(errs.WrongState,
				"Bạn đọc chưa thấy gì để so sánh; hãy chọn phiên bản.", "Readers see nothing to compare with; name a version.")
		}
		before = now.Live.Version
	}
	if after == 0 {
		after = now.Version
	}
	of := []store.Revision{{ID: id, Version: before}, {ID: id, Version: after}}
	found, err := d.revisions(ctx, of, map[string]*Draft{id: now}, store.Whole)
	if err != nil {
		return nil, err
	}
	for _, r := range of {
		if found[r] == nil || !v.Decide(access.See, found[r].subject()).Allowed {
			return nil, missingVersion(r.Version)
		}
	}
	from, to := versionOf(found[of[0]], now.number()), versionOf(found[of[1]], now.number())
	values, err := d.customChanges(ctx, v, &from.Draft, &to.Draft)
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
