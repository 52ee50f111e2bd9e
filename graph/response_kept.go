package graph

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/reqid"
	"thidua/internal/signin"
	"thidua/internal/store"
)

// isForAll reports whether an answer is the same for every reader until something of what was read changes.
func isForAll(ctx context.Context, op *graphql.OperationContext, r *graphql.Response, reads *store.Reads, visit *signin.Visit) bool {
	return op.Operation.Operation == ast.Query && len(r.Errors) == 0 && len(r.Extensions) == 0 &&
		access.ViewerFrom(ctx) == access.Anonymous() && reads.ArePublic() && (visit == nil || visit.Left() == nil)
}

// writeForAll sends an answer that is for all, and keeps it.
func (s *Server) writeForAll(
	ctx context.Context, w http.ResponseWriter, r *http.Request, media string, response *graphql.Response, reads *store.Reads, from source,
) {
	age := int64(0)
	if from.maxAge != nil {
		age = *from.maxAge
	}
	answer := answers.NewAnswer(media, s.body(ctx, response, s.costOf(exchangeOf(ctx), false)), reads.Collections(), age)
	if err := leadOf(ctx).Keep(ctx, answer, reads); err != nil {
		s.logger.LogAttrs(ctx, slog.LevelWarn, "graphql: cannot keep an answer",
			slog.String("request_id", reqid.From(ctx)), slog.String("error", err.Error()))
	}
	s.writeAnswer(w, r, media, answer, exchangeOf(ctx).purse)
}

// values are those of headers that are sent again and again, as the maps of net/http have them.
var values = struct { //nolint:gochecknoglobals // lists that nobody changes
	noStore, noIndex, vary []string
	contentType            map[string][]string // by media type
}{
	noStore: []string{"no-store"},
	noIndex: []string{"noindex"},
	vary:    []string{"Accept, Accept-Encoding, Accept-Language, Authorization, Cookie, GraphQL-Cost"},
	contentType: map[string][]string{
		mediaJSON:    {mediaJSON + "; charset=utf-8"},
		mediaGraphQL: {mediaGraphQL + "; charset=utf-8"},
	},
}

// introduce sets what every answer has until something better is known: nobody keeps it. What was asked for by GET is neither a page,
// and may be a preview, nor the same for all.
func introduce(header http.Header, method string) {
	header["Cache-Control"] = values.noStore
	if method == http.MethodGet {
		header["Vary"] = values.vary
		header["X-Robots-Tag"] = values.noIndex
	}
}

// writeAnswer sends an answer that is for all, in one write: compressed, if the client takes that, or not at all, if it has
// the very answer. Only what was asked for by GET may be kept by others, and so tells nothing of the client.
func (s *Server) writeAnswer(w http.ResponseWriter, r *http.Request, media string, a *answers.Answer, p purse) {
	header := w.Header()
	introduce(header, r.Method)
	if r.Method == http.MethodGet {
		header["Cache-Control"] = []string{a.CacheControl(s.now())}
		header["Etag"] = []string{a.ETag()}
		if keys := a.Keys(); keys != "" {
			header["Surrogate-Key"] = []string{keys}
		}
		if a.Matches(r.Header["If-None-Match"]) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	} else {
		p.tell(header)
	}
	header["Content-Type"] = values.contentType[media]
	body := a.Body()
	if takesGzip(r.Header["Accept-Encoding"]) {
		if compressed := a.Compressed(); compressed != nil {
			header["Content-Encoding"] = []string{"gzip"}
			body = compressed
		}
	}
	header["Content-Length"] = []string{strconv.Itoa(len(body))}
	_, _ = w.Write(body) // a client that has gone needs no answer
}

// takesGzip reports whether a client wants gzip, in the words that clients use. Whoever weighs it otherwise has the answer
// uncompressed.
func takesGzip(accept []string) bool {
	for _, header := range accept {
		for item := range strings.SplitSeq(header, ",") {
			coding, weight, _ := strings.Cut(strings.TrimSpace(item), ";")
			if strings.TrimSpace(coding) != "gzip" {
				continue
			}
			weight = strings.ReplaceAll(weight, " ", "")
			return weight == "" || weight != "q=0" && !strings.HasPrefix(weight, "q=0.0")
		}
	}
	return false
}
