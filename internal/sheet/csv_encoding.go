package sheet

import (
	"bufio"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings of CSV files.
const (
	utf8Text    = "UTF-8"
	utf16Little = "UTF-16LE"
	utf16Big    = "UTF-16BE"
	windows1258 = "Windows-1258"
)

// encodingOf tells in which encoding a text is, by its mark or by reading all of it: a text that is not UTF-8 is in the
// code page of Vietnamese Windows, unless so little of it is wrong that it must be UTF-8 with damage. It returns "" for
// what is no text.
func encodingOf(file io.Reader) (string, error) {
	r := bufio.NewReaderSize(file, 64<<10)
	head, err := r.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return "", err
	}
	if name := unicodeMark(head); name != "" {
		return name, nil
	}
	if name := utf16Unmarked(head); name != "" {
		return name, nil
	}
	letters, broken := 0, 0
	for {
		c, size, err := r.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			if broken*10 > letters {
				return windows1258, nil
			}
			return utf8Text, nil
		case err != nil:
			return "", err
		case c == 0:
			return "", nil
		case c == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			letters++
		}
	}
}

// unicodeMark returns the encoding that a byte order mark names.
func unicodeMark(head []byte) string {
	switch {
	case len(head) >= 3 && head[0] == 0xEF && head[1] == 0xBB && head[2] == 0xBF:
		return utf8Text
	case len(head) >= 2 && head[0] == 0xFF && head[1] == 0xFE:
		return utf16Little
	case len(head) >= 2 && head[0] == 0xFE && head[1] == 0xFF:
		return utf16Big
	default:
		return ""
	}
}

// utf16Unmarked recognises UTF-16 without a mark by the zero bytes of its Latin letters, digits and separators, all of
// which are in the same half.
func utf16Unmarked(head []byte) string {
	zeros := [2]int{}
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch {
	case zeros[1] > len(head)/8 && zeros[0] == 0:
		return utf16Little
	case zeros[0] > len(head)/8 && zeros[1] == 0:
		return utf16Big
	default:
		return ""
	}
}

// decoded returns a text as UTF-8 without a mark. What the encoding does not have is U+FFFD. Code page 1258 writes a tone
// behind its vowel; the cells are composed when they are cleaned.
func decoded(file io.Reader, name string) io.Reader {
	var from encoding.Encoding
	switch name {
	case utf16Little:
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf16Big:
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case windows1258:
		from = charmap.Windows1258
	default:
		from = unicode.UTF8BOM
	}
	return from.NewDecoder().Reader(file)
}
