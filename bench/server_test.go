package bench_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/bench/stock"
	"thidua/graph"
	"thidua/graph/gen"
	"thidua/internal/answers"
	"thidua/internal/custom"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

// house is the server and the parts that it is made of.
type house struct {
	handler http.Handler
	news    *newsroom.Reader
	records *register.Register
	desk    *newsroom.Desk
	index   *search.Index
	journal *journal.Journal
}

// newHouse puts the server together over a store, as cmd/thidua does, without a cache of answers.
func newHouse(tb testing.TB, s store.Store, now func() time.Time) *house {
	tb.Helper()
	return newHouseKeeping(tb, s, now, nil)
}

// newHouseKeeping is [newHouse] with a cache of answers.
func newHouseKeeping(tb testing.TB, s store.Store, now func() time.Time, kept *answers.Cache) *house {
	tb.Helper()
	if kept != nil {
		s = store.Watched(answers.Purging(s, kept))
	}
	ids, counted, silent := store.NewIDs(), store.Counted(s), slog.New(slog.DiscardHandler)
	h := &house{
		news: newsroom.NewReader(counted, now, ids), records: register.New(counted, now, ids),
		desk: newsroom.NewDesk(counted, now, ids, newsroom.Rules{}), journal: journal.New(counted, journal.Config{Log: silent}),
	}
	h.index = search.New(search.Config{
		Store: counted, News: h.news, Register: h.records, Journal: h.journal, Now: now, IDs: ids, Log: silent,
	})
	server, err := graph.NewServer(graph.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{
			News: h.news, Register: h.records, Desk: h.desk, Index: h.index, Fields: custom.New(counted, now, ids), Now: now,
			SiteURL: "https://thidua.example.vn", SiteName: "thidua",
		}}),
		Logger: silent, Now: now, Prepare: graph.WithSiblings, Answers: kept,
	})
	if err != nil {
		tb.Fatal(err)
	}
	h.handler = server
	return h
}

// openSQLite opens the embedded store in a directory until the end of the test.
func openSQLite(tb testing.TB, dir string) store.Store {
	tb.Helper()
	return closing(tb, openFile(tb, dir, 0))
}

// forgetful is a number of bytes for findings, see [openFile], with which none are kept: every question is looked up anew.
const forgetful = -1

// openFile opens the embedded store in a directory, as cmd/thidua names its file, with so many bytes for the findings that it keeps;
// 0 are as many as it keeps by itself.
func openFile(tb testing.TB, dir string, findings int64) store.Store {
	tb.Helper()
	s, err := sqlitestore.Open(tb.Context(), sqlitestore.Config{Path: filepath.Join(dir, "thidua.db"), Findings: findings})
	if err != nil {
		tb.Fatal(err)
	}
	return prepared(tb, s)
}

func openMongoDB(tb testing.TB) store.Store {
	tb.Helper()
	s, err := mongostore.Open(tb.Context(), mongostore.Config{URI: mongotest.OwnDatabase(tb)})
	if err != nil {
		tb.Fatal(err)
	}
	return prepared(tb, closing(tb, s))
}

// closing closes the store at the end of the test.
func closing(tb testing.TB, s store.Store) store.Store {
	tb.Helper()
	tb.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(tb.Context())); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// prepared gives the store the collections of the whole product.
func prepared(tb testing.TB, s store.Store) store.Store {
	tb.Helper()
	schemas := append(slices.Concat(custom.Schemas(), newsroom.Schemas(), register.Schemas(), search.Schemas()), journal.Schema())
	if err := s.Ensure(tb.Context(), schemas...); err != nil {
		tb.Fatal(err)
	}
	return s
}

// backend is a store to measure.
type backend struct {
	name string
	open func(tb testing.TB) store.Store
}

// backends returns the embedded store, and MongoDB where MONGODB_TEST_URI names a server.
func backends(tb testing.TB) []backend {
	tb.Helper()
	all := []backend{{name: "sqlite", open: func(tb testing.TB) store.Store {
		tb.Helper()
		return openSQLite(tb, tb.TempDir())
	}}}
	if mongotest.ServerURI() == "" {
		tb.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
		return all
	}
	return append(all, backend{name: "mongodb", open: openMongoDB})
}

// newStock returns stock gqlgen over what the house has.
func newStock(tb testing.TB, h *house) http.Handler {
	tb.Helper()
	return stock.NewHandler(inMemory(tb, h))
}

// newPlain returns a handler that reads each request and answers with these bytes: what net/http alone costs.
func newPlain(body []byte) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var request bytes.Buffer
		if _, err := request.ReadFrom(r.Body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
}

// answer sends a request to a handler, and returns the body and how many store calls it took.
func answer(tb testing.TB, handler http.Handler, body string) (response []byte, calls int64) {
	tb.Helper()
	ctx, counter := store.WithCalls(tb.Context())
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, newRequest(ctx, body))
	if w.Code != http.StatusOK {
		tb.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Body.Bytes(), counter.Count()
}

func newRequest(ctx context.Context, body string) *http.Request {
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	return r
}
