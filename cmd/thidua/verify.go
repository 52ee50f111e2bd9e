package main

import (
	"context"
	"fmt"
	"io"

	"thidua/internal/journal"
)

// verifyJournal checks the chain of the journal, prints what it found, and fails if an entry is not as it was written.
func (h *house) verifyJournal(ctx context.Context, c verifyJournalConfig, stdout io.Writer) error {
	if err := h.relay.Drain(ctx); err != nil {
		return fmt.Errorf("journal what is pending: %w", err)
	}
	report, err := h.journal.Verify(ctx, journal.Cursor(c.After))
	if err != nil {
		return err
	}
	if report.Broken != nil {
		return fmt.Errorf("the journal is broken at %s; the %d entries before it are as they were written", report.Broken, report.Checked)
	}
	_, err = fmt.Fprintf(stdout, "The journal is whole: %d entries, the last is %d with the hash %s\n", report.Checked, report.Last, report.Hash)
	return err
}
