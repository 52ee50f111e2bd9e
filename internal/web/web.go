// Package web has the browser parts of thidua: the GraphQL playground that the binary serves at /.
//
// The sources are TypeScript in src/; `npm run build` bundles them into dist/, which is committed and embedded, so that
// building the binary needs no Node. The package knows nothing of the API behind the page and may be imported by httpd
// and cmd.
package web

import (
	"bytes"
	"compress/gzip"
	"embed"
	"io"
	"net/http"
	"strconv"
)

//go:embed dist
var dist embed.FS

// contentSecurityPolicy lets the page reach its own origin and nothing else, and run no code but its own files.
//
// Styles are the one concession: the Monaco editor writes <style> elements for its themes and style attributes for the
// place of every line, and knows no nonce. Scripts have none: neither inline code nor eval runs.
const contentSecurityPolicy = "default-src 'none'; " +
	"script-src 'self'; " +
	"style-src 'self' 'unsafe-inline'; " +
	"worker-src 'self'; " +
	"connect-src 'self'; " +
	"img-src 'self' data:; " +
	"font-src 'self'; " +
	"frame-src 'self'; " + // previews of articles, which alone let themselves be framed
	"frame-ancestors 'none'; " +
	"base-uri 'none'; " +
	"form-action 'none'"

// Handler serves the playground: its page at / and, under /assets/, the files that the page asks for. Everything else is
// 404. Every answer, refusals included, carries the security headers. It panics when the embedded files are not what
// the build leaves there, which is a fault of the build and not of any request.
func Handler() http.Handler {
	files, err := loadFiles(dist)
	if err != nil {
		panic("web: " + err.Error())
	}
	return handler(files)
}

// handler serves files by their path, the page being at "/".
type handler map[string]file

// ServeHTTP answers GET and HEAD.
func (h handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	setSecurityHeaders(w.Header())
	f, ok := h[r.URL.Path]
	if !ok {
		http.Error(w, "không có trang này · no such page", http.StatusNotFound)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "chỉ nhận GET và HEAD · only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	serveFile(w, r, f)
}

// setSecurityHeaders sets what holds for every answer. Worker threads take their policy from their own script's answer,
// so the files need it as much as the page does.
func setSecurityHeaders(h http.Header) {
	h.Set("Content-Security-Policy", contentSecurityPolicy)
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
}

// serveFile sends f in the form that the client takes, or says that the client's copy is still good.
func serveFile(w http.ResponseWriter, r *http.Request, f file) {
	h := w.Header()
	h.Set("Content-Type", f.contentType)
	h.Set("Cache-Control", f.cacheControl)
	body, length, etag := f.plain, f.plainSize, f.etag
	if f.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Values("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body, length, etag = f.gzip, len(f.gzip), f.gzipETag
		}
	}
	h.Set("ETag", etag)
	if matchesETag(r.Header.Values("If-None-Match"), etag) {
		h.Del("Content-Encoding")
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Length", strconv.Itoa(length))
	if r.Method == http.MethodHead {
		return
	}
	if body != nil {
		_, _ = w.Write(body) // a client that left is nobody's error
		return
	}
	unzipTo(w, f.gzip)
}

// unzipTo sends the plain form of a file that is stored compressed, for the rare client that takes no gzip. loadFiles has
// read the whole of it once, so what can fail here is the client.
func unzipTo(w io.Writer, compressed []byte) {
	plain, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return
	}
	_, _ = io.Copy(w, plain) //nolint:gosec // no bomb: a file of ours, already unzipped once
}
