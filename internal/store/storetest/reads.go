package storetest

import (
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

func testReads(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	rich := Fields{
		"body": "thân bài", "draft": bson.D{{Key: "z", Value: bson.A{int32(1), 2.5, nil}}, {Key: "a", Value: true}},
		"owner": Fields{"id": "o"}, "tags": []string{"x"}, "bodyguard": "ở lại", "bin": bson.Binary{Data: []byte{0, 1, 255}},
	}
	a, b := f.thing(t, "a", 0, rich), f.thing(t, "b", 0, Fields{"owner": Fields{"id": "o"}, "rank": int64(1)})
	f.do(t, a, b)
	light := text(Encode(t, "a", 1, Fields{
		"owner": Fields{"id": "o"}, "tags": []string{"x"}, "bodyguard": "ở lại", "bin": bson.Binary{Data: []byte{0, 1, 255}},
	}))
	for _, c := range []struct {
		read store.Read
		want []string
	}{
		{store.Whole, []string{text(a.Doc), text(b.Doc)}},
		{store.Light, []string{light, text(b.Doc)}},
	} {
		t.Run(fmt.Sprintf("read %d", c.read), func(t *testing.T) {
			got, err := f.Find(t.Context(), f.things, store.Query{Sort: store.Sort{By: []string{"rank"}}, Limit: 5, Read: c.read})
			if err != nil {
				t.Fatal(err)
			}
			same(t, "found", c.want, texts(got))
			got, err = f.Get(t.Context(), f.things, []string{"a"}, c.read)
			if err != nil {
				t.Fatal(err)
			}
			same(t, "got", c.want[:1], texts(got))
			per, err := f.FindPer(t.Context(), f.things, "owner.id", []string{"o"}, store.Query{Sort: store.Sort{By: []string{"rank"}}, Limit: 5, Read: c.read})
			if err != nil {
				t.Fatal(err)
			}
			same(t, "found per parent", c.want, texts(per["o"]))
		})
	}
	t.Run("some IDs, some twice, some of nothing", func(t *testing.T) {
		got, err := f.Get(t.Context(), f.things, []string{"b", "none", "a", "b", ""}, store.Whole)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "got", []string{"a", "b"}, sorted(idsOf(got)))
	})
	t.Run("as many IDs as may be", func(t *testing.T) {
		ids := make([]string, store.MaxLimit)
		for i := range ids {
			ids[i] = fmt.Sprint("none", i)
		}
		ids[500] = "a"
		got, err := f.Get(t.Context(), f.things, ids, store.Light)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "got", []string{"a"}, idsOf(got))
		if _, err := f.Get(t.Context(), f.things, append(ids, "one more"), store.Light); err == nil {
			t.Error("one ID more than may be was accepted")
		}
	})
	t.Run("no IDs", func(t *testing.T) {
		if got, err := f.Get(t.Context(), f.things, nil, store.Whole); err != nil || len(got) != 0 {
			t.Errorf("Get of nothing = %v, %v", got, err)
		}
	})
}

func testHistory(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	want := []string{}
	for v := range int64(9) {
		w := f.thing(t, "a", v, Fields{"name": fmt.Sprint("bản ", v+1), "body": fmt.Sprint("thân ", v+1)})
		f.do(t, w, f.thing(t, "a:1", v, Fields{}), f.write(t, f.notes, "a", v, Fields{}))
		want = append([]string{text(w.Doc)}, want...)
	}
	t.Run("whole versions, newest first, without the present one", func(t *testing.T) {
		got, err := f.History(t.Context(), f.things, "a", 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "history", want[1:], texts(got))
	})
	for _, c := range []struct {
		before int64
		limit  int
		want   []int64
	}{
		{0, 3, []int64{8, 7, 6}},
		{6, 3, []int64{5, 4, 3}},
		{3, 3, []int64{2, 1}},
		{1, 3, []int64{}},
		{9, 1, []int64{8}},
		{100, 2, []int64{8, 7}},
	} {
		t.Run(fmt.Sprintf("%d before %d", c.limit, c.before), func(t *testing.T) {
			same(t, "versions", c.want, f.past(t, "a", c.before, c.limit))
		})
	}
	t.Run("of nothing", func(t *testing.T) {
		same(t, "versions", []int64{}, f.past(t, "none", 0, 10))
	})
	t.Run("goes on to the last version of a removed document", func(t *testing.T) {
		f.do(t, f.thing(t, "a", 9, nil))
		same(t, "versions", []int64{9, 8}, f.past(t, "a", 0, 2))
	})
	t.Run("of a schema that keeps none", func(t *testing.T) {
		past, err := f.History(t.Context(), f.notes, "a", 0, 10)
		if err != nil || len(past) != 0 {
			t.Errorf("History = %d versions, %v; want none", len(past), err)
		}
	})
	t.Run("is not found by queries", func(t *testing.T) {
		same(t, "all things", []string{"a:1"}, f.found(t, store.Query{}))
	})
}

