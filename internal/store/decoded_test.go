package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// remembered is a document with all that readers share.
type remembered struct {
	Head  `bson:",inline"`
	Name  string   `bson:"name"`
	Terms []string `bson:"terms"`
}

// other is what a document of the same bytes is to another collection.
type other struct {
	Head `bson:",inline"`
	Name string `bson:"name"`
}

func rawOf(t *testing.T, doc any) bson.Raw {
	t.Helper()
	raw, err := bson.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func decoding[T any](t *testing.T, d *Decoded, raw bson.Raw) *T {
	t.Helper()
	doc, err := decode[T](d, raw)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestDecodedGivesEachReaderAStructOfItsOwn(t *testing.T) {
	t.Parallel()
	d := NewDecoded(1 << 20)
	raw := rawOf(t, &remembered{Head: Head{ID: "rem_1", Version: 1}, Name: "Khối 1", Terms: []string{"khoi", "1"}})
	first, second := decoding[remembered](t, d, raw), decoding[remembered](t, d, raw)
	if first == second {
		t.Fatal("two reads gave the same struct")
	}
	if &first.Terms[0] != &second.Terms[0] {
		t.Error("the second read decoded the document again")
	}
	first.Name = "changed"
	if diff := cmp.Diff(second, decoding[remembered](t, d, raw)); diff != "" {
		t.Errorf("a reader's change reached another:\n%s", diff)
	}
}

func TestDecodedKnowsOnlyTheSameBytes(t *testing.T) {
	t.Parallel()
	d := NewDecoded(1 << 20)
	doc := remembered{Head: Head{ID: "rem_1", Version: 1}, Name: "Khối 1"}
	before := rawOf(t, &doc)
	decoding[remembered](t, d, before)
	doc.Name = "Khối 2" // the same ID and version
	if got := decoding[remembered](t, d, rawOf(t, &doc)); got.Name != "Khối 2" {
		t.Errorf("read %q, which was overwritten", got.Name)
	}
	if got := decoding[other](t, d, before); got.Name != "Khối 1" {
		t.Errorf("the same bytes as another type read %q", got.Name)
	}
	clear(before[len(before)-8:]) // whoever gave the bytes may use them for something else
	if got := decoding[remembered](t, d, rawOf(t, &remembered{Head: Head{ID: "rem_1", Version: 1}, Name: "Khối 1"})); got.Name != "Khối 1" {
		t.Errorf("read %q after the first bytes were overwritten", got.Name)
	}
}

func TestDecodedDoesNotKeepLargeDocuments(t *testing.T) {
	t.Parallel()
	d := NewDecoded(1 << 20)
	raw := rawOf(t, &remembered{Name: strings.Repeat("x", maxRemembered), Terms: []string{"x"}})
	first, second := decoding[remembered](t, d, raw), decoding[remembered](t, d, raw)
	if &first.Terms[0] == &second.Terms[0] {
		t.Error("a large document was kept")
	}
	if n := d.cache.EstimatedSize(); n != 0 {
		t.Errorf("%d documents are kept", n)
	}
}

func TestDecodedReportsDamage(t *testing.T) {
	t.Parallel()
	for _, d := range []*Decoded{nil, NewDecoded(1 << 20)} {
		if doc, err := decode[remembered](d, bson.Raw{5, 0, 0, 0, 1}); err == nil {
			t.Errorf("damaged bytes were read as %+v", doc)
		}
	}
}
