package graph_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thidua/internal/errs"
)

// FuzzForm sends bytes as a multipart form of somebody who may upload: whatever they are, the answer is JSON, and never says that
// something broke here.
func FuzzForm(f *testing.F) {
	p := newPlayer(newExampleServer(f, openSQLite(f)))
	p.signIn(f, []string{"an", "EDITOR"})
	cookie := p.cookies["an"]
	const boundary = "x"
	form := func(parts ...string) []byte {
		var b strings.Builder
		for _, text := range parts {
			b.WriteString("--" + boundary + "\r\n" + text + "\r\n")
		}
		b.WriteString("--" + boundary + "--\r\n")
		return []byte(b.String())
	}
	named := func(name, text string) string {
		return `Content-Disposition: form-data; name="` + name + `"` + "\r\n\r\n" + text
	}
	const (
		operations = `{"query":"query($f: Upload) { service { name } }","variables":{"f":null}}`
		list       = `{"query":"query($f: [Upload]) { service { name } }","variables":{"f":[null,null]}}`
	)
	file := `Content-Disposition: form-data; name="0"; filename="a.txt"` + "\r\nContent-Type: text/plain\r\n\r\nchữ"
	f.Add(form(named("operations", operations), named("map", `{"0":["variables.f"]}`), file))
	f.Add(form(named("operations", list), named("map", `{"0":["variables.f.0","variables.f.1"]}`), file))
	f.Add(form(named("operations", operations), named("map", `{"0":["variables.f.f"],"__proto__":[[]]}`), file, file))
	f.Add(form(named("map", `{}`), named("operations", `[`)))
	f.Add([]byte("--x\r\n\r\n--x--"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(string(body)))
		r.Header.Set("Content-Type", "multipart/form-data; boundary="+boundary)
		r.Header.Set("GraphQL-Require-Preflight", "1")
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		p.server.handler.ServeHTTP(w, r)
		answer, err := io.ReadAll(w.Result().Body)
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(answer) || w.Code >= http.StatusInternalServerError || strings.Contains(string(answer), string(errs.Internal)) {
			t.Errorf("%d: %s", w.Code, answer)
		}
	})
}

// FuzzDocumentID asks for a saved query by any ID: none but that of the one that is saved is answered with data.
func FuzzDocumentID(f *testing.F) {
	p := newPlayer(newExampleServer(f, openSQLite(f)))
	p.signIn(f, []string{"quan", "ADMINISTRATOR"})
	const saved = "trang-dau"
	p.ask(f, "quan", `mutation { documentSave(input: {name: "`+saved+`", text: "{ service { name } }"}) { userErrors { code } } }`)
	for _, seed := range []string{saved, "trang-DAU", "sha256:" + strings.Repeat("0", 64), "sha256:", "", "../x", "a\x00b", strings.Repeat("a", 81), "{ service { name } }"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		query := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql", nil)
		values := query.URL.Query()
		values.Set("documentId", id)
		query.URL.RawQuery = values.Encode()
		w := httptest.NewRecorder()
		p.server.handler.ServeHTTP(w, query)
		var answer struct {
			Data   json.RawMessage
			Errors []struct{ Extensions struct{ Code errs.Code } }
		}
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code >= http.StatusInternalServerError {
			t.Fatalf("%d: %s", w.Code, w.Body)
		}
		if found := len(answer.Errors) == 0 && answer.Data != nil; found != (id == saved) {
			t.Errorf("%d: %s", w.Code, w.Body)
		}
	})
}
