package sheet_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"thidua/internal/errs"
	"thidua/internal/sheet"
)

// goodFile is a small file that is read without complaint.
func goodFile(t testing.TB) []byte {
	t.Helper()
	return xlsx(t, func(f *excelize.File) {
		rows(t, f, "Sheet1", 1, []any{"STT", "Đơn vị", "Danh hiệu"}, []any{1, "Sở Y tế", "Bằng khen"})
	})
}

// repacked returns a file with parts replaced or added; nil takes a part out.
func repacked(t testing.TB, file []byte, parts map[string]io.Reader) []byte {
	t.Helper()
	from, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	to := zip.NewWriter(&b)
	put := func(name string, r io.Reader) {
		w, err := to.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, part := range from.File {
		if _, changed := parts[part.Name]; changed {
			continue
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		put(part.Name, r)
	}
	for name, content := range parts {
		if content != nil {
			put(name, content)
		}
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withSheet returns the good file with another XML for its sheet.
func withSheet(t testing.TB, xml string) []byte {
	t.Helper()
	return repacked(t, goodFile(t), map[string]io.Reader{"xl/worksheets/sheet1.xml": strings.NewReader(xml)})
}

// zeros is an endless text.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

const (
	sheetBegin = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row r="1"><c r="A1" t="inlineStr"><is><t>Đơn vị</t></is></c><c r="B1" t="inlineStr"><is><t>Danh hiệu</t></is></c></row>`
	sheetEnd = `</sheetData></worksheet>`
)

func TestHostileFilesAreRefused(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Rows, limits.Unpacked, limits.Strings = 100, 64<<20, 8<<20
	good := goodFile(t)
	for _, c := range []struct {
		name string
		file func(t testing.TB) []byte
		code errs.Code
		says string // part of the message in Vietnamese
	}{
		{"nothing", func(testing.TB) []byte { return nil }, errs.Invalid, "Tệp trống"},
		{"only spaces", func(testing.TB) []byte { return []byte(" \r\n ") }, errs.Invalid, "Tệp trống"},
		{"a PDF", func(testing.TB) []byte { return []byte("%PDF-1.7\n") }, errs.Invalid, "không phải là bảng tính"},
		{"binary rubbish", func(testing.TB) []byte { return []byte("a\x00\x01\x02b,c\n\x00") }, errs.Invalid, "không phải là bảng tính"},
		{"a web page called .xls", func(testing.TB) []byte { return []byte("\r\n<HTML><table>") }, errs.Invalid, "trang web"},
		{"a truncated file", func(testing.TB) []byte { return good[:len(good)/2] }, errs.Invalid, "bị hỏng"},
		{"a zip of something else", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"_rels/.rels": strings.NewReader("<Relationships/>")})
		}, errs.Invalid, "không phải là bảng tính"},
		{"OpenDocument", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"mimetype": strings.NewReader("application/vnd.oasis.opendocument.spreadsheet")})
		}, errs.Invalid, ".ods"},
		{"a file with a password", func(t testing.TB) []byte {
			t.Helper()
			b, err := excelize.Encrypt(good, &excelize.Options{Password: "mật khẩu"})
			if err != nil {
				t.Fatal(err)
			}
			return b
		}, errs.Invalid, "mật khẩu"},
		{"an old .xls", func(testing.TB) []byte {
			return append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 1000)...)
		}, errs.Invalid, ".xls kiểu cũ"},
		{"a zip bomb", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"xl/worksheets/sheet1.xml": io.LimitReader(zeros{}, 70<<20)})
		}, errs.Limit, "sau khi giải nén"},
		{"one endless text within a sheet", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"xl/worksheets/sheet1.xml": io.MultiReader(strings.NewReader(
				sheetBegin+`<row r="2"><c r="B2" t="inlineStr"><is><t>`), io.LimitReader(zeros{}, 30<<20), strings.NewReader(`</t></is></c></row>`+sheetEnd))})
		}, errs.Limit, "Dòng 2, cột B: ô quá dài"},
		{"a text of many pieces", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="A2" t="inlineStr"><is>`+strings.Repeat("<r><t>"+strings.Repeat("a", 1000)+"</t></r>", 1000)+`</is></c></row>`+sheetEnd)
		}, errs.Limit, "Dòng 2, cột A: ô quá dài"},
		{"shared texts without end", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"xl/sharedStrings.xml": strings.NewReader(
				"<sst>" + strings.Repeat("<si><t>"+strings.Repeat("a", 30_000)+"</t></si>", 400) + "</sst>")})
		}, errs.Limit, "byte văn bản"},
		{"content in column 16,384", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="XFD2"><v>1</v></c></row>`+sheetEnd)
		}, errs.Limit, "Dòng 2, cột XFD: bảng có quá nhiều cột"},
		{"too many rows", func(testing.TB) []byte {
			return []byte("Đơn vị,Danh hiệu\n" + strings.Repeat("a,Bằng khen\n", 101))
		}, errs.Limit, "100 hàng"},
		{"too many cells in a line of a CSV", func(testing.TB) []byte {
			return []byte("Đơn vị,Danh hiệu\na" + strings.Repeat(",b", 300) + "\n")
		}, errs.Limit, "Dòng 2, cột IW: bảng có quá nhiều cột"},
		{"a quotation mark that is never closed", func(testing.TB) []byte {
			return []byte("Đơn vị,Danh hiệu\na,\"Bằng khen\n" + strings.Repeat("a,Bằng khen\n", 9000))
		}, errs.Limit, "Dòng 2, cột B: ô quá dài; có thể một dấu ngoặc kép"},
		{"rows that go back", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="3"/><row r="2"><c r="A2"><v>1</v></c></row>`+sheetEnd)
		}, errs.Invalid, "bị hỏng"},
		{"cells that go back", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>`+sheetEnd)
		}, errs.Invalid, "bị hỏng"},
		{"a sheet whose rows do not end", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="A2"><v>1</v></c></row>`)
		}, errs.Invalid, "bị hỏng"},
		{"XML that breaks off", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="A2"><v>1</c `+sheetEnd)
		}, errs.Invalid, "bị hỏng"},
		{"an entity that is declared to grow", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, `<!DOCTYPE a [<!ENTITY b "cccccccc"><!ENTITY d "&b;&b;&b;">]>`+sheetBegin+`<row r="2"><c r="A2" t="str"><v>&d;</v></c></row>`+sheetEnd)
		}, errs.Invalid, "bị hỏng"},
		{"a text that is not there", func(t testing.TB) []byte {
			t.Helper()
			return withSheet(t, sheetBegin+`<row r="2"><c r="A2" t="s"><v>99</v></c></row>`+sheetEnd)
		}, errs.Invalid, "Dòng 2, cột A: ô trỏ đến văn bản không có"},
		{"a sheet that is not there", func(t testing.TB) []byte {
			t.Helper()
			return repacked(t, good, map[string]io.Reader{"xl/worksheets/sheet1.xml": nil})
		}, errs.Invalid, "bị hỏng"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := refusal(t, c.file(t), awards(), sheet.Options{}, limits)
			if got.Code != c.code || !strings.Contains(got.Vi, c.says) || got.En == "" {
				t.Errorf("got %s %q, want %s with %q", got.Code, got.Vi, c.code, c.says)
			}
		})
	}
}

func TestTooLargeAFileIsNotOpened(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Bytes = 10
	_, err := sheet.Open(bytes.NewReader(goodFile(t)), 11, limits)
	if errs.CodeOf(err) != errs.Limit {
		t.Error(err)
	}
}

func TestMacrosAndLinksAreLeftAlone(t *testing.T) {
	t.Parallel()
	relations := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" Target="externalLinks/externalLink1.xml"/>` +
		`</Relationships>`
	file := repacked(t, goodFile(t), map[string]io.Reader{
		"xl/_rels/workbook.xml.rels": strings.NewReader(relations), "xl/vbaProject.bin": strings.NewReader("run me"),
		"xl/worksheets/sheet1.xml": strings.NewReader(sheetBegin + `<row r="2"><c r="A2" t="str"><f>[1]Sheet1!A1</f><v>Sở Y tế</v></c><c r="B2"><f>WEBSERVICE("http://a")</f></c></row>` + sheetEnd),
	})
	got := read(t, file, awards(), sheet.Options{})
	want := []string{
		"2 # | unit=Sở Y tế (CALCULATED) | " +
			"award=!Dòng 2, cột B (Hình thức khen thưởng): công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.",
	}
	if diff := cmp.Diff(want, got.Rows); diff != "" || !got.Report.Macros || !got.Report.Linked {
		t.Error(diff, got.Report.Macros, got.Report.Linked)
	}
}

