package richtext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// The library looks for at most so many differences, and settles for one large one in the middle if there are more.
// What it returns with fewer has nothing in common within.
const maxDifferences = 100

// maxLooks bounds how often the library is asked about what it settled for.
const maxLooks = 200

// gapsBetween returns where two lists differ, in order: all between the gaps is the same.
func gapsBetween(a, b []string) []lcs.Diff {
	looks := 0
	var find func(a, b []string) []lcs.Diff
	find = func(a, b []string) []lcs.Diff {
		var gaps []lcs.Diff
		looks++
		for _, gap := range lcs.DiffLines(a, b) {
			removed, added := a[gap.Start:gap.End], b[gap.ReplStart:gap.ReplEnd]
			settled := len(removed)+len(added) > maxDifferences && len(removed) > 0 && len(added) > 0
			if !settled || looks >= maxLooks || len(removed) == len(a) && len(added) == len(b) {
				gaps = append(gaps, gap)
				continue
			}
			for _, inner := range find(removed, added) {
				gaps = append(gaps, lcs.Diff{
					Start: inner.Start + gap.Start, End: inner.End + gap.Start,
					ReplStart: inner.ReplStart + gap.ReplStart, ReplEnd: inner.ReplEnd + gap.ReplStart,
				})
			}
		}
		return gaps
	}
	return find(a, b)
}

// spansOf compares two texts word by word. Words that follow each other and all changed are one change.
func spansOf(before, after string) []TextSpan {
	a, b := tokens(before), tokens(after)
	var joined []lcs.Diff
	for _, gap := range gapsBetween(a, b) {
		if last := len(joined) - 1; last >= 0 && isSpaceOnly(a[joined[last].End:gap.Start]) {
			joined[last].End, joined[last].ReplEnd = gap.End, gap.ReplEnd
			continue
		}
		joined = append(joined, gap)
	}
	var spans []TextSpan
	add := func(kind SpanKind, tokens []string) {
		if len(tokens) > 0 {
			spans = append(spans, TextSpan{kind, strings.Join(tokens, "")})
		}
	}
	i := 0
	for _, gap := range joined {
		add(TextKept, a[i:gap.Start])
		add(TextRemoved, a[gap.Start:gap.End])
		add(TextAdded, b[gap.ReplStart:gap.ReplEnd])
		i = gap.End
	}
	add(TextKept, a[i:])
	return spans
}

// isSpaceOnly reports whether there is nothing but spaces on one line.
func isSpaceOnly(tokens []string) bool {
	return strings.Trim(strings.Join(tokens, ""), " \u00a0") == ""
}

// tokens divides a text into words, white space, and single other characters.
func tokens(text string) []string {
	list := make([]string, 0, len(text)/4)
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		end := size
		switch {
		case isLetter(r):
			end = endOf(text, isLetter)
		case unicode.IsSpace(r):
			end = endOf(text, unicode.IsSpace)
		}
		list = append(list, text[:end])
		text = text[end:]
	}
	return list
}

// endOf is how many bytes at the beginning of a text are of a kind of characters.
func endOf(text string, is func(rune) bool) int {
	if end := strings.IndexFunc(text, func(r rune) bool { return !is(r) }); end >= 0 {
		return end
	}
	return len(text)
}
