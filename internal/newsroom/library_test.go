package newsroom

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/media/disk"
	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

// shelf is a room with a media library.
type shelf struct {
	*room
	mediaLibrary *Library
	files        *media.Files
	tray         *media.Tray
}

func newShelf(t *testing.T, r *room) *shelf {
	t.Helper()
	blobs, err := disk.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files := media.NewFiles(blobs, t.TempDir(), 1e6)
	return &shelf{room: r, mediaLibrary: NewLibrary(r.Desk, files), files: files, tray: media.NewTray(t.TempDir(), 1<<20, 2)}
}

// picture is a PNG picture of w × h pixels.
func picture(t *testing.T, w, h int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// upload receives a file.
func (s *shelf) upload(t *testing.T, name, content string) *media.Upload {
	t.Helper()
	u := &media.Upload{Name: name}
	if err := s.tray.Receive(t.Context(), u, strings.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := u.Close(); err != nil {
			t.Error(err)
		}
	})
	return u
}

// add adds a picture of a viewer's.
func (s *shelf) add(t *testing.T, v access.Viewer) *Media {
	t.Helper()
	u := s.upload(t, "anh.png", picture(t, 4, 3))
	m, err := s.mediaLibrary.Add(t.Context(), v, NewMedia{Alt: "Ảnh lễ", OwnerUnitID: v.UnitID, File: u})
	if err != nil {
		t.Fatal(err)
	}
	if err := u.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

// sees reports whether a file exists for a viewer; both ways to ask must agree.
func (s *shelf) sees(t *testing.T, v access.Viewer, id string) bool {
	t.Helper()
	found, err := s.reader.MediaByID(t.Context(), v, []string{id})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = s.reader.MediaForReading(t.Context(), v, id)
	if err != nil && errs.CodeOf(err) != errs.NotFound {
		t.Fatal(err)
	}
	if (found[id] != nil) != (err == nil) {
		t.Fatalf("%s is found by ID: %v, for reading: %v", id, found[id] != nil, err == nil)
	}
	return err == nil
}

func TestFilesAreSeenWithTheirArticles(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		for name, use := range map[string]func(*Content, string){
			"a cover":        func(c *Content, id string) { c.CoverID = id },
			"a gallery":      func(c *Content, id string) { c.GalleryIDs = []string{"med_other", id} },
			"an attachment":  func(c *Content, id string) { c.AttachmentIDs = []string{id} },
			"a body's image": func(c *Content, id string) { c.Body = richtext.Body{&richtext.Image{MediaID: id}} },
			"a body's file":  func(c *Content, id string) { c.Body = richtext.Body{&richtext.File{MediaID: id, Label: "Tải về"}} },
			"a body's gallery": func(c *Content, id string) {
				c.Body = richtext.Body{&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_other"}, {MediaID: id}}}}
			},
		} {
			t.Run(name, func(t *testing.T) {
				s := newShelf(t, r)
				m := s.add(t, writer())
				reader := access.Viewer{Actor: "usr_9", Role: access.Reader}
				check := func(when string, public bool) {
					t.Helper()
					for _, v := range []struct {
						who    string
						viewer access.Viewer
						want   bool
					}{
						{"an anonymous reader", access.Anonymous(), public},
						{"a reader with an account", reader, public},
						{"somebody of another unit", stranger(), public},
						{"who added it", writer(), true},
						{"an editor", editor(), true},
						{"a token for articles only", access.Viewer{Actor: "tok_1", Role: access.Editor, Scope: &access.TokenScope{Nouns: []access.Noun{access.Drafts}}}, public},
					} {
						if got := s.sees(t, v.viewer, m.ID); got != v.want {
							t.Errorf("%s: %s sees it: %v", when, v.who, got)
						}
					}
				}
				check("before it is used", false)
				content := Content{Title: "Trao thưởng " + name}
				use(&content, m.ID)
				d := s.create(t, content)
				check("in a draft", false)
				s.publish(t, d.ID, s.clock.Now())
				check("in a public article", true)
				s.edit(t, d.ID, func(c *Content) { *c = Content{Title: c.Title, Slug: c.Slug} })
				check("in a public article whose draft has it no more", true)
				if _, err := s.Unpublish(t.Context(), editor(), ref(s.draft(t, d.ID)), ""); err != nil {
					t.Fatal(err)
				}
				check("in an article that was taken off the site", false)
				again := Content{Title: "Trao thưởng lần nữa " + name}
				use(&again, m.ID)
				soon := s.clock.Now().Add(time.Hour)
				again.ExpiresAt = &soon
				d = s.create(t, again)
				s.publish(t, d.ID, s.clock.Now())
				check("in an article that will expire", true)
				s.clock.Advance(time.Hour)
				check("in an article that has expired", false)
			})
		}
	})
}

