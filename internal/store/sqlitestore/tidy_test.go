package sqlitestore

import (
	"bytes"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// TestTidy merges what many writes leave, without a change of what is found.
func TestTidy(t *testing.T) {
	t.Parallel()
	schema := &store.Schema{
		Name: "entries", Unjournaled: true,
		Fields:   []store.Field{{Path: "place", Kind: store.Int, Required: true}},
		Indexes:  []store.Index{{Fields: []string{"place"}, Unique: true}},
		Postings: &store.Postings{Field: "terms", Place: "place"},
	}
	s := openFile(t, schema)
	const writes = 60
	for i := range writes {
		doc, err := bson.Marshal(bson.D{
			{Key: "_id", Value: fmt.Sprintf("ent_%02d", i)},
			{Key: "version", Value: int64(1)},
			{Key: "place", Value: int64(i * 7 % writes)},
			{Key: "terms", Value: []string{"all", fmt.Sprintf("half%d", i%2)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Apply(t.Context(), store.Write{Schema: schema, ID: fmt.Sprintf("ent_%02d", i), Doc: doc}); err != nil {
			t.Fatal(err)
		}
	}
	segments := func() (n int) {
		t.Helper()
		err := s.read(t.Context(), func(c *conn) (err error) {
			n, _, _, err = (*s.tables.Load())[schema.Name].postings.segments(t.Context(), c)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	ranked := store.Ranked{Tiers: [][]string{{"half1"}, {"all"}}, Limit: writes}
	before, err := s.FindRanked(t.Context(), schema, ranked)
	if err != nil || len(before) != writes || segments() <= fewSegments {
		t.Fatalf("%d of %d found, %v, in %d segments", len(before), writes, err, segments())
	}
	for step := 0; ; step++ {
		more, err := s.Tidy(t.Context(), schema)
		if err != nil || step == 100 {
			t.Fatalf("step %d: %v", step, err)
		}
		if !more {
			break
		}
	}
	if n := segments(); n > fewSegments {
		t.Errorf("%d segments are left", n)
	}
	after, err := s.FindRanked(t.Context(), schema, ranked)
	if err != nil || len(after) != writes {
		t.Fatalf("%d found, %v", len(after), err)
	}
	for i := range after {
		if after[i].Tier != before[i].Tier || !bytes.Equal(after[i].Doc, before[i].Doc) {
			t.Errorf("the %dth is another than before", i)
		}
	}
	if more, err := s.Tidy(t.Context(), news()); err == nil || more {
		t.Error("a schema that was not given to Ensure is tidied")
	}
}
