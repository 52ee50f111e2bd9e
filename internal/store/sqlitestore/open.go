// Package sqlitestore keeps documents in an embedded SQLite database: one file, no service to install.
//
// A document is stored as BSON. The fields that its schema declares become columns, those with many values side
// tables, and the schema's indexes become indexes over them; every query follows the plan that store.NewPlan picks.
// Reads run on several connections and never wait for a write. Writes pass one goroutine, which commits those that
// arrive together in one transaction with one fsync. Only cmd imports this package.
package sqlitestore

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"

	"thidua/internal/store"
)

// Config says where the database is.
type Config struct {
	// Path is the database file, made if it does not exist; its directory must. Empty means a private database in
	// memory, gone when the store closes. Several processes may have the same file open.
	Path string
	// Now is the clock of the leases; time.Now if nil.
	Now func() time.Time
	// Memory is how many bytes of documents are kept to be read again, about; 32 MiB if zero. The cache of pages that each
	// connection has comes on top.
	Memory uint64
	// Findings is how many bytes of what questions found are kept to be answered again, about; 32 MiB if zero, none if negative.
	Findings int64
	// BusyTimeout is how long a write waits for another process that is writing; 10 seconds if zero.
	BusyTimeout time.Duration
}

// Store is a [store.Store] in one SQLite database.
type Store struct {
	now      func() time.Time
	readers  *pool
	writer   *writer
	memory   *memory
	findings *findings
	tables   atomic.Pointer[map[string]*table] // by schema name; replaced, never changed

	mu     sync.RWMutex // guards closed, and calls.Add against calls.Wait
	closed bool
	calls  sync.WaitGroup
}

var _ store.Store = (*Store)(nil)

// applicationID marks a file as ours in its header: "thdu" in ASCII.
const applicationID = 0x74686475

// Open opens or makes the database. A file that cannot be opened, is damaged, read-only or of another application is
// an [errs.Unavailable] error.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now //nolint:forbidigo // the field's default
	}
	if cfg.BusyTimeout == 0 {
		cfg.BusyTimeout = 10 * time.Second
	}
	writing, err := dsn(cfg, false)
	if err != nil {
		return nil, err
	}
	first, err := dial(ctx, writing)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", translate(err))
	}
	if err := prepareFile(ctx, first); err != nil {
		_ = first.close() // the first error tells more
		return nil, fmt.Errorf("open the database: %w", translate(err))
	}
	s := &Store{now: cfg.Now, memory: newMemory(cmp.Or(cfg.Memory, defaultMemory)), findings: newFindings(cmp.Or(cfg.Findings, defaultFindings))}
	s.tables.Store(&map[string]*table{})
	if cfg.Path == "" {
		// The connection is the database, so readers and writer take turns on it.
		s.readers = newPool(1, func(context.Context) (*conn, error) { return nil, errors.New("a second connection to memory") }, first)
		s.writer = newWriter(ctx, s.readers)
		return s, nil
	}
	reading, err := dsn(cfg, true)
	if err != nil {
		return nil, err
	}
	s.readers = newPool(max(2, runtime.GOMAXPROCS(0)), func(ctx context.Context) (*conn, error) { return dial(ctx, reading) })
	s.writer = newWriter(ctx, newPool(1, func(ctx context.Context) (*conn, error) { return dial(ctx, writing) }, first))
	return s, nil
}

