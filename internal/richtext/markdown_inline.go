package richtext

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// inline says where inline text stands, on which depends what of it is markup.
type inline struct {
	scene   Scene
	broken  bool   // line breaks are kept; otherwise they become spaces
	indent  string // what stands before each further line
	heading bool
	cell    bool // of a table
}

// write writes runs of text.
func (in inline) write(content []Inline) string {
	w := inlineWriter{inline: in}
	spans := in.spans(content)
	for i, s := range spans {
		w.turn(s, firstRune(spans[i:]))
		if s.marks&codeMark != 0 {
			w.code(s.text)
			continue
		}
		for _, r := range s.text {
			w.rune(r)
		}
	}
	w.turn(span{}, '\n')
	w.endLine()
	return string(w.out)
}

// text writes text without marks.
func (in inline) text(text string) string { return in.write([]Inline{{Text: text}}) }

// marks is a set of the marks that Markdown has.
type marks uint8

// The marks in the order in which they open. Each has a delimiter of a character of its own, so that delimiters that
// meet stay apart.
const (
	strikeMark marks = 1 << iota
	boldMark
	italicMark
	codeMark // has no delimiter: its text is written as a whole
)

func (m marks) delimiter() string {
	switch m {
	case strikeMark:
		return "~~"
	case boldMark:
		return "**"
	default:
		return "_"
	}
}

// span is text of one look: words, the space around them, or code.
type span struct {
	text  string
	marks marks
	href  string
	space bool
}

// spans divides runs into words, the spaces around them, and code.
func (in inline) spans(content []Inline) []span {
	var spans []span
	for _, run := range content {
		href, _ := in.scene.markdownHref(run.Href)
		look := span{marks: marksOf(run.Marks), href: href}
		text := newlines(run.Text)
		if href != "" && strings.Contains(text, "]") {
			look.marks &^= codeMark // a bracket in a link must be escaped, which it cannot be in code
		}
		if look.marks&codeMark != 0 {
			spans = appendCode(spans, look, strings.ReplaceAll(text, "\n", " "))
			continue
		}
		words := strings.TrimLeftFunc(text, unicode.IsSpace)
		spans = appendSpace(spans, look, text[:len(text)-len(words)])
		text, words = words, strings.TrimRightFunc(words, unicode.IsSpace)
		if words != "" {
			look.text = words
			spans = append(spans, look)
		}
		spans = appendSpace(spans, look, text[len(words):])
	}
	fitSpaces(spans)
	return spans
}

// appendCode joins code to code of the same look: with backticks between, the two would become one.
func appendCode(spans []span, look span, text string) []span {
	if text == "" {
		return spans
	}
	if last := len(spans) - 1; last >= 0 && spans[last].marks == look.marks && spans[last].href == look.href {
		spans[last].text += text
		return spans
	}
	look.text = text
	return append(spans, look)
}

// appendSpace joins a space to the space before it, with what their looks have in common.
func appendSpace(spans []span, look span, text string) []span {
	if text == "" {
		return spans
	}
	if last := len(spans) - 1; last >= 0 && spans[last].space {
		s := &spans[last]
		s.text += text
		s.marks &= look.marks
		if s.href != look.href {
			s.href = ""
		}
		return spans
	}
	look.text, look.space = text, true
	return append(spans, look)
}

// fitSpaces leaves each space only the marks and the link that the words on both sides have too: a delimiter beside a
// space marks nothing.
func fitSpaces(spans []span) {
	for i := range spans {
		s := &spans[i]
		if !s.space {
			continue
		}
		if i == 0 || i == len(spans)-1 || spans[i-1].href != s.href || spans[i+1].href != s.href {
			s.marks, s.href = 0, ""
			continue
		}
		s.marks &= spans[i-1].marks & spans[i+1].marks &^ codeMark
	}
}

func marksOf(list []Mark) marks {
	var m marks
	for _, mark := range list {
		switch mark {
		case Bold:
			m |= boldMark
		case Italic:
			m |= italicMark
		case Strike:
			m |= strikeMark
		case Code:
			m |= codeMark
		case Underline: // Markdown has none
		}
	}
	return m
}

// firstRune is what the first of the spans begins with.
func firstRune(spans []span) rune {
	if spans[0].marks&codeMark != 0 {
		return '`'
	}
	r, _ := utf8.DecodeRuneInString(spans[0].text)
	return r
}

// inlineWriter writes spans, and knows what it has written and opened.
type inlineWriter struct {
	inline
	out    []byte
	line   int // where the present line begins in out
	breaks int // line breaks not yet written: those at the end are dropped
	open   []marks
	href   string
	encode bool // the next rune is written as an entity
}

