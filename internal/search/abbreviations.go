package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// MaxAdded is how many abbreviations may be added to those that thidua ships. Both together stay below
// [viet.MaxAbbreviations], also when a later version ships more.
const MaxAdded = 500

// Table is the abbreviations by whose short and long forms texts are found: those that thidua ships, but for the ones that were taken
// out, and those that were added. Only the differences are kept, so that a later version's pairs come to a table that was changed.
type Table struct {
	store.Head `bson:",inline"`
	Added      []viet.Abbreviation `bson:"added"`
	Dropped    []viet.Abbreviation `bson:"dropped"` // of those shipped
}

// TableItem is an abbreviation of a table.
type TableItem struct {
	viet.Abbreviation
	Shipped bool // with thidua, rather than added here
}

// tableID is the ID of the one table. There is no document before the first change: then the table has version 0.
const tableID = "abt_table"

func tableSchema() *store.Schema {
	return &store.Schema{Name: "abbreviations", Public: true, History: true}
}

// Items returns the abbreviations, in the order of their short forms; those with the same, in that of their long ones.
func (t *Table) Items() []*TableItem {
	shipped := viet.DefaultAbbreviations()
	items := make([]*TableItem, 0, len(shipped)+len(t.Added))
	for _, a := range shipped {
		if indexOf(t.Dropped, a) < 0 {
			items = append(items, &TableItem{a, true})
		}
	}
	for _, a := range t.Added {
		if indexOf(shipped, a) < 0 { // it may have come with a version since
			items = append(items, &TableItem{a, false})
		}
	}
	slices.SortStableFunc(items, func(a, b *TableItem) int {
		return slices.Compare(
			[]string{viet.SortKey(a.Short), viet.SortKey(a.Long)},
			[]string{viet.SortKey(b.Short), viet.SortKey(b.Long)})
	})
	return items
}

// ready returns the table, made for use.
func (t *Table) ready() (viet.Abbreviations, error) {
	items := t.Items()
	pairs := make([]viet.Abbreviation, len(items))
	for i, item := range items {
		pairs[i] = item.Abbreviation
	}
	return viet.NewAbbreviations(pairs)
}

// with returns the table with one more abbreviation: one of its own, or one shipped that was taken out.
func (t *Table) with(a viet.Abbreviation) (*Table, error) {
	a = viet.Abbreviation{Short: viet.CleanTitle(a.Short), Long: viet.CleanTitle(a.Long)}
	if err := checkForms(a); err != nil {
		return nil, err
	}
	next := *t
	if i := indexOf(t.Dropped, a); i >= 0 {
		next.Dropped = slices.Delete(slices.Clone(t.Dropped), i, i+1)
		return &next, nil
	}
	if slices.ContainsFunc(t.Items(), func(item *TableItem) bool { return same(item.Abbreviation, a) }) {
		e := errs.InvalidField("short", "Bảng đã có mục viết tắt này.", "The table has this abbreviation already.")
		e.Code = errs.Duplicate
		return nil, e
	}
	if len(t.Added) >= MaxAdded {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Bảng đã có thêm %d mục viết tắt, tối đa %d; hãy bỏ bớt.", len(t.Added), MaxAdded),
			fmt.Sprintf("%d abbreviations were added to the table, at most %d; take some out.", len(t.Added), MaxAdded))
	}
	next.Added = append(slices.Clone(t.Added), a)
	return &next, nil
}

// checkForms says what is wrong with an abbreviation by itself.
func checkForms(a viet.Abbreviation) error {
	for _, form := range [...]struct{ field, text string }{{"short", a.Short}, {"long", a.Long}} {
		if len(form.text) > viet.MaxAbbreviation || len(viet.Tokens(form.text)) == 0 {
			return errs.InvalidField(form.field,
				fmt.Sprintf("Hãy ghi ít nhất một chữ, không quá %d byte.", viet.MaxAbbreviation),
				fmt.Sprintf("Write at least one word, of at most %d bytes.", viet.MaxAbbreviation))
		}
	}
	if viet.AccentKey(a.Short) == viet.AccentKey(a.Long) {
		return errs.InvalidField("long", "Hai dạng phải khác nhau.", "The two forms must differ.")
	}
	return nil
}

