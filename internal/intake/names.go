package intake

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// names finds what the rows of a list name, for one rehearsal. What it has found it remembers, within bounds: a list names
// the same few units, types and decisions again and again.
type names struct {
	register      *register.Register
	viewer        access.Viewer
	abbreviations viet.Abbreviations
	units         map[string][]*register.Unit // by name key; an empty list for a name that no unit has
	all           []namedUnit                 // to suggest from; loaded when a name is not found
	loaded        bool
	most          int // names that are remembered
	types         []namedType
	typesLoaded   bool
}

// Bounds of what is remembered and looked through.
const (
	maxKnownNames  = 20_000
	maxSuggestFrom = 5_000 // units
	maxSuggestions = 3
	leastLikeness  = 0.5
)

type namedUnit struct {
	unit  *register.Unit
	words []string
}

type namedType struct {
	of    *register.AwardType
	label string
	key   string
	words []string
}

func newNames(r *register.Register, v access.Viewer) *names {
	abbreviations, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil { // the table is our own, and a test makes it
		abbreviations = viet.Abbreviations{}
	}
	return &names{register: r, viewer: v, abbreviations: abbreviations, units: map[string][]*register.Unit{}, most: maxKnownNames}
}

// key is the form in which the spellings of a name are equal.
func (n *names) key(text string) string {
	return register.NameKey(register.NameWords(n.abbreviations, text))
}

func (n *names) words(text string) []string {
	var words []string
	for _, w := range register.NameWords(n.abbreviations, text) {
		words = append(words, w.Fold)
	}
	return words
}

// typeKey is [names.key] without "của", which lists leave out: Bằng khen UBND tỉnh.
func (n *names) typeKey(text string) string {
	return register.NameKey(slices.DeleteFunc(register.NameWords(n.abbreviations, text), func(w viet.Token) bool { return w.Fold == "cua" }))
}

// exact is the form in which names are equal that differ in case, abbreviations and habits of spelling only.
func (n *names) exact(text string) string {
	var b strings.Builder
	for _, w := range register.NameWords(n.abbreviations, text) {
		b.WriteString(w.Accent + " ")
	}
	return b.String()
}

// look finds the units of many names at once.
func (n *names) look(ctx context.Context, texts []string) error {
	if len(n.units) > n.most { // before it is asked what is known
		n.units = map[string][]*register.Unit{}
	}
	var keys []string
	for _, text := range texts {
		if key := n.key(text); key != "" && n.units[key] == nil && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for part := range slices.Chunk(keys, store.MaxLimit/2) {
		found, err := n.register.UnitsByNameKey(ctx, n.viewer, part)
		if err != nil {
			return err
		}
		for _, key := range part {
			n.units[key] = append([]*register.Unit{}, found[key]...)
		}
	}
	return nil
}

// unit returns the unit that a text names on a day of a year. The name was looked for before. A name that was understood,
// but is spelled differently, comes with advice.
func (n *names) unit(ctx context.Context, row *Row, at place, text string, day viet.Date) (*register.Unit, error) {
	candidates := n.units[n.key(text)]
	var there []*register.Unit
	for _, u := range candidates {
		if u.ExistsOn(day) || u.ExistsIn(int64(day.Year())) {
			there = append(there, u)
		}
	}
	if len(there) > 1 {
		there = n.narrowed(there, text, day)
	}
	switch {
	case len(there) == 1:
		if u := there[0]; !n.calledExactly(u, text) {
			name := u.NameAsOf(day)
			row.advise(at, fmt.Sprintf("“%s” được hiểu là “%s”.", cut(text), name), fmt.Sprintf("“%s” is taken for “%s”.", cut(text), name))
		}
		return there[0], nil
	case len(there) > 1:
		row.wrong(at, errs.New(errs.Invalid,
			fmt.Sprintf("“%s” có thể là %d đơn vị; hãy ghi tên đầy đủ.", cut(text), len(there)),
			fmt.Sprintf("“%s” may be any of %d units: write the full name.", cut(text), len(there))), unitNames(there, day)...)
		return nil, nil //nolint:nilnil // the row says what is wrong
	case len(candidates) > 0:
		row.wrong(at, errs.New(errs.Invalid,
			fmt.Sprintf("“%s” không tồn tại vào ngày %s.", candidates[0].OfficialName, day.Format()),
			fmt.Sprintf("“%s” does not exist on %s.", candidates[0].OfficialName, day)), unitNames(candidates, day)...)
		return nil, nil //nolint:nilnil // the row says what is wrong
	}
	suggestions, err := n.suggest(ctx, text, day)
	row.wrong(at, unknownName(text, "đơn vị", "unit"), suggestions...)
	return nil, err
}

func unknownName(text, vi, en string) *errs.Error {
	return errs.New(errs.NotFound,
		fmt.Sprintf("Không tìm thấy %s “%s”; hãy sửa tên, hoặc thêm tên này làm tên gọi khác.", vi, cut(text)),
		fmt.Sprintf("There is no %s “%s”: mend the name, or add it as another name.", en, cut(text)))
}

// narrowed returns those of several units that have exactly the name, marks and all; first those that have it on the day.
func (n *names) narrowed(units []*register.Unit, text string, day viet.Date) []*register.Unit {
	key := n.exact(text)
	for _, fits := range []func(*register.Unit) bool{
		func(u *register.Unit) bool { return u.ExistsOn(day) && n.exact(u.NameAsOf(day)) == key },
		func(u *register.Unit) bool { return u.ExistsOn(day) && n.calledExactly(u, text) },
		func(u *register.Unit) bool { return u.ExistsOn(day) },
	} {
		if found := slices.DeleteFunc(slices.Clone(units), func(u *register.Unit) bool { return !fits(u) }); len(found) > 0 {
			return found
		}
	}
	return units
}

// calledExactly reports whether a text is one of the names of a unit, but for case and habits of spelling.
func (n *names) calledExactly(u *register.Unit, text string) bool {
	key := n.exact(text)
	named := append([]string{u.OfficialName, u.ShortName}, u.Aliases...)
	for _, span := range u.Names {
		named = append(named, span.Name)
	}
	return slices.ContainsFunc(named, func(name string) bool { return n.exact(name) == key })
}

func unitNames(units []*register.Unit, day viet.Date) []string {
	var list []string
	for _, u := range units[:min(len(units), maxSuggestions)] {
		list = append(list, u.NameAsOf(day))
	}
	return list
}

// suggest returns the names of units that may be meant.
func (n *names) suggest(ctx context.Context, text string, day viet.Date) ([]string, error) {
	if !n.loaded {
		p := store.Page{Limit: store.MaxLimit}
		for len(n.all) < maxSuggestFrom {
			units, err := n.register.Units(ctx, n.viewer, register.UnitFilter{}, register.UnitsByName, p)
			if err != nil {
				return nil, err
			}
			for _, u := range units {
				n.all = append(n.all, namedUnit{u, n.words(u.OfficialName)})
			}
			if len(units) < p.Limit {
				break
			}
			after := register.UnitsByName.Order().Position(units[len(units)-1])
			p.After = &after
		}
		n.loaded = true
	}
	var found []scored
	words := n.words(text)
	for _, u := range n.all {
		if score := likeness(words, u.words); score >= leastLikeness {
			found = append(found, scored{u.unit.NameAsOf(day), score})
		}
	}
	return best(found), nil
}

type scored struct {
	name  string
	score float64
}

// best returns the names of the highest scores, each once.
func best(found []scored) []string {
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.name, b.name)) })
	var list []string
	for _, f := range found {
		if len(list) < maxSuggestions && !slices.Contains(list, f.name) {
			list = append(list, f.name)
		}
	}
	return list
}

