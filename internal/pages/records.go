package pages

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"thidua/internal/outreach"
	"thidua/internal/viet"
)

// blocPage is what theme/bloc.html writes.
type blocPage struct {
	Bloc *bloc
	Year *blocYear // the one that is asked for, or the newest; nil if there is none
	AsOf string    // the day of the members
}

// bloc is the page of a bloc in one of its years.
func (h *handler) bloc(ctx context.Context, r *http.Request) (*written, error) {
	slug := r.PathValue("slug")
	year, err := outreach.YearOf(r.URL.Query().Get("nam"))
	if err != nil {
		return nil, err
	}
	page := blocPage{AsOf: h.Now().In(viet.Zone()).Format("2006-01-02")}
	if year != 0 {
		// The members of a year that is over are those of its last day.
		page.AsOf = min(page.AsOf, strconv.FormatInt(year, 10)+"-12-31")
	}
	var answer struct{ Bloc *bloc }
	if err := h.Asker.Ask(ctx, h.requests["bloc"], map[string]any{"slug": slug, "asOf": page.AsOf}, &answer); err != nil {
		return nil, err
	}
	if answer.Bloc == nil {
		return nil, missing()
	}
	page.Bloc = answer.Bloc
	shown := year
	if shown == 0 && len(page.Bloc.Years.Nodes) > 0 {
		shown = page.Bloc.Years.Nodes[0].Year
	}
	if shown != 0 {
		var answer struct{ BlocYear *blocYear }
		if err := h.Asker.Ask(ctx, h.requests["bloc_year"], map[string]any{"slug": slug, "year": shown}, &answer); err != nil {
			return nil, err
		}
		page.Year = answer.BlocYear
	}
	if year != 0 && page.Year == nil {
		return nil, missing()
	}
	site, path := h.Site(), outreach.BlocPath+slug
	canonical := site.At(path)
	if year != 0 {
		canonical += "?nam=" + strconv.FormatInt(year, 10)
	}
	v := view{Title: page.Bloc.Name, Canonical: canonical, Links: feedLinks(site, path, page.Bloc.Name), Page: page}
	return &written{template: "bloc", status: http.StatusOK, view: v}, nil
}

// unit is the page of a unit.
func (h *handler) unit(ctx context.Context, r *http.Request) (*written, error) {
	var answer struct{ Unit *unit }
	if err := h.Asker.Ask(ctx, h.requests["unit"], map[string]any{"slug": r.PathValue("slug")}, &answer); err != nil {
		return nil, err
	}
	switch {
	case answer.Unit == nil:
		return nil, missing()
	case answer.Unit.Slug != r.PathValue("slug"): // it was a duplicate, and was joined into this one
		return &written{redirect: outreach.UnitPath + answer.Unit.Slug}, nil
	}
	site, path := h.Site(), outreach.UnitPath+answer.Unit.Slug
	v := view{
		Title: answer.Unit.OfficialName, Canonical: site.At(path), Links: feedLinks(site, path, answer.Unit.OfficialName), Page: answer.Unit,
		LD: organization{"https://schema.org", "GovernmentOrganization", answer.Unit.OfficialName, site.At(path)},
	}
	return &written{template: "unit", status: http.StatusOK, view: v}, nil
}

// awardsPage is what theme/awards.html writes.
type awardsPage struct {
	Heading string
	Year    int64 // 0 for all
	Awards  []award
	Next    string
}

// awards is the page of the newest awards, of all years or of one.
func (h *handler) awards(ctx context.Context, r *http.Request) (*written, error) {
	year, err := outreach.YearOf(r.URL.Query().Get("nam"))
	if err != nil {
		return nil, err
	}
	page := awardsPage{Heading: "Khen thưởng", Year: year}
	query := url.Values{}
	variables := map[string]any{}
	if year != 0 {
		page.Heading += " năm " + strconv.FormatInt(year, 10)
		variables["where"] = map[string]any{"year": year}
		query.Set("nam", strconv.FormatInt(year, 10))
	}
	after := r.URL.Query().Get("sau")
	if after != "" {
		variables["after"] = after
	}
	var answer struct{ Awards awards }
	if err := h.Asker.Ask(ctx, h.requests["awards"], variables, &answer); err != nil {
		return nil, err
	}
	page.Awards = answer.Awards.Nodes
	site := h.Site()
	canonical := site.At(outreach.AwardsPath)
	if year != 0 {
		canonical += "?" + query.Encode()
	}
	if answer.Awards.PageInfo.HasNextPage {
		query.Set("sau", answer.Awards.PageInfo.EndCursor)
		page.Next = outreach.AwardsPath + "?" + query.Encode()
	}
	v := view{
		Title: page.Heading, Canonical: canonical, Links: feedLinks(site, outreach.AwardsPath, "Khen thưởng"), Hidden: after != "", Page: page,
	}
	return &written{template: "awards", status: http.StatusOK, view: v}, nil
}

// award is the page of one award.
func (h *handler) award(ctx context.Context, r *http.Request) (*written, error) {
	var answer struct{ Award *award }
	if err := h.Asker.Ask(ctx, h.requests["award"], map[string]any{"code": r.PathValue("code")}, &answer); err != nil {
		return nil, err
	}
	a := answer.Award
	if a == nil {
		return nil, missing()
	}
	v := view{
		Title: a.RecipientName + ": " + a.StatusLabel, Canonical: h.Site().At(outreach.AwardsPath + "/" + url.PathEscape(a.Code)), Page: a,
		// People are found here by who looks for them here, and not by their names in a search engine.
		Hidden: a.RecipientKind != "UNIT",
	}
	return &written{template: "award", status: http.StatusOK, view: v}, nil
}
