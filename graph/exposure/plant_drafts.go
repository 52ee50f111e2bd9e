package exposure

import (
	"context"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// content is an article whose every text is marked.
func (p *planter) content() newsroom.Content {
	return newsroom.Content{
		Title: "Bài mật " + p.word("title"), Slug: p.word("slug"), Kind: newsroom.RoleModel,
		Summary: "Tóm tắt " + p.word("summary"), Byline: "Người viết " + p.word("byline"),
		Body: richtext.Body{
			&richtext.Heading{Level: 2, Content: []richtext.Inline{{Text: "Mục " + p.word("heading")}}},
			&richtext.Paragraph{Content: []richtext.Inline{{Text: "Nội dung " + p.word("body")}}},
		},
		Source:      &newsroom.Source{SiteName: "Báo " + p.word("source"), URL: "https://example.vn/" + p.word("sourceUrl")},
		CategoryIDs: []string{p.places.category}, TagIDs: []string{p.places.tag}, EventID: p.places.event,
		BlocIDs: []string{p.places.bloc}, BlocYearIDs: []string{p.places.blocYear}, UnitIDs: []string{p.places.home, p.places.away},
		// Who sees the draft does not see for that whom it mentions.
		PersonIDs: []string{p.known["a person who is not public, id"]}, AwardIDs: []string{p.known["a nomination that is not public, id"]},
		Values:   p.private(),
		Declared: []newsroom.DeclaredAward{{AwardTypeID: p.places.awardType, Count: 9973}},
	}
}

// draftMarks notes the marks of a draft, as it is now.
func (p *planter) draftMarks(d *newsroom.Draft, fields ...string) {
	s := access.Subject{Noun: access.Drafts, UnitID: d.OwnerUnitID, CreatedBy: d.CreatedBy, State: string(d.State)}
	if len(p.marks) == 0 {
		p.id(s, "id", d.ID)
		if d.PublishedAt == nil { // of what was public, readers know that it exists
			p.mark(s, "article's id", idMark, d.ArticleID(), d.ArticleID()).Hidden = true
		}
	}
	if slices.Equal(fields, []string{"id"}) {
		return
	}
	c := p.content()
	values := map[string]string{
		"title": c.Title, "slug": c.Slug, "summary": c.Summary, "byline": c.Byline, "heading": p.word("heading"), "body": p.word("body"),
		"source": c.Source.SiteName, "sourceUrl": c.Source.URL, "note": p.word("note"), "reviewNote": p.word("reviewNote"), "private": p.word("private"),
	}
	if len(fields) == 0 {
		fields = []string{"title", "slug", "summary", "byline", "heading", "body", "source", "sourceUrl", "private"}
	}
	for _, f := range fields {
		p.text(s, f, values[f])
	}
	if d.Note == values["note"] {
		p.text(s, "note", values["note"])
	}
	if d.ReviewNote != "" {
		p.text(s, "reviewNote", values["reviewNote"])
	}
	if d.PublishAt != nil {
		at := d.PublishAt.Format("2006-01-02T15:04:05.000Z07:00")
		p.mark(s, "publishAt", timeMark, at, at)
	}
}

// step is a step of the workflow by the operator.
type step func(context.Context, *newsroom.Desk, access.Viewer, newsroom.Ref) (*newsroom.Draft, error)

// walk creates a draft for a unit and takes it through the steps.
func (p *planter) walk(ctx context.Context, writer access.Viewer, unit string, steps ...step) (*newsroom.Draft, error) {
	desk := p.desk()
	draft, err := desk.CreateDraft(ctx, writer, p.content(), unit)
	for _, take := range steps {
		if err != nil {
			return nil, err
		}
		draft, err = take(ctx, desk, access.System(), newsroom.Ref{ID: draft.ID, Version: draft.Version})
	}
	return draft, err
}

// The steps, with a marked reason where one is given.
func (p *planter) submit(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Submit(ctx, v, r, p.word("note"))
}

func (p *planter) requestChanges(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.RequestChanges(ctx, v, r, p.word("reviewNote"))
}

func (p *planter) approve(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Approve(ctx, v, r, p.word("note"))
}

func (p *planter) schedule(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	at := time.Date(2031, time.March, 7, 4, 5, 6, 7_000_000, time.UTC)
	return d.Schedule(ctx, v, r, &at, nil, p.word("note"))
}

func (p *planter) publish(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Publish(ctx, v, r, p.word("note"))
}

func (p *planter) archive(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Archive(ctx, v, r, p.word("note"))
}

func (p *planter) trash(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Trash(ctx, v, r, p.word("note"))
}

// draftItems are drafts in every state in which nothing is or was public.
func draftItems() []item {
	draft := func(name, writer, unit string, steps func(*planter) []step) item {
		return item{name: name, plant: func(ctx context.Context, p *planter) error {
			by := p.viewer(writer)
			by.UnitID = p.unit(unit) // where they worked when they wrote it
			d, err := p.walk(ctx, by, by.UnitID, steps(p)...)
			if err != nil {
				return err
			}
			p.draftMarks(d)
			return nil
		}}
	}
	none := func(*planter) []step { return nil }
	return []item{
		previewItem(),
		draft("a draft of the home unit", "contributor of the home unit", "home", none),
		draft("a draft of the other unit", "contributor of the other unit", "away", none),
		draft("a draft of the office", "editor of the office", "", none),
		draft("a draft of the office by a contributor", "contributor of the other unit", "", none),
		draft("a draft in review", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.submit} }),
		draft("a draft with changes requested", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.submit, p.requestChanges} }),
		draft("an approved draft", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.submit, p.approve} }),
		draft("a scheduled draft", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.submit, p.approve, p.schedule} }),
		draft("an archived draft", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.archive} }),
		draft("a draft in the trash", "contributor of the home unit", "home", func(p *planter) []step { return []step{p.trash} }),
	}
}

// unit returns the ID of a unit; "" is the office.
func (p *planter) unit(name string) string {
	switch name {
	case "home":
		return p.places.home
	case "away":
		return p.places.away
	default:
		return ""
	}
}
