package graph_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/upload"
)

// TestHostileForms sends forms that no honest client sends. Each is refused with its code, nothing is added, and the server
// takes the next one.
func TestHostileForms(t *testing.T) {
	t.Parallel()
	p := newPlayer(newExampleServer(t, backends(t)[0].open(t)))
	p.signIn(t, []string{"an", "EDITOR"})
	p.signIn(t, []string{"dung", "READER"})
	picture := pngPicture(t, 8, 6)
	operations := envelopeOf(t, uploading, `{"file": null}`)
	form := func(operations, places string, files ...part) []part {
		return append([]part{{"operations", "", operations}, {"map", "", places}}, files...)
	}
	file := part{"0", "anh.png", picture}
	const place = `{"0": ["variables.file"]}`
	many := func(n int) (places string, files []part) {
		var names []string
		for i := range n {
			names = append(names, fmt.Sprintf(`"f%d": ["variables.files.%d"]`, i, i))
			files = append(files, part{fmt.Sprintf("f%d", i), "a.png", picture})
		}
		return "{" + strings.Join(names, ",") + "}", files
	}
	tooMany, tooManyFiles := many(upload.MaxFiles + 1)
	for _, test := range []struct {
		name   string
		who    string
		parts  []part
		change func(*http.Request)
		code   errs.Code
	}{
		{"a form without the header that other sites cannot send", "an", form(operations, place, file), func(r *http.Request) { r.Header.Del("GraphQL-Require-Preflight") }, upload.PreflightRequired},
		{"a page of another site, with the cookie", "an", form(operations, place, file), func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, errs.CrossOrigin},
		{"an anonymous reader", "", form(operations, place, file), nil, errs.Unauthenticated},
		{"somebody who may add no files", "dung", form(operations, place, file), nil, errs.Forbidden},
		{"a list of operations", "an", form("["+operations+"]", place, file), nil, "BATCH_REFUSED"},
		{"operations that are no JSON", "an", form("{", place, file), nil, "BAD_REQUEST"},
		{"operations with a key twice", "an", form(`{"query":"{a}","query":"{b}"}`, place, file), nil, "BAD_REQUEST"},
		{"a map with a key twice", "an", form(operations, `{"0":["variables.file"],"0":["variables.file"]}`, file), nil, "BAD_REQUEST"},
		{"a map that is a list", "an", form(operations, `["variables.file"]`, file), nil, "BAD_REQUEST"},
		{"a map that is empty", "an", form(operations, `{}`), nil, upload.BadForm},
		{"a map that is deeper than any", "an", form(operations, `{"0":`+strings.Repeat("[", 4000)+strings.Repeat("]", 4000)+`}`, file), nil, "JSON_TOO_DEEP"},
		{"a place that is no list", "an", form(operations, `{"0": "variables.file"}`, file), nil, upload.BadForm},
		{"a place that is a number", "an", form(operations, `{"0": [0]}`, file), nil, upload.BadForm},
		{"a place outside the variables", "an", form(operations, `{"0": ["query"]}`, file), nil, upload.BadForm},
		{"a place in what is no variable", "an", form(operations, `{"0": ["variables.other"]}`, file), nil, upload.BadForm},
		{"a place below a null", "an", form(operations, `{"0": ["variables.file.0"]}`, file), nil, upload.BadForm},
		{"a place of a list that has no such item", "an", form(envelopeOf(t, uploading, `{"file": [null]}`), `{"0": ["variables.file.-1"]}`, file), nil, upload.BadForm},
		{"a place with a leading zero", "an", form(envelopeOf(t, uploading, `{"file": [null]}`), `{"0": ["variables.file.00"]}`, file), nil, upload.BadForm},
		{"a place where something is already", "an", form(envelopeOf(t, uploading, `{"file": "x"}`), place, file), nil, upload.BadForm},
		{"two files for one place", "an", form(operations, `{"0": ["variables.file"], "1": ["variables.file"]}`, file, part{"1", "b.png", picture}), nil, upload.BadForm},
		{"the map as a file", "an", form(operations, `{"map": ["variables.file"]}`), nil, upload.BadForm},
		{"a file that the map does not name", "an", form(operations, place, file, part{"1", "b.png", picture}), nil, upload.BadForm},
		{"a file twice", "an", form(operations, place, file, file), nil, upload.BadForm},
		{"no file", "an", form(operations, place), nil, upload.BadForm},
		{"more files than allowed", "an", form(envelopeOf(t, uploading, `{"files": [`+strings.Repeat("null,", upload.MaxFiles)+`null]}`), tooMany, tooManyFiles...), nil, upload.BadForm},
		{"the file first", "an", []part{file, {"operations", "", operations}, {"map", "", place}}, nil, upload.BadForm},
		{"the map first", "an", []part{{"map", "", place}, {"operations", "", operations}, file}, nil, upload.BadForm},
		{"a form without parts", "an", nil, nil, upload.BadForm},
		{"a form that breaks off", "an", form(operations, place, file), func(r *http.Request) { r.Body = io.NopCloser(io.LimitReader(r.Body, r.ContentLength-100)) }, upload.BadForm},
		{"a wrong boundary", "an", form(operations, place, file), func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data; boundary=x") }, upload.BadForm},
		{"no boundary", "an", form(operations, place, file), func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data") }, upload.BadForm},
		{"a form that is packed", "an", form(operations, place, file), func(r *http.Request) { r.Header.Set("Content-Encoding", "gzip") }, upload.BadForm},
		{"a file that is too large", "an", form(operations, place, part{"0", "a.txt", strings.Repeat("a", 1<<20+1)}), nil, errs.Limit},
		{"a query that is too deep", "an", form(envelopeOf(t, strings.Repeat("{a", 60)+strings.Repeat("}", 60), `{"file": null}`), place, file), nil, "TOO_NESTED"},
		{"a query that is none", "an", form(envelopeOf(t, "mutation {", `{"file": null}`), place, file), nil, "PARSE_ERROR"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := formRequest(t, p.cookies[test.who], test.parts)
			if test.change != nil {
				test.change(r)
			}
			a := send(t, p.server.handler, r)
			if len(a.Errors) == 0 || a.Errors[0].Extensions.Code != test.code || strings.Contains(a.Body, string(errs.Internal)) {
				t.Errorf("it is answered %.300s; want %s", a.Body, test.code)
			}
		})
	}
	answer, _ := p.ask(t, "an", `{ media(first: 1) { totalCount } }`)
	if !bytes.Contains(answer, []byte(`"totalCount":0`)) {
		t.Errorf("something was added: %s", answer)
	}
	p.uploadPicture(t, "an")
}
