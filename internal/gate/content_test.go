package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// placed returns findings as severity, code and path.
func placed(findings []*Finding) []string {
	var said []string
	for _, f := range findings {
		said = append(said, string(f.Severity)+" "+string(f.Code)+" "+strings.Join(f.Path, "."))
	}
	return said
}

func TestAnArticleHasSomethingToRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		content newsroom.Content
		want    []string
	}{
		{"a title alone", newsroom.Content{Title: "x"}, []string{"BLOCKING EMPTY_BODY body", "WARNING EMPTY_SUMMARY summary"}},
		{"a file alone", newsroom.Content{Title: "x", Summary: "y", AttachmentIDs: []string{"med_1"}}, nil},
		{"pictures alone", newsroom.Content{Title: "x", Summary: "y", GalleryIDs: []string{"med_1"}}, nil},
		{"no summary", newsroom.Content{Title: "x", Body: richtext.Body{paragraph("z")}}, []string{"WARNING EMPTY_SUMMARY summary"}},
		{"blocks without a word", newsroom.Content{Title: "x", Summary: "y", Body: richtext.Body{paragraph(" "), &richtext.Divider{}}}, []string{"BLOCKING EMPTY_BODY body"}},
		{"a picture in the body", newsroom.Content{Title: "x", Summary: "y", Body: richtext.Body{&richtext.Image{MediaID: "med_1"}}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, placed(emptiness(&matter{Draft: &newsroom.Draft{Content: c.content}}))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPicturesSayWhatTheyShow(t *testing.T) {
	t.Parallel()
	m := &matter{Draft: &newsroom.Draft{Content: newsroom.Content{
		CoverID: "med_bare", GalleryIDs: []string{"med_good", "med_gone"}, AttachmentIDs: []string{"med_bare", "med_gone"},
		Body: richtext.Body{
			&richtext.Image{MediaID: "med_blank"}, &richtext.File{MediaID: "med_bare"},
			&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_good"}, {MediaID: "med_bare"}}},
		},
	}}, media: map[string]*newsroom.Media{
		"med_good": {Alt: "Hội trường"}, "med_bare": {}, "med_blank": {Alt: " "},
	}}
	want := []string{
		"BLOCKING MISSING_ALT coverId", "BLOCKING MISSING_MEDIA galleryIds.1", "BLOCKING MISSING_ALT body.0",
		"BLOCKING MISSING_ALT body.2.items.1", "BLOCKING MISSING_MEDIA attachmentIds.1",
	}
	if diff := cmp.Diff(want, placed(media(m))); diff != "" {
		t.Error(diff)
	}
}

func TestBlocksReferToWhatReadersSee(t *testing.T) {
	t.Parallel()
	m := &matter{
		Draft: &newsroom.Draft{Content: newsroom.Content{Body: richtext.Body{
			&richtext.AwardList{AwardIDs: []string{"awa_public", "awa_hidden", "awa_gone"}},
			&richtext.TaskList{TaskIDs: []string{"tas_1", "tas_gone"}},
			&richtext.LegalCitation{LegalReferenceID: "leg_1"}, &richtext.LegalCitation{LegalReferenceID: "leg_gone"},
		}}},
		awards:    map[string]*register.Award{"awa_public": {Public: true}, "awa_hidden": {}},
		tasks:     map[string]*register.Task{"tas_1": {}},
		documents: map[string]*register.LegalReference{"leg_1": {}},
	}
	want := []string{
		"WARNING HIDDEN_RECORD body.0.awardIds.1", "BLOCKING MISSING_RECORD body.0.awardIds.2",
		"BLOCKING MISSING_RECORD body.1.taskIds.1", "BLOCKING MISSING_RECORD body.3.legalReferenceId",
	}
	if diff := cmp.Diff(want, placed(recordsOfBlocks(m))); diff != "" {
		t.Error(diff)
	}
}

func TestLinksLeadToArticlesThatReadersCanOpen(t *testing.T) {
	t.Parallel()
	const site = "https://thidua.example.vn"
	gone := func(kind newsroom.Withdrawal) *newsroom.Article {
		return &newsroom.Article{Head: store.Head{ID: "art_gone"}, Tombstone: &newsroom.Tombstone{Kind: kind}}
	}
	for _, c := range []struct{ name, href, want string }{
		{"an article by its ID", "article:art_live", ""},
		{"an article by its address", "/bai-viet/dang", ""},
		{"by its whole address", site + "/bai-viet/dang?x=1#y", ""},
		{"this very article", "article:art_01", ""},
		{"this very article by its address", "/bai-viet/bai-thu", ""},
		{"a withdrawn one", "article:art_gone", "BLOCKING art_gone"},
		{"a retracted one by its address", "/bai-viet/rut/", "BLOCKING art_gone"},
		{"one that never was", "article:art_never", "BLOCKING "},
		{"an address where nothing is yet", site + "/bai-viet/chua-co", "WARNING "},
		{"another page of the site", "/gioi-thieu", ""},
		{"another site", "https://example.vn/bai-viet/chua-co", ""},
		{"a site whose name begins alike", site + ".evil.example/bai-viet/chua-co", ""},
		{"mail", "mailto:a@example.vn", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			body := richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Xem "}, {Text: "bài kia", Href: c.href}, {Text: "."}}}}
			m := &matter{
				Draft: draftOf(body, nil), linksFound: linksOf(body, site),
				articles: map[string]*newsroom.Article{"art_live": {}, "art_gone": gone(newsroom.WasUnpublished)},
				bySlug:   map[string]*newsroom.Article{"dang": {}, "rut": gone(newsroom.WasRetracted)},
			}
			r := &Report{}
			r.add(links(m))
			got := ""
			for _, f := range append(r.Blocking, r.Warnings...) {
				got += string(f.Severity) + " " + f.SubjectID
				if f.Quote != "bài kia" || f.Start != 4 || f.End != 11 {
					t.Errorf("the quote is %q, %d to %d", f.Quote, f.Start, f.End)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestARefusalNamesWhatToMend(t *testing.T) {
	t.Parallel()
	if err := (&Report{Warnings: []*Finding{at("summary", EmptySummary, Warning, "a", "b")}}).Refusal(); err != nil {
		t.Errorf("a warning refuses: %v", err)
	}
	r := &Report{}
	for _, path := range []string{"coverId", "body.0", "body.1", "body.2", "body.3"} {
		r.add([]*Finding{at(path, MissingAlt, Blocking, "Thiếu.", "Missing.")})
	}
	want := errs.InvalidField("coverId",
		"Bài chưa đăng được. 1) coverId: Thiếu. 2) body.0: Thiếu. 3) body.1: Thiếu. Còn 2 lý do khác; hãy xem publishCheck.",
		"The article cannot be published yet. 1) coverId: Missing. 2) body.0: Missing. 3) body.1: Missing. There are 2 more reasons; see publishCheck.")
	if diff := cmp.Diff(want, errs.As(r.Refusal())); diff != "" {
		t.Error(diff)
	}
}

func TestFindingsOfOneCodeAreBounded(t *testing.T) {
	t.Parallel()
	var many []*Finding
	for range maxFindings + 10 {
		many = append(many, at("body.0", MissingAlt, Blocking, "a", "b"))
	}
	r := &Report{}
	r.add(append(many, at("body", EmptyBody, Blocking, "a", "b")))
	if len(r.Blocking) != maxFindings+1 {
		t.Errorf("%d findings are kept", len(r.Blocking))
	}
}
