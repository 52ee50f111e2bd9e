package web

import (
	"strconv"
	"strings"
)

// acceptsGzip reports whether a client with these Accept-Encoding headers takes gzip. One without the header gets the
// plain form: it may be a tool that does not know compression. A coding that is named decides before "*" does, and one
// with q=0, or with a q that cannot be read, is refused.
func acceptsGzip(headers []string) bool {
	accepted := false
	for _, item := range listItems(headers) {
		coding, parameters, _ := strings.Cut(item, ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return quality(parameters) > 0
		case "*":
			accepted = quality(parameters) > 0
		}
	}
	return accepted
}

// quality returns the weight among the parameters of a list item: 1 if there is none, 0 if it is malformed.
func quality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil {
			return 0
		}
		return q
	}
	return 1
}

// matchesETag reports whether these If-None-Match headers name etag, or any version at all. Weak tags match too, as
// RFC 9110 §13.1.2 says for this header.
func matchesETag(headers []string, etag string) bool {
	for _, item := range listItems(headers) {
		if item == "*" || strings.TrimPrefix(item, "W/") == etag {
			return true
		}
	}
	return false
}

// listItems returns the items of a header that is a comma-separated list, sent in one line or in several. Our own tags
// have no commas, so a foreign tag that has one is merely another that does not match.
func listItems(headers []string) []string {
	var items []string
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
	}
	return items
}
