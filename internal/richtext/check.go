package richtext

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"thidua/internal/errs"
)

// The bounds of a body. All text together counts in bytes, as it is stored.
const (
	MaxBlocks  = 2000
	MaxText    = 1 << 20
	MaxItems   = 1000 // of a list, with its nested ones
	MaxNesting = 4    // of lists
	MaxRows    = 1000
	MaxColumns = 50
	MaxIDs     = 100  // of a gallery or a list of records
	MaxLine    = 1000 // code points of a caption, a label, a title or a passage
	MaxHref    = 2048
)

// idShape is what the ID of a document looks like: a prefix for the kind of document, and what the store made up.
var idShape = regexp.MustCompile(`^[a-z]{3}_[0-9A-Za-z]{1,64}$`)

// The prefixes of the IDs that a body may hold.
const (
	mediaPrefix          = "med_"
	articlePrefix        = "art_"
	awardPrefix          = "awa_"
	taskPrefix           = "tas_"
	legalReferencePrefix = "leg_"
)

// isID reports whether an ID is one of a document of the kind.
func isID(id, prefix string) bool {
	return len(id) > len(prefix) && id[:len(prefix)] == prefix && idShape.MatchString(id)
}

// Check returns an error about the first place where the body breaks a rule, with its path, such as "body.3.rows.0".
// It knows shapes only: whether what an ID names is there is not for it to say.
func (b Body) Check() error {
	if len(b) > MaxBlocks {
		return limit("body", MaxBlocks, "khối nội dung", "blocks")
	}
	c := checker{}
	for i, block := range b {
		c.block("body."+strconv.Itoa(i), block)
		if c.text > MaxText {
			c.fail(limit("body", MaxText, "byte chữ", "bytes of text"))
		}
		if c.err != nil {
			return c.err
		}
	}
	return nil
}

// checker keeps the first error, and how much text there was.
type checker struct {
	err  error
	text int
}

func (c *checker) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *checker) invalid(path, vi, en string) { c.fail(errs.InvalidField(path, vi, en)) }

// limit is the error of more than most of something.
func limit(path string, most int, vi, en string) *errs.Error {
	e := errs.InvalidField(path,
		fmt.Sprintf("Nhiều hơn %d %s; hãy rút gọn hoặc chia thành nhiều bài.", most, vi),
		fmt.Sprintf("There are more than %d %s; shorten it, or divide it.", most, en))
	e.Code = errs.Limit
	return e
}

func (c *checker) atMost(path string, n, most int, vi, en string) {
	if n > most {
		c.fail(limit(path, most, vi, en))
	}
}

func (c *checker) block(path string, block Block) {
	switch b := block.(type) {
	case *Paragraph:
		c.content(path+".content", b.Content)
	case *Heading:
		if b.Level < 2 || b.Level > 4 {
			c.invalid(path+".level", "Cấp đề mục phải từ 2 đến 4; cấp 1 là tiêu đề bài.", "The level of a heading must be 2 to 4; level 1 is the article's title.")
		}
		c.content(path+".content", b.Content)
	case *Quote:
		c.content(path+".content", b.Content)
		c.line(path+".source", b.Source)
	case *List:
		c.atMost(path+".items", b.size(), MaxItems, "mục trong danh sách", "items in the list")
		c.list(path, b, 1)
	case *Table:
		c.table(path, b)
	case *Image:
		c.id(path+".mediaId", b.MediaID, mediaPrefix)
		c.line(path+".caption", b.Caption)
	case *Gallery:
		c.atMost(path+".items", len(b.Items), MaxIDs, "ảnh", "pictures")
		c.some(path+".items", len(b.Items))
		for i, item := range b.Items {
			at := path + ".items." + strconv.Itoa(i)
			c.id(at+".mediaId", item.MediaID, mediaPrefix)
			c.line(at+".caption", item.Caption)
		}
	case *File:
		c.id(path+".mediaId", b.MediaID, mediaPrefix)
		c.line(path+".label", b.Label)
	case *Embed:
		c.embed(path, b)
	case *AwardList:
		c.ids(path+".awardIds", b.AwardIDs, awardPrefix)
	case *TaskList:
		c.ids(path+".taskIds", b.TaskIDs, taskPrefix)
	case *LegalCitation:
		c.id(path+".legalReferenceId", b.LegalReferenceID, legalReferencePrefix)
		c.line(path+".passage", b.Passage)
	case *Divider:
	default:
		c.invalid(path, "Không phải một khối nội dung.", "This is no block.")
	}
}

