package graph_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/graph"
	"thidua/graph/guard"
	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/errs"
)

// toldCost is what an answer says of its cost; remaining is nil if it does not say that.
type toldCost struct {
	Requested, Limit int
	Remaining        *int
}

// costTold returns what an answer says of its cost; nil if it says nothing.
func costTold(t *testing.T, body string) *toldCost {
	t.Helper()
	var a struct{ Extensions struct{ Cost *toldCost } }
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return a.Extensions.Cost
}

// points is an option that gives each client so many points.
func points(p graph.Points) func(*graph.Config) {
	return func(c *graph.Config) { c.Points = p }
}

// from lets a request come from an address.
func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address + ":1234" }
}

// Ensure that every answer that was priced tells the price, also the refusal of what is too dear, and that nobody is told of
// others: what caches may give to all says nothing of a client.
func TestCostIsTold(t *testing.T) {
	t.Parallel()
	var s *exampleServer
	cache := answers.New(answers.Config{Bytes: 8 << 20, Now: func() time.Time { return s.clock.Now() }})
	cache.Trust(today().AddDate(1, 0, 0))
	s = newExampleServer(t, answers.Purging(openSQLite(t), cache), points(graph.Points{Address: 300_000, Account: 600_000}),
		func(c *graph.Config) { c.Answers = cache })
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	signedIn := func(r *http.Request) { r.AddCookie(p.cookies["an"]); r.Header.Set("Sec-Fetch-Site", "same-origin") }
	asks := header("GraphQL-Cost", "1")
	left := func(n int) *int { return &n }
	const blocs, price = `{ blocs(first: 2) { nodes { id name } } }`, 1 + 2*(1+2)
	const dear = `{ blocs(first: 100) { nodes { members(first: 100) { nodes { id reason __typename } } } } }`
	for _, tt := range []struct {
		name    string
		request *http.Request
		want    *toldCost
		limit   string // the header RateLimit
		kept    bool   // may be kept by others
	}{
		{"a POST", posting(t, blocs, from("192.0.2.10")), &toldCost{price, 30_000, nil}, `"points";r=299983`, false},
		{"the same again, which is kept", posting(t, blocs, from("192.0.2.10")), &toldCost{price, 30_000, nil}, `"points";r=299982`, false},
		{"a GET", getting(t, blocs, from("192.0.2.11")), &toldCost{price, 30_000, nil}, "", true},
		{"the same again, which is kept", getting(t, blocs, from("192.0.2.11")), &toldCost{price, 30_000, nil}, "", true},
		{"whoever wants to know what is left", getting(t, blocs, from("192.0.2.11"), asks), &toldCost{price, 30_000, left(300_000 - 10 - price - 1 - 10 - price)}, `"points";r=299965`, false},
		{"who has signed in", posting(t, blocs, from("192.0.2.12"), signedIn), &toldCost{price, 30_000, left(600_000 - price)}, `"points";r=599993`, false},
		{"an error beside data", posting(t, `{ drafts(first: 1) { totalCount } }`, from("192.0.2.13")), &toldCost{2, 30_000, left(300_000 - 12)}, `"points";r=299988`, false},
		{"no GraphQL", posting(t, `{ blocs`, from("192.0.2.14")), nil, `"points";r=299890`, false},
		{"a query that is too dear", posting(t, dear, from("192.0.2.15")), &toldCost{1 + 100*(1+1+100*(1+3)), 30_000, left(299_890)}, `"points";r=299890`, false},
	} {
		w, _ := s.ask(t, tt.request)
		if diff := cmp.Diff(tt.want, costTold(t, w.Body.String())); diff != "" {
			t.Errorf("%s (-want +got):\n%s%s", tt.name, diff, w.Body)
		}
		if got := w.Header().Get("RateLimit"); got != tt.limit || (w.Header().Get("RateLimit-Policy") == "") != (tt.limit == "") {
			t.Errorf("%s: RateLimit %s, want %s; policy %s", tt.name, got, tt.limit, w.Header().Get("RateLimit-Policy"))
		}
		if kept := w.Header().Get("Cache-Control") != "no-store" && w.Header().Get("ETag") != ""; kept != tt.kept {
			t.Errorf("%s: kept by others %v: %v", tt.name, kept, w.Header())
		}
	}
}

