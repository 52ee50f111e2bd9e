package graph

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
)

// writeKept sends an answer that is the same for every reader, so that caches may keep it: for as long as its document says,
// and no longer than until they have asked whether it is still the same, if it says nothing. A client that has the very
// answer is told so instead.
func (s *Server) writeKept(ctx context.Context, w http.ResponseWriter, r *http.Request, media string, response *graphql.Response, maxAge *int64) {
	body := s.encode(ctx, response)
	header := w.Header()
	header.Set("Cache-Control", cacheControl(maxAge))
	header.Set("ETag", etag(media, body))
	if matches(r.Header.Values("If-None-Match"), header.Get("ETag")) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", media+"; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a client that has gone needs no answer
}

// cacheControl says how long caches may keep an answer.
func cacheControl(maxAge *int64) string {
	if maxAge == nil || *maxAge == 0 {
		return "public, no-cache"
	}
	return "public, max-age=" + strconv.FormatInt(*maxAge, 10)
}

// etag names an answer. It is weak: compressed or not, it is the same answer.
func etag(media string, body []byte) string {
	h := sha256.New()
	_, _ = h.Write([]byte(media + "\n")) // a hash never fails to be written to
	_, _ = h.Write(body)
	return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]) + `"`
}

// matches reports whether a client that sent these If-None-Match headers has the answer.
func matches(headers []string, tag string) bool {
	opaque := strings.TrimPrefix(tag, "W/")
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			if item = strings.TrimSpace(item); item == "*" || strings.TrimPrefix(item, "W/") == opaque {
				return true
			}
		}
	}
	return false
}
