package main

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fetch gets a path with headers, which are pairs of name and value, and does not follow redirects.
func fetch(t *testing.T, address string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// Ensure that a link to anything public opens a page, that what does not exist says so, and that nominations stay ones.
func TestReadingPages(t *testing.T) {
	t.Parallel()
	s := start(t, "--data="+t.TempDir(), "--site-name=Trang thử", "--site-url=https://thidua.example.vn")
	defer func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}()
	const source = "/bai-viet/hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2021-trien-khai-nhiem-vu-cong-tac-nam-2022"
	for _, c := range []struct {
		path   string
		status int
		has    []string
	}{
		{path: "/tin-tuc", status: 200, has: []string{"Tin tức – Trang thử", `href="` + source + `"`, "/feeds/tin-tuc.atom"}},
		{path: source, status: 200, has: []string{
			`<link rel="canonical" href="https://thidua.example.vn` + source + `">`, `property="og:type" content="article"`, `"@type":"NewsArticle"`,
			"Đề nghị tặng Cờ thi đua của UBND tỉnh", "/oembed?url=https%3A%2F%2Fthidua.example.vn",
		}},
		{path: "/bai-viet/khong-co", status: 404, has: []string{"Không tìm thấy trang", `content="noindex"`}},
		{path: "/chuyen-muc/khong-co", status: 404},
		{path: "/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum", status: 200, has: []string{"Trưởng khối", "Năm 2024"}},
		{path: "/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum?nam=2021", status: 200, has: []string{"<td>2021</td>", "Thành viên ngày 31/12/2021", "Sở Giao thông vận tải"}},
		{path: "/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum?nam=1990", status: 404},
		{path: "/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum?nam=abc", status: 400, has: []string{"Năm phải từ 1948 đến 2100."}},
		{path: "/don-vi/so-cong-thuong-tinh-quang-ngai", status: 200, has: []string{"Kế thừa"}},
		{path: "/don-vi/khong-co", status: 404},
		{path: "/khen-thuong", status: 200, has: []string{"Năm thành tích"}},
		{path: "/khen-thuong?sau=hong", status: 400},
		{path: "/khen-thuong/khong-co", status: 404},
		{path: "/feeds/khong-co.rss", status: 404},
		{path: "/feeds/tin-tuc.exe", status: 404},
		{path: "/feeds/khoi-thi-dua/khong-co.atom", status: 404},
		{path: "/feeds/khen-thuong.rss?nam=1", status: 400},
		{path: "/oembed?url=https://khac.example.vn" + source, status: 404},
		{path: "/oembed?format=yaml&url=https://thidua.example.vn" + source, status: 501},
		{path: "/oembed?maxwidth=-1&url=https://thidua.example.vn" + source, status: 400},
		{path: "/sitemaps/tin-tuc-1.xml", status: 400},
		{path: "/sitemaps/khac.xml", status: 404},
		{path: "/robots.txt", status: 200, has: []string{"Sitemap: https://thidua.example.vn/sitemap.xml"}},
	} {
		response, body := fetch(t, s.url+c.path)
		if response.StatusCode != c.status {
			t.Errorf("%s answers %d, want %d:\n%s", c.path, response.StatusCode, c.status, body)
		}
		for _, text := range c.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %q:\n%s", c.path, text, body)
			}
		}
		if strings.Contains(body, "Được tặng Cờ thi đua của UBND tỉnh") {
			t.Errorf("%s calls a nomination an award", c.path)
		}
		if strings.HasPrefix(response.Header.Get("Content-Type"), "text/html") {
			if strings.Contains(body, "<script>") || !strings.Contains(response.Header.Get("Content-Security-Policy"), "default-src 'none'") {
				t.Errorf("%s may run something", c.path)
			}
		}
	}
}

