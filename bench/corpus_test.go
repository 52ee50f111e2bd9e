package bench_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// rarePhrase stands in one article of every rareEvery; its words stand in many others, apart from each other.
const (
	rarePhrase = "giữ rừng đầu nguồn"
	rareEvery  = 5_000
)

// corpus makes the articles: the i-th is always the same. Their words are as unevenly frequent as those of a language: a
// few stand in most articles, most in few.
type corpus struct{ words []string }

// newCorpus builds the words: first those of the field, then whatever beginnings, ends and marks of syllables give.
func newCorpus() *corpus {
	c := &corpus{words: strings.Fields("thi đua khen thưởng phong trào khối đơn vị tỉnh năm hội nghị tổng kết bình xét tập thể cá nhân tiên tiến " +
		"xuất sắc lao động chiến sĩ cờ bằng nhân dân nông thôn mới giảm nghèo sáng kiến chuyển đổi số cải cách hành chính rừng giữ đầu nguồn")}
	known := map[string]bool{}
	for _, word := range c.words {
		known[word] = true
	}
	begins := strings.Fields("b c d đ g h kh l m n ng nh ph q r s t th tr v x ch")
	ends := strings.Fields("a an ang ao at âm ân âu e em en eo ê êm ên i im in iu o on ong ô ôm ôn ông ơ ơm ơn u um un ung ư ưng ươ ương ươn")
	marks := []string{"", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"}
	for _, mark := range marks {
		for _, end := range ends {
			for _, begin := range begins {
				runes := []rune(end)
				word := begin + string(runes[0]) + mark + string(runes[1:])
				if !known[word] {
					c.words = append(c.words, word)
				}
			}
		}
	}
	// What stands next to each other now would have one frequency.
	rest := c.words[48:]
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(rest), func(i, k int) { rest[i], rest[k] = rest[k], rest[i] })
	return c
}

// text is n words.
func (c *corpus) text(r *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		// The logarithm of the rank is even, as Zipf has it.
		rank := int(math.Exp(r.Float64()*math.Log(float64(len(c.words)+1)))) - 1
		b.WriteString(c.words[min(rank, len(c.words)-1)])
	}
	return b.String()
}

// article makes the i-th article, which is about a bloc. They come a minute apart, the first last.
func (c *corpus) article(i int, blocID string) *newsroom.Article {
	r := rand.New(rand.NewPCG(uint64(i), 3))
	title := c.text(r, 9)
	if i%rareEvery == 7 {
		title += " " + rarePhrase
	}
	return &newsroom.Article{
		Content: newsroom.Content{
			Title: fmt.Sprintf("Khối thi đua số %d: %s", i+1, title), Slug: articleSlug(i), Kind: newsroom.EventReport,
			Summary: "Hội nghị tổng kết, " + c.text(r, 12) + ".",
			Body:    richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Sáng 22/11, " + c.text(r, 30) + "."}}}},
			Byline:  "Thu Hà", Language: "vi", BlocIDs: []string{blocID}, UnitIDs: []string{},
		},
		PublishedAt: now().Add(-time.Duration(i+1) * time.Minute), DraftVersion: 1, Slugs: []string{articleSlug(i)},
	}
}

// unjournaled is a schema to load documents by without journal entries: what is measured is not how they came in, and a
// million entries would take longer to chain than all the rest.
func unjournaled(tb testing.TB, s *store.Schema) *store.Schema {
	tb.Helper()
	bulk := *s
	bulk.Unjournaled = true
	return &bulk
}
