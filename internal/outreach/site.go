package outreach

import (
	"net/url"
	"strconv"
	"strings"

	"thidua/internal/errs"
)

// Site is what the outside calls this site.
type Site struct {
	Name string // whom to credit, such as "Ban Thi đua – Khen thưởng tỉnh"
	URL  string // where it is reached, without a slash at the end
}

// Paths of the reading pages, below the site's address. Where one ends in a slash, a slug or a code follows.
const (
	ArticlePath  = "/bai-viet/"
	BlocPath     = "/khoi-thi-dua/"
	UnitPath     = "/don-vi/"
	CategoryPath = "/chuyen-muc/"
	NewsPath     = "/tin-tuc"
	AwardsPath   = "/khen-thuong"
)

// At returns the address of a path of the site.
func (s Site) At(path string) string { return s.URL + path }

// tag returns an identifier that stays the same when an address changes, as RFC 4151 makes them of a host, a year in
// which it was ours, and an ID.
func (s Site) tag(id string) string {
	host := "thidua.invalid"
	if u, err := url.Parse(s.URL); err == nil && u.Hostname() != "" {
		host = u.Hostname()
	}
	return "tag:" + host + ",2026:" + id
}

// slugOf returns the slug of an article's address on this site: with or without its scheme, with a query or a fragment.
func (s Site) slugOf(address string) (slug string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return "", false
	}
	own, err := url.Parse(s.URL)
	if err != nil || !strings.EqualFold(u.Host, own.Host) || (u.Scheme != "http" && u.Scheme != "https") {
		return "", false
	}
	slug, ok = strings.CutPrefix(u.Path, own.Path+ArticlePath)
	slug = strings.TrimSuffix(slug, "/")
	return slug, ok && slug != "" && !strings.Contains(slug, "/")
}

// YearOf reads a year that an address names; 0 for none. It refuses what no record can be of.
func YearOf(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	year, err := strconv.ParseInt(text, 10, 64)
	if err != nil || year < 1948 || year > 2100 {
		return 0, errs.InvalidField("nam", "Năm phải từ 1948 đến 2100.", "The year must be 1948 to 2100.")
	}
	return year, nil
}
