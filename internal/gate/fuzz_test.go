package gate

import (
	"strings"
	"testing"

	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// seeds are texts that a rule looks at closely.
func seeds() []string {
	return []string{
		"", "Sở", "Sở Xây dựng tỉnh", "UBND", "tặng", "Bằng khen", "được tặng Bằng khen cho 03 đơn vị", "263QĐ-UBND", "37 - QĐ/TW", "12/", "Tr/TTr",
		"đề nghị: tặng Cờ; tặng Bằng khen.", "\x00\xff Sở \xff\xfe", "Sơ\u0309 Xây dựng", "số 1 QĐ/", "một hai ba đơn vị Bằng khen", "NN&PTNT tặng Cờ",
		"Sở Công Thương được tặng\u00a0Bằng khen", "danh hiệu danh hiệu danh hiệu", "đã đã đã được được tặng tặng Cờ Cờ",
	}
}

// check runs every check over a text; what they quote must stand where they say.
func check(tb testing.TB, g *Gate, text string) {
	tb.Helper()
	m := matterOf(g, draftOf(richtext.Body{paragraph(text), heading(text), list(text, text)}, nominations(), "uni_zone", "uni_province"), nominations())
	r := &Report{}
	for _, rule := range g.checks() {
		r.add(rule(m))
	}
	for _, f := range append(r.Blocking, r.Warnings...) {
		if f.Quote == "" {
			continue
		}
		for _, t := range m.texts {
			if t.path == strings.Join(f.Path, ".") && !strings.Contains(t.text, f.Quote) {
				tb.Errorf("%s is said of %q, which is not in the text", f.Code, f.Quote)
			}
		}
	}
}

func FuzzChecks(f *testing.F) {
	for _, seed := range seeds() {
		f.Add(seed)
	}
	g := newGate(f)
	f.Fuzz(func(t *testing.T, text string) { check(t, g, text) })
}

// BenchmarkLargestBodies measures the largest body, of what the rules look at most: each rule is linear in the text, so that
// it is read within a second.
func BenchmarkLargestBodies(b *testing.B) {
	g := newGate(b)
	for _, part := range []string{
		"Sở Xây dựng và Sở Nội vụ được tặng Bằng khen ", "263QĐ-UBND ", "tặng ", "Bằng khen ", "đề nghị tặng Cờ thi đua cho 03 đơn vị; ", "Sở Y tế. ", "a", "được ", "12 ", "Sở Lao ", "chưa tặng Bằng khen ", "01 Bằng khen cho ",
	} {
		b.Run(part, func(b *testing.B) {
			draft := draftOf(richtext.Body{paragraph(strings.Repeat(part, richtext.MaxText/len(part)))}, nominations())
			for b.Loop() {
				benchmarked(g, draft)
			}
		})
	}
}

func BenchmarkChecks(b *testing.B) {
	g := newGate(b)
	const text = "Qua bình xét, các đơn vị thống nhất đề nghị UBND tỉnh tặng Cờ thi đua cho Ban Quản lý Khu kinh tế tỉnh, và Bằng khen cho ba đơn vị: " +
		"Sở Tài nguyên và Môi trường, Quỹ Bảo vệ và phát triển rừng, Sở Công Thương, theo Quyết định 263/QĐ-UBND. "
	for _, c := range []struct {
		name  string
		bytes int
	}{{"an article of 20 kB", 20 << 10}, {"the largest body", richtext.MaxText}} {
		b.Run(c.name, func(b *testing.B) {
			var body richtext.Body
			for size := 0; size < c.bytes; size += len(text) {
				body = append(body, paragraph(text))
			}
			draft := draftOf(body, nominations(), "uni_zone", "uni_province", "uni_resources", "uni_fund", "uni_trade")
			b.ReportAllocs()
			for b.Loop() {
				benchmarked(g, draft)
			}
		})
	}
}

func benchmarked(g *Gate, draft *newsroom.Draft) {
	m := matterOf(g, draft, nominations())
	for _, rule := range g.checks() {
		rule(m)
	}
}
