package graph

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/guard"
	"thidua/internal/errs"
	"thidua/internal/reqid"
	"thidua/internal/signin"
	"thidua/internal/upload"
)

// The media types of responses. They differ in more than name: under the older one a refused document answers 200.
const (
	mediaJSON    = "application/json"
	mediaGraphQL = "application/graphql-response+json"
)

// negotiate chooses the media type of the response from the Accept headers. Without one, and where only a wildcard
// matches, the older type is chosen, which every client reads. It fails with [notAcceptable] if neither type will do.
func negotiate(accept []string) (string, error) {
	header := strings.Join(accept, ",")
	if strings.TrimSpace(header) == "" {
		return mediaJSON, nil
	}
	older, newer := preference(header, mediaJSON), preference(header, mediaGraphQL)
	switch {
	case older.quality <= 0 && newer.quality <= 0:
		return "", errs.New(notAcceptable,
			"Máy chủ chỉ trả lời bằng "+mediaGraphQL+" hoặc "+mediaJSON+".",
			"The server answers in "+mediaGraphQL+" or "+mediaJSON+" only.")
	case newer.quality > older.quality, newer.quality == older.quality && newer.precision == exactly:
		return mediaGraphQL, nil
	}
	return mediaJSON, nil
}

// How precisely a media range names a type.
const (
	anything = iota + 1 // */*
	anySub              // application/*
	exactly             // application/json
)

// weight is how much a client wants a media type.
type weight struct {
	precision int
	quality   float64
}

// preference returns the weight that an Accept header gives to a media type: that of the most precise range.
func preference(header, media string) weight {
	var best weight
	for item := range strings.SplitSeq(header, ",") {
		name, params, err := mime.ParseMediaType(item)
		if err != nil {
			continue
		}
		found := weight{quality: 1}
		switch name {
		case media:
			found.precision = exactly
		case "application/*":
			found.precision = anySub
		case "*/*":
			found.precision = anything
		}
		if q, ok := params["q"]; ok {
			if found.quality, err = strconv.ParseFloat(q, 64); err != nil {
				continue
			}
		}
		if found.precision > best.precision {
			best = found
		}
	}
	return best
}

// status returns the HTTP status of a request that was not run. What is not a GraphQL request fails under both media
// types. A document that is refused fails under the newer type only; clients of the older one expect 200, because to
// them another status means that something other than the GraphQL server spoke.
func status(media string, err error) int {
	switch errs.CodeOf(err) {
	case guard.HashNotFound: // clients of the protocol send the query then, and some read it in a good answer only
		return http.StatusOK
	case methodNotAllowed:
		return http.StatusMethodNotAllowed
	case unsupportedMediaType:
		return http.StatusUnsupportedMediaType
	case notAcceptable:
		return http.StatusNotAcceptable
	case upload.PreflightRequired:
		return http.StatusForbidden
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	case errs.RateLimited:
		return http.StatusTooManyRequests
	case errs.Limit: // of a file; within an operation it is an answer
		return http.StatusRequestEntityTooLarge
	case guard.BodyTooLarge:
		return http.StatusRequestEntityTooLarge
	case unsupportedProtocol, upload.BadForm, guard.BadRequest, guard.BatchRefused, guard.JSONTooDeep, guard.QueryTooLarge, guard.VariablesTooLarge:
		return http.StatusBadRequest
	case errs.Internal:
		return http.StatusInternalServerError
	case errs.InvalidCredentials, errs.SessionEnded, errs.TokenExpired, errs.CrossOrigin, errs.OriginNotAllowed, errs.Unauthenticated, errs.Forbidden:
		return signin.Status(errs.CodeOf(err)) // at the door; in a mutation they are answers
	default:
		if media == mediaGraphQL {
			return http.StatusBadRequest
		}
		return http.StatusOK
	}
}

// write sends a response that is for the client alone.
func (s *Server) write(ctx context.Context, w http.ResponseWriter, media string, status int, r *graphql.Response) {
	x := exchangeOf(ctx)
	before, after := s.encode(ctx, r, s.costOf(x, true))
	x.purse.tell(w.Header())
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(before)+len(r.Data)+len(after)))
	w.WriteHeader(status)
	for _, part := range [][]byte{before, r.Data, after} {
		_, _ = w.Write(part) // a client that has gone needs no answer
	}
}

// encode returns what stands before the data in the body of a response, and behind it: errors, and what the operation cost, if
// that is told. The data is JSON already; it is neither parsed nor copied.
func (s *Server) encode(ctx context.Context, r *graphql.Response, c *cost) (before, after []byte) {
	before, separator := []byte("{"), ""
	if len(r.Data) > 0 {
		before, separator = []byte(`{"data":`), ","
	}
	marshal := func(name string, value any) {
		encoded, err := json.Marshal(value)
		if err != nil { // only an extension that a resolver registered can fail
			s.logger.LogAttrs(ctx, slog.LevelError, "graphql: encode "+name,
				slog.String("request_id", reqid.From(ctx)), slog.String("error", err.Error()))
			return
		}
		after = append(append(append(after, separator...), `"`+name+`":`...), encoded...)
		separator = ","
	}
	if len(r.Errors) > 0 {
		marshal("errors", r.Errors)
	}
	extensions := r.Extensions
	if c != nil {
		extensions = maps.Clone(extensions)
		if extensions == nil {
			extensions = map[string]any{}
		}
		extensions["cost"] = c
	}
	if len(extensions) > 0 {
		marshal("extensions", extensions)
	}
	return before, append(after, "}\n"...)
}

// body is a whole response.
func (s *Server) body(ctx context.Context, r *graphql.Response, c *cost) []byte {
	before, after := s.encode(ctx, r, c)
	return slices.Concat(before, r.Data, after)
}
