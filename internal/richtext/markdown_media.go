package richtext

import "strings"

// The schemes that stand for documents in Markdown for editing, each before an ID.
const (
	mediaScheme          = "media:"
	awardScheme          = "award:"
	taskScheme           = "task:"
	legalReferenceScheme = "legal:"
)

// reference returns the ID behind a scheme, if it is one of a document of the kind.
func reference(address, scheme, prefix string) (string, bool) {
	id, ok := strings.CutPrefix(address, scheme)
	return id, ok && isID(id, prefix)
}

// isReference reports whether an address names a record or an article by its ID.
func isReference(address string) bool {
	for scheme, prefix := range map[string]string{
		awardScheme: awardPrefix, taskScheme: taskPrefix, legalReferenceScheme: legalReferencePrefix, articleScheme: articlePrefix,
	} {
		if _, ok := reference(address, scheme, prefix); ok {
			return true
		}
	}
	return false
}

// markdownHref returns the target of a link: without Records, the form for editing, it is the reference itself.
func (s Scene) markdownHref(address string) (string, bool) {
	if s.Records == nil && isReference(address) {
		return address, true
	}
	return s.href(address)
}

// markdownSource returns a medium and the target of a link to it.
func (s Scene) markdownSource(mediaID string) (picture Picture, src string, ok bool) {
	if s.Pictures == nil && isID(mediaID, mediaPrefix) {
		return Picture{}, mediaScheme + mediaID, true
	}
	return s.Pictures.find(mediaID)
}

// asList returns a list of records as an ordinary one, and any other block as it is.
func (s Scene) asList(block Block) Block {
	switch b := block.(type) {
	case *AwardList:
		return s.recordList(b.AwardIDs, awardScheme)
	case *TaskList:
		return s.recordList(b.TaskIDs, taskScheme)
	default:
		return block
	}
}

func (s Scene) recordList(ids []string, scheme string) *List {
	l := &List{}
	for _, id := range ids {
		run := Inline{Text: id, Href: scheme + id}
		if s.Records != nil {
			record, ok := s.Records.find(id)
			if !ok {
				continue
			}
			run = Inline{Text: record.Label, Href: record.URL}
		}
		l.Items = append(l.Items, ListItem{Content: []Inline{run}})
	}
	return l
}

// pictures writes pictures in one paragraph, each with its caption on the next line. The credit, which belongs to the
// medium, is set in italics: captions have no marks, so a reader can tell the two apart.
func (in inline) pictures(items []GalleryItem) string {
	var lines []string
	for _, item := range items {
		picture, src, ok := in.scene.markdownSource(item.MediaID)
		caption := []Inline{{Text: item.Caption}}
		if ok {
			lines = append(lines, "!["+inline{}.text(picture.Alt)+"]("+destination(src)+")")
			if item.Caption != "" && picture.Credit != "" {
				caption = append(caption, Inline{Text: " "})
			}
			caption = append(caption, Inline{Text: picture.Credit, Marks: []Mark{Italic}})
		}
		if text := in.write(caption); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\\\n")
}

func (in inline) file(b *File) string {
	picture, src, ok := in.scene.markdownSource(b.MediaID)
	if !ok {
		return in.text(b.Label)
	}
	return "[" + inline{}.text(b.label(picture, src)) + "](" + destination(src) + ")"
}

// embed writes a link alone in its paragraph, by which [FromMarkdown] knows an embed.
func (in inline) embed(b *Embed) string {
	page, _, ok := b.address()
	switch {
	case !ok:
		return in.text(b.Title)
	case b.Title == "":
		return "<" + page + ">"
	default:
		return "[" + inline{}.text(b.Title) + "](" + destination(page) + ")"
	}
}

func (in inline) citation(b *LegalCitation) string {
	if in.scene.Records == nil && isID(b.LegalReferenceID, legalReferencePrefix) {
		return "[" + inline{}.text(b.Passage) + "](" + destination(legalReferenceScheme+b.LegalReferenceID) + ")"
	}
	record, ok := in.scene.Records.find(b.LegalReferenceID)
	runs := []Inline{{Text: b.Passage}}
	if ok && b.Passage != "" {
		runs = append(runs, Inline{Text: ", "})
	}
	return in.write(append(runs, Inline{Text: record.Label, Href: record.URL}))
}
