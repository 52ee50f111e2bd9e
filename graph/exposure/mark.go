package exposure

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"

	"thidua/internal/access"
	"thidua/internal/viet"
)

// Mark is a value that stands in the store at one secret place, and nowhere else in the world. An answer that holds it
// tells which document leaked, and by which field.
type Mark struct {
	Item  string // what was planted, such as "a draft in review"
	Field string // where the mark stands in it
	Value string // as a client would write it in an argument
	// Subject is what the policy is asked about.
	Subject access.Subject
	// Hidden is true of what no field shows to anybody, so that nobody needs to find it.
	Hidden bool

	// anyOne is true of what is seen by whoever may see any document of the noun at all.
	anyOne bool
	kind   kind
	token  string // what is looked for in answers, in lower case
}

// kind is what kind of argument a mark fits.
type kind string

// The kinds of marks.
const (
	idMark   kind = "ID"
	textMark kind = "String"
	yearMark kind = "Int"
	dayMark  kind = "Date"
	timeMark kind = "DateTime"
)

// name says in one line which mark it is.
func (m *Mark) name() string { return m.Item + ", " + m.Field }

// wordBegin begins the words that are marks: no Vietnamese or English word has these letters in a row.
const (
	wordBegin = "zqx"
	wordSize  = 14
)

// word returns the word for a place: always the same, and like no other.
func word(place string) string {
	const letters = "bcdghklmnpqrstvx"
	sum := sha256.Sum256([]byte(place))
	b := []byte(wordBegin)
	for _, c := range sum[:wordSize-len(wordBegin)] {
		b = append(b, letters[c%16])
	}
	return string(b)
}

// book finds marks in answers.
type book struct {
	byToken map[string]*Mark
	byKey   map[string]*Mark // by the letters of the word's sort key, which cursors may hold
	exact   []*Mark          // neither words nor IDs
}

func newBook(marks []*Mark) *book {
	b := &book{byToken: map[string]*Mark{}, byKey: map[string]*Mark{}}
	for _, m := range marks {
		switch m.kind {
		case idMark:
			b.byToken[m.token] = m
		case textMark:
			if !strings.HasPrefix(m.token, wordBegin) {
				b.exact = append(b.exact, m)
				continue
			}
			b.byToken[m.token] = m
			b.byKey[sortLetters(m.token)] = m
		case dayMark, timeMark, yearMark:
			b.exact = append(b.exact, m)
		}
	}
	return b
}

// sortLetters returns the first level of a word's sort key.
func sortLetters(word string) string {
	letters, _, _ := strings.Cut(viet.SortKey(word), " ")
	return letters
}

// idSize is the length of an ID: a prefix of three letters, a line and a ULID.
const idSize = 30

// quoted finds the strings of an answer that may be cursors.
var quoted = regexp.MustCompile(`"[A-Za-z0-9_-]{12,}"`)

// find returns the marks that stand in a text, also within cursors, each once.
func (b *book) find(text string) []*Mark {
	var found []*Mark
	seen := map[*Mark]bool{}
	add := func(m *Mark) {
		if m != nil && !seen[m] {
			seen[m] = true
			found = append(found, m)
		}
	}
	b.scan(text, add)
	for _, s := range quoted.FindAllString(text, -1) {
		plain, err := base64.RawURLEncoding.DecodeString(strings.Trim(s, `"`))
		if err != nil || !strings.HasPrefix(string(plain), `["`) {
			continue
		}
		b.scan(string(plain), add)
		b.scanKeys(string(plain), add)
	}
	return found
}

func (b *book) scan(text string, add func(*Mark)) {
	text = strings.ToLower(text)
	for at := 0; ; {
		i := strings.Index(text[at:], wordBegin)
		if i < 0 {
			break
		}
		at += i
		if at+wordSize <= len(text) {
			add(b.byToken[text[at:at+wordSize]])
		}
		at++
	}
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '_')
		if i < 0 {
			break
		}
		at += i
		if begin := at - len("art"); begin >= 0 && begin+idSize <= len(text) {
			add(b.byToken[text[begin:begin+idSize]])
		}
		at++
	}
	for _, m := range b.exact {
		if m.token != "" && strings.Contains(text, m.token) {
			add(m)
		}
	}
}

// scanKeys looks for the sort keys of words.
func (b *book) scanKeys(text string, add func(*Mark)) {
	for letters, m := range b.byKey {
		if strings.Contains(text, letters) {
			add(m)
		}
	}
}
