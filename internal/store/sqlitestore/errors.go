package sqlitestore

import (
	"context"
	"errors"

	sqlite3 "modernc.org/sqlite/lib"

	"thidua/internal/errs"
)

// errForeign is the cause of an open that finds a database of another application.
var errForeign = errors.New("not a database of this application")

// errUnfinished is the cause of an error after which what was written must not stay, since what belongs to it is missing.
var errUnfinished = errors.New("what belongs to a write could not be written")

// errDamaged is the cause of an error about stored bytes that are not what was written.
var errDamaged = errors.New("stored bytes are damaged")

// translate gives the driver's errors the code that callers act on. An error that already has one, and the end of a
// context, pass as they are; what is left is our own fault.
func translate(err error) error {
	if err == nil || errs.As(err) != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, errDamaged) {
		return damagedFile().Because(err)
	}
	e := (*driverError)(nil)
	if !errors.As(err, &e) {
		return err
	}
	switch primary(e) {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return errs.New(errs.Unavailable,
			"Cơ sở dữ liệu đang bận vì một tiến trình khác; hãy thử lại sau.",
			"The database is busy with another process; try again.").Because(err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return errs.New(errs.Unavailable,
			"Không mở được tệp cơ sở dữ liệu; hãy kiểm tra đường dẫn và quyền truy cập.",
			"The database file cannot be opened; check its path and permissions.").Because(err)
	case sqlite3.SQLITE_READONLY:
		return errs.New(errs.Unavailable,
			"Tệp cơ sở dữ liệu chỉ cho phép đọc; hãy kiểm tra quyền ghi của tệp và thư mục.",
			"The database file is read-only; check the permissions of the file and its directory.").Because(err)
	case sqlite3.SQLITE_FULL:
		return errs.New(errs.Unavailable,
			"Ổ đĩa chứa cơ sở dữ liệu đã đầy.",
			"The disk that holds the database is full.").Because(err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damagedFile().Because(err)
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM:
		return errs.New(errs.Unavailable,
			"Không đọc hoặc ghi được cơ sở dữ liệu; hãy kiểm tra ổ đĩa và bộ nhớ.",
			"The database cannot be read or written; check disk and memory.").Because(err)
	default:
		return err
	}
}

// primary is the result code without its extension.
func primary(e *driverError) int { return e.Code() & 0xff }

// violates reports whether the error is a broken constraint: the statement was undone, the transaction goes on.
func violates(err error) bool {
	e := (*driverError)(nil)
	return errors.As(err, &e) && primary(e) == sqlite3.SQLITE_CONSTRAINT
}

// harmless reports whether a transaction may go on after the error of one of its writes: the write was refused, and
// the database is well.
func harmless(err error) bool {
	if errors.Is(err, errUnfinished) {
		return false
	}
	e := (*driverError)(nil)
	if !errors.As(err, &e) {
		return !errors.Is(err, errDamaged)
	}
	switch primary(e) {
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE:
		return true
	default:
		return false
	}
}

func damagedFile() *errs.Error {
	return errs.New(errs.Unavailable,
		"Tệp cơ sở dữ liệu bị hỏng hoặc không phải là cơ sở dữ liệu; hãy phục hồi từ bản sao lưu.",
		"The database file is damaged or not a database; restore it from a backup.")
}

func damaged(cause error) error { return errors.Join(errDamaged, cause) }

func foreign(cause error) error {
	return errs.New(errs.Unavailable,
		"Tệp này thuộc về một ứng dụng khác; hãy chọn đường dẫn khác cho cơ sở dữ liệu.",
		"This file belongs to another application; choose another path for the database.",
	).Because(errors.Join(errForeign, cause))
}

func closed() error {
	return errs.New(errs.Unavailable, "Cơ sở dữ liệu đã đóng.", "The database is closed.")
}

// conflict tells that the document is not at the version that the writer read.
func conflict(cause error) error {
	return errs.New(errs.Conflict,
		"Tài liệu đã thay đổi kể từ khi được đọc; hãy tải lại rồi thực hiện lại.",
		"The document has changed since it was read; load it again and redo the change.",
	).Because(cause)
}
