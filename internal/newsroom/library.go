package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/store"
)

// Library is the media library: where files are added, described and removed. It is safe for concurrent use.
//
// Whether readers see a file is not stored with it: they do as long as an article that is public shows or offers it
// ([Reader.MediaByID]). So nothing has to be kept in step when articles go public, expire or are taken off the site.
type Library struct {
	collections
	drafts *store.Collection[Draft]
	files  *media.Files
	now    func() time.Time
}

// NewLibrary returns the library that goes with a desk, over files.
func NewLibrary(d *Desk, files *media.Files) *Library {
	return &Library{collections: d.collections, drafts: d.drafts, files: files, now: d.now}
}

// NewMedia is a file that comes into the library.
type NewMedia struct {
	Alt, Caption, Credit string
	FocalPoint           *FocalPoint
	OwnerUnitID          string
	File                 *media.Upload
}

// MayAddMedia returns nil if the viewer may add files at all. Transports ask it before they receive one.
func MayAddMedia(v access.Viewer) error {
	return v.Require(access.Create, access.Subject{Noun: access.MediaFiles, UnitID: v.UnitID})
}

// Add keeps a file and what is said about it. The caller closes the upload.
//
// The bytes are safe before the metadata is written, and that before the caller learns of it. A process that dies in
// between leaves bytes that nobody refers to, under an ID that was never given out: [Library.Sweep] takes them away.
func (l *Library) Add(ctx context.Context, v access.Viewer, n NewMedia) (*Media, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.MediaFiles, UnitID: n.OwnerUnitID}); err != nil {
		return nil, err
	}
	m, err := Media{
		Head: store.Head{ID: l.media.IDs.Next(l.media.Prefix, l.now())},
		Alt:  n.Alt, Caption: n.Caption, Credit: n.Credit, FocalPoint: n.FocalPoint, OwnerUnitID: n.OwnerUnitID,
	}.checked()
	if err != nil {
		return nil, err
	}
	info, err := l.files.Take(ctx, m.ID, n.File)
	if err != nil {
		return nil, err
	}
	m.FileName = fileName(n.File.Name, info.Extension)
	m.MimeType, m.Hash, m.Bytes = info.MimeType, info.Hash, info.Bytes
	if info.Picture {
		m.Width, m.Height = &info.Width, &info.Height
	}
	if err := l.media.Insert(ctx, &m, store.Act{Actor: v.Actor, Action: "media.create"}); err != nil {
		return nil, err
	}
	return &m, nil
}

// Update changes what is said about a file, at the version that the caller read.
func (l *Library) Update(ctx context.Context, v access.Viewer, ref Ref, edits ...func(*Media)) (*Media, error) {
	if err := l.require(ctx, v, access.Update, ref.ID); err != nil {
		return nil, err
	}
	return replace(ctx, l.media, ref, store.Act{Actor: v.Actor, Action: "media.update"}, func(m Media) (Media, error) {
		for _, edit := range edits {
			edit(&m)
		}
		return m.checked()
	})
}

// Remove removes a file to which no draft and no article refers. Its bytes are gone within a day.
func (l *Library) Remove(ctx context.Context, v access.Viewer, ref Ref) error {
	if err := l.require(ctx, v, access.Remove, ref.ID); err != nil {
		return err
	}
	return remove(ctx, l.media, ref, store.Act{Actor: v.Actor, Action: "media.remove"}, func(ctx context.Context) error {
		return l.unused(ctx, v, ref.ID)
	})
}

// require checks that the file exists for the viewer, who may do the action with it.
func (l *Library) require(ctx context.Context, v access.Viewer, a access.Action, id string) error {
	if v.IsAnonymous() {
		return v.Require(a, access.Subject{Noun: access.MediaFiles})
	}
	m, err := l.media.ByID(ctx, id)
	if err != nil {
		return err
	}
	if !v.Decide(access.See, m.subject()).Allowed {
		return errs.Missing(l.media.Noun.Vi, l.media.Noun.En, id)
	}
	return v.Require(a, m.subject())
}

// maxNamed is how many articles a refusal names.
const maxNamed = 5

// unused fails if a draft or an article refers to the file, and names those that the viewer may know of.
func (l *Library) unused(ctx context.Context, v access.Viewer, id string) error {
	q := store.Query{Where: store.Eq{Field: "mediaIds", Value: id}, Sort: LastChanged.Order().Sort, Limit: maxNamed, Read: store.Light}
	drafts, err := l.drafts.Find(ctx, q)
	if err != nil {
		return err
	}
	articles, err := l.articles.Count(ctx, store.Eq{Field: "mediaIds", Value: id})
	if err != nil || len(drafts) == 0 && articles == 0 {
		return err
	}
	var names []string
	for _, d := range drafts {
		if v.Decide(access.See, d.subject()).Allowed {
			names = append(names, fmt.Sprintf("“%s” (%s)", d.Title, d.ID))
		}
	}
	named := ""
	if len(names) > 0 {
		named = ": " + strings.Join(names, ", ")
	}
	return errs.New(errs.WrongState,
		"Còn bài viết dùng tệp này; hãy gỡ tệp khỏi bài trước"+named+".",
		"There are articles that use the file; take it out of them first"+named+".")
}

// MediaFilter is a set of conditions that hold together; an absent one is no condition.
type MediaFilter struct {
	Kind []MediaKind
}

func (f *MediaFilter) where() store.Where {
	if f == nil || len(f.Kind) == 0 {
		return nil
	}
	return store.AnyOf("kind", f.Kind...)
}

// MediaOrder is the order of [Library.Media]: the newest first.
func MediaOrder() store.Order[Media] {
	return store.Order[Media]{
		Sort:   store.Sort{By: []string{"createdAt"}, Desc: true},
		Values: func(m *Media) []any { return []any{m.CreatedAt} },
	}
}

// Media returns a page of the files that the viewer's work is about.
func (l *Library) Media(ctx context.Context, v access.Viewer, f *MediaFilter, p store.Page) ([]*Media, error) {
	within, err := mediaWithin(v)
	if err != nil {
		return nil, err
	}
	return l.media.Find(ctx, store.Query{Where: store.All(f.where(), within), Sort: MediaOrder().Sort}.Paged(p))
}

// CountMedia counts what [Library.Media] lists.
func (l *Library) CountMedia(ctx context.Context, v access.Viewer, f *MediaFilter) (int64, error) {
	within, err := mediaWithin(v)
	if err != nil {
		return 0, err
	}
	return l.media.Count(ctx, store.All(f.where(), within))
}

// mediaWithin holds for the files that exist for the viewer as somebody who works here.
func mediaWithin(v access.Viewer) (store.Where, error) {
	switch v.Reach(access.See, access.MediaFiles) {
	case access.Anywhere:
		return nil, nil //nolint:nilnil // no condition
	case access.OwnUnit:
		return store.AnyOf("audience", v.Actor, v.UnitID), nil
	case access.Own:
		return store.AnyOf("audience", v.Actor), nil
	default:
		return nil, v.Require(access.See, access.Subject{Noun: access.MediaFiles})
	}
}

// mediaIDs returns the files that the content shows or offers, in custom fields too, each once.
func (c *Content) mediaIDs() []string {
	ids := slices.Concat([]string{c.CoverID}, c.GalleryIDs, c.AttachmentIDs, c.Body.MediaIDs(), c.References())
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return !strings.HasPrefix(id, mediaPrefix) })
}
