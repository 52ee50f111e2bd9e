package richtext

import (
	"strings"
	"unicode/utf8"
)

// part is a part of a paragraph that may hold pictures: a picture, or the text up to the next.
type part struct {
	image    bool
	id       string // of the picture, if it is one that is known
	credited bool   // Markdown as readers get it, where a credit in italics may stand behind the caption
	runs     []Inline
}

// paragraphs makes blocks of a paragraph with pictures in it. One that begins with a picture is nothing but pictures and
// what is written under them on lines of their own; elsewhere the text around a picture becomes paragraphs.
func (k Known) paragraphs(parts []part, w *warnings) []Block {
	for len(parts) > 0 && !parts[0].image && blank(parts[0].runs) {
		parts = parts[1:]
	}
	figures := len(parts) > 0 && parts[0].image
	for _, p := range parts {
		if !p.image && !blank(p.runs) && !strings.HasPrefix(plain(p.runs), "\n") {
			figures = false
		}
	}
	if figures {
		return k.gallery(parts, w)
	}
	var blocks []Block
	for _, p := range parts {
		switch {
		case p.image && p.id != "":
			blocks = append(blocks, &Image{MediaID: p.id})
		case !p.image && !blank(p.runs):
			blocks = append(blocks, k.paragraph(trimBreaks(p.runs)))
		}
	}
	return blocks
}

// gallery makes one block of pictures and their captions, and paragraphs of captions whose picture is not known or that
// are longer than a caption may be.
func (k Known) gallery(parts []part, w *warnings) []Block {
	var (
		items           []GalleryItem
		loose           []Block
		known, credited bool
	)
	for _, p := range parts {
		switch {
		case p.image:
			if known, credited = p.id != "", p.credited; known {
				items = append(items, GalleryItem{MediaID: p.id})
			}
		case blank(p.runs):
		case known && isLine(plain(trimBreaks(p.runs))):
			items[len(items)-1].Caption = captionOf(p.runs, credited, w)
		default:
			loose = append(loose, k.paragraph(trimBreaks(p.runs)))
		}
	}
	switch len(items) {
	case 0:
		return loose
	case 1:
		image := Image(items[0])
		return append([]Block{&image}, loose...)
	default:
		return append([]Block{&Gallery{Items: items}}, loose...)
	}
}

// captionOf is a caption. The credit that [inline.pictures] has set behind it belongs to the medium, and is left out.
func captionOf(runs []Inline, credited bool, w *warnings) string {
	runs = trimBreaks(runs)
	credit := len(runs) - 1
	if !credited || credit < 0 || len(runs[credit].Marks) != 1 || runs[credit].Marks[0] != Italic {
		return plain(runs)
	}
	w.credit(runs[credit].Text)
	return strings.TrimSuffix(plain(runs[:credit]), " ")
}

// isLine reports whether a text is no longer than a caption, a label, a title or a passage may be.
func isLine(text string) bool {
	return len(text) <= MaxLine || utf8.RuneCountInString(text) <= MaxLine
}

// trimBreaks returns runs without the line breaks at both ends.
func trimBreaks(runs []Inline) []Inline {
	for len(runs) > 0 {
		if runs[0].Text = strings.TrimLeft(runs[0].Text, "\n"); runs[0].Text != "" {
			break
		}
		runs = runs[1:]
	}
	for last := len(runs) - 1; last >= 0; last-- {
		if runs[last].Text = strings.TrimRight(runs[last].Text, "\n"); runs[last].Text != "" {
			break
		}
		runs = runs[:last]
	}
	return runs
}
