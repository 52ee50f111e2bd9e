package richtext

import (
	"slices"
	"strings"

	"thidua/internal/viet"
)

// Clean returns the body with every text as it is stored: invisible and control characters are gone, bytes that are no
// UTF-8 are marked, line breaks are "\n". What readers see stays byte for byte: no-break and doubled spaces, look-alikes
// of letters, quotes that never close. The body itself is not changed.
func (b Body) Clean() Body {
	return b.mapped(viet.CleanSource)
}

// mapped returns the body with every text as to makes it.
func (b Body) mapped(to func(string) string) Body {
	body := make(Body, len(b))
	for i, block := range b {
		body[i] = mappedBlock(block, to)
	}
	return body
}

func mappedBlock(block Block, to func(string) string) Block {
	switch b := block.(type) {
	case *Paragraph:
		return &Paragraph{Content: mappedRuns(b.Content, to)}
	case *Heading:
		return &Heading{Level: b.Level, Content: mappedRuns(b.Content, to)}
	case *Quote:
		return &Quote{Content: mappedRuns(b.Content, to), Source: to(b.Source)}
	case *List:
		return mappedList(b, to)
	case *Table:
		rows := make([]TableRow, len(b.Rows))
		for i, row := range b.Rows {
			rows[i].Cells = make([]TableCell, len(row.Cells))
			for j, cell := range row.Cells {
				rows[i].Cells[j].Content = mappedRuns(cell.Content, to)
			}
		}
		return &Table{Header: b.Header, Rows: rows}
	case *Image:
		return &Image{MediaID: b.MediaID, Caption: to(b.Caption)}
	case *Gallery:
		items := slices.Clone(b.Items)
		for i := range items {
			items[i].Caption = to(items[i].Caption)
		}
		return &Gallery{Items: items}
	case *File:
		return &File{MediaID: b.MediaID, Label: to(b.Label)}
	case *Embed:
		return &Embed{Provider: b.Provider, ID: b.ID, Title: to(b.Title)}
	case *LegalCitation:
		return &LegalCitation{LegalReferenceID: b.LegalReferenceID, Passage: to(b.Passage)}
	default:
		return block // it holds no text
	}
}

func mappedList(l *List, to func(string) string) *List {
	items := make([]ListItem, len(l.Items))
	for i, item := range l.Items {
		items[i].Content = mappedRuns(item.Content, to)
		if item.Nested != nil {
			items[i].Nested = mappedList(item.Nested, to)
		}
	}
	return &List{Ordered: l.Ordered, Start: l.Start, Items: items}
}

func mappedRuns(content []Inline, to func(string) string) []Inline {
	runs := slices.Clone(content)
	for i := range runs {
		runs[i].Text = to(runs[i].Text)
		runs[i].Href = strings.TrimSpace(runs[i].Href)
	}
	return runs
}
