package search

import (
	"context"
	"log/slog"

	"thidua/internal/store"
)

// Rebuild makes the whole index anew beside live traffic and returns when it is complete. It holds a page of documents
// in memory, goes on where it was after a kill, and queries are answered from what there is meanwhile.
func (x *Index) Rebuild(ctx context.Context) error {
	s, err := x.state(ctx)
	if err != nil {
		return err
	}
	if s.Build > 0 {
		next := *s
		next.Keys = 0 // of no version: whoever holds the lease begins
		if err := x.save(ctx, s, &next); err != nil {
			return err
		}
	}
	return x.CatchUp(ctx)
}

// begin starts a new making of the index. The first one begins with the journal as it is: what was written before is in
// the documents that it reads.
func (x *Index) begin(ctx context.Context, s *state, table int64) error {
	next := *s
	next.Keys, next.Table, next.Build = indexVersion, table, s.Build+1
	next.Done, next.Ordinal, next.After = false, 0, ""
	if s.Build == 0 {
		end, err := x.journal.End(ctx)
		if err != nil {
			return err
		}
		next.Cursor = int64(end)
	}
	x.log.LogAttrs(ctx, slog.LevelInfo, "Making the search index", slog.Int64("build", next.Build))
	return x.save(ctx, s, &next)
}

// rebuild enters the next documents, or, after the last, empties what is left of earlier makings.
func (x *Index) rebuild(ctx context.Context, w writer, s *state) error {
	next := *s
	if int(s.Ordinal) == len(x.sources) {
		more, err := x.emptyOld(ctx, w)
		if err != nil || more {
			return err
		}
		next.Done = true
		x.log.LogAttrs(ctx, slog.LevelInfo, "The search index is complete", slog.Int64("build", s.Build))
		return x.save(ctx, s, &next)
	}
	source := x.sources[s.Ordinal]
	docs, last, err := source.walk(ctx, s.After, rebuildBy)
	if err != nil {
		return err
	}
	cards := make(map[string]*Card, len(docs))
	for _, doc := range docs {
		card := source.card(doc)
		cards[card.ID] = &card
	}
	if err := w.put(ctx, cards); err != nil {
		return err
	}
	next.After = last
	if len(docs) < rebuildBy {
		next.Ordinal, next.After = s.Ordinal+1, ""
	}
	return x.save(ctx, s, &next)
}

// emptyOld brings entries that the walk did not come by to what their documents are, which mostly is not public any more.
func (x *Index) emptyOld(ctx context.Context, w writer) (more bool, err error) {
	old, err := x.entries.Find(ctx, store.Query{
		Where: store.Range{Field: "build", To: w.build}, Sort: store.Sort{By: []string{"build"}}, Limit: rebuildBy,
	})
	if err != nil || len(old) == 0 {
		return false, err
	}
	ids := map[Noun][]string{}
	for _, e := range old {
		ids[e.Noun] = append(ids[e.Noun], e.ID)
	}
	return true, w.refresh(ctx, ids)
}
