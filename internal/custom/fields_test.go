package custom

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// thing is a document with custom values, as a noun's are.
type thing struct {
	store.Head `bson:",inline"`
	Values     `bson:",inline"`
	Rank       int64 `bson:"rank"`
}

func thingSchema() *store.Schema {
	return &store.Schema{
		Name:    "things",
		Fields:  []store.Field{{Path: "rank", Kind: store.Int, Required: true}, StoreField()},
		Indexes: []store.Index{{Fields: []string{"rank"}}, {Fields: []string{TermsField, "rank"}}},
	}
}

// shelf is fields and documents on one store.
type shelf struct {
	*Fields
	store  store.Store
	things *store.Collection[thing]
}

// onEachStore runs a test on the embedded store, and on MongoDB if one is there.
func onEachStore(t *testing.T, test func(*testing.T, *shelf)) {
	t.Parallel()
	run := func(name string, open func(t *testing.T) (store.Store, error)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
					t.Error(err)
				}
			})
			if err := s.Ensure(t.Context(), append(Schemas(), thingSchema())...); err != nil {
				t.Fatal(err)
			}
			clock, ids := storetest.NewClock(), store.NewIDs()
			test(t, &shelf{
				Fields: New(s, clock.Now, ids), store: s,
				things: &store.Collection[thing]{Schema: thingSchema(), Store: s, Prefix: "thi", Now: clock.Now, IDs: ids},
			})
		})
	}
	run("sqlite", func(t *testing.T) (store.Store, error) {
		return sqlitestore.Open(context.WithoutCancel(t.Context()), sqlitestore.Config{})
	})
	if mongotest.ServerURI() != "" {
		run("mongodb", func(t *testing.T) (store.Store, error) {
			return mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
		})
	}
}

func administrator() access.Viewer { return access.Viewer{Actor: "usr_1", Role: access.Administrator} }

func (s *shelf) create(t *testing.T, f Field) *Field {
	t.Helper()
	created, err := s.Create(t.Context(), administrator(), f)
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func keys(fields []*Field) []string {
	names := []string{}
	for _, f := range fields {
		names = append(names, f.Key)
	}
	return names
}

func TestOnlyAdministratorsChangeFields(t *testing.T) {
	onEachStore(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		f := s.create(t, textField())
		for _, v := range []access.Viewer{access.Anonymous(), {Actor: "usr_2", Role: access.Editor}, {Actor: "usr_3", Role: access.RecordsOfficer}} {
			want := errs.Forbidden
			if v.IsAnonymous() {
				want = errs.Unauthenticated
			}
			for name, call := range map[string]func() (*Field, error){
				"create": func() (*Field, error) { return s.Create(ctx, v, textField()) },
				"update": func() (*Field, error) { return s.Update(ctx, v, f.ID, f.Version) },
				"retire": func() (*Field, error) { return s.Retire(ctx, v, f.ID, f.Version, true) },
			} {
				if _, err := call(); errs.CodeOf(err) != want {
					t.Errorf("%s %s = %v; want %s", v.Role, name, err, want)
				}
			}
		}
	})
}

