package graph_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

const (
	mediaJSON    = "application/json"
	mediaGraphQL = "application/graphql-response+json"
)

// header returns a change that sets one header, or removes it.
func header(name, value string) func(*http.Request) {
	return func(r *http.Request) {
		r.Header.Del(name)
		if value != "" {
			r.Header.Set(name, value)
		}
	}
}

func TestPost(t *testing.T) {
	t.Parallel()
	const echo = `{"query":"{ echo(text: \"a\") }"}`
	tests := []struct {
		name, body        string
		change            func(*http.Request)
		status, newStatus int // under the older media type and under the newer
		code              errs.Code
	}{
		{name: "a query", body: echo, status: 200, newStatus: 200},
		{name: "a mutation", body: `{"query":"mutation { rename(name: \"a\") }"}`, status: 200, newStatus: 200},
		{name: "a charset that says UTF-8", body: echo, change: header("Content-Type", "application/json; charset=UTF-8"), status: 200, newStatus: 200},
		{name: "all members, null as good as absent", body: `{"query":"{__typename}","variables":null,"operationName":null,"extensions":null}`, status: 200, newStatus: 200},
		{name: "a field that failed", body: `{"query":"{ secret }"}`, status: 200, newStatus: 200, code: errs.Internal},

		{name: "a syntax error", body: `{"query":"{"}`, status: 200, newStatus: 400, code: guard.ParseError},
		{name: "an unknown field", body: `{"query":"{ x }"}`, status: 200, newStatus: 400, code: guard.ValidationError},
		{name: "a variable of the wrong type", body: `{"query":"query($t:String){echo(text:$t)}","variables":{"t":1}}`, status: 200, newStatus: 400, code: guard.ValidationError},
		{name: "a variable that is missing", body: `{"query":"query($i:[ID!]!){nodes(ids:$i){id}}"}`, status: 200, newStatus: 400, code: guard.ValidationError},
		{name: "an unknown operation", body: `{"query":"query a {echo}","operationName":"b"}`, status: 200, newStatus: 400, code: guard.OperationNotFound},
		{name: "two operations and no name", body: `{"query":"query a {echo} query b {echo}"}`, status: 200, newStatus: 400, code: guard.OperationNotFound},
		{name: "a subscription", body: `{"query":"subscription { changes }"}`, status: 200, newStatus: 400, code: guard.OperationUnsupported},
		{name: "a document that is too complex", body: `{"query":"{blocs(first:100){nodes{units(first:100){nodes{awards(first:100){nodes{a}}}}}}}"}`, status: 200, newStatus: 400, code: guard.TooComplex},

		{name: "no body", body: ``, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "half a body", body: `{"query":`, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "a batch", body: `[` + echo + `]`, status: 400, newStatus: 400, code: guard.BatchRefused},
		{name: "a batch after white space", body: ` [` + echo + `]`, status: 400, newStatus: 400, code: guard.BatchRefused},
		{name: "no query", body: `{}`, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "an empty query", body: `{"query":" "}`, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "a null query", body: `{"query":null}`, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "variables in a list", body: `{"query":"{echo}","variables":[]}`, status: 400, newStatus: 400, code: guard.BadRequest},
		{name: "a document id", body: `{"documentId":"sha256:0"}`, status: 400, newStatus: 400, code: guard.BadRequest},

		{name: "no content type", body: echo, change: header("Content-Type", ""), status: 415, newStatus: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{name: "a form, which needs no preflight", body: echo, change: header("Content-Type", "application/x-www-form-urlencoded"), status: 415, newStatus: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{name: "plain text, which needs no preflight", body: echo, change: header("Content-Type", "text/plain; x=application/json"), status: 415, newStatus: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{name: "another charset", body: echo, change: header("Content-Type", "application/json; charset=utf-16"), status: 415, newStatus: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{name: "a compressed body", body: echo, change: header("Content-Encoding", "gzip"), status: 415, newStatus: 415, code: "UNSUPPORTED_MEDIA_TYPE"},
		{name: "a body that is too large", body: `"` + strings.Repeat("{", 1<<20) + `"`, status: 413, newStatus: 413, code: guard.BodyTooLarge},
		{
			name: "a body that breaks off", body: "", status: 400, newStatus: 400, code: guard.BadRequest,
			change: func(r *http.Request) { r.Body = io.NopCloser(brokenReader{}) },
		},
	}
	for _, tt := range tests {
		for media, status := range map[string]int{mediaJSON: tt.status, mediaGraphQL: tt.newStatus} {
			t.Run(tt.name+" as "+media, func(t *testing.T) {
				t.Parallel()
				got := post(t, newServer(t), tt.body, func(r *http.Request) {
					header("Accept", media)(r)
					if tt.change != nil {
						tt.change(r)
					}
				})
				want := []errs.Code{}
				if tt.code != "" {
					want = append(want, tt.code)
				}
				if diff := cmp.Diff(want, got.codes()); diff != "" || got.Status != status {
					t.Errorf("status %d, want %d; codes (-want +got):\n%s", got.Status, status, diff)
				}
				if ct := got.Header.Get("Content-Type"); ct != media+"; charset=utf-8" {
					t.Errorf("content type %q", ct)
				}
				if _, ran := mapOf(t, got.Body)["data"]; ran != (tt.code == "" || tt.code == errs.Internal) {
					t.Errorf("a request that was refused has no data, one that ran has: %s", got.Body)
				}
			})
		}
	}
}

// brokenReader is a body whose connection breaks.
type brokenReader struct{}

// Read fails.
func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestGet(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		values url.Values
		status int
		code   errs.Code
		data   string
	}{
		{name: "a query", values: url.Values{"query": {`{echo(text:"ơ")}`}}, status: 200, data: `{"echo":"ơ"}`},
		{
			name: "all parameters, and one of someone else", status: 200, data: `{"echo":"b"}`,
			values: url.Values{
				"query": {`query x {__typename} query y($t:String) {echo(text:$t)}`}, "operationName": {"y"},
				"variables": {`{"t":"b"}`}, "extensions": {`{}`}, "utm_source": {"a"},
			},
		},
		{name: "a query among mutations", values: url.Values{"query": {`mutation x {rename(name:"a")} query y {echo}`}, "operationName": {"y"}}, status: 200, data: `{"echo":null}`},
		{name: "a mutation", values: url.Values{"query": {`mutation {rename(name:"a")}`}}, status: 405, code: "METHOD_NOT_ALLOWED"},
		{name: "a subscription", values: url.Values{"query": {`subscription {changes}`}}, status: 400, code: guard.OperationUnsupported},
		{name: "no query", values: url.Values{}, status: 400, code: guard.BadRequest},
		{name: "two queries", values: url.Values{"query": {"{echo}", "{echo}"}}, status: 400, code: guard.BadRequest},
		{name: "variables that are not JSON", values: url.Values{"query": {"{echo}"}, "variables": {"{t:1}"}}, status: 400, code: guard.BadRequest},
		{name: "variables that are not an object", values: url.Values{"query": {"{echo}"}, "variables": {"1"}}, status: 400, code: guard.BadRequest},
		{name: "variables that are too large", values: url.Values{"query": {"{echo}"}, "variables": {strings.Repeat(" ", 768<<10) + "{}"}}, status: 400, code: guard.VariablesTooLarge},
		{name: "a query that is not UTF-8", values: url.Values{"query": {"{echo(text:\"\xff\")}"}}, status: 400, code: guard.BadRequest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?"+tt.values.Encode(), nil)
			r.Header.Set("Accept", mediaGraphQL)
			got := send(t, newServer(t), r)
			if got.Status != tt.status || string(got.Data) != tt.data {
				t.Errorf("status %d, want %d: %s", got.Status, tt.status, got.Body)
			}
			if tt.code != "" && !cmp.Equal([]errs.Code{tt.code}, got.codes()) {
				t.Errorf("codes %v, want %v", got.codes(), tt.code)
			}
			if allow := got.Header.Get("Allow"); (allow == "POST") != (tt.status == http.StatusMethodNotAllowed) {
				t.Errorf("Allow %q", allow)
			}
		})
	}
	t.Run("a query string that is malformed", func(t *testing.T) {
		t.Parallel()
		got := send(t, newServer(t), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query=%zz", nil))
		if got.Status != http.StatusBadRequest {
			t.Errorf("status %d: %s", got.Status, got.Body)
		}
	})
}

func TestOtherMethods(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodHead, "QUERY"} {
		t.Run(method, func(t *testing.T) {
			t.Parallel()
			got := send(t, newServer(t), httptest.NewRequestWithContext(t.Context(), method, "/graphql", strings.NewReader(`{"query":"{echo}"}`)))
			if got.Status != http.StatusMethodNotAllowed || got.Header.Get("Allow") != "GET, POST" {
				t.Errorf("status %d, Allow %q", got.Status, got.Header.Get("Allow"))
			}
		})
	}
}

func TestMutationOverGetDoesNotRun(t *testing.T) {
	t.Parallel()
	ran := 0
	server := newServer(t, counting(&ran))
	send(t, server, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query="+url.QueryEscape(`mutation {rename(name:"a")}`), nil))
	if ran > 0 {
		t.Error("it ran")
	}
}
