package gate

import (
	"fmt"
	"slices"

	"thidua/internal/register"
	"thidua/internal/viet"
)

// wordedAsGranted finds sentences that say that an award was given of which the register has no decision: public wording
// never says so before there is one.
func (g *Gate) wordedAsGranted(m *matter) []*Finding {
	awards := m.linked()
	if !slices.ContainsFunc(awards, func(a *register.Award) bool { return !a.IsGranted() }) {
		return nil
	}
	w := &wordingCheck{matter: m, awards: awards, recipients: g.recipientsOf(m, awards), places: map[*text][]*name{}}
	for _, n := range m.names {
		w.places[n.text] = append(w.places[n.text], n)
	}
	for _, t := range m.texts {
		w.readText(t, g.wording)
	}
	return w.found
}

// recipientsOf makes an index of the names of those who receive the awards.
func (g *Gate) recipientsOf(m *matter, awards []*register.Award) *keyIndex {
	x := newKeyIndex()
	for _, a := range awards {
		id := recipientID(a)
		x.add(register.NameKey(register.NameWords(g.abbreviations, a.Recipient.Name)), id)
		if u, ok := m.units[a.Recipient.ID]; ok {
			for _, key := range u.NameKeys {
				x.add(key, id)
			}
		}
	}
	return x
}

// recipientID tells recipients apart; a household has only its name.
func recipientID(a *register.Award) string {
	if a.Recipient.ID != "" {
		return a.Recipient.ID
	}
	return "name: " + a.Recipient.Name
}

// wordingCheck reads the texts of an article, sentence by sentence.
type wordingCheck struct {
	*matter
	awards     []*register.Award
	recipients *keyIndex
	places     map[*text][]*name // of names of units
	proposing  lead
	found      []*Finding
}

// lead is a text that governs the next ones: "Khối thống nhất đề nghị:" and the list behind it, or a heading.
type lead struct {
	block   int // of the last text that it governs
	heading bool
}

// readText reads one text. What begins with a bare verb continues the lead before it.
func (w *wordingCheck) readText(t *text, l *lexicon) {
	if t.head {
		w.proposing = lead{block: -1}
	}
	governed := w.proposing.heading || t.block <= w.proposing.block && t.block >= 0
	strong, word := false, 0
	for s := range t.sentences() {
		if len(w.found) > maxFindings {
			return
		}
		s.find(l)
		w.readSentence(s, word, governed)
		word += len(s.words)
		strong = slices.ContainsFunc(s.marks, func(m mark) bool { return m.strong })
	}
	switch {
	case t.head && strong && t.block >= 0:
		w.proposing = lead{block: -1, heading: true}
	case strong && len(t.text) > 0 && endsWithColon(t):
		w.proposing.block = t.block + 1
	}
}

func endsWithColon(t *text) bool {
	if len(t.words) == 0 {
		return false
	}
	behind := t.text[t.words[len(t.words)-1].End:]
	return len(behind) > 0 && behind[0] == ':'
}

// readSentence looks at each verb of giving. first is the number of the sentence's first word in its text.
func (w *wordingCheck) readSentence(s *sentence, first int, governed bool) {
	for i, verb := range s.marks {
		if verb.role != grants || i > 0 && s.marks[i-1].role == grants && s.marks[i-1].end == verb.at {
			continue
		}
		c := claim{sentence: s, verb: verb}
		if !c.findAward() || c.governed() || governed && verb.at == 0 {
			continue
		}
		if f := w.judge(&c, first); f != nil {
			w.found = append(w.found, f)
		}
	}
}

// claim is what a sentence seems to say: that an award is given.
type claim struct {
	*sentence
	verb  mark
	award mark // what names the award; of no role if nothing does
	level register.AdminLevel
}

// findAward finds which award the verb is about, behind it or before it.
func (c *claim) findAward() bool {
	for _, m := range c.marks {
		if m.at < c.verb.end {
			continue
		}
		if m.role == grants && m.at > c.verb.end || m.at-c.verb.end > c.verb.after || c.stopped(semicolon, c.verb.end, m.at) {
			break
		}
		if m.role == names {
			c.award = m
			c.narrow()
			return true
		}
	}
	for i := len(c.marks) - 1; i >= 0; i-- {
		m := c.marks[i]
		if m.end > c.verb.at || m.role != names {
			continue
		}
		if c.verb.at-m.end <= c.verb.before && !c.stopped(semicolon, m.end, c.verb.at) &&
			(c.hasBetween(passive, m.end, c.verb.at) || c.hasBetween(perfect, m.end, c.verb.at)) {
			c.award = m
			c.narrow()
			return true
		}
		break
	}
	return c.verb.alone && (c.nearBefore(passive) || c.nearBefore(perfect))
}

