package search

import (
	"strings"
	"testing"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// FuzzQuery reads any text as a query and as a document: the query's tiers are within the store's bounds, a document is found by
// its own words, and highlights in a row are the text or a piece of it.
func FuzzQuery(f *testing.F) {
	for _, text := range []string{
		"", "%", `"`, "thi đua khen thưởng", "34-CT/TW", "UBND tỉnh Kon Tum", "\xff\xfe", "a\u0301\u0323", "🏆", "và của", "NN&PTNT", "H’Drai",
		strings.Repeat("không có ", 5000),
	} {
		f.Add(text)
	}
	short, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		query := parse(text)
		all := tiers(query)
		if err := (store.Ranked{Tiers: all, Limit: 1}).Check(entrySchema()); err != nil {
			t.Fatal(err)
		}
		has := map[string]bool{}
		for _, term := range keys(Card{Title: text, Summary: text, Body: text, Noun: Articles}, short) {
			has[term] = true
		}
		for i, tier := range all {
			if len(query) < viet.MaxQueryWords && i == len(all)-1 {
				for _, term := range tier {
					if !has[term] {
						t.Fatalf("a text is not found by its own words: %q lacks %q", text, term)
					}
				}
			}
			if len(tier) == 0 {
				t.Fatal("a tier holds for nothing")
			}
		}
		segments, _ := mark(text, query, short, false)
		if whole := joined(segments); whole != text {
			t.Fatalf("highlights are %q, the text is %q", whole, text)
		}
		piece, _ := mark(text, query, short, true)
		if cut := strings.TrimSuffix(strings.TrimPrefix(joined(piece), "… "), " …"); !strings.Contains(text, cut) {
			t.Fatalf("the piece %q is not of the text", cut)
		}
	})
}

func joined(segments []*Segment) string {
	var b strings.Builder
	for _, s := range segments {
		b.WriteString(s.Text)
	}
	return b.String()
}
