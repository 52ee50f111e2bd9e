package search

import (
	"strings"
	"testing"
)

func TestCorrectionsAreWrittenAsTheDocumentWritesThem(t *testing.T) {
	t.Parallel()
	// Words in brackets match; a bar is between two texts.
	highlights := func(texts string) (all []*Highlight) {
		for text := range strings.SplitSeq(texts, "|") {
			h := &Highlight{}
			for i, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '[' || r == ']' }) {
				h.Segments = append(h.Segments, &Segment{Text: part, Match: (i%2 == 0) == strings.HasPrefix(text, "[")})
			}
			all = append(all, h)
		}
		return all
	}
	for _, c := range []struct{ name, words, texts, want string }{
		{"as it stands there", "thi dua", "Phong trào [Thi] [đua] yêu nước", "thi đua"},
		{"in a row before words apart", "thi dua", "Chỉ [thị] về [thi] [đua]", "thi đua"},
		{"a row in another text", "thi dua", "Chỉ [thị] số 34|[Thi] [đua] giỏi", "thi đua"},
		{"the end of one text and the beginning of the next are no row", "dua thi", "Phong trào thi [đua]|[Thị] xã mới, [dưa] và [thi]", "đua thị"},
		{"two rows", "khen thuong thi dua", "[thi] [đua], [khen] [thưởng]", "khen thưởng thi đua"},
		{"a sign between them", "thi dua khen thuong", "[Thị] trấn: [thi] [đua] - [khen] [thưởng]", "thi đua khen thưởng"},
		{"a word twice", "xa xa", "[xã] [xa]", "xã xa"},
		{"nothing is there", "kon tum", "Quyết định", "kon tum"},
		{"some are there", "uy ban", "[Ủy] viên", "ủy ban"},
	} {
		if got := strings.Join(written(strings.Fields(c.words), highlights(c.texts)), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := written([]string{"thi"}, nil); got[0] != "thi" {
		t.Errorf("without a text: %q", got)
	}
}
