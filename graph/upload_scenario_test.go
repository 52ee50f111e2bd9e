package graph_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"thidua/internal/store"
)

// uploading asks with a file of testdata/imports, in a form as browsers send them.
func (p *player) uploading(file string) func(t testing.TB, who, request string) ([]byte, int64) {
	return func(t testing.TB, who, request string) ([]byte, int64) {
		t.Helper()
		r := formRequest(t, p.cookies[who], []part{
			{"operations", "", envelopeOf(t, request, `{"file": null}`)},
			{"map", "", `{"0": ["variables.file"]}`},
			{"0", file, string(read(t, filepath.Join("testdata", "imports", file)))},
		})
		r.Header.Set("Accept-Language", "vi")
		answer, calls := p.counted(r)
		return withoutCost(t, answer), calls
	}
}

// counted sends a request, and counts its store calls.
func (p *player) counted(r *http.Request) ([]byte, int64) {
	ctx, calls := store.WithCalls(r.Context())
	w := httptest.NewRecorder()
	p.server.handler.ServeHTTP(w, r.WithContext(ctx))
	return w.Body.Bytes(), calls.Count()
}
