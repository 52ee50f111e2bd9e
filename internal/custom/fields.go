package custom

import (
	"context"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Schemas declares the collection of the fields.
func Schemas() []*store.Schema { return []*store.Schema{schema()} }

func schema() *store.Schema {
	return &store.Schema{
		Name: "custom_fields", Public: true,
		Fields: []store.Field{
			{Path: "noun", Kind: store.String, Required: true},
			{Path: "key", Kind: store.String, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"noun", "key"}, Unique: true}},
		History: true,
	}
}

// Fields is where custom fields are kept. It is safe for concurrent use, and keeps nothing: every call reads what is stored.
type Fields struct {
	fields *store.Collection[Field]
}

// decodedBytes bounds the memory for fields that are read again and again.
const decodedBytes = 1 << 20

// New returns the fields of a store.
func New(s store.Store, now func() time.Time, ids *store.IDs) *Fields {
	return &Fields{fields: &store.Collection[Field]{
		Schema: schema(), Store: s, Prefix: "cfd", Now: now, IDs: ids, Decoded: store.NewDecoded(decodedBytes),
		Noun: store.Noun{Vi: "trường tùy biến", En: "custom field"},
	}}
}

// Set returns the fields of a noun, for those who check or show its values. What a viewer may see of them, [Set.Show] and
// [Set.Where] decide.
func (c *Fields) Set(ctx context.Context, n Noun) (*Set, error) {
	fields, err := c.fields.Find(ctx, store.Query{
		Where: store.Eq{Field: "noun", Value: string(n)}, Sort: store.Sort{By: []string{"key"}}, Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	return NewSet(fields...), nil
}

// List returns the fields of a noun that exist for the viewer; see [Set.Listed].
func (c *Fields) List(ctx context.Context, v access.Viewer, n Noun) ([]*Field, error) {
	set, err := c.Set(ctx, n)
	if err != nil {
		return nil, err
	}
	return set.Listed(v), nil
}

// ByID returns those of the fields that exist for the viewer.
func (c *Fields) ByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Field, error) {
	fields, err := c.fields.ByIDs(ctx, ids, store.Whole)
	for id, f := range fields {
		if !listed(v, f) {
			delete(fields, id)
		}
	}
	return fields, err
}

func listed(v access.Viewer, f *Field) bool {
	switch {
	case v.Decide(access.Update, access.Subject{Noun: access.Settings}).Allowed:
		return true
	case f.Retired:
		return false
	default:
		return f.Public || v.Reach(access.See, f.Noun.policy()) > access.Nowhere
	}
}

// Create saves a new field. Only administrators may.
func (c *Fields) Create(ctx context.Context, v access.Viewer, f Field) (*Field, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Settings}); err != nil {
		return nil, err
	}
	f.Head, f.Retired = store.Head{}, false
	f, err := f.checked()
	if err != nil {
		return nil, err
	}
	n, err := c.fields.Count(ctx, store.Eq{Field: "noun", Value: string(f.Noun)})
	if err != nil {
		return nil, err
	}
	if n >= MaxFields {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d trường, tối đa %d.", n, MaxFields),
			fmt.Sprintf("There are %d fields already, at most %d.", n, MaxFields))
	}
	err = c.fields.Insert(ctx, &f, store.Act{Actor: v.Actor, Action: "customField.create"})
	if errs.CodeOf(err) == errs.Duplicate {
		taken := errs.InvalidField("key", "Khóa này đã có trường khác dùng.", "Another field has this key.")
		taken.Code = errs.Duplicate
		return nil, taken.Because(err)
	}
	if err != nil {
		return nil, err
	}
	return &f, nil
}

// Update changes the settings of a field, at the version that the caller read. Bounds that become narrower hold for what is
// written from then on: stored values stay as they are.
func (c *Fields) Update(ctx context.Context, v access.Viewer, id string, version int64, edits ...func(*Settings)) (*Field, error) {
	return c.save(ctx, v, id, version, "customField.update", func(f *Field) (err error) {
		for _, edit := range edits {
			edit(&f.Settings)
		}
		f.Settings, err = f.Settings.checked(f.Kind, f.item())
		return err
	})
}

// Retire hides a field everywhere and refuses new values, or brings it back. Values that documents have in it stay where
// they are, unseen, and so does its key: another field can never make them mean something else.
func (c *Fields) Retire(ctx context.Context, v access.Viewer, id string, version int64, retired bool) (*Field, error) {
	action := "customField.retire"
	if !retired {
		action = "customField.restore"
	}
	return c.save(ctx, v, id, version, action, func(f *Field) error {
		f.Retired = retired
		return nil
	})
}

// save replaces a field at the version that the caller read by one that was changed.
func (c *Fields) save(ctx context.Context, v access.Viewer, id string, version int64, action string, change func(*Field) error) (*Field, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Settings}); err != nil {
		return nil, err
	}
	before, err := c.fields.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if before.Version != version {
		return nil, stale(before)
	}
	after := *before
	if err := change(&after); err != nil {
		return nil, err
	}
	err = c.fields.Replace(ctx, before, &after, store.Act{Actor: v.Actor, Action: action})
	if errs.CodeOf(err) == errs.Conflict { // somebody else saved in the meantime
		now, err := c.fields.ByID(ctx, id)
		if err != nil {
			return nil, err
		}
		return nil, stale(now)
	}
	if err != nil {
		return nil, err
	}
	return &after, nil
}

// stale is the conflict of a change that was made from an older version than the present one.
func stale(now *Field) error {
	e := errs.New(errs.Conflict,
		fmt.Sprintf("Trường đã được sửa (phiên bản %d); hãy tải lại trước khi lưu.", now.Version),
		fmt.Sprintf("The field has changed (version %d); load it again before you save.", now.Version))
	e.Change = &errs.Change{Version: now.Version, At: now.UpdatedAt, Fields: []string{}}
	return e
}
