package custom

import (
	"slices"
	"strings"

	"thidua/internal/access"
)

// Noun is what a field is added to.
type Noun string

// The nouns that may have custom fields.
const (
	Article Noun = "ARTICLE" // bài viết: its draft and, of public fields, its published snapshot
)

// Nouns lists all nouns.
func Nouns() []Noun { return []Noun{Article} }

// policy is the noun of the policy table that says who sees the values that are not public.
func (n Noun) policy() access.Noun { return access.Drafts }

// Kind is what kind of values a field takes.
type Kind string

// The kinds.
const (
	Text      Kind = "TEXT"      // chữ: one line
	Numeric   Kind = "NUMBER"    // số
	Date      Kind = "DATE"      // ngày
	Choice    Kind = "CHOICE"    // lựa chọn: one of a list
	Reference Kind = "REFERENCE" // tham chiếu: another document
	List      Kind = "LIST"      // danh sách: several values of one of the kinds above
)

// single reports whether a value of the kind is one value, so that a list may hold it.
func (k Kind) single() bool {
	return slices.Contains([]Kind{Text, Numeric, Date, Choice, Reference}, k)
}

// vi is what editors call the kind.
func (k Kind) vi() string {
	switch k {
	case Text:
		return "chữ"
	case Numeric:
		return "số"
	case Date:
		return "ngày"
	case Choice:
		return "lựa chọn"
	case Reference:
		return "tham chiếu"
	default:
		return "danh sách"
	}
}

// Target is the kind of document that a reference leads to.
type Target string

// The targets.
const (
	ToArticle        Target = "ARTICLE"
	ToCategory       Target = "CATEGORY"
	ToMedia          Target = "MEDIA"
	ToUnit           Target = "UNIT"
	ToBloc           Target = "BLOC"
	ToBlocYear       Target = "BLOC_YEAR"
	ToPerson         Target = "PERSON"
	ToAwardType      Target = "AWARD_TYPE"
	ToAward          Target = "AWARD"
	ToDecision       Target = "DECISION"
	ToTask           Target = "TASK"
	ToEvent          Target = "EVENT"
	ToMovement       Target = "MOVEMENT"
	ToLegalReference Target = "LEGAL_REFERENCE"
)

// prefix returns how the IDs of the target begin, and false if there is no such target.
func (t Target) prefix() (string, bool) {
	prefix, ok := map[Target]string{
		ToArticle: "art", ToCategory: "cat", ToMedia: "med", ToUnit: "uni", ToBloc: "blo", ToBlocYear: "bly", ToPerson: "per",
		ToAwardType: "awt", ToAward: "awa", ToDecision: "dec", ToTask: "tas", ToEvent: "eve", ToMovement: "mov",
		ToLegalReference: "leg",
	}[t]
	return prefix + "_", ok
}

// maxID bounds an ID, in bytes.
const maxID = 64

// fits reports whether the ID is one of the target's. Whether the document is there is not asked: what a reader may not
// see is the same as what is not there, and both are shown as null.
func (t Target) fits(id string) bool {
	prefix, ok := t.prefix()
	return ok && len(id) > len(prefix) && len(id) <= maxID && strings.HasPrefix(id, prefix) &&
		strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}
