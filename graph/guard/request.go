package guard

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
)

// Request is the envelope of a GraphQL request, as every transport carries it. Numbers in it are int64, or float64
// if they are not whole or do not fit.
type Request struct {
	Query         string // "" if the document is only referred to
	DocumentID    string // of a saved document, which stands instead of a query; "" if there is none
	Hash          string // of the query, by Apollo's protocol of automatic persisted queries; "" if there is none
	OperationName string // "" if absent or null
	Variables     map[string]any
	Extensions    map[string]any
}

// Request reads a JSON body strictly. What lenient readers disagree about is refused, so that no proxy, cache or log
// ever sees another request than the one that runs: duplicate keys, keys in another case, unknown keys, data after the
// object, invalid UTF-8. Null is as good as absent.
func (l Limits) Request(body []byte) (Request, error) {
	if len(body) > l.Body {
		return Request{}, l.Refuse(BodyTooLarge)
	}
	if start := bytes.TrimLeft(body, " \t\r\n"); len(start) > 0 && start[0] == '[' {
		return Request{}, l.Refuse(BatchRefused)
	}
	// The envelope is one level around the variables.
	top, err := l.readJSON(body, l.JSONDepth+1)
	if err != nil {
		return Request{}, err
	}
	object, ok := top.value.(map[string]any)
	if !ok {
		return Request{}, malformed("Yêu cầu phải là một đối tượng JSON.", "The request must be a JSON object.")
	}
	var r Request
	for key, value := range object {
		switch key {
		case "query":
			err = assign(key, value, &r.Query)
		case "operationName":
			err = assign(key, value, &r.OperationName)
		case "variables":
			if len(top.members[key]) > l.Variables {
				return Request{}, l.Refuse(VariablesTooLarge)
			}
			err = assign(key, value, &r.Variables)
		case "extensions":
			err = assign(key, value, &r.Extensions)
		case "documentId":
			err = assign(key, value, &r.DocumentID)
		default:
			err = malformed(fmt.Sprintf("Khóa %.40q không có trong một yêu cầu GraphQL.", key),
				fmt.Sprintf("The key %.40q does not belong in a GraphQL request.", key))
		}
		if err != nil {
			return Request{}, err
		}
	}
	_, hasQuery := object["query"]
	return r, r.Refer(hasQuery)
}

// Object reads one strict JSON object that arrives by itself, such as the variables of a GET request. Empty text and
// null are the nil map.
func (l Limits) Object(name, text string) (map[string]any, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // the nil map, as null gives it
	}
	if name == "variables" && len(text) > l.Variables {
		return nil, l.Refuse(VariablesTooLarge)
	}
	top, err := l.readJSON([]byte(text), l.JSONDepth)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	return object, assign(name, top.value, &object)
}

// MissingQuery is the refusal of a request without a query.
func MissingQuery() *errs.Error {
	e := malformed("Thiếu query.", "The query is missing.")
	e.Field = []string{"query"}
	return e
}

// text checks the query text before it is read.
func (l Limits) text(query string) error {
	switch {
	case len(query) > l.Query:
		return l.Refuse(QueryTooLarge)
	case !utf8.ValidString(query):
		return malformed("Câu truy vấn không phải là UTF-8.", "The query is not UTF-8.")
	case strings.TrimSpace(query) == "":
		return MissingQuery()
	}
	return nil
}

// assign stores value in target, and refuses a value of another type. Null leaves target as it is.
func assign[T any](name string, value any, target *T) error {
	if value == nil {
		return nil
	}
	typed, ok := value.(T)
	if !ok {
		e := malformed(fmt.Sprintf("%s sai kiểu.", name), fmt.Sprintf("%s has the wrong type.", name))
		e.Field = []string{name}
		return e
	}
	*target = typed
	return nil
}

// malformed is a [BadRequest] that says what exactly is wrong.
func malformed(vi, en string) *errs.Error {
	return errs.New(BadRequest, vi, en)
}
