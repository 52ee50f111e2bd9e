package search

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/viet"
)

// TestNeededTermsHoldForTheSameDocuments leaves terms out of any tiers, and finds that no document answers otherwise.
func TestNeededTermsHoldForTheSameDocuments(t *testing.T) {
	t.Parallel()
	short, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		t.Fatal(err)
	}
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(strings.Fields("thi đua khen thưởng Khen thuong UBND tỉnh a ă Kỹ 01 34-CT/TW H’Drai")), 0, 8),
		func(words []string) string { return strings.Join(words, " ") })
	left := 0
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) []string {
			return keys(Card{
				Title: text.Draw(t, name+" title"), Names: []string{text.Draw(t, name+" name")}, Summary: text.Draw(t, name+" summary"),
				Body: text.Draw(t, name+" body"), Noun: Articles,
			}, short)
		}
		document := draw("document")
		some := rapid.SampledFrom(document)
		if rapid.Bool().Draw(t, "of another") {
			some = rapid.SampledFrom(append(slices.Clone(document), draw("another")...))
		}
		tier := rapid.SliceOfN(some, 1, 12).Draw(t, "tier")
		least := entrySchema().Postings.Needed(tier)
		holds := func(terms []string) bool {
			return !slices.ContainsFunc(terms, func(term string) bool { return !slices.Contains(document, term) })
		}
		if holds(tier) != holds(least) || len(least) == 0 {
			t.Fatalf("%q is needed of %q: %t, %t", least, tier, holds(least), holds(tier))
		}
		slices.Sort(tier)
		left += len(slices.Compact(tier)) - len(least)
	})
	if left == 0 {
		t.Error("no term was ever left out")
	}
}

// TestTiersHaveNoNeedlessTerms names the terms of a query of two words: a store walks a list for each.
func TestTiersHaveNoNeedlessTerms(t *testing.T) {
	t.Parallel()
	want := []string{
		"Tx:khen thương3", "Aa:thương3 Tw:khen thuong", "Aa:thương3 Nw:khen thuong", "Ta:khen Ta:thương3 Tg:khen_thuong",
		"Ta:thương3 Tg:khen_thuong", "Na:khen Na:thương3 Ng:khen_thuong", "Na:thương3 Ng:khen_thuong", "Ta:thương3 Tf:khen",
		"Na:thương3 Nf:khen", "Sa:thương3 Sg:khen_thuong", "Aa:khen Aa:thương3 Ag:khen_thuong", "Aa:thương3 Ag:khen_thuong",
		"Sa:thương3 Sf:khen", "Aa:thương3 Af:khen",
	}
	var got []string
	postings := entrySchema().Postings
	all := tiers(parse("khen thưởng"))
	for _, tier := range all {
		got = append(got, strings.Join(postings.Needed(tier), " "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, query := range []string{"khen thưởng", "khen thuong", "k", "phong trào th", "34-CT/TW", "UBND tỉnh Kon Tum", "khen"} {
		all := tiers(parse(query))
		if diff := cmp.Diff(all[len(all)-1:], postings.Weakest(all)); diff != "" {
			t.Errorf("%q: the last tier does not hold for all that is found: %s", query, diff)
		}
	}
}
