package graph_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/persisted"
	"thidua/internal/store"
)

var update = flag.Bool("update", false, "rewrite the golden files from what the server answers now") //nolint:gochecknoglobals // a flag of the test binary

// golden is the content of a golden file: what a request answers and how many store calls it makes for that.
type golden struct {
	StoreCalls int64             `json:"storeCalls"`
	Headers    map[string]string `json:"headers,omitempty"` // of the answer to a saved query
	Response   json.RawMessage   `json:"response"`
}

// TestGoldenRequests sends each request of testdata to a server with the example content, on every store at hand. The
// requests are documentation too: each answers a question that readers of such records have, or, with a line
//
//	# as: an
//
// a question of somebody who works in the office of testdata/office.txt. Such a request goes to a server where that story
// was played first, and has its ${draft} and so on; "# as: nobody" is a reader there.
func TestGoldenRequests(t *testing.T) {
	t.Parallel()
	requests, err := filepath.Glob("testdata/*.graphql")
	if err != nil || len(requests) == 0 {
		t.Fatalf("no golden requests: %v", err)
	}
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			readers, office := newPlayer(newExampleServer(t, backend.open(t))), newOffice(t, backend)
			for _, path := range requests {
				t.Run(strings.TrimSuffix(filepath.Base(path), ".graphql"), func(t *testing.T) {
					who, inOffice := asker(string(read(t, path)))
					asked := readers
					if inOffice {
						asked = office
					}
					checkGolden(t, asked, who, path, *update && backend.name == embedded)
				})
			}
		})
	}
}

// newOffice returns a server on which the story of testdata/office.txt was played, with its people.
func newOffice(t *testing.T, b backend) *player {
	t.Helper()
	p := newPlayer(newExampleServer(t, b.open(t)))
	for _, st := range p.play(t, parseScenario(t, string(read(t, "testdata/office.txt")))).steps {
		if st.request == "" {
			continue
		}
		if strings.Contains(st.answer, `"errors"`) || strings.Contains(st.answer, `"code"`) {
			t.Fatalf("the office cannot do its work: %s: %s", st.title, st.answer)
		}
	}
	return p
}

// asker returns who sends a golden request, and whether they work in the office.
func asker(query string) (who string, inOffice bool) {
	for line := range strings.Lines(query) {
		if who, ok := strings.CutPrefix(line, "# as: "); ok {
			return strings.TrimSpace(who), true
		}
	}
	return "", false
}

func checkGolden(t *testing.T, asked *player, who, path string, rewrite bool) {
	t.Helper()
	query := asked.fillIn(string(read(t, path)))
	base := strings.TrimSuffix(path, ".graphql")
	variables := json.RawMessage("{}")
	if data, err := os.ReadFile(base + ".variables.json"); err == nil {
		variables = data
	}
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	var response []byte
	var calls int64
	var headers map[string]string
	if id, text, saved := savedQuery(t, path); saved {
		response, calls, headers = asked.server.getSaved(t, id, text)
	} else {
		w, made := asked.server.send(t, body, asked.cookies[who])
		response, calls = w.Body.Bytes(), made
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, response, "  ", "  "); err != nil {
		t.Fatalf("the answer is no JSON: %s", response)
	}
	for line := range strings.Lines(query) {
		if text, ok := strings.CutPrefix(line, "# absent: "); ok && bytes.Contains(response, bytes.TrimSpace([]byte(text))) {
			t.Errorf("the answer holds %q, which it must not", strings.TrimSpace(text))
		}
	}
	got := golden{StoreCalls: calls, Headers: headers, Response: indented.Bytes()}
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
	if diff := cmp.Diff(want.Headers, got.Headers); diff != "" {
		t.Errorf("the headers differ (-want +got):\n%s", diff)
	}
	if want.StoreCalls != got.StoreCalls {
		t.Errorf("%d store calls, want %d", got.StoreCalls, want.StoreCalls)
	}
}

// savedQuery returns what a request is asked for by, and its text, if it is a saved one.
func savedQuery(t *testing.T, path string) (id, text string, saved bool) {
	t.Helper()
	for line := range strings.Lines(string(read(t, path))) {
		if id, saved = strings.CutPrefix(line, "# documentId: "); saved {
			_, _, text = readRequest(t, path)
			return strings.TrimSpace(id), text, true
		}
	}
	return "", "", false
}

// getSaved saves a query, asks it by a GET as a cache does, and asks once more whether the answer is still the same.
func (s *exampleServer) getSaved(t *testing.T, id, text string) (response []byte, calls int64, headers map[string]string) {
	t.Helper()
	if _, err := s.saved.Save(t.Context(), access.System(), persisted.Saving{Name: id, Text: text}); err != nil {
		t.Fatal(err)
	}
	get := func(tag string) (*httptest.ResponseRecorder, int64) {
		ctx, counter := store.WithCalls(t.Context())
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/graphql?documentId="+url.QueryEscape(id), nil)
		r.Header.Set("Accept", "application/graphql-response+json")
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w, counter.Count()
	}
	w, calls := get("")
	headers = map[string]string{}
	for _, name := range []string{"Cache-Control", "ETag", "Vary"} {
		headers[name] = w.Header().Get(name)
	}
	if again, _ := get(headers["ETag"]); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("the same answer again: status %d, %s", again.Code, again.Body)
	}
	return withoutCost(t, w.Body.Bytes()), calls, headers
}

// send sends a request with the session cookie, if there is one, as a page of our own does.
func (s *exampleServer) send(t testing.TB, body []byte, cookie *http.Cookie) (w *httptest.ResponseRecorder, calls int64) {
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
	w.Body = bytes.NewBuffer(withoutCost(t, w.Body.Bytes()))
	return w, counter.Count()
}

// costOfAnswer is what every answer of an operation says last.
var costOfAnswer = regexp.MustCompile(`,"extensions":\{"cost":\{"requested":\d+,"limit":30000(,"remaining":\d+)?\}\}\}\n$`)

// withoutCost takes the cost out of an answer: what is recorded is about data. It fails if an answer does not tell it.
func withoutCost(t testing.TB, answer []byte) []byte {
	t.Helper()
	if bytes.HasPrefix(answer, []byte(`{"data":`)) && !costOfAnswer.Match(answer) {
		t.Errorf("the answer does not tell its cost: %s", answer)
	}
	return costOfAnswer.ReplaceAll(answer, []byte("}\n"))
}

func read(t testing.TB, path string) []byte {
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
