package graph_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Ensure that a query asks as often as it has aliases, and that the whole request is refused before anything is looked up.
func TestVerificationIsMetered(t *testing.T) {
	t.Parallel()
	server := newExampleServer(t, openSQLite(t))
	one := `awardVerify(by: {code: "H1H7-20RB-2R73"}) { status }`
	request := func(n int) []byte {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "a%d: %s ", i, one)
		}
		body, err := json.Marshal(map[string]string{"query": "{ ...all ...all } fragment all on Query { " + b.String() + "}"})
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	if w, _ := server.send(t, request(exampleRate), nil); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "errors") {
		t.Fatalf("as often as allowed: %d %s", w.Code, w.Body)
	}
	w, calls := server.send(t, request(1), nil)
	if w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), `"RATE_LIMITED"`) || w.Header().Get("Retry-After") == "" || calls != 0 {
		t.Errorf("once more: %d, Retry-After %q, %d store calls, %s", w.Code, w.Header().Get("Retry-After"), calls, w.Body)
	}
	if w, _ := server.send(t, []byte(`{"query": "{ service { name } }"}`), nil); w.Code != http.StatusOK {
		t.Errorf("something else: %d %s", w.Code, w.Body)
	}
}
