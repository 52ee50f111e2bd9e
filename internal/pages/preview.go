package pages

import (
	"context"
	"net/http"
	"time"

	"thidua/internal/outreach"
)

// PreviewPrefix begins the addresses of previews: pages as readers will see them, or do, that the playground may frame. Who asks
// must be known when the handler of [New] is asked for one, because drafts are not for everybody.
const PreviewPrefix = "/xem-thu/"

// draftAnswer is a draft, whose records are known by their IDs only.
type draftAnswer struct {
	ID string
	article
	PublishedAt, PublishAt *time.Time // of a draft that is not public, the first is null
	Units, Blocs, Awards   []identified
	Event                  *identified
}

type identified struct{ ID string }

// draft is the page that an article will have once this content is published, to who may see the draft. Records are those that
// readers see: what the office keeps to itself does not stand there either.
func (h *handler) draft(ctx context.Context, r *http.Request) (*written, error) {
	var answer struct{ Node *draftAnswer }
	if err := h.Viewer.Ask(ctx, h.requests["draft"], map[string]any{"id": r.PathValue("id")}, &answer); err != nil {
		return nil, err
	}
	d := answer.Node
	if d == nil || d.ID == "" { // a node of another kind has no fields here
		return nil, missing()
	}
	a, site := &d.article, h.Site()
	switch {
	case d.PublishedAt != nil:
		a.PublishedAt = *d.PublishedAt
	case d.PublishAt != nil:
		a.PublishedAt = *d.PublishAt
	default:
		a.PublishedAt = h.Now()
	}
	if err := h.addRecords(ctx, d); err != nil {
		return nil, err
	}
	a.Attribution = "Nguồn: " + site.Name + " – " + site.At(outreach.ArticlePath+a.Slug)
	return &written{
		template: "article", status: http.StatusOK, preview: true,
		view: view{Title: a.Title, Description: a.Lead(), Kind: "article", Language: a.Language, Hidden: true, Page: a},
	}, nil
}

// addRecords puts the records of a draft into its article, as readers see them.
func (h *handler) addRecords(ctx context.Context, d *draftAnswer) error {
	others := d.Units
	if d.Event != nil {
		others = append(others, *d.Event)
	}
	if len(d.Awards)+len(d.Blocs)+len(others) == 0 {
		return nil
	}
	var answer struct {
		Awards []*award
		Blocs  []*named
		Others []*struct {
			named
			Title, StartsOn, VenueText string
		}
	}
	variables := map[string]any{"awards": ids(d.Awards), "blocs": ids(d.Blocs), "others": ids(others)}
	if err := h.Asker.Ask(ctx, h.requests["records"], variables, &answer); err != nil {
		return err
	}
	a := &d.article
	for _, found := range answer.Awards {
		if found != nil {
			a.Awards = append(a.Awards, *found)
		}
	}
	for _, found := range answer.Blocs {
		if found != nil {
			a.Blocs = append(a.Blocs, *found)
		}
	}
	for _, found := range answer.Others {
		switch {
		case found == nil:
		case found.Title != "":
			a.Event = &articleEvent{found.Title, found.StartsOn, found.VenueText}
		default:
			a.Units = append(a.Units, found.named)
		}
	}
	return nil
}

// ids are what a variable of the type [ID!]! takes.
func ids(of []identified) []any {
	all := make([]any, 0, len(of))
	for _, one := range of {
		all = append(all, one.ID)
	}
	return all
}

// framedArticle is the page of an article as it is, which the playground may frame.
func (h *handler) framedArticle(ctx context.Context, r *http.Request) (*written, error) {
	p, err := h.article(ctx, r)
	if err != nil {
		return nil, err
	}
	p.preview, p.view.Hidden = true, true
	if p.redirect != "" {
		p.redirect = PreviewPrefix + "bai-viet/" + p.redirect[len(outreach.ArticlePath):]
	}
	return p, nil
}
