package newsroom

import (
	"slices"
	"strings"
	"testing"

	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// longContent is an article of 15,000 words in 200 blocks.
func longContent() Content {
	const sentence = "Các đơn vị thành viên cùng thống nhất bình xét, đề nghị tặng cờ, bằng khen cho tập thể, cá nhân có thành tích xuất sắc. "
	c := linked("Bài dài")
	c.Body = nil
	for i := range 200 {
		text := strings.Repeat(sentence, 3)
		if i%10 == 0 {
			c.Body = append(c.Body, &richtext.Heading{Level: 2, Content: []richtext.Inline{{Text: "Phần " + strings.Repeat("thi đua ", i/10+1)}}})
			continue
		}
		c.Body = append(c.Body, &richtext.Paragraph{Content: []richtext.Inline{
			{Text: strings.Repeat("Mục ", i/10) + text}, {Text: "Kết quả", Marks: []richtext.Mark{richtext.Bold}}, {Text: " " + text[:len(text)/8]},
		}})
	}
	return c
}

// BenchmarkLongArticle writes, reads and compares an article of 15,000 words in 200 blocks, on the embedded store in a file.
func BenchmarkLongArticle(b *testing.B) {
	clock := storetest.NewClock()
	s, err := sqlitestore.Open(b.Context(), sqlitestore.Config{Path: b.TempDir() + "/bench.db", Now: clock.Now})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close(b.Context())
	if err := s.Ensure(b.Context(), Schemas()...); err != nil {
		b.Fatal(err)
	}
	desk := NewDesk(s, clock.Now, store.NewIDs(), Rules{})
	c := longContent()
	if n := c.Body.WordCount(); n < 15_000 || len(c.Body) != 200 {
		b.Fatalf("%d words in %d blocks", n, len(c.Body))
	}
	draft, err := desk.CreateDraft(b.Context(), editor(), c, "")
	if err != nil {
		b.Fatal(err)
	}
	other := slices.Clone(c.Body)
	for i := 5; i < len(other); i += 10 {
		other[i] = &richtext.Paragraph{Content: []richtext.Inline{{Text: "Sửa: " + strings.Repeat("một hai ba bốn năm ", 20)}}}
	}
	bodies := []richtext.Body{other, c.Body}
	b.Run("update", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			body := bodies[i%2]
			if draft, err = desk.Update(b.Context(), editor(), Ref{ID: draft.ID, Version: draft.Version}, "", func(c *Content) { c.Body = body }); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := desk.Draft(b.Context(), editor(), draft.ID); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("versions", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := desk.Versions(b.Context(), editor(), []string{draft.ID}, store.Page{Limit: 21}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("diff", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := desk.Diff(b.Context(), editor(), draft.ID, 1, 2); err != nil {
				b.Fatal(err)
			}
		}
	})
}
