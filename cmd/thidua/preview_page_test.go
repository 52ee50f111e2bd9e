package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Ensure that the page of a draft is for who may see the draft, is kept by nobody, and may be framed by this site alone, as no other
// page may.
func TestPreviewPages(t *testing.T) {
	t.Parallel()
	data := "--data=" + t.TempDir()
	var said bytes.Buffer
	if err := run(t.Context(), []string{data, "user", "add", "an", "--full-name=An", "--role=editor"}, &said, io.Discard); err != nil {
		t.Fatal(err)
	}
	password := regexp.MustCompile(`password (\S+)`).FindStringSubmatch(said.String())[1]
	s := start(t, data)
	defer func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}()
	cookie := ""
	post := func(query string, variables map[string]any, into any) {
		t.Helper()
		body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+"/graphql", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Cookie", cookie)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		if set := response.Cookies(); len(set) > 0 {
			cookie = set[0].Name + "=" + set[0].Value
		}
		if err := json.NewDecoder(response.Body).Decode(into); err != nil {
			t.Fatal(err)
		}
	}
	var answer struct {
		Data struct {
			ArticleCreate struct{ Draft struct{ ID string } }
			Units         struct{ Nodes []struct{ ID string } }
			Articles      struct{ Nodes []struct{ Slug string } }
		}
	}
	post(`mutation($p: String!) { sessionStart(input: { login: "an", password: $p }) { userErrors { code } } }`, map[string]any{"p": password}, &answer)
	post(`mutation { articleCreate(input: { content: { title: "Bản thảo <b>mới</b>", summary: "Chưa ai đọc." } }) { draft { id } } }`, nil, &answer)
	post(`{ units(first: 1) { nodes { id } } articles(first: 1) { nodes { slug } } }`, nil, &answer)
	draft, article := "/xem-thu/ban-thao/"+answer.Data.ArticleCreate.Draft.ID, answer.Data.Articles.Nodes[0].Slug

	for _, c := range []struct {
		name, path, cookie string
		status             int
		framed             bool
	}{
		{"a draft, to its author", draft, cookie, http.StatusOK, true},
		{"a draft, to a reader", draft, "", http.StatusNotFound, false},
		{"a draft that there is none of", "/xem-thu/ban-thao/drf_01M8CKPRC58TAPCA9MYZDGZ1CF", cookie, http.StatusNotFound, false},
		{"something else than a draft", "/xem-thu/ban-thao/" + answer.Data.Units.Nodes[0].ID, cookie, http.StatusNotFound, false},
		{"an article in the playground", "/xem-thu/bai-viet/" + article, "", http.StatusOK, true},
		{"the article itself", "/bai-viet/" + article, cookie, http.StatusOK, false},
	} {
		response, body := fetch(t, s.url+c.path, "Cookie", c.cookie)
		header := response.Header
		if response.StatusCode != c.status {
			t.Errorf("%s: status %d, want %d", c.name, response.StatusCode, c.status)
		}
		ancestors, frame := "frame-ancestors 'none'", "DENY"
		if c.framed {
			ancestors, frame = "frame-ancestors 'self'", "SAMEORIGIN"
		}
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; ") || !strings.HasSuffix(policy, ancestors) || header.Get("X-Frame-Options") != frame {
			t.Errorf("%s: policy %q, X-Frame-Options %q", c.name, policy, header.Get("X-Frame-Options"))
		}
		if c.framed && (header.Get("Cache-Control") != "no-store" || !strings.Contains(body, `content="noindex"`)) {
			t.Errorf("%s: may be kept, or found", c.name)
		}
		if (c.path == draft && c.status == http.StatusOK) != strings.Contains(body, "<h1>Bản thảo &lt;b&gt;mới&lt;/b&gt;</h1>") {
			t.Errorf("%s: the draft's title is there, or is not:\n%s", c.name, body)
		}
	}
}
