package mongostore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Codes of the server that we act on. The names are MongoDB's.
const (
	codeNamespaceNotFound = 26
	codeIndexNotFound     = 27
	codeObjectTooLarge    = 10334
	codeDuplicateKey      = 11000
)

// passing returns the codes of failures that pass by themselves: lost connections, elections and shutdowns, changes of the
// cluster's shape, conflicts within the server, and times that ran out. The driver's labels cover most of them, but
// not of every server.
func passing() []int {
	return []int{
		6, 7, 89, 202, 317, 9001, // network
		91, 189, 10107, 11600, 11602, 13435, 13436, // elections and shutdowns
		43, 133, 134, 175, 237, 13388, // shape, and cursors that it ended
		24, 112, // locks
		50, 64, 262, // times
	}
}

// translate gives a driver's error its code. What the server refused for a reason that is our fault stays as it is;
// the end of the caller's own context too, at which the outcome of a write is open. All that is not an answer of the
// server is a failure to reach it.
func translate(ctx context.Context, err error) error {
	if err == nil || errs.As(err) != nil {
		return err
	}
	if ended := ctx.Err(); ended != nil {
		return fmt.Errorf("%w: %w", ended, err)
	}
	if _, ok := ctx.Deadline(); ok && errors.Is(err, context.DeadlineExceeded) {
		return err // the driver does not begin what the deadline leaves no time for
	}
	var answer mongo.ServerError
	switch {
	case !errors.As(err, &answer):
		return unavailable(err)
	case answer.HasErrorCode(codeObjectTooLarge):
		return errs.New(errs.Limit,
			"Tài liệu quá lớn để lưu; hãy bớt nội dung.",
			"The document is too large to save; shorten it.").Because(err)
	case passes(answer):
		return unavailable(err)
	default:
		return err
	}
}

// passes reports whether the same call may succeed later.
func passes(err mongo.ServerError) bool {
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) ||
		err.HasErrorLabel("RetryableWriteError") || err.HasErrorLabel("TransientTransactionError") {
		return true
	}
	if w := (mongo.WriteException{}); errors.As(err, &w) && w.WriteConcernError != nil {
		return true
	}
	if w := (mongo.BulkWriteException{}); errors.As(err, &w) && w.WriteConcernError != nil {
		return true
	}
	return slices.ContainsFunc(passing(), err.HasErrorCode) || deadlocked(err)
}

func unavailable(cause error) *errs.Error {
	return errs.New(errs.Unavailable,
		"Không kết nối được với cơ sở dữ liệu; hãy thử lại sau.",
		"The database cannot be reached; try again.").Because(cause)
}

func conflict(cause error) *errs.Error {
	return errs.New(errs.Conflict,
		"Tài liệu đã thay đổi kể từ khi được đọc; hãy tải lại rồi thực hiện lại.",
		"The document has changed since it was read; load it again and redo the change.").Because(cause)
}

func missing(id string) *errs.Error { return errs.Missing("tài liệu", "document", id) }

// duplicate names the fields of the unique index, if it is known which.
func duplicate(x *store.Index, cause error) *errs.Error {
	e := errs.New(errs.Duplicate,
		"Giá trị này đã được một tài liệu khác dùng; hãy chọn giá trị khác.",
		"Another document has this value already; choose another.").Because(cause)
	if x != nil {
		e.Field = strings.Split(strings.Join(x.Fields, "."), ".")
	}
	return e
}
