package verifyhttp

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"thidua/internal/verify"
	"thidua/internal/viet"
)

//go:embed assets
var assets embed.FS

// pageSet are the pages as they were written, ready to be filled in.
type pageSet struct {
	form, answer *template.Template
	style        []byte
}

// pages reads the pages from the binary; that they can be read, a test makes sure.
func pages() *pageSet {
	parse := func(name string) *template.Template {
		t := template.New("layout.html").Funcs(template.FuncMap{"day": viet.Date.Format, "time": clock})
		return template.Must(t.ParseFS(assets, "assets/layout.html", "assets/"+name))
	}
	style, err := assets.ReadFile("assets/style.css")
	if err != nil {
		panic(err) // it is in the binary
	}
	return &pageSet{form: parse("form.html"), answer: parse("answer.html"), style: style}
}

// form is what the form holds.
type form struct{ Code, Number, Issuer, IssuedOn string }

// page is what a page is filled in with.
type page struct {
	SiteName  string
	Title     string
	Canonical string // the address of the page; "" for one that has none of its own
	Form      form
	Error     string
	Answer    *verify.Answer
	Seal      seal
	QR        template.HTML
	Signed    string // the address of the signed answer, "" for none
	JWS       string
}

// seal is how a status looks: in words, with a sign that is there without colours too.
type seal struct{ Class, Mark, Label, Meaning string }

func (h *handler) page(f form) page {
	return page{SiteName: h.SiteName, Title: "Xác thực quyết định và danh hiệu khen thưởng", Canonical: h.Verifier.SiteURL + "/v/", Form: f}
}

// answer shows an answer. It has its own code as its address, however it was asked for.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, s *verify.Signed) {
	p := h.page(form{})
	p.Answer, p.Seal, p.JWS, p.Canonical = &s.Answer, sealOf(s), s.JWS, s.URL()
	p.Title = p.Seal.Label + " – Xác thực khen thưởng"
	if url := s.URL(); url != "" {
		svg, err := qrSVG(url)
		if err != nil {
			h.refuse(w, r, fmt.Errorf("draw the code of %s: %w", url, err), form{})
			return
		}
		p.QR = svg
	}
	if code := s.Asked.Code; code != "" {
		p.Signed = "/v/" + code + "/signed"
	}
	h.show(w, r, statusOf(s), h.pages.answer, p)
}

// statusOf is the status of an answer: what is unknown was not found.
func statusOf(s *verify.Signed) int {
	if s.Status == verify.Unknown {
		return http.StatusNotFound
	}
	return http.StatusOK
}

// show sends a page, whole or not at all.
func (h *handler) show(w http.ResponseWriter, r *http.Request, status int, t *template.Template, p page) {
	var b bytes.Buffer
	if err := t.Execute(&b, p); err != nil {
		h.Logger.ErrorContext(r.Context(), "verify: fill in a page", slog.String("error", err.Error()))
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	secure(w.Header())
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", "vi")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // a client that has gone needs no answer
}

// sealOf returns the words for a status. An award is called what it is called everywhere else.
func sealOf(s *verify.Signed) seal {
	what := "Quyết định"
	if s.Award != nil {
		what = "Danh hiệu, hình thức khen thưởng này"
	}
	switch s.Status {
	case verify.Valid:
		return seal{"valid", "✓", "Có thật, còn hiệu lực", what + " có trong sổ khen thưởng và chưa bị hủy bỏ."}
	case verify.Amended:
		return seal{"amended", "!", "Có thật, đã có thay đổi", what + " có trong sổ khen thưởng; một phần đã được sửa đổi hoặc hủy bỏ."}
	case verify.Revoked:
		return seal{"revoked", "✕", "Đã bị hủy bỏ", what + " từng có thật nhưng đã bị hủy bỏ, không còn giá trị."}
	default:
		return seal{"unknown", "?", "Không xác thực được", "Sổ khen thưởng công khai không có bản ghi nào đúng như bạn hỏi. " +
			"Hãy đối chiếu lại với bản giấy; nếu vẫn không được, hãy hỏi cơ quan đã ban hành."}
	}
}

// clock writes an instant as people in Vietnam read it.
func clock(t time.Time) string {
	return t.In(viet.Zone()).Format("15 giờ 04 phút, ngày 02/01/2006")
}
