package exporthttp_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/export"
	"thidua/internal/exporthttp"
	"thidua/internal/register"
	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

func fail(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newHandler is the handler over a store with one unit, and what a records officer's program sends along.
func newHandler(t *testing.T) (handler http.Handler, authorization string) {
	t.Helper()
	ctx := t.Context()
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{})
	fail(t, err)
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(ctx)) })
	fail(t, s.Ensure(ctx, slices.Concat(access.Schemas(), register.Schemas(), export.Schemas())...))
	now := func() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }
	ids := store.NewIDs()
	records := register.New(s, now, ids)
	_, err = records.CreateUnit(ctx, access.System(), register.NewUnit{
		OfficialName: "Ủy ban nhân dân tỉnh Mẫu", Type: register.PeoplesCommittee, Level: register.ProvinceLevel,
	})
	fail(t, err)
	accounts, err := access.NewAccounts(ctx, access.Config{Store: s, Now: now, IDs: ids, Cost: access.Cost{MemoryKiB: 64, Passes: 1}})
	fail(t, err)
	_, secret, err := accounts.CreateToken(ctx, access.System(), access.Token{Name: "Kết xuất", Role: access.RecordsOfficer})
	fail(t, err)
	door, err := signin.New(signin.Config{Accounts: accounts})
	fail(t, err)
	return exporthttp.New(exporthttp.Config{
		Exporter: export.New(s, records, now, ids), Door: door, Logger: slog.New(slog.DiscardHandler), Now: now,
	}), "Bearer " + secret
}

func TestHandler(t *testing.T) {
	t.Parallel()
	handler, officer := newHandler(t)
	for _, tt := range []struct {
		name, method, path, authorization string
		status                            int
		has                               string
	}{
		{"a CSV", http.MethodGet, "/export/units.csv", officer, 200, "Ủy ban nhân dân tỉnh Mẫu"},
		{"an XLSX", http.MethodGet, "/export/units.xlsx", officer, 200, "PK"},
		{"by a filter", http.MethodGet, "/export/units.csv?where=" + url.QueryEscape(`{"level": ["COMMUNE"]}`), officer, 200, "Tên đơn vị"},
		{"somebody who has not signed in", http.MethodGet, "/export/units.csv", "", 401, "UNAUTHENTICATED"},
		{"a wrong token", http.MethodGet, "/export/units.csv", "Bearer thidua_x", 401, "INVALID_CREDENTIALS"},
		{"no listing", http.MethodGet, "/export/accounts.csv", officer, 404, "NOT_FOUND"},
		{"no format", http.MethodGet, "/export/units", officer, 422, "format"},
		{"a filter that is none", http.MethodGet, "/export/units.csv?where=x", officer, 422, "where"},
		{"another method", http.MethodPost, "/export/units.csv", officer, 405, ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), tt.method, tt.path, nil)
		if tt.authorization != "" {
			r.Header.Set("Authorization", tt.authorization)
		}
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.has) {
			t.Errorf("%s: %d %.200s", tt.name, w.Code, w.Body)
		}
		disposition := w.Header().Get("Content-Disposition")
		if tt.status == 200 {
			if !strings.HasPrefix(disposition, "attachment; ") || !strings.Contains(disposition, "filename*=UTF-8''Danh%20s%C3%A1ch%20%C4%91%C6%A1n%20v%E1%BB%8B%2022-11-2026.") {
				t.Errorf("%s: it is called %q", tt.name, disposition)
			}
			if cache := w.Header().Get("Cache-Control"); cache != "private, no-store" {
				t.Errorf("%s: caches: %q", tt.name, cache)
			}
		} else if disposition != "" {
			t.Errorf("%s: a refusal is a file: %q", tt.name, disposition)
		}
	}
}
