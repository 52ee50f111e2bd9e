package richtext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

type document struct {
	Body richtext.Body `bson:"body"`
}

// stored writes a body into a document and reads it back.
func stored(t rapid.TB, body richtext.Body) richtext.Body {
	t.Helper()
	raw, err := bson.Marshal(document{body})
	if err != nil {
		t.Fatal(err)
	}
	var read document
	if err := bson.Unmarshal(raw, &read); err != nil {
		t.Fatal(err)
	}
	return read.Body
}

func TestEveryBlockIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	body := richtext.Body{
		paragraph(
			run(quirks), run("a\x00b\r\n\u2028", richtext.Bold, richtext.Italic, richtext.Underline, richtext.Strike, richtext.Code),
			link("", "javascript:alert(1)"), run(""),
		),
		&richtext.Heading{Level: 3, Content: []richtext.Inline{run(quirks)}},
		&richtext.List{Ordered: true, Start: 7, Items: items(quirks, "")},
		&richtext.Quote{Content: []richtext.Inline{run(quirks)}, Source: quirks},
		&richtext.Image{MediaID: "med_1", Caption: quirks},
		&richtext.Table{Header: true, Rows: rows([]string{quirks, ""}, []string{"a", "b"})},
		&richtext.Divider{},
		&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{run("a")}, Nested: &richtext.List{Items: items("b")}}}},
		&richtext.Gallery{Items: []richtext.GalleryItem{{MediaID: "med_1", Caption: quirks}, {MediaID: "med_2"}}},
		&richtext.File{MediaID: "med_1", Label: quirks},
		&richtext.Embed{Provider: richtext.YouTube, ID: "dQw4w9WgXcQ", Title: quirks},
		&richtext.AwardList{AwardIDs: []string{"awa_1", "awa_2"}}, &richtext.TaskList{TaskIDs: []string{"tas_1"}},
		&richtext.LegalCitation{LegalReferenceID: "leg_1", Passage: "khoản 2 Điều 8"},
		paragraph(), &richtext.List{}, &richtext.Table{}, &richtext.Image{},
	}
	if diff := cmp.Diff(body, stored(t, body)); diff != "" {
		t.Error(diff)
	}
}

func TestRandomBodiesAreReadAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := drawBody(t)
		if diff := cmp.Diff(body, stored(t, body), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestABodyIsNeverNullInADocument(t *testing.T) {
	t.Parallel()
	raw, err := bson.Marshal(document{})
	if err != nil {
		t.Fatal(err)
	}
	if got := bson.Raw(raw).Lookup("body").Type; got != bson.TypeArray {
		t.Errorf("an empty body is stored as %s", got)
	}
}

func TestStoredBodies(t *testing.T) {
	t.Parallel()
	type blocks = bson.A
	for _, c := range []struct {
		name string
		body any
		want richtext.Body
		fail bool
	}{
		{name: "null", body: nil},
		{name: "no blocks", body: blocks{}, want: richtext.Body{}},
		{name: "a field that is not known yet", body: blocks{bson.M{"kind": "divider", "block": bson.M{"style": "dots"}}}, want: richtext.Body{&richtext.Divider{}}},
		{name: "a kind that is not known", body: blocks{bson.M{"kind": "video", "block": bson.M{}}}, fail: true},
		{name: "no kind", body: blocks{bson.M{"block": bson.M{}}}, fail: true},
		{name: "no block", body: blocks{bson.M{"kind": "paragraph"}}, fail: true},
		{name: "a null among the blocks", body: blocks{nil}, fail: true},
		{name: "a text among the blocks", body: blocks{"a"}, fail: true},
		{name: "a text", body: "a", fail: true},
		{name: "a document", body: bson.M{"kind": "divider"}, fail: true},
		{name: "a text for a number", body: blocks{bson.M{"kind": "heading", "block": bson.M{"level": "2"}}}, fail: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			raw, err := bson.Marshal(bson.M{"body": c.body})
			if err != nil {
				t.Fatal(err)
			}
			read := document{Body: richtext.Body{paragraph(run("what was there before"))}}
			err = bson.Unmarshal(raw, &read)
			if (err != nil) != c.fail {
				t.Fatalf("error = %v", err)
			}
			if diff := cmp.Diff(c.want, read.Body); err == nil && diff != "" {
				t.Error(diff)
			}
		})
	}
}

// foreign is a block of another package, which the body knows no kind for.
type foreign struct{ richtext.Block }

func TestABlockOfAnotherPackageIsNotStored(t *testing.T) {
	t.Parallel()
	if _, err := bson.Marshal(document{richtext.Body{foreign{}}}); err == nil {
		t.Error("it was stored")
	}
}

func FuzzUnmarshalBSONValue(f *testing.F) {
	for _, body := range []richtext.Body{
		nil,
		{paragraph(run(quirks, richtext.Bold)), &richtext.List{Items: items("a")}, &richtext.Divider{}},
		{&richtext.Table{Rows: rows([]string{"a"})}, &richtext.Image{MediaID: "m"}, &richtext.Quote{Source: "a"}, &richtext.Heading{Level: 2}},
	} {
		kind, data, err := body.MarshalBSONValue()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(kind, data)
	}
	f.Add(byte(bson.TypeNull), []byte(nil))
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		var body richtext.Body
		if err := body.UnmarshalBSONValue(kind, data); err != nil {
			return
		}
		body.HTML(richtext.ForSite, richtext.Scene{})
		body.Markdown(richtext.Scene{})
		body.Excerpt(10)
		if diff := cmp.Diff(body, stored(t, body), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
