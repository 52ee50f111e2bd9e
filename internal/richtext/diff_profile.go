package richtext

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// blockProfile is a block with what tells it apart from others.
type blockProfile struct {
	block  Block
	key    string   // of two blocks the same exactly if they are
	sketch []uint64 // see features
}

func profiles(b Body) []blockProfile {
	list := make([]blockProfile, len(b))
	for i, block := range b {
		list[i] = blockProfile{block: block, key: strings.Join([]string{
			kindKey(block), shapeKey(block), strings.Join(idsOf(block), " "), wording(block), layout(block, wholeLook, true),
		}, "\x02")}
	}
	return list
}

// kindKey is what kind of block it is, with what belongs to the kind.
func kindKey(block Block) string {
	switch b := block.(type) {
	case *Paragraph:
		return "p"
	case *Heading:
		return "h" + strconv.FormatInt(b.level(), 10)
	case *Quote:
		return "quote"
	case *List:
		if !b.Ordered {
			return "ul"
		}
		return "ol" + strconv.FormatInt(b.first(), 10)
	case *Table:
		return "table" + strconv.FormatBool(b.Header)
	case *Image:
		return "image"
	case *Gallery:
		return "gallery"
	case *File:
		return "file"
	case *Embed:
		return "embed"
	case *AwardList:
		return "awards"
	case *TaskList:
		return "tasks"
	case *LegalCitation:
		return "citation"
	default:
		return "divider"
	}
}

// shapeKey is how the parts of a block lie: the levels of a list, the rows of a table.
func shapeKey(block Block) string {
	switch b := block.(type) {
	case *List:
		return b.shape()
	case *Table:
		var w strings.Builder
		for _, row := range b.Rows {
			w.WriteString(strconv.Itoa(len(row.Cells)) + " ")
		}
		return w.String()
	default:
		return ""
	}
}

func (l *List) shape() string {
	var w strings.Builder
	for _, item := range l.Items {
		w.WriteByte('.')
		if item.Nested != nil {
			w.WriteString("(" + kindKey(item.Nested) + item.Nested.shape() + ")")
		}
	}
	return w.String()
}

// idsOf are the documents and pages that a block shows.
func idsOf(block Block) []string {
	switch b := block.(type) {
	case *Image:
		return []string{b.MediaID}
	case *Gallery:
		ids := make([]string, len(b.Items))
		for i, item := range b.Items {
			ids[i] = item.MediaID
		}
		return ids
	case *File:
		return []string{b.MediaID}
	case *Embed:
		return []string{string(b.Provider) + " " + b.ID}
	case *AwardList:
		return b.AwardIDs
	case *TaskList:
		return b.TaskIDs
	case *LegalCitation:
		return []string{b.LegalReferenceID}
	default:
		return nil
	}
}

// wording is the text of a block as changes in it are shown: that of [Body.Text], without the markers of lists.
func wording(block Block) string {
	l, ok := block.(*List)
	if !ok {
		return blockText(block, nil)
	}
	var lines []string
	for content := range contents(l) {
		lines = append(lines, plain(content))
	}
	return strings.Join(lines, "\n")
}

// lookOf is the look of a run, whose marks may stand in any order.
func lookOf(run Inline) look {
	l := look{href: run.Href}
	for _, m := range run.Marks {
		if _, known := markOrder(m); known {
			l = l.with(m)
		}
	}
	return l
}

func wholeLook(l look) string { return string('0'+rune(l.marks)) + l.href }
func marksLook(l look) string { return string('0' + rune(l.marks)) }
func linkLook(l look) string  { return l.href }

// layout is how a block's text is set, one look after the other; exactly, with the text of each.
func layout(block Block, of func(look) string, exactly bool) string {
	var w strings.Builder
	last := ""
	for content := range contents(block) {
		if exactly {
			w.WriteByte('\x01')
			last = ""
		}
		for _, run := range content {
			if is := of(lookOf(run)); is != last {
				w.WriteString("\x00" + is + "\x00")
				last = is
			}
			if exactly {
				w.WriteString(run.Text)
			}
		}
	}
	return w.String()
}

// maxSketch is how many words of a block are compared with those of another. Of a longer block they are a sample, the
// same of the same words.
const maxSketch = 64

// features are hashes of a block's words and of what it shows, sorted, each once.
func (p *blockProfile) features() []uint64 {
	if p.sketch != nil {
		return p.sketch
	}
	h := fnv.New64a()
	sketch := []uint64{}
	add := func(word string) {
		h.Reset()
		_, _ = h.Write([]byte(word)) // it never fails
		sketch = append(sketch, h.Sum64())
	}
	for _, id := range idsOf(p.block) {
		if id != "" {
			add(id)
		}
	}
	for word := range strings.FieldsFuncSeq(wording(p.block), func(r rune) bool { return !isLetter(r) }) {
		add(word)
	}
	slices.Sort(sketch)
	sketch = slices.Compact(sketch)
	p.sketch = sketch[:min(len(sketch), maxSketch)]
	return p.sketch
}

// isLetter reports whether a character is a part of a word.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// similarity is what share of their words two blocks have in common, in thousandths.
func (p *blockProfile) similarity(q *blockProfile) int32 {
	if p.key == q.key {
		return 1000
	}
	if family(p.block) != family(q.block) {
		return 0
	}
	if ids := idsOf(p.block); len(ids) > 0 && slices.Equal(ids, idsOf(q.block)) {
		return 900
	}
	a, b := p.features(), q.features()
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common++
			i++
			j++
		}
	}
	return int32(2000 * common / (len(a) + len(b)))
}

// family is the kinds of blocks of which one may become another by an edit.
func family(block Block) string {
	switch block.(type) {
	case *Paragraph, *Heading, *Quote, *List:
		return "text"
	case *Image, *Gallery:
		return "picture"
	case *Table:
		return "table"
	default:
		return kindKey(block)
	}
}
