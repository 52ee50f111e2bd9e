package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
)

func encoded(t *testing.T, v any) bson.Raw {
	t.Helper()
	raw, err := bson.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestValues(t *testing.T) {
	t.Parallel()
	instant := time.Date(1945, 9, 2, 7, 0, 0, 123e6, time.UTC)
	for _, c := range []struct {
		name  string
		field Field
		doc   bson.M
		want  []any // nil with fails
		fails bool
	}{
		{"a string", Field{Path: "a", Kind: String}, bson.M{"a": "x\x00"}, []any{"x\x00"}, false},
		{"a short int", Field{Path: "a", Kind: Int}, bson.M{"a": int32(-7)}, []any{int64(-7)}, false},
		{"a long int", Field{Path: "a", Kind: Int}, bson.M{"a": int64(1) << 62}, []any{int64(1) << 62}, false},
		{"a bool", Field{Path: "a", Kind: Bool}, bson.M{"a": false}, []any{false}, false},
		{"a time before 1970", Field{Path: "a", Kind: Time}, bson.M{"a": instant}, []any{instant}, false},
		{"a null", Field{Path: "a", Kind: String}, bson.M{"a": nil}, nil, false},
		{"nothing", Field{Path: "a", Kind: String}, bson.M{}, nil, false},
		{"a nested value", Field{Path: "a.b.c", Kind: String}, bson.M{"a": bson.M{"b": bson.M{"c": "x"}}}, []any{"x"}, false},
		{"a nested nothing", Field{Path: "a.b.c", Kind: String}, bson.M{"a": bson.M{"b": nil}}, nil, false},
		{"a value where a document is on the way", Field{Path: "a.b", Kind: String}, bson.M{"a": "x"}, nil, false},
		{"many", Field{Path: "a", Kind: Int, Many: true}, bson.M{"a": bson.A{int32(2), nil, int64(1), int64(2)}}, []any{int64(2), int64(1), int64(2)}, false},
		{"one where there may be many", Field{Path: "a", Kind: Int, Many: true}, bson.M{"a": int64(1)}, []any{int64(1)}, false},
		{"none of many", Field{Path: "a", Kind: Int, Many: true}, bson.M{"a": bson.A{}}, nil, false},
		{"many through documents", Field{Path: "a.b", Kind: String, Many: true}, bson.M{"a": bson.A{bson.M{"b": "x"}, bson.M{}, bson.M{"b": bson.A{"y", "z"}}}}, []any{"x", "y", "z"}, false},
		{"another kind", Field{Path: "a", Kind: Int}, bson.M{"a": "1"}, nil, true},
		{"a float", Field{Path: "a", Kind: Int}, bson.M{"a": 1.0}, nil, true},
		{"another kind among many", Field{Path: "a", Kind: String, Many: true}, bson.M{"a": bson.A{"x", int64(1)}}, nil, true},
		{"a document", Field{Path: "a", Kind: String}, bson.M{"a": bson.M{"b": "x"}}, nil, true},
		{"many where there may be one", Field{Path: "a", Kind: String}, bson.M{"a": bson.A{"x", "y"}}, nil, true},
		{"an array of one where there may be one", Field{Path: "a", Kind: String}, bson.M{"a": bson.A{"x"}}, nil, true},
		{"an empty array where there may be one", Field{Path: "a", Kind: String}, bson.M{"a": bson.A{}}, nil, true},
		{"an array on the way to one", Field{Path: "a.b", Kind: String}, bson.M{"a": bson.A{bson.M{"b": "x"}}}, nil, true},
		{"an array within an array", Field{Path: "a", Kind: String, Many: true}, bson.M{"a": bson.A{bson.A{"x"}}}, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := c.field.Values(encoded(t, c.doc))
			if (err != nil) != c.fails {
				t.Errorf("error %v", err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("values (-want +got):\n%s", d)
			}
		})
	}
}

func TestWriteCheck(t *testing.T) {
	t.Parallel()
	s := planned()
	doc := func(change bson.M) bson.Raw {
		all := bson.M{"_id": "a", "version": int64(2), "kind": "k", "rank": int64(1), "at": time.UnixMilli(0), "name": "n", "loose": int64(1)}
		for k, v := range change {
			all[k] = v
		}
		return encoded(t, all)
	}
	entry := Entry{ID: "E", Collection: "planned", Document: "a", Version: 2}
	for _, c := range []struct {
		name   string
		change func(w *Write)
		code   errs.Code // "" if accepted
	}{
		{"a replacement", func(*Write) {}, ""},
		{"a removal", func(w *Write) { w.Doc = nil }, ""},
		{"no ID", func(w *Write) { w.ID = "" }, errs.Internal},
		{"a negative version", func(w *Write) { w.IfVersion = -1 }, errs.Internal},
		{"a removal of what never was", func(w *Write) { w.Doc, w.IfVersion = nil, 0 }, errs.Internal},
		{"no entry", func(w *Write) { w.Entry = nil }, errs.Internal},
		{"an entry of an unjournaled schema", func(w *Write) { w.Schema = &Schema{Name: "planned", Unjournaled: true} }, errs.Internal},
		{"an entry without ID", func(w *Write) { w.Entry.ID = "" }, errs.Internal},
		{"an entry of another collection", func(w *Write) { w.Entry.Collection = "others" }, errs.Internal},
		{"an entry of another document", func(w *Write) { w.Entry.Document = "b" }, errs.Internal},
		{"an entry of another version", func(w *Write) { w.Entry.Version = 1 }, errs.Internal},
		{"another ID in the document", func(w *Write) { w.Doc = doc(bson.M{"_id": "b"}) }, errs.Internal},
		{"an ID that is no string", func(w *Write) { w.Doc = doc(bson.M{"_id": int64(1)}) }, errs.Internal},
		{"another version in the document", func(w *Write) { w.Doc = doc(bson.M{"version": int64(3)}) }, errs.Internal},
		{"a document that is none", func(w *Write) { w.Doc = bson.Raw{5, 0, 0, 0, 1} }, errs.Internal},
		{"a required null", func(w *Write) { w.Doc = doc(bson.M{"kind": nil}) }, errs.Internal},
		{"a value of another kind", func(w *Write) { w.Doc = doc(bson.M{"tags": bson.A{int64(1)}}) }, errs.Internal},
		{"a field that is the outbox's", func(w *Write) { w.Doc = doc(bson.M{"_outbox": bson.A{}}) }, errs.Internal},
		{"too large a document", func(w *Write) { w.Doc = doc(bson.M{"body": string(make([]byte, MaxDocument))}) }, errs.Limit},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := entry
			w := Write{Schema: s, ID: "a", IfVersion: 1, Doc: doc(nil), Entry: &e}
			c.change(&w)
			if err := w.Check(); errs.CodeOf(err) != c.code {
				t.Errorf("Check() = %v; want %q", err, c.code)
			}
		})
	}
}