func TestAFieldOfOneKeyChangesWithoutARestart(t *testing.T) {
	onEachStore(t, func(t *testing.T, s *shelf) {
		ctx, other := t.Context(), New(s.store, storetest.NewClock().Now, store.NewIDs()) // another process
		f := s.create(t, textField())
		again := textField()
		_, err := s.Create(ctx, administrator(), again)
		if e := errs.As(err); e == nil || e.Code != errs.Duplicate || !slices.Equal(e.Field, []string{"key"}) {
			t.Errorf("the same key again = %v", err)
		}
		values, err := s.apply(ctx, Values{}, Change{f.Key, &Value{Text: some("Hội An")}})
		if err != nil {
			t.Fatal(err)
		}
		updated, err := s.Update(ctx, administrator(), f.ID, f.Version, func(c *Settings) { c.MaxLength = some[int64](3) })
		if err != nil || updated.Version != 2 {
			t.Fatalf("%+v, %v", updated, err)
		}
		set, err := other.Set(ctx, Article)
		if err != nil {
			t.Fatal(err)
		}
		_, err = set.Apply(values, Change{f.Key, &Value{Text: some("Đà Nẵng")}})
		fails(t, err, "custom.phatDong")
		_, err = set.Apply(values, Change{f.Key, &Value{Text: some("Hội An")}}) // as it was
		fails(t, err, "")
		if kept, err := set.Apply(values); err != nil || len(kept.Custom) != 1 {
			t.Errorf("a narrower bound touched what was there: %v, %v", kept, err)
		}
		_, err = s.Update(ctx, administrator(), f.ID, 1)
		if e := errs.As(err); e == nil || e.Code != errs.Conflict || e.Change == nil || e.Change.Version != 2 {
			t.Errorf("a stale change = %v", err)
		}
		_, err = s.Update(ctx, administrator(), f.ID, 2, func(c *Settings) { c.Label = "" })
		fails(t, err, "label")
		if _, err := s.Update(ctx, administrator(), "cfd_0", 1); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a change of nothing = %v", err)
		}
	})
}

// apply applies changes by the fields as they are stored.
func (s *shelf) apply(ctx context.Context, v Values, changes ...Change) (Values, error) {
	set, err := s.Set(ctx, Article)
	if err != nil {
		return Values{}, err
	}
	return set.Apply(v, changes...)
}

func TestARetiredFieldIsHiddenAndComesBack(t *testing.T) {
	onEachStore(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		shown, inner, gone := textField(), textField(), textField()
		shown.Key, shown.Public, shown.Ordinal = "shown", true, 2
		inner.Key, inner.Ordinal = "inner", 1
		gone.Key, gone.Public = "gone", true
		a, b, c := s.create(t, shown), s.create(t, inner), s.create(t, gone)
		retired, err := s.Retire(ctx, administrator(), c.ID, 1, true)
		if err != nil || !retired.Retired {
			t.Fatalf("%+v, %v", retired, err)
		}
		ids := []string{a.ID, b.ID, c.ID, "cfd_0"}
		for _, l := range []struct {
			viewer access.Viewer
			want   []string
		}{
			{access.Anonymous(), []string{"shown"}},
			{access.Viewer{Actor: "usr_4", Role: access.Reader}, []string{"shown"}},
			{access.Viewer{Actor: "usr_2", Role: access.Contributor, UnitID: "uni_1"}, []string{"inner", "shown"}},
			{administrator(), []string{"gone", "inner", "shown"}},
		} {
			list, err := s.List(ctx, l.viewer, Article)
			if diff := cmp.Diff(l.want, keys(list)); err != nil || diff != "" {
				t.Errorf("%s: %v %s", l.viewer.Role, err, diff)
			}
			if byID, err := s.ByID(ctx, l.viewer, ids); err != nil || len(byID) != len(l.want) {
				t.Errorf("%s finds %d by ID, %v", l.viewer.Role, len(byID), err)
			}
		}
		_, err = s.apply(ctx, Values{}, Change{"gone", &Value{Text: some("a")}})
		fails(t, err, "custom.gone")
		if _, err := s.Retire(ctx, administrator(), c.ID, 2, false); err != nil {
			t.Fatal(err)
		}
		_, err = s.apply(ctx, Values{}, Change{"gone", &Value{Text: some("a")}})
		fails(t, err, "")
	})
}

func TestANounHasSoManyFields(t *testing.T) {
	onEachStore(t, func(t *testing.T, s *shelf) {
		for i := range MaxFields {
			f := textField()
			f.Key = fmt.Sprintf("k%d", i)
			s.create(t, f)
		}
		if _, err := s.Create(t.Context(), administrator(), textField()); errs.CodeOf(err) != errs.Limit {
			t.Errorf("one more = %v", err)
		}
		if set, err := s.Set(t.Context(), Article); err != nil || len(set.Fields()) != MaxFields {
			t.Errorf("%v", err)
		}
	})
}

