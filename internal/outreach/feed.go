package outreach

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"thidua/internal/viet"
)

// feed is a list of news for programs that come back for what is new, in no form yet.
type feed struct {
	id          string // stable, see Site.tag
	title       string
	description string
	home        string // the page that shows the same
	self        string // where this form of the feed is fetched
	publisher   string
	items       []item
	deleted     []deletion
}

// item is an entry of a feed.
type item struct {
	id        string
	title     string
	url       string
	summary   string // plain text
	html      string // the whole text; empty in a feed of summaries
	author    string
	language  string
	published time.Time
	updated   time.Time
	topics    []string
	picture   *picture
}

// picture is what stands beside an entry.
type picture struct {
	URL      string `json:"url"`
	MimeType string `json:"mimeType"`
	Bytes    int64  `json:"bytes"`
	Alt      string `json:"alt"`
}

// deletion says that an entry is public no more.
type deletion struct {
	id     string
	at     time.Time
	reason string
}

// updated is when something of the feed last changed: the feed has no time of its own, so that the same news give the same
// bytes. Of an empty one it is the beginning of 1970.
func (f *feed) updated() time.Time {
	last := time.Unix(0, 0).UTC()
	for _, i := range f.items {
		if i.updated.After(last) {
			last = i.updated
		}
	}
	for _, d := range f.deleted {
		if d.at.After(last) {
			last = d.at
		}
	}
	return last
}

// article is an article as requests/feed_item.graphql asks for it.
type article struct {
	ID          string
	Title       string
	URL         string
	Summary     string
	Excerpt     string
	HTML        string
	Byline      string
	Language    string
	PublishedAt time.Time
	UpdatedAt   time.Time
	Categories  []struct{ Name string }
	Tags        []struct{ Name string }
	Cover       *picture
	Corrections []correction
}

// correction is what readers are told of a mistake.
type correction struct {
	At     time.Time
	Notice string
}

// articles is a page of articles.
type articles struct{ Nodes []article }

// items makes entries of articles. What was corrected says so first: who read it before must not overlook it.
func (s Site) items(list []article) []item {
	items := make([]item, len(list))
	for i, a := range list {
		entry := item{
			id: s.tag(a.ID), title: a.Title, url: a.URL, summary: cmp.Or(a.Summary, a.Excerpt), html: a.HTML, author: a.Byline,
			language: a.Language, published: a.PublishedAt, updated: a.UpdatedAt, picture: a.Cover,
		}
		for _, c := range a.Categories {
			entry.topics = append(entry.topics, c.Name)
		}
		for _, t := range a.Tags {
			entry.topics = append(entry.topics, t.Name)
		}
		for _, c := range a.Corrections {
			notice := fmt.Sprintf("Đính chính ngày %s: %s", c.At.In(viet.Zone()).Format("02/01/2006"), c.Notice)
			entry.summary = notice + "\n" + entry.summary
			if entry.html != "" {
				entry.html = "<p><strong>" + html.EscapeString(notice) + "</strong></p>\n" + entry.html
			}
		}
		items[i] = entry
	}
	return items
}

// withdrawnWithin is how long a feed tells of what was withdrawn: readers' programs ask more often than that.
const withdrawnWithin = 30 * 24 * time.Hour

// news is the feed of the whole site.
func (h *handler) news(ctx context.Context, full bool) (*feed, error) {
	var answer struct {
		Articles       articles
		ArticleChanges struct {
			Nodes []struct {
				Tombstone *struct {
					ID          string
					WithdrawnAt time.Time
					Notice      string
				}
			}
		}
	}
	since := h.Now().Add(-withdrawnWithin).UTC().Truncate(24 * time.Hour)
	variables := map[string]any{"full": full, "since": since.Format(time.RFC3339)}
	if err := h.Asker.Ask(ctx, h.requests["feed_news"], variables, &answer); err != nil {
		return nil, err
	}
	f := &feed{
		id: h.Site().tag("tin-tuc"), title: h.Site().Name, description: "Tin mới của " + h.Site().Name, home: h.Site().At(NewsPath),
		items: h.Site().items(answer.Articles.Nodes),
	}
	for _, change := range answer.ArticleChanges.Nodes {
		if t := change.Tombstone; t != nil {
			f.deleted = append(f.deleted, deletion{id: h.Site().tag(t.ID), at: t.WithdrawnAt, reason: t.Notice})
		}
	}
	return f, nil
}

// listed is the feed of one bloc, unit or category; nil if there is no such.
func (h *handler) listed(ctx context.Context, request, path, slug string, full bool) (*feed, error) {
	var answer struct {
		List *struct {
			Name        string
			Description string
			Articles    articles
		}
	}
	if err := h.Asker.Ask(ctx, h.requests[request], map[string]any{"full": full, "slug": slug}, &answer); err != nil || answer.List == nil {
		return nil, err
	}
	return &feed{
		id:    h.Site().tag(strings.Trim(path, "/") + "/" + slug),
		title: answer.List.Name + " – " + h.Site().Name, description: cmp.Or(answer.List.Description, "Tin về "+answer.List.Name),
		home: h.Site().At(path + slug), items: h.Site().items(answer.List.Articles.Nodes),
	}, nil
}

// awards is the feed of the newest awards, of one year if it is not 0.
func (h *handler) awards(ctx context.Context, year int64) (*feed, error) {
	var answer struct {
		Awards struct{ Nodes []award }
	}
	f := &feed{
		id: h.Site().tag("khen-thuong"), title: "Khen thưởng – " + h.Site().Name,
		description: "Đề nghị và quyết định khen thưởng mới nhất", home: h.Site().At(AwardsPath),
	}
	var where map[string]any
	if year != 0 {
		where = map[string]any{"year": year}
		f.id, f.title = fmt.Sprintf("%s/%d", f.id, year), fmt.Sprintf("Khen thưởng năm %d – %s", year, h.Site().Name)
		f.home += fmt.Sprintf("?nam=%d", year)
	}
	if err := h.Asker.Ask(ctx, h.requests["feed_awards"], map[string]any{"where": where}, &answer); err != nil {
		return nil, err
	}
	for _, a := range answer.Awards.Nodes {
		f.items = append(f.items, h.Site().awardItem(a))
	}
	return f, nil
}

// award is an award as requests/feed_awards.graphql asks for it.
type award struct {
	ID, Code, TypeName, StatusLabel, RecipientName, IssuerName string
	IsGranted                                                  bool
	Year                                                       int64
	NominatedOn, DecidedOn, PresentedOn                        string
	Decision                                                   *struct{ Number string }
}

// awardItem makes an entry of an award. Its words are the register's, so that a nomination stays one.
func (s Site) awardItem(a award) item {
	changed := cmp.Or(a.PresentedOn, a.DecidedOn, a.NominatedOn, fmt.Sprintf("%d-12-31", a.Year))
	day, err := time.ParseInLocation(time.DateOnly, changed, viet.Zone())
	if err != nil {
		day = time.Date(int(a.Year), time.December, 31, 0, 0, 0, 0, viet.Zone())
	}
	summary := fmt.Sprintf("%s. Thành tích năm %d.", a.StatusLabel, a.Year)
	if a.IsGranted && a.Decision != nil {
		summary += fmt.Sprintf(" Quyết định %s, %s.", a.Decision.Number, a.IssuerName)
	}
	return item{
		id: s.tag(a.ID), title: a.RecipientName + ": " + a.StatusLabel, url: s.At(AwardsPath + "/" + url.PathEscape(a.Code)), summary: summary,
		language: "vi", published: day, updated: day, topics: []string{a.TypeName},
	}
}
