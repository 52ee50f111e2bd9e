package verifyhttp_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/verify"
	"thidua/internal/verifyhttp"
)

// site is the pages over a store with one public decision and one that is not.
type site struct {
	handler        http.Handler
	public, hidden *register.Decision
	clock          *storetest.Clock
	address        string
	log            strings.Builder
}

// rate is how often a minute a client of the tests may ask.
const rate = 40

func newSite(t *testing.T) *site {
	t.Helper()
	ctx, system := t.Context(), access.System()
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{})
	fail(t, err)
	t.Cleanup(func() { _ = s.Close(context.WithoutCancel(ctx)) })
	fail(t, s.Ensure(ctx, slices.Concat(register.Schemas(), verify.Schemas())...))
	w := &site{clock: storetest.NewClock(), address: "192.0.2.1"}
	ids := store.NewIDsFrom(rand.NewChaCha8([32]byte{}))
	records := register.New(s, w.clock.Now, ids)
	u, err := records.CreateUnit(ctx, system, register.NewUnit{
		OfficialName: "Ủy ban nhân dân tỉnh Mẫu", Slug: "ubnd-tinh-mau", Type: register.PeoplesCommittee, Level: register.ProvinceLevel,
	})
	fail(t, err)
	w.public, err = records.CreateDecision(ctx, system, register.NewDecision{
		Number: "12/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: u.ID, Title: `<script>alert("Khen thưởng")</script>`, Public: true,
	})
	fail(t, err)
	w.hidden, err = records.CreateDecision(ctx, system, register.NewDecision{
		Number: "13/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: u.ID, Title: "Việc mật",
	})
	fail(t, err)
	keys, err := verify.NewKeys(s, w.clock.Now, ids, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	fail(t, err)
	fail(t, keys.Publish(ctx))
	v, err := verify.New(records, keys, w.clock.Now)
	fail(t, err)
	v.SiteURL = "https://thidua.example.vn"
	turns, err := verify.NewTurns(rate, w.clock.Now)
	fail(t, err)
	w.handler = verifyhttp.New(verifyhttp.Config{
		Verifier: v, Keys: keys, Turns: turns, Address: func(*http.Request) string { return w.address },
		Logger: slog.New(slog.NewTextHandler(&w.log, nil)), SiteName: "Cổng <mẫu>",
	})
	return w
}

func fail(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (w *site) get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	out := httptest.NewRecorder()
	w.handler.ServeHTTP(out, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return out
}

func TestPages(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	code := w.public.PaperCode
	ask := func(number, issuer, day string) string {
		return "/v/?" + url.Values{"number": {number}, "issuer": {issuer}, "issuedOn": {day}}.Encode()
	}
	for _, tt := range []struct {
		name, path   string
		status       int
		has, lacking []string
	}{
		{"the form", "/v/", 200, []string{`lang="vi"`, `href="https://thidua.example.vn/v/"`, "Cổng &lt;mẫu&gt;"}, nil},
		{"a decision", "/v/" + code, 200, []string{
			"Có thật, còn hiệu lực", "12/QĐ-UBND", "04/05/2022", "Ủy ban nhân dân tỉnh Mẫu", "<svg", "&lt;script&gt;", code,
			`rel="canonical" href="https://thidua.example.vn/v/` + code + `"`, "/v/" + code + "/signed", `content="noindex"`,
		}, []string{"<script"}},
		{"a decision that is not public", "/v/" + w.hidden.PaperCode, 404, []string{"Không xác thực được"}, []string{"Việc mật", "13/QĐ-UBND", "<svg"}},
		{"by number, issuer and day", ask("12/qd-ubnd", "UBND tỉnh Mẫu", "4/5/2022"), 200, []string{"Có thật", code, `rel="canonical" href="https://thidua.example.vn/v/` + code}, nil},
		{"by number and the wrong day", ask("12/qd-ubnd", "UBND tỉnh Mẫu", "5/5/2022"), 404, []string{"Không xác thực được"}, []string{code}},
		{"by number and no day", ask("12/qd-ubnd", "UBND tỉnh Mẫu", ""), 422, []string{"Hãy ghi đủ ngày", `value="12/qd-ubnd"`}, nil},
		{"by number and a month", ask("12/qd-ubnd", "UBND tỉnh Mẫu", "5/2022"), 422, []string{"Hãy ghi đủ ngày"}, nil},
		{"by what is no number", ask(`"><script>`, "UBND tỉnh Mẫu", "4/5/2022"), 422, []string{"không đúng"}, []string{"<script"}},
		{"a mistyped code", "/v/7QK2-M0RT-9XHA", 422, []string{"Mã không đúng", `value="7QK2-M0RT-9XHA"`}, nil},
		{"what is very long", "/v/?code=" + strings.Repeat("a", 1<<14), 414, nil, []string{"aaaa"}},
	} {
		got := w.get(t, tt.path)
		if got.Code != tt.status {
			t.Errorf("%s: %d", tt.name, got.Code)
		}
		for _, text := range tt.has {
			if !strings.Contains(got.Body.String(), text) {
				t.Errorf("%s: there is no %q in\n%s", tt.name, text, got.Body)
			}
		}
		for _, text := range tt.lacking {
			if strings.Contains(got.Body.String(), text) {
				t.Errorf("%s: there is %q", tt.name, text)
			}
		}
		h := got.Header()
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Robots-Tag") != "noindex" || !strings.HasPrefix(h.Get("Content-Security-Policy"), "default-src 'none'; style-src 'self'") {
			t.Errorf("%s: the headers are %v", tt.name, h)
		}
		// Nothing of another host, and nothing that the policy of the page would refuse.
		if bad := regexp.MustCompile(`(?:src|href)="https?://[^"]*"|style=|\son[a-z]+="|<script`).FindAllString(got.Body.String(), -1); slices.ContainsFunc(bad, func(s string) bool {
			return !strings.HasPrefix(s, `href="https://thidua.example.vn/v/`)
		}) {
			t.Errorf("%s: the page has %q", tt.name, bad)
		}
	}
	if w.log.Len() > 0 {
		t.Error(w.log.String())
	}
}

