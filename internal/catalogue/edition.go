package catalogue

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Deps is where the catalogue goes, and where it is remembered that it went there.
type Deps struct {
	Register *register.Register
	Store    store.Store // that was told of [Schemas]
	Now      func() time.Time
	IDs      *store.IDs
}

// mark says that a catalogue was loaded, whole. It keeps what administrators have changed or removed since from coming back.
type mark struct {
	store.Head `bson:",inline"`
	Name       string `bson:"name"`
}

// Schemas returns the declaration of the collection of marks.
func Schemas() []*store.Schema {
	return []*store.Schema{{
		Name: "catalogue_editions", Fields: []store.Field{{Path: "name", Kind: store.String, Required: true}},
		Indexes: []store.Index{{Fields: []string{"name"}, Unique: true}},
	}}
}

func (d Deps) marks() *store.Collection[mark] {
	return &store.Collection[mark]{
		Schema: Schemas()[0], Store: d.Store, Prefix: "edi", Noun: store.Noun{Vi: "bản danh mục", En: "edition"}, Now: d.Now, IDs: d.IDs,
	}
}

// marked reports whether an edition was loaded.
func (d Deps) marked(ctx context.Context, name string) (bool, error) {
	_, err := d.marks().First(ctx, store.Query{Where: store.Eq{Field: "name", Value: name}}, name)
	if errs.CodeOf(err) == errs.NotFound {
		return false, nil
	}
	return err == nil, err
}

// mark notes that an edition was loaded; that another process has noted it is no error.
func (d Deps) mark(ctx context.Context, name string) error {
	err := d.marks().Insert(ctx, &mark{Name: name}, store.Act{Actor: access.SystemActor, Action: "catalogue.load", Note: name})
	if errs.CodeOf(err) == errs.Duplicate {
		return nil
	}
	return err
}
