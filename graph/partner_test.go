package graph_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"thidua/graph"
	"thidua/internal/access"
	"thidua/internal/partner"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Ensure that a partner's server reads what everybody reads and what it itself asked for, and nothing else; and that a page of the
// partner acts for nobody who is signed in.
func TestAPartnersToken(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			p := newPlayer(s)
			p.signIn(t, []string{"quan", "ADMINISTRATOR"})
			ctx := t.Context()
			made, err := s.partners.Create(ctx, access.System(), partner.Settings{
				Name: "Báo Mẫu", Origins: []string{"https://baochi.example.vn"}, PerMinute: 4, Note: "ghi chú kín",
			})
			if err != nil {
				t.Fatal(err)
			}
			made, token, err := s.partners.RotateToken(ctx, access.System(), store.Revision{ID: made.ID, Version: made.Version})
			if err != nil {
				t.Fatal(err)
			}
			other, err := s.partners.Create(ctx, access.System(), partner.Settings{Name: "Báo Khác", Origins: []string{"https://khac.example.vn"}})
			if err != nil {
				t.Fatal(err)
			}
			usage := func(id string) string {
				return `{ partnerUsage(partnerId: "` + id + `", from: "2026-11-22", to: "2026-11-22") { days { day api refused } total { api } } }`
			}
			bearer := header("Authorization", "Bearer "+token)
			for _, tt := range []struct {
				name, query string
				change      func(*http.Request)
				status      int
				want        string
			}{
				{"itself", usage(made.ID), bearer, 200, `{"data":{"partnerUsage":{"days":[{"day":"2026-11-22","api":1,"refused":0}],"total":{"api":1}}}`},
				{"another", usage(other.ID), bearer, 200, `"FORBIDDEN"`},
				{"its note", `{ node(id: "` + made.ID + `") { id } viewer { role name user { id } permissions { noun } } }`, bearer, 200, `{"data":{"node":null,"viewer":{"role":"READER","name":"Báo Mẫu","user":null`},
				{"a change", `mutation { partnerResume(input: {id: "` + made.ID + `", version: 2}) { userErrors { code } } }`, bearer, 200, `"FORBIDDEN"`},
				{"a fifth in a minute", latest, bearer, 429, `"RATE_LIMITED"`},
				{"a page with the token", latest, func(r *http.Request) { bearer(r); r.Header.Set("Origin", made.Origins[0]) }, 403, `"ORIGIN_NOT_ALLOWED"`},
				{"a wrong token", latest, header("Authorization", "Bearer "+token+"A"), 401, `"INVALID_CREDENTIALS"`},
				{"a page with an administrator's session", usage(made.ID), func(r *http.Request) {
					r.AddCookie(p.cookies["quan"])
					r.Header.Set("Origin", made.Origins[0])
					r.Header.Set("Sec-Fetch-Site", "cross-site")
				}, 403, `"CROSS_ORIGIN"`},
			} {
				w, _ := s.ask(t, posting(t, tt.query, tt.change))
				if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.want) || strings.Contains(w.Body.String(), made.Note) {
					t.Errorf("%s: %d %s", tt.name, w.Code, w.Body)
				}
				if retry := w.Header().Get("Retry-After"); (retry != "") != (tt.status == 429) {
					t.Errorf("%s: wait %q", tt.name, retry)
				}
			}
		})
	}
}

// Ensure that what a page of a partner asks the API for is taken from the partner's rate and counted, also if the answer is kept, and
// that other pages and programs are asked nothing.
func TestPagesOfPartnersHaveARate(t *testing.T) {
	t.Parallel()
	var s *exampleServer
	s = newExampleServer(t, openSQLite(t), func(c *graph.Config) {
		c.Pages = func(ctx context.Context, origin string) error {
			return s.partners.Page(ctx, origin, string(partner.API))
		}
	})
	made, err := s.partners.Create(t.Context(), access.System(), partner.Settings{
		Name: "Báo Mẫu", Origins: []string{"https://baochi.example.vn"}, PerMinute: 2,
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{200, 200, 429} {
		w, _ := s.ask(t, posting(t, latest, header("Origin", made.Origins[0]), header("Accept-Language", "en")))
		if w.Code != want || want == 429 && (w.Header().Get("Retry-After") != "30" || !strings.Contains(w.Body.String(), "wait 30 seconds")) {
			t.Errorf("request %d: %d %v %s", i, w.Code, w.Header(), w.Body)
		}
	}
	for _, origin := range []string{"", "https://khac.example.vn"} {
		if w, _ := s.ask(t, posting(t, latest, header("Origin", origin))); w.Code != http.StatusOK {
			t.Errorf("%q: %d %s", origin, w.Code, w.Body)
		}
	}
	today := viet.Today(s.clock.Now())
	if u, err := s.partners.Usage(t.Context(), access.System(), made.ID, today, today); err != nil || u.Total != (partner.Counts{API: 2, Refused: 1}) {
		t.Errorf("counted %+v, %v", u, err)
	}
}
