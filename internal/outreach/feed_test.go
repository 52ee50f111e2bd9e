package outreach

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// hostile is text that tries to leave its place in any form of a feed.
const hostile = `</title>]]><script>alert(1)</script> & "Ðảng" ` + "\x00\x0b\uFFFE"

func newsFeed() *feed {
	site := Site{Name: "Trang thử", URL: "https://thidua.example.vn"}
	f := &feed{
		id: site.tag("tin-tuc"), title: hostile, description: hostile, home: site.At(NewsPath), self: site.At("/feeds/tin-tuc.rss"), publisher: site.Name,
		items: site.items([]article{
			{
				ID: "art_1", Title: hostile, URL: site.At(ArticlePath + "a"), Excerpt: "Trích", HTML: "<p>" + "Nội dung" + "]]></p>\x00", Language: "vi",
				PublishedAt: time.Date(2022, 1, 14, 10, 0, 0, 0, time.UTC), UpdatedAt: time.Date(2022, 1, 15, 18, 0, 0, 0, time.UTC),
				Corrections: []correction{{At: time.Date(2022, 1, 15, 18, 0, 0, 0, time.UTC), Notice: "Sửa <tên>"}},
				Cover:       &picture{URL: site.At("/media/m/a.png"), MimeType: "image/png", Bytes: 7, Alt: `"x"`},
			},
		}),
		deleted: []deletion{{id: site.tag("art_2"), at: time.Date(2022, 2, 1, 0, 0, 0, 0, time.UTC), reason: hostile}},
	}
	return f
}

func TestFormsOfAFeed(t *testing.T) {
	t.Parallel()
	f := newsFeed()
	if want := time.Date(2022, 2, 1, 0, 0, 0, 0, time.UTC); !f.updated().Equal(want) {
		t.Errorf("updated %v, want the withdrawal's time %v", f.updated(), want)
	}
	t.Run("RSS", func(t *testing.T) {
		t.Parallel()
		body, err := f.rss()
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			Channel struct {
				Title string   `xml:"title"`
				Link  []string `xml:"link"`
				Items []struct {
					Title     string `xml:"title"`
					GUID      string `xml:"guid"`
					PubDate   string `xml:"pubDate"`
					Content   string `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
					Enclosure struct {
						Length int `xml:"length,attr"`
					} `xml:"enclosure"`
				} `xml:"item"`
			} `xml:"channel"`
		}
		if err := xml.Unmarshal(body, &read); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		i := read.Channel.Items[0]
		want := "<p><strong>Đính chính ngày 16/01/2022: Sửa &lt;tên&gt;</strong></p>\n<p>Nội dung]]></p>"
		if diff := cmp.Diff(want, i.Content); diff != "" {
			t.Errorf("content (-want +got):\n%s", diff)
		}
		if i.GUID != "tag:thidua.example.vn,2026:art_1" || i.PubDate != "Fri, 14 Jan 2022 10:00:00 +0000" || i.Enclosure.Length != 7 {
			t.Errorf("got %+v", i)
		}
		if !strings.HasPrefix(i.Title, "</title>]]><script>") {
			t.Errorf("the title lost something: %q", i.Title)
		}
	})
	t.Run("Atom", func(t *testing.T) {
		t.Parallel()
		body, err := f.atom()
		if err != nil {
			t.Fatal(err)
		}
		var read struct {
			XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
			Updated string   `xml:"updated"`
			Entries []struct {
				Updated string `xml:"updated"`
				Content string `xml:"content"`
			} `xml:"entry"`
			Deleted []struct {
				Ref string `xml:"ref,attr"`
			} `xml:"http://purl.org/atompub/tombstones/1.0 deleted-entry"`
		}
		if err := xml.Unmarshal(body, &read); err != nil {
			t.Fatalf("%v\n%s", err, body)
		}
		if read.Updated != "2022-02-01T00:00:00Z" || read.Entries[0].Updated != "2022-01-15T18:00:00Z" || len(read.Deleted) != 1 {
			t.Errorf("got %+v", read)
		}
	})
	t.Run("JSON Feed", func(t *testing.T) {
		t.Parallel()
		body, err := f.json()
		if err != nil {
			t.Fatal(err)
		}
		var read jsonFeed
		if err := json.Unmarshal(body, &read); err != nil {
			t.Fatal(err)
		}
		if i := read.Items[0]; i.ContentHTML == "" || i.ContentText != "" || i.Image != "https://thidua.example.vn/media/m/a.png" {
			t.Errorf("got %+v", i)
		}
	})
}

func TestNominationsStayNominations(t *testing.T) {
	t.Parallel()
	site := Site{URL: "https://thidua.example.vn"}
	nominated := site.awardItem(award{
		ID: "awa_1", Code: "01/2021", StatusLabel: "Đề nghị tặng Cờ thi đua", RecipientName: "Sở A", Year: 2021, NominatedOn: "2022-01-14",
		IssuerName: "UBND tỉnh", Decision: &struct{ Number string }{"1/QĐ"},
	})
	if nominated.title != "Sở A: Đề nghị tặng Cờ thi đua" || strings.Contains(nominated.summary, "Quyết định") {
		t.Errorf("got %+v", nominated)
	}
	if nominated.url != "https://thidua.example.vn/khen-thuong/01%2F2021" {
		t.Errorf("the address is %s", nominated.url)
	}
	if got := nominated.updated.Format(time.RFC3339); got != "2022-01-14T00:00:00+07:00" {
		t.Errorf("the day is %s", got)
	}
}