func TestAdding(t *testing.T) {
	t.Parallel()
	s := newShelf(t, newRoom(t))
	nan := 0.0
	nan /= nan
	tests := []struct {
		name    string
		viewer  access.Viewer
		file    string // its name
		content string
		media   NewMedia
		code    errs.Code
		field   string
		want    Media
	}{
		{
			name: "a picture with all that can be said about it", viewer: writer(), file: "Lễ trao thưởng.JPEG", content: picture(t, 40, 30),
			media: NewMedia{Alt: "  Ông   A nhận  cờ ", Caption: "Chú thích", Credit: "Ảnh: B", FocalPoint: &FocalPoint{0.25, 1}, OwnerUnitID: "uni_1"},
			want: Media{
				FileName: "Lễ trao thưởng.png", MimeType: "image/png", Kind: Pictures, Alt: "Ông A nhận cờ", Caption: "Chú thích", Credit: "Ảnh: B",
				FocalPoint: &FocalPoint{0.25, 1}, OwnerUnitID: "uni_1",
			},
		},
		{
			name: "a text, whose name says that it is a table", viewer: admin(), file: "danh sach.csv", content: "STT,Họ tên\n1,An\n",
			want: Media{FileName: "danh sach.csv", MimeType: "text/csv", Kind: Documents},
		},
		{
			name: "a name that leads elsewhere", viewer: admin(), file: `..\..\etc/x/..%22`, content: "abc",
			want: Media{FileName: "tep.txt", MimeType: "text/plain", Kind: Documents},
		},
		{
			name: "a name that shows itself backwards", viewer: admin(), file: "anh\u202egpj.exe", content: "abc",
			want: Media{FileName: "anhgpj.txt", MimeType: "text/plain", Kind: Documents},
		},
		{name: "nothing from an anonymous reader", viewer: access.Anonymous(), code: errs.Unauthenticated, content: "abc"},
		{name: "nothing from a reader", viewer: access.Viewer{Actor: "usr_9", Role: access.Reader}, code: errs.Forbidden, content: "abc"},
		{name: "nothing for another unit", viewer: writer(), media: NewMedia{OwnerUnitID: "uni_2"}, code: errs.Forbidden, content: "abc"},
		{name: "no longer text than fits", viewer: admin(), media: NewMedia{Alt: strings.Repeat("ả", 501)}, code: errs.Invalid, field: "alt", content: "abc"},
		{name: "no focus beside the picture", viewer: admin(), media: NewMedia{FocalPoint: &FocalPoint{1.1, 0}}, code: errs.Invalid, field: "focalPoint", content: "abc"},
		{name: "no focus that is no number", viewer: admin(), media: NewMedia{FocalPoint: &FocalPoint{nan, 0}}, code: errs.Invalid, field: "focalPoint", content: "abc"},
		{name: "no page", viewer: admin(), file: "anh.png", content: "<!doctype html><script>", code: errs.Invalid, field: "file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n := tt.media
			n.File = s.upload(t, tt.file, tt.content)
			defer n.File.Close()
			got, err := s.mediaLibrary.Add(t.Context(), tt.viewer, n)
			if tt.code != "" {
				var fields []string
				if tt.field != "" {
					fields = []string{tt.field}
				}
				fails(t, err, tt.code, fields...)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got.Kind == Pictures && (*got.Width != 40 || *got.Height != 30) {
				t.Errorf("%d × %d", *got.Width, *got.Height)
			}
			if len(got.Hash) != 64 || got.Bytes == 0 {
				t.Errorf("hash %q, %d bytes", got.Hash, got.Bytes)
			}
			has := Media{
				FileName: got.FileName, MimeType: got.MimeType, Kind: got.Kind, Alt: got.Alt, Caption: got.Caption, Credit: got.Credit,
				FocalPoint: got.FocalPoint, OwnerUnitID: got.OwnerUnitID,
			}
			if diff := cmp.Diff(tt.want, has); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			content, size, err := s.files.Open(t.Context(), got.ID)
			if err != nil || size != got.Bytes {
				t.Fatalf("%d bytes lie there, %v", size, err)
			}
			if err := content.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestChangingWhatIsSaidAboutAFile(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		s := newShelf(t, r)
		m := s.add(t, writer())
		alt := func(text string) func(*Media) { return func(m *Media) { m.Alt = text } }
		if _, err := s.mediaLibrary.Update(t.Context(), access.Anonymous(), Ref{m.ID, 1}, alt("x")); errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("an anonymous reader: %v", err)
		}
		if _, err := s.mediaLibrary.Update(t.Context(), stranger(), Ref{m.ID, 1}, alt("x")); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("somebody of another unit: %v", err)
		}
		colleague := access.Viewer{Actor: "usr_8", Role: access.Contributor, UnitID: "uni_1"}
		if _, err := s.mediaLibrary.Update(t.Context(), colleague, Ref{m.ID, 1}, alt("x")); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a colleague: %v", err)
		}
		changed, err := s.mediaLibrary.Update(t.Context(), writer(), Ref{m.ID, 1}, alt("Ông A nhận cờ"))
		if err != nil || changed.Alt != "Ông A nhận cờ" || changed.Version != 2 || changed.Hash != m.Hash {
			t.Fatalf("%+v, %v", changed, err)
		}
		_, err = s.mediaLibrary.Update(t.Context(), writer(), Ref{m.ID, 1}, alt("Ông B"))
		fails(t, err, errs.Conflict)
		if change := errs.As(err).Change; change == nil || change.Version != 2 {
			t.Errorf("the conflict says %+v", change)
		}
	})
}

