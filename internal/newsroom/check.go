package newsroom

import (
	"fmt"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Bounds of an article's text, in code points.
const (
	MaxTitle   = 300
	MaxSummary = 500
	MaxByline  = 200
)

// checked returns the content cleaned, or what is wrong with it.
func (c Content) checked() (Content, error) {
	c.Title = viet.CleanTitle(c.Title)
	c.Summary = viet.CleanTitle(c.Summary)
	c.Byline = viet.CleanTitle(c.Byline)
	if c.Language == "" {
		c.Language = "vi"
	}
	if c.Kind == "" {
		c.Kind = News
	}
	if err := lengthWithin("title", c.Title, 1, MaxTitle); err != nil {
		return c, err
	}
	if err := lengthWithin("summary", c.Summary, 0, MaxSummary); err != nil {
		return c, err
	}
	if err := lengthWithin("byline", c.Byline, 0, MaxByline); err != nil {
		return c, err
	}
	if c.Slug != "" {
		if err := validSlug(c.Slug); err != nil {
			return c, err
		}
	}
	for _, links := range []struct {
		field string
		ids   []string
		max   int
	}{
		{"galleryIds", c.GalleryIDs, 100},
		{"attachmentIds", c.AttachmentIDs, 100},
		{"categoryIds", c.CategoryIDs, 20},
		{"tagIds", c.TagIDs, 50},
		{"blocIds", c.BlocIDs, 20},
		{"blocYearIds", c.BlocYearIDs, 20},
		{"unitIds", c.UnitIDs, 100},
		{"personIds", c.PersonIDs, 100},
		{"awardIds", c.AwardIDs, 100},
		{"taskIds", c.TaskIDs, 100},
		{"citationIds", c.CitationIDs, 100},
		{"movementIds", c.MovementIDs, 100},
	} {
		if len(links.ids) > links.max {
			return c, errs.InvalidField(links.field,
				fmt.Sprintf("Có %d liên kết, tối đa %d.", len(links.ids), links.max),
				fmt.Sprintf("There are %d links, at most %d.", len(links.ids), links.max))
		}
	}
	return c, nil
}

func lengthWithin(field, text string, least, most int) error {
	if n := utf8.RuneCountInString(text); n < least || n > most {
		return errs.InvalidField(field,
			fmt.Sprintf("Dài %d ký tự; phải từ %d đến %d.", n, least, most),
			fmt.Sprintf("It has %d characters; it must have %d to %d.", n, least, most))
	}
	return nil
}

func validSlug(slug string) error {
	if !viet.ValidSlug(slug) || viet.ReservedSlug(slug) {
		return errs.InvalidField("slug",
			fmt.Sprintf("Đường dẫn %q không hợp lệ: chỉ dùng chữ thường không dấu, số và dấu gạch nối.", slug),
			fmt.Sprintf("The slug %q is not valid: use lower-case letters without marks, digits and hyphens.", slug))
	}
	return nil
}