// dsn is the driver's name of the database, with the settings of a connection.
func dsn(cfg Config, readOnly bool) (string, error) {
	if cfg.Path == "" {
		return "file::memory:?" + pragmas(cfg, false), nil
	}
	path, err := filepath.Abs(cfg.Path)
	if err != nil {
		return "", fmt.Errorf("open the database: %w", err)
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") { // a Windows drive
		slashed = "/" + slashed
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath() + "?" + pragmas(cfg, readOnly), nil
}

// pragmas are the settings of every connection.
//
//   - synchronous FULL: in WAL mode each commit is on the disk before it is acknowledged.
//   - cache_size: 32 MiB a connection, and as many connections read as there are processors. No memory mapping: it was
//     not measurably faster, and a file that is cut off under a mapping kills the process.
//   - journal_size_limit: after a bulk load the write-ahead log shrinks again.
//   - trusted_schema off, defensive and no double-quoted strings: a damaged or hostile file cannot run functions, and
//     a misspelt column is an error.
func pragmas(cfg Config, readOnly bool) string {
	q := url.Values{
		"_busy_timeout": {fmt.Sprint(cfg.BusyTimeout.Milliseconds())},
		"_dqs":          {"0"},
		"_defensive":    {"1"},
		"_error_rc":     {"1"},
		"_synchronous":  {"FULL"},
		"_pragma": {
			"cache_size(-32768)",
			"trusted_schema(0)",
			"journal_size_limit(67108864)",
			"wal_autocheckpoint(4000)",
		},
	}
	if readOnly {
		q.Set("_query_only", "1")
	} else {
		q.Add("_pragma", tempInMemory)
	}
	return q.Encode()
}

// Where a connection keeps what it needs for a while. A savepoint notes there every page that is about to change: in
// memory, for the writer; in a file, that would be a third of the price of a write. Building an index sorts there: in
// a file, however large the table is.
const (
	tempInMemory = "temp_store(MEMORY)"
	tempInFile   = "temp_store(FILE)"
)

// prepareFile checks whose file it is, and makes an empty one ours.
func prepareFile(ctx context.Context, c *conn) error {
	id, err := c.int(ctx, "PRAGMA application_id")
	if err != nil {
		return err
	}
	tables, err := c.int(ctx, "SELECT count(*) FROM sqlite_schema")
	if err != nil {
		return err
	}
	if id != applicationID && (id != 0 || tables != 0) {
		return foreign(fmt.Errorf("application ID %#x with %d tables", id, tables))
	}
	for _, sql := range append([]string{
		"PRAGMA journal_mode = WAL",
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
	}, systemTables()...) {
		if err := c.run(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// enter begins a call; the function it returns ends it. It fails once the store closes.
func (s *Store) enter() (func(), error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, closed()
	}
	s.calls.Add(1)
	return s.calls.Done, nil
}

// Ready reads a page of the database and proves that it is still a database.
func (s *Store) Ready(ctx context.Context) error {
	return s.read(ctx, func(c *conn) error {
		_, err := c.int(ctx, "SELECT count(*) FROM sqlite_schema")
		return err
	})
}

// Close waits for the calls under way, at most until ctx is done, and closes the connections. Closing again is no
// error.
func (s *Store) Close(ctx context.Context) error {
	s.mu.Lock()
	was := s.closed
	s.closed = true
	s.mu.Unlock()
	if was {
		return nil
	}
	idle := make(chan struct{})
	go func() { s.calls.Wait(); close(idle) }()
	select {
	case <-idle:
	case <-ctx.Done():
		return fmt.Errorf("close the database: %w", ctx.Err())
	}
	s.writer.stop()
	if err := errors.Join(s.readers.close(), s.writer.conns.close()); err != nil {
		return fmt.Errorf("close the database: %w", translate(err))
	}
	return nil
}

// read runs f with a connection for reading.
func (s *Store) read(ctx context.Context, f func(*conn) error) error {
	leave, err := s.enter()
	if err != nil {
		return err
	}
	defer leave()
	return translate(s.readers.with(ctx, f))
}

// table returns what Ensure built for the schema.
func (s *Store) table(schema *store.Schema) (*table, error) {
	t, ok := (*s.tables.Load())[schema.Name]
	if !ok {
		return nil, fmt.Errorf("schema %s: was not given to Ensure", schema.Name)
	}
	return t, nil
}

// driverError is what the driver reports; its Code is SQLite's extended result code.
type driverError = sqlite.Error
