package richtext_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thidua/internal/richtext"
)

func TestDiff(t *testing.T) {
	t.Parallel()
	text := func(s string) *richtext.Paragraph { return paragraph(run(s)) }
	heading := func(level int64, s string) *richtext.Heading {
		return &richtext.Heading{Level: level, Content: []richtext.Inline{run(s)}}
	}
	kept := func(s string) richtext.TextSpan { return richtext.TextSpan{Kind: richtext.TextKept, Text: s} }
	added := func(s string) richtext.TextSpan { return richtext.TextSpan{Kind: richtext.TextAdded, Text: s} }
	removed := func(s string) richtext.TextSpan { return richtext.TextSpan{Kind: richtext.TextRemoved, Text: s} }
	changed := func(of []richtext.Difference, spans ...richtext.TextSpan) richtext.BlockChange {
		return richtext.BlockChange{Kind: richtext.BlockChanged, Differences: of, Spans: spans}
	}
	at := func(kind richtext.ChangeKind, before, after int) richtext.BlockChange {
		return richtext.BlockChange{Kind: kind, OldIndex: before, NewIndex: after}
	}
	const sentence = "Các đơn vị thống nhất bình xét, đề nghị tặng Cờ thi đua."
	for _, c := range []struct {
		name          string
		before, after richtext.Body
		want          []richtext.BlockChange
	}{
		{"nothing", nil, nil, nil},
		{"the same", richtext.Body{text("a"), text("b")}, richtext.Body{text("a"), text("b")}, []richtext.BlockChange{at(richtext.BlockKept, 0, 0), at(richtext.BlockKept, 1, 1)}},
		{"a new body", nil, richtext.Body{text("a")}, []richtext.BlockChange{at(richtext.BlockAdded, -1, 0)}},
		{"a body that is gone", richtext.Body{text("a")}, nil, []richtext.BlockChange{at(richtext.BlockRemoved, 0, -1)}},
		{
			"a block between others",
			richtext.Body{text("a"), text("b")},
			richtext.Body{text("a"), text("x"), text("b")},
			[]richtext.BlockChange{at(richtext.BlockKept, 0, 0), at(richtext.BlockAdded, -1, 1), at(richtext.BlockKept, 1, 2)},
		},
		{
			"a block taken away",
			richtext.Body{text("a"), text("x"), text("b")},
			richtext.Body{text("a"), text("b")},
			[]richtext.BlockChange{at(richtext.BlockKept, 0, 0), at(richtext.BlockRemoved, 1, -1), at(richtext.BlockKept, 2, 1)},
		},
		{
			"a block replaced",
			richtext.Body{text("thi đua")},
			richtext.Body{text("khen thưởng")},
			[]richtext.BlockChange{at(richtext.BlockRemoved, 0, -1), at(richtext.BlockAdded, -1, 0)},
		},
		{
			"a block moved",
			richtext.Body{text("a"), text("b"), text("c")},
			richtext.Body{text("c"), text("a"), text("b")},
			[]richtext.BlockChange{at(richtext.BlockMoved, 2, 0), at(richtext.BlockKept, 0, 1), at(richtext.BlockKept, 1, 2)},
		},
		{
			"a divider that cannot have moved",
			richtext.Body{&richtext.Divider{}, text("a"), text("b")},
			richtext.Body{text("a"), text("b"), &richtext.Divider{}},
			[]richtext.BlockChange{at(richtext.BlockRemoved, 0, -1), at(richtext.BlockKept, 1, 0), at(richtext.BlockKept, 2, 1), at(richtext.BlockAdded, -1, 2)},
		},
		{
			"words changed",
			richtext.Body{text(sentence)},
			richtext.Body{text(strings.Replace(sentence, "đề nghị tặng", "quyết định tặng", 1))},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording},
				kept("Các đơn vị thống nhất bình xét, "), removed("đề nghị"), added("quyết định"), kept(" tặng Cờ thi đua."))},
		},
		{
			"a full stop added",
			richtext.Body{text("Phó khối thi đua")},
			richtext.Body{text("Phó khối thi đua.")},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording}, kept("Phó khối thi đua"), added("."))},
		},
		{
			"a no-break space replaced",
			richtext.Body{text("Khối thi đua\u00a0năm")},
			richtext.Body{text("Khối thi đua năm")},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording}, kept("Khối thi đua"), removed("\u00a0"), added(" "), kept("năm"))},
		},
		{"text divided otherwise", richtext.Body{paragraph(run("a"), run("b"))}, richtext.Body{text("ab")}, []richtext.BlockChange{at(richtext.BlockKept, 0, 0)}},
		{
			"marks in another order",
			richtext.Body{paragraph(run("a", richtext.Bold, richtext.Italic))},
			richtext.Body{paragraph(run("a", richtext.Italic, richtext.Bold))},
			[]richtext.BlockChange{at(richtext.BlockKept, 0, 0)},
		},
		{"a mark", richtext.Body{text("a")}, richtext.Body{paragraph(run("a", richtext.Bold))}, []richtext.BlockChange{changed([]richtext.Difference{richtext.InMarks})}},
		{
			"a mark at other letters",
			richtext.Body{paragraph(run("a", richtext.Bold), run("bc"))},
			richtext.Body{paragraph(run("ab", richtext.Bold), run("c"))},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InMarks})},
		},
		{"a link", richtext.Body{paragraph(link("a", "/b"))}, richtext.Body{paragraph(link("a", "/c"))}, []richtext.BlockChange{changed([]richtext.Difference{richtext.InLinks})}},
		{"a paragraph that became a heading", richtext.Body{text("a")}, richtext.Body{heading(2, "a")}, []richtext.BlockChange{changed([]richtext.Difference{richtext.InKind})}},
		{
			"a heading's level and words",
			richtext.Body{heading(2, "Kết quả năm 2021")},
			richtext.Body{heading(3, "Kết quả năm 2022")},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording, richtext.InKind}, kept("Kết quả năm "), removed("2021"), added("2022"))},
		},
		{
			"an item more",
			richtext.Body{&richtext.List{Items: items("một", "hai")}},
			richtext.Body{&richtext.List{Items: items("một", "hai", "ba")}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording}, kept("một\nhai"), added("\nba"))},
		},
		{
			"an item below another",
			richtext.Body{&richtext.List{Items: items("một", "hai")}},
			richtext.Body{&richtext.List{Items: []richtext.ListItem{{Content: []richtext.Inline{run("một")}, Nested: &richtext.List{Items: items("hai")}}}}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InKind})},
		},
		{
			"a list with numbers",
			richtext.Body{&richtext.List{Items: items("một", "hai")}},
			richtext.Body{&richtext.List{Ordered: true, Start: 1, Items: items("một", "hai")}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InKind})},
		},
		{
			"a cell",
			richtext.Body{&richtext.Table{Rows: rows([]string{"Sở Xây dựng", "95"})}},
			richtext.Body{&richtext.Table{Rows: rows([]string{"Sở Xây dựng", "96"})}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording}, kept("Sở Xây dựng\t"), removed("95"), added("96"))},
		},
		{
			"a caption",
			richtext.Body{&richtext.Image{MediaID: "med_1", Caption: "a"}},
			richtext.Body{&richtext.Image{MediaID: "med_1", Caption: "b"}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InWording}, removed("a"), added("b"))},
		},
		{
			"another picture",
			richtext.Body{&richtext.Image{MediaID: "med_1"}},
			richtext.Body{&richtext.Image{MediaID: "med_2"}},
			[]richtext.BlockChange{at(richtext.BlockRemoved, 0, -1), at(richtext.BlockAdded, -1, 0)},
		},
		{
			"an award more",
			richtext.Body{&richtext.AwardList{AwardIDs: []string{"awa_1"}}},
			richtext.Body{&richtext.AwardList{AwardIDs: []string{"awa_1", "awa_2"}}},
			[]richtext.BlockChange{changed([]richtext.Difference{richtext.InReferences})},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := richtext.Diff(c.before, c.after)
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(richtext.BlockChange{}, "Old", "New")); diff != "" {
				t.Error(diff)
			}
			wholeDiff(t, c.before, c.after, got)
		})
	}
}