// likeness is how many words two names share, of those that they have: 1 for all, 0 for none. Words of which one begins the
// other count for a half.
func likeness(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0.0
	used := make([]bool, len(b))
	for _, w := range a {
		at, worth := -1, 0.0
		for i, other := range b {
			switch {
			case used[i]:
			case w == other:
				at, worth = i, 1
			case worth == 0 && oneLetterApart(w, other):
				at, worth = i, 0.5
			}
			if worth == 1 {
				break
			}
		}
		if at >= 0 {
			used[at] = true
			shared += worth
		}
	}
	return 2 * shared / float64(len(a)+len(b))
}

// oneLetterApart reports whether one letter is missing, wrong or too many, of words of at least three.
func oneLetterApart(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(b) < 3 || len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(b) && a[i+1:] == b[i+1:]
	}
	return a[i+1:] == b[i:]
}

// loadTypes loads the catalogue of awards.
func (n *names) loadTypes(ctx context.Context) error {
	if n.typesLoaded {
		return nil
	}
	types, err := n.register.AwardTypes(ctx, n.viewer, register.AwardTypeFilter{}, register.AwardTypesByName, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return err
	}
	for _, t := range types {
		for _, label := range append([]string{t.Label, t.Code}, t.LabelVariants...) {
			n.types = append(n.types, namedType{t, label, n.typeKey(label), n.words(label)})
		}
	}
	n.typesLoaded = true
	return nil
}

// awardType returns the award type that a text names on a day, by any of its labels.
func (n *names) awardType(row *Row, at place, text string, day viet.Date) *register.AwardType {
	key := n.typeKey(text)
	var found, ended []*register.AwardType
	for _, t := range n.types {
		if t.key != key || slices.Contains(found, t.of) {
			continue
		}
		if t.of.ValidOn(day) {
			found = append(found, t.of)
		} else {
			ended = append(ended, t.of)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) > 1:
		var labels []string
		for _, t := range found {
			labels = append(labels, t.Label)
		}
		row.wrong(at, errs.New(errs.Invalid,
			fmt.Sprintf("“%s” có thể là nhiều loại khen thưởng; hãy ghi đầy đủ.", cut(text)),
			fmt.Sprintf("“%s” may be several kinds of award: write it in full.", cut(text))), labels...)
		return nil
	case len(ended) > 0:
		return ended[0] // the register says that it is not valid on the day
	}
	var like []scored
	words := n.words(text)
	for _, t := range n.types {
		score := likeness(words, t.words)
		if holds(t.words, words) {
			score = max(score, leastLikeness)
		}
		if score >= leastLikeness && t.of.ValidOn(day) {
			like = append(like, scored{t.of.Label, score})
		}
	}
	row.wrong(at, unknownName(text, "danh hiệu, hình thức khen thưởng", "kind of award"), best(like)...)
	return nil
}

// holds reports whether a name has all the words of another.
func holds(words, of []string) bool {
	return len(of) > 0 && !slices.ContainsFunc(of, func(w string) bool { return !slices.Contains(words, w) })
}
