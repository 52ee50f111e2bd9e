// Package export writes listings of the records as spreadsheets, in the forms that offices print and pass on: XLSX and CSV
// with Vietnamese headers and numbered rows.
//
// A listing has exactly what its reads give the viewer, by the filters of the API's lists, and the names that the viewer
// may see. Rows are read page by page and written as they come: memory does not grow with their number. Each export is
// put on record before its first row goes out: who took what, and by which filter.
//
// It may import errs, viet, access, store, sheet and register.
package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Exporter writes exports. Safe for concurrent use.
type Exporter struct {
	records *register.Register
	exports *store.Collection[Export]
	now     func() time.Time
	turns   chan struct{}
}

// Export (lần kết xuất) is on record of one export, for good.
type Export struct {
	store.Head `bson:",inline"`
	Listing    string `bson:"listing"`
	Format     Format `bson:"format"`
	Where      string `bson:"where,omitempty"` // the filter, as JSON
}

// Format is the form of a file.
type Format string

// The formats.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// atOnce is how many exports are written at the same time: an XLSX of 100,000 rows takes seconds of a processor.
const atOnce = 2

// Schemas returns the declarations of the package's collections.
func Schemas() []*store.Schema {
	return []*store.Schema{{Name: "exports", Fields: []store.Field{}, Indexes: []store.Index{}}}
}

// New returns an exporter over a store that was told of [Schemas].
func New(s store.Store, records *register.Register, now func() time.Time, ids *store.IDs) *Exporter {
	return &Exporter{
		records: records, now: now, turns: make(chan struct{}, atOnce),
		exports: &store.Collection[Export]{
			Schema: Schemas()[0], Store: s, Prefix: "exp", Noun: store.Noun{Vi: "lần kết xuất", En: "export"}, Now: now, IDs: ids,
		},
	}
}

// Request says what to export.
type Request struct {
	Listing string // the name of one of [Listings]
	Format  Format
	Where   string // the filter of the list of the same name in the API, as JSON; empty for all
}

// File is an export that is ready to be written.
type File struct {
	Name        string // such as "Danh sách khen thưởng 22-11-2026.xlsx"
	ContentType string
	// Write writes it, once. An error of an XLSX comes before the first byte; a CSV may have begun.
	Write func(io.Writer) error
}

// Open checks a request of somebody who has signed in, puts it on record, and waits for its turn as long as ctx allows. The
// caller calls done when the file is written, or is not to be.
func (e *Exporter) Open(ctx context.Context, v access.Viewer, r Request) (f *File, done func(), err error) {
	if v.IsAnonymous() {
		return nil, nil, errs.New(errs.Unauthenticated, "Hãy đăng nhập để kết xuất.", "Sign in to export.")
	}
	i := slices.IndexFunc(listings(), func(l listing) bool { return l.name == r.Listing })
	if i < 0 {
		return nil, nil, errs.Missing("danh sách", "listing", clipped(r.Listing))
	}
	l := listings()[i]
	contentType := "text/csv; charset=utf-8"
	switch r.Format {
	case CSV:
	case XLSX:
		contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	default:
		return nil, nil, errs.InvalidField("format", "Chỉ có xlsx và csv.", "It is xlsx or csv.")
	}
	rows, err := l.rows(ctx, e.records, v, r.Where)
	if err != nil {
		return nil, nil, err
	}
	select {
	case e.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, nil, errs.New(errs.Unavailable, "Đang có nhiều người kết xuất; hãy thử lại.", "Others are exporting now: try again.")
	}
	done = func() { <-e.turns }
	record := &Export{Listing: l.name, Format: r.Format, Where: r.Where}
	note := strings.TrimSpace(l.name + "." + string(r.Format) + " " + r.Where)
	if err := e.exports.Insert(ctx, record, store.Act{Actor: v.Actor, Action: "export.create", Note: note}); err != nil {
		done()
		return nil, nil, fmt.Errorf("put an export on record: %w", err)
	}
	today := viet.Today(e.now())
	written := sheet.Listing{
		Sheet: l.title, Layout: sheet.Layout{Columns: l.columns},
		Title: []string{strings.ToUpper(l.title), "Ngày kết xuất: " + today.Format()},
	}
	write := sheet.WriteXLSX
	if r.Format == CSV {
		write = sheet.WriteCSV
	}
	return &File{
		Name: l.title + " " + strings.ReplaceAll(today.Format(), "/", "-") + "." + string(r.Format), ContentType: contentType,
		Write: func(w io.Writer) error { return write(w, written, rows) },
	}, done, nil
}

// maxWhere bounds a filter, in bytes.
const maxWhere = 8 << 10