// narrow takes the award itself where "danh hiệu" stands before it, and finds at which level it is.
func (c *claim) narrow() {
	for _, m := range c.marks {
		if m.role == names && m.at > c.award.at && m.at-c.award.end <= 1 && len(c.award.forms) > 1 {
			m.at = c.award.at
			c.award = m
			break
		}
	}
	for i := c.award.end; i < len(c.words) && i < c.award.end+8; i++ {
		if c.stops[i] != noStop || c.words[i].Fold == "cho" {
			return
		}
		if c.level = levelNamed(c.words[i:]); c.level != "" {
			return
		}
	}
}

// levelNamed returns the level that words behind an award name: "của Chính phủ", "cấp tỉnh".
func levelNamed(words []viet.Token) register.AdminLevel {
	two := words[0].Accent
	if len(words) > 1 {
		two += " " + words[1].Accent
	}
	switch two {
	case "chinh5 phu3", "thu3 tương5", "chu3 tich6":
		if two == "chu3 tich6" && (len(words) < 3 || words[2].Accent != "nươc5") {
			return ""
		}
		return register.StateLevel
	case "cơ sơ3":
		return register.Grassroots
	}
	switch words[0].Accent {
	case "bô6":
		return register.MinistryLevel
	case "tinh3":
		return register.ProvinceLevel
	case "huyên6":
		return register.DistrictLevel
	case "xa4":
		return register.CommuneLevel
	default:
		return ""
	}
}

// adverbs is over how many words "được" and "đã" reach to their verb: "được Chủ tịch UBND tỉnh tặng".
const adverbs = 10

// nearBefore reports whether an adverb belongs to the verb: it stands a few words before it, and nothing that governs
// stands between.
func (c *claim) nearBefore(r role) bool {
	for i := len(c.marks) - 1; i >= 0; i-- {
		m := c.marks[i]
		if m.end > c.verb.at {
			continue
		}
		if m.role == governs || m.role == grants || c.verb.at-m.end > adverbs || c.stopped(semicolon, m.end, c.verb.at) {
			return false
		}
		if m.role == r {
			return true
		}
	}
	return false
}

// governed reports whether the sentence says of the award that it is proposed, hoped for or denied.
func (c *claim) governed() bool {
	if c.award.role == names && c.award.at > c.verb.end && c.hasBetween(governs, c.verb.end, c.award.at) {
		return true // "tiếp nhận hồ sơ đề nghị Huân chương"
	}
	if c.nearBefore(perfect) {
		return false
	}
	bare := !c.verb.receives && !c.nearBefore(passive)
	for _, m := range c.marks {
		if m.role != governs || m.end > c.verb.at || c.hasBetween(contrast, m.end, c.verb.at) {
			continue
		}
		distance := c.verb.at - m.end
		switch {
		case bare && m.strong:
			return true
		case c.stopped(semicolon, m.end, c.verb.at) || distance > m.reach:
		case bare || !c.stopped(comma, m.end, c.verb.at):
			return true
		case m.strong && !c.hasBetween(grants, m.end, c.verb.at):
			return true
		}
	}
	return false
}

