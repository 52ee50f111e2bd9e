package richtext

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
)

// Apply returns a body in which the accepted suggestions of [Body.Hygiene] are carried out, all at once. What is put in
// looks like what was there. It refuses with CONFLICT what does not fit the body any more, and with INVALID a suggestion
// that only an editor can carry out. The body itself is not changed.
func Apply(b Body, accepted ...Suggestion) (Body, error) {
	a, err := newApplier(accepted)
	if err != nil {
		return nil, err
	}
	body := b.rewritten(a.rewrite)
	if len(a.left) > 0 || a.stale {
		return nil, staleSuggestion()
	}
	return body, nil
}

// ApplyToText is [Apply] for the suggestions of [HygieneOfText].
func ApplyToText(text string, accepted ...Suggestion) (string, error) {
	a, err := newApplier(accepted)
	if err != nil {
		return "", err
	}
	for path := range a.left {
		text = plain(a.rewrite(path, []Inline{{Text: text}}))
	}
	if a.stale {
		return "", staleSuggestion()
	}
	return text, nil
}

func staleSuggestion() error {
	return errs.New(errs.Conflict,
		"Nội dung đã thay đổi nên gợi ý không còn đúng chỗ; hãy xem lại các gợi ý.",
		"The text has changed, and the suggestion does not fit it any more; ask for the suggestions again.")
}

// applier carries out suggestions text by text.
type applier struct {
	left  map[string][]Suggestion // by path, those behind first
	stale bool                    // one did not fit
}

func newApplier(accepted []Suggestion) (*applier, error) {
	a := &applier{left: map[string][]Suggestion{}}
	for _, s := range accepted {
		if !s.Fixable {
			return nil, errs.InvalidField(s.Path,
				"Gợi ý này chỉ người biên tập mới sửa được; hãy sửa trực tiếp trong bài.",
				"Only an editor can tell how to mend this; change the text itself.")
		}
		a.left[s.Path] = append(a.left[s.Path], s)
	}
	for _, list := range a.left {
		slices.SortFunc(list, func(s, t Suggestion) int { return cmp.Or(cmp.Compare(t.Start, s.Start), cmp.Compare(t.End, s.End)) })
	}
	return a, nil
}

func (a *applier) rewrite(path string, content []Inline) []Inline {
	next := -1 // where the suggestion behind begins
	list := a.left[path]
	for i, s := range list {
		text := plain(content)
		start, end := byteAt(text, s.Start), byteAt(text, s.End)
		if start < 0 || end < start || text[start:end] != s.Found || next >= 0 && s.End > next || i > 0 && s == list[i-1] {
			a.stale = true
			return content
		}
		next = s.Start
		content = replaced(content, start, end, s.Suggested)
	}
	delete(a.left, path)
	return content
}

// byteAt returns where a code point of a text begins, and -1 if it has not so many.
func byteAt(text string, runes int) int {
	if runes < 0 {
		return -1
	}
	at := 0
	for ; runes > 0; runes-- {
		if at == len(text) {
			return -1
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// replaced returns runs with other text between two places. It looks like the first of what was there, or like what stands
// before it.
func replaced(content []Inline, start, end int, by string) []Inline {
	runs := make([]Inline, 0, len(content))
	at, written := 0, false
	for _, run := range content {
		size := len(run.Text)
		from, to := max(start-at, 0), min(end-at, size)
		if touches := from < to || start == end && from <= size && to >= 0; touches {
			var text strings.Builder
			text.WriteString(run.Text[:from])
			if !written {
				text.WriteString(by)
				written = true
			}
			text.WriteString(run.Text[max(to, from):])
			run.Text = text.String()
		}
		if run.Text != "" {
			runs = append(runs, run)
		}
		at += size
	}
	return runs
}