// filterOf reads a filter; what it does not know is refused, lest a mistyped condition give everything.
func filterOf[F any](where string) (f F, err error) {
	if where == "" {
		return f, nil
	}
	refused := func(vi, en string) error { return errs.InvalidField("where", vi, en) }
	if len(where) > maxWhere {
		return f, refused("Bộ lọc quá dài.", "The filter is too long.")
	}
	d := json.NewDecoder(strings.NewReader(where))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil || !errors.Is(d.Decode(new(any)), io.EOF) {
		return f, refused(
			"Bộ lọc phải là một đối tượng JSON như where của danh sách cùng tên trong API.",
			"The filter must be a JSON object like where of the API's list of the same name.")
	}
	return f, nil
}

// clipped is the beginning of a text that is shown to whoever sent it.
func clipped(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return s
}

// listing is something that can be exported.
type listing struct {
	name, title string
	columns     []sheet.Column
	rows        func(ctx context.Context, r *register.Register, v access.Viewer, where string) (iter.Seq2[[]sheet.Value, error], error)
}

// Listings returns the names of all listings.
func Listings() []string {
	var names []string
	for _, l := range listings() {
		names = append(names, l.name)
	}
	return names
}

// column is a column of a listing of T.
type column[T any] struct {
	sheet.Column
	value func(*T, *page) sheet.Value
}

// page is what the rows of one page need besides.
type page struct {
	viewer    access.Viewer
	units     map[string]*register.Unit
	decisions map[string]*register.Decision
}

// source is how the rows of a listing of T by a filter F are read.
type source[T, F any] struct {
	order store.Order[T]
	load  func(ctx context.Context, r *register.Register, v access.Viewer, f F, p store.Page) ([]*T, error)
	// narrow, if set, adds what makes the listing: its filter may have conditions of its own beside.
	narrow func(*F) error
	// units and decisions, if set, name what else a row needs, which is read for a page at once.
	units, decisions func(*T) []string
}

// listed puts a listing together.
func listed[T, F any](name, title string, s source[T, F], columns ...column[T]) listing {
	l := listing{name: name, title: title, columns: sheetColumns(columns)}
	l.rows = func(ctx context.Context, r *register.Register, v access.Viewer, where string) (iter.Seq2[[]sheet.Value, error], error) {
		f, err := filterOf[F](where)
		if err == nil && s.narrow != nil {
			err = s.narrow(&f)
		}
		if err != nil {
			return nil, err
		}
		return func(yield func([]sheet.Value, error) bool) {
			p := store.Page{Limit: store.MaxLimit}
			for {
				docs, err := s.load(ctx, r, v, f, p)
				var extra *page
				if err == nil {
					extra, err = s.extra(ctx, r, v, docs)
				}
				if err != nil {
					yield(nil, err)
					return
				}
				if !written(docs, extra, columns, yield) {
					return
				}
				if len(docs) < p.Limit {
					return
				}
				at := s.order.Position(docs[len(docs)-1])
				p.After = &at
			}
		}, nil
	}
	return l
}

// sheetColumns returns the columns as they are written.
func sheetColumns[T any](columns []column[T]) []sheet.Column {
	written := make([]sheet.Column, len(columns))
	for i, c := range columns {
		written[i] = c.Column
	}
	return written
}

// written yields the rows of documents, and reports whether more are wanted.
func written[T any](docs []*T, extra *page, columns []column[T], yield func([]sheet.Value, error) bool) bool {
	values := make([]sheet.Value, len(columns))
	for _, doc := range docs {
		for i, c := range columns {
			values[i] = c.value(doc, extra)
		}
		if !yield(values, nil) {
			return false
		}
	}
	return true
}

// extra reads what the rows of a page need besides.
func (s source[T, F]) extra(ctx context.Context, r *register.Register, v access.Viewer, docs []*T) (*page, error) {
	p := &page{viewer: v, units: map[string]*register.Unit{}, decisions: map[string]*register.Decision{}}
	if s.units != nil {
		for part := range slices.Chunk(namedIn(docs, s.units), store.MaxLimit) {
			found, err := r.UnitsByID(ctx, v, part)
			if err != nil {
				return nil, err
			}
			for id, u := range found {
				p.units[id] = u
			}
		}
	}
	if s.decisions == nil {
		return p, nil
	}
	for part := range slices.Chunk(namedIn(docs, s.decisions), store.MaxLimit) {
		found, err := r.DecisionsByID(ctx, v, part)
		if err != nil {
			return nil, err
		}
		for id, d := range found {
			p.decisions[id] = d
		}
	}
	return p, nil
}

// namedIn returns the IDs that documents name, each once.
func namedIn[T any](docs []*T, of func(*T) []string) []string {
	var ids []string
	for _, doc := range docs {
		ids = append(ids, of(doc)...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
