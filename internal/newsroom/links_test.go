package newsroom

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// hrefs is a body whose words link.
func hrefs(addresses ...string) richtext.Body {
	p := &richtext.Paragraph{}
	for _, a := range addresses {
		p.Content = append(p.Content, richtext.Inline{Text: "xem", Href: a})
	}
	return richtext.Body{p}
}

func TestTextsKnowTheArticlesThatTheyLinkTo(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		href string
		want []string
	}{
		{"by ID", "article:art_1", []string{"art_1"}},
		{"by its address on this site", "/bai-viet/tong-ket", []string{"/bai-viet/tong-ket"}},
		{"with a query and a fragment", "/bai-viet/tong-ket/?in=1#ket-qua", []string{"/bai-viet/tong-ket"}},
		{"with letters in percent", "/bai-viet/t%C3%A2n", []string{"/bai-viet/tân"}},
		{"with the site's address", "https://thidua.example.vn/bai-viet/tong-ket", []string{"https://thidua.example.vn/bai-viet/tong-ket"}},
		{"below a path of the site", "https://kontum.example.vn/thidua/bai-viet/a", []string{"https://kontum.example.vn/thidua/bai-viet/a"}},
		{"not a page that is none", "/bai-viet/", []string{}},
		{"not another page", "/tin/bai-viet", []string{}},
		{"not an address of mail", "mailto:a@example.vn?body=/bai-viet/a", []string{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := Content{Body: hrefs(tt.href, tt.href)}
			if diff := cmp.Diff(tt.want, c.textLinks()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Ensure that every link of the content is found from its other end.
func TestDraftsAreFoundByWhatTheyLinkTo(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		c := linked("Lễ khen")
		c.Body = append(c.Body, &richtext.AwardList{AwardIDs: []string{"awa_2"}}, &richtext.LegalCitation{LegalReferenceID: "leg_2"})
		c.Body = append(c.Body, hrefs("article:art_9", "/bai-viet/khac")...)
		c.Declared = []DeclaredAward{{AwardTypeID: "awt_1", Count: 2}}
		c.Values = custom.Values{}
		d := r.create(t, c)
		r.create(t, Content{Title: "Bài không liên kết gì"})
		ids := []string{"awa_2", "leg_2", "art_9", "/bai-viet/khac", "awt_1"}
		for link, id := range linkIDs() {
			if link != ByMedia {
				ids = append(ids, id)
			}
		}
		page := store.Page{Limit: 10}
		found, err := r.DraftsLinking(t.Context(), editor(), ids, page)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := r.CountDraftsLinking(t.Context(), editor(), ids)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			listed, err := r.Drafts(t.Context(), editor(), &DraftFilter{LinksTo: &id}, LastChanged, page)
			if err != nil || len(listed) != 1 || len(found[id]) != 1 || found[id][0].ID != d.ID || counts[id] != 1 {
				t.Errorf("%s: listed %d, found %d, counted %d, %v", id, len(listed), len(found[id]), counts[id], err)
			}
			if n, err := r.CountLinking(t.Context(), id); err != nil || n != 1 {
				t.Errorf("%s: %d drafts hold it, %v", id, n, err)
			}
		}
		for name, v := range map[string]access.Viewer{"a stranger": stranger(), "of no role": {Actor: "usr_9", Role: access.Reader}} {
			if hidden, err := r.DraftsLinking(t.Context(), v, ids, page); len(hidden) > 0 || v.Role != access.Reader && err != nil {
				t.Errorf("%s finds %d, %v", name, len(hidden), err)
			}
		}
		if _, err := r.Trash(t.Context(), editor(), ref(d), ""); err != nil {
			t.Fatal(err)
		}
		if n, err := r.CountLinking(t.Context(), "unt_1"); err != nil || n != 0 {
			t.Errorf("a draft in the trash holds it: %d, %v", n, err)
		}
	})
}

// Ensure that a desk shows whose turn it is: what the viewer began, and what waits for the viewer and nobody else.
func TestWhoseTurnADraftIs(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		write := func(v access.Viewer, title string, submit bool) {
			t.Helper()
			d, err := r.CreateDraft(ctx, v, Content{Title: title}, v.UnitID)
			if err == nil && submit {
				_, err = r.Submit(ctx, v, ref(d), "")
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		local := access.Viewer{Actor: "usr_7", Role: access.Editor, UnitID: "uni_1"}
		write(editor(), "của biên tập", true)
		write(writer(), "của cộng tác viên", true)
		write(writer(), "đang viết", false)
		write(stranger(), "của đơn vị khác", true)
		yes, no := true, false
		for _, tt := range []struct {
			name string
			v    access.Viewer
			f    DraftFilter
			want []string
		}{
			{"begun by the editor", editor(), DraftFilter{Mine: &yes}, []string{"của biên tập"}},
			{"for the editor, who wrote one of them", editor(), DraftFilter{AwaitsMyReview: &yes}, []string{"của cộng tác viên", "của đơn vị khác"}},
			{"for another editor", second(), DraftFilter{AwaitsMyReview: &yes}, []string{"của biên tập", "của cộng tác viên", "của đơn vị khác"}},
			{"for an editor of the unit", local, DraftFilter{AwaitsMyReview: &yes}, []string{"của cộng tác viên"}},
			{"for a writer, who may not", writer(), DraftFilter{AwaitsMyReview: &yes}, nil},
			{"with false, which is no condition", editor(), DraftFilter{Mine: &yes, AwaitsMyReview: &no}, []string{"của biên tập"}},
			{"by nothing that is there for them", editor(), DraftFilter{Nowhere: true}, nil},
		} {
			list, err := r.Drafts(ctx, tt.v, &tt.f, LastChanged, store.Page{Limit: 10})
			var got []string
			for _, d := range list {
				got = append(got, d.Title)
			}
			slices.Sort(got)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("%s: %s %v", tt.name, diff, err)
			}
			counts, err := r.CountDraftsByState(ctx, tt.v, &tt.f)
			n := 0
			for _, c := range counts {
				n += int(c.Count)
			}
			if err != nil || n != len(tt.want) {
				t.Errorf("%s: counts %v, %v", tt.name, counts, err)
			}
		}
	})
}
