package sqlitestore

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestSplitAndJoin(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		doc   bson.D
		light []string // keys
	}{
		{"no heavy field", bson.D{{Key: "_id", Value: "a"}}, []string{"_id"}},
		{"an empty document", bson.D{}, nil},
		{"a heavy field first", bson.D{{Key: "body", Value: "x"}, {Key: "_id", Value: "a"}}, []string{"_id"}},
		{"a heavy field last", bson.D{{Key: "_id", Value: "a"}, {Key: "body", Value: "x"}}, []string{"_id"}},
		{"only heavy fields", bson.D{{Key: "body", Value: "x"}, {Key: "draft", Value: nil}}, nil},
		{
			"heavy fields apart",
			bson.D{{Key: "a", Value: 1}, {Key: "draft", Value: bson.D{{Key: "a", Value: 1}}}, {Key: "b", Value: 2}, {Key: "body", Value: bson.A{1}}, {Key: "c", Value: 3}},
			[]string{"a", "b", "c"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc, err := bson.Marshal(tt.doc)
			if err != nil {
				t.Fatal(err)
			}
			light, heavy, err := split(doc, []string{"body", "draft"})
			if err != nil {
				t.Fatal(err)
			}
			elements, err := bson.Raw(light).Elements()
			if err != nil {
				t.Fatal(err)
			}
			var keys []string
			for _, e := range elements {
				keys = append(keys, e.Key())
			}
			if !slices.Equal(keys, tt.light) {
				t.Errorf("light fields %v; want %v", keys, tt.light)
			}
			if joined, err := join(light, heavy); err != nil || !bytes.Equal(joined, doc) {
				t.Errorf("join = %v, %v; want %v", joined, err, bson.Raw(doc))
			}
		})
	}
}

// No stored bytes make join panic; those that split did not write are refused or give some document.
func FuzzJoin(f *testing.F) {
	doc, err := bson.Marshal(bson.D{{Key: "_id", Value: "a"}, {Key: "body", Value: "x"}, {Key: "b", Value: 2}})
	if err != nil {
		f.Fatal(err)
	}
	light, heavy, err := split(doc, []string{"body"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(light, heavy)
	f.Add([]byte{}, []byte{5, 0, 0, 0, 0})
	f.Add([]byte{5, 0, 0, 0, 0}, heavy)
	f.Fuzz(func(t *testing.T, light, heavy []byte) {
		if _, err := join(light, heavy); err != nil && !errors.Is(err, errDamaged) {
			t.Errorf("join = %v; want errDamaged", err)
		}
	})
}
