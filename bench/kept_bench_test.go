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
	"testing"
	"time"

	"thidua/internal/answers"
	"thidua/internal/httpd"
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
	for _, connections := range []int{16, 64} {
		for _, side := range []struct {
			name    string
			handler http.Handler
		}{
			{"thidua", whole(b, kept)}, {"graph", kept}, {"nethttp", newPlain(response)},
		} {
			b.Run(strconv.Itoa(connections)+"/"+side.name, func(b *testing.B) {
				load(b, listening(b, side.handler), connections, requests([]string{body})...)
			})
		}
	}
}

// newKeeping returns the GraphQL server with a cache of answers.
func newKeeping(tb testing.TB, s store.Store) http.Handler {
	tb.Helper()
	cache := answers.New(answers.Config{Bytes: 64 << 20, Now: now})
	cache.Trust(now().AddDate(1, 0, 0))
	return newHouseKeeping(tb, s, now, cache).handler
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
