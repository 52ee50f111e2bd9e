package intake

import (
	"context"
	"errors"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// apply stores the records of an import, which nobody sees until the write that ends it. First every row is prepared once
// more: what was rehearsed is stored, or nothing.
func (x *Importer) apply(ctx context.Context, s *span, m *Import) error {
	progress, err := x.progress.ByID(ctx, m.ID)
	if err != nil {
		return err
	}
	if progress.Saved == 0 {
		if err := x.wait(ctx, x.settle); err != nil { // until the import is on every veil
			return err
		}
		refusal, err := x.recheck(ctx, s, m)
		if err != nil {
			return err
		}
		if refusal != nil {
			after := *m
			after.State, after.Refusal, after.Failures = Rehearsed, refusal, 0
			return x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import.refuse"})
		}
	}
	if err := x.save(ctx, s, m, progress); err != nil {
		return err
	}
	after := *m
	now := x.imports.Now().UTC()
	after.State, after.AppliedAt, after.AppliedBy, after.Failures = Applied, &now, m.Doer.Actor, 0
	return x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: register.ImportApplied, Note: fmt.Sprintf("%d", m.Counts.New)})
}

// save stores the records page by page, from where it was cut short.
func (x *Importer) save(ctx context.Context, s *span, m *Import, progress *Progress) error {
	act := store.Act{Actor: m.Doer.Actor, Action: "import.store", Note: m.ID}
	return x.eachPage(ctx, m, progress.Saved, func(page *Page) error {
		if err := x.still(ctx, s, m); err != nil {
			return err
		}
		in := page.records()
		stamp(&in, m.ID)
		if err := x.register.SaveIntake(ctx, m.ID, act, in); err != nil {
			return unsaved(page, err)
		}
		next := *progress
		next.Saved, next.RowsSaved = page.Number+1, progress.RowsSaved+int64(len(page.Rows))
		if err := x.progress.Replace(ctx, progress, &next, store.Act{}); err != nil {
			return err
		}
		progress = &next
		return nil
	})
}

// still fails unless the import is as it was and the work is ours to do.
func (x *Importer) still(ctx context.Context, s *span, m *Import) error {
	if err := s.goOn(ctx); err != nil {
		return err
	}
	now, err := x.imports.ByID(ctx, m.ID)
	if err != nil {
		return err
	}
	if now.Version != m.Version {
		return errs.New(errs.Conflict, "Lượt nhập đã đổi trạng thái.", "The import has changed.")
	}
	return nil
}

// stamp says of records by which import they come.
func stamp(in *register.Intake, importID string) {
	for _, r := range in.Units {
		r.ImportID = importID
	}
	for _, r := range in.People {
		r.ImportID = importID
	}
	for _, r := range in.Decisions {
		r.ImportID = importID
	}
	for _, r := range in.Awards {
		r.ImportID = importID
	}
	for _, r := range in.Tasks {
		r.ImportID = importID
	}
	for _, r := range in.Sheets {
		r.ImportID = importID
	}
}

// unsaved names the row whose record could not be stored, because somebody entered the same at that moment.
func unsaved(page *Page, err error) error {
	var u *register.UnsavedError
	e := errs.As(err)
	if !errors.As(err, &u) || e == nil || e.Code == errs.Unavailable {
		return err
	}
	for _, row := range page.Rows {
		if id, _ := row.record(); id == u.ID {
			return errs.New(errs.WrongState,
				fmt.Sprintf("Dòng %d: %s", row.Number, e.Vi), fmt.Sprintf("Row %d: %s", row.Number, e.En)).Because(err)
		}
	}
	return errs.New(errs.WrongState,
		fmt.Sprintf("Dòng %d–%d: %s", page.FirstRow, page.LastRow, e.Vi), fmt.Sprintf("Rows %d–%d: %s", page.FirstRow, page.LastRow, e.En)).Because(err)
}