func testRevisions(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	docs := map[store.Revision]string{}
	for _, id := range []string{"a", "a:1", "b"} {
		for v := range int64(4) {
			w := f.thing(t, id, v, Fields{"name": fmt.Sprint(id, " bản ", v+1), "body": "thân"})
			f.do(t, w, f.write(t, f.notes, id, v, Fields{}))
			docs[store.Revision{ID: id, Version: v + 1}] = text(w.Doc)
		}
	}
	f.do(t, f.thing(t, "b", 4, nil))
	for _, c := range []struct {
		name string
		of   []store.Revision
		want []store.Revision
	}{
		{"of several documents", []store.Revision{{ID: "a", Version: 2}, {ID: "a:1", Version: 1}, {ID: "a", Version: 3}}, []store.Revision{{ID: "a", Version: 2}, {ID: "a", Version: 3}, {ID: "a:1", Version: 1}}},
		{"once each", []store.Revision{{ID: "a", Version: 2}, {ID: "a", Version: 2}}, []store.Revision{{ID: "a", Version: 2}}},
		{"without the present one", []store.Revision{{ID: "a", Version: 4}, {ID: "a", Version: 1}}, []store.Revision{{ID: "a", Version: 1}}},
		{"with the last of a removed document", []store.Revision{{ID: "b", Version: 4}, {ID: "b", Version: 5}}, []store.Revision{{ID: "b", Version: 4}}},
		{"without those that never were", []store.Revision{{ID: "a", Version: 0}, {ID: "a", Version: -1}, {ID: "a", Version: 99}, {ID: "none", Version: 1}}, nil},
		{"of nothing", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := f.Revisions(t.Context(), f.things, c.of, store.Whole)
			if err != nil {
				t.Fatal(err)
			}
			want := []string{}
			for _, r := range c.want {
				want = append(want, docs[r])
			}
			same(t, "versions", sorted(want), sorted(texts(got)))
		})
	}
	t.Run("without what is heavy", func(t *testing.T) {
		got, err := f.Revisions(t.Context(), f.things, []store.Revision{{ID: "a", Version: 1}}, store.Light)
		if err != nil || len(got) != 1 {
			t.Fatalf("%d versions, %v", len(got), err)
		}
		if _, err := got[0].LookupErr("body"); err == nil {
			t.Error("the body was read")
		}
		if got[0].Lookup("name").StringValue() != "a bản 1" {
			t.Errorf("the version is %v", got[0])
		}
	})
	t.Run("of a schema that keeps none", func(t *testing.T) {
		past, err := f.Revisions(t.Context(), f.notes, []store.Revision{{ID: "a", Version: 1}}, store.Whole)
		if err != nil || len(past) != 0 {
			t.Errorf("Revisions = %d versions, %v; want none", len(past), err)
		}
	})
	t.Run("as many as may be", func(t *testing.T) {
		of := make([]store.Revision, store.MaxLimit)
		for i := range of {
			of[i] = store.Revision{ID: fmt.Sprint("x", i), Version: 1}
		}
		of[500] = store.Revision{ID: "a", Version: 1}
		got, err := f.Revisions(t.Context(), f.things, of, store.Light)
		if err != nil {
			t.Fatal(err)
		}
		same(t, "got", []string{"a"}, idsOf(got))
		if _, err := f.Revisions(t.Context(), f.things, append(of, store.Revision{ID: "one more"}), store.Light); err == nil {
			t.Error("one more than may be was accepted")
		}
	})
}

func texts(docs []bson.Raw) []string {
	all := make([]string, len(docs))
	for i, doc := range docs {
		all[i] = text(doc)
	}
	return all
}
