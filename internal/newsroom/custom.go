package newsroom

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/custom"
)

// Valuing is the edit that changes values of custom fields; those that it does not name stay.
func Valuing(changes ...custom.Change) Edit {
	return func(c *Content) { c.Values = c.With(changes...) }
}

// valued returns the values after a change, checked by the fields as they are stored now. These are only read if a value
// has changed.
func (d *Desk) valued(ctx context.Context, before, after custom.Values) (custom.Values, error) {
	if after.Same(before) {
		return before, nil
	}
	set, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return custom.Values{}, err
	}
	return set.Check(before, after)
}

// restored returns the values that come back with an older version or with a copy. The fields are only read if there is a
// value.
func (d *Desk) restored(ctx context.Context, now, older custom.Values) (custom.Values, error) {
	if older.Same(now) {
		return now, nil
	}
	set, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return custom.Values{}, err
	}
	return set.Restored(now, older), nil
}

// CustomValueChange is a value in a custom field that changed; nil where there was none, or is none any more.
type CustomValueChange struct {
	Field         string // custom.<key>
	CustomField   *custom.Field
	Before, After custom.Typed
}

func (*CustomValueChange) fieldChange() {}

// customChanges returns what became of the custom values that the viewer sees. The fields are only read if one has changed.
func customChanges(v access.Viewer, from, to *Draft, fields func() (*custom.Set, error)) ([]FieldChange, error) {
	names := from.Differing(to.Values)
	if len(names) == 0 {
		return nil, nil
	}
	set, err := fields()
	if err != nil {
		return nil, err
	}
	before, after := byKey(from.Shown(v, set)), byKey(to.Shown(v, set))
	var changed []FieldChange
	for _, f := range set.Fields() {
		was, is := before[f.Key], after[f.Key]
		if name := f.Name(); slices.Contains(names, name) && (was != nil || is != nil) {
			changed = append(changed, &CustomValueChange{Field: name, CustomField: f, Before: was, After: is})
		}
	}
	return changed, nil
}

func byKey(values []custom.Typed) map[string]custom.Typed {
	of := make(map[string]custom.Typed, len(values))
	for _, v := range values {
		of[v.Of().Key] = v
	}
	return of
}

// Missing returns the required custom fields in which a draft has no value: without them it is not published.
func (d *Desk) Missing(ctx context.Context, draft *Draft) ([]*custom.Field, error) {
	set, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return nil, err
	}
	return set.Missing(draft.Values), nil
}

// complete refuses to publish a draft that lacks a required value.
func (d *Desk) complete(ctx context.Context, draft *Draft) error {
	set, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return err
	}
	return set.Complete(draft.Values)
}

// publicValues returns the values that the draft's snapshot has. The fields are only read if there is a value.
func (d *Desk) publicValues(ctx context.Context, draft *Draft) (custom.Values, error) {
	if len(draft.Custom) == 0 || draft.Withdrawn != nil {
		return custom.Values{}, nil
	}
	set, err := d.fields.Set(ctx, custom.Article)
	if err != nil {
		return custom.Values{}, err
	}
	return set.Public(draft.Values), nil
}

// Shown returns the custom values of the draft that the viewer sees, by the fields as they are now.
func (d *Draft) Shown(v access.Viewer, fields *custom.Set) []custom.Typed {
	return fields.Show(d.Values, custom.Seeing(v, d.subject()))
}

// Shown returns the custom values that readers see, by the fields as they are now: a field that is public no more is seen
// no more, though snapshots have values in it that were published before.
func (a *Article) Shown(fields *custom.Set) []custom.Typed {
	return fields.Show(a.Values, custom.Readers)
}
