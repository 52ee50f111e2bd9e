package mediahttp

import (
	"context"
	"net/http"
	"strconv"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/newsroom"
	"thidua/internal/upload"
)

// Bounds of the fields of a form beside the file.
const (
	maxFields     = 8
	maxFieldBytes = 4 << 10
)

// added is the answer to an upload.
type added struct {
	ID       string `json:"id"`
	Version  int64  `json:"version"`
	Path     string `json:"path"` // where it is fetched
	FileName string `json:"fileName"`
	MimeType string `json:"mimeType"`
	Bytes    int64  `json:"bytes"`
	Width    *int64 `json:"width"`
	Height   *int64 `json:"height"`
}

// add takes in one file: a form with the part "file" and, before or after it, alt, caption, credit, focalX and focalY, and
// ownerUnitId. Who may not add files is told so before the file is read.
func (h *handler) add(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	v := access.ViewerFrom(ctx)
	if err := newsroom.MayAddMedia(v); err != nil {
		h.refuse(w, r, err)
		return
	}
	if !upload.IsForm(r.Header) {
		h.refuse(w, r, errs.New(upload.BadForm, "Hãy gửi biểu mẫu multipart/form-data.", "Send a form of multipart/form-data."))
		return
	}
	n := newsroom.NewMedia{OwnerUnitID: v.UnitID, File: &media.Upload{}}
	defer func() { _ = n.File.Close() }() // a temporary file, of no use any more
	if err := h.read(ctx, w, r, &n); err != nil {
		h.refuse(w, r, err)
		return
	}
	m, err := h.Library.Add(ctx, v, n)
	if err != nil {
		h.refuse(w, r, err)
		return
	}
	w.Header().Set("Location", m.Path(""))
	h.answer(w, http.StatusCreated, added{
		ID: m.ID, Version: m.Version, Path: m.Path(""), FileName: m.FileName, MimeType: m.MimeType, Bytes: m.Bytes, Width: m.Width, Height: m.Height,
	})
}

// read reads the form.
func (h *handler) read(ctx context.Context, w http.ResponseWriter, r *http.Request, n *newsroom.NewMedia) error {
	form, err := h.Uploads.Open(w, r, maxFields, maxFields*maxFieldBytes)
	if err != nil {
		return err
	}
	seen := map[string]string{}
	for {
		part, err := form.Next()
		switch {
		case err != nil:
			return err
		case part == nil:
			return describe(n, seen)
		}
		if _, twice := seen[part.Name]; twice {
			return errs.New(upload.BadForm, "Phần "+part.Name+" bị lặp lại.", "The part "+part.Name+" is there twice.")
		}
		if part.Name == "file" {
			seen["file"] = part.FileName
			if err := form.Receive(ctx, part, n.File); err != nil {
				return err
			}
			continue
		}
		text, err := part.Text(maxFieldBytes)
		if err != nil {
			return err
		}
		seen[part.Name] = string(text)
	}
}

// describe takes what the fields of a form say of the file.
func describe(n *newsroom.NewMedia, fields map[string]string) error {
	var focus [2]*float64
	for name, text := range fields {
		switch name {
		case "file":
		case "alt":
			n.Alt = text
		case "caption":
			n.Caption = text
		case "credit":
			n.Credit = text
		case "ownerUnitId":
			n.OwnerUnitID = text
		case "focalX", "focalY":
			number, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return errs.InvalidField(name, "Điểm nhấn phải là số từ 0 đến 1.", "A focal point is a number from 0 to 1.").Because(err)
			}
			at := 0
			if name == "focalY" {
				at = 1
			}
			focus[at] = &number
		default:
			return errs.New(upload.BadForm, "Không có trường nào tên là "+strconv.Quote(name)+".", "There is no field named "+strconv.Quote(name)+".")
		}
	}
	if (focus[0] == nil) != (focus[1] == nil) {
		return errs.InvalidField("focalX", "Điểm nhấn cần cả hai số.", "A focal point needs both numbers.")
	}
	if focus[0] != nil {
		n.FocalPoint = &newsroom.FocalPoint{X: *focus[0], Y: *focus[1]}
	}
	return nil
}
