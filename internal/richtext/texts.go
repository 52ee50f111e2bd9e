package richtext

import "iter"

// Texts yields every text of a body that has words of its own, with its path, such as "body.3.items.0.content", in the
// order of reading. A text that is a mere string, such as a caption, is one run. What is yielded must not be changed.
func (b Body) Texts() iter.Seq2[string, []Inline] {
	return func(yield func(string, []Inline) bool) {
		more := true
		b.rewritten(func(path string, content []Inline) []Inline {
			if more && len(content) > 0 {
				more = yield(path, content)
			}
			return content
		})
	}
}

// Plain returns the text of runs without their looks.
func Plain(content []Inline) string { return plain(content) }
