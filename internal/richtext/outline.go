package richtext

import (
	"strconv"
	"strings"
	"unicode"

	"thidua/internal/viet"
)

// Section is an entry of a table of contents (mục lục).
type Section struct {
	Level  int64  // 2 to 4
	Text   string // the heading, on one line
	Anchor string // the id that HTML for our own pages gives the heading
}

// TableOfContents returns the headings of the body in order, without those that have no text.
func (b Body) TableOfContents() []*Section {
	sections := []*Section{}
	anchors := b.anchors()
	for _, block := range b {
		heading, ok := block.(*Heading)
		if !ok {
			continue
		}
		anchor := anchors[0]
		anchors = anchors[1:]
		if text := strings.Join(strings.Fields(plain(heading.Content)), " "); text != "" {
			sections = append(sections, &Section{Level: heading.level(), Text: text, Anchor: anchor})
		}
	}
	return sections
}

// anchorPrefix keeps the anchors apart from whatever else a page identifies.
const anchorPrefix = "muc-"

// anchors returns the anchor of each heading: its text as a slug, numbered where one was there before.
func (b Body) anchors() []string {
	var anchors []string
	seen := map[string]int{}
	for _, block := range b {
		heading, ok := block.(*Heading)
		if !ok {
			continue
		}
		slug := viet.Slug(plain(heading.Content))
		if slug == "" {
			slug = strconv.Itoa(len(anchors) + 1)
		}
		anchor := slug
		for seen[anchor] > 0 {
			seen[slug]++
			anchor = slug + "-" + strconv.Itoa(seen[slug])
		}
		seen[anchor]++
		anchors = append(anchors, anchorPrefix+anchor)
	}
	return anchors
}

// WordCount returns the number of words of the body. Vietnamese is written syllable by syllable, so as in every word
// processor a word is what stands between spaces (tiếng) and has a letter or a digit.
func (b Body) WordCount() int {
	n := 0
	for _, block := range b {
		for word := range strings.FieldsSeq(blockText(block, nil)) {
			if strings.IndexFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
				n++
			}
		}
	}
	return n
}

// wordsPerMinute is how fast an adult reads silently: studies find some 200 to 260 words a minute in languages that are
// written word by word. A Vietnamese word in this count is only a syllable, which would allow more; official prose, with
// its numbers of documents and names of offices, allows less. It is an estimate for a label such as "5 phút đọc".
const wordsPerMinute = 220

// ReadingMinutes returns how many minutes it takes to read the body, rounded up; 0 for a body without words.
func (b Body) ReadingMinutes() int {
	return (b.WordCount() + wordsPerMinute - 1) / wordsPerMinute
}
