package graph_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// quirks are paragraphs with what a publisher's text may hold and nobody may repair unasked: an Eth in the place of Đ,
// doubled no-break spaces and one before a plain space, curly quotes of which one never closes, ASCII quotes within, a
// sentence and a list without their ends, doubled spaces, hyphens for dashes, dates in five shapes, padded numbers, tone
// marks in the old style, misspellings, characters that Markdown and HTML use for themselves.
func quirks() []string {
	return []string{
		"Sáng ngày 14/01, khối thi đua\u00a0\u00a0tổ chức hội nghị - tổng kết năm 2021.",
		"Cán bộ, công chức, viên chức,\u00a0người lao động;\u00a0 tham dự gồm: 01 đơn vị, 03 đơn vị",
		"Quan đánh giá, \u00d0ảng bộ khối “về \"tự diễn biến\", \"tự chuyển hóa\" trong nội bộ” – “Về đẩy mạnh học tập",
		"Ngày 07 tháng 4 năm 2014; 18-5-2021, 25-10-2021; số 37-QĐ/TW (khóa XI, XII) ,suy thoái, thủy lợi, bức phá,",
		"1. Không phải danh sách * cũng không [liên kết](x) <b>đậm</b> &amp; &nbsp; \\ `mã` _nghiêng_ #",
		"Có hai  dấu cách, QLNN và UBND.Không cách",
	}
}

type quirkyBody struct {
	Body []struct {
		Content []struct {
			Text  string   `json:"text"`
			Marks []string `json:"marks"`
		} `json:"content"`
	} `json:"body"`
	Markdown, HTML, Text string
}

// texts are the texts of the paragraphs, run by run.
func (q quirkyBody) texts() [][]string {
	all := [][]string{}
	for _, b := range q.Body {
		runs := []string{}
		for _, r := range b.Content {
			runs = append(runs, r.Text)
		}
		all = append(all, runs)
	}
	return all
}

// TestQuirksSurviveEveryForm writes a body with quirks, reads it as blocks, Markdown and HTML, and writes it again from each:
// it is the same, byte for byte.
func TestQuirksSurviveEveryForm(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			p := newPlayer(newExampleServer(t, backend.open(t)))
			p.signIn(t, []string{"an", "CONTRIBUTOR"})
			blocks, want := []any{}, [][]string{}
			for _, text := range quirks() {
				words := strings.SplitN(text, " ", 3) // the second word is bold: runs meet within the text
				a, b, c := words[0]+" ", words[1], " "+words[2]
				blocks = append(blocks, map[string]any{"paragraph": map[string]any{"content": []any{
					map[string]any{"text": a}, map[string]any{"text": b, "marks": []string{"BOLD"}}, map[string]any{"text": c},
				}}})
				want = append(want, []string{a, b, c})
			}
			id, got := p.write(t, `mutation($body: BodyInput) { saved: articleCreate(input: {content: {title: "Bài", body: $body}}) {`+quirkyDraft+`} }`,
				map[string]any{"body": map[string]any{"blocks": blocks}})
			if diff := cmp.Diff(want, got.texts()); diff != "" {
				t.Fatalf("blocks as written (-want +got):\n%s", diff)
			}
			for _, form := range []struct{ name, text string }{{"markdown", got.Markdown}, {"html", got.HTML}} {
				// Something else first, so that the form itself must bring the text back.
				update := `mutation($id: ID!, $version: Int!, $body: BodyInput) { saved: articleUpdate(input: {id: $id, version: $version, content: {body: $body}}) {` + quirkyDraft + `} }`
				id.Version++
				p.write(t, update, map[string]any{"id": id.ID, "version": id.Version - 1, "body": map[string]any{"markdown": "khác"}})
				_, again := p.write(t, update, map[string]any{"id": id.ID, "version": id.Version, "body": map[string]any{form.name: form.text}})
				id.Version++
				if diff := cmp.Diff(got, again); diff != "" {
					t.Errorf("through %s (-want +got):\n%s", form.name, diff)
				}
			}
		})
	}
}

const quirkyDraft = ` draft { id version body { ... on ParagraphBlock { content { text marks } } } markdown html text } userErrors { field message } `

// write sends a mutation of An and returns the draft that it saved.
func (p *player) write(t *testing.T, query string, variables map[string]any) (id struct {
	ID      string
	Version int64
}, body quirkyBody,
) {
	t.Helper()
	request, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	w, _ := p.server.send(t, request, p.cookies["an"])
	var answer struct {
		Data struct {
			Saved struct {
				Draft      json.RawMessage
				UserErrors []any
			}
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK || len(answer.Data.Saved.UserErrors) > 0 {
		t.Fatalf("%d, %v: %s", w.Code, err, w.Body)
	}
	for _, into := range []any{&id, &body} {
		if err := json.Unmarshal(answer.Data.Saved.Draft, into); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
	}
	return id, body
}
