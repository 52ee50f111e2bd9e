package graph_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// Ensure that a mutation by GET is refused as such, also while the schema has no mutation that it could be.
func TestMutationByGET(t *testing.T) {
	t.Parallel()
	server := newExampleServer(t, openSQLite(t))
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/graphql?query=mutation%20%7B%20x%20%7D", nil)
	w := httptest.NewRecorder()
	server.handler.ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
		t.Errorf("got %d, Allow %q: %s", w.Code, w.Header().Get("Allow"), w.Body)
	}
}
