package sqlitestore

import (
	"context"
	"database/sql/driver"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/modfile"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// TestPlansAreKept asks for the plan of a statement that SQLite plans by the value that is bound to it, unless it is told not to.
func TestPlansAreKept(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	err := s.writer.conns.with(t.Context(), func(c *conn) error {
		return c.run(t.Context(), "CREATE TABLE names (name TEXT COLLATE NOCASE); CREATE INDEX by_name ON names (name)")
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*pool{"writer": s.writer.conns, "reader": s.readers} {
		plan := ""
		err := p.with(t.Context(), func(c *conn) error {
			return c.query(t.Context(), "EXPLAIN QUERY PLAN SELECT name FROM names WHERE name LIKE ?1", []driver.Value{"thi%"}, func(row []driver.Value) error {
				plan, _ = row[3].(string)
				return nil
			})
		})
		if err != nil || !strings.HasPrefix(plan, "SCAN") {
			t.Errorf("%s: the plan is %q, %v; want a scan, which is right for any value", name, plan, err)
		}
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	s := openFile(t)
	settings := map[string]int64{"synchronous": 2, "busy_timeout": 10_000, "trusted_schema": 0, "mmap_size": 0}
	for name, p := range map[string]*pool{"writer": s.writer.conns, "reader": s.readers} {
		err := p.with(t.Context(), func(c *conn) error {
			for setting, want := range settings {
				if got, err := c.int(t.Context(), "PRAGMA "+setting); err != nil || got != want {
					t.Errorf("%s: %s = %d, %v; want %d", name, setting, got, err, want)
				}
			}
			mode := ""
			err := c.query(t.Context(), "PRAGMA journal_mode", nil, func(row []driver.Value) error {
				mode, _ = row[0].(string)
				return nil
			})
			if mode != "wal" {
				t.Errorf("%s: journal mode %q", name, mode)
			}
			_, write := c.exec(t.Context(), "DELETE FROM "+outboxTable)
			if name == "reader" && write == nil {
				t.Error("a reader can write")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		make func(t *testing.T, path string)
		says string
	}{
		{"a directory that does not exist", func(t *testing.T, path string) { removeAll(t, filepath.Dir(path)) }, "cannot be opened"},
		{"a directory in place of the file", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "cannot be opened"},
		{"a file that is no database", func(t *testing.T, path string) {
			writeFile(t, path, []byte(strings.Repeat("xin chào ", 1000)))
		}, "damaged or not a database"},
		{"a database of another application", func(t *testing.T, path string) {
			name, err := dsn(Config{Path: path}, false)
			if err != nil {
				t.Fatal(err)
			}
			c, err := dial(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(c.run(t.Context(), "CREATE TABLE other (x)"), c.close()); err != nil {
				t.Fatal(err)
			}
		}, "belongs to another application"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "dữ liệu ? # %41")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "thidua.db")
			tt.make(t, path)
			_, err := Open(t.Context(), Config{Path: path})
			e := errs.As(err)
			if e == nil || e.Code != errs.Unavailable || !strings.Contains(e.En, tt.says) || e.Vi == "" {
				t.Errorf("Open = %v; want Unavailable, %q", err, tt.says)
			}
		})
	}
}

func TestOpenTakesAnyPath(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "dữ liệu ? # %41 &mode=ro.db")
	openAt(t, path, news())
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestDamageIsToldApart(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thidua.db")
	schema := news()
	s := openAt(t, path, schema)
	fill(t, s, schema, 200)
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 8192; i < len(file); i++ {
		file[i] = 0xA5
	}
	writeFile(t, path, file)
	s, err = Open(t.Context(), Config{Path: path})
	if err == nil {
		t.Cleanup(func() { _ = s.Close(context.Background()) })
		if err = s.Ensure(t.Context(), schema); err == nil {
			_, err = s.Find(t.Context(), schema, store.Query{Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 100})
		}
	}
	if e := errs.As(err); e == nil || e.Code != errs.Unavailable || !strings.Contains(e.En, "damaged") {
		t.Errorf("reading = %v; want Unavailable, damaged", err)
	}
}

func TestWriteWaitsForAnotherProcessOnlySoLong(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "thidua.db")
	schema := news()
	openAt(t, path, schema)
	s, err := Open(t.Context(), Config{Path: path, BusyTimeout: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close(context.Background()) })
	if err := s.Ensure(t.Context(), schema); err != nil {
		t.Fatal(err)
	}
	other, err := dial(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.close() }()
	if err := other.run(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	n, err := s.Apply(t.Context(), articleWrite(t, schema, 1, 1))
	if e := errs.As(err); n != 0 || e == nil || e.Code != errs.Unavailable || !strings.Contains(e.En, "busy") {
		t.Errorf("Apply = %d, %v; want Unavailable, busy", n, err)
	}
	if err := other.run(t.Context(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Apply(t.Context(), articleWrite(t, schema, 1, 1)); n != 1 || err != nil {
		t.Errorf("Apply after the other ended = %d, %v", n, err)
	}
}

// What Apply acknowledged is there after the process is killed at any moment: the test runs itself as the victim.
func TestAcknowledgedSurvivesKill(t *testing.T) {
	t.Parallel()
	schema := news()
	if path := os.Getenv("SQLITESTORE_VICTIM"); path != "" {
		s := openAt(t, path, schema)
		for n := 0; ; n++ {
			if _, err := s.Apply(t.Context(), articleWrite(t, schema, n, 1)); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stdout.WriteString("+"); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "thidua.db")
	victim := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAcknowledgedSurvivesKill$")
	victim.Env = append(os.Environ(), "SQLITESTORE_VICTIM="+path)
	out, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged := int64(0)
	buf := make([]byte, 64)
	for acknowledged < 100 {
		n, err := out.Read(buf)
		acknowledged += int64(n)
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = victim.Wait() // it was killed
	s := openAt(t, path, schema)
	found, err := s.Count(t.Context(), schema, nil)
	if err != nil || found < acknowledged {
		t.Errorf("%d documents, %v; %d were acknowledged", found, err, acknowledged)
	}
	entries, err := s.Pending(t.Context(), int(found)+10)
	if err != nil || int64(len(entries)) != found {
		t.Errorf("%d entries for %d documents, %v", len(entries), found, err)
	}
}

func TestMemoryIsPrivate(t *testing.T) {
	t.Parallel()
	schema := news()
	a, b := openAt(t, "", schema), openAt(t, "", schema)
	fill(t, a, schema, 10)
	for want, s := range map[int64]*Store{10: a, 0: b} {
		if n, err := s.Count(t.Context(), schema, nil); err != nil || n != want {
			t.Errorf("Count = %d, %v; want %d", n, err, want)
		}
	}
}

func TestClosedStoreIsUnavailable(t *testing.T) {
	t.Parallel()
	s := openFile(t, news())
	if err := errors.Join(s.Close(t.Context()), s.Close(t.Context())); err != nil {
		t.Fatal(err)
	}
	_, find := s.Find(t.Context(), news(), store.Query{Limit: 1})
	_, apply := s.Apply(t.Context(), articleWrite(t, news(), 1, 1))
	for _, err := range []error{find, apply, s.Ready(t.Context()), s.Sent(t.Context(), nil), s.Ensure(t.Context())} {
		if errs.CodeOf(err) != errs.Unavailable {
			t.Errorf("got %v; want Unavailable", err)
		}
	}
}

// The driver is tested with one version of its C library; another may corrupt memory.
func TestLibcIsTheDriversOwn(t *testing.T) {
	t.Parallel()
	list := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Version}} {{.GoMod}}", "modernc.org/libc", "modernc.org/sqlite")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	words := strings.Fields(string(out)) // version and go.mod of the first, then of the second
	if len(words) != 4 {
		t.Fatalf("go list printed %q", out)
	}
	text, err := os.ReadFile(words[3])
	if err != nil {
		t.Fatal(err)
	}
	file, err := modfile.ParseLax(words[3], text, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(file.Require, func(r *modfile.Require) bool { return r.Mod.Path == "modernc.org/libc" })
	if i < 0 {
		t.Fatal("modernc.org/sqlite no longer names modernc.org/libc")
	}
	if want := file.Require[i].Mod.Version; words[0] != want {
		t.Errorf("modernc.org/libc is %s; modernc.org/sqlite %s needs exactly %s", words[0], words[2], want)
	}
}

func removeAll(t *testing.T, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
