package sqlitestore

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"reflect"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// keepPlans makes a connection keep the plan of a statement, whatever is bound to it (SQLite's query planner stability guarantee).
// Without it FTS5 plans the statement by which it looks terms up anew for each term, where a segment of the search index has the
// number 1, which the first of each round of merges has: half the time of a search. Our own statements name their indexes, or go by
// the one key that there is, and lose nothing.
//
// The driver has no setting for it, and SQL no statement, so it is told to SQLite by the handle that the driver keeps in its connection.
// A driver that keeps it otherwise is an error, which every test of the store meets.
func keepPlans(raw driver.Conn) error {
	connection := reflect.Indirect(reflect.ValueOf(raw))
	if connection.Kind() != reflect.Struct {
		return errors.New("the driver's connection is no struct")
	}
	handle := connection.FieldByName("db")
	if !handle.IsValid() || handle.Kind() != reflect.Uintptr {
		return errors.New("the driver's connection has no handle of SQLite's")
	}
	tls := libc.NewTLS()
	defer tls.Close()
	on, before := int32(1), uintptr(0) // a null pointer: nobody asks what it was before
	args := libc.NewVaList(on, before)
	defer libc.Xfree(tls, args)
	if code := sqlite3.Xsqlite3_db_config(tls, uintptr(handle.Uint()), sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG, args); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("SQLite does not keep plans: error %d", code)
	}
	return nil
}