func TestRemovingAFile(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		s := newShelf(t, r)
		m := s.add(t, editor())
		d := s.create(t, Content{Title: "Bài có ảnh", CoverID: m.ID})
		err := s.mediaLibrary.Remove(t.Context(), editor(), Ref{m.ID, 1})
		fails(t, err, errs.WrongState)
		if !strings.Contains(errs.As(err).En, "Bài có ảnh") || !strings.Contains(errs.As(err).Vi, d.ID) {
			t.Errorf("the draft is not named: %v", err)
		}
		s.publish(t, d.ID, s.clock.Now())
		s.edit(t, d.ID, func(c *Content) { c.CoverID = "" })
		err = s.mediaLibrary.Remove(t.Context(), editor(), Ref{m.ID, 1})
		fails(t, err, errs.WrongState) // the article has it still
		if _, err := s.Unpublish(t.Context(), editor(), ref(s.draft(t, d.ID)), ""); err != nil {
			t.Fatal(err)
		}
		fails(t, s.mediaLibrary.Remove(t.Context(), editor(), Ref{m.ID, 7}), errs.Conflict)
		if err := s.mediaLibrary.Remove(t.Context(), editor(), Ref{m.ID, 1}); err != nil {
			t.Fatal(err)
		}
		if s.sees(t, admin(), m.ID) {
			t.Error("it is still there")
		}
	})
}

func TestARefusalNamesNoDraftThatTheViewerMayNotSee(t *testing.T) {
	t.Parallel()
	s := newShelf(t, newRoom(t))
	m := s.add(t, stranger())
	s.create(t, Content{Title: "Việc của đơn vị khác", CoverID: m.ID}) // of uni_1
	err := s.mediaLibrary.Remove(t.Context(), stranger(), Ref{m.ID, 1})
	fails(t, err, errs.WrongState)
	if strings.Contains(err.Error(), "đơn vị khác") {
		t.Errorf("the draft is named: %v", err)
	}
}

func TestTheLibraryListsWhatTheViewerWorksWith(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		s := newShelf(t, r)
		ours := s.add(t, writer())
		s.clock.Advance(time.Second)
		theirs := s.add(t, stranger())
		s.clock.Advance(time.Second)
		text := s.upload(t, "a.txt", "abc")
		note, err := s.mediaLibrary.Add(t.Context(), editor(), NewMedia{File: text})
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			name   string
			viewer access.Viewer
			filter *MediaFilter
			want   []string
		}{
			{"all to an editor of the office, the newest first", editor(), nil, []string{note.ID, theirs.ID, ours.ID}},
			{"pictures alone", editor(), &MediaFilter{Kind: []MediaKind{Pictures}}, []string{theirs.ID, ours.ID}},
			{"pictures and documents", editor(), &MediaFilter{Kind: []MediaKind{Pictures, Documents}}, []string{note.ID, theirs.ID, ours.ID}},
			{"those of the unit to its people", writer(), nil, []string{ours.ID}},
			{"those of the unit by kind", writer(), &MediaFilter{Kind: []MediaKind{Documents}}, []string{}},
		} {
			t.Run(tt.name, func(t *testing.T) {
				found, err := s.mediaLibrary.Media(t.Context(), tt.viewer, tt.filter, store.Page{Limit: 10})
				if err != nil {
					t.Fatal(err)
				}
				got := []string{}
				for _, m := range found {
					got = append(got, m.ID)
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				if n, err := s.mediaLibrary.CountMedia(t.Context(), tt.viewer, tt.filter); err != nil || n != int64(len(tt.want)) {
					t.Errorf("counted %d, %v", n, err)
				}
			})
		}
		for _, v := range []access.Viewer{access.Anonymous(), {Actor: "usr_9", Role: access.Reader}} {
			if _, err := s.mediaLibrary.Media(t.Context(), v, nil, store.Page{Limit: 10}); err == nil {
				t.Errorf("%q sees the library", v.Role)
			}
			if _, err := s.mediaLibrary.CountMedia(t.Context(), v, nil); err == nil {
				t.Errorf("%q counts the library", v.Role)
			}
		}
	})
}

