package inorder

import "io"

// text is a string as JSON has it.
type text string

// MarshalGQL writes the text in quotes.
func (t *text) MarshalGQL(w io.Writer) { write(w, t) }

// plain tells the bytes that stand in a JSON string as they are, which most are: all but control characters, the quote and
// the backslash. Letters that are not ASCII have none of these bytes.
//
//nolint:gochecknoglobals // never changed
var plain = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= 0x20 && c != '"' && c != '\\'
	}
	return table
}()

func (t *text) appendTo(o *output) { o.bytes = appendQuoted(o.bytes, string(*t)) }

func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	b = append(b, '"')
	for {
		n := 0
		for n < len(s) && plain[s[n]] {
			n++
		}
		if b = append(b, s[:n]...); n == len(s) {
			return append(b, '"')
		}
		switch c := s[n]; c {
		case '\t':
			b = append(b, `\t`...)
		case '\r':
			b = append(b, `\r`...)
		case '\n':
			b = append(b, `\n`...)
		case '\\', '"':
			b = append(b, '\\', c)
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
		s = s[n+1:]
	}
}
