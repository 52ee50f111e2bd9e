package richtext

import (
	"slices"
	"strings"
)

// Scene is what a body needs from outside to be written. All of it may be left empty.
type Scene struct {
	Pictures Pictures // the media that the body shows and offers
	Records  Records  // the records and articles that it refers to
	Embeds   Embeds   // Framed decides which embeds stand in a frame and not as a link
	SiteURL  string   // begins absolute addresses, such as "https://thidua.example.vn"; where it is empty they stay relative
}

// Picture is what a body needs to know of a medium that it shows or offers.
type Picture struct {
	URL, Alt, Credit string
	Width, Height    int64 // 0 where it is not known
}

// Pictures finds a medium by its ID; nil finds none.
type Pictures func(mediaID string) (Picture, bool)

// find returns a picture and its address, if there is one that a page may show.
func (p Pictures) find(mediaID string) (picture Picture, src string, ok bool) {
	if p == nil {
		return Picture{}, "", false
	}
	if picture, ok = p(mediaID); !ok {
		return Picture{}, "", false
	}
	if src, ok = safeURL(picture.URL); !ok {
		return Picture{}, "", false
	}
	return picture, src, true
}

// Record is what a body says of a record that it refers to: the register's wording of today, and where the record is
// shown, if it is shown anywhere.
type Record struct {
	Label, URL string
}

// Records finds a record or an article by its ID; nil finds none.
type Records func(id string) (Record, bool)

// find returns a record that has something to say.
func (r Records) find(id string) (Record, bool) {
	if r == nil {
		return Record{}, false
	}
	record, ok := r(id)
	return record, ok && record.Label != ""
}

// References are the IDs of what a body refers to, each once, in the order of the body. Whoever writes the body loads
// them first, one call a kind, and answers from what was loaded.
type References struct {
	Media, Articles, Awards, Tasks, LegalReferences []string
}

// References returns what the body refers to.
func (b Body) References() References {
	var refs References
	for _, block := range b {
		switch b := block.(type) {
		case *Image:
			refs.Media = append(refs.Media, b.MediaID)
		case *Gallery:
			for _, item := range b.Items {
				refs.Media = append(refs.Media, item.MediaID)
			}
		case *File:
			refs.Media = append(refs.Media, b.MediaID)
		case *AwardList:
			refs.Awards = append(refs.Awards, b.AwardIDs...)
		case *TaskList:
			refs.Tasks = append(refs.Tasks, b.TaskIDs...)
		case *LegalCitation:
			refs.LegalReferences = append(refs.LegalReferences, b.LegalReferenceID)
		}
		for content := range contents(block) {
			for _, run := range content {
				if id, ok := articleID(run.Href); ok {
					refs.Articles = append(refs.Articles, id)
				}
			}
		}
	}
	for _, ids := range []*[]string{&refs.Media, &refs.Articles, &refs.Awards, &refs.Tasks, &refs.LegalReferences} {
		*ids = distinct(*ids)
	}
	return refs
}

// MediaIDs returns the IDs of the media that the body shows or offers, each once, in order.
func (b Body) MediaIDs() []string { return b.References().Media }

// distinct returns the IDs that are not empty, each once, in their order.
func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	return slices.DeleteFunc(ids, func(id string) bool {
		again := id == "" || seen[id]
		seen[id] = true
		return again
	})
}

// contents yields each inline content of a block.
func contents(block Block) func(yield func([]Inline) bool) {
	return func(yield func([]Inline) bool) {
		switch b := block.(type) {
		case *Paragraph:
			yield(b.Content)
		case *Heading:
			yield(b.Content)
		case *Quote:
			yield(b.Content)
		case *List:
			b.contents(yield)
		case *Table:
			for _, row := range b.Rows {
				for _, cell := range row.Cells {
					if !yield(cell.Content) {
						return
					}
				}
			}
		}
	}
}

// contents yields the content of each item, and reports whether to go on.
func (l *List) contents(yield func([]Inline) bool) bool {
	for _, item := range l.Items {
		if !yield(item.Content) || (item.Nested != nil && !item.Nested.contents(yield)) {
			return false
		}
	}
	return true
}

// articleScheme begins the address of a link to an article by its ID, which stays right when the slug changes.
const articleScheme = "article:"

// articleID returns the ID of the article that an address leads to.
func articleID(href string) (string, bool) {
	id, ok := strings.CutPrefix(href, articleScheme)
	return id, ok && id != ""
}
