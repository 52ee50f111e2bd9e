package persisted

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Document (câu truy vấn đã lưu) is a trusted GraphQL document. What it is asked for by never changes; under a hash its text
// does not either, while that of a name may.
type Document struct {
	store.Head `bson:",inline"`
	DocumentID string `bson:"documentId"` // sha256: and the hash of the text, or a name
	Text       string `bson:"text"`
	Denied     bool   `bson:"denied"`           // it is kept, but not run
	MaxAge     *int64 `bson:"maxAge,omitempty"` // seconds that caches may keep an answer; nil leaves it to the data
}

// Bounds of documents.
const (
	MaxText    = 64 << 10 // bytes: more than a request may have is of no use
	MaxMaxAge  = 86_400   // seconds: what a browser keeps, nobody can take back
	MaxNameLen = 80
)

// HashPrefix begins the IDs of documents that are asked for by the hash of their text.
const HashPrefix = "sha256:"

// HashOf returns the SHA-256 of a text in lower-case hexadecimal digits.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// IsHash reports whether text is a SHA-256 in lower-case hexadecimal digits.
func IsHash(text string) bool {
	return len(text) == 2*sha256.Size && strings.Trim(text, "0123456789abcdef") == ""
}

// namePattern has the characters that need no escape in an address.
var namePattern = regexp.MustCompile(`^[A-Za-z0-9._~-]{1,80}$`)

// IsDocumentID reports whether text could be the ID of a document: sha256: and a hash, or a name.
func IsDocumentID(text string) bool {
	if hash, ok := strings.CutPrefix(text, HashPrefix); ok {
		return IsHash(hash)
	}
	return namePattern.MatchString(text)
}

// Saving is what somebody wants to save.
type Saving struct {
	Text   string
	Name   string // empty: it is asked for by its hash
	MaxAge *int64
	// Version is the version that was read of the document with this name or hash; 0 if there is none yet, or it is already
	// as it shall be.
	Version int64
}

// documentID returns what the document is asked for by.
func (s Saving) documentID() string {
	if s.Name != "" {
		return s.Name
	}
	return HashPrefix + HashOf(s.Text)
}

// check returns what is wrong with it.
func (s Saving) check() error {
	switch {
	case strings.TrimSpace(s.Text) == "" || !utf8.ValidString(s.Text):
		return errs.InvalidField("text", "Cần nội dung câu truy vấn, mã UTF-8.", "Give the text of the query, in UTF-8.")
	case len(s.Text) > MaxText:
		return errs.InvalidField("text",
			fmt.Sprintf("Câu truy vấn vượt quá %d byte.", MaxText), fmt.Sprintf("The query is larger than %d bytes.", MaxText))
	case s.Name != "" && !namePattern.MatchString(s.Name):
		return errs.InvalidField("name",
			fmt.Sprintf("Tên gồm 1 đến %d chữ cái không dấu, chữ số và . _ ~ -.", MaxNameLen),
			fmt.Sprintf("A name has 1 to %d letters without marks, digits and . _ ~ -.", MaxNameLen))
	case s.MaxAge != nil && (*s.MaxAge < 0 || *s.MaxAge > MaxMaxAge):
		return errs.InvalidField("maxAge",
			fmt.Sprintf("Thời gian lưu phải từ 0 đến %d giây.", MaxMaxAge), fmt.Sprintf("The age must be 0 to %d seconds.", MaxMaxAge))
	}
	return nil
}

// same reports whether a document is already as somebody wants to save it.
func (d *Document) same(s Saving) bool {
	return d.Text == s.Text && (d.MaxAge == nil) == (s.MaxAge == nil) && (d.MaxAge == nil || *d.MaxAge == *s.MaxAge)
}

// IsAllowed reports whether it may be run.
func (d *Document) IsAllowed() bool { return !d.Denied }

// weight estimates the memory that it takes.
func (d *Document) weight() uint32 {
	if d == nil {
		return 256
	}
	return uint32(512 + len(d.Text)) // bounded by MaxText
}
