package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// What a page of rows may have. Its bytes are estimated, and far below what a database takes for one document.
const (
	pageRows  = 200
	pageBytes = 1 << 20
	maxCell   = 300 // bytes of a cell's text that are shown
)

// read rehearses a file: row by row, a page of them at a time. It begins anew whenever it is called: what was read before
// has stored nothing, and its pages are thrown away.
func (x *Importer) read(ctx context.Context, s *span, m *Import) error {
	file, err := x.fileOf(ctx, m)
	if err != nil {
		return err
	}
	defer file.close()
	plan, err := x.planFor(ctx, m.Doer.viewer(), m.Kind, m.Options)
	if err != nil {
		return err
	}
	table, err := x.table(file, m.FileBytes, plan, m.Options)
	if err != nil {
		return err
	}
	progress, err := x.progress.ByID(ctx, m.ID)
	if err != nil {
		return errors.Join(err, table.Close())
	}
	if err := x.dropPages(ctx, m.ID); err != nil {
		return errors.Join(err, table.Close())
	}
	if progress, err = x.countRows(ctx, s, progress, table); err != nil {
		return err
	}
	if table, err = x.table(file, m.FileBytes, plan, m.Options); err != nil {
		return err
	}
	r := newReading(x, m, progress, plan)
	for row, err := range table.Rows() {
		if err == nil {
			err = r.add(ctx, s, row)
		}
		if err != nil {
			return err
		}
	}
	if err := r.flush(ctx, s); err != nil {
		return err
	}
	after := *m
	after.State, after.Counts, after.Failures = Rehearsed, r.counts, 0
	after.Report = reportOf(table.Report(), plan.layout, r.similar())
	if r.counts.Rows == 0 {
		return errs.InvalidField("file", "Danh sách không có dòng dữ liệu nào dưới dòng tiêu đề.", "The list has no row of data below its header.")
	}
	if err := x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import.rehearsed"}); err != nil {
		return err
	}
	return x.dropPieces(ctx, m.ID)
}

// countRows reads the table once to its end, so that it is known how long the rest takes, and that the file is whole before
// anything is looked for.
func (x *Importer) countRows(ctx context.Context, s *span, progress *Progress, table *sheet.Table) (*Progress, error) {
	var total int64
	for _, err := range table.Rows() {
		if err != nil {
			return nil, err
		}
		if total++; total%pageRows == 0 {
			if err := s.goOn(ctx); err != nil {
				return nil, errors.Join(err, table.Close())
			}
		}
	}
	next := *progress
	next.RowsTotal, next.RowsRead = &total, 0
	return &next, x.progress.Replace(ctx, progress, &next, store.Act{})
}

// reading is a rehearsal on its way.
type reading struct {
	x        *Importer
	m        *Import
	plan     *plan
	progress *Progress
	names    *names
	rows     []*Row
	cells    []sheet.Row // of rows, as they were read
	bytes    int
	pages    int64
	counts   Counts
	known    known
}

func newReading(x *Importer, m *Import, progress *Progress, plan *plan) *reading {
	return &reading{
		x: x, m: m, plan: plan, progress: progress, names: newNames(x.register, m.Doer.viewer()), known: newKnown(),
	}
}

// today is the day on which the list is read.
func (r *reading) today() viet.Date { return viet.Today(r.x.now()) }

// add takes a row of the file, and finishes a page when it is full.
func (r *reading) add(ctx context.Context, s *span, row sheet.Row) error {
	out := &Row{
		Number: int64(row.Number), Ordinal: cut(row.Ordinal), Group: row.Group, Hidden: row.Hidden, Verdict: IsNew, Cells: []RowCell{},
	}
	for i, c := range row.Cells {
		means := r.plan.layout.Columns[i].Names[0]
		if c.Raw != "" {
			out.Cells = append(out.Cells, RowCell{Column: c.Column, Means: means, Raw: cut(c.Raw)})
		}
		r.bytes += len(c.Raw) + len(c.Value.Text)
		if c.Err != nil {
			out.wrong(place{c.Column, means}, c.Err)
		}
		for _, note := range c.Notes {
			vi, en := note.In()
			out.Issues = append(out.Issues, Issue{Severity: Remark, Column: c.Column, Means: means, Vi: vi, En: en})
		}
	}
	r.rows, r.cells = append(r.rows, out), append(r.cells, row)
	const perRow = 1500
	if r.bytes += perRow; len(r.rows) < pageRows && r.bytes < pageBytes {
		return nil
	}
	return r.flush(ctx, s)
}

// flush finishes the page that is under way.
func (r *reading) flush(ctx context.Context, s *span) error {
	if len(r.rows) == 0 {
		return nil
	}
	if err := s.goOn(ctx); err != nil {
		return err
	}
	if err := r.stillReading(ctx); err != nil {
		return err
	}
	page := &Page{
		ImportID: r.m.ID, Place: placeOf(r.m), Number: r.pages, FirstRow: r.rows[0].Number, LastRow: r.rows[len(r.rows)-1].Number, Rows: r.rows,
	}
	if err := r.records(ctx, page); err != nil {
		return err
	}
	for _, row := range page.Rows {
		r.counts.add(row.Verdict)
		if row.has(Advice) {
			r.counts.Warnings++
		}
		page.mark(string(row.Verdict))
		for _, severity := range []Severity{Wrong, Advice} {
			if row.has(severity) {
				page.mark(string(severity))
			}
		}
	}
	r.counts.People += int64(len(page.Along.People))
	r.counts.Decisions += int64(len(page.Along.Decisions))
	if err := r.x.pages.Insert(ctx, page, store.Act{}); err != nil {
		return err
	}
	next := *r.progress
	next.RowsRead = r.counts.Rows
	if err := r.x.progress.Replace(ctx, r.progress, &next, store.Act{}); err != nil {
		return err
	}
	r.progress = &next
	r.rows, r.cells, r.bytes, r.pages = nil, nil, 0, r.pages+1
	return nil
}