// without returns the table without one of its abbreviations.
func (t *Table) without(a viet.Abbreviation) (*Table, error) {
	next := *t
	if i := indexOf(t.Added, a); i >= 0 {
		next.Added = slices.Delete(slices.Clone(t.Added), i, i+1)
		if indexOf(viet.DefaultAbbreviations(), a) < 0 {
			return &next, nil
		}
	}
	i := indexOf(viet.DefaultAbbreviations(), a)
	if i < 0 || indexOf(t.Dropped, a) >= 0 {
		e := errs.InvalidField("short", "Bảng không có mục viết tắt này.", "The table does not have this abbreviation.")
		e.Code = errs.NotFound
		return nil, e
	}
	next.Dropped = append(slices.Clone(t.Dropped), viet.DefaultAbbreviations()[i])
	return &next, nil
}

func indexOf(pairs []viet.Abbreviation, a viet.Abbreviation) int {
	return slices.IndexFunc(pairs, func(b viet.Abbreviation) bool { return same(a, b) })
}

// same reports whether two abbreviations say the same, however they are typed.
func same(a, b viet.Abbreviation) bool {
	return viet.AccentKey(a.Short) == viet.AccentKey(b.Short) && viet.AccentKey(a.Long) == viet.AccentKey(b.Long)
}

// Table returns the abbreviations as they are now.
func (x *Index) Table(ctx context.Context) (*Table, error) {
	t, err := x.tables.ByID(ctx, tableID)
	if errs.CodeOf(err) == errs.NotFound {
		return &Table{}, nil
	}
	return t, err
}

// AddAbbreviation adds one to the table, at the version that the caller read. Texts are found by it when the index is made anew, which
// begins at once, beside live traffic. Only administrators may.
func (x *Index) AddAbbreviation(ctx context.Context, v access.Viewer, version int64, a viet.Abbreviation) (*Table, error) {
	return x.changeTable(ctx, v, version, "abbreviation.add", func(t *Table) (*Table, error) { return t.with(a) })
}

// RemoveAbbreviation takes one out of the table, shipped ones too; else it is as [Index.AddAbbreviation].
func (x *Index) RemoveAbbreviation(ctx context.Context, v access.Viewer, version int64, a viet.Abbreviation) (*Table, error) {
	return x.changeTable(ctx, v, version, "abbreviation.remove", func(t *Table) (*Table, error) { return t.without(a) })
}

func (x *Index) changeTable(
	ctx context.Context, v access.Viewer, version int64, action string, change func(*Table) (*Table, error),
) (*Table, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Settings}); err != nil {
		return nil, err
	}
	before, err := x.Table(ctx)
	if err != nil {
		return nil, err
	}
	if before.Version != version {
		return nil, staleTable(before)
	}
	after, err := change(before)
	if err != nil {
		return nil, err
	}
	act := store.Act{Actor: v.Actor, Action: action}
	if version == 0 {
		after.Head = store.Head{ID: tableID}
		err = x.tables.Insert(ctx, after, act)
	} else {
		err = x.tables.Replace(ctx, before, after, act)
	}
	if errs.CodeOf(err) == errs.Conflict { // somebody else saved in the meantime
		now, err := x.Table(ctx)
		if err != nil {
			return nil, err
		}
		return nil, staleTable(now)
	}
	return after, err
}

// staleTable is the conflict of a change that was made from an older version than the present one.
func staleTable(now *Table) error {
	e := errs.New(errs.Conflict,
		"Bảng viết tắt đã được sửa (phiên bản "+strconv.FormatInt(now.Version, 10)+"); hãy tải lại trước khi lưu.",
		"The table of abbreviations has changed (version "+strconv.FormatInt(now.Version, 10)+"); load it again before you save.")
	e.Change = &errs.Change{Version: now.Version, At: now.UpdatedAt, By: now.UpdatedBy, Fields: []string{}}
	return e
}

// readyTable is a version of the table, made for use.
type readyTable struct {
	version int64
	viet.Abbreviations
}

// tableNow reads the table, and makes it ready if it is another than the one in use.
func (x *Index) tableNow(ctx context.Context) (*readyTable, error) {
	now, err := x.Table(ctx)
	if err != nil {
		return nil, err
	}
	if t := x.table.Load(); t != nil && t.version == now.Version {
		return t, nil
	}
	ready, err := now.ready()
	if err != nil {
		return nil, err
	}
	t := &readyTable{now.Version, ready}
	x.table.Store(t)
	return t, nil
}

// abbreviations returns the table that answers are marked by. It costs no store call but in a process that does not follow the index: what
// was changed a moment ago is not in the entries either.
func (x *Index) abbreviations(ctx context.Context) (viet.Abbreviations, error) {
	if t := x.table.Load(); t != nil {
		return t.Abbreviations, nil
	}
	t, err := x.tableNow(ctx)
	if err != nil {
		return viet.Abbreviations{}, err
	}
	return t.Abbreviations, nil
}
