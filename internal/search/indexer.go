package search

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// How the index is kept current: one process at a time, the holder of a lease, does it; the others look how far it is.
const (
	leaseName  = "search-index"
	leaseFor   = 30 * time.Second
	pollEvery  = 250 * time.Millisecond
	followPage = 200 // journal records at once, and so the documents that are in memory
	rebuildBy  = 100 // documents at once while the index is made anew
)

// Run keeps the index current until ctx ends: what this process writes at once, what others write within the poll. It
// makes the index anew when that is needed, a part at a time, with what happens meanwhile in between. What fails is
// logged and tried again.
func (x *Index) Run(ctx context.Context) {
	defer x.release(ctx)
	for ctx.Err() == nil {
		news := x.journal.News()
		more, err := x.advance(ctx)
		if err != nil && ctx.Err() == nil {
			x.log.LogAttrs(ctx, slog.LevelWarn, "search index will try again", slog.Any("error", err))
			more = false
		}
		if more {
			continue
		}
		timer := time.NewTimer(pollEvery)
		select {
		case <-news:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// CatchUp makes the index current with the journal as it is now, and complete. It waits while another process is at work.
func (x *Index) CatchUp(ctx context.Context) error {
	defer x.release(ctx)
	for {
		more, err := x.advance(ctx)
		if err != nil {
			return err
		}
		if !more {
			s, err := x.state(ctx)
			if err != nil {
				return err
			}
			end, err := x.journal.End(ctx)
			if err != nil {
				return err
			}
			if s.Done && s.Cursor >= int64(end) {
				return nil
			}
			select {
			case <-time.After(pollEvery):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// release gives the lease back, also when ctx has ended.
func (x *Index) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := x.store.Release(ctx, leaseName, x.holder); err != nil {
		x.log.LogAttrs(ctx, slog.LevelWarn, "search index keeps its lease until it runs out", slog.Any("error", err))
	}
}

// advance does the next part of the work, and reports whether there may be more. Without work it costs reads alone.
func (x *Index) advance(ctx context.Context) (more bool, err error) {
	s, err := x.state(ctx)
	if err != nil {
		return false, err
	}
	table, err := x.tableNow(ctx)
	if err != nil {
		return false, err
	}
	begin := s.Keys != indexVersion || s.Table != table.version || s.Build == 0
	records, err := x.journal.Tail(ctx, journal.Cursor(s.Cursor), followPage)
	if err != nil {
		return false, err
	}
	expired, err := x.expired(ctx)
	if err != nil {
		return false, err
	}
	if !begin && s.Done && len(records) == 0 && len(expired) == 0 {
		return x.tidy(ctx)
	}
	held, err := x.store.Acquire(ctx, leaseName, x.holder, leaseFor)
	if err != nil || !held {
		return false, err
	}
	// What was read before the lease was held may be out of date: then saving the state fails, and nothing was lost.
	w := writer{Index: x, short: table.Abbreviations, build: s.Build}
	switch {
	case begin:
		return true, x.begin(ctx, s, table.version)
	case len(records) > 0:
		return true, x.follow(ctx, w, s, records)
	case len(expired) > 0:
		return true, w.refresh(ctx, expired)
	default:
		return true, x.rebuild(ctx, w, s)
	}
}

// tidy makes what this process wrote faster to read, a part at a time, while there is nothing else to do.
func (x *Index) tidy(ctx context.Context) (more bool, err error) {
	if !x.untidy.Load() {
		return false, nil
	}
	more, err = x.store.Tidy(ctx, x.entries.Schema)
	if err == nil && !more {
		x.untidy.Store(false)
	}
	return more, err
}

// expired returns the IDs of the entries whose documents have just stopped to be public, by noun.
func (x *Index) expired(ctx context.Context) (map[Noun][]string, error) {
	entries, err := x.entries.Find(ctx, store.Query{
		Where: store.Range{Field: "until", To: x.now().UTC().Truncate(time.Millisecond), UpToIncl: true}, Limit: followPage,
	})
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	ids := map[Noun][]string{}
	for _, e := range entries {
		ids[e.Noun] = append(ids[e.Noun], e.ID)
	}
	return ids, nil
}

// follow refreshes the documents that the journal names, and then moves the cursor behind them.
func (x *Index) follow(ctx context.Context, w writer, s *state, records []*journal.Record) error {
	ids := map[Noun][]string{}
	for _, r := range records {
		for _, source := range x.sources {
			if source.collection == r.Entry.Collection && !slices.Contains(ids[source.noun], r.Entry.Document) {
				ids[source.noun] = append(ids[source.noun], r.Entry.Document)
			}
		}
	}
	if err := w.refresh(ctx, ids); err != nil {
		return err
	}
	for _, r := range records {
		if r.Entry.Collection == register.ImportsCollection && r.Entry.Action == register.ImportApplied {
			if err := x.settled(ctx, w, r.Entry.Document); err != nil {
				return err
			}
		}
	}
	next := *s
	next.Cursor = records[len(records)-1].Seq
	return x.save(ctx, s, &next)
}

// settled refreshes the records of an import that was hidden when the journal named them, a part at a time.
func (x *Index) settled(ctx context.Context, w writer, importID string) error {
	if x.unveil != nil {
		if err := x.unveil(ctx); err != nil {
			return err
		}
	}
	for _, source := range x.sources {
		for after := ""; ; {
			ids, err := x.records.ImportedIDs(ctx, source.collection, importID, after)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				break
			}
			for part := range slices.Chunk(ids, followPage) {
				if _, err := x.store.Acquire(ctx, leaseName, x.holder, leaseFor); err != nil {
					return err
				}
				if err := w.refresh(ctx, map[Noun][]string{source.noun: part}); err != nil {
					return err
				}
			}
			after = ids[len(ids)-1]
		}
	}
	return nil
}

// writer writes entries of one making of the index.
type writer struct {
	*Index
	short viet.Abbreviations
	build int64
}

// refresh brings the entries of documents to what anybody may read of these now.
func (w writer) refresh(ctx context.Context, ids map[Noun][]string) error {
	for _, source := range w.sources {
		if len(ids[source.noun]) == 0 {
			continue
		}
		docs, err := source.load(ctx, access.Anonymous(), ids[source.noun], store.Whole)
		if err != nil {
			return err
		}
		cards := make(map[string]*Card, len(docs))
		for _, id := range ids[source.noun] {
			cards[id] = nil
			if doc, ok := docs[id]; ok {
				card := source.card(doc)
				cards[id] = &card
			}
		}
		if err := w.put(ctx, cards); err != nil {
			return err
		}
	}
	return nil
}

// maxPutTries bounds how often entries are tried against another process, and against entries in the same place.
const maxPutTries = 100

// put saves the entries of cards; nil empties the entry of the ID, if there is one.
func (w writer) put(ctx context.Context, cards map[string]*Card) error {
	if err := w.learn(ctx, cards); err != nil {
		return err
	}
	terms := make(map[string][]string, len(cards))
	for id, c := range cards {
		if c != nil {
			terms[id] = keys(*c, w.short)
		}
	}
	left := slices.Sorted(mapKeys(cards))
	moved := map[string]int64{} // how far from their places entries must stand
	for try := 1; len(left) > 0; try++ {
		was, err := w.entries.ByIDs(ctx, left, store.Light)
		if err != nil {
			return err
		}
		var writes []store.Write
		var of []string
		for _, id := range left {
			write, err := w.write(was[id], cards[id], terms[id], moved[id])
			if err != nil {
				return err
			}
			if write != nil {
				writes, of = append(writes, *write), append(of, id)
			}
		}
		if len(writes) == 0 {
			return nil
		}
		w.untidy.Store(true)
		done, err := w.store.Apply(ctx, writes...)
		switch code := errs.CodeOf(err); {
		case err == nil:
			return nil
		case try == maxPutTries, code != errs.Conflict && code != errs.Duplicate:
			return err
		case code == errs.Duplicate:
			moved[of[done]]++
		}
		left = of[done:]
	}
	return nil
}

// write is the write that brings an entry to a card; nil if there is nothing to do.
func (w writer) write(was *Entry, c *Card, terms []string, moved int64) (*store.Write, error) {
	var is *Entry
	switch {
	case c == nil && was == nil:
		return nil, nil //nolint:nilnil // nothing to do
	case c == nil && was.Of == 0 && was.Build == w.build:
		return nil, nil //nolint:nilnil // nothing to do
	case c == nil:
		is = was.emptied(w.build)
	case was != nil && was.Of > c.Version:
		return nil, nil //nolint:nilnil // another process has read a newer version
	case was != nil && was.Of == c.Version && was.Build == w.build:
		return nil, nil //nolint:nilnil // nothing to do
	default:
		is = entryOf(*c, terms, w.build)
		if is.Place += moved; was != nil && was.Place-is.Place >= 0 && was.Place-is.Place <= maxPutTries && moved == 0 {
			is.Place = was.Place // it keeps the place that it was moved to
		}
	}
	var write store.Write
	var err error
	if was == nil {
		write, err = w.entries.Inserting(is, system())
	} else {
		write, err = w.entries.Replacing(was, is, system())
	}
	return &write, err
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
