package gate

import (
	"fmt"
	"slices"
	"strings"

	"thidua/internal/register"
	"thidua/internal/viet"
)

// counts compares numbers of awards that a text states, "Bằng khen cho 03 đơn vị", with the awards that the article links
// to. Only numbers that stand close to one form of award count; a form of which nothing is linked is not looked at.
func (g *Gate) counts(m *matter) []*Finding {
	linked := m.linked()
	if len(linked) == 0 {
		return nil
	}
	var found []*Finding
	for _, t := range m.texts {
		for s := range t.sentences() {
			if len(found) > maxFindings {
				return found
			}
			s.find(g.wording)
			for i, award := range s.marks {
				if award.role != names || len(award.forms) != 1 {
					continue
				}
				stated, ok := s.statedNear(i)
				if !ok {
					continue
				}
				n := linkedOf(linked, award.forms[0], stated.kind)
				if n == 0 || n == stated.n {
					continue
				}
				start, end := s.words[stated.from].Start, s.words[stated.to-1].End
				found = append(found, at(t.path, CountInText, Warning,
					fmt.Sprintf("Bài viết “%s” nhưng liên kết %d hồ sơ loại này; hãy sửa số hoặc liên kết.", t.text[start:end], n),
					fmt.Sprintf("The text says “%s”, but the article links to %d such awards: mend the number or the links.", t.text[start:end], n),
				).quoting(t.text, start, end))
			}
		}
	}
	return found
}

// linkedOf counts the linked awards of a form and of a kind of recipient, if one is given.
func linkedOf(linked []*register.Award, form register.AwardForm, kind register.RecipientKind) int {
	n := 0
	for _, a := range linked {
		if a.Form == form && a.State != register.Withdrawn && (kind == "" || a.Recipient.Kind == kind) {
			n++
		}
	}
	return n
}

// statement is a number of awards or of recipients.
type statement struct {
	n        int
	kind     register.RecipientKind // empty if the awards themselves are counted
	from, to int                    // its words
}

// countReach is how many words may stand between an award and the number of its recipients.
const countReach = 8

// statedNear returns the number that belongs to the i-th mark, which names an award: directly before it ("03 Bằng khen"),
// or that of the recipients behind it ("Bằng khen của UBND tỉnh cho 03 đơn vị"), or before it ("03 đơn vị được đề nghị tặng
// Bằng khen"). Another award between them takes the number.
func (s *sentence) statedNear(i int) (statement, bool) {
	award := s.marks[i]
	if n, from, ok := s.numberBefore(award.at); ok && n > 1 {
		return statement{n: n, from: from, to: award.end}, true
	}
	limit := len(s.words)
	for _, m := range s.marks[i+1:] {
		if m.role == names {
			limit = m.at
			break
		}
	}
	cho := false
	for at := award.end; at < min(limit, award.end+countReach+1) && s.stops[at] != semicolon; at++ {
		cho = cho || s.words[at].Fold == "cho"
		if kind, ok := recipientWord(s.words[at:]); ok && cho {
			if n, from, ok := s.numberBefore(at); ok && from >= award.end {
				return statement{n, kind, from, at + 2}, true
			}
		}
	}
	if _, taken := s.numberFor(limit, i); taken {
		return statement{}, false
	}
	return s.countedBefore(i)
}

// numberFor reports whether a number of recipients follows before the next award: then one before belongs elsewhere.
func (s *sentence) numberFor(limit, i int) (int, bool) {
	for at := s.marks[i].end; at < limit; at++ {
		if _, ok := recipientWord(s.words[at:]); ok {
			if n, from, ok := s.numberBefore(at); ok && from >= s.marks[i].end {
				return n, true
			}
		}
	}
	return 0, false
}

// countedBefore returns the number of recipients that stands before an award and its verb.
func (s *sentence) countedBefore(i int) (statement, bool) {
	award := s.marks[i]
	least := max(award.at-countReach, 0)
	for _, m := range s.marks[:i] {
		if m.role == names {
			least = max(least, m.end)
		}
	}
	for at := award.at - 1; at > least; at-- {
		if s.stops[at] != noStop {
			return statement{}, false
		}
		if kind, ok := recipientWord(s.words[at:]); ok && s.hasBetween(grants, at, award.at) {
			if n, from, ok := s.numberBefore(at); ok {
				return statement{n, kind, from, at + 2}, true
			}
		}
	}
	return statement{}, false
}

// numberBefore returns the number that ends before a word, in digits or spelled out. Alone, "một" is an article and "năm"
// is a year more often than a number.
func (s *sentence) numberBefore(at int) (n, from int, ok bool) {
	for size := 3; size >= 1; size-- {
		from := at - size
		if from < 0 || s.stopped(comma, from+1, at) {
			continue
		}
		text := s.text.text[s.words[from].Start:s.words[at-1].End]
		if strings.ContainsAny(text, "/-–,") || size > 1 && strings.ContainsAny(text, "0123456789") {
			continue
		}
		if n, err := viet.ParseCount(text); err == nil && n < 1000 && !slices.Contains([]string{"một", "năm"}, strings.ToLower(text)) {
			return n, from, true
		}
	}
	return 0, 0, false
}

// recipientWord returns which kind of recipient the words begin with, in two words: "đơn vị", "tập thể", "cá nhân".
func recipientWord(words []viet.Token) (register.RecipientKind, bool) {
	if len(words) < 2 {
		return "", false
	}
	switch words[0].Fold + " " + words[1].Fold {
	case "don vi", "tap the", "co quan":
		return register.UnitRecipient, true
	case "ca nhan":
		return register.PersonRecipient, true
	case "ho gia", "gia dinh":
		return register.HouseholdRecipient, true
	default:
		return "", false
	}
}
