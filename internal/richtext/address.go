package richtext

import (
	"net/url"
	"strings"
)

// safeURL returns the address and true if a page may link to it: one of the schemes http, https, mailto and tel, or
// relative to the page's own host.
func safeURL(address string) (string, bool) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return "", false
	}
	switch u.Scheme { // which is in lower case
	case "":
		if strings.HasPrefix(address, "//") || strings.Contains(address, `\`) {
			return "", false
		}
		return u.String(), true
	case "http", "https", "mailto", "tel":
		return u.String(), true
	default:
		return "", false
	}
}

// href returns where a run of text links to: an article by its ID becomes the address that it has now.
func (s Scene) href(address string) (string, bool) {
	if id, ok := articleID(address); ok {
		record, ok := s.Records.find(id)
		if !ok {
			return "", false
		}
		address = record.URL
	}
	return safeURL(address)
}

// absolute puts the site's own address before one that is relative to it. Elsewhere a place within the page leads
// nowhere, so it is no address there.
func (s Scene) absolute(address string) (string, bool) {
	switch {
	case strings.HasPrefix(address, "#"):
		return "", false
	case s.SiteURL == "" || !isRelative(address):
		return address, true
	case strings.HasPrefix(address, "/"):
		return s.SiteURL + address, true
	default:
		return s.SiteURL + "/" + address, true
	}
}

// isRelative reports whether an address of [safeURL] has no scheme.
func isRelative(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == ""
}
