package richtext

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/viet"
)

// around returns the characters before and behind a part of a text; line breaks at its ends.
func around(text string, start, end int) (before, behind rune) {
	before, behind = '\n', '\n'
	if start > 0 {
		before, _ = utf8.DecodeLastRuneInString(text[:start])
	}
	if end < len(text) {
		behind, _ = utf8.DecodeRuneInString(text[end:])
	}
	return before, behind
}

const (
	openings = "([{“‘«"
	closings = ",.;:?!)]}”»"
)

func isSpace(r rune) bool { return r != '\n' && unicode.IsSpace(r) }

// spaces finds spaces that are too many, that stand at the wrong side of punctuation, and that are not plain.
func spaces(text string) []finding {
	var found []finding
	for end := 0; end < len(text); {
		start := strings.IndexFunc(text[end:], isSpace)
		if start < 0 {
			break
		}
		start += end
		end = start + endOf(text[start:], isSpace)
		before, behind := around(text, start, end)
		f := finding{start: start, end: end, fixable: true}
		switch space := text[start:end]; {
		case before == '\n' || behind == '\n':
			f.rule = EdgeSpace
		case closes(text[end:]), opens(text[:start]):
			f.rule = SpaceAtPunctuation
		case utf8.RuneCountInString(space) > 1:
			f.rule, f.to = RepeatedSpace, " "
		case space != " " && !unicode.IsDigit(before):
			f.rule, f.to = UnusualSpace, " "
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}

// closes reports whether a text begins with a mark that no space stands before. Dots and a comma may begin a number or an
// ellipsis, and a quotation mark may point the wrong way.
func closes(text string) bool {
	mark, size := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(closings, mark) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[size:])
	switch mark {
	case '.', ',':
		return next != '.' && !unicode.IsDigit(next)
	case '”', '»':
		return !isLetter(next)
	default:
		return true
	}
}

// opens reports whether a text ends with a mark that no space stands behind, and that does not point the wrong way.
func opens(text string) bool {
	mark, size := utf8.DecodeLastRuneInString(text)
	before, _ := utf8.DecodeLastRuneInString(text[:len(text)-size])
	return strings.ContainsRune(openings, mark) && !isLetter(before)
}

// missingSpaces finds commas and semicolons between two words, but not in addresses.
func missingSpaces(text string) []finding {
	var found []finding
	for at, r := range text {
		if r != ',' && r != ';' {
			continue
		}
		before, behind := around(text, at, at+1)
		if !unicode.IsLetter(before) || !unicode.IsLetter(behind) || strings.ContainsAny(wordAround(text, at), "@/=&") {
			continue
		}
		found = append(found, finding{MissingSpace, at + 1, at + 1, " ", true})
	}
	return found
}

// wordAround returns what stands between the white space around a place.
func wordAround(text string, at int) string {
	start := strings.LastIndexFunc(text[:at], unicode.IsSpace) + 1
	if end := strings.IndexFunc(text[at:], unicode.IsSpace); end >= 0 {
		return text[start : at+end]
	}
	return text[start:]
}

// invisible finds what [Body.Clean] would drop or compose, in bodies that were stored without it.
func invisible(text string) []finding {
	if viet.CleanSource(text) == text {
		return nil
	}
	var found []finding
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if isLetter(r) {
			size = endOf(text[at:], isLetter)
			if clean := viet.CleanSource(text[at : at+size]); clean != text[at:at+size] {
				found = append(found, finding{DecomposedLetter, at, at + size, clean, true})
			}
		} else if !unicode.IsSpace(r) && viet.CleanSource(text[at:at+size]) == "" {
			found = append(found, finding{InvisibleCharacter, at, at + size, "", true})
		}
		at += size
	}
	return found
}

// lookalikes finds words with a letter of another alphabet in place of đ.
func lookalikes(text string) []finding {
	fixed := viet.CleanBody(text)
	if fixed == text || utf8.RuneCountInString(fixed) != utf8.RuneCountInString(text) {
		return nil // nothing is wrong, or more than this, which comes first
	}
	var found []finding
	in := 0 // the place in the repaired text
	for at := 0; at < len(text); {
		size := max(endOf(text[at:], isLetter), 1)
		if !isLetterAt(text, at) {
			_, size = utf8.DecodeRuneInString(text[at:])
		}
		word := text[at : at+size]
		end := byteAt(fixed[in:], utf8.RuneCountInString(word)) + in
		if repaired := fixed[in:end]; repaired != word {
			found = append(found, finding{LookalikeLetter, at, at + size, repaired, true})
		}
		at, in = at+size, end
	}
	return found
}

func isLetterAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return isLetter(r)
}
