package intake

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Filter chooses imports; an empty field is no condition.
type Filter struct {
	State []State
	Kind  []Kind
}

func (f Filter) where(v access.Viewer) (store.Where, error) {
	var state, kind, own store.Where
	if len(f.State) > 0 {
		state = store.AnyOf("state", f.State...)
	}
	if len(f.Kind) > 0 {
		kind = store.AnyOf("kind", f.Kind...)
	}
	if !office(v) {
		if err := register.MayImport(v); err != nil {
			return nil, err
		}
		own = store.Eq{Field: "authorId", Value: v.Actor}
	}
	return store.All(own, state, kind), nil
}

// Newest is the order of imports.
func Newest() store.Order[Import] {
	return store.Order[Import]{
		Sort: store.Sort{By: []string{"createdAt"}, Desc: true}, Values: func(m *Import) []any { return []any{m.CreatedAt} },
	}
}

// Imports returns a page of the imports that exist for the viewer, the newest first.
func (x *Importer) Imports(ctx context.Context, v access.Viewer, f Filter, p store.Page) ([]*Import, error) {
	where, err := f.where(v)
	if err != nil {
		return nil, err
	}
	return x.imports.Find(ctx, store.Query{Where: where, Sort: Newest().Sort}.Paged(p))
}

// CountImports counts what [Importer.Imports] lists.
func (x *Importer) CountImports(ctx context.Context, v access.Viewer, f Filter) (int64, error) {
	where, err := f.where(v)
	if err != nil {
		return 0, err
	}
	return x.imports.Count(ctx, where)
}

// ImportsByID returns those of the imports that exist for the viewer.
func (x *Importer) ImportsByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Import, error) {
	if v.IsAnonymous() {
		return map[string]*Import{}, nil
	}
	found, err := x.imports.ByIDs(ctx, ids, store.Whole)
	for id, m := range found {
		if !sees(v, m) {
			delete(found, id)
		}
	}
	return found, err
}

// ProgressOf returns how far the work of imports is, by their IDs.
func (x *Importer) ProgressOf(ctx context.Context, ids []string) (map[string]*Progress, error) {
	return x.progress.ByIDs(ctx, ids, store.Whole)
}

// RowFilter chooses rows; an empty one is no condition.
type RowFilter struct {
	Verdict  []Verdict
	Severity []Severity // rows with an issue of one of these; only Wrong and Advice
}

func (f RowFilter) fits(r *Row) bool {
	return (len(f.Verdict) == 0 || slices.Contains(f.Verdict, r.Verdict)) &&
		(len(f.Severity) == 0 || slices.ContainsFunc(f.Severity, r.has))
}

// RowOrder is the order of the file.
func RowOrder() store.Order[Row] {
	return store.Order[Row]{
		Sort: store.Sort{By: []string{"number"}}, Values: func(r *Row) []any { return []any{r.Number} },
	}
}

// pagesAtOnce is how many pages of rows are in memory at one time.
const pagesAtOnce = 4

// Rows returns a page of the rows of an import, which the caller has from us. Only as many pages of rows as it needs are
// read, a few at a time.
func (x *Importer) Rows(ctx context.Context, m *Import, f RowFilter, p store.Page) ([]*Row, error) {
	var rows []*Row
	from, to := bound(p.After), bound(p.Before)
	q := store.Query{Sort: store.Sort{By: []string{"number"}, Desc: p.Last}, Limit: pagesAtOnce}
	for len(rows) < p.Limit {
		q.Where = store.All(store.Eq{Field: "place", Value: placeOf(m)}, f.pages())
		if from != nil {
			q.Where = store.All(q.Where, store.Range{Field: "lastRow", From: *from, After: true})
		}
		if to != nil {
			q.Where = store.All(q.Where, store.Range{Field: "firstRow", To: *to})
		}
		pages, err := x.pages.Find(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, page := range pages {
			rows = append(rows, page.chosen(m, f, from, to, p.Last)...)
		}
		if len(pages) < pagesAtOnce {
			break
		}
		last := pages[len(pages)-1]
		q.After = &store.Position{ID: last.ID, Values: []any{last.Number}}
	}
	rows = rows[:min(len(rows), p.Limit)]
	if p.Last {
		slices.Reverse(rows)
	}
	return rows, nil
}

// CountRows counts the rows of an import, by what the rehearsal counted; it has not counted them by all that can be asked
// for.
func (x *Importer) CountRows(m *Import, f RowFilter) (int64, error) {
	byVerdict := map[Verdict]int64{IsNew: m.Counts.New, IsSame: m.Counts.Same, IsDifferent: m.Counts.Different, IsWrong: m.Counts.Errors}
	switch {
	case len(f.Severity) == 0 && len(f.Verdict) == 0:
		return m.Counts.Rows, nil
	case len(f.Severity) == 0:
		var sum int64
		for v, n := range byVerdict {
			if slices.Contains(f.Verdict, v) {
				sum += n
			}
		}
		return sum, nil
	case len(f.Verdict) == 0 && slices.Equal(f.Severity, []Severity{Wrong}):
		return m.Counts.Errors, nil
	case len(f.Verdict) == 0 && slices.Equal(f.Severity, []Severity{Advice}):
		return m.Counts.Warnings, nil
	default:
		return 0, errs.New(errs.Invalid,
			"Không đếm sẵn số dòng theo tổ hợp điều kiện này; hãy bỏ totalCount hoặc chỉ lọc theo một mục.",
			"Rows are not counted by this combination: leave totalCount out, or choose by one condition only.")
	}
}

// pages is the condition on pages that may have rows of the filter.
func (f RowFilter) pages() store.Where {
	var marks []string
	for _, v := range f.Verdict {
		marks = append(marks, string(v))
	}
	var verdicts, severities store.Where
	if len(marks) > 0 {
		verdicts = store.AnyOf("verdicts", marks...)
	}
	if len(f.Severity) > 0 && !slices.Contains(f.Severity, Remark) {
		severities = store.AnyOf("verdicts", f.Severity...)
	}
	return store.All(verdicts, severities)
}

// chosen returns the rows of a page that are asked for, as documents of lists.
func (p *Page) chosen(m *Import, f RowFilter, from, to *int64, backwards bool) []*Row {
	var rows []*Row
	for _, r := range p.Rows {
		if f.fits(r) && (from == nil || r.Number > *from) && (to == nil || r.Number < *to) {
			r.ID = fmt.Sprintf("%s:%d", m.ID, r.Number)
			rows = append(rows, r)
		}
	}
	if backwards {
		slices.Reverse(rows)
	}
	return rows
}

func bound(p *store.Position) *int64 {
	if p == nil || len(p.Values) == 0 {
		return nil
	}
	n, ok := p.Values[0].(int64)
	if !ok {
		return nil
	}
	return &n
}

// placeOf names where the pages of the present rehearsal of an import are.
func placeOf(m *Import) string { return fmt.Sprintf("%s %d", m.ID, m.Attempt) }
