package embed

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"thidua/internal/errs"
	"thidua/internal/outreach"
	"thidua/internal/partner"
)

// maxItems bounds a list that is shown, and maxPage one that is asked for.
const (
	maxItems = 20
	maxPage  = 100
)

// kinds are what can be embedded.
func kinds() []string { return []string{"news", "article", "awards"} }

// show finds what an embed of a kind shows.
func (h *handler) show(ctx context.Context, kind string, q url.Values, p *partner.Partner) (*Shown, error) {
	var (
		s   *Shown
		err error
	)
	switch kind {
	case "news":
		s, err = h.news(ctx, q, p)
	case "article":
		s, err = h.article(ctx, q, p)
	case "awards":
		s, err = h.awards(ctx, q)
	default:
		return nil, missing()
	}
	if err != nil {
		return nil, err
	}
	s.Credit = p.CreditOr(h.Site().Name)
	if p.Licence != "" {
		s.Licence = &Licence{p.Licence, p.LicenceURL}
	}
	return s, nil
}

// identified is what is known by its ID alone.
type identified struct{ ID string }

// listed is an article in a list.
type listed struct {
	ID, Title, URL, Summary, Excerpt string
	PublishedAt                      time.Time
	Corrections                      []struct{}
	Categories                       []identified
	Cover                            *struct {
		Alt   string
		Small *Picture
	}
}

func (a listed) item() Item {
	i := Item{URL: a.URL, Title: a.Title, Text: cmp.Or(a.Summary, a.Excerpt), At: a.PublishedAt}
	if len(a.Corrections) > 0 {
		i.Note = "Đã đính chính"
	}
	if a.Cover != nil && a.Cover.Small != nil {
		i.Picture = a.Cover.Small
		i.Picture.Alt = a.Cover.Alt
	}
	return i
}

// news is a list of the newest articles: of a bloc, of a category, or of all that the partner may show.
func (h *handler) news(ctx context.Context, q url.Values, p *partner.Partner) (*Shown, error) {
	first, err := limitOf(q)
	if err != nil {
		return nil, err
	}
	s := &Shown{Heading: "Tin tức", Link: h.Site().At(outreach.NewsPath)}
	blocs, err := h.chosen(ctx, s, "bloc", q.Get("bloc"), p.BlocIDs, outreach.BlocPath)
	if err != nil {
		return nil, err
	}
	categories, err := h.chosen(ctx, s, "category", q.Get("category"), p.CategoryIDs, outreach.CategoryPath)
	if err != nil {
		return nil, err
	}
	found, err := h.newest(ctx, blocs, categories, first)
	for _, a := range found {
		s.Items = append(s.Items, a.item())
	}
	return s, err
}

// chosen returns the blocs or categories that a list is of: the one whose slug is asked for, or else all that the partner may show; "" stands for any. What is asked
// for names the list.
func (h *handler) chosen(ctx context.Context, s *Shown, request, slug string, allowed []string, below string) ([]string, error) {
	if slug == "" {
		if len(allowed) == 0 {
			return []string{""}, nil
		}
		return allowed, nil
	}
	var answer struct{ Of *struct{ ID, Name string } }
	if err := h.Asker.Ask(ctx, h.requests[request], map[string]any{"slug": slug}, &answer); err != nil {
		return nil, err
	}
	switch {
	case answer.Of == nil:
		return nil, missing()
	case len(allowed) > 0 && !slices.Contains(allowed, answer.Of.ID):
		return nil, notForPartner()
	}
	s.Heading, s.Link = answer.Of.Name, h.Site().At(below+url.PathEscape(slug))
	return []string{answer.Of.ID}, nil
}

// newest is the newest articles of any of the blocs and any of the categories, as one list. Where both are given, it is found among the newest
// hundred of each bloc.
func (h *handler) newest(ctx context.Context, blocs, categories []string, first int) ([]listed, error) {
	field, of, most := "bloc", blocs, first
	switch {
	case blocs[0] == "":
		field, of = "category", categories
	case categories[0] != "":
		most = maxPage
	}
	var all []listed
	for _, id := range of {
		where := map[string]any{}
		if id != "" {
			where[field] = id
		}
		var answer struct{ Articles struct{ Nodes []listed } }
		if err := h.Asker.Ask(ctx, h.requests["news"], map[string]any{"where": where, "first": int64(most)}, &answer); err != nil {
			return nil, err
		}
		all = append(all, answer.Articles.Nodes...)
	}
	if most == maxPage {
		all = slices.DeleteFunc(all, func(a listed) bool {
			return !slices.ContainsFunc(a.Categories, func(c identified) bool { return slices.Contains(categories, c.ID) })
		})
	}
	slices.SortFunc(all, func(a, b listed) int {
		return cmp.Or(b.PublishedAt.Compare(a.PublishedAt), cmp.Compare(b.ID, a.ID))
	})
	all = slices.CompactFunc(all, func(a, b listed) bool { return a.ID == b.ID })
	return all[:min(first, len(all))], nil
}

