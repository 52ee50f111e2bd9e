package graph_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files from what the server answers now") //nolint:gochecknoglobals // a flag of the test binary

// golden is the content of a golden file: what a request answers and how many store calls it makes for that.
type golden struct {
	StoreCalls int64           `json:"storeCalls"`
	Response   json.RawMessage `json:"response"`
}

// TestGoldenRequests sends each request of testdata to a server with the example content, on every store at hand. The
// requests are documentation too: each answers a question that readers of such records have.
func TestGoldenRequests(t *testing.T) {
	t.Parallel()
	requests, err := filepath.Glob("testdata/*.graphql")
	if err != nil || len(requests) == 0 {
		t.Fatalf("no golden requests: %v", err)
	}
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			server := newExampleServer(t, backend.open(t))
			for _, path := range requests {
				t.Run(strings.TrimSuffix(filepath.Base(path), ".graphql"), func(t *testing.T) {
					checkGolden(t, server, path, *update && backend.name == embedded)
				})
			}
		})
	}
}

func checkGolden(t *testing.T, server *exampleServer, path string, rewrite bool) {
	t.Helper()
	query := read(t, path)
	base := strings.TrimSuffix(path, ".graphql")
	variables := json.RawMessage("{}")
	if data, err := os.ReadFile(base + ".variables.json"); err == nil {
		variables = data
	}
	body, err := json.Marshal(map[string]any{"query": string(query), "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	response, calls := server.post(t, body)
	var indented bytes.Buffer
	if err := json.Indent(&indented, response, "  ", "  "); err != nil {
		t.Fatalf("the answer is no JSON: %s", response)
	}
	for line := range strings.Lines(string(query)) {
		if text, ok := strings.CutPrefix(line, "# absent: "); ok && bytes.Contains(response, bytes.TrimSpace([]byte(text))) {
			t.Errorf("the answer holds %q, which it must not", strings.TrimSpace(text))
		}
	}
	got := golden{StoreCalls: calls, Response: indented.Bytes()}
	file := base + ".golden.json"
	if rewrite {
		write(t, file, got)
	}
	var want golden
	if err := json.Unmarshal(read(t, file), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(compact(t, want.Response), compact(t, got.Response)); diff != "" {
		t.Errorf("the answer differs (-want +got):\n%s", diff)
	}
	if want.StoreCalls != got.StoreCalls {
		t.Errorf("%d store calls, want %d", got.StoreCalls, want.StoreCalls)
	}
}

// post sends a request of an anonymous reader.
func (s *exampleServer) post(t *testing.T, body []byte) (response []byte, calls int64) {
	t.Helper()
	w, calls := s.send(t, body, nil)
	return w.Body.Bytes(), calls
}

// send sends a request with the session cookie, if there is one, as a page of our own does.
func (s *exampleServer) send(t *testing.T, body []byte, cookie *http.Cookie) (w *httptest.ResponseRecorder, calls int64) {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/graphql-response+json")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	ctx, counter := store.WithCalls(r.Context())
	w = httptest.NewRecorder()
	s.handler.ServeHTTP(w, r.WithContext(ctx))
	return w, counter.Count()
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func write(t *testing.T, path string, g golden) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(g); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// compact removes the spaces that only people need; the order of fields stays, for it is part of the answer.
func compact(t *testing.T, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
