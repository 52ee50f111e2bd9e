package media

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
)

// Kind is a kind of file that is taken in.
type Kind struct {
	MimeType  string
	Extension string // with its dot
	Picture   bool   // it can be shown, and variants made of it
}

// The kinds, as they are found in the content.
func jpegKind() Kind { return Kind{"image/jpeg", ".jpg", true} }
func pngKind() Kind  { return Kind{"image/png", ".png", true} }
func gifKind() Kind  { return Kind{"image/gif", ".gif", true} }
func webpKind() Kind { return Kind{"image/webp", ".webp", true} }
func pdfKind() Kind  { return Kind{"application/pdf", ".pdf", false} }
func textKind() Kind { return Kind{"text/plain", ".txt", false} }
func csvKind() Kind  { return Kind{"text/csv", ".csv", false} }

// office lists the kinds that are ZIP archives: by what the archive says of its main part.
func office() map[string]Kind {
	const ooxml, odf = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
	return map[string]Kind{
		ooxml + "wordprocessingml.document.main+xml":   {ooxml + "wordprocessingml.document", ".docx", false},
		ooxml + "spreadsheetml.sheet.main+xml":         {ooxml + "spreadsheetml.sheet", ".xlsx", false},
		ooxml + "presentationml.presentation.main+xml": {ooxml + "presentationml.presentation", ".pptx", false},
		odf + "text":         {odf + "text", ".odt", false},
		odf + "spreadsheet":  {odf + "spreadsheet", ".ods", false},
		odf + "presentation": {odf + "presentation", ".odp", false},
	}
}

// pictures lists the kinds that are pictures.
func pictures() []Kind { return []Kind{jpegKind(), pngKind(), gifKind(), webpKind()} }

// kindOf says what kind of file the content is. The name decides between text and a table of text alone, which are read
// alike. It fails with [errs.Invalid] for a kind that is not taken in.
func kindOf(content io.ReaderAt, size int64, name string) (Kind, error) {
	head := make([]byte, 512)
	n, err := content.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return Kind{}, fmt.Errorf("read file: %w", err)
	}
	head = head[:n]
	begins := func(magic string) bool { return bytes.HasPrefix(head, []byte(magic)) }
	switch {
	case n == 0:
		return Kind{}, errs.InvalidField("file", "Tệp rỗng.", "The file is empty.")
	case begins("\xff\xd8\xff"):
		return jpegKind(), nil
	case begins(pngMagic):
		return pngKind(), nil
	case begins("GIF87a"), begins("GIF89a"):
		return gifKind(), nil
	case begins("RIFF") && n >= 12 && string(head[8:12]) == "WEBP":
		return webpKind(), nil
	case begins("%PDF-"):
		return pdfKind(), nil
	case begins("PK\x03\x04"):
		return officeKind(content, size)
	}
	return plainKind(content, size, name)
}

// Bounds of archives that are taken in: what they hold is not unpacked here, but by the program of whoever opens them.
const (
	maxArchiveFiles = 10_000
	maxArchiveBytes = 1 << 30
	maxArchiveType  = 1 << 20 // of the part that says what the archive is
)

// officeKind says what kind of document an archive is.
func officeKind(content io.ReaderAt, size int64) (Kind, error) {
	archive, err := zip.NewReader(content, size)
	if err != nil {
		return Kind{}, refusedKind().Because(err)
	}
	var unpacked uint64
	types := ""
	for _, f := range archive.File {
		unpacked += f.UncompressedSize64
		if unpacked > maxArchiveBytes || len(archive.File) > maxArchiveFiles {
			return Kind{}, errs.InvalidField("file",
				"Tệp nén chứa quá nhiều dữ liệu nên không an toàn để mở.", "What is packed in the file is too much to be opened safely.")
		}
		switch {
		case strings.EqualFold(path.Base(f.Name), "vbaProject.bin"), strings.HasPrefix(f.Name, "Basic/"):
			return Kind{}, errs.InvalidField("file",
				"Tài liệu có macro nên không nhận; hãy lưu lại không kèm macro.", "Documents with macros are not taken: save it without them.")
		case f.Name == "[Content_Types].xml", f.Name == "mimetype":
			if types, err = unpack(f); err != nil {
				return Kind{}, refusedKind().Because(err)
			}
		}
	}
	for main, kind := range office() {
		if types == main || strings.Contains(types, `"`+main+`"`) {
			return kind, nil
		}
	}
	return Kind{}, refusedKind()
}

// unpack reads a small part of an archive.
func unpack(f *zip.File) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", fmt.Errorf("unpack %.40q: %w", f.Name, err)
	}
	text, err := io.ReadAll(io.LimitReader(r, maxArchiveType+1))
	if err == nil && len(text) > maxArchiveType {
		err = errors.New("it is too large")
	}
	if err := errors.Join(err, r.Close()); err != nil {
		return "", fmt.Errorf("unpack %.40q: %w", f.Name, err)
	}
	return string(text), nil
}

// plainKind takes text in UTF-8 that is not the source of a page or a picture: nothing that a browser could be talked into
// running.
func plainKind(content io.ReaderAt, size int64, name string) (Kind, error) {
	r := io.NewSectionReader(content, 0, size)
	buffer := make([]byte, 64<<10)
	first, rest := true, 0
	for {
		n, err := io.ReadFull(r, buffer[rest:])
		text := buffer[:rest+n]
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return Kind{}, fmt.Errorf("read file: %w", err)
		}
		whole := len(text)
		if !last {
			whole = lastRune(text)
		}
		if first && isMarkup(text) || !isText(text[:whole]) {
			return Kind{}, refusedKind()
		}
		if last {
			break
		}
		rest, first = copy(buffer, text[whole:]), false
	}
	if strings.EqualFold(path.Ext(name), ".csv") {
		return csvKind(), nil
	}
	return textKind(), nil
}

// lastRune returns where a rune begins that the end of the text may have cut.
func lastRune(text []byte) int {
	for i := len(text) - 1; i >= 0 && i > len(text)-utf8.UTFMax; i-- {
		if utf8.RuneStart(text[i]) {
			return i
		}
	}
	return len(text)
}

func isText(text []byte) bool {
	return utf8.Valid(text) && !bytes.ContainsFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f'
	})
}

func isMarkup(text []byte) bool {
	text = bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\ufeff")), " \t\r\n\f")
	return bytes.HasPrefix(text, []byte("<")) || bytes.HasPrefix(text, []byte("#!"))
}

// refusedKind is the refusal of a file of another kind.
func refusedKind() *errs.Error {
	return errs.InvalidField("file",
		"Loại tệp này không nhận được. Hãy gửi ảnh JPEG, PNG, GIF hoặc WebP; tài liệu PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), OpenDocument (.odt, .ods, .odp); hoặc văn bản UTF-8 (.txt, .csv).",
		"This kind of file is not taken. Send a JPEG, PNG, GIF or WebP picture; a PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx) or OpenDocument (.odt, .ods, .odp) document; or text in UTF-8 (.txt, .csv).")
}

// damaged is the refusal of a file that is not what it begins as.
func damaged(cause error) *errs.Error {
	return errs.InvalidField("file",
		"Ảnh bị hỏng hoặc thiếu dữ liệu; hãy mở và lưu lại ảnh rồi gửi lại.",
		"The picture is damaged or not whole: open it, save it again, and send that.").Because(cause)
}
