package bench_test

import (
	"net/http"
	"testing"

	"thidua/internal/store"
)

// BenchmarkRequests answers each workload by thidua on the embedded store (anew: with none of the findings that it keeps), by stock
// gqlgen from memory, and by net/http alone, without sockets. cpu-ns/op is the processor time of the whole process, the
// collector's included.
func BenchmarkRequests(b *testing.B) {
	dir := b.TempDir()
	s := openSQLite(b, dir)
	fill(b, s)
	indexed(b, s)
	h := newHouse(b, s, moving())
	anew := newHouse(b, closing(b, openFile(b, dir, forgetful)), moving())
	gqlgen := newStock(b, h)
	for _, w := range workloads() {
		body := w.body(b)
		response, _ := answer(b, h.handler, body)
		for _, side := range []struct {
			name    string
			handler http.Handler
		}{
			{"thidua", h.handler}, {"anew", anew.handler}, {"gqlgen", gqlgen}, {"nethttp", newPlain(response)},
		} {
			b.Run(w.name+"/"+side.name, func(b *testing.B) {
				_, calls := answer(b, side.handler, body)
				measure(b, side.handler, body)
				b.ReportMetric(float64(calls), "store-calls/op")
			})
		}
	}
}

// measure sends the requests in turn, again and again.
func measure(b *testing.B, handler http.Handler, bodies ...string) {
	b.Helper()
	b.ReportAllocs()
	ctx, _ := store.WithCalls(b.Context())
	w := &sink{header: http.Header{}}
	next := 0
	start := processorTime()
	for b.Loop() {
		clear(w.header)
		handler.ServeHTTP(w, newRequest(ctx, bodies[next]))
		next = (next + 1) % len(bodies)
		if w.status != http.StatusOK {
			b.Fatalf("status %d", w.status)
		}
	}
	b.ReportMetric(float64((processorTime()-start).Nanoseconds())/float64(b.N), "cpu-ns/op")
}

// sink is a ResponseWriter that keeps nothing, as a socket would be.
type sink struct {
	header http.Header
	status int
}

// Header returns the header of the response.
func (s *sink) Header() http.Header { return s.header }

// WriteHeader notes the status.
func (s *sink) WriteHeader(status int) { s.status = status }

// Write drops the bytes.
func (s *sink) Write(p []byte) (int, error) {
	if s.status == 0 {
		s.status = http.StatusOK
	}
	return len(p), nil
}
