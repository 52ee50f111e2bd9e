package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/graph"
	"thidua/graph/guard"
	"thidua/graph/guard/testdata/tiny"
	"thidua/internal/errs"
	"thidua/internal/reqid"
)

// answer is a response as a client reads it.
type answer struct {
	Status int
	Header http.Header
	Body   string
	Data   json.RawMessage
	Errors []answerError
}

// answerError is one error of an answer.
type answerError struct {
	Message    string
	Path       []any
	Locations  []struct{ Line, Column int }
	Extensions struct {
		Code  errs.Code
		Field []string
		ID    string
	}
}

// codes returns the codes of the errors in order.
func (a answer) codes() []errs.Code {
	codes := []errs.Code{}
	for _, e := range a.Errors {
		codes = append(codes, e.Extensions.Code)
	}
	return codes
}

// logBuffer is a log that tests read.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write adds to the log.
func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

// String returns the log so far.
func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// tinyConfig is the config of a server for the tiny schema, changed by the options.
func tinyConfig(options ...func(*graph.Config)) graph.Config {
	config := graph.Config{
		Schema:        tiny.Schema(),
		Logger:        slog.New(slog.DiscardHandler),
		Now:           func() time.Time { return time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) },
		Introspection: true,
	}
	for _, option := range options {
		option(&config)
	}
	return config
}

// newServer returns a server for the tiny schema, changed by the options.
func newServer(t testing.TB, options ...func(*graph.Config)) *graph.Server {
	t.Helper()
	s, err := graph.NewServer(tinyConfig(options...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// send sends a request and reads the answer.
func send(t testing.TB, server http.Handler, r *http.Request) answer {
	t.Helper()
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	a := answer{Status: w.Code, Header: w.Header(), Body: w.Body.String()}
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
		t.Fatalf("the response is not JSON: %v\n%s", err, a.Body)
	}
	return a
}

// post sends a JSON body in English.
func post(t testing.TB, server http.Handler, body string, change ...func(*http.Request)) answer {
	t.Helper()
	r := httptest.NewRequestWithContext(reqid.With(t.Context(), "req-1"), http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "en-GB,en;q=0.8")
	for _, c := range change {
		c(r)
	}
	return send(t, server, r)
}

func TestNewServerNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	full := graph.Config{Schema: tiny.Schema(), Logger: slog.New(slog.DiscardHandler), Now: time.Now}
	for want, remove := range map[string]func(*graph.Config){
		"schema": func(c *graph.Config) { c.Schema = nil },
		"logger": func(c *graph.Config) { c.Logger = nil },
		"clock":  func(c *graph.Config) { c.Now = nil },
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			config := full
			remove(&config)
			if _, err := graph.NewServer(config); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestErrorsLeaveByTwoExits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, query, language string
		message               string
		code                  errs.Code
		field                 []string
		id                    string
		logged                []string
		quiet                 bool
	}{
		{
			name: "a client error in Vietnamese by default", query: `{ refused }`, language: "",
			message: "Tên không được để trống.", code: errs.Invalid, field: []string{"name", "vi"}, quiet: true,
		},
		{
			name: "a client error in English when asked for", query: `{ refused }`, language: "fr, en-US;q=0.7, vi;q=0.5",
			message: "The name must not be empty.", code: errs.Invalid, field: []string{"name", "vi"}, quiet: true,
		},
		{
			name: "any other error as internal, with the request id", query: `{ secret }`, language: "en",
			message: "Internal error. Tell the administrator the request ID.", code: errs.Internal, id: "req-1",
			logged: []string{tiny.Secret, "request_id=req-1", "path=secret"},
		},
		{
			name: "a panic as internal, its stack in the log", query: `{ panics }`, language: "vi",
			message: "Lỗi nội bộ. Hãy báo quản trị viên kèm mã yêu cầu.", code: errs.Internal, id: "req-1",
			logged: []string{tiny.Secret, "stack=", "tiny.go"},
		},
		{
			name: "an integer out of range as the client's error", query: `{ blocs(first: 1, last: 1) { totalCount } echo(number: 99999999999) }`, language: "en",
			message: "The integer is out of range.", code: errs.Invalid, quiet: true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log logBuffer
			server := newServer(t, func(c *graph.Config) { c.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
			got := post(t, server, envelope(tt.query), func(r *http.Request) { r.Header.Set("Accept-Language", tt.language) })
			if got.Status != http.StatusOK || len(got.Errors) != 1 {
				t.Fatalf("status %d, errors %v", got.Status, got.Errors)
			}
			e := got.Errors[0]
			if e.Message != tt.message || e.Extensions.Code != tt.code || e.Extensions.ID != tt.id || len(e.Path) == 0 || len(e.Locations) != 1 {
				t.Errorf("error %+v", e)
			}
			if diff := cmp.Diff(tt.field, e.Extensions.Field); diff != "" {
				t.Errorf("field (-want +got):\n%s", diff)
			}
			if strings.Contains(got.Body, "hunter2") {
				t.Errorf("the secret is in the response: %s", got.Body)
			}
			for _, want := range tt.logged {
				if !strings.Contains(log.String(), want) {
					t.Errorf("the log lacks %q: %s", want, log.String())
				}
			}
			if lines := strings.Count(log.String(), "level="); tt.quiet && lines != 0 || !tt.quiet && lines != 1 {
				t.Errorf("%d lines in the log: %s", lines, log.String())
			}
		})
	}
}

func TestErrorsOfResolversAreCapped(t *testing.T) {
	t.Parallel()
	var log logBuffer
	server := newServer(t, func(c *graph.Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, nil))
		c.Limits = guard.DefaultLimits()
		c.Limits.Errors = 3
	})
	got := post(t, server, envelope(`{ a:secret b:secret c:secret d:secret e:secret }`))
	codes := got.codes()
	slices.Sort(codes) // the test's schema resolves its fields in goroutines, in any order
	want := []errs.Code{errs.Internal, errs.Internal, errs.Internal, guard.TooManyErrors}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
	if lines := strings.Count(log.String(), "level="); lines != 3 {
		t.Errorf("%d lines in the log, want 3", lines)
	}
}