// Ensure that who has used up their points is told how long to wait, in both languages, that waiting helps, and that others
// are not held up.
func TestPointsRunOut(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), points(graph.Points{Address: 30_010, Account: 60_000}))
	const query, cost = `{ blocs(first: 100) { nodes { members(first: 90) { nodes { id } } } } }`, 1 + 100*(1+1+90*2)
	ask := func(change ...func(*http.Request)) answer {
		t.Helper()
		return send(t, s.handler, posting(t, query, change...))
	}
	one := from("192.0.2.1")
	if a := ask(one); len(a.Errors) > 0 {
		t.Fatalf("the first: %s", a.Body)
	}
	refused := ask(one, header("Accept-Language", "en"), header("Accept", mediaJSON))
	// 30,010 - 10 - 18,201 - 10 are there, and 500 and a sixth come each second.
	if refused.Status != http.StatusTooManyRequests || refused.Header.Get("Retry-After") != "13" || refused.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the second: %d, %v", refused.Status, refused.Header)
	}
	if diff := cmp.Diff([]errs.Code{errs.RateLimited}, refused.codes()); diff != "" || refused.Data != nil ||
		refused.Errors[0].Message != "You have used up the points of this minute: wait 13 seconds, then try again, or ask for less at once." {
		t.Errorf("the second: %s", refused.Body)
	}
	if told := costTold(t, refused.Body); told == nil || told.Requested != cost || told.Remaining == nil || *told.Remaining != 30_010-10-cost-10 {
		t.Errorf("the second is told %+v", told)
	}
	if a := ask(one); a.Status != http.StatusTooManyRequests || !strings.HasPrefix(a.Errors[0].Message, "Bạn đã dùng hết số điểm truy vấn") {
		t.Errorf("the second, in Vietnamese: %d %s", a.Status, a.Body)
	}
	if a := send(t, s.handler, posting(t, `{ service { name } }`, one)); len(a.Errors) > 0 {
		t.Errorf("something cheap meanwhile: %s", a.Body)
	}
	if a := ask(from("192.0.2.2")); len(a.Errors) > 0 {
		t.Errorf("another address: %s", a.Body)
	}
	s.clock.Advance(13 * time.Second)
	if a := ask(one); len(a.Errors) > 0 {
		t.Errorf("after the wait: %s", a.Body)
	}
}

// Ensure that accounts and tokens pay for themselves from wherever they ask, and each apart.
func TestAccountsHavePointsOfTheirOwn(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), points(graph.Points{Address: 31_000, Account: 31_000}))
	p := newPlayer(s)
	p.signIn(t, []string{"an", "EDITOR"})
	p.signIn(t, []string{"binh", "EDITOR"})
	expiry := today().Add(time.Hour)
	_, secret, err := s.accounts.CreateToken(t.Context(), access.System(), access.Token{
		Name: "Báo", Role: access.Reader, Nouns: []access.Noun{}, States: []string{}, ExpiresAt: &expiry,
	})
	if err != nil {
		t.Fatal(err)
	}
	const query = `{ blocs(first: 100) { nodes { members(first: 90) { nodes { id } } } } }` // 18,201
	ask := func(change ...func(*http.Request)) int {
		t.Helper()
		return send(t, s.handler, posting(t, query, change...)).Status
	}
	as := func(who string) func(*http.Request) {
		return func(r *http.Request) { r.AddCookie(p.cookies[who]); r.Header.Set("Sec-Fetch-Site", "same-origin") }
	}
	bearer := header("Authorization", "Bearer "+secret)
	got := []int{
		ask(as("an"), from("192.0.2.1")), ask(as("an"), from("192.0.2.2")), // the account is the same
		ask(as("binh"), from("192.0.2.1")), ask(bearer, from("192.0.2.1")), ask(bearer, from("192.0.2.3")),
		ask(from("192.0.2.1")), ask(from("192.0.2.1")),
	}
	if diff := cmp.Diff([]int{200, 429, 200, 200, 429, 200, 429}, got); diff != "" {
		t.Errorf("status (-want +got):\n%s", diff)
	}
}

// Ensure that looking at what is kept is cheap, that what is refused is not, and that guessing tokens is neither.
func TestWhatRequestsTake(t *testing.T) {
	t.Parallel()
	s := newExampleServer(t, openSQLite(t), points(graph.Points{Address: 100_000}))
	bucket := 0
	take := func(change func(*http.Request), body string) int {
		t.Helper()
		bucket++
		address := from("198.51.100." + string(rune('0'+bucket)))
		ask := func(body string, changes ...func(*http.Request)) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", strings.NewReader(body))
			r.Header.Set("Content-Type", "application/json")
			for _, c := range append(changes, address) {
				c(r)
			}
			s.handler.ServeHTTP(httptest.NewRecorder(), r)
		}
		ask(body, change)
		r := posting(t, `{ __typename }`, address, header("GraphQL-Cost", "1"))
		return 100_000 - 10 - 1 - *costTold(t, send(t, s.handler, r).Body).Remaining
	}
	nothing := func(*http.Request) {}
	for _, tt := range []struct {
		name   string
		change func(*http.Request)
		body   string
		want   int
	}{
		{"an operation", nothing, envelope(`{ service { name } }`), 10 + 2},
		{"what does not fit the schema", nothing, envelope(`{ nothing }`), 110},
		{"no GraphQL", nothing, envelope(`{`), 110},
		{"no JSON", nothing, `{`, 110},
		{"a page too large", nothing, envelope(`{ blocs(first: 101) { totalCount } }`), 110},
		{"a wrong token", header("Authorization", "Bearer thidua_x"), envelope(`{ service { name } }`), 110},
		{"a hash that is not known", nothing, `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + strings.Repeat("a", 64) + `"}}}`, 10},
	} {
		if got := take(tt.change, tt.body); got != tt.want {
			t.Errorf("%s takes %d, want %d", tt.name, got, tt.want)
		}
	}
}

// Ensure that no bound is set by which an operation that is allowed could never be paid.
func TestPointsDoForOneOperation(t *testing.T) {
	t.Parallel()
	most := guard.DefaultLimits().Cost + 10
	newServer(t, points(graph.Points{Address: most, Account: most}))
	for _, p := range []graph.Points{{Address: most - 1}, {Account: most - 1}, {Address: -1}} {
		if _, err := graph.NewServer(tinyConfig(points(p))); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
}
