// Package richtext keeps the bodies of articles as typed blocks and writes them as HTML, Markdown and plain text.
//
// The text of a body is the publisher's own: it is kept byte for byte, and only what it means is typed. The package
// is pure and knows no document but its own blocks: media and records that a body refers to are given to it when it is
// written ([Scene]). It may import errs and viet.
package richtext

// Body is the body of an article: its blocks in order.
type Body []Block

// Block is a part of a body: one of the types below, as a pointer, and no other.
type Block interface{ block() }

type (
	// Paragraph is a paragraph of text.
	Paragraph struct {
		Content []Inline `bson:"content"`
	}
	// Heading is a heading within the body. Level is 2 to 4; level 1 is the article's title.
	Heading struct {
		Level   int64    `bson:"level"`
		Content []Inline `bson:"content"`
	}
	// List is a list of items; Start is the number of the first item of an ordered one. An item may hold a further list.
	List struct {
		Ordered bool       `bson:"ordered"`
		Start   int64      `bson:"start"`
		Items   []ListItem `bson:"items"`
	}
	// Quote is a quotation set apart.
	Quote struct {
		Content []Inline `bson:"content"`
		Source  string   `bson:"source,omitempty"`
	}
	// Image shows a medium of the newsroom.
	Image struct {
		MediaID string `bson:"mediaId"`
		Caption string `bson:"caption,omitempty"`
	}
	// Table is a table whose rows have the same number of cells.
	Table struct {
		Header bool       `bson:"header"` // the first row heads the columns
		Rows   []TableRow `bson:"rows"`
	}
	// Divider is a line between parts.
	Divider struct{}
	// Gallery shows several pictures of the newsroom together.
	Gallery struct {
		Items []GalleryItem `bson:"items"`
	}
	// File offers a medium of the newsroom to download; Label is what the link says.
	File struct {
		MediaID string `bson:"mediaId"`
		Label   string `bson:"label,omitempty"`
	}
	// Embed shows what another site publishes: Provider is one of [Providers], ID what the provider calls it. It
	// holds no address, so nothing but what the provider's templates make can ever be framed or linked.
	Embed struct {
		Provider Provider `bson:"provider"`
		ID       string   `bson:"id"`
		Title    string   `bson:"title,omitempty"`
	}
	// AwardList lists awards and nominations of the register. It holds their IDs only: their wording is what the
	// register says when the body is read.
	AwardList struct {
		AwardIDs []string `bson:"awardIds"`
	}
	// TaskList lists tasks of the register by their IDs.
	TaskList struct {
		TaskIDs []string `bson:"taskIds"`
	}
	// LegalCitation cites a document of Party or State that the register knows; Passage is the place in it, such as
	// "khoản 2 Điều 8".
	LegalCitation struct {
		LegalReferenceID string `bson:"legalReferenceId"`
		Passage          string `bson:"passage,omitempty"`
	}
)

// ListItem is an item of a [List]. Nested is a list below it, if there is one.
type ListItem struct {
	Content []Inline `bson:"content"`
	Nested  *List    `bson:"nested,omitempty"`
}

// GalleryItem is a picture of a [Gallery].
type GalleryItem struct {
	MediaID string `bson:"mediaId"`
	Caption string `bson:"caption,omitempty"`
}

// TableRow is a row of a [Table].
type TableRow struct {
	Cells []TableCell `bson:"cells"`
}

// TableCell is a cell of a [TableRow].
type TableCell struct {
	Content []Inline `bson:"content"`
}

// Inline is a run of text of one look. Text is kept exactly; Href, if set, makes it a link.
type Inline struct {
	Text  string `bson:"text"`
	Marks []Mark `bson:"marks,omitempty"`
	Href  string `bson:"href,omitempty"`
}

// Mark is how a run of text is set.
type Mark string

// The marks.
const (
	Bold      Mark = "BOLD"
	Italic    Mark = "ITALIC"
	Underline Mark = "UNDERLINE"
	Strike    Mark = "STRIKE"
	Code      Mark = "CODE"
)

func (*Paragraph) block()     {}
func (*Heading) block()       {}
func (*List) block()          {}
func (*Quote) block()         {}
func (*Image) block()         {}
func (*Table) block()         {}
func (*Divider) block()       {}
func (*Gallery) block()       {}
func (*File) block()          {}
func (*Embed) block()         {}
func (*AwardList) block()     {}
func (*TaskList) block()      {}
func (*LegalCitation) block() {}
