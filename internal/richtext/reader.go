package richtext

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"thidua/internal/errs"
)

// Known is what reading Markdown or HTML may recognise besides text. The empty value knows only what has an ID in it.
type Known struct {
	MediaID func(address string) (id string, ok bool) // the medium at an address; nil knows no addresses
	Embeds  Embeds                                    // Allowed decides which addresses become embeds
	SiteURL string                                    // links below it become relative to the site

	linksStay bool // within items, cells and quotations, where a link alone in a paragraph stands for no block
}

// The bounds of what is read.
const (
	maxInput = 4 << 20 // bytes
	maxDepth = 200     // elements within elements
	maxNodes = 200_000
)

func tooLarge() error {
	return errs.New(errs.Limit,
		"Nội dung dán vào quá dài; tối đa 4 MB.",
		"What was pasted is too long; it may have 4 MB.")
}

func tooDeep() error {
	return errs.New(errs.Limit,
		"Nội dung dán vào có quá nhiều lớp hoặc quá nhiều phần tử; hãy dán từng phần.",
		"What was pasted has too many levels or elements; paste it in parts.")
}

// look is how a run is set while it is read.
type look struct {
	marks uint8 // a bit for each mark, in the order of markOrder
	href  string
}

// with returns the look with a mark more.
func (l look) with(m Mark) look {
	at, _ := markOrder(m)
	l.marks |= 1 << at
	return l
}

// without returns the look with a mark less.
func (l look) without(m Mark) look {
	at, _ := markOrder(m)
	l.marks &^= 1 << at
	return l
}

func (l look) run(text string) Inline {
	run := Inline{Text: text, Href: l.href}
	for _, m := range []Mark{Bold, Italic, Underline, Strike, Code} {
		if at, _ := markOrder(m); l.marks&(1<<at) != 0 {
			run.Marks = append(run.Marks, m)
		}
	}
	return run
}

// flow collects runs, joining those of one look. The text of each is built at once, so that many small pieces cost no
// more than their length.
type flow struct {
	runs []Inline
	last look
	text strings.Builder // of the last run
}

func (f *flow) add(text string, l look) {
	if text == "" {
		return
	}
	if l != f.last {
		f.close()
		f.last = l
	}
	f.text.WriteString(text)
}

func (f *flow) close() {
	if f.text.Len() > 0 {
		f.runs = append(f.runs, f.last.run(f.text.String()))
		f.text.Reset()
	}
}

// trimSpace drops a space at the end.
func (f *flow) trimSpace() {
	text := strings.TrimSuffix(f.text.String(), " ")
	f.text.Reset()
	f.text.WriteString(text)
}

// take returns the runs, and begins anew.
func (f *flow) take() []Inline {
	f.close()
	runs := f.runs
	*f = flow{}
	return runs
}

// blank reports whether runs have nothing to see.
func blank(content []Inline) bool {
	return !slices.ContainsFunc(content, func(run Inline) bool {
		return strings.ContainsFunc(run.Text, func(r rune) bool { return !unicode.IsSpace(r) })
	})
}

// mediaID returns the medium that an address stands for: one that is known, one that names an ID, or a path on this site
// in which an ID stands.
func (k Known) mediaID(address string) (string, bool) {
	address = strings.TrimSpace(address)
	if id, ok := reference(address, mediaScheme, mediaPrefix); ok {
		return id, true
	}
	if k.MediaID != nil {
		if id, ok := k.MediaID(address); ok {
			return id, true
		}
	}
	u, err := url.Parse(k.local(address))
	if err != nil || u.Scheme != "" || u.Host != "" {
		return "", false
	}
	for segment := range strings.SplitSeq(u.Path, "/") {
		if id, _, _ := strings.Cut(segment, "."); isID(id, mediaPrefix) {
			return id, true
		}
	}
	return "", false
}

// local makes an address on this site relative to it.
func (k Known) local(address string) string {
	if rest, ok := strings.CutPrefix(address, k.SiteURL); ok && k.SiteURL != "" && strings.HasPrefix(rest, "/") && !strings.HasPrefix(rest, "//") {
		return rest
	}
	return address
}

// href returns an address as a body may hold it.
func (k Known) href(address string) (string, bool) {
	address = strings.TrimSpace(address)
	if _, ok := reference(address, articleScheme, articlePrefix); ok {
		return address, true
	}
	safe, ok := safeURL(address)
	if !ok || len(safe) > MaxHref {
		return "", false
	}
	return k.local(safe), true
}

// paragraph returns the block that a paragraph stands for.
func (k Known) paragraph(content []Inline) Block {
	if href := sharedHref(content); href != "" {
		if block, ok := k.special(content, href); ok {
			return block
		}
	}
	return &Paragraph{Content: content}
}

// sharedHref returns the address to which all runs link; empty if they do not.
func sharedHref(runs []Inline) string {
	if len(runs) == 0 {
		return ""
	}
	for _, run := range runs {
		if run.Href != runs[0].Href {
			return ""
		}
	}
	return runs[0].Href
}

// special returns the block that a paragraph stands for which is nothing but one link: a file, an embed or a citation.
func (k Known) special(content []Inline, href string) (Block, bool) {
	text := plain(content)
	if k.linksStay || !isLine(text) {
		return nil, false
	}
	if id, ok := reference(href, legalReferenceScheme, legalReferencePrefix); ok {
		return &LegalCitation{LegalReferenceID: id, Passage: text}, true
	}
	if id, ok := k.mediaID(href); ok {
		return &File{MediaID: id, Label: text}, true
	}
	if embed, ok := k.Embeds.Find(href); ok {
		if text != href {
			embed.Title = text
		}
		return embed, true
	}
	return nil, false
}

// recordList returns the list of records that a list stands for whose items are nothing but references.
func recordList(hrefs []string) (Block, bool) {
	ids := func(scheme, prefix string) []string {
		var ids []string
		for _, href := range hrefs {
			id, ok := reference(href, scheme, prefix)
			if !ok {
				return nil
			}
			ids = append(ids, id)
		}
		return ids
	}
	if awards := ids(awardScheme, awardPrefix); awards != nil {
		return &AwardList{AwardIDs: awards}, true
	}
	if tasks := ids(taskScheme, taskPrefix); tasks != nil {
		return &TaskList{TaskIDs: tasks}, true
	}
	return nil, false
}
