package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// maxCompressedBytes bounds what the playground adds to the binary, and each rebuild to the history.
const maxCompressedBytes = 2 << 20

// request sends one request to the playground's handler. Headers are name, value, name, value…
func request(t testing.TB, method, target string, headers ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, target, http.NoBody)
	for pair := range slices.Chunk(headers, 2) {
		r.Header.Add(pair[0], pair[1])
	}
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

// body reads the answer's body whole.
func body(t testing.TB, response *http.Response) []byte {
	t.Helper()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// gunzip decompresses content.
func gunzip(t testing.TB, content []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// script returns the path of the script that the page starts with.
func script(t testing.TB) string {
	t.Helper()
	page := body(t, request(t, http.MethodGet, "/"))
	found := regexp.MustCompile(`<script type="module"[^>]* src="(/assets/[^"]+\.js)"`).FindSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no script of ours:\n%s", page)
	}
	return string(found[1])
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	type answer struct {
		Status       int
		ContentType  string
		CacheControl string
		Allow        string
	}
	page := answer{200, "text/html; charset=utf-8", "no-cache", ""}
	asset := answer{200, "text/javascript; charset=utf-8", "public, max-age=31536000, immutable", ""}
	missing := answer{404, "text/plain; charset=utf-8", "", ""}
	refused := answer{405, "text/plain; charset=utf-8", "", "GET, HEAD"}
	tests := []struct {
		name, method, target string
		want                 answer
	}{
		{"the page is not kept without asking", http.MethodGet, "/", page},
		{"the page answers HEAD alike", http.MethodHead, "/", page},
		{"a query string does not hide the page", http.MethodGet, "/?a=1", page},
		{"a script is kept for good", http.MethodGet, script(t), asset},
		{"a file whose name has no hash is asked for again", http.MethodGet, "/assets/licenses.txt", answer{200, "text/plain; charset=utf-8", "no-cache", ""}},
		{"the page has one address", http.MethodGet, "/index.html", missing},
		{"the stored form has no address", http.MethodGet, script(t) + ".gz", missing},
		{"folders are not listed", http.MethodGet, "/assets/", missing},
		{"folders are not listed without a slash either", http.MethodGet, "/assets", missing},
		{"nothing above is reached", http.MethodGet, "/assets/../web.go", missing},
		{"a path that is not there is not found", http.MethodGet, "/assets/none.js", missing},
		{"what is not there is not found by any method", http.MethodPost, "/none", missing},
		{"the page takes no POST", http.MethodPost, "/", refused},
		{"a script takes no DELETE", http.MethodDelete, script(t), refused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			response := request(t, test.method, test.target)
			got := answer{
				response.StatusCode,
				response.Header.Get("Content-Type"),
				response.Header.Get("Cache-Control"),
				response.Header.Get("Allow"),
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSecurityHeadersAreOnEveryAnswer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, method, target string }{
		{"the page", http.MethodGet, "/"},
		{"a script, which may start a thread", http.MethodGet, script(t)},
		{"a missing file", http.MethodGet, "/none"},
		{"a refused method", http.MethodPost, "/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			header := request(t, test.method, test.target).Header
			want := map[string]string{
				"Content-Security-Policy":      contentSecurityPolicy,
				"Cross-Origin-Opener-Policy":   "same-origin",
				"Cross-Origin-Resource-Policy": "same-origin",
				"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
				"Referrer-Policy":              "no-referrer",
				"X-Content-Type-Options":       "nosniff",
				"X-Frame-Options":              "DENY",
			}
			got := map[string]string{}
			for name := range want {
				got[name] = header.Get(name)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPolicyAllowsNoForeignOriginAndNoInlineCode(t *testing.T) {
	t.Parallel()
	for directive := range strings.SplitSeq(contentSecurityPolicy, "; ") {
		name, sources, _ := strings.Cut(directive, " ")
		for source := range strings.FieldsSeq(sources) {
			switch {
			case source == "'none'", source == "'self'":
			case source == "data:" && name == "img-src":
			case source == "'unsafe-inline'" && name == "style-src":
			default:
				t.Errorf("%s allows %s", name, source)
			}
		}
	}
	if !strings.HasPrefix(contentSecurityPolicy, "default-src 'none'; ") {
		t.Error("what the policy does not name is not refused")
	}
}

func TestPageNamesNoOtherHost(t *testing.T) {
	t.Parallel()
	page := body(t, request(t, http.MethodGet, "/"))
	if found := regexp.MustCompile(`(?i)https?:|(src|href)="//|@import|\son[a-z]+=|<script>|<style`).Find(page); found != nil {
		t.Errorf("the page has %q:\n%s", found, page)
	}
	if !bytes.Contains(page, []byte(`<html lang="vi">`)) {
		t.Error("the page does not say that it is in Vietnamese")
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		accept []string
		gzip   bool
	}{
		{"a browser's list", []string{"gzip, deflate, br, zstd"}, true},
		{"capitals and spaces", []string{" GZip ; Q=0.5 "}, true},
		{"the old name", []string{"x-gzip"}, true},
		{"several lines", []string{"br", "gzip"}, true},
		{"anything", []string{"*"}, true},
		{"no header", nil, false},
		{"an empty header", []string{""}, false},
		{"identity alone", []string{"identity"}, false},
		{"only what we do not have", []string{"br, zstd"}, false},
		{"gzip refused", []string{"gzip;q=0"}, false},
		{"gzip refused, anything else taken", []string{"*, gzip;q=0.0"}, false},
		{"anything refused, gzip taken", []string{"*;q=0, gzip"}, true},
		{"a weight that is no number", []string{"gzip;q=x"}, false},
		{"a parameter that is no weight", []string{"gzip;level=9"}, true},
	}
	path := script(t)
	compressed := body(t, request(t, http.MethodGet, path, "Accept-Encoding", "gzip"))
	plain := gunzip(t, compressed)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var headers []string
			for _, line := range test.accept {
				headers = append(headers, "Accept-Encoding", line)
			}
			want, encoding := plain, ""
			if test.gzip {
				want, encoding = compressed, "gzip"
			}
			response := request(t, http.MethodGet, path, headers...)
			if got := response.Header.Get("Content-Encoding"); got != encoding {
				t.Errorf("Content-Encoding is %q, want %q", got, encoding)
			}
			if got := response.Header.Get("Vary"); got != "Accept-Encoding" {
				t.Errorf("Vary is %q", got)
			}
			if got := response.Header.Get("Content-Length"); got != strconv.Itoa(len(want)) {
				t.Errorf("Content-Length is %s, want %d", got, len(want))
			}
			if !bytes.Equal(want, body(t, response)) {
				t.Error("the body is another")
			}
			head := request(t, http.MethodHead, path, headers...)
			if diff := cmp.Diff(response.Header, head.Header); diff != "" {
				t.Errorf("HEAD has other headers: %s", diff)
			}
			if got := body(t, head); len(got) > 0 {
				t.Errorf("HEAD has a body of %d bytes", len(got))
			}
		})
	}
}

func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	path := script(t)
	tagOf := func(target, accept string) string {
		return request(t, http.MethodGet, target, "Accept-Encoding", accept).Header.Get("ETag")
	}
	page, compressed, plain := tagOf("/", "gzip"), tagOf(path, "gzip"), tagOf(path, "identity")
	if !strings.HasPrefix(page, `"`) || !strings.HasPrefix(plain, `"`) || compressed == plain {
		t.Fatalf("the tags %s, %s and %s are not strong and of one form each", page, compressed, plain)
	}
	tests := []struct {
		name, target, ifNoneMatch string
		want                      int
	}{
		{"the page is still the same", "/", page, 304},
		{"a weak tag is good enough", "/", "W/" + page, 304},
		{"one of several tags", "/", `"other", ` + page, 304},
		{"any version", "/", "*", 304},
		{"another version", "/", `"other"`, 200},
		{"the compressed form is still the same", path, compressed, 304},
		{"the client has the other form", path, plain, 200},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			response := request(t, http.MethodGet, test.target, "Accept-Encoding", "gzip", "If-None-Match", test.ifNoneMatch)
			if response.StatusCode != test.want {
				t.Errorf("the status is %d, want %d", response.StatusCode, test.want)
			}
			if content := body(t, response); (len(content) == 0) != (test.want == http.StatusNotModified) {
				t.Errorf("the body has %d bytes", len(content))
			}
		})
	}
}

func TestEveryFileIsServed(t *testing.T) {
	t.Parallel()
	total := int64(0)
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		total += info.Size()
		stored, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		target := strings.TrimSuffix(strings.TrimPrefix(name, "dist"), ".gz")
		if target == "/index.html" {
			target = "/"
		} else if stored[4]|stored[5]|stored[6]|stored[7] != 0 {
			t.Errorf("%s carries the time of its build", name)
		}
		if got := body(t, request(t, http.MethodGet, target, "Accept-Encoding", "gzip")); !bytes.Equal(stored, got) {
			t.Errorf("%s is not served at %s as it is stored", name, target)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total > maxCompressedBytes {
		t.Errorf("dist has %d bytes, more than %d", total, maxCompressedBytes)
	}
}

func TestLoadRefusesBrokenBuilds(t *testing.T) {
	t.Parallel()
	page := &fstest.MapFile{Data: []byte("<!doctype html>")}
	tests := []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"no files at all", fstest.MapFS{}, "dist"},
		{"no page", fstest.MapFS{"dist/assets/a.js": page}, "no index.html"},
		{"a file of an unknown kind", fstest.MapFS{"dist/index.html": page, "dist/assets/a.map": page}, "/assets/a.map"},
		{"a file that is not compressed as its name says", fstest.MapFS{"dist/index.html": page, "dist/assets/a.js.gz": page}, "dist/assets/a.js.gz"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if _, err := loadFiles(test.files); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is %v, want one about %q", err, test.want)
			}
		})
	}
}
