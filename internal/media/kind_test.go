package media

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"thidua/internal/errs"
)

// archive is a ZIP archive of files: names and contents in turn.
func archive(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Ensure that the content says what a file is, whatever it is called, and that nothing is taken that a browser could run.
func TestKindOfContent(t *testing.T) {
	t.Parallel()
	const word = `<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	for _, test := range []struct {
		name, file, content, want string // want is empty for what is refused
	}{
		{"a picture that is called a text", "a.txt", string(pngPicture(t, upright)), "image/png"},
		{"a JPEG", "a.exe", string(jpegPicture(t, upright)), "image/jpeg"},
		{"a GIF", "a", string(gifPicture(t)), "image/gif"},
		{"a WebP", "a.html", string(webpPicture(t, upright)), "image/webp"},
		{"a PDF", "a.png", "%PDF-1.7\n", "application/pdf"},
		{"a Word document", "a.zip", archive(t, "[Content_Types].xml", word, "word/document.xml", "<w/>"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"an OpenDocument text", "a.odt", archive(t, "mimetype", "application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text"},
		{"a text in Vietnamese", "a.html", "Danh sách khen thưởng\n", "text/plain"},
		{"a table", "Danh sách.CSV", "STT,Họ tên\r\n", "text/csv"},
		{"a text whose letters are cut by the buffer", "a.txt", strings.Repeat("ả", 100_000), "text/plain"},
		{"an empty file", "a.png", "", ""},
		{"an SVG picture", "a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, ""},
		{"an SVG picture behind a BOM and spaces", "a.txt", "\ufeff \n\t<svg/>", ""},
		{"a page that is called a picture", "a.png", "<!doctype html><script>alert(1)</script>", ""},
		{"XML", "a.txt", `<?xml version="1.0"?>`, ""},
		{"a script", "a.txt", "#!/bin/sh\n", ""},
		{"a program", "a.png", "\x7fELF\x02\x01\x01\x00", ""},
		{"a program of Windows", "a.txt", "MZ\x90\x00\x03", ""},
		{"text with a control character", "a.txt", "abc\x1b[31m", ""},
		{"text in another encoding", "a.txt", "Danh s\xe1ch", ""},
		{"text that turns into something else behind the first buffer", "a.txt", strings.Repeat("a", 70_000) + "\x00", ""},
		{"a bare archive", "a.docx", archive(t, "a.exe", "MZ"), ""},
		{"a document with macros", "a.docx", archive(t, "[Content_Types].xml", word, "word/vbaProject.bin", "x"), ""},
		{"an OpenDocument with macros", "a.odt", archive(t, "mimetype", "application/vnd.oasis.opendocument.text", "Basic/Standard/Module1.xml", "x"), ""},
		{"half an archive", "a.docx", archive(t, "[Content_Types].xml", word)[:60], ""},
		{"a moving picture of another kind", "a.mp4", "\x00\x00\x00\x18ftypmp42\x00\x00", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			kind, err := kindOf(strings.NewReader(test.content), int64(len(test.content)), test.file)
			if test.want == "" {
				if e := errs.As(err); e == nil || e.Code != errs.Invalid || len(e.Field) != 1 || e.Field[0] != "file" {
					t.Errorf("it is taken for %s, %v", kind.MimeType, err)
				}
				return
			}
			if err != nil || kind.MimeType != test.want {
				t.Errorf("it is taken for %q, %v; want %q", kind.MimeType, err, test.want)
			}
		})
	}
}
