package exposure

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/newsroom"
)

// publicItems are articles that are or were public, of which something is secret all the same.
func publicItems() []item {
	article := func(name string, plant func(context.Context, *planter, *newsroom.Desk, *newsroom.Draft) (*newsroom.Draft, error)) item {
		return item{name: name, public: true, plant: func(ctx context.Context, p *planter) error {
			desk := p.desk()
			d, err := p.live(ctx, desk)
			if err == nil {
				d, err = plant(ctx, p, desk, d)
			}
			if err != nil {
				return err
			}
			p.draftMarks(d)
			return nil
		}}
	}
	return []item{
		// What readers see is what was published, not what is being written since.
		article("a public article with new content", func(ctx context.Context, p *planter, desk *newsroom.Desk, d *newsroom.Draft) (*newsroom.Draft, error) {
			return p.rewrite(ctx, desk, d)
		}),
		article("an article retracted with new content", func(ctx context.Context, p *planter, desk *newsroom.Desk, d *newsroom.Draft) (*newsroom.Draft, error) {
			d, err := p.rewrite(ctx, desk, d)
			if err != nil {
				return nil, err
			}
			return desk.Retract(ctx, access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "Bài có sai sót lớn.")
		}),
		article("an article unpublished with new content", func(ctx context.Context, p *planter, desk *newsroom.Desk, d *newsroom.Draft) (*newsroom.Draft, error) {
			d, err := p.rewrite(ctx, desk, d)
			if err != nil {
				return nil, err
			}
			return desk.Unpublish(ctx, access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, p.word("note"))
		}),
		{name: "a public article with an older version", public: true, plant: plantOlderVersion},
		{name: "an unpublished article", public: true, plant: func(ctx context.Context, p *planter) error {
			d, err := p.walk(ctx, p.viewer("contributor of the home unit"), p.places.home, p.submit, p.approve, p.publish, p.unpublish)
			if err != nil {
				return err
			}
			p.draftMarks(d, "title", "summary", "byline", "heading", "body", "source", "sourceUrl", "private")
			return nil
		}},
		expiring("an expired article", true),
		expiring("an article that has expired unnoticed", false),
	}
}

func (p *planter) unpublish(ctx context.Context, d *newsroom.Desk, v access.Viewer, r newsroom.Ref) (*newsroom.Draft, error) {
	return d.Unpublish(ctx, v, r, p.word("note"))
}

// plantOlderVersion plants an article that was begun with marked content, and published with other words.
func plantOlderVersion(ctx context.Context, p *planter) error {
	desk := p.desk()
	first, err := p.walk(ctx, p.viewer("contributor of the home unit"), p.places.home)
	if err != nil {
		return err
	}
	d, err := desk.Update(ctx, access.System(), newsroom.Ref{ID: first.ID, Version: first.Version}, "", func(c *newsroom.Content) {
		*c = p.plain()
		c.Values = custom.Values{}
	})
	if err == nil {
		d, err = p.release(ctx, desk, d)
	}
	if err != nil {
		return err
	}
	p.draftMarks(d, "id")
	p.draftMarks(first)
	return nil
}

// expiring is an article whose time is over; the scheduler has taken it off the site, or did not come to it yet.
func expiring(name string, noticed bool) item {
	return item{name: name, public: true, plant: func(ctx context.Context, p *planter) error {
		d, err := p.walk(ctx, p.viewer("contributor of the home unit"), p.places.home, p.submit, p.approve, p.publish)
		if err != nil {
			return err
		}
		at := p.clock.Add(time.Minute)
		desk := p.desk()
		if d, err = desk.Schedule(ctx, access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, nil, &at, p.word("note")); err != nil {
			return err
		}
		p.clock = at.Add(time.Second)
		if noticed {
			if _, err := desk.RunDue(ctx); err != nil {
				return err
			}
			if d, err = desk.Draft(ctx, access.System(), d.ID); err != nil {
				return err
			}
		}
		p.draftMarks(d, "title", "summary", "byline", "heading", "body", "source", "sourceUrl", "private")
		return nil
	}}
}

// live publishes an article without marks.
func (p *planter) live(ctx context.Context, desk *newsroom.Desk) (*newsroom.Draft, error) {
	d, err := desk.CreateDraft(ctx, p.viewer("contributor of the home unit"), p.plain(), p.places.home)
	if err != nil {
		return nil, err
	}
	return p.release(ctx, desk, d)
}

// plain is content without marks. It mentions whom readers must not find by it.
func (p *planter) plain() newsroom.Content {
	return newsroom.Content{
		Title: "Tin công khai: " + p.item, Slug: "cong-khai-" + p.word("public")[len(wordBegin):], Summary: "Ai cũng đọc được.",
		CategoryIDs: []string{p.places.category}, BlocIDs: []string{p.places.bloc}, UnitIDs: []string{p.places.home}, Values: p.private(),
		PersonIDs: []string{p.known["a person who is not public, id"]}, AwardIDs: []string{p.known["a nomination that is not public, id"]},
	}
}

// release takes a draft through review and publishes it.
func (p *planter) release(ctx context.Context, desk *newsroom.Desk, d *newsroom.Draft) (*newsroom.Draft, error) {
	var err error
	for _, take := range []func(context.Context, access.Viewer, newsroom.Ref, string) (*newsroom.Draft, error){desk.Submit, desk.Approve, desk.Publish} {
		if err != nil {
			return nil, err
		}
		d, err = take(ctx, access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, "")
	}
	return d, err
}

// rewrite gives a draft marked content.
func (p *planter) rewrite(ctx context.Context, desk *newsroom.Desk, d *newsroom.Draft) (*newsroom.Draft, error) {
	return desk.Update(ctx, access.System(), newsroom.Ref{ID: d.ID, Version: d.Version}, p.word("note"), func(c *newsroom.Content) {
		*c = p.content()
	})
}
