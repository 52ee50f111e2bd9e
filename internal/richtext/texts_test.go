package richtext_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/richtext"
)

func TestTextsNamesEveryTextAndItsPlace(t *testing.T) {
	t.Parallel()
	words := func(text ...string) []richtext.Inline {
		runs := make([]richtext.Inline, len(text))
		for i := range text {
			runs[i].Text = text[i]
		}
		return runs
	}
	body := richtext.Body{
		&richtext.Heading{Level: 2, Content: words("Kết quả")},
		&richtext.Divider{},
		&richtext.Paragraph{},
		&richtext.List{Items: []richtext.ListItem{
			{Content: words("một", " hai"), Nested: &richtext.List{Items: []richtext.ListItem{{Content: words("ba")}}}},
		}},
		&richtext.Table{Rows: []richtext.TableRow{{Cells: []richtext.TableCell{{Content: words("bốn")}, {}}}}},
		&richtext.Image{MediaID: "med_1", Caption: "năm"},
		&richtext.Quote{Content: words("sáu"), Source: "bảy"},
	}
	var got [][2]string
	for path, content := range body.Texts() {
		got = append(got, [2]string{path, richtext.Plain(content)})
	}
	want := [][2]string{
		{"body.0.content", "Kết quả"},
		{"body.3.items.0.content", "một hai"},
		{"body.3.items.0.nested.items.0.content", "ba"},
		{"body.4.rows.0.cells.0.content", "bốn"},
		{"body.5.caption", "năm"},
		{"body.6.content", "sáu"},
		{"body.6.source", "bảy"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for range body.Texts() {
		break // what stops early is not called again
	}
}