func TestRequestThatIsGivenUpIsUnavailable(t *testing.T) {
	t.Parallel()
	got := post(t, newServer(t), envelope(`{ waits }`), func(r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), time.Millisecond)
		t.Cleanup(cancel)
		*r = *r.WithContext(ctx)
	})
	if diff := cmp.Diff([]errs.Code{errs.Unavailable}, got.codes()); diff != "" {
		t.Errorf("codes (-want +got):\n%s", diff)
	}
}

// counting returns an option that counts the operations that run.
func counting(calls *int) func(*graph.Config) {
	return func(c *graph.Config) {
		c.Prepare = func(ctx context.Context) context.Context { *calls++; return ctx }
	}
}

func TestPrepareGivesResolversTheirContext(t *testing.T) {
	t.Parallel()
	calls := 0
	server := newServer(t, counting(&calls))
	post(t, server, envelope(`{ echo(text: "a") }`))
	post(t, server, envelope(`{ nothing }`))
	if calls != 1 {
		t.Errorf("prepared %d times, want once for the one operation that ran", calls)
	}
}

func TestIntrospectionPolicy(t *testing.T) {
	t.Parallel()
	server := newServer(t, func(c *graph.Config) { c.Introspection = false })
	for name, query := range map[string]string{
		"the schema":                 `{ __schema { queryType { name } } }`,
		"a type through a fragment":  `{ ...f } fragment f on Query { __type(name: "Bloc") { name } }`,
		"a type in another fragment": `{ ...{ ...f } } fragment f on Query { ...{ s: __schema { description } } }`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := post(t, server, envelope(query))
			if diff := cmp.Diff([]errs.Code{guard.IntrospectionDisabled}, got.codes()); diff != "" {
				t.Errorf("codes (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a type name is always known", func(t *testing.T) {
		t.Parallel()
		if got := post(t, server, envelope(`{ __typename }`)); len(got.Errors) > 0 {
			t.Errorf("errors %v", got.Errors)
		}
	})
	t.Run("errors do not suggest names", func(t *testing.T) {
		t.Parallel()
		if got := post(t, server, envelope(`{ ech blocs { node { id } } }`)); strings.Contains(got.Body, "Did you mean") {
			t.Errorf("body %s", got.Body)
		}
	})
}

func TestSecondUseOfADocumentIsTheSame(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	const body = `{"query":"query($t: String) { echo(text: $t) }","variables":{"t":%q}}`
	for _, text := range []string{"một", "hai", "ba"} {
		got := post(t, server, strings.ReplaceAll(body, "%q", `"`+text+`"`))
		if diff := cmp.Diff(`{"echo":"`+text+`"}`, string(got.Data)); diff != "" {
			t.Errorf("data (-want +got):\n%s", diff)
		}
	}
}

func TestOneServerServesManyAtOnce(t *testing.T) {
	t.Parallel()
	server := newServer(t)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				got := post(t, server, `{"query":"query($n:Int){blocs(first:$n){nodes{...f}}} fragment f on Bloc {id units{nodes{id}}}","variables":{"n":3}}`)
				if len(got.Errors) > 0 {
					t.Errorf("errors %v", got.Errors)
				}
			}
		})
	}
	group.Wait()
}

func TestPanicOutsideResolversIsContained(t *testing.T) {
	t.Parallel()
	var log logBuffer
	server := newServer(t, func(c *graph.Config) {
		c.Logger = slog.New(slog.NewTextHandler(&log, nil))
		c.Prepare = func(context.Context) context.Context { panic(tiny.Secret) }
	})
	got := post(t, server, envelope(`{ echo }`))
	if got.Status != http.StatusInternalServerError || got.codes()[0] != errs.Internal || strings.Contains(got.Body, "hunter2") {
		t.Errorf("status %d: %s", got.Status, got.Body)
	}
	if !strings.Contains(log.String(), tiny.Secret) || !strings.Contains(log.String(), "stack=") {
		t.Errorf("the log: %s", log.String())
	}
}
