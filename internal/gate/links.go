package gate

import (
	"net/url"
	"strings"

	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// link is a link of a text to one of our own articles, by its ID or by its address.
type link struct {
	path       string
	text       string // the whole text at the path
	start, end int    // of the words that link, in bytes
	id, slug   string // one of them
}

// ArticlePath begins the path of an article's address on the site, before its slug.
const ArticlePath = newsroom.ArticlePath

// linksOf returns the links of a body to our own articles.
func linksOf(body richtext.Body, siteURL string) []link {
	var links []link
	for path, content := range body.Texts() {
		at, text := 0, ""
		for _, run := range content {
			l := link{path: path, start: at, end: at + len(run.Text)}
			at = l.end
			if run.Href == "" {
				continue
			}
			if id, ok := strings.CutPrefix(run.Href, "article:"); ok {
				l.id = id
			} else if l.slug = slugOf(run.Href, siteURL); l.slug == "" {
				continue
			}
			if text == "" {
				text = richtext.Plain(content)
			}
			l.text = text
			links = append(links, l)
		}
	}
	return links
}

// slugOf returns the slug of an article's address on our site; empty if it is another's address.
func slugOf(href, siteURL string) string {
	address := strings.TrimSpace(href)
	if siteURL != "" {
		if rest, ok := strings.CutPrefix(address, siteURL); ok && strings.HasPrefix(rest, "/") {
			address = rest
		}
	}
	rest, ok := strings.CutPrefix(address, ArticlePath)
	if !ok {
		return ""
	}
	slug, _, _ := strings.Cut(rest, "#")
	slug, _, _ = strings.Cut(slug, "?")
	slug = strings.Trim(slug, "/")
	if unescaped, err := url.PathUnescape(slug); err == nil {
		slug = unescaped
	}
	return slug
}

func slugsOf(links []link) []string {
	var slugs []string
	for _, l := range links {
		slugs = append(slugs, l.slug)
	}
	return slugs
}

// links finds links to articles that readers cannot open. What was withdrawn, and what an ID names that never was there,
// holds the article back. An address under which nothing was public yet only warns: two articles that are to appear one
// after the other may link to each other.
func links(m *matter) []*Finding {
	var found []*Finding
	for _, l := range m.linksFound {
		target, known := m.articles[l.id]
		if l.slug != "" {
			target, known = m.bySlug[l.slug]
		}
		if self := l.id == m.ArticleID() || l.slug == m.Slug; self || known && target.Tombstone == nil {
			continue
		}
		var f *Finding
		switch {
		case known:
			f = at(l.path, DeadLink, Blocking, withdrawnVi(target), withdrawnEn(target)).about(target.ID)
		case l.id != "":
			f = at(l.path, DeadLink, Blocking,
				"Liên kết dẫn tới bài viết không tồn tại hoặc chưa từng đăng; hãy sửa hoặc bỏ liên kết.",
				"The link leads to an article that does not exist or was never public: mend the link, or take it out.")
		default:
			f = at(l.path, DeadLink, Warning,
				"Chưa có bài nào được đăng ở địa chỉ này; hãy xem lại, hoặc đăng bài kia trước.",
				"No article is public at this address: look at it again, or publish the other one first.")
		}
		found = append(found, f.quoting(l.text, l.start, l.end))
	}
	return found
}

func withdrawnVi(a *newsroom.Article) string {
	switch a.Tombstone.Kind {
	case newsroom.WasRetracted:
		return "Liên kết dẫn tới bài đã bị rút; hãy sửa hoặc bỏ liên kết."
	case newsroom.HasExpired:
		return "Liên kết dẫn tới bài đã hết hạn; hãy sửa hoặc bỏ liên kết."
	default:
		return "Liên kết dẫn tới bài đã gỡ; hãy sửa hoặc bỏ liên kết."
	}
}

func withdrawnEn(a *newsroom.Article) string {
	switch a.Tombstone.Kind {
	case newsroom.WasRetracted:
		return "The link leads to an article that was retracted: mend the link, or take it out."
	case newsroom.HasExpired:
		return "The link leads to an article that has expired: mend the link, or take it out."
	default:
		return "The link leads to an article that was taken off the site: mend the link, or take it out."
	}
}