// stillReading fails with a conflict if somebody has cancelled the import.
func (r *reading) stillReading(ctx context.Context) error {
	now, err := r.x.imports.ByID(ctx, r.m.ID)
	if err != nil {
		return err
	}
	if now.Version != r.m.Version {
		return errs.New(errs.Conflict, "Lượt nhập đã đổi trạng thái.", "The import has changed.")
	}
	return nil
}

// mark says that the page has rows of a kind.
func (p *Page) mark(kind string) {
	if !slices.Contains(p.Verdicts, kind) {
		p.Verdicts = append(p.Verdicts, kind)
	}
}

// cut returns the beginning of a text, whole code points of it.
func cut(s string) string {
	if len(s) <= maxCell {
		return s
	}
	end := maxCell
	for end > 0 && s[end]&0xC0 == 0x80 {
		end--
	}
	return s[:end] + "…"
}

// reportOf is what is kept of the report of a file.
func reportOf(from sheet.Report, layout sheet.Layout, similar []Similar) *Report {
	means := map[string]string{}
	for _, c := range layout.Columns {
		means[c.Key] = c.Names[0]
	}
	out := &Report{
		Format: string(from.Format), Encoding: from.Encoding, Sheet: from.Sheet, OtherSheets: []string{}, Macros: from.Macros, Linked: from.Linked,
		HeaderFrom: int64(from.HeaderFrom), HeaderTo: int64(from.HeaderTo), Above: append([]string{}, from.Above...),
		Columns: []MatchedColumn{}, Unknown: []UnknownColumn{}, Absent: []string{}, HiddenRows: int64(from.HiddenRows),
		BlankRows: int64(from.BlankRows), SkippedRows: int64(from.SkippedRows), Skipped: []SkippedRow{}, Similar: similar,
	}
	for _, s := range from.OtherSheets {
		out.OtherSheets = append(out.OtherSheets, s.Name)
	}
	for _, c := range from.Mapping {
		out.Columns = append(out.Columns, MatchedColumn{Column: c.Column, Header: c.Header, Means: means[c.Key], Hidden: c.Hidden})
	}
	for _, c := range from.Unknown {
		out.Unknown = append(out.Unknown, UnknownColumn{Column: c.Column, Header: c.Header, Maybe: means[c.Suggest]})
	}
	for _, key := range from.Absent {
		out.Absent = append(out.Absent, means[key])
	}
	for _, s := range from.Skipped {
		out.Skipped = append(out.Skipped, SkippedRow{Row: int64(s.Row), Reason: s.Reason, Text: cut(s.Text)})
	}
	return out
}

// waiting is a file that was kept in pieces, put together in a temporary file.
type waiting struct{ *os.File }

func (w waiting) close() {
	_ = w.Close()           // it is of no use any more
	_ = os.Remove(w.Name()) // likewise; where it was removed before, this fails
}

// fileOf puts the pieces of a file together.
func (x *Importer) fileOf(ctx context.Context, m *Import) (waiting, error) {
	f, err := os.CreateTemp("", "thidua-import-*")
	if err != nil {
		return waiting{}, fmt.Errorf("make a temporary file: %w", err)
	}
	w := waiting{f}
	_ = os.Remove(f.Name()) // where an open file may lose its name, a killed process leaves nothing
	size := int64(0)
	q := store.Query{Where: store.Eq{Field: "importId", Value: m.ID}, Sort: store.Sort{By: []string{"number"}}, Limit: pagesAtOnce}
	for {
		pieces, err := x.pieces.Find(ctx, q)
		if err != nil {
			w.close()
			return waiting{}, err
		}
		for _, p := range pieces {
			n, err := f.Write(p.Data)
			size += int64(n)
			if err != nil {
				w.close()
				return waiting{}, fmt.Errorf("put the file together: %w", err)
			}
			q.After = &store.Position{ID: p.ID, Values: []any{p.Number}}
		}
		if len(pieces) < pagesAtOnce {
			break
		}
	}
	if size != m.FileBytes {
		w.close()
		return waiting{}, errs.New(errs.WrongState, "Tệp đã bị xóa; hãy tải lên lại.", "The file was thrown away: send it again.")
	}
	_, err = f.Seek(0, io.SeekStart)
	return w, err
}

// dropPieces throws the pieces of a file away.
func (x *Importer) dropPieces(ctx context.Context, importID string) error {
	return drop(ctx, x.pieces, importID)
}

// dropPages throws the rows of a rehearsal away.
func (x *Importer) dropPages(ctx context.Context, importID string) error {
	return drop(ctx, x.pages, importID)
}

func drop[T any](ctx context.Context, c *store.Collection[T], importID string) error {
	for {
		docs, err := c.Find(ctx, store.Query{Where: store.Eq{Field: "importId", Value: importID}, Limit: pagesAtOnce})
		if err != nil || len(docs) == 0 {
			return err
		}
		writes := make([]store.Write, len(docs))
		for i, doc := range docs {
			writes[i] = c.Removing(doc, store.Act{})
		}
		if _, err := c.Store.Apply(ctx, writes...); err != nil && errs.CodeOf(err) != errs.NotFound && errs.CodeOf(err) != errs.Conflict {
			return fmt.Errorf("throw away parts of %s: %w", importID, err)
		}
	}
}
