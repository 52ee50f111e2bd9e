package storetest

import (
	"strings"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/store"
)

func testSizes(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	spare := store.MaxDocument - len(Encode(t, "big", 1, Fields{"body": ""}))
	largest := Fields{"body": strings.Repeat("b", spare), "tags": []string{"x"}}
	largest["body"] = strings.Repeat("b", spare-(len(Encode(t, "big", 1, largest))-store.MaxDocument))
	first, second := f.thing(t, "big", 0, largest), f.thing(t, "big", 1, largest.with(Fields{"name": "tên BIG"}))
	if len(first.Doc) != store.MaxDocument || len(second.Doc) != store.MaxDocument {
		t.Fatalf("the documents have %d and %d bytes; want %d", len(first.Doc), len(second.Doc), store.MaxDocument)
	}
	f.do(t, first)
	f.do(t, second)
	f.refuse(t, errs.Limit, f.thing(t, "big", 2, largest.with(Fields{"name": "tên bigg"})))
	f.refuse(t, errs.Limit, f.thing(t, "big2", 0, largest))

	if got := f.one(t, "big"); string(got) != string(second.Doc) {
		t.Errorf("got %d bytes of another document", len(got))
	}
	past, err := f.History(t.Context(), f.things, "big", 0, 5)
	if err != nil || len(past) != 1 || string(past[0]) != string(first.Doc) {
		t.Errorf("History = %d documents, %v; want the first version", len(past), err)
	}
	light, err := f.Find(t.Context(), f.things, store.Query{Where: store.Eq{Field: "tags", Value: "x"}, Limit: 1, Read: store.Light})
	if err != nil || len(light) != 1 || len(light[0]) > 1000 {
		t.Errorf("light read = %d documents, %v; want a small one", len(light), err)
	}
	same(t, "entries", 2, len(f.pending(t, 10)))

	f.do(t, f.thing(t, "big", 2, Fields{"name": "nhỏ"}))
	same(t, "a small version after it", []int64{2, 1}, f.past(t, "big", 0, 5))
}
