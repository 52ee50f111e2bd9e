package sheet

import (
	"bytes"
	"errors"
	"io"

	"thidua/internal/errs"
)

// Book is an opened file. It reads from the file it was opened on, which must stay as it is, and needs no closing. It is
// for one goroutine.
type Book struct {
	file   book
	limits Limits
}

// book is a file of either format.
type book interface {
	sheets() []Info
	// open returns the rows of the i-th sheet; the caller closes it.
	open(i int) (source, error)
	// describe says of the file what a report does.
	describe(r *Report)
}

// Open recognises a file by its content, whatever its name: XLSX, with or without macros, or CSV. Anything else is refused
// with [errs.Invalid] that says what it is and how to save it instead, and a file beyond the limits with [errs.Limit].
func Open(file io.ReaderAt, size int64, limits Limits) (*Book, error) {
	if size > limits.Bytes {
		return nil, tooMany("byte", "bytes", limits.Bytes)
	}
	head := make([]byte, 4096)
	n, err := file.ReadAt(head[:min(size, int64(len(head)))], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:n]
	if len(bytes.TrimSpace(head)) == 0 && size <= int64(n) {
		return nil, unreadable("Tệp trống.", "The file is empty.")
	}
	if refusal := refuse(file, size, head); refusal != nil {
		return nil, refusal
	}
	if bytes.HasPrefix(head, []byte("PK")) {
		b, err := openXLSX(file, size, limits)
		if err != nil {
			return nil, err
		}
		return &Book{file: b, limits: limits}, nil
	}
	b, err := openCSV(file, size, limits)
	if err != nil {
		return nil, err
	}
	return &Book{file: b, limits: limits}, nil
}

// Sheets returns the sheets of the file in order; a CSV has one, without a name.
func (b *Book) Sheets() []Info { return b.file.sheets() }

// refuse recognises what people take for a spreadsheet and is none of ours; nil if it may be one.
func refuse(file io.ReaderAt, size int64, head []byte) *errs.Error {
	trimmed := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		if contains(io.NewSectionReader(file, 0, size), wide("EncryptedPackage")) {
			return unreadable("Tệp có mật khẩu. Hãy bỏ mật khẩu trong Excel (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi gửi lại.",
				"The file has a password. Remove it in Excel (File › Info › Protect Workbook) and send it again.")
		}
		return unreadable("Tệp .xls kiểu cũ không đọc được. Hãy mở bằng Excel và lưu thành .xlsx.",
			"The old .xls format cannot be read. Open it in Excel and save it as .xlsx.")
	case bytes.HasPrefix(trimmed, []byte("<")):
		return unreadable("Tệp là trang web hoặc XML, không phải bảng tính. Hãy mở bằng Excel và lưu thành .xlsx.",
			"The file is a web page or XML and no spreadsheet. Open it in Excel and save it as .xlsx.")
	case bytes.HasPrefix(head, []byte("%PDF")), bytes.HasPrefix(head, []byte("{\\rtf")), bytes.HasPrefix(head, []byte("\x89PNG")),
		bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")), bytes.HasPrefix(head, []byte("Rar!")), bytes.HasPrefix(head, []byte("7z\xBC\xAF")):
		return unknownFormat()
	default:
		return nil
	}
}

// unknownFormat refuses what is no spreadsheet at all.
func unknownFormat() *errs.Error {
	return unreadable("Tệp không phải là bảng tính XLSX hay CSV. Hãy lưu bảng thành .xlsx.",
		"The file is neither an XLSX nor a CSV spreadsheet. Save the table as .xlsx.")
}

// wide returns an ASCII text as UTF-16, in which old Office files keep their names.
func wide(s string) []byte {
	var b []byte
	for _, c := range []byte(s) {
		b = append(b, c, 0)
	}
	return b
}

// contains reports whether a file has the bytes, in bounded memory. What cannot be read does not.
func contains(r io.Reader, what []byte) bool {
	buffer, kept := make([]byte, 64<<10), 0
	for {
		n, err := r.Read(buffer[kept:])
		if bytes.Contains(buffer[:kept+n], what) {
			return true
		}
		if err != nil {
			return false
		}
		kept = copy(buffer, buffer[max(0, kept+n-len(what)):kept+n])
	}
}