// judge returns the finding about a claim, or nil if the register bears it out.
func (w *wordingCheck) judge(c *claim, first int) *Finding {
	var open, given []*register.Award
	for _, a := range w.awards {
		switch {
		case !c.means(a):
		case a.IsGranted():
			given = append(given, a)
		default:
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		return nil
	}
	from, to, named := w.receivers(c)
	isNamed := func(a *register.Award) bool { return slices.Contains(named, recipientID(a)) }
	severity, about := Blocking, open[0]
	switch i := slices.IndexFunc(open, isNamed); {
	case i >= 0:
		about = open[i]
		if slices.ContainsFunc(given, func(a *register.Award) bool { return recipientID(a) == recipientID(about) }) {
			severity = Warning
		}
	case len(named) > 0, c.award.role != names:
		return nil // it is about others, or about no award in particular
	case len(given) > 0, w.namesOthers(c, first+from, first+to):
		severity = Warning
	}
	if c.has(general) || c.has(formerly) || about.State == register.Revoked || tellsOfBefore(c.years(), about.Year) {
		severity = Warning
	}
	return w.finding(c, about, severity)
}

// means reports whether the words may name the award.
func (c *claim) means(a *register.Award) bool {
	if c.award.role != names {
		return true
	}
	return slices.Contains(c.award.forms, a.Form) && (c.level == "" || c.level == a.Level)
}

// tellsOfBefore reports whether a sentence names years, and all of them before a year.
func tellsOfBefore(years []int64, year int64) bool {
	return len(years) > 0 && slices.Max(years) < year
}

// receivers returns who of the recipients is named where the sentence says who receives: before a verb in the passive,
// behind others, and the other way round if nobody is; and between which words that is.
func (w *wordingCheck) receivers(c *claim) (from, to int, named []string) {
	begin, end := 0, len(c.words)
	behind := max(c.verb.end, c.award.end)
	for _, m := range c.marks {
		if m.role != grants && !m.strong {
			continue
		}
		if m.end <= min(c.verb.at, max(c.award.at, 0)) || m.end <= c.verb.at && m.role == grants {
			begin = max(begin, m.end)
		}
		if m.at >= behind {
			end = min(end, m.at)
		}
	}
	ahead := [2]int{begin, c.verb.at}
	after := [2]int{behind, end}
	order := [][2]int{after, ahead}
	if before := c.award.role == names && c.award.end <= c.verb.at; !before && (c.verb.receives || c.nearBefore(passive)) {
		order = [][2]int{ahead, after}
	}
	for _, part := range order {
		if named = w.namedIn(c.sentence, part[0], part[1]); len(named) > 0 {
			return part[0], part[1], named
		}
	}
	return begin, end, nil
}

// namedIn returns which recipients are named between two words.
func (w *wordingCheck) namedIn(s *sentence, from, to int) []string {
	var named []string
	for i := from; i < to; {
		n, ids := w.recipients.longest(s.words[i:to])
		if n > 0 {
			named = append(named, ids...)
		}
		i += max(n, 1)
	}
	return named
}

// namesOthers reports whether another unit than those who receive the awards is named between two words of a text. A
// people's committee gives awards.
func (w *wordingCheck) namesOthers(c *claim, from, to int) bool {
	return slices.ContainsFunc(w.places[c.text], func(n *name) bool {
		return n.at >= from && n.at < to && !n.committee && (n.n > 0 || n.unknown())
	})
}

func (w *wordingCheck) finding(c *claim, about *register.Award, severity Severity) *Finding {
	first, last := c.verb.at, c.verb.end
	if c.award.role == names {
		first, last = min(first, c.award.at), max(last, c.award.end)
	}
	for _, m := range c.marks {
		if (m.role == perfect || m.role == passive) && m.end <= c.verb.at && c.verb.at-m.end <= 1 {
			first = min(first, m.at)
		}
	}
	start, end := c.words[first].Start, c.words[last-1].End
	quoted := excerpt(c.text.text[start:end])
	whyVi, whyEn := whyNot(about.State)
	return at(c.text.path, WordedAsGranted, severity,
		fmt.Sprintf("“%s” nói là đã khen thưởng, nhưng %s; hãy viết “đề nghị tặng” hoặc sửa câu.", quoted, whyVi),
		fmt.Sprintf("“%s” says that the award was given, but %s: write “đề nghị tặng”, or change the sentence.", quoted, whyEn),
	).quoting(c.text.text, start, end).about(about.ID)
}

// whyNot says what stands against wording an award of a state as given.
func whyNot(s register.AwardState) (vi, en string) {
	switch s {
	case register.Rejected:
		return "hồ sơ liên kết không được duyệt", "the linked award was rejected"
	case register.Withdrawn:
		return "đề nghị của hồ sơ liên kết đã được rút", "the linked nomination was withdrawn"
	case register.Revoked:
		return "khen thưởng của hồ sơ liên kết đã bị hủy bỏ", "the linked award was revoked"
	default:
		return "hồ sơ liên kết chưa có quyết định", "the linked award has no decision yet"
	}
}
