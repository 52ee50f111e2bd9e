package gate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// name is a place of a text that looks like the name of a unit.
type name struct {
	text      *text
	at        int          // the first word
	words     []viet.Token // from there to the next punctuation, at most [maxNameWords]
	committee bool         // it is a people's committee
	strict    bool         // the register has every unit of the kind, so an unknown one is worth a word
	meaning                // what it was found to mean
}

// meaning is what a name means.
type meaning struct {
	n       int      // how many words the name has, once that is known
	linked  bool     // it is a unit that the article links to
	unitIDs []string // the units that it may mean, when it is not linked
	unasked bool     // it was not looked up: the text has too many names
}

// Bounds of names: of the words of one, and of what is looked up in the register for a text.
const (
	maxNameWords = 16
	maxNames     = 200
)

// nameHead is how the names of a kind of unit begin.
type nameHead struct {
	words             string // folded
	committee, strict bool
}

func nameHeads() []nameHead {
	return []nameHead{
		{"uy ban nhan dan", true, true},
		{"ban quan li", false, true},
		{"so", false, true},
		{"quy", false, true},
		{"chi cuc", false, false},
		{"hop tac xa", false, false},
		{"cong ty", false, false},
		{"benh vien", false, false},
		{"cong an", false, false},
		{"trung tam", false, false},
		{"truong", false, false},
	}
}

// headOf returns the head that the words begin with, which is written with a capital letter.
func headOf(words []viet.Token) (head nameHead, n int) {
	if !register.StartsWithCapital(words[0]) {
		return nameHead{}, 0
	}
	for _, head := range nameHeads() {
		if !strings.HasPrefix(head.words, words[0].Fold) {
			continue
		}
		folds := strings.Fields(head.words)
		if beginWith(words, folds) {
			return head, len(folds)
		}
	}
	return nameHead{}, 0
}

// namesIn returns what looks like names of units in a text. What looks so and has been seen before comes once more, as
// the sentences about awards ask who is named in them.
func namesIn(t *text) []*name {
	var found []*name
	for i := 0; i < len(t.words); i++ {
		head, n := headOf(t.words[i:])
		if n == 0 || i > 0 && t.before(i) == " " && notOwnWord(t.words[i-1], t.words[i]) {
			continue
		}
		end := i + n
		for end < len(t.words) && end-i < maxNameWords && !strings.ContainsAny(t.before(end), ".,;:()[]“”\"!?…\n–—/") {
			end++
		}
		if end > i+n {
			found = append(found, &name{text: t, at: i, words: t.words[i:end], committee: head.committee, strict: head.strict})
		}
		i += n - 1
	}
	return found
}

// notOwnWord reports whether a word is the second half of another: "Trụ Sở", "Cơ Sở" in a title of capitals.
func notOwnWord(before, word viet.Token) bool {
	return word.Fold == "so" && slices.Contains([]string{"tru", "co", "cong", "chu", "ho", "con"}, before.Fold) ||
		word.Fold == "truong" && slices.Contains([]string{"moi", "thi", "hien", "hieu", "pho", "bo", "doi", "nha"}, before.Fold)
}

// findNames finds the names of the texts, and which units they mean: linked ones, or, in one call to the register for each
// thousand spellings, others.
func (g *Gate) findNames(ctx context.Context, matters []*matter) error {
	open := make([]map[string]*name, len(matters))
	asked := map[string]bool{}
	for i, m := range matters {
		open[i] = m.readNames()
		for _, n := range open[i] {
			for size := 2; size <= len(n.words); size++ {
				asked[register.NameKey(n.words[:size])] = true
			}
		}
	}
	named := map[string][]*register.Unit{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(asked)), store.MaxLimit) {
		units, err := g.records.UnitsByNameKey(ctx, access.System(), part)
		if err != nil {
			return fmt.Errorf("find units by name: %w", err)
		}
		maps.Copy(named, units)
	}
	for i, m := range matters {
		m.named = named
		m.resolveNames(open[i])
	}
	return nil
}

// readNames finds the names of the texts and those that mean a linked unit. It returns the others, at most [maxNames] by
// all their words: the first of each.
func (m *matter) readNames() map[string]*name {
	for _, t := range m.texts {
		m.names = append(m.names, namesIn(t)...)
	}
	linked := newKeyIndex()
	for _, id := range m.UnitIDs {
		if u, ok := m.units[id]; ok {
			for _, key := range u.NameKeys {
				linked.add(key, id)
			}
		}
	}
	open := map[string]*name{}
	for _, n := range m.names {
		if size, ids := linked.longest(n.words); size > 1 && slices.ContainsFunc(ids, func(id string) bool { return n.fits(m.units[id], size) }) {
			n.n, n.linked = size, true
			continue
		}
		key := register.NameKey(n.words)
		if _, known := open[key]; !known && len(open) < maxNames {
			open[key] = n
		}
	}
	return open
}

// resolveNames finds out what the open names mean, and lets all names of the same words mean the same.
func (m *matter) resolveNames(open map[string]*name) {
	for _, n := range open {
		m.resolve(n)
	}
	for _, n := range m.names {
		if n.linked {
			continue
		}
		if first, ok := open[register.NameKey(n.words)]; ok {
			n.meaning = first.meaning
		} else {
			n.unasked = true
		}
	}
}

