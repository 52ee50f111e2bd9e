package journal

import (
	"context"
	"fmt"

	"thidua/internal/store"
)

// Report is the outcome of a check of the chain.
type Report struct {
	Checked int64   // records that are as they were written
	Last    Cursor  // the last of them, or where the check began if there is none
	Hash    string  // its hash, to be noted elsewhere
	Broken  *Broken // the first record that is not; nil if all are
}

// Broken tells of a record that is not as it was written.
type Broken struct {
	Seq  int64  // its number, or the number that is missing
	What string // what differs, for an administrator who reads English
}

// String says which record it is and what is wrong.
func (b Broken) String() string { return fmt.Sprintf("record %d: %s", b.Seq, b.What) }

// Verify checks the chain after a cursor, 0 for all of it, a page at a time. The record at the cursor is taken as
// given. An error means that the check could not be made; a broken chain is in the report.
func (j *Journal) Verify(ctx context.Context, from Cursor) (Report, error) {
	report := Report{Last: from}
	if from > 0 {
		first, err := j.records.ByID(ctx, recordID(int64(from)))
		if err != nil {
			return report, fmt.Errorf("verify the journal from %d: %w", from, err)
		}
		report.Hash = first.Hash
	}
	for {
		// By ID, so that a record with a wrong number is seen.
		page, err := j.records.Find(ctx, store.Query{After: &store.Position{ID: recordID(int64(report.Last))}, Limit: tailPage})
		if err != nil {
			return report, fmt.Errorf("verify the journal after %d: %w", report.Last, err)
		}
		if len(page) == 0 {
			return report, nil
		}
		for _, r := range page {
			if what := r.fault(int64(report.Last)+1, report.Hash); what != "" {
				report.Broken = &Broken{Seq: int64(report.Last) + 1, What: what}
				return report, nil
			}
			report.Checked, report.Last, report.Hash = report.Checked+1, Cursor(r.Seq), r.Hash
		}
	}
}

// fault says what is wrong with a record that should have the number and follow the hash; "" if nothing is.
func (r *Record) fault(seq int64, prev string) string {
	switch {
	case r.ID != recordID(seq):
		return fmt.Sprintf("it is missing; the next one found has the ID %s", r.ID)
	case r.Seq != seq:
		return fmt.Sprintf("it says that its number is %d", r.Seq)
	case r.Version != 1 || !r.UpdatedAt.Equal(r.CreatedAt):
		return fmt.Sprintf("it was overwritten: it has version %d", r.Version)
	case r.Subject != SubjectOf(r.Entry.Collection, r.Entry.Document):
		return fmt.Sprintf("its subject %q is not the document that its entry names", r.Subject)
	case r.Hash != r.Sum():
		return "its hash does not fit its content, which was changed"
	case r.Prev != prev:
		return "it does not follow the record before: one of the two was put here or written anew"
	default:
		return ""
	}
}
