package mongostore

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

func TestEnsureReconciles(t *testing.T) {
	t.Parallel()
	s := open(t, Config{URI: mongotest.OwnDatabase(t)})
	ctx := t.Context()
	schema := &store.Schema{
		Name:    "things",
		Fields:  []store.Field{{Path: "name", Kind: store.String}, {Path: "code", Kind: store.String}},
		Indexes: []store.Index{{Fields: []string{"name"}}, {Fields: []string{"code"}, Unique: true}},
	}
	ensure := func() []string {
		if err := s.Ensure(ctx, schema); err != nil {
			t.Fatal(err)
		}
		have, err := s.existing(ctx, schema.Name)
		if err != nil {
			t.Fatal(err)
		}
		return sortedKeys(have)
	}
	steps := []struct {
		name   string
		change func()
		want   []string
	}{
		{"creates", func() {}, []string{"_id_", "thidua_outbox", "thidua_u_code", "thidua_x_code", "thidua_x_name"}},
		{"drops what is declared no more, but nothing of others", func() {
			operators := mongo.IndexModel{Keys: bson.D{{Key: "noted", Value: 1}}}
			if _, err := s.db.Collection(schema.Name).Indexes().CreateOne(ctx, operators); err != nil {
				t.Fatal(err)
			}
			schema.Indexes = schema.Indexes[1:]
		}, []string{"_id_", "noted_1", "thidua_outbox", "thidua_u_code", "thidua_x_code"}},
		{
			"makes anew what is declared otherwise", func() { schema.Fields[1].Kind = store.Int },
			[]string{"_id_", "noted_1", "thidua_outbox", "thidua_u_code", "thidua_x_code"},
		},
	}
	for _, c := range steps {
		c.change()
		if d := cmp.Diff(c.want, ensure()); d != "" {
			t.Errorf("%s: indexes (-want +got):\n%s", c.name, d)
		}
	}
	have, err := s.existing(ctx, schema.Name)
	if err != nil {
		t.Fatal(err)
	}
	if want := indexes(schema)["thidua_u_code"]; !sameIndex(want, have["thidua_u_code"]) {
		t.Errorf("the unique index is %s; want %v", have["thidua_u_code"], want)
	}
}

// TestEnsureWaitsForIndexes proves that a server may take longer to make an index than a call may take: one of a million documents
// takes it minutes and more.
func TestEnsureWaitsForIndexes(t *testing.T) {
	t.Parallel()
	p, through := newProxy(t, mongotest.OwnDatabase(t))
	const timeout = 4 * time.Second
	s := open(t, Config{URI: through, Timeout: timeout})
	p.set("createIndexes", holdAnswer)
	time.AfterFunc(timeout*3/2, func() { close(p.held) }) // as long as no other call could take
	if err := s.Ensure(t.Context(), storetest.Things()); err != nil {
		t.Errorf("Ensure: %v; want that it waits", err)
	}
}

func TestEnsureRefusesNamesThatCollide(t *testing.T) {
	t.Parallel()
	s := &Store{schemas: map[string]*store.Schema{}}
	for _, schemas := range [][]*store.Schema{
		{{Name: "leases"}},
		{{Name: "things", History: true}, {Name: "things_history"}},
		{{Name: "things_history"}, {Name: "things", History: true}},
	} {
		if err := s.Ensure(t.Context(), schemas...); err == nil {
			t.Errorf("Ensure took %s", schemas[0].Name)
		}
	}
}

// TestDuplicateByPattern is about what MongoDB says; the contract suite has what is found without it.
func TestDuplicateByPattern(t *testing.T) {
	t.Parallel()
	pattern := bson.D{{Key: "keyPattern", Value: bson.D{{Key: "kind", Value: 1}, {Key: "year", Value: 1}}}}
	raw, err := bson.Marshal(pattern)
	if err != nil {
		t.Fatal(err)
	}
	w := writeOf(t, storetest.Things(), "a", 0, storetest.Fields{})
	err = (&Store{}).duplicate(t.Context(), nil, w, &mongo.WriteError{Code: codeDuplicateKey, Raw: raw})
	e := errs.As(err)
	if e == nil || e.Code != errs.Duplicate {
		t.Fatalf("duplicate = %v; want %s", err, errs.Duplicate)
	}
	if d := cmp.Diff([]string{"kind", "year"}, e.Field); d != "" {
		t.Errorf("Field (-want +got):\n%s", d)
	}
}
