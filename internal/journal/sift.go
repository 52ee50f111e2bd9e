package journal

import (
	"context"
	"log/slog"
	"slices"
	"strings"

	"thidua/internal/store"
)

// batch is a part of the outbox, sorted out.
type batch struct {
	todo []store.Entry // to be journaled, in this order
	done []store.Entry // in the journal already
}

// sift sorts out pending entries: what is in the journal already, and what is next, in the order of entry IDs but
// with the entries of one document in the order of its versions, whatever the clocks of their writers said. An entry
// whose predecessor is neither in the journal nor among the pending waits, unless all is true: then there is no
// entry beyond the pending to wait for, and it is journaled with a complaint.
func (j *Journal) sift(ctx context.Context, pending []store.Entry, all bool) (batch, error) {
	pending = inVersionOrder(pending)
	last, err := j.lastVersions(ctx, pending)
	if err != nil {
		return batch{}, err
	}
	var b batch
	var old []store.Entry
	for _, e := range pending {
		subject := SubjectOf(e.Collection, e.Document)
		switch {
		case e.Version <= last[subject]:
			old = append(old, e)
			continue
		case e.Version > last[subject]+1 && !all:
			continue
		case e.Version > last[subject]+1:
			j.config.Log.LogAttrs(ctx, slog.LevelError, "the journal lacks versions of a document",
				slog.String("document", subject), slog.Int64("after", last[subject]), slog.Int64("before", e.Version))
		}
		last[subject] = e.Version
		b.todo = append(b.todo, e)
	}
	known, err := j.journaled(ctx, old)
	if err != nil {
		return batch{}, err
	}
	for _, e := range old {
		if known[e.ID] {
			b.done = append(b.done, e)
		} else { // only what was complained about before can come late
			b.todo = append(b.todo, e)
		}
	}
	return b, nil
}

// inVersionOrder returns the entries with those of each document sorted by version, in the places that they have
// among the others.
func inVersionOrder(entries []store.Entry) []store.Entry {
	bySubject := map[string][]store.Entry{}
	for _, e := range entries {
		subject := SubjectOf(e.Collection, e.Document)
		bySubject[subject] = append(bySubject[subject], e)
	}
	for _, own := range bySubject {
		slices.SortFunc(own, func(a, b store.Entry) int {
			if a.Version != b.Version {
				return int(a.Version - b.Version)
			}
			return strings.Compare(a.ID, b.ID)
		})
	}
	sorted := make([]store.Entry, len(entries))
	for i, e := range entries {
		subject := SubjectOf(e.Collection, e.Document)
		sorted[i], bySubject[subject] = bySubject[subject][0], bySubject[subject][1:]
	}
	return sorted
}

// lastVersions returns the last journaled version of each entry's document.
func (j *Journal) lastVersions(ctx context.Context, entries []store.Entry) (map[string]int64, error) {
	var subjects []string
	last := map[string]int64{}
	for _, e := range entries {
		subject := SubjectOf(e.Collection, e.Document)
		if _, ok := last[subject]; !ok {
			last[subject] = 0
			subjects = append(subjects, subject)
		}
	}
	for part := range slices.Chunk(subjects, store.MaxLimit) {
		found, err := j.records.FindPer(ctx, "subject", part, store.Query{Sort: Versions().Sort, Limit: 1})
		if err != nil {
			return nil, err
		}
		for subject, records := range found {
			last[subject] = records[0].Entry.Version
		}
	}
	return last, nil
}

// journaled returns the IDs of those entries that have a record.
func (j *Journal) journaled(ctx context.Context, entries []store.Entry) (map[string]bool, error) {
	known := map[string]bool{}
	for part := range slices.Chunk(entries, store.MaxLimit) {
		ids := make([]string, len(part))
		for i, e := range part {
			ids[i] = e.ID
		}
		found, err := j.records.Find(ctx, store.Query{Where: store.AnyOf("entry.id", ids...), Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			known[r.Entry.ID] = true
		}
	}
	return known, nil
}