func TestManyMergedAreasCostLittle(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(sheetBegin)
	for range 2000 {
		b.WriteString(`<row><c t="str"><v>Sở Y tế</v></c><c t="str"><v>Bằng khen</v></c></row>`)
	}
	b.WriteString(`</sheetData><mergeCells>`)
	for range 90_000 {
		b.WriteString(`<mergeCell ref="C1:XFD1048576"/>`)
	}
	b.WriteString(`</mergeCells></worksheet>`)
	begun := time.Now()
	got := read(t, withSheet(t, b.String()), awards(), sheet.Options{})
	if spent := time.Since(begun); got.Report.Rows != 2000 || spent > 20*time.Second {
		t.Errorf("%d rows in %v", got.Report.Rows, spent)
	}
}

func TestADamagedFileIsNeverAShorterList(t *testing.T) {
	t.Parallel()
	good := provincialList(t)
	want := read(t, good, awards(), sheet.Options{}).Rows
	all := func(file []byte) ([]string, error) {
		found, err := table(file, awards(), sheet.Options{}, sheet.DefaultLimits())
		if err != nil {
			return nil, err
		}
		var lines []string
		for row, err := range found.Rows() {
			if err != nil {
				return nil, err
			}
			lines = append(lines, line(awards(), row))
		}
		return lines, nil
	}
	for at := range good {
		cut := good[:at]
		if _, err := all(cut); err == nil {
			t.Fatalf("the first %d bytes were read as a whole file", at)
		}
		if at%3 != 0 {
			continue
		}
		flipped := bytes.Clone(good)
		flipped[at] ^= 0x10
		got, err := all(flipped)
		if diff := cmp.Diff(want, got); err == nil && diff != "" {
			t.Fatalf("with byte %d changed: %s", at, diff)
		}
		if err != nil && errs.As(err) == nil {
			t.Fatalf("with byte %d changed: %v is not for clients", at, err)
		}
	}
}
