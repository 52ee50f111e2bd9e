package mongostore

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// writeOf returns a write of a schema of the suite.
func writeOf(tb testing.TB, s *store.Schema, id string, ifVersion int64, fields storetest.Fields) store.Write {
	tb.Helper()
	w := store.Write{Schema: s, ID: id, IfVersion: ifVersion}
	if fields != nil {
		w.Doc = storetest.Encode(tb, id, ifVersion+1, fields)
	}
	if !s.Unjournaled {
		w.Entry = &store.Entry{
			ID: "E_" + id + bson.NewObjectID().Hex(), At: time.Unix(0, 0).UTC(), Actor: "system", Action: s.Name + ".save",
			Collection: s.Name, Document: id, Version: ifVersion + 1, Changed: []string{},
		}
	}
	return w
}

// ensured opens a store with the schemas of the suite.
func ensured(tb testing.TB, c Config) *Store {
	tb.Helper()
	s := open(tb, c)
	if err := s.Ensure(tb.Context(), storetest.Things(), storetest.Notes(), storetest.Logs()); err != nil {
		tb.Fatalf("Ensure: %v", err)
	}
	return s
}

func TestLostAnswers(t *testing.T) {
	t.Parallel()
	uri := mongotest.OwnDatabase(t)
	direct := ensured(t, Config{URI: uri})
	p, through := newProxy(t, uri)
	s := ensured(t, Config{URI: through, Timeout: 5 * time.Second})
	things, notes, logs := storetest.Things(), storetest.Notes(), storetest.Logs()
	fields := storetest.Fields{}
	for _, c := range []struct {
		name   string
		schema *store.Schema
		id     string
	}{{"with entries", things, "a"}, {"without entries", logs, "b"}} {
		name, id := c.name, c.id
		insert := func(id string) store.Write { return writeOf(t, c.schema, id, 0, fields) }
		t.Run("an insert "+name, func(t *testing.T) {
			p.set("insert", loseAnswer)
			defer p.set("insert", 0)
			if n, err := s.Apply(t.Context(), insert(id), insert(id+"2")); n != 2 || err != nil {
				t.Fatalf("Apply = %d, %v; want 2 done", n, err)
			}
		})
		t.Run("a replacement and a removal "+name, func(t *testing.T) {
			p.set("update", loseAnswer)
			defer p.set("update", 0)
			next, gone := writeOf(t, c.schema, id, 1, storetest.Fields{"name": "mới"}), writeOf(t, c.schema, id, 2, nil)
			if n, err := s.Apply(t.Context(), next, gone); n != 2 || err != nil {
				t.Fatalf("Apply = %d, %v; want 2 done", n, err)
			}
		})
		t.Run("a command "+name, func(t *testing.T) {
			lost := insert(id + "3")
			p.set("insert", loseCommand)
			defer p.set("insert", 0)
			if n, err := s.Apply(t.Context(), lost); n != 0 || errs.CodeOf(err) != errs.Unavailable {
				t.Fatalf("Apply = %d, %v; want 0 and %s", n, err, errs.Unavailable)
			}
			p.set("insert", 0)
			if n, err := s.Apply(t.Context(), lost); n != 1 || err != nil {
				t.Fatalf("the same Apply again = %d, %v; want 1 done", n, err)
			}
		})
	}
	t.Run("a write of another that came first", func(t *testing.T) {
		do(t, direct, writeOf(t, notes, "c", 0, fields))
		do(t, direct, writeOf(t, notes, "c", 1, fields))
		p.set("update", loseCommand)
		defer p.set("update", 0)
		if n, err := s.Apply(t.Context(), writeOf(t, notes, "c", 1, fields)); n != 0 || errs.CodeOf(err) != errs.Unavailable {
			t.Fatalf("Apply = %d, %v; want 0 and %s", n, err, errs.Unavailable)
		}
	})
	t.Run("leave one entry for each write", func(t *testing.T) {
		entries, err := direct.Pending(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		versions := map[string][]int64{}
		for _, e := range entries {
			versions[e.Document] = append(versions[e.Document], e.Version)
		}
		want := map[string][]int64{"a": {1, 2, 3}, "a2": {1}, "a3": {1}, "c": {1, 2}}
		if d := cmp.Diff(want, versions, cmp.Transformer("set", toSet)); d != "" {
			t.Errorf("versions with entries (-want +got):\n%s", d)
		}
	})
}

func toSet(versions []int64) map[int64]int {
	set := map[int64]int{}
	for _, v := range versions {
		set[v]++
	}
	return set
}

// do applies a write that must succeed.
func do(tb testing.TB, s *Store, w store.Write) {
	tb.Helper()
	if _, err := s.Apply(context.WithoutCancel(tb.Context()), w); err != nil {
		tb.Fatalf("Apply of %s: %v", w.ID, err)
	}
}