func notForPartner() error {
	return errs.New(errs.Forbidden,
		"Đối tác này không được phép hiển thị nội dung này; hãy liên hệ cơ quan để được cấp thêm.",
		"This partner may not show this: ask the office to allow it.")
}

// article is a whole article, or says that it was withdrawn.
func (h *handler) article(ctx context.Context, q url.Values, p *partner.Partner) (*Shown, error) {
	var answer struct {
		Publication *struct {
			Article *struct {
				Title, URL, Summary, Byline, Language, HTML string
				PublishedAt                                 time.Time
				Cover                                       *struct {
					Picture
					Large *Picture
				}
				Corrections       []Correction
				Blocs, Categories []identified
			}
			Tombstone *struct {
				WithdrawnAt time.Time
				Notice      string
			}
		}
	}
	slug := q.Get("slug")
	if slug == "" {
		return nil, errs.InvalidField("slug", "Thiếu slug của bài viết.", "The slug of the article is missing.")
	}
	if err := h.Asker.Ask(ctx, h.requests["article"], map[string]any{"slug": slug}, &answer); err != nil {
		return nil, err
	}
	found := answer.Publication
	switch {
	case found == nil || (found.Article == nil && found.Tombstone == nil):
		return nil, missing()
	case found.Article == nil:
		// A partner that showed it must hear so, whatever it may show: nothing of it is said here.
		return &Shown{
			Heading: "Bài viết đã được gỡ", Link: h.Site().At(outreach.NewsPath),
			Withdrawn: &Withdrawn{At: found.Tombstone.WithdrawnAt, Notice: found.Tombstone.Notice},
		}, nil
	}
	a := found.Article
	if !p.MayShow(ids(a.Blocs), ids(a.Categories)) {
		return nil, notForPartner()
	}
	body, err := tree(a.HTML)
	if err != nil {
		return nil, err
	}
	s := &Shown{Heading: a.Title, Link: a.URL, Article: &Article{
		Title: a.Title, Lead: a.Summary, Byline: a.Byline, Language: a.Language, PublishedAt: a.PublishedAt, Corrections: a.Corrections, Body: body, HTML: a.HTML,
	}}
	if a.Cover != nil {
		cover := a.Cover.Picture
		if a.Cover.Large != nil {
			cover = *a.Cover.Large
		}
		cover.Alt = a.Cover.Alt
		s.Article.Cover = &cover
	}
	return s, nil
}

func ids(of []identified) []string {
	all := make([]string, len(of))
	for i, one := range of {
		all[i] = one.ID
	}
	return all
}

// awards is what a unit was given, in its words: a nomination says that it is one.
func (h *handler) awards(ctx context.Context, q url.Values) (*Shown, error) {
	first, err := limitOf(q)
	if err != nil {
		return nil, err
	}
	year, err := outreach.YearOf(q.Get("year"))
	if err != nil {
		return nil, errs.InvalidField("year", "Năm phải từ 1948 đến 2100.", "The year must be 1948 to 2100.")
	}
	var answer struct {
		Unit *struct {
			OfficialName, Slug string
			Awards             struct {
				Nodes []struct {
					Code, TypeName, StatusLabel, RecipientName, IssuerName, DecidedOn string
					Year                                                              int
					IsGranted                                                         bool
					Decision                                                          *struct{ Number string }
				}
			}
		}
	}
	where := map[string]any{}
	if year > 0 {
		where["year"] = year
	}
	if err := h.Asker.Ask(ctx, h.requests["awards"], map[string]any{"slug": q.Get("unit"), "where": where, "first": int64(first)}, &answer); err != nil {
		return nil, err
	}
	u := answer.Unit
	if u == nil {
		return nil, missing()
	}
	site := h.Site()
	s := &Shown{Heading: "Khen thưởng: " + u.OfficialName, Link: site.At(outreach.UnitPath + u.Slug)}
	if year > 0 {
		s.Heading += ", năm " + strconv.FormatInt(year, 10)
	}
	for _, a := range u.Awards.Nodes {
		i := Item{URL: site.At(outreach.AwardsPath + "/" + a.Code), Title: a.TypeName + " năm " + strconv.Itoa(a.Year), Note: a.StatusLabel, Text: a.RecipientName}
		if a.Decision != nil && a.IsGranted {
			i.Text += " (Quyết định số " + a.Decision.Number + ", " + a.IssuerName + ")"
		}
		s.Items = append(s.Items, i)
	}
	return s, nil
}

// limitOf is how many items a list shall have.
func limitOf(q url.Values) (int, error) {
	text := cmp.Or(q.Get("limit"), "5")
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxItems {
		return 0, errs.InvalidField("limit", "limit phải từ 1 đến 20.", "limit must be 1 to 20.")
	}
	return n, nil
}

func missing() error {
	return errs.New(errs.NotFound, "Không có nội dung này, hoặc nội dung đã được gỡ.", "There is no such content, or it was withdrawn.")
}
