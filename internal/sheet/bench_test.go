package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// manyRows is as long a list as an import must take.
const manyRows = 100_000

// manyAwards yields rows of the layout of awards, no two alike.
func manyAwards(n int) iter.Seq2[[]sheet.Value, error] {
	return func(yield func([]sheet.Value, error) bool) {
		on, _ := viet.NewDate(2022, 5, 4)
		for i := range n {
			if !yield([]sheet.Value{
				sheet.TextValue(fmt.Sprintf("Trường Trung học cơ sở số %d huyện Đăk Hà", i)), sheet.TextValue("CERT"),
				sheet.TextValue(fmt.Sprintf("%d/QĐ-UBND", i%900+1)), sheet.DateValue(on), sheet.NumberValue(2021), sheet.NumberValue(float64(i%1000) / 10),
				sheet.YesValue(i%2 == 0), sheet.TextValue("Hoàn thành xuất sắc nhiệm vụ"),
			}, nil) {
				return
			}
		}
	}
}

// peakHeap returns the most that the heap held while f ran, sampled, above what it held before.
func peakHeap(f func()) uint64 {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	runtime.GC()
	before, peak, done := heap(), atomic.Uint64{}, make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				peak.Store(max(peak.Load(), heap()))
			}
		}
	}()
	f()
	close(done)
	<-watched
	return max(peak.Load(), before) - before
}

func BenchmarkManyRows(b *testing.B) {
	listing := sheet.Listing{Title: []string{"DANH SÁCH"}, Layout: awards()}
	for _, c := range []struct {
		name  string
		write writer
	}{{"XLSX", sheet.WriteXLSX}, {"CSV", sheet.WriteCSV}} {
		var file bytes.Buffer
		if err := c.write(&file, listing, manyAwards(manyRows)); err != nil {
			b.Fatal(err)
		}
		b.Run("write "+c.name, func(b *testing.B) {
			measured(b, func() {
				if err := c.write(io.Discard, listing, manyAwards(manyRows)); err != nil {
					b.Fatal(err)
				}
			})
		})
		b.Run("read "+c.name, func(b *testing.B) {
			measured(b, func() {
				found, err := table(file.Bytes(), awards(), sheet.Options{}, sheet.DefaultLimits())
				if err != nil {
					b.Fatal(err)
				}
				for _, err := range found.Rows() {
					if err != nil {
						b.Fatal(err)
					}
				}
				if r := found.Report(); r.Rows != manyRows || r.Errors > 0 {
					b.Fatalf("%d rows, %d errors", r.Rows, r.Errors)
				}
			})
		})
	}
}

// measured runs f and tells rows a second and the peak of the heap.
func measured(b *testing.B, f func()) {
	b.Helper()
	var peak uint64
	for b.Loop() {
		peak = max(peak, peakHeap(f))
	}
	b.ReportMetric(float64(manyRows*b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
}