func (c *checker) list(path string, l *List, depth int) {
	if depth > MaxNesting {
		c.fail(limit(path, MaxNesting, "cấp danh sách lồng nhau", "levels of nested lists"))
		return
	}
	c.some(path+".items", len(l.Items))
	if l.Ordered && l.Start != 0 && l.first() != l.Start {
		c.invalid(path+".start", "Số bắt đầu phải từ 1 đến 999 999 999.", "The first number must be 1 to 999,999,999.")
	}
	for i, item := range l.Items {
		at := path + ".items." + strconv.Itoa(i)
		c.content(at+".content", item.Content)
		if item.Nested != nil {
			c.list(at+".nested", item.Nested, depth+1)
		}
	}
}

// size is the number of items, with those of nested lists.
func (l *List) size() int {
	n := len(l.Items)
	for _, item := range l.Items {
		if item.Nested != nil {
			n += item.Nested.size()
		}
	}
	return n
}

func (c *checker) table(path string, t *Table) {
	c.some(path+".rows", len(t.Rows))
	c.atMost(path+".rows", len(t.Rows), MaxRows, "hàng trong bảng", "rows in the table")
	for i, row := range t.Rows {
		at := path + ".rows." + strconv.Itoa(i)
		c.some(at+".cells", len(row.Cells))
		c.atMost(at+".cells", len(row.Cells), MaxColumns, "cột trong bảng", "columns in the table")
		if len(row.Cells) != len(t.Rows[0].Cells) {
			c.invalid(at,
				fmt.Sprintf("Hàng này có %d ô, hàng đầu có %d; mọi hàng phải bằng nhau.", len(row.Cells), len(t.Rows[0].Cells)),
				fmt.Sprintf("This row has %d cells and the first has %d; all must have the same number.", len(row.Cells), len(t.Rows[0].Cells)))
		}
		for j, cell := range row.Cells {
			c.content(at+".cells."+strconv.Itoa(j)+".content", cell.Content)
		}
	}
}

func (c *checker) embed(path string, b *Embed) {
	if _, ok := b.Provider.known(); !ok {
		c.invalid(path+".provider", "Không có nơi cung cấp nội dung nhúng này.", "There is no such provider of embeds.")
	} else if _, _, ok := b.address(); !ok {
		c.invalid(path+".embedId",
			fmt.Sprintf("%q không phải mã của %s.", b.ID, b.label()),
			fmt.Sprintf("%q is no ID of %s.", b.ID, b.Provider))
	}
	c.line(path+".title", b.Title)
}

// some fails for a list that has nothing in it.
func (c *checker) some(path string, n int) {
	if n == 0 {
		c.invalid(path, "Danh sách trống; hãy thêm ít nhất một mục hoặc bỏ khối này.", "It is empty; add at least one entry, or leave the block out.")
	}
}

func (c *checker) id(path, id, prefix string) {
	if !isID(id, prefix) {
		c.invalid(path,
			fmt.Sprintf("%q không phải mã hợp lệ; mã phải bắt đầu bằng %s.", cut(id), prefix),
			fmt.Sprintf("%q is no such ID; it must begin with %s.", cut(id), prefix))
	}
}

func (c *checker) ids(path string, ids []string, prefix string) {
	c.some(path, len(ids))
	c.atMost(path, len(ids), MaxIDs, "mã", "IDs")
	for i, id := range ids {
		c.id(path+"."+strconv.Itoa(i), id, prefix)
	}
}

// line checks a text of one line.
func (c *checker) line(path, text string) {
	c.text += len(text)
	if !isLine(text) {
		c.fail(limit(path, MaxLine, "ký tự", "characters"))
	}
}

func (c *checker) content(path string, content []Inline) {
	for i, run := range content {
		c.text += len(run.Text)
		if run.Href != "" && !linkable(run.Href) {
			c.invalid(path+"."+strconv.Itoa(i)+".href",
				fmt.Sprintf("Không thể liên kết tới %q; dùng http, https, mailto, tel, đường dẫn trên trang này, hoặc article: và mã bài viết.", cut(run.Href)),
				fmt.Sprintf("A link cannot lead to %q; use http, https, mailto, tel, a path on this site, or article: and the ID of an article.", cut(run.Href)))
		}
		for j, m := range run.Marks {
			if _, known := markOrder(m); !known || slices.Contains(run.Marks[:j], m) {
				c.invalid(path+"."+strconv.Itoa(i)+".marks", "Có kiểu chữ lạ hoặc lặp lại.", "There is an unknown mark, or one twice.")
				break
			}
		}
	}
}

// linkable reports whether an address is one that a body may hold.
func linkable(href string) bool {
	if len(href) > MaxHref {
		return false
	}
	if id, ok := articleID(href); ok {
		return isID(id, articlePrefix)
	}
	_, ok := safeURL(href)
	return ok
}

// markOrder returns the place of a mark among all, by which readers of other formats order them.
func markOrder(m Mark) (int, bool) {
	at := slices.Index([]Mark{Bold, Italic, Underline, Strike, Code}, m)
	return at, at >= 0
}

// cut shortens what a message quotes.
func cut(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
