package sheet

import (
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Limits bound what one file may cost. Each is a refusal with [errs.Limit] that names the bound.
type Limits struct {
	Bytes     int64 // of the file as it was sent
	Unpacked  int64 // of all parts of an XLSX that are read, unpacked
	Strings   int64 // of the texts that the cells of an XLSX share, which are kept in memory
	Sheets    int
	Rows      int // of the table's sheet, with those above and below the table
	Columns   int // the last that may have content
	CellBytes int // of one cell's text
	Merges    int // merged areas of a sheet
}

// DefaultLimits are generous to offices: an XLSX of 100,000 rows with twenty columns has some 10 MB, and 100 MB unpacked.
func DefaultLimits() Limits {
	return Limits{
		Bytes: 32 << 20, Unpacked: 512 << 20, Strings: 64 << 20,
		Sheets: 64, Rows: 200_000, Columns: 256, CellBytes: 32 << 10, Merges: 100_000,
	}
}

// Bounds of the work that is done with a file, whatever its size.
const (
	headerRows   = 60        // from the top of a sheet in which the header must end
	headerHeight = 3         // rows that one header may have
	headerBytes  = 400       // of one header's text; what is longer is none
	maxParts     = 10_000    // in the container of an XLSX
	maxStrings   = 4_000_000 // texts that the cells of an XLSX share
	maxListed    = 200       // errors, and skipped rows, that a report lists
	maxGroups    = 8         // groups within groups
)

// tooMany refuses a file that passes a bound.
func tooMany(vi, en string, bound int64) *errs.Error {
	n := viet.FormatCount(int(bound))
	return errs.New(errs.Limit,
		fmt.Sprintf("Tệp vượt giới hạn %s %s. Hãy chia thành nhiều tệp nhỏ hơn.", n, vi),
		fmt.Sprintf("The file passes the limit of %s %s. Split it into smaller files.", n, en))
}

// unreadable refuses a file that is not what it should be.
func unreadable(vi, en string) *errs.Error { return errs.New(errs.Invalid, vi, en) }

// damaged refuses a spreadsheet that is cut off or broken; the cause is for the log.
func damaged(cause error) *errs.Error {
	return unreadable("Tệp XLSX bị hỏng hoặc chưa tải lên trọn vẹn. Hãy mở bằng Excel, lưu lại rồi gửi lại.",
		"The XLSX file is damaged or incomplete. Open and save it in Excel, then send it again.").Because(cause)
}
