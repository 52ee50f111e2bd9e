package graph_test

import (
	"encoding/json"
	"net/http"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// mapOf decodes a JSON object.
func mapOf(t testing.TB, text string) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNegotiation(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, accept, want string }{
		{"no header is the older type", "", mediaJSON},
		{"anything is the older type", "*/*", mediaJSON},
		{"any application type is the older type", "application/*", mediaJSON},
		{"the older type", "application/json", mediaJSON},
		{"the older type with a charset", "application/json; charset=utf-8", mediaJSON},
		{"the newer type", "application/graphql-response+json", mediaGraphQL},
		{"the newer type in capitals", "APPLICATION/GraphQL-response+JSON", mediaGraphQL},
		{"what clients send", "application/graphql-response+json, application/json;q=0.9", mediaGraphQL},
		{"both alike", "application/json, application/graphql-response+json", mediaGraphQL},
		{"the older type preferred", "application/graphql-response+json;q=0.5, application/json", mediaJSON},
		{"the newer type excluded", "application/graphql-response+json;q=0, */*", mediaJSON},
		{"the older type excluded", "application/json;q=0, */*;q=0.1", mediaGraphQL},
		{"the newer type named beside anything", "application/graphql-response+json, */*;q=0.1", mediaGraphQL},
		{"what is malformed counts for nothing", "a/b/c, ;;, application/json;q=x, application/graphql-response+json", mediaGraphQL},
		{"a page", "text/html", ""},
		{"nothing at all", "*/*;q=0", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := post(t, newServer(t), envelope(`{ echo }`), header("Accept", tt.accept))
			if tt.want == "" {
				if got.Status != http.StatusNotAcceptable || got.codes()[0] != "NOT_ACCEPTABLE" {
					t.Errorf("status %d: %s", got.Status, got.Body)
				}
				return
			}
			if ct := got.Header.Get("Content-Type"); got.Status != http.StatusOK || ct != tt.want+"; charset=utf-8" {
				t.Errorf("status %d, content type %q, want %q", got.Status, ct, tt.want)
			}
		})
	}
}

func TestResponseIsWrittenAsItIs(t *testing.T) {
	t.Parallel()
	got := post(t, newServer(t), envelope(`{ nodes(ids: "blc_1") { name } refused }`))
	// Data is not escaped a second time; it comes first, and the length is known.
	const want = `{"data":{"nodes":[{"name":"Khối <thi đua> số 1"}],"refused":null},"errors":[{"message":"The name must not be empty.",` +
		`"path":["refused"],"locations":[{"line":1,"column":32}],"extensions":{"code":"INVALID","field":["name","vi"]}}],` +
		`"extensions":{"cost":{"requested":3,"limit":30000}}}` + "\n"
	if diff := cmp.Diff(want, got.Body); diff != "" {
		t.Errorf("body (-want +got):\n%s", diff)
	}
	if got.Header.Get("Content-Length") != strconv.Itoa(len(want)) || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("header %v", got.Header)
	}
}
