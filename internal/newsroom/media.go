package newsroom

import (
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Media (tệp phương tiện) describes a picture or another file. The bytes lie elsewhere, under its ID; they never change.
type Media struct {
	store.Head  `bson:",inline"`
	FileName    string      `bson:"fileName"` // as readers save it; its end says what the content is
	MimeType    string      `bson:"mimeType"` // by the content
	Hash        string      `bson:"hash"`     // SHA-256 of the bytes, in hexadecimal
	Bytes       int64       `bson:"bytes"`
	Width       *int64      `bson:"width,omitempty"`  // pixels, as it is looked at; nil if it is no picture
	Height      *int64      `bson:"height,omitempty"` // pixels
	Alt         string      `bson:"alt,omitempty"`    // what it shows; needed for pictures
	Caption     string      `bson:"caption,omitempty"`
	Credit      string      `bson:"credit,omitempty"`
	FocalPoint  *FocalPoint `bson:"focalPoint,omitempty"`  // nil for the middle
	OwnerUnitID string      `bson:"ownerUnitId,omitempty"` // the unit whose people keep it; empty for the office's own

	// Derived.
	Kind     MediaKind `bson:"kind"`
	Audience []string  `bson:"audience"` // the unit and the people to whom the file is their own
}

// FocalPoint (điểm nhấn) is the place in a picture that no crop may cut off.
type FocalPoint struct {
	X float64 `bson:"x"` // 0 at the left edge to 1 at the right one
	Y float64 `bson:"y"` // 0 at the upper edge to 1 at the lower one
}

// MediaKind is what a file is used as.
type MediaKind string

// The kinds of media.
const (
	Pictures  MediaKind = "IMAGE"
	Documents MediaKind = "DOCUMENT"
)

// Derive computes what kind of file it is and to whom it is their own.
func (m *Media) Derive() {
	m.Kind = Documents
	if m.Width != nil {
		m.Kind = Pictures
	}
	m.Audience = []string{m.CreatedBy}
	if m.OwnerUnitID != "" {
		m.Audience = append(m.Audience, m.OwnerUnitID)
	}
}

// subject is the file as the policy sees it.
func (m *Media) subject() access.Subject {
	return access.Subject{Noun: access.MediaFiles, UnitID: m.OwnerUnitID, CreatedBy: m.CreatedBy}
}

// Focus returns the focal point, or the middle.
func (m *Media) Focus() media.Focus {
	if m.FocalPoint == nil {
		return media.Middle()
	}
	return media.Focus{X: m.FocalPoint.X, Y: m.FocalPoint.Y}
}

// Bounds of what is written about a file, in code points.
const (
	MaxAlt      = 500
	MaxCaption  = 500
	MaxCredit   = 200
	MaxFileName = 120
)

// checked returns the description cleaned, or what is wrong with it.
func (m Media) checked() (Media, error) {
	m.Alt, m.Caption, m.Credit = viet.CleanTitle(m.Alt), viet.CleanTitle(m.Caption), viet.CleanTitle(m.Credit)
	for _, text := range []struct {
		field, value string
		most         int
	}{{"alt", m.Alt, MaxAlt}, {"caption", m.Caption, MaxCaption}, {"credit", m.Credit, MaxCredit}} {
		if err := lengthWithin(text.field, text.value, 0, text.most); err != nil {
			return m, err
		}
	}
	if p := m.FocalPoint; p != nil && !(p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1) { // so that it refuses NaN too
		return m, errs.InvalidField("focalPoint",
			fmt.Sprintf("Điểm nhấn là (%g, %g); mỗi số phải từ 0 đến 1.", p.X, p.Y),
			fmt.Sprintf("The focal point is (%g, %g); both numbers must be 0 to 1.", p.X, p.Y))
	}
	return m, nil
}

// fileName makes a name under which a file can be saved anywhere out of what its sender calls it. Its end is that of the
// content's kind.
func fileName(given, extension string) string {
	given = strings.NewReplacer(`\`, "/", "%22", `"`).Replace(given) // browsers write quotes so
	name := viet.CleanTitle(path.Base("/" + given))
	name = strings.TrimSuffix(name, path.Ext(name))
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|%`, r):
			return '-'
		case !unicode.IsPrint(r): // what reorders or hides parts of the name too
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, " .-")
	for utf8.RuneCountInString(name) > MaxFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	if name == "" {
		name = "tep"
	}
	return name + extension
}

// Picture returns what variants are made from.
func (m *Media) Picture() media.Picture {
	return media.Picture{ID: m.ID, MimeType: m.MimeType, Focus: m.Focus()}
}

// Path returns the path under which the file is fetched, or a variant of it if one is named.
func (m *Media) Path(variant string) string {
	path := "/media/" + url.PathEscape(m.ID) + "/"
	if variant != "" {
		path += variant + "/"
	}
	return path + url.PathEscape(m.FileName)
}
