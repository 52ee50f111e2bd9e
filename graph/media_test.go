package graph_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"

	"thidua/internal/errs"
)

// part is a part of a form; one with a file name is a file.
type part struct{ name, fileName, content string }

// formBody writes a form.
func formBody(t testing.TB, parts []part) (body *bytes.Buffer, contentType string) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for _, p := range parts {
		head := textproto.MIMEHeader{}
		disposition := `form-data; name="` + p.name + `"`
		if p.fileName != "" {
			disposition += `; filename="` + p.fileName + `"`
		}
		head.Set("Content-Disposition", disposition)
		out, err := w.CreatePart(head)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.Write([]byte(p.content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return body, w.FormDataContentType()
}

// formRequest is a form to /graphql, of a person who is signed in.
func formRequest(t testing.TB, cookie *http.Cookie, parts []part) *http.Request {
	t.Helper()
	body, contentType := formBody(t, parts)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql", body)
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("GraphQL-Require-Preflight", "1")
	r.Header.Set("Accept-Language", "en")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return r
}

// envelopeOf is the part "operations" of a query with variables in JSON.
func envelopeOf(t testing.TB, query, variables string) string {
	t.Helper()
	text, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// uploading is the mutation of these tests.
const uploading = `mutation($file: Upload!) { mediaUpload(input: {file: $file, alt: "Ảnh"}) { media { id url mimeType } userErrors { code field message } } }`

// pngPicture is a PNG picture of w × h pixels.
func pngPicture(t testing.TB, w, h int) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), 90, 255})
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// uploadPicture adds a picture as somebody and returns its ID.
func (p *player) uploadPicture(t *testing.T, who string) string {
	t.Helper()
	a := send(t, p.server.handler, formRequest(t, p.cookies[who], []part{
		{"operations", "", envelopeOf(t, uploading, `{"file": null}`)},
		{"map", "", `{"0": ["variables.file"]}`},
		{"0", "anh.png", pngPicture(t, 64, 48)},
	}))
	var data struct {
		MediaUpload struct{ Media struct{ ID string } }
	}
	if err := json.Unmarshal(a.Data, &data); err != nil || data.MediaUpload.Media.ID == "" {
		t.Fatalf("%s cannot upload: %s", who, a.Body)
	}
	return data.MediaUpload.Media.ID
}

// fetch gets a path below /media.
func (p *player) fetch(t *testing.T, who, path string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	if cookie := p.cookies[who]; cookie != nil {
		r.AddCookie(cookie)
	}
	for _, c := range change {
		c(r)
	}
	w := httptest.NewRecorder()
	p.server.media.ServeHTTP(w, r)
	return w
}

// TestAFileIsPublicWithItsArticle follows a picture from a draft to the public and back, by every way to ask for it.
func TestAFileIsPublicWithItsArticle(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			p := newPlayer(newExampleServer(t, backend.open(t)))
			p.signIn(t, []string{"an", "EDITOR"})
			p.signIn(t, []string{"binh", "EDITOR"})
			id := p.uploadPicture(t, "an")
			check := func(when string, public bool) {
				t.Helper()
				for _, path := range []string{"/anh.png", "/w160/anh.png", "/w160-square/anh.png"} {
					w := p.fetch(t, "", "/media/"+id+path)
					if (w.Code == http.StatusOK) != public {
						t.Errorf("%s: %s answers %d to an anonymous reader", when, path, w.Code)
					}
					cached := strings.Contains(w.Header().Get("Cache-Control"), "public")
					if cached != public {
						t.Errorf("%s: %s says %q", when, path, w.Header().Get("Cache-Control"))
					}
					if w := p.fetch(t, "an", "/media/"+id+path); w.Code != http.StatusOK {
						t.Errorf("%s: %s answers %d to an editor", when, path, w.Code)
					}
				}
				for _, question := range []string{
					`{ node(id: "` + id + `") { id } }`,
					`{ nodes(ids: ["` + id + `"]) { ... on Media { id url alt } } }`,
				} {
					answer, _ := p.ask(t, "", question)
					if bytes.Contains(answer, []byte(id)) != public {
						t.Errorf("%s: %s is answered %s", when, question, answer)
					}
				}
				answer, _ := p.ask(t, "", `{ media(first: 100) { totalCount nodes { id } } }`)
				if bytes.Contains(answer, []byte(id)) || !bytes.Contains(answer, []byte(errs.Unauthenticated)) {
					t.Errorf("%s: the library is answered %s", when, answer)
				}
			}
			check("before it is used", false)
			p.kept["picture"] = id
			p.step(t, step{
				title: "draft", request: `mutation { articleCreate(input: {content: {title: "Bài có ảnh", slug: "bai-co-anh", coverId: "${picture}",
				body: {markdown: "![](media:${picture})"}}}) { draft { id } userErrors { message } } }`,
				settings: [][2]string{{"as", "an"}, {"keep", "draft = articleCreate.draft.id"}},
			})
			check("in a draft", false)
			for i, taken := range []string{"an articleSubmit", "binh articleApprove", "binh articlePublish"} {
				who, name, _ := strings.Cut(taken, " ")
				p.step(t, step{title: name, settings: [][2]string{{"as", who}}, request: `mutation { ` + name + `(input: {id: "${draft}", version: ` +
					string(rune('1'+i)) + `}) { draft { version } userErrors { message } } }`})
			}
			check("in a public article", true)
			answer, calls := p.ask(t, "", `{ article(slug: "bai-co-anh") { html cover { url variant(width: 160, crop: WIDE_16_9) { url width height } ownerUnit { id } createdBy { id } } } }`)
			for _, want := range []string{
				`src=\"https://thidua.example.vn/media/` + id + `/anh.png\"`, `"url":"https://thidua.example.vn/media/` + id + `/anh.png"`,
				`"variant":{"url":"https://thidua.example.vn/media/` + id + `/w160-wide/anh.png","width":64,"height":36}`, `"ownerUnit":null`, `"createdBy":null`,
			} {
				if !bytes.Contains(answer, []byte(want)) {
					t.Errorf("no %s in %s", want, answer)
				}
			}
			if calls != 4 { // the article, its body, its cover, the pictures of its body
				t.Errorf("%d store calls", calls)
			}
			p.step(t, step{
				title: "unpublish", settings: [][2]string{{"as", "binh"}},
				request: `mutation { articleUnpublish(input: {id: "${draft}", version: 4}) { draft { version } userErrors { message } } }`,
			})
			check("in an article that was taken off the site", false)
		})
	}
}