// turn closes and opens what the next span needs; next is the first rune of it.
func (w *inlineWriter) turn(s span, next rune) {
	keep := 0
	if s.href == w.href {
		for keep < len(w.open) && s.marks&w.open[keep] != 0 {
			keep++
		}
	}
	closing := w.open[keep:]
	before := w.last()
	for _, m := range slices.Backward(closing) {
		w.delimiter(m)
	}
	if s.href != w.href && w.href != "" {
		w.out = append(w.out, ']', '(')
		w.out = append(w.out, destination(w.href)...)
		w.out = append(w.out, ')')
	} else if len(closing) > 0 && isWord(next) && (len(closing) > 1 || closing[0] == italicMark || !isWord(before)) {
		// A delimiter between a letter and something else does not close; an entity is not a letter.
		w.encode = true
	}
	w.open = w.open[:keep]
	if s.href != w.href && s.href != "" {
		w.flush()
		if w.last() == '!' {
			w.out = append(w.out[:len(w.out)-1], `\!`...) // or else the link would be a picture
		}
		w.out = append(w.out, '[')
	}
	w.href = s.href
	if !s.space { // what opens before a space marks nothing
		if utf8.RuneCountInString(s.text) == 1 {
			next = '&' // it may become an entity, when a mark opens behind it
		}
		w.opening(s.marks, next)
	}
}

// opening opens the marks that are not yet open.
func (w *inlineWriter) opening(all marks, next rune) {
	var opening []marks
	for m := strikeMark; m <= italicMark; m <<= 1 {
		if all&m != 0 && !slices.Contains(w.open, m) {
			opening = append(opening, m)
		}
	}
	if len(opening) == 0 {
		return
	}
	w.flush()
	w.encode = false // a delimiter comes between
	if r := w.last(); isWord(r) && (len(opening) > 1 || opening[0] == italicMark || !isWord(next)) {
		w.out = w.out[:len(w.out)-utf8.RuneLen(r)]
		w.entity(r)
	}
	for _, m := range opening {
		w.delimiter(m)
	}
	w.open = append(w.open, opening...)
}

// delimiter opens or closes a mark. Some readers take an escaped tilde for a part of the delimiter that follows it.
func (w *inlineWriter) delimiter(m marks) {
	if tilde := []byte(`\~`); m == strikeMark && bytes.HasSuffix(w.out, tilde) {
		w.out = bytes.TrimSuffix(w.out, tilde)
		w.entity('~')
	}
	w.out = append(w.out, m.delimiter()...)
}

// rune writes a character of text, escaped where it could be taken for markup.
func (w *inlineWriter) rune(r rune) {
	if r == '\n' && w.broken {
		if len(w.out) > 0 {
			w.breaks++
		}
		return
	}
	if r == '\n' {
		r = ' '
	}
	w.flush()
	line := w.out[w.line:]
	switch {
	case w.encode, len(line) == 0 && isBlank(r):
		w.entity(r)
		w.encode = false
		return
	case r > '~': // no markup
	case strings.ContainsRune("\\`*_[]<>~&", r),
		len(line) == 0 && strings.ContainsRune("#+-=:|", r),
		r == '#' && w.heading, // at the end it would close the heading
		r == '|' && w.cell,
		(r == '.' || r == ')') && isNumber(line): // it would begin a list
		w.out = append(w.out, '\\')
	}
	w.out = utf8.AppendRune(w.out, r)
}

// code writes a code span, whose text knows no escapes.
func (w *inlineWriter) code(text string) {
	w.flush()
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	pad := ""
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") ||
		(strings.HasPrefix(text, " ") && strings.HasSuffix(text, " ") && strings.Trim(text, " ") != "") {
		pad = " " // one space on each side is dropped again
	}
	if w.cell {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	w.out = append(w.out, fence+pad+text+pad+fence...)
}

// flush writes the line breaks that stand before what comes next.
func (w *inlineWriter) flush() {
	for ; w.breaks > 0; w.breaks-- {
		w.endLine()
		if escaped := []byte(`\\`); bytes.HasSuffix(w.out, escaped) { // some readers miss the break behind it
			w.out = bytes.TrimSuffix(w.out, escaped)
			w.entity('\\')
		}
		w.out = append(w.out, '\\', '\n')
		w.out = append(w.out, w.indent...)
		w.line = len(w.out)
	}
}

// endLine keeps a blank at the end of a line from being dropped.
func (w *inlineWriter) endLine() {
	last := len(w.out) - 1
	if last >= w.line && isBlank(rune(w.out[last])) {
		r := rune(w.out[last])
		w.out = w.out[:last]
		w.entity(r)
	}
}

func (w *inlineWriter) entity(r rune) {
	w.out = append(w.out, '&', '#')
	w.out = strconv.AppendInt(w.out, int64(r), 10)
	w.out = append(w.out, ';')
}

// last is the last rune of the present line, or a line break.
func (w *inlineWriter) last() rune {
	if len(w.out) == w.line || w.breaks > 0 {
		return '\n'
	}
	r, _ := utf8.DecodeLastRune(w.out)
	return r
}

// isBlank reports whether Markdown drops the character at the ends of a line.
func isBlank(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }

// isWord reports whether a delimiter that stands between the character and punctuation has no effect.
func isWord(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

// isNumber reports whether the line so far is a number.
func isNumber(line []byte) bool {
	return len(line) > 0 && !slices.ContainsFunc(line, func(c byte) bool { return c < '0' || c > '9' })
}