// left counts what lies in the files.
func (s *shelf) left(t *testing.T) (keys []string) {
	t.Helper()
	if err := s.files.Each(t.Context(), func(key string, _ time.Time) error { keys = append(keys, key); return nil }); err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestSweepTakesWhatIsLeftBehindAndNothingElse(t *testing.T) {
	t.Parallel()
	s := newShelf(t, newRoomAt(t, time.Now()))
	kept, removed := s.add(t, editor()), s.add(t, editor())
	spec := media.Spec{Width: 160, Crop: media.Square}
	for _, focus := range []*FocalPoint{nil, {0.1, 0.1}} {
		m, err := s.mediaLibrary.Update(t.Context(), editor(), Ref{kept.ID, kept.Version}, func(m *Media) { m.FocalPoint = focus })
		if err != nil {
			t.Fatal(err)
		}
		kept = m
		v, err := s.files.Variant(t.Context(), kept.Picture(), spec)
		if err != nil {
			t.Fatal(err)
		}
		if err := v.Content.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.mediaLibrary.Remove(t.Context(), editor(), Ref{removed.ID, 1}); err != nil {
		t.Fatal(err)
	}
	// A process that died between the bytes and the metadata.
	killed := s.upload(t, "a.txt", "abc")
	if _, err := s.files.Take(t.Context(), "med_killed", killed); err != nil {
		t.Fatal(err)
	}
	if n, err := s.mediaLibrary.Sweep(t.Context()); n != 0 || err != nil || len(s.left(t)) != 5 {
		t.Fatalf("young files: swept %d, %v; left %v", n, err, s.left(t))
	}
	s.clock.Advance(25 * time.Hour)
	if n, err := s.mediaLibrary.Sweep(t.Context()); n != 3 || err != nil {
		t.Fatalf("swept %d, %v", n, err)
	}
	want := []string{kept.ID + ".original", kept.ID + ".w160-square.10-10"}
	got := s.left(t)
	if len(got) == 2 && got[0] > got[1] {
		got[0], got[1] = got[1], got[0]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("left (-want +got):\n%s", diff)
	}
}

func TestSweepStopsOverAnotherDatabase(t *testing.T) {
	t.Parallel()
	s := newShelf(t, newRoomAt(t, time.Now()))
	for range sweepRest + 1 {
		u := s.upload(t, "a.txt", "abc")
		if _, err := s.files.Take(t.Context(), s.mediaLibrary.media.IDs.Next("med", s.clock.Now()), u); err != nil {
			t.Fatal(err)
		}
		if err := u.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s.clock.Advance(25 * time.Hour)
	if n, err := s.mediaLibrary.Sweep(t.Context()); err == nil || n > 0 || len(s.left(t)) != sweepRest+1 {
		t.Errorf("swept %d, %v", n, err)
	}
}

func TestNothingIsKnownBeforeItsBytesAreSafe(t *testing.T) {
	t.Parallel()
	s := newShelf(t, newRoom(t))
	ctx, cancel := context.WithCancel(t.Context())
	u := s.upload(t, "a.txt", "abc")
	cancel()
	if m, err := s.mediaLibrary.Add(ctx, editor(), NewMedia{File: u}); err == nil {
		t.Errorf("added %v after its end", m)
	}
	if n, err := s.mediaLibrary.CountMedia(t.Context(), editor(), nil); n != 0 || err != nil {
		t.Errorf("%d files are known, %v", n, err)
	}
}

// newRoomAt is newRoom with a clock that begins at a time.
func newRoomAt(t *testing.T, at time.Time) *room {
	t.Helper()
	r := newRoom(t)
	r.clock.Advance(at.Sub(storetest.NewClock().Now()))
	return r
}
