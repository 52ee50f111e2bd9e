package newsroom

import (
	"context"
	"fmt"
	"iter"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/store"
)

// Load saves published articles in bulk, each with its draft, for imports and measurements: it streams, keeps at most
// one batch in memory and reports after each batch how many are saved. It is an administrator's. The content is checked as in [Desk.CreateDraft],
// but every slug must be given. It stops at the first failure; a kill may leave the draft of the article behind those
// that are saved, unpublished.
func (d *Desk) Load(ctx context.Context, v access.Viewer, contents iter.Seq2[Content, time.Time], progress func(saved int)) error {
	if err := v.Require(access.Update, access.Subject{Noun: access.Settings}); err != nil {
		return err
	}
	fields, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return err
	}
	var (
		writes []store.Write
		saved  int
		failed error
	)
	flush := func() bool {
		n, err := d.drafts.Store.Apply(ctx, writes...)
		saved += n / writesPerLoad
		progress(saved)
		writes = writes[:0]
		failed = err
		return err == nil
	}
	for c, at := range contents {
		pair, err := d.loading(v, c, at, fields)
		if err != nil {
			return err
		}
		if writes = append(writes, pair...); len(writes) >= loadBatch && !flush() {
			return fmt.Errorf("load articles after %d: %w", saved, failed)
		}
	}
	if len(writes) > 0 && !flush() {
		return fmt.Errorf("load articles after %d: %w", saved, failed)
	}
	return nil
}

// loadBatch is the number of writes of one batch of [Desk.Load]; an article takes writesPerLoad of them.
const (
	loadBatch     = 1000
	writesPerLoad = 2
)

func (d *Desk) loading(v access.Viewer, c Content, at time.Time, fields *custom.Set) ([]store.Write, error) {
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	if c.Values, err = fields.Check(custom.Values{}, c.Values); err != nil {
		return nil, err
	}
	if err := fields.Complete(c.Values); err != nil {
		return nil, err
	}
	if err := validSlug(c.Slug); err != nil {
		return nil, err
	}
	at = at.UTC().Truncate(time.Millisecond)
	draft := &Draft{
		Content: c, State: Published, SavedBy: v.Actor, WriterIDs: []string{}, ApprovedBy: v.Actor,
		Made:  Making{Step: Creating, Changed: []string{}, Count: 1},
		Slugs: []string{c.Slug}, PublicSlugs: []string{c.Slug}, Corrections: []Correction{},
		PublishedAt: &at, Live: &Live{Version: 1, At: at, ExpiresAt: c.ExpiresAt},
	}
	act := store.Act{Actor: v.Actor, Action: "article.load"}
	first, err := d.drafts.Inserting(draft, act)
	if err != nil {
		return nil, err
	}
	article := draft.snapshot(fields.Public(c.Values))
	second, err := d.articles.Inserting(article, act)
	if err != nil {
		return nil, err
	}
	return []store.Write{first, second}, nil
}
