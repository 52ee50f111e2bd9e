package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/intake"
	"thidua/internal/store"
)

// errNotStored is the failure of a list that was to be stored and is not; why, is printed.
var errNotStored = errors.New("nothing was stored")

// importList rehearses a list, prints what is wrong with it, and stores it if it is to be. Whoever can start it on the
// machine may do everything.
func (h *house) importList(ctx context.Context, c importListConfig, stdout io.Writer) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("open the list: %w", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("look at the list: %w", err)
	}
	start := h.now()
	m, err := h.intake.Rehearse(ctx, access.System(), intake.Rehearsal{
		Kind: intake.Kind(strings.ToUpper(strings.ReplaceAll(c.Kind, "-", "_"))), FileName: filepath.Base(c.File), File: file, Bytes: info.Size(),
		Options: intake.Options{
			Sheet: c.Sheet, Year: c.Year, BlocYearID: c.BlocYear, Awards: intake.AwardPlan{Public: c.Public},
			Scores: intake.ScorePlan{TemplateID: c.Template, Public: c.Public},
		},
	})
	if err == nil {
		m, err = h.finishImport(ctx, m, stdout)
	}
	if err != nil {
		return inWords(err)
	}
	if err := h.printRehearsal(ctx, m, h.now().Sub(start), stdout); err != nil {
		return err
	}
	if !c.Commit || m.State != intake.Rehearsed {
		return h.relay.Drain(ctx)
	}
	start = h.now()
	m, err = h.intake.Commit(ctx, access.System(), intake.Ref{ID: m.ID, Version: m.Version}, c.LeaveOutWrong)
	if err == nil {
		m, err = h.finishImport(ctx, m, stdout)
	}
	if err != nil {
		return inWords(err)
	}
	if err := printStored(m, h.now().Sub(start), stdout); err != nil {
		return err
	}
	return h.relay.Drain(ctx)
}

// finishImport works on an import until nothing is left to do, and shows how far it is.
func (h *house) finishImport(ctx context.Context, m *intake.Import, stdout io.Writer) (*intake.Import, error) {
	for m.Works() {
		working, done := context.WithCancel(ctx)
		go func() {
			tick := time.NewTicker(progressEvery)
			defer tick.Stop()
			for {
				select {
				case <-working.Done():
					return
				case <-tick.C:
					h.printProgress(working, m.ID, stdout)
				}
			}
		}()
		err := h.intake.Work(ctx)
		done()
		if err != nil {
			return nil, err
		}
		found, err := h.intake.ImportsByID(ctx, access.System(), []string{m.ID})
		if err != nil {
			return nil, err
		}
		if m = found[m.ID]; m == nil {
			return nil, errs.New(errs.NotFound, "Lượt nhập không còn.", "The import is gone.")
		}
	}
	return m, nil
}

func (h *house) printProgress(ctx context.Context, id string, stdout io.Writer) {
	found, err := h.intake.ProgressOf(ctx, []string{id})
	if p := found[id]; err == nil && p != nil {
		_, _ = fmt.Fprintf(stdout, "%d rows read, %d stored\n", p.RowsRead, p.RowsSaved) // it is only for who watches
	}
}

// maxPrinted bounds the rows of which it is printed what is wrong.
const maxPrinted = 50

// printRehearsal prints what would become of the rows, and what is wrong with the first of those that cannot be stored.
func (h *house) printRehearsal(ctx context.Context, m *intake.Import, took time.Duration, stdout io.Writer) error {
	if m.Refusal != nil {
		_, _ = fmt.Fprintf(stdout, "%s\n%s\n", m.Refusal.Vi, m.Refusal.En)
		return errNotStored
	}
	rows, err := h.intake.Rows(ctx, m, intake.RowFilter{Verdict: []intake.Verdict{intake.IsWrong}}, store.Page{Limit: maxPrinted})
	if err != nil {
		return err
	}
	for _, row := range rows {
		for _, issue := range row.Issues {
			if issue.Severity == intake.Wrong {
				_, _ = fmt.Fprintf(stdout, "%s%d: %s\n", issue.Column, row.Number, issue.Vi) // the last line tells whether writing works
			}
		}
	}
	c := m.Counts
	_, err = fmt.Fprintf(stdout, "%s: %d rows in %s: %d new, %d there already, %d there with other values, %d wrong, %d with advice; %d new people, %d new decisions\n",
		m.ID, c.Rows, took.Round(time.Millisecond), c.New, c.Same, c.Different, c.Errors, c.Warnings, c.People, c.Decisions)
	return err
}

// printStored prints what became of a list that was to be stored.
func printStored(m *intake.Import, took time.Duration, stdout io.Writer) error {
	if m.State == intake.Applied {
		_, err := fmt.Fprintf(stdout, "%s: %d records stored in %s\n", m.ID, m.Counts.New+m.Counts.People+m.Counts.Decisions, took.Round(time.Millisecond))
		return err
	}
	if m.Refusal != nil {
		_, _ = fmt.Fprintf(stdout, "%s\n%s\n", m.Refusal.Vi, m.Refusal.En)
		for _, item := range m.Refusal.Items {
			_, _ = fmt.Fprintf(stdout, "%d: %s: %s\n", item.Row, item.Name, item.Vi)
		}
	}
	return errNotStored
}

// inWords says in both languages what a person can mend.
func inWords(err error) error {
	if e := errs.As(err); e != nil {
		return fmt.Errorf("%s / %s", e.Vi, e.En) //nolint:err113 // it is for people, at the end of the command
	}
	return err
}
