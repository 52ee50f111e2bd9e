package main

import (
	"crypto/sha512"
	"encoding/base64"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Ensure that the printed snippet names bytes that the server has, by their hash, and that what is wrong is named.
func TestEmbedSnippet(t *testing.T) {
	t.Parallel()
	s := start(t, "--data="+t.TempDir())
	defer func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	}()
	var out strings.Builder
	err := printSnippet(snippetConfig{Kind: "news", Partner: "par_1", SiteURL: s.url + "/", Bloc: `a"><b`, Limit: 3}, &out)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "<b") || !strings.Contains(out.String(), `limit="3"`) {
		t.Errorf("it says %s", out.String())
	}
	script := regexp.MustCompile(`src="([^"]+)" integrity="sha384-([^"]+)"`).FindStringSubmatch(out.String())
	if script == nil {
		t.Fatalf("there is no script in %s", out.String())
	}
	response, body := fetch(t, script[1])
	if sum := sha512.Sum384([]byte(body)); response.StatusCode != http.StatusOK || base64.StdEncoding.EncodeToString(sum[:]) != script[2] {
		t.Errorf("%s answers %d, with other bytes than %s", script[1], response.StatusCode, script[2])
	}
	if !strings.Contains(response.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("it may be kept for %q", response.Header.Get("Cache-Control"))
	}
	if response, _ := fetch(t, s.url+"/embed/v1/000000000000/thidua.js"); response.StatusCode != http.StatusNotFound {
		t.Errorf("other bytes are answered with %d", response.StatusCode)
	}
	for _, wrong := range []struct {
		config snippetConfig
		says   string
	}{
		{snippetConfig{Kind: "news", SiteURL: "thidua.example.vn"}, "--site-url"},
		{snippetConfig{Kind: "article", SiteURL: "https://thidua.example.vn"}, "--slug"},
		{snippetConfig{Kind: "awards", SiteURL: "https://thidua.example.vn"}, "--unit"},
	} {
		if err := printSnippet(wrong.config, &out); err == nil || !strings.Contains(err.Error(), wrong.says) {
			t.Errorf("%+v: %v", wrong.config, err)
		}
	}
}
