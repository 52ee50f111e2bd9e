package bench_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/internal/answers"
	"thidua/internal/httpd"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// BenchmarkRequestsKept answers the latest list again and again, over sockets and through the whole server, from what is
// kept, and by net/http alone with the same bytes. req/s is for the sense of scale: client and server share the machine.
func BenchmarkRequestsKept(b *testing.B) {
	s := openSQLite(b, b.TempDir())
	fill(b, s)
	body := workloads()[0].body(b)
	kept := newKeeping(b, s)
	response, _ := answer(b, kept, body)
	if _, calls := answer(b, kept, body); calls != 0 {
		b.Fatalf("%d store calls for an answer that is kept", calls)
	}
	request := []byte(fmt.Sprintf("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body))
	for _, connections := range []int{16, 64} {
		for _, side := range []struct {
			name    string
			handler http.Handler
		}{
			{"thidua", whole(b, kept)}, {"graph", kept}, {"nethttp", newPlain(response)},
		} {
			b.Run(strconv.Itoa(connections)+"/"+side.name, func(b *testing.B) {
				load(b, listening(b, side.handler), connections, request)
			})
		}
	}
}

// newKeeping returns the GraphQL server with a cache of answers.
func newKeeping(tb testing.TB, s store.Store) http.Handler {
	tb.Helper()
	cache := answers.New(answers.Config{Bytes: 64 << 20, Now: now})
	cache.Trust(now().AddDate(1, 0, 0))
	ids, counted := store.NewIDs(), store.Counted(store.Watched(answers.Purging(s, cache)))
	server, err := graph.NewServer(graph.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{
			News: newsroom.NewReader(counted, now, ids), Register: register.New(counted, now, ids), Now: now,
			SiteURL: "https://thidua.example.vn", SiteName: "thidua",
		}}),
		Logger: slog.New(slog.DiscardHandler), Now: now, Prepare: graph.WithSiblings, Answers: cache,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return server
}

// whole puts around a GraphQL handler what every request passes.
func whole(tb testing.TB, api http.Handler) http.Handler {
	tb.Helper()
	config, ids := httpd.DefaultConfig(), store.NewIDs()
	config.Now, config.NewRequestID = time.Now, func() string { return ids.Next("", time.Now()) }
	routes := httpd.Routes{GraphQL: api, Media: http.NotFoundHandler(), Playground: http.NotFoundHandler(), Ready: func(context.Context) error { return nil }}
	server, err := httpd.New(config, routes, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	return server.Handler()
}

// listening serves a handler on a free port until the end of the test, and returns its address.
func listening(tb testing.TB, handler http.Handler) string {
	tb.Helper()
	l, err := (&net.ListenConfig{}).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	go func() { _ = server.Serve(l) }() // it ends with the test
	tb.Cleanup(func() { _ = server.Close() })
	return l.Addr().String()
}

// load sends the request over so many connections, on each the next when the answer to the last has come.
func load(b *testing.B, address string, connections int, request []byte) {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	var group sync.WaitGroup
	b.ReportAllocs()
	start := processorTime()
	began := time.Now()
	for range connections {
		group.Go(func() {
			conn, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", address)
			if err != nil {
				b.Error(err)
				return
			}
			defer func() { _ = conn.Close() }()
			r := bufio.NewReaderSize(conn, 32<<10)
			for left.Add(-1) >= 0 {
				if _, err := conn.Write(request); err != nil {
					b.Error(err)
					return
				}
				if err := discard(r); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "req/s")
	b.ReportMetric(float64((processorTime()-start).Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// discard reads one response, which must be good.
func discard(r *bufio.Reader) error {
	response, err := http.ReadResponse(r, nil)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", response.StatusCode)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
