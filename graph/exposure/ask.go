package exposure

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// answer is what a viewer gets.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// text is all of the answer that a client sees, but for the request's own number.
func (a answer) text() string {
	var b strings.Builder
	fmt.Fprintln(&b, a.status)
	for _, name := range slices.Sorted(keys(a.header)) {
		if name != "X-Request-Id" {
			fmt.Fprintln(&b, name, a.header[name])
		}
	}
	b.Write(a.body)
	return b.String()
}

// sealed finds what is signed: a header of JSON, a payload and a signature, each in Base64.
var sealed = regexp.MustCompile(`eyJ[A-Za-z0-9_-]+\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+`)

// opened writes out what is signed in an answer, so that it is looked through like everything else. Two signatures differ
// if and only if what is signed does.
func opened(body []byte) []byte {
	return sealed.ReplaceAllFunc(body, func(s []byte) []byte {
		payload, err := base64.RawURLEncoding.DecodeString(string(sealed.FindSubmatch(s)[1]))
		if err != nil {
			return s
		}
		quoted, err := json.Marshal(string(payload)) // it stands within a string
		if err != nil {
			return s
		}
		return quoted[1 : len(quoted)-1]
	})
}

func keys(h http.Header) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range h {
			if !yield(name) {
				return
			}
		}
	}
}

// recorder is the response of a request that never leaves the process.
type recorder struct {
	answer
	body bytes.Buffer
}

// Header returns the headers that the handler may set.
func (r *recorder) Header() http.Header { return r.header }

// WriteHeader keeps the first status.
func (r *recorder) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

// Write keeps what the handler writes.
func (r *recorder) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// ask sends a GraphQL request of a viewer.
func (w *world) ask(ctx context.Context, v *viewer, query string) (answer, error) {
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		return answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/graphql", bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "en")
	return w.send(v, r), nil
}

// get asks for a path outside GraphQL.
func (w *world) get(ctx context.Context, v *viewer, path string) (answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address+path, nil)
	if err != nil {
		return answer{}, err
	}
	return w.send(v, r), nil
}

// address is where the server seems to be.
const address = "http://thidua.invalid"

func (w *world) send(v *viewer, r *http.Request) answer {
	r.RemoteAddr = "192.0.2.1:1024"
	if v.present != nil {
		v.present(r)
	}
	out := &recorder{answer: answer{header: http.Header{}}}
	w.house.Handler.ServeHTTP(out, r)
	out.answer.body = opened(out.body.Bytes())
	return out.answer
}