// wholeDiff fails unless every block of both bodies is in exactly one change, and each change says what it means.
func wholeDiff(t rapid.TB, before, after richtext.Body, changes []richtext.BlockChange) {
	t.Helper()
	var old []int
	next := 0
	for _, c := range changes {
		if (c.OldIndex >= 0) != (c.Kind != richtext.BlockAdded) || (c.NewIndex >= 0) != (c.Kind != richtext.BlockRemoved) {
			t.Fatalf("a change %s from %d to %d", c.Kind, c.OldIndex, c.NewIndex)
		}
		if c.OldIndex >= 0 {
			old = append(old, c.OldIndex)
			if before[c.OldIndex] != c.Old {
				t.Fatalf("change %v holds another block", c)
			}
		}
		if c.NewIndex >= 0 {
			if c.NewIndex != next || after[c.NewIndex] != c.New {
				t.Fatalf("new block %d is not in its place", c.NewIndex)
			}
			next++
		}
		if (c.Kind == richtext.BlockChanged) != (len(c.Differences) > 0) {
			t.Fatalf("a block is %s, and differs in %v", c.Kind, c.Differences)
		}
		if slices.Contains(c.Differences, richtext.InWording) != (len(c.Spans) > 0) {
			t.Fatalf("it differs in %v, and the spans are %v", c.Differences, c.Spans)
		}
		same := map[string]string{"before": "", "after": ""}
		for _, s := range c.Spans {
			if s.Text == "" {
				t.Fatalf("an empty span in %v", c.Spans)
			}
			if s.Kind != richtext.TextAdded {
				same["before"] += s.Text
			}
			if s.Kind != richtext.TextRemoved {
				same["after"] += s.Text
			}
		}
		_, isList := c.Old.(*richtext.List)
		if _, becameList := c.New.(*richtext.List); len(c.Spans) > 0 && !isList && !becameList {
			if diff := cmp.Diff(map[string]string{"before": richtext.Body{c.Old}.Text(), "after": richtext.Body{c.New}.Text()}, same); diff != "" {
				t.Fatal(diff)
			}
		}
	}
	slices.Sort(old)
	for i, at := range old {
		if i != at {
			t.Fatalf("the old blocks are %v", old)
		}
	}
	if next != len(after) || len(old) != len(before) {
		t.Fatalf("%d of %d old and %d of %d new blocks", len(old), len(before), next, len(after))
	}
}

func TestDiffOfAnyTwoBodies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before := drawBody(t)
		after := slices.Clone(before)
		for range rapid.IntRange(0, 4).Draw(t, "edits") {
			at := rapid.IntRange(0, len(after)).Draw(t, "at")
			switch {
			case len(after) == 0 || at == len(after) || rapid.Bool().Draw(t, "insert"):
				after = slices.Insert(after, at, drawBlock(t))
			case rapid.Bool().Draw(t, "replace"):
				after[at] = drawBlock(t)
			default:
				after = slices.Delete(after, at, at+1)
			}
		}
		wholeDiff(t, before, after, richtext.Diff(before, after))
		for _, c := range richtext.Diff(before, stored(t, before)) {
			if c.Kind != richtext.BlockKept {
				t.Fatalf("the same body has a block %s", c.Kind)
			}
		}
	})
}
