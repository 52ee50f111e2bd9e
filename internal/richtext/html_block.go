package richtext

import "strconv"

func (w *htmlWriter) block(block Block) {
	switch b := block.(type) {
	case *Paragraph:
		w.inline("p", b.Content)
	case *Heading:
		w.heading(b)
	case *Quote:
		w.quote(b)
	case *List:
		w.list(b)
	case *Image:
		w.figure(GalleryItem(*b))
	case *Gallery:
		w.gallery(b)
	case *File:
		w.file(b)
	case *Embed:
		w.embed(b)
	case *Table:
		w.table(b)
	case *Divider:
		w.open("hr")
	case *AwardList:
		w.records("awards", b.AwardIDs)
	case *TaskList:
		w.records("tasks", b.TaskIDs)
	case *LegalCitation:
		w.citation(b)
	}
}

// level is the heading's level, brought within its bounds.
func (b *Heading) level() int64 { return min(max(b.Level, 2), 4) }

func (w *htmlWriter) heading(b *Heading) {
	anchor := ""
	if len(w.anchors) > 0 {
		anchor, w.anchors = w.anchors[0], w.anchors[1:]
	}
	w.inline("h"+strconv.FormatInt(b.level(), 10), b.Content, attribute{"id", anchor})
}

func (w *htmlWriter) quote(b *Quote) {
	w.open("blockquote")
	w.inline("p", b.Content)
	if b.Source != "" {
		w.element("footer", b.Source)
	}
	w.shut("blockquote")
}

func (w *htmlWriter) list(l *List) {
	tag, start := "ul", attribute{}
	if l.Ordered {
		tag = "ol"
		if l.first() != 1 {
			start = number("start", l.first())
		}
	}
	w.open(tag, start)
	for _, item := range l.Items {
		w.open("li")
		w.runs(item.Content)
		if item.Nested != nil {
			w.list(item.Nested)
		}
		w.shut("li")
	}
	w.shut(tag)
}

func (w *htmlWriter) table(t *Table) {
	w.open("table")
	for i, row := range t.Rows {
		tag := "td"
		if t.Header && i == 0 {
			tag = "th"
		}
		w.open("tr")
		for _, cell := range row.Cells {
			w.inline(tag, cell.Content)
		}
		w.shut("tr")
	}
	w.shut("table")
}

// records writes the records of a list by the register's wording of today. Those that readers may not see are not in
// the scene, and leave nothing.
func (w *htmlWriter) records(kind string, ids []string) {
	begun := false
	for _, id := range ids {
		record, ok := w.scene.Records.find(id)
		if !ok {
			continue
		}
		if !begun {
			w.open("ul", class(kind))
			begun = true
		}
		w.open("li", data("id", id))
		w.link(record.URL, record.Label)
		w.shut("li")
	}
	if begun {
		w.shut("ul")
	}
}

func (w *htmlWriter) citation(b *LegalCitation) {
	record, ok := w.scene.Records.find(b.LegalReferenceID)
	if !ok && b.Passage == "" {
		return
	}
	w.open("p", class("citation"), data("id", b.LegalReferenceID))
	if b.Passage != "" {
		w.element("span", b.Passage, class("passage"))
		if ok {
			w.text(", ")
		}
	}
	if ok {
		w.link(record.URL, record.Label)
	}
	w.shut("p")
}
