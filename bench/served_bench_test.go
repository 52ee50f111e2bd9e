package bench_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/journal"
	"thidua/internal/store"
)

// BenchmarkServed sends the fixed workloads over sockets to the whole server: with THIDUA_BENCH_ARTICLES articles on the
// embedded store, and with 10,000 on MongoDB where MONGODB_TEST_URI names a server. The sides of each are
//
//	thidua     each request is answered anew, with what the store remembers
//	cached     by an answer that is kept
//	nethttp    net/http alone sends the same bytes
//
// in the same run, so that ratios mean something where other work shares the machine. Client and server share the process: its
// processor time and its bytes are those of both.
func BenchmarkServed(b *testing.B) {
	onEachStore(b, 0, served)
}

// onEachStore measures with THIDUA_BENCH_ARTICLES articles on the embedded store, and with up to 10,000 on MongoDB where there is a
// server. The findings are those of [openFile].
func onEachStore(b *testing.B, findings int64, measured func(b *testing.B, s store.Store, n int)) {
	b.Helper()
	n := articles(b)
	b.Run(fmt.Sprintf("sqlite-%d", n), func(b *testing.B) { measured(b, library(b, n, findings), n) })
	if len(backends(b)) > 1 && n <= mostOnMongoDB {
		b.Run(fmt.Sprintf("mongodb-%d", n), func(b *testing.B) {
			s := openMongoDB(b)
			fillWith(b, s, n)
			indexed(b, s)
			measured(b, s, n)
		})
	}
}

// mostOnMongoDB is how many articles are loaded into MongoDB: there they cannot be kept for the next time.
const mostOnMongoDB = 10_000

func served(b *testing.B, s store.Store, n int) {
	b.Helper()
	h := newHouse(b, s, moving())
	cache := answers.New(answers.Config{Bytes: 256 << 20, Now: now})
	cache.Trust(now().AddDate(1, 0, 0))
	anew, kept := whole(b, h.handler), whole(b, newHouseKeeping(b, s, now, cache).handler)
	for _, w := range servedWorkloads(n) {
		for _, body := range w.bodies { // once, for what is kept
			answer(b, kept, body)
		}
		for _, connections := range w.connections {
			response, calls := answer(b, h.handler, w.bodies[0])
			for _, side := range []struct {
				name    string
				handler http.Handler
				calls   int64
			}{{"thidua", anew, calls}, {"cached", kept, 0}, {"nethttp", newPlain(response), 0}} {
				b.Run(fmt.Sprintf("%s-%d/%s", w.name, connections, side.name), func(b *testing.B) {
					load(b, listening(b, side.handler), connections, requests(w.bodies)...)
					b.ReportMetric(float64(side.calls), "store-calls/op")
				})
			}
		}
	}
	created(b, h)
}

// servedWorkload is a workload with the requests that are sent in turn, and by how many connections at once.
type servedWorkload struct {
	name        string
	bodies      []string
	connections []int
}

// servedWorkloads are the workloads of [workloads] with other articles and other words each time, and articles by their slugs.
func servedWorkloads(n int) []servedWorkload {
	const variants = 200
	r := rand.New(rand.NewPCG(5, 6))
	texts := newCorpus().words
	all := []servedWorkload{}
	for _, w := range workloads() {
		s := servedWorkload{name: w.name, bodies: []string{w.text()}, connections: []int{16, 64}}
		switch w.name {
		case "nested":
			s.connections = []int{1, 16}
		case "article":
			for range variants {
				s.bodies = append(s.bodies, workload{query: ofArticle(r.IntN(n))}.text())
			}
			s.bodies = s.bodies[1:]
		case "search": // of two words, each of which stands in many articles
			for range variants {
				s.bodies = append(s.bodies, workload{query: searching(texts[r.IntN(48)] + " " + texts[r.IntN(500)])}.text())
			}
			s.bodies = s.bodies[1:]
		}
		all = append(all, s)
	}
	slugs := servedWorkload{name: "slug", connections: []int{16}}
	for range variants {
		slugs.bodies = append(slugs.bodies, workload{query: `{ article(slug: "` + articleSlug(r.IntN(n)) + `") { title summary text publishedAt } }`}.text())
	}
	return append(all, slugs)
}

// created creates drafts, each with its journal entry, which is in the journal soon after: the relay runs beside.
func created(b *testing.B, h *house) {
	b.Helper()
	relay := journal.NewRelay(h.journal)
	done := make(chan struct{})
	ctx, stop := context.WithCancel(b.Context())
	go func() { defer close(done); relay.Run(ctx) }()
	b.Cleanup(func() { stop(); <-done })
	var n atomic.Int64
	began := time.Now().UnixNano()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := fmt.Sprintf(`{"query":"mutation($input: ArticleCreateInput!) { articleCreate(input: $input) { draft { id version } userErrors { message } } }","variables":{"input":{"content":{"title":"Tin mới","slug":"tin-moi-%d-%d"}}}}`, began, n.Add(1))
		r = newRequest(access.WithViewer(r.Context(), access.System()), body)
		h.handler.ServeHTTP(w, r)
		relay.Poke()
	})
	response, calls := answer(b, handler, "{}")
	var created struct {
		Data struct {
			ArticleCreate struct{ Draft struct{ Version int } }
		}
	}
	if err := json.Unmarshal(response, &created); err != nil || created.Data.ArticleCreate.Draft.Version != 1 {
		b.Fatalf("%s: %v", response, err)
	}
	for _, connections := range []int{1, 16} {
		b.Run("create-"+strconv.Itoa(connections)+"/thidua", func(b *testing.B) {
			load(b, listening(b, handler), connections, requests([]string{"{}"})...)
			b.ReportMetric(float64(calls), "store-calls/op")
		})
	}
}

// requests are the bodies as clients send them.
func requests(bodies []string) [][]byte {
	all := make([][]byte, len(bodies))
	for i, body := range bodies {
		all[i] = fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	}
	return all
}

// load sends the requests in turn over so many connections, on each the next when the answer to the last has come. req/s is for
// the sense of scale: client and server share the machine.
func load(b *testing.B, address string, connections int, requests ...[]byte) {
	b.Helper()
	var sent atomic.Int64
	var group sync.WaitGroup
	took := make([][]time.Duration, connections)
	b.ReportAllocs()
	start := processorTime()
	began := time.Now()
	for c := range connections {
		group.Go(func() {
			conn, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", address)
			if err != nil {
				b.Error(err)
				return
			}
			defer func() { _ = conn.Close() }()
			r := bufio.NewReaderSize(conn, 32<<10)
			for i := sent.Add(1); i <= int64(b.N); i = sent.Add(1) {
				asked := time.Now()
				if _, err := conn.Write(requests[int(i)%len(requests)]); err != nil {
					b.Error(err)
					return
				}
				if err := discard(r); err != nil {
					b.Error(err)
					return
				}
				took[c] = append(took[c], time.Since(asked))
			}
		})
	}
	group.Wait()
	b.ReportMetric(float64(b.N)/time.Since(began).Seconds(), "req/s")
	b.ReportMetric(float64((processorTime()-start).Nanoseconds())/float64(b.N), "cpu-ns/op")
	all := slices.Concat(took...)
	slices.Sort(all)
	if len(all) > 0 {
		b.ReportMetric(float64(all[len(all)/2].Microseconds()), "p50-us")
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-us")
	}
}
