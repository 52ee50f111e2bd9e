package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Version (phiên bản) is a draft as it was in one of its versions, the present one among them. A version that only
// settles what another decided is no version of its own: to editors both are the decision.
type Version struct {
	Draft
	IsPresent bool
	// key tells the versions of a draft apart where their IDs do not.
	key store.Head
}

// DocumentHead returns a head whose ID names the draft and the version, see [VersionID].
func (v *Version) DocumentHead() *store.Head { return &v.key }

// Number returns the number by which editors know the version.
func (v *Version) Number() int64 { return v.number() }

// Step returns by what the version was made.
func (v *Version) Step() Step { return v.Made.Step }

// Changed returns the fields of the content that differ from the version before, sorted.
func (v *Version) Changed() []string { return v.Made.Changed }

// WasPublic reports whether the version went public as it was.
func (v *Version) WasPublic() bool { return v.Live != nil && v.Live.Version == v.number() }

// VersionID returns what tells a version of a draft apart from all others.
func VersionID(draftID string, number int64) string {
	return draftID + versionMark + strconv.FormatInt(number, 10)
}

const versionMark = ":"

// ParseVersionID reads a [VersionID]; what is none names a version that no draft has.
func ParseVersionID(id string) store.Revision {
	draft, text, _ := strings.Cut(id, versionMark)
	number, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		number = 0
	}
	return store.Revision{ID: draft, Version: number}
}

// VersionOrder is the order of [Desk.Versions]: the newest first.
func VersionOrder() store.Order[Version] {
	return store.Order[Version]{
		Sort:   store.Sort{By: []string{store.VersionField}, Desc: true},
		Values: func(v *Version) []any { return []any{v.Number()} },
	}
}

// number is the draft's version to its editors: of a version that only settles, the one that decided.
func (d *Draft) number() int64 {
	if d.Settles {
		return d.Version - 1
	}
	return d.Version
}

// versionOf is a draft as a version of itself, as it is now, or as it was when the number of the present version is another.
func versionOf(d *Draft, present int64) *Version {
	return &Version{Draft: *d, IsPresent: d.number() == present, key: store.Head{ID: VersionID(d.ID, d.number())}}
}

// Versions returns for each draft a page of its versions that exist for the viewer, the newest first, without bodies: of
// the page After and Limit count. A draft that does not exist for the viewer has no key. Two store calls for any number of
// drafts, and one more for each thousand versions that are looked through.
func (d *Desk) Versions(ctx context.Context, v access.Viewer, ids []string, p store.Page) (map[string][]*Version, error) {
	drafts, err := d.DraftsByID(ctx, v, ids, store.Light)
	if err != nil {
		return nil, err
	}
	var of []store.Revision
	pages := make(map[string][]store.Revision, len(drafts))
	for id, draft := range drafts {
		pages[id] = candidates(draft, p)
		of = append(of, pages[id]...)
	}
	found, err := d.revisions(ctx, of, drafts, store.Light)
	if err != nil {
		return nil, err
	}
	versions := make(map[string][]*Version, len(drafts))
	for id, draft := range drafts {
		versions[id] = []*Version{}
		for _, r := range pages[id] {
			doc := found[r]
			if doc != nil && !doc.Settles && len(versions[id]) < p.Limit && v.Decide(access.See, doc.subject()).Allowed {
				versions[id] = append(versions[id], versionOf(doc, draft.number()))
			}
		}
	}
	return versions, nil
}

// candidates are the versions among which those of a page are: no two that settle follow each other.
func candidates(d *Draft, p store.Page) []store.Revision {
	newest := d.number()
	if p.After != nil {
		if number, ok := p.After.Values[0].(int64); ok {
			newest = min(newest, number-1)
		}
	}
	list := make([]store.Revision, 0, 2*p.Limit)
	for n := newest; n > 0 && len(list) < 2*p.Limit; n-- {
		list = append(list, store.Revision{ID: d.ID, Version: n})
	}
	return list
}

// revisions reads versions of drafts that were read as they are now, and gives the present ones of them too.
func (d *Desk) revisions(ctx context.Context, of []store.Revision, now map[string]*Draft, read store.Read) (map[store.Revision]*Draft, error) {
	found := make(map[store.Revision]*Draft, len(of))
	var past []store.Revision
	for _, r := range of {
		if draft := now[r.ID]; draft != nil && draft.Version == r.Version {
			found[r] = draft
		} else if r.Version > 0 {
			past = append(past, r)
		}
	}
	for part := range slices.Chunk(past, store.MaxLimit) {
		docs, err := d.drafts.Revisions(ctx, part, read)
		if err != nil {
			return nil, err
		}
		for r, doc := range docs {
			found[r] = doc
		}
	}
	return found, nil
}

// CountVersions counts the versions of each draft.
func (d *Desk) CountVersions(ctx context.Context, v access.Viewer, ids []string) (map[string]int64, error) {
	drafts, err := d.DraftsByID(ctx, v, ids, store.Light)
	counts := make(map[string]int64, len(drafts))
	for id, draft := range drafts {
		counts[id] = draft.Made.Count
	}
	return counts, err
}

// VersionsAt returns those of the versions that exist for the viewer, in two store calls at most. The number of a
// version that only settles finds the one that decided.
func (d *Desk) VersionsAt(ctx context.Context, v access.Viewer, of []store.Revision, read store.Read) (map[store.Revision]*Version, error) {
	ids := make([]string, len(of))
	for i, r := range of {
		ids[i] = r.ID
	}
	slices.Sort(ids)
	drafts, err := d.DraftsByID(ctx, v, slices.Compact(ids), read)
	if err != nil {
		return nil, err
	}
	known := slices.DeleteFunc(slices.Clone(of), func(r store.Revision) bool { return drafts[r.ID] == nil })
	found, err := d.revisions(ctx, known, drafts, read)
	if err != nil {
		return nil, err
	}
	versions := make(map[store.Revision]*Version, len(found))
	for r, doc := range found {
		if v.Decide(access.See, doc.subject()).Allowed {
			versions[r] = versionOf(doc, drafts[r.ID].number())
		}
	}
	return versions, nil
}

// VersionAt returns one version whole; [errs.NotFound] if there is none for the viewer.
func (d *Desk) VersionAt(ctx context.Context, v access.Viewer, of store.Revision) (*Version, error) {
	if v.IsAnonymous() {
		return nil, v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	versions, err := d.VersionsAt(ctx, v, []store.Revision{of}, store.Whole)
	if err != nil {
		return nil, err
	}
	if versions[of] == nil {
		return nil, missingVersion(of.Version)
	}
	return versions[of], nil
}

func missingVersion(number int64) error {
	return errs.New(errs.NotFound,
		fmt.Sprintf("Bản thảo không có phiên bản %d.", number), fmt.Sprintf("The draft has no version %d.", number))
}
