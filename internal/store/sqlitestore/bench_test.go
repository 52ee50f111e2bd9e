package sqlitestore

import (
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"

	"thidua/internal/store"
)

// benchStore has 20,000 articles, 5 of each parent.
func benchStore(b *testing.B) (*Store, *store.Schema) {
	b.Helper()
	schema := news()
	s := openFile(b, schema)
	fill(b, s, schema, 20_000)
	reportCPU(b)
	return s, schema
}

// reportCPU starts the measurement, and adds the processor time of the process to its results: unlike the time on the
// clock, it does not depend on what else the machine does.
func reportCPU(b *testing.B) {
	b.Helper()
	used := func() int64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return u.Utime.Nano() + u.Stime.Nano()
	}
	from := used()
	b.Cleanup(func() { b.ReportMetric(float64(used()-from)/float64(b.N), "cpu-ns/op") })
	b.ReportAllocs()
	b.ResetTimer()
}

func BenchmarkFindLatest20(b *testing.B) {
	s, schema := benchStore(b)
	for b.Loop() {
		docs, err := s.Find(b.Context(), schema, store.Query{
			Where: store.Eq{Field: "status", Value: "PUBLISHED"},
			Sort:  store.Sort{By: []string{"publishedAt"}, Desc: true}, Limit: 20, Read: store.Light,
		})
		if err != nil || len(docs) != 20 {
			b.Fatal(len(docs), err)
		}
	}
}

func BenchmarkFindSearch(b *testing.B) {
	s, schema := benchStore(b)
	for b.Loop() {
		docs, err := s.Find(b.Context(), schema, store.Query{
			Where: store.Tokens{Field: "terms", Terms: []string{"thi", "tu42", "so"}, Prefix: true},
			Sort:  store.Sort{By: []string{"publishedAt"}, Desc: true}, Limit: 20, Read: store.Light,
		})
		if err != nil || len(docs) != 20 {
			b.Fatal(len(docs), err)
		}
	}
}

func BenchmarkGet200(b *testing.B) {
	s, schema := benchStore(b)
	ids := make([]string, 200)
	for i := range ids {
		ids[i] = articleID(i * 97 % 20_000)
	}
	for b.Loop() {
		docs, err := s.Get(b.Context(), schema, ids, store.Light)
		if err != nil || len(docs) != 200 {
			b.Fatal(len(docs), err)
		}
	}
}

func BenchmarkFindPer200x5(b *testing.B) {
	s, schema := benchStore(b)
	parents := make([]string, 200)
	for i := range parents {
		parents[i] = fmt.Sprintf("prt_%06d", i*13%4000)
	}
	for b.Loop() {
		found, err := s.FindPer(b.Context(), schema, "parent", parents, store.Query{
			Sort: store.Sort{By: []string{"publishedAt"}, Desc: true}, Limit: 5, Read: store.Light,
		})
		if err != nil || len(found) != 200 || len(found[parents[0]]) != 5 {
			b.Fatal(len(found), err)
		}
	}
}

// BenchmarkApply64 is the time of one durable write when 64 callers write at once.
func BenchmarkApply64(b *testing.B) {
	s, schema := benchStore(b)
	var n atomic.Int64
	n.Store(20_000)
	b.SetParallelism(32) // times GOMAXPROCS
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := s.Apply(b.Context(), articleWrite(b, schema, int(n.Add(1)), 1)); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkLoad is the time of one document of a bulk load in batches of 1,000.
func BenchmarkLoad(b *testing.B) {
	schema := news()
	s := openFile(b, schema)
	reportCPU(b)
	fill(b, s, schema, b.N)
}
