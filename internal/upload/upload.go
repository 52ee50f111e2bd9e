// Package upload reads forms with files from HTTP requests: as a stream, within bounds, from pages of our own only.
//
// Both doors for files use it, the GraphQL endpoint and the plain one. It may import errs and media.
package upload

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"time"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/media"
)

// The codes of refusals that only forms know.
const (
	BadForm           errs.Code = "BAD_FORM"           // the form with the files is not well-formed, or not what is asked for
	PreflightRequired errs.Code = "PREFLIGHT_REQUIRED" // a form needs the header `GraphQL-Require-Preflight: 1`, which other sites cannot send
)

// Receiver receives files. It is safe for concurrent use.
type Receiver struct {
	// Tray is where files go. Required.
	Tray *media.Tray
	// Now is the clock, for deadlines. Required.
	Now func() time.Time
}

// How long a sender may take. Files take longer than other requests, but only as long as they keep coming.
const (
	// LongestTransfer is how long a whole form may take.
	LongestTransfer = 15 * time.Minute
	// longestPause is how long a sender may pause.
	longestPause = 20 * time.Second
	// answerTime is what is left for the answer after the last byte.
	answerTime = time.Minute
)

// MaxFiles is the largest number of files of one form.
const MaxFiles = 10

// forcing lists the headers of which a form must have one. A browser sends them to another site only after a preflight, which
// we do not allow strangers, while it sends a bare form anywhere: a sign-in cookie must not be enough to change something.
func forcing() []string {
	return []string{"GraphQL-Require-Preflight", "Apollo-Require-Preflight", "X-Requested-With"}
}

// Required is the refusal of a form that any page could have sent; nil if the request has one of the headers.
func Required(h http.Header) error {
	for _, name := range forcing() {
		if h.Get(name) != "" {
			return nil
		}
	}
	return errs.New(PreflightRequired,
		"Hãy gửi kèm tiêu đề GraphQL-Require-Preflight: 1; thiếu nó, một trang khác có thể tải tệp lên thay người dùng.",
		"Send the header GraphQL-Require-Preflight: 1 along; without it, another site could upload in a user's name.")
}

// IsForm reports whether a request has the body that this package reads.
func IsForm(h http.Header) bool {
	name, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	return err == nil && name == "multipart/form-data"
}

// Form is a form that is being read, part by part. It is used by one goroutine.
type Form struct {
	receiver *Receiver
	parts    *multipart.Reader
	left     int // parts that may still come
}

// Open begins to read a form of at most the given number of fields besides its files, which take at most fieldBytes
// together. Only who may upload should come this far: from here on, slow senders are waited for.
func (rc *Receiver) Open(w http.ResponseWriter, r *http.Request, fields int, fieldBytes int64) (*Form, error) {
	if err := Required(r.Header); err != nil {
		return nil, err
	}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" || r.Header.Get("Content-Encoding") != "" {
		return nil, badForm("Biểu mẫu multipart/form-data không hợp lệ.", "The form is no proper multipart/form-data.")
	}
	const perPart = 4 << 10 // its head
	most := fieldBytes + MaxFiles*rc.Tray.MaxBytes() + int64(fields+MaxFiles)*perPart
	body := &pacedBody{
		ReadCloser: http.MaxBytesReader(w, r.Body, most), control: http.NewResponseController(w),
		now: rc.Now, end: rc.Now().Add(LongestTransfer),
	}
	return &Form{receiver: rc, parts: multipart.NewReader(body, params["boundary"]), left: fields + MaxFiles}, nil
}

// Part is one part of a form.
type Part struct {
	Name     string // of the field
	FileName string // as the sender calls it; empty if it is no file
	content  io.Reader
}

// Next returns the next part, or nil at the end of the form. What is left of the part before is passed over.
func (f *Form) Next() (*Part, error) {
	p, err := f.parts.NextRawPart()
	if errors.Is(err, io.EOF) {
		return nil, nil //nolint:nilnil // the end
	}
	if err != nil {
		return nil, brokenOff(err)
	}
	if f.left--; f.left < 0 {
		return nil, badForm("Biểu mẫu có quá nhiều phần.", "The form has too many parts.")
	}
	disposition, params, err := mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil || disposition != "form-data" || params["name"] == "" {
		return nil, badForm("Một phần của biểu mẫu không có tên.", "A part of the form has no name.")
	}
	if encoding := p.Header.Get("Content-Transfer-Encoding"); encoding != "" && encoding != "binary" {
		return nil, badForm("Không nhận phần biểu mẫu đã mã hóa lại.", "Parts of the form must not be encoded.")
	}
	return &Part{Name: params["name"], FileName: params["filename"], content: p}, nil
}

// Text reads a part that is no file, of at most so many bytes.
func (p *Part) Text(most int) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(p.content, int64(most)+1))
	if err != nil {
		return nil, brokenOff(err)
	}
	if len(text) > most {
		return nil, badForm(fmt.Sprintf("Phần %.40q của biểu mẫu quá lớn.", p.Name), fmt.Sprintf("The part %.40q of the form is too large.", p.Name))
	}
	if !utf8.Valid(text) {
		return nil, badForm(fmt.Sprintf("Phần %.40q của biểu mẫu không phải là UTF-8.", p.Name), fmt.Sprintf("The part %.40q of the form is not UTF-8.", p.Name))
	}
	return text, nil
}

// Receive fills an upload with the part, which the caller closes then.
func (f *Form) Receive(ctx context.Context, p *Part, u *media.Upload) error {
	u.Name = p.FileName
	err := f.receiver.Tray.Receive(ctx, u, p.content)
	if err != nil && errs.As(err) == nil && ctx.Err() == nil {
		return brokenOff(err)
	}
	return err
}

func badForm(vi, en string) *errs.Error { return errs.New(BadForm, vi, en) }

// brokenOff is the refusal of a form that does not come to its end.
func brokenOff(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return errs.New(errs.Limit, "Biểu mẫu quá lớn.", "The form is too large.").Because(err)
	}
	return badForm("Biểu mẫu bị đứt giữa chừng hoặc sai định dạng.", "The form broke off or is malformed.").Because(err)
}

// pacedBody waits for a slow sender as long as something comes now and then, up to an end.
type pacedBody struct {
	io.ReadCloser
	control *http.ResponseController
	now     func() time.Time
	end     time.Time
}

// Read implements [io.Reader].
func (b *pacedBody) Read(p []byte) (int, error) {
	until := b.now().Add(longestPause)
	if until.After(b.end) {
		until = b.end
	}
	// Where deadlines cannot be moved, as in tests without a connection, the server's own stay.
	_ = b.control.SetReadDeadline(until)
	_ = b.control.SetWriteDeadline(until.Add(answerTime))
	return b.ReadCloser.Read(p)
}