func TestOtherWritingsLeadToTheOneAddress(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	code := w.public.PaperCode
	plain := strings.ToLower(strings.ReplaceAll(code, "-", ""))
	for path, want := range map[string]struct {
		status   int
		location string
	}{
		"/v/" + plain:                            {http.StatusMovedPermanently, "/v/" + code},
		"/v/" + plain + "/signed":                {http.StatusMovedPermanently, "/v/" + code + "/signed"},
		"/v/?code=" + url.QueryEscape(" "+plain): {http.StatusSeeOther, "/v/" + code},
	} {
		if got := w.get(t, path); got.Code != want.status || got.Header().Get("Location") != want.location {
			t.Errorf("%s: %d to %q", path, got.Code, got.Header().Get("Location"))
		}
	}
}

func TestSignedAnswerAndKeys(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	set := w.get(t, "/v/keys")
	keys := new(jose.JSONWebKeySet)
	fail(t, json.Unmarshal(set.Body.Bytes(), keys))
	if strings.Contains(set.Body.String(), `"d"`) {
		t.Error("the private half of a key is given out")
	}
	for code, want := range map[string]verify.Status{w.public.PaperCode: verify.Valid, w.hidden.PaperCode: verify.Unknown} {
		got := w.get(t, "/v/"+code+"/signed")
		a, err := verify.Check(got.Body.Bytes(), keys)
		if err != nil || a.Status != want || a.Asked.Code != code {
			t.Errorf("%s: %v, %+v", code, err, a)
		}
	}
}

// Ensure that guessing is slow, by codes that are wrong too, and for everybody by themselves.
func TestHowOftenOneMayAsk(t *testing.T) {
	t.Parallel()
	w := newSite(t)
	paths := []string{"/v/" + w.public.PaperCode, "/v/7QK2-M0RT-9XHA", "/v/?number=1&issuer=a&issuedOn=b", "/v/" + w.hidden.PaperCode + "/signed"}
	for n := range rate {
		if got := w.get(t, paths[n%len(paths)]); got.Code == http.StatusTooManyRequests {
			t.Fatalf("refused at turn %d", n+1)
		}
	}
	for _, path := range paths {
		got := w.get(t, path)
		if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") != "2" || !strings.Contains(got.Body.String(), "quá nhiều lần") {
			t.Errorf("%s: %d, Retry-After %q", path, got.Code, got.Header().Get("Retry-After"))
		}
	}
	w.clock.Advance(2 * time.Second)
	if got := w.get(t, paths[0]); got.Code != http.StatusOK {
		t.Errorf("after the wait: %d", got.Code)
	}
	w.address = "192.0.2.2"
	if got := w.get(t, paths[0]); got.Code != http.StatusOK {
		t.Errorf("somebody else: %d", got.Code)
	}
	if got := w.get(t, "/v/"); got.Code != http.StatusOK {
		t.Errorf("the form: %d", got.Code)
	}
}
