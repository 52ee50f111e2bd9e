package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"io"

	"thidua/internal/errs"
)

// errLongToken is that of a tag, a text or a comment that is longer than any cell may be.
const errLongToken = tokenError("an XML token is too long")

// xmlTokens reads XML token by token in bounded memory: encoding/xml keeps a whole token, so the reader below it stops
// when one grows too long. Prefixes of names are left aside, as the parts of a spreadsheet can be told apart without.
type xmlTokens struct {
	decoder *xml.Decoder
	bytes   *tokenBytes
}

// tokenBytes hands out single bytes, and no more than a bound between two tokens.
type tokenBytes struct {
	from  *bufio.Reader
	left  int
	bound int
}

func newXMLTokens(r io.Reader, bound int) *xmlTokens {
	b := &tokenBytes{from: bufio.NewReaderSize(r, 64<<10), left: bound, bound: bound}
	return &xmlTokens{decoder: xml.NewDecoder(b), bytes: b}
}

// next returns the next token, which is valid until the one after it, and io.EOF behind the last.
func (t *xmlTokens) next() (xml.Token, error) {
	t.bytes.left = t.bytes.bound
	return t.decoder.RawToken()
}

// ReadByte is what the decoder reads by.
func (b *tokenBytes) ReadByte() (byte, error) {
	if b.left--; b.left < 0 {
		return 0, errLongToken
	}
	return b.from.ReadByte()
}

// Read makes tokenBytes an io.Reader, which the decoder asks for and does not use.
func (b *tokenBytes) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	c, err := b.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = c
	return 1, nil
}

// attribute returns the value of an element's attribute, or "".
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isTrue reads a boolean of XML Schema.
func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// brokenXLSX returns the error of reading a part: those of ours as they are, anything else as damage.
func brokenXLSX(err error) error {
	if errs.As(err) != nil {
		return err
	}
	if errors.Is(err, errLongToken) {
		return errs.New(errs.Limit, "Tệp có một đoạn văn bản quá dài.", "The file has a text that is too long.").Because(err)
	}
	return damaged(err)
}

// tokenError is the type of an error that is a constant.
type tokenError string

func (e tokenError) Error() string { return string(e) }
