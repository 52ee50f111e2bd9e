package sqlitestore

import (
	"fmt"
	"sync"
	"unsafe"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// keepPlans makes all connections that are opened from now on keep the plan of a statement, whatever is bound to it (SQLite's query
// planner stability guarantee). Without it FTS5 plans the statement by which it looks terms up anew for each term, where a segment of
// the search index has the number 1, which the first of each round of merges has: half the time of a search. Our own statements name
// their indexes and lose nothing. The driver has no setting for it, and a program has no statement: it is told to each
// connection by an automatic extension, which is how the driver's own package vec comes to them too.
var keepPlans = sync.OnceValue(func() error { //nolint:gochecknoglobals // as is what it sets
	tls := libc.NewTLS()
	defer tls.Close()
	extension := keepPlansOf
	// A function as the translated library has it: the pointer that a Go function value is.
	pointer := *(*uintptr)(unsafe.Pointer(&extension)) //nolint:gosec // as the driver does it; the function is in the program, and stays
	if code := sqlite3.Xsqlite3_auto_extension(tls, pointer); code != sqlite3.SQLITE_OK {
		return fmt.Errorf("SQLite takes no extension: error %d", code)
	}
	return nil
})

// keepPlansOf is called by SQLite for each connection that is opened, with what an extension gets.
func keepPlansOf(tls *libc.TLS, db, _, _ uintptr) int32 {
	on, result := int32(1), uintptr(0) // a null pointer: nobody asks what it was before
	args := libc.NewVaList(on, result)
	defer libc.Xfree(tls, args)
	return sqlite3.Xsqlite3_db_config(tls, db, sqlite3.SQLITE_DBCONFIG_ENABLE_QPSG, args)
}
