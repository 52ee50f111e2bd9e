package graph

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"sync"

	"github.com/maypok86/otter/v2"
	"golang.org/x/text/language"

	"thidua/internal/answers"
)

// question is a request of a stranger as the cache of answers knows it: all that the answer depends on, in bytes. The body
// of the request is read for it, and put back.
type question struct {
	text  []byte // how it is asked, and the body or the query of the URL
	media string
	get   bool
}

// The bounds of questions.
const (
	largestQuestion = 16 << 10 // larger ones are not asked twice
	knownHeaders    = 1_000    // the browsers of a country have about so many
)

// headers remembers what is made of request headers that are the same again and again. Safe for concurrent use.
type headers struct {
	media     *otter.Cache[string, string] // of Accept; "" if neither will do
	languages *otter.Cache[string, lang]   // of Accept-Language
	matcher   language.Matcher
	buffers   sync.Pool
}

func newHeaders(matcher language.Matcher) *headers {
	return &headers{
		media:     otter.Must(&otter.Options[string, string]{MaximumSize: knownHeaders}),
		languages: otter.Must(&otter.Options[string, lang]{MaximumSize: knownHeaders}),
		matcher:   matcher,
		buffers:   sync.Pool{New: func() any { return new(bytes.Buffer) }},
	}
}

// ask returns the question of a request, which is in the buffer; ok is false if its answer is not one for the cache.
func (h *headers) ask(r *http.Request, buffer *bytes.Buffer) (q question, ok bool) {
	q.get = r.Method == http.MethodGet
	if !q.get && (r.Method != http.MethodPost || !isPlainJSON(r.Header)) || len(r.URL.RawQuery) > largestQuestion {
		return q, false
	}
	if q.media = h.mediaOf(r.Header["Accept"]); q.media == "" {
		return q, false
	}
	buffer.Reset()
	how := byte('p')
	if q.get {
		how = 'g'
	}
	buffer.Write([]byte{how, byte('0' + h.languageOf(r.Header)), q.media[len("application/")]})
	if q.get {
		buffer.WriteString(r.URL.RawQuery)
		q.text = buffer.Bytes()
		return q, true
	}
	begin := buffer.Len()
	_, err := io.Copy(buffer, io.LimitReader(r.Body, largestQuestion+1))
	q.text = buffer.Bytes()
	body := io.Reader(bytes.NewReader(q.text[begin:]))
	if err != nil || len(q.text) > largestQuestion { // whoever reads on finds what is wrong with it
		body = io.MultiReader(body, r.Body)
	}
	r.Body = restored{body, r.Body}
	return q, err == nil && len(q.text) <= largestQuestion
}

// restored is a body that was read and can be read once more.
type restored struct {
	io.Reader
	io.Closer
}

// isPlainJSON reports whether a request says, in the words that most clients use, that its body is JSON, as it is.
func isPlainJSON(header http.Header) bool {
	kind := header["Content-Type"]
	return len(kind) == 1 && (kind[0] == mediaJSON || kind[0] == mediaJSON+"; charset=utf-8") && header["Content-Encoding"] == nil
}

func (h *headers) mediaOf(accept []string) string {
	switch len(accept) {
	case 0:
		return mediaJSON
	case 1:
	default: // rare, and not worth a memory
		media, err := negotiate(accept)
		if err != nil {
			return ""
		}
		return media
	}
	if media, ok := h.media.GetIfPresent(accept[0]); ok {
		return media
	}
	media, err := negotiate(accept)
	if err != nil {
		media = ""
	}
	if len(accept[0]) <= 1_000 {
		h.media.Set(accept[0], media)
	}
	return media
}

func (h *headers) languageOf(header http.Header) lang {
	accept := header.Get("Accept-Language")
	if accept == "" {
		return vietnamese
	}
	if l, ok := h.languages.GetIfPresent(accept); ok {
		return l
	}
	_, index := language.MatchStrings(h.matcher, accept)
	if len(accept) <= 1_000 {
		h.languages.Set(accept, lang(index))
	}
	return lang(index)
}

// serveKept answers a request of a stranger from the cache, or finds the answer while others wait who ask the same.
func (s *Server) serveKept(w http.ResponseWriter, r *http.Request, p purse) {
	buffer, ok := s.headers.buffers.Get().(*bytes.Buffer)
	if !ok {
		buffer = new(bytes.Buffer)
	}
	defer s.headers.buffers.Put(buffer)
	q, ok := s.headers.ask(r, buffer)
	if !ok {
		s.serveAnew(w, r, nil)
		return
	}
	answer, lead := s.answers.Join(r.Context(), q.text)
	defer lead.Leave()
	if answer == nil {
		s.serveAnew(w, r, lead)
		return
	}
	s.writeAnswer(w, r, q.media, answer, p)
}

// leadKey is the private key of the task, in a request's context, of finding an answer for others too.
type leadKey struct{}

func withLead(ctx context.Context, l *answers.Lead) context.Context {
	return context.WithValue(ctx, leadKey{}, l)
}

func leadOf(ctx context.Context) *answers.Lead {
	l, _ := ctx.Value(leadKey{}).(*answers.Lead)
	return l
}