// Ensure that each form of a feed is well-formed, has absolute addresses, and answers 304 to who has it already.
func TestFeeds(t *testing.T) {
	t.Parallel()
	s := start(t, "--data="+t.TempDir(), "--site-url=https://thidua.example.vn")
	defer func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}()
	for path, mediaType := range map[string]string{
		"/feeds/tin-tuc.rss": "application/rss+xml", "/feeds/tin-tuc.atom": "application/atom+xml", "/feeds/tin-tuc.json": "application/feed+json",
		"/feeds/tin-tuc.json?noi-dung=tom-tat": "application/feed+json", "/feeds/khen-thuong.atom?nam=2021": "application/atom+xml",
		"/feeds/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum.rss": "application/rss+xml",
		"/feeds/don-vi/so-cong-thuong-tinh-quang-ngai.json":          "application/feed+json",
		"/sitemap.xml": "application/xml", "/sitemaps/tin-tuc-2022.xml": "application/xml", "/sitemaps/tin-moi.xml": "application/xml",
		"/sitemaps/khoi-thi-dua.xml": "application/xml", "/sitemaps/don-vi.xml": "application/xml",
	} {
		response, body := fetch(t, s.url+path)
		if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != mediaType+"; charset=utf-8" {
			t.Errorf("%s answers %d, %s", path, response.StatusCode, response.Header.Get("Content-Type"))
		}
		if strings.HasSuffix(mediaType, "json") {
			if !json.Valid([]byte(body)) {
				t.Errorf("%s is no JSON", path)
			}
		} else if err := wellFormed(body); err != nil {
			t.Errorf("%s: %v\n%s", path, err, body)
		}
		if strings.Contains(body, `href="/`) || strings.Contains(body, `href=\"/`) {
			t.Errorf("%s has an address that means nothing elsewhere:\n%s", path, body)
		}
		again, _ := fetch(t, s.url+path, "If-None-Match", response.Header.Get("ETag"))
		if again.StatusCode != http.StatusNotModified {
			t.Errorf("%s answers %d to who has it", path, again.StatusCode)
		}
	}
	_, whole := fetch(t, s.url+"/feeds/tin-tuc.rss")
	_, short := fetch(t, s.url+"/feeds/tin-tuc.rss?noi-dung=tom-tat")
	if !strings.Contains(whole, "<content:encoded>") || strings.Contains(short, "<content:encoded>") {
		t.Error("a feed has whole texts, and one of summaries has not")
	}
}

func wellFormed(document string) error {
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		if _, err := d.Token(); err == io.EOF { //nolint:errorlint // the decoder returns it bare
			return nil
		} else if err != nil {
			return err
		}
	}
}

// Ensure that a template of the office's own replaces ours, that one with a mistake keeps the server from starting, and that
// the pages may be switched off.
func TestTheme(t *testing.T) {
	t.Parallel()
	theme := t.TempDir()
	file := filepath.Join(theme, "message.html")
	if err := os.WriteFile(file, []byte(`{{define "main"}}<h1>Của cơ quan: {{.Heading}}</h1>{{end}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s := start(t, "--data="+t.TempDir(), "--theme="+theme)
	if _, body := fetch(t, s.url+"/don-vi/khong-co"); !strings.Contains(body, "Của cơ quan: Không tìm thấy trang") {
		t.Errorf("got %s", body)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(file, []byte(`{{define "main"}}{{.Heading`), 0o600); err != nil {
		t.Fatal(err)
	}
	err := run(t.Context(), []string{"--addr=127.0.0.1:0", "--data=" + t.TempDir(), "--theme=" + theme}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "message.html") {
		t.Errorf("a template with a mistake: %v", err)
	}
	off := start(t, "--data="+t.TempDir(), "--no-pages")
	if response, _ := fetch(t, off.url+"/tin-tuc"); response.StatusCode != http.StatusNotFound {
		t.Errorf("pages that are switched off answer %d", response.StatusCode)
	}
	if err := off.stop(); err != nil {
		t.Error(err)
	}
}
