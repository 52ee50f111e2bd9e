package journal

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/store"
)

// Cursor is a place in the journal: the number of the last record that a consumer has seen, 0 before the first. A
// consumer that keeps its cursor goes on where it was after a restart, and misses nothing, however many processes
// write: records get their numbers as they become visible.
type Cursor int64

// End returns the cursor after the newest record, for a consumer that wants only what happens from now on.
func (j *Journal) End(ctx context.Context) (Cursor, error) {
	last, err := j.last(ctx)
	return Cursor(last.Seq), err
}

// Tail returns at most limit records after the cursor, oldest first, without a gap between them. If a record is
// missing right after the cursor while later ones are there, that is an error: to skip it would be to lose it.
func (j *Journal) Tail(ctx context.Context, after Cursor, limit int) ([]*Record, error) {
	found, err := j.records.Find(ctx, store.Query{After: &store.Position{ID: recordID(int64(after))}, Limit: limit})
	if err != nil {
		return nil, err
	}
	for i, r := range found {
		if want := int64(after) + int64(i) + 1; r.Seq != want {
			if i == 0 {
				return nil, fmt.Errorf("tail the journal: record %d is missing before %d", want, r.Seq)
			}
			return found[:i], nil
		}
	}
	return found, nil
}

// tailPage is how many records Follow and Verify hold in memory.
const tailPage = 200

// Follow calls see for every record after the cursor, one after the other in order, and then for new ones as they
// come: those that this process's relay appends at once, those of other processes within the poll. It returns when
// ctx ends, with its error, or when see or the store fails, with that error; the record that see failed on counts as
// not seen.
func (j *Journal) Follow(ctx context.Context, after Cursor, see func(Record) error) error {
	return j.Watch(ctx, after, see, func(time.Time) {})
}

// Watch is [Journal.Follow] for those who must know how far they see: each time that all records there are were seen, known
// is called with a time before they were looked for, by the journal's clock.
func (j *Journal) Watch(ctx context.Context, after Cursor, see func(Record) error, known func(asOf time.Time)) error {
	poll := time.NewTicker(j.config.Poll)
	defer poll.Stop()
	for {
		news, asOf := j.news(), j.config.Now()
		records, err := j.Tail(ctx, after, tailPage)
		if err != nil {
			return err
		}
		for _, r := range records {
			if err := see(*r); err != nil {
				return err
			}
			after = Cursor(r.Seq)
		}
		if len(records) > 0 {
			continue
		}
		known(asOf)
		select {
		case <-news:
		case <-poll.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
