package bench_test

import (
	"fmt"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

func BenchmarkZLoad(b *testing.B) {
	for b.Loop() {
		s := openSQLite(b, b.TempDir())
		desk := newsroom.NewDesk(s, time.Now, store.NewIDs())
		start, cpu := time.Now(), processorTime()
		n := 20000
		err := desk.Load(b.Context(), access.System(), func(yield func(newsroom.Content, time.Time) bool) {
			for i := range n {
				if !yield(newsroom.Content{
					Title: fmt.Sprintf("Tin mẫu số %d về phong trào thi đua", i+1), Slug: fmt.Sprintf("tin-mau-%d-%d", start.Unix(), i+1),
					Summary: "Bài được tạo tự động để đo tốc độ.", Byline: "Tin mẫu",
					Body: richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Đây là nội dung của tin mẫu. Các đơn vị trong khối thi đua sôi nổi, lập nhiều thành tích."}}}},
				}, start.Add(-time.Duration(n-i)*time.Minute)) {
					return
				}
			}
		}, func(int) {})
		if err != nil {
			b.Fatal(err)
		}
		b.Log("load", time.Since(start), processorTime()-cpu)
		start, cpu = time.Now(), processorTime()
		if err := journal.NewRelay(journal.New(s, journal.Config{})).Drain(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.Log("drain", time.Since(start), processorTime()-cpu)
	}
}
