package richtext

import (
	"slices"
	"strconv"
	"strings"

	"thidua/internal/viet"
)

// Clean returns the body with every text as it is stored: invisible and control characters are gone, bytes that are no
// UTF-8 are marked, line breaks are "\n". What readers see stays byte for byte: no-break and doubled spaces, look-alikes
// of letters, quotes that never close. The body itself is not changed.
func (b Body) Clean() Body {
	return b.rewritten(func(_ string, content []Inline) []Inline {
		runs := slices.Clone(content)
		for i := range runs {
			runs[i].Text = viet.CleanSource(runs[i].Text)
			runs[i].Href = strings.TrimSpace(runs[i].Href)
		}
		return runs
	})
}

// rewrite returns what is to stand in place of the text at a path, such as "body.3.items.0.content". A text that is a
// mere string is one run.
type rewrite func(path string, content []Inline) []Inline

// rewritten returns a body of which every text is rewritten, in the order of reading. The body itself is not changed.
func (b Body) rewritten(to rewrite) Body {
	body := make(Body, len(b))
	for i, block := range b {
		body[i] = to.block("body."+strconv.Itoa(i), block)
	}
	return body
}

func (to rewrite) block(path string, block Block) Block {
	switch b := block.(type) {
	case *Paragraph:
		return &Paragraph{Content: to(path+".content", b.Content)}
	case *Heading:
		return &Heading{Level: b.Level, Content: to(path+".content", b.Content)}
	case *Quote:
		return &Quote{Content: to(path+".content", b.Content), Source: to.line(path+".source", b.Source)}
	case *List:
		return to.list(path, b)
	case *Table:
		rows := make([]TableRow, len(b.Rows))
		for i, row := range b.Rows {
			rows[i].Cells = make([]TableCell, len(row.Cells))
			for j, cell := range row.Cells {
				rows[i].Cells[j].Content = to(path+".rows."+strconv.Itoa(i)+".cells."+strconv.Itoa(j)+".content", cell.Content)
			}
		}
		return &Table{Header: b.Header, Rows: rows}
	case *Image:
		return &Image{MediaID: b.MediaID, Caption: to.line(path+".caption", b.Caption)}
	case *Gallery:
		items := slices.Clone(b.Items)
		for i := range items {
			items[i].Caption = to.line(path+".items."+strconv.Itoa(i)+".caption", items[i].Caption)
		}
		return &Gallery{Items: items}
	case *File:
		return &File{MediaID: b.MediaID, Label: to.line(path+".label", b.Label)}
	case *Embed:
		return &Embed{Provider: b.Provider, ID: b.ID, Title: to.line(path+".title", b.Title)}
	case *LegalCitation:
		return &LegalCitation{LegalReferenceID: b.LegalReferenceID, Passage: to.line(path+".passage", b.Passage)}
	default:
		return block // it holds no text
	}
}

func (to rewrite) list(path string, l *List) *List {
	items := make([]ListItem, len(l.Items))
	for i, item := range l.Items {
		at := path + ".items." + strconv.Itoa(i)
		items[i].Content = to(at+".content", item.Content)
		if item.Nested != nil {
			items[i].Nested = to.list(at+".nested", item.Nested)
		}
	}
	return &List{Ordered: l.Ordered, Start: l.Start, Items: items}
}

func (to rewrite) line(path, text string) string {
	if text == "" {
		return ""
	}
	return plain(to(path, []Inline{{Text: text}}))
}