// Ensure that every kind of condition finds the documents that meet it, in one store call that an index serves.
func TestFiltersFindDocumentsByAnIndex(t *testing.T) {
	onEachStore(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		settings := Settings{Label: "Điểm", Filterable: true, Public: true}
		scored := settings
		scored.Decimals = 2
		s.create(t, Field{Noun: Article, Key: "score", Kind: Numeric, Settings: scored})
		s.create(t, Field{Noun: Article, Key: "scores", Kind: List, ItemKind: Numeric, Settings: scored})
		s.create(t, Field{Noun: Article, Key: "place", Kind: Text, Settings: settings})
		set, err := s.Set(ctx, Article)
		if err != nil {
			t.Fatal(err)
		}
		number := func(text string) *Value {
			n, err := ParseNumber(text)
			if err != nil {
				t.Fatal(err)
			}
			return &Value{Number: &n}
		}
		for rank, score := range []string{"-10.5", "-2", "0", "2", "10"} {
			values, err := set.Apply(Values{}, Change{"score", number(score)}, Change{"place", &Value{Text: some("Nơi " + score)}},
				Change{"scores", &Value{List: []Value{*number(score), *number("100")}}})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.things.Insert(ctx, &thing{Values: values, Rank: int64(rank)}, store.Act{Actor: "usr_1", Action: "thing.create"}); err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range []struct {
			name    string
			filters []Filter
			want    []int64
		}{
			{"a text", []Filter{{Key: "place", Equals: &Value{Text: some("Nơi 2")}}}, []int64{3}},
			{"some numbers", []Filter{{Key: "score", In: []Value{*number("2"), *number("-10.50")}}}, []int64{0, 3}},
			{"from", []Filter{{Key: "score", From: number("-2")}}, []int64{1, 2, 3, 4}},
			{"up to", []Filter{{Key: "score", UpTo: number("-0.5")}}, []int64{0, 1}},
			{"from and up to", []Filter{{Key: "score", From: number("-2"), UpTo: number("2")}}, []int64{1, 2, 3}},
			{"bounds that two items of a list meet apart", []Filter{{Key: "scores", From: number("50"), UpTo: number("99")}}, nil},
			{"bounds that one item of a list meets", []Filter{{Key: "scores", From: number("1"), UpTo: number("5")}}, []int64{3}},
			{"two fields", []Filter{{Key: "score", From: number("0")}, {Key: "place", Equals: &Value{Text: some("Nơi 10")}}}, []int64{4}},
			{"two ranges", []Filter{{Key: "score", From: number("0")}, {Key: "scores", UpTo: number("2")}}, []int64{2, 3}},
		} {
			where, err := set.Where(c.filters, Readers)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			q := store.Query{Where: where, Sort: store.Sort{By: []string{"rank"}}, Limit: 10}
			found, err := s.things.Find(ctx, q)
			var got []int64
			for _, d := range found {
				got = append(got, d.Rank)
			}
			if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
				t.Errorf("%s: %v %s", c.name, err, diff)
			}
			if n, err := s.things.Count(ctx, where); err != nil || n != int64(len(c.want)) {
				t.Errorf("%s: counted %d, %v", c.name, n, err)
			}
			plan, err := store.NewPlan(s.things.Schema, q)
			if err != nil || plan.Index == nil || plan.Index.Fields[0] != TermsField {
				t.Errorf("%s: the plan is %+v, %v", c.name, plan, err)
			}
			if e, err := s.store.Explain(ctx, s.things.Schema, q); err != nil || e.FullScan {
				t.Errorf("%s: a full scan: %v %s", c.name, err, e.Text)
			}
		}
	})
}
