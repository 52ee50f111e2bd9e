package newsroom

import (
	"fmt"
	"net/url"
	"regexp"
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

// languageTag is what a BCP 47 tag of a language, with a script or a region, looks like.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

// checked returns the content cleaned, or what is wrong with it.
func (c Content) checked() (Content, error) {
	c.empty()
	c.Title = viet.CleanTitle(c.Title)
	c.Summary = viet.CleanTitle(c.Summary)
	c.Byline = viet.CleanTitle(c.Byline)
	if c.Language == "" {
		c.Language = "vi"
	}
	if !languageTag.MatchString(c.Language) {
		return c, errs.InvalidField("language",
			fmt.Sprintf("Mã ngôn ngữ %q không hợp lệ; ví dụ vi, en.", c.Language),
			fmt.Sprintf("The language %q is no BCP 47 tag such as vi or en.", c.Language))
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
		{"decisionIds", c.DecisionIDs, 100},
	} {
		if len(links.ids) > links.max {
			return c, errs.InvalidField(links.field,
				fmt.Sprintf("Có %d liên kết, tối đa %d.", len(links.ids), links.max),
				fmt.Sprintf("There are %d links, at most %d.", len(links.ids), links.max))
		}
	}
	if err := c.Source.check(); err != nil {
		return c, err
	}
	if err := checkDeclared(c.Declared); err != nil {
		return c, err
	}
	return c, c.Body.Check()
}

// empty makes empty lists of those that are not there, so that the two do not differ.
func (c *Content) empty() {
	for _, list := range []*[]string{
		&c.GalleryIDs, &c.AttachmentIDs, &c.CategoryIDs, &c.TagIDs, &c.BlocIDs, &c.BlocYearIDs, &c.UnitIDs, &c.PersonIDs,
		&c.AwardIDs, &c.TaskIDs, &c.CitationIDs, &c.MovementIDs, &c.DecisionIDs,
	} {
		if *list == nil {
			*list = []string{}
		}
	}
	if c.Declared == nil {
		c.Declared = []DeclaredAward{}
	}
}

// check refuses a source without a name, and an address that is none of the web's.
func (s *Source) check() error {
	if s == nil {
		return nil
	}
	if err := lengthWithin("source.siteName", viet.CleanTitle(s.SiteName), 1, MaxByline); err != nil {
		return err
	}
	if s.URL == "" {
		return nil
	}
	u, err := url.Parse(s.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || len(s.URL) > maxURL {
		return errs.InvalidField("source.url",
			"Địa chỉ phải bắt đầu bằng https:// hoặc http:// và có tên miền.",
			"The address must begin with https:// or http:// and name a host.")
	}
	return nil
}

// Bounds of what an article states in words, and of addresses in bytes.
const (
	maxDeclared      = 50
	maxDeclaredCount = 10_000
	maxURL           = 2000
)

func checkDeclared(declared []DeclaredAward) error {
	if len(declared) > maxDeclared {
		return errs.InvalidField("declaredAwards",
			fmt.Sprintf("Có %d dòng, tối đa %d.", len(declared), maxDeclared),
			fmt.Sprintf("There are %d lines, at most %d.", len(declared), maxDeclared))
	}
	for i, d := range declared {
		if d.Count < 1 || d.Count > maxDeclaredCount {
			return errs.InvalidField(fmt.Sprintf("declaredAwards.%d.count", i),
				fmt.Sprintf("Số lượng là %d; phải từ 1 đến %d.", d.Count, maxDeclaredCount),
				fmt.Sprintf("The number is %d; it must be 1 to %d.", d.Count, maxDeclaredCount))
		}
	}
	return nil
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
	if viet.ReservedSlug(slug) {
		return errs.InvalidField("slug",
			fmt.Sprintf("Đường dẫn %q dành riêng cho trang của hệ thống; hãy chọn đường dẫn khác.", slug),
			fmt.Sprintf("The slug %q is kept for pages of the site; choose another.", slug))
	}
	if !viet.ValidSlug(slug) {
		return errs.InvalidField("slug",
			fmt.Sprintf("Đường dẫn %q không hợp lệ: chỉ dùng chữ thường không dấu, số và dấu gạch nối.", slug),
			fmt.Sprintf("The slug %q is not valid: use lower-case letters without marks, digits and hyphens.", slug))
	}
	return nil
}
