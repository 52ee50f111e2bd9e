package richtext_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/internal/richtext"
)

// longArticle returns a body of 200 blocks and 15,000 words, none of whose paragraphs is like another.
func longArticle() richtext.Body {
	words := strings.Fields("hội nghị tổng kết công tác thi đua khen thưởng năm 2021 triển khai nhiệm vụ trọng tâm của khối các cơ quan tham mưu " +
		"quản lý nhà nước về kinh tế kỹ thuật tỉnh với tám đơn vị thành viên cùng thống nhất bình xét đề nghị tặng cờ bằng khen cho tập thể cá nhân có thành tích xuất sắc")
	at := uint32(1)
	draw := func(n int) string {
		text := make([]string, n)
		for i := range text {
			at = at*1664525 + 1013904223
			text[i] = words[at>>16%uint32(len(words))]
		}
		return strings.Join(text, " ")
	}
	body := make(richtext.Body, 0, 200)
	for i := range 200 {
		switch i % 10 {
		case 0:
			body = append(body, &richtext.Heading{Level: 2, Content: []richtext.Inline{run(draw(12))}})
		case 4:
			body = append(body, &richtext.List{Ordered: true, Start: 1, Items: items(draw(25), draw(25), draw(25))})
		case 7:
			body = append(body, &richtext.Table{Header: true, Rows: rows([]string{draw(5), draw(5)}, []string{draw(30), draw(30)})})
		default:
			body = append(body, paragraph(run(draw(40)), run(" "+draw(3), richtext.Bold), run(", "), link(draw(4), "https://kontum.gov.vn/tin"), run(" "+draw(40)+".")))
		}
	}
	return body
}

// edited returns a body in which every third block was changed, one was moved, one removed and one added.
func edited(body richtext.Body) richtext.Body {
	after := slices.Clone(body)
	for i := 0; i < len(after); i += 3 {
		if p, ok := after[i].(*richtext.Paragraph); ok {
			text := strings.Replace(p.Content[0].Text, " ", " mới ", 3)
			after[i] = paragraph(append([]richtext.Inline{run(text)}, p.Content[1:]...)...)
		}
	}
	moved := after[20]
	after = slices.Delete(after, 20, 22)
	after = slices.Insert(after, 150, moved, richtext.Block(paragraph(run("Đoạn mới hoàn toàn."))))
	return after
}

func TestTheLongArticleIsOne(t *testing.T) {
	t.Parallel()
	body := longArticle()
	if words := len(strings.Fields(body.Text())); words < 15_000 || len(body) != 200 {
		t.Errorf("%d words in %d blocks", words, len(body))
	}
}

func TestDiffOfTheLongArticleFindsTheEdits(t *testing.T) {
	t.Parallel()
	before := longArticle()
	after := edited(before)
	counts := map[richtext.ChangeKind]int{}
	for _, c := range richtext.Diff(before, after) {
		counts[c.Kind]++
	}
	if counts[richtext.BlockMoved] != 1 || counts[richtext.BlockAdded] != 1 || counts[richtext.BlockRemoved] != 1 || counts[richtext.BlockChanged] < 40 {
		t.Errorf("the changes are %v", counts)
	}
}

// TestDiffIsBounded compares bodies that have nothing in common but their bounds. The time is what a slow machine under
// load may take; without bounds it would be minutes.
func TestDiffIsBounded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		before, after richtext.Body
	}{
		{"one block of a megabyte", blocks(1, strings.Repeat("a b c ", richtext.MaxText/6)), blocks(1, strings.Repeat("a d e f ", richtext.MaxText/8))},
		{"as many blocks as there may be", blocks(richtext.MaxBlocks, "thi đua yêu nước"), blocks(richtext.MaxBlocks, "thi đua khen thưởng")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			begun := time.Now()
			wholeDiff(t, c.before, c.after, richtext.Diff(c.before, c.after))
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	before := longArticle()
	for _, c := range []struct {
		name  string
		after richtext.Body
	}{
		{"same", longArticle()},
		{"edited", edited(before)},
		{"all changed", allChanged(before)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				richtext.Diff(before, c.after)
			}
		})
	}
}

// allChanged returns a body with a word more in every block.
func allChanged(body richtext.Body) richtext.Body {
	after := make(richtext.Body, len(body))
	for i, block := range body {
		switch b := block.(type) {
		case *richtext.Paragraph:
			after[i] = paragraph(append([]richtext.Inline{run("Mới: ")}, b.Content...)...)
		case *richtext.Heading:
			after[i] = &richtext.Heading{Level: b.Level, Content: append([]richtext.Inline{run("Mới: ")}, b.Content...)}
		case *richtext.List:
			after[i] = &richtext.List{Ordered: b.Ordered, Start: b.Start, Items: append(items("Mới"), b.Items...)}
		case *richtext.Table:
			after[i] = &richtext.Table{Header: b.Header, Rows: append(rows([]string{"Mới", "Mới"}), b.Rows...)}
		}
	}
	return after
}

func BenchmarkCheck(b *testing.B) {
	body := longArticle()
	b.ReportAllocs()
	for b.Loop() {
		if err := body.Check(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFromMarkdown(b *testing.B) {
	markdown := longArticle().Markdown(richtext.Scene{})
	b.SetBytes(int64(len(markdown)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := richtext.FromMarkdown(markdown, richtext.Known{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFromHTML(b *testing.B) {
	page := longArticle().HTML(richtext.ForSite, richtext.Scene{})
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := richtext.FromHTML(page, richtext.Known{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForms(b *testing.B) {
	body := longArticle()
	for _, form := range []struct {
		name  string
		write func() string
	}{
		{"HTML", func() string { return body.HTML(richtext.ForSite, richtext.Scene{Pictures: album}) }},
		{"Markdown", func() string { return body.Markdown(richtext.Scene{Pictures: album}) }},
		{"text", body.Text},
		{"excerpt", func() string { return body.Excerpt(160) }},
	} {
		b.Run(form.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(form.write())))
			for b.Loop() {
				form.write()
			}
		})
	}
}