// resolve finds out which units of the register a name may mean: those of the longest name that exist on the day before
// others.
func (m *matter) resolve(n *name) {
	for size := len(n.words); size > 1; size-- {
		units := slices.Clone(m.named[register.NameKey(n.words[:size])])
		units = slices.DeleteFunc(units, func(u *register.Unit) bool { return !n.fits(u, size) })
		if len(units) == 0 {
			continue
		}
		slices.SortStableFunc(units, func(a, b *register.Unit) int { return rank(b.ExistsOn(m.day)) - rank(a.ExistsOn(m.day)) })
		n.n = size
		for _, u := range units {
			// A linked unit goes on where this one ended: the text may call it by either name.
			n.linked = n.linked || slices.ContainsFunc(m.UnitIDs, func(id string) bool {
				l, ok := m.units[id]
				return ok && (slices.Contains(l.Lineage, u.ID) || slices.Contains(u.Lineage, id))
			})
			n.unitIDs = append(n.unitIDs, u.ID)
		}
		return
	}
}

func rank(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// fits reports whether the place that follows the first words of a name, if one does, is one of the unit's: "Sở Xây dựng
// tỉnh Gia Lai" is not the one of Kon Tum, which is "Sở Xây dựng" too.
func (n *name) fits(u *register.Unit, size int) bool {
	if u == nil {
		return false
	}
	rest := n.words[size:]
	if level, ok := register.IsLevelWord(rest); ok {
		rest = rest[level:]
	} else if !endsWithLevel(n.words[:size]) {
		return true
	}
	if len(rest) == 0 || !register.StartsWithCapital(rest[0]) {
		return true
	}
	place := " " + rest[0].Fold
	if len(rest) > 1 && register.StartsWithCapital(rest[1]) {
		place += " " + rest[1].Fold
	}
	return slices.ContainsFunc(u.NameKeys, func(key string) bool { return strings.Contains(key+" ", place+" ") })
}

func endsWithLevel(words []viet.Token) bool {
	for back := 1; back <= min(2, len(words)); back++ {
		if n, ok := register.IsLevelWord(words[len(words)-back:]); ok && n == back {
			return true
		}
	}
	return false
}

// units finds names of units that the article does not link to, each once.
func units(m *matter) []*Finding {
	var found []*Finding
	said := map[string]bool{}
	for _, n := range m.names {
		if n.linked || n.unasked || n.n == 0 && !n.unknown() {
			continue
		}
		size := n.n
		if size == 0 {
			size = n.guess()
		}
		key := register.NameKey(n.words[:size])
		if said[key] {
			continue
		}
		said[key] = true
		start, end := n.words[0].Start, n.words[size-1].End
		quoted := excerpt(n.text.text[start:end])
		f := at(n.text.path, UnknownUnit, Warning,
			fmt.Sprintf("Không có đơn vị nào tên “%s” trong danh mục; hãy xem lại tên hoặc thêm đơn vị.", quoted),
			fmt.Sprintf("The register has no unit named “%s”: look at the name again, or add the unit.", quoted))
		if n.n > 0 {
			f = at(n.text.path, UnitNotLinked, Warning,
				fmt.Sprintf("Bài nhắc tới “%s” nhưng chưa liên kết đơn vị này.", quoted),
				fmt.Sprintf("The text names “%s”, but the article does not link to that unit.", quoted))
			f.UnitIDs = n.unitIDs[:min(len(n.unitIDs), maxCandidates)]
		}
		found = append(found, f.quoting(n.text.text, start, end))
	}
	return found
}

// unknown reports whether a name that the register does not have is surely one: what follows the head is a name too.
func (n *name) unknown() bool {
	_, size := headOf(n.words)
	if !n.strict {
		return false
	}
	rest := n.words[size:]
	if level, ok := register.IsLevelWord(rest); ok {
		rest = rest[level:]
	} else if n.committee {
		return false
	}
	return len(rest) > 0 && register.StartsWithCapital(rest[0])
}

// guess returns how many words an unknown name has: up to the last one with a capital letter, over at most two without,
// and one more if that is no word of grammar.
func (n *name) guess() int {
	_, size := headOf(n.words)
	last := size
	for i := size; i < len(n.words) && i <= last+2; i++ {
		if _, another := headOf(n.words[i:]); another > 0 {
			break
		}
		if register.StartsWithCapital(n.words[i]) {
			last = i + 1
		}
	}
	if last < len(n.words) && !grammatical(n.words[last]) {
		last++
	}
	return last
}

// grammatical reports whether a word goes on with the sentence, and belongs to no name.
func grammatical(w viet.Token) bool {
	return slices.Contains([]string{
		"va", "la", "co", "da", "duoc", "cho", "voi", "tai", "de", "theo", "vua", "cua", "trong", "se", "cung", "to", "gom", "lam", "khi", "nam", "ngay", "o",
		"tang", "trao", "hop", "quyet", "ban", "nhan", "dat", "tham", "bao",
	}, w.Fold)
}
