package viet

import (
	"strconv"
	"strings"
)

// MaxSlug bounds a slug, in bytes.
const MaxSlug = 120

// Slug returns the ASCII name of a title for addresses: words in lower case without marks, joined by single hyphens. It
// is "" if nothing is left, as of "🏆"; the caller then makes a name of its own, bai-<short id>. & is spelled va, % is
// spelled phan-tram. A slug longer than [MaxSlug] ends with its last whole word that fits. Slug(Slug(s)) = Slug(s).
func Slug(s string) string {
	slug := make([]byte, 0, min(len(s), MaxSlug)+8)
	units := unitReader{text: s}
	ended := true // the next letter starts a word
	write := func(word string) {
		if ended && len(slug) > 0 {
			slug = append(slug, '-')
		}
		slug = append(slug, word...)
	}
	for len(slug) <= MaxSlug {
		u, ok := units.read()
		if !ok {
			break
		}
		switch {
		case u.kind == letter || u.kind == digit:
			if ended && len(slug) > 0 {
				slug = append(slug, '-')
			}
			slug = append(slug, byte(u.char))
			ended = false
			continue
		case u.char == '&':
			ended = true
			write("va")
		case u.char == '%':
			ended = true
			write("phan-tram")
		}
		ended = true
	}
	return string(cutSlug(slug, MaxSlug))
}

// cutSlug cuts a slug at its last hyphen within size bytes; a single word that is longer is cut where it must.
func cutSlug(slug []byte, size int) []byte {
	if len(slug) <= size {
		return slug
	}
	for at := size; at > 0; at-- {
		if slug[at] == '-' {
			return slug[:at]
		}
	}
	return slug[:size]
}

// NumberedSlug returns the n-th name for a slug that is taken or reserved: "le-khen" is "le-khen-2" for n = 2, and itself
// for n below 2. The slug is shortened by words where the number needs the room.
func NumberedSlug(slug string, n int) string {
	if n < 2 {
		return slug
	}
	number := "-" + strconv.Itoa(n)
	return string(cutSlug([]byte(slug), MaxSlug-len(number))) + number
}

// ValidSlug reports whether s is what [Slug] could return: words of a–z and 0–9 joined by single hyphens, within
// [MaxSlug]. It does not look whether the slug is reserved.
func ValidSlug(s string) bool {
	if s == "" || len(s) > MaxSlug || strings.HasPrefix(s, "-") || strings.HasSuffix(s, "-") || strings.Contains(s, "--") {
		return false
	}
	for _, c := range []byte(s) {
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}

// ReservedSlug reports whether a slug would collide with a path of the server or of the usual frontends. Such a slug gets
// a number, as a taken one does.
func ReservedSlug(s string) bool {
	switch s {
	case "about", "account", "admin", "api", "archive", "assets", "atom", "auth", "callback", "category", "dashboard",
		"docs", "edit", "embed", "favicon", "feed", "feeds", "graphql", "graphiql", "health", "healthz", "help", "home",
		"index", "login", "logout", "media", "metrics", "new", "null", "oembed", "playground", "preview", "robots", "rss",
		"search", "settings", "signin", "signup", "sitemap", "static", "subscriptions", "tag", "tags", "undefined",
		"upload", "uploads", "user", "users", "version", "webhook", "webhooks",
		"chuyen-muc", "dang-nhap", "dang-xuat", "gioi-thieu", "lien-he", "quan-tri", "tai-khoan", "the", "tim-kiem",
		"trang-chu", "tin-tuc":
		return true
	}
	return false
}