// eachPage calls do with the pages of an import in order, from one on, a few of them in memory.
func (x *Importer) eachPage(ctx context.Context, m *Import, from int64, do func(*Page) error) error {
	q := store.Query{Sort: store.Sort{By: []string{"number"}}, Limit: pagesAtOnce}
	for {
		q.Where = store.And{store.Eq{Field: "place", Value: placeOf(m)}, store.Range{Field: "number", From: from}}
		pages, err := x.pages.Find(ctx, q)
		if err != nil {
			return err
		}
		for _, page := range pages {
			if err := do(page); err != nil {
				return err
			}
			from = page.Number + 1
		}
		if len(pages) < pagesAtOnce {
			return nil
		}
	}
}

// maxNamed bounds the rows and records that a refusal names.
const maxNamed = 20

// recheck prepares every row once more, with the permissions of who applies it, and refuses the import if what comes out is
// not what was rehearsed.
func (x *Importer) recheck(ctx context.Context, s *span, m *Import) (*Refusal, error) {
	plan, err := x.planFor(ctx, m.Doer.viewer(), m.Kind, m.Options)
	if err != nil {
		return nil, err
	}
	again := rechecking{
		x: x, v: m.Doer.viewer(), kind: m.Kind, plan: plan, quotas: register.Quotas{}, people: map[string]*register.Person{},
		taken: register.Taken{}, unitsAbove: map[string]*register.Unit{},
	}
	pages := int64(0)
	err = x.eachPage(ctx, m, 0, func(page *Page) error {
		pages++
		if err := x.still(ctx, s, m); err != nil {
			return err
		}
		return again.records(ctx, page)
	})
	if err != nil {
		return nil, err
	}
	if pages == 0 {
		return nil, errs.New(errs.WrongState, "Bản rà soát đã hết hạn; hãy tải tệp lên lại.", "The rehearsal has expired: send the file again.")
	}
	if len(again.changed) == 0 {
		return nil, nil //nolint:nilnil // nothing stands in the way
	}
	return &Refusal{
		Vi:    "Dữ liệu liên quan đã thay đổi sau khi rà soát nên chưa lưu dòng nào; hãy rà soát lại.",
		En:    "What these rows rest on has changed since the rehearsal, so nothing was stored: rehearse again.",
		Items: again.changed,
	}, nil
}

// rechecking is a second look at the rows of an import.
type rechecking struct {
	x          *Importer
	v          access.Viewer
	kind       Kind
	plan       *plan
	quotas     register.Quotas
	people     map[string]*register.Person // that the import brings, by ID
	decisions  []*register.Decision        // likewise
	taken      register.Taken
	unitsAbove map[string]*register.Unit // that the import brings, by ID
	changed    []RefusedFor
}

func (c *rechecking) name(row int64, name, vi, en, recordID string) {
	if len(c.changed) < maxNamed {
		c.changed = append(c.changed, RefusedFor{Row: row, Name: name, Vi: vi, En: en, RecordID: recordID})
	}
}

// compare notes a row whose record is not what was rehearsed.
func compare[T any](c *rechecking, row *Row, was *T, p register.Prepared[T], same func(a, b *T) (bool, error)) error {
	_, name := row.record()
	if p.Err != nil {
		e := errs.As(p.Err)
		if e == nil {
			return p.Err
		}
		c.name(row.Number, name, e.Vi, e.En, "")
		return nil
	}
	if p.Existing != nil {
		c.name(row.Number, name, "hồ sơ này đã được nhập sau khi rà soát", "this record was entered after the rehearsal", any(p.Existing).(store.Document).DocumentHead().ID)
		return nil
	}
	unchanged, err := same(was, p.Record)
	if err == nil && !unchanged {
		c.name(row.Number, name, "những gì hồ sơ này dựa vào (đơn vị, danh hiệu, quyết định…) đã thay đổi", "what the record rests on (unit, award type, decision …) has changed", "")
	}
	return err
}
