package sqlitestore

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// hold keeps the writer busy until the function that it returns is called.
func hold(t *testing.T, s *Store) (release func()) {
	t.Helper()
	held, free := make(chan struct{}), make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		err := s.writer.doAlone(context.WithoutCancel(t.Context()), func(context.Context, *conn) error {
			close(held)
			<-free
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-held
	return func() { close(free); wait.Wait() }
}

func TestCallsThatWaitTogetherShareOneCommit(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	reader, err := s.readers.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.close() }()
	seen := func() int64 {
		n, err := reader.int(t.Context(), "SELECT count(*) FROM news")
		if err != nil {
			t.Error(err)
		}
		return n
	}
	const calls = 50
	release := hold(t, s)
	var wait sync.WaitGroup
	for n := range calls {
		wait.Go(func() {
			if _, err := s.Apply(t.Context(), articleWrite(t, schema, n, 1)); err != nil {
				t.Error(err)
			}
		})
	}
	// While the group runs, nothing of it is seen; the last task looks, and it is in the group for the queue is full
	// of those before it.
	for len(s.writer.queue) < calls {
		runtime.Gosched()
	}
	wait.Go(func() {
		_, err := s.writer.do(t.Context(), func(ctx context.Context, c *conn) error {
			mine, err := c.int(ctx, "SELECT count(*) FROM news")
			if theirs := seen(); mine != calls || theirs != 0 {
				t.Errorf("the group sees %d documents, a reader %d; want %d and 0", mine, theirs, calls)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
	for len(s.writer.queue) <= calls {
		runtime.Gosched()
	}
	release()
	wait.Wait()
	if n := seen(); n != calls {
		t.Errorf("a reader sees %d documents after the commit; want %d", n, calls)
	}
}

func TestFailuresInAGroupAreTheirOwn(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	release := hold(t, s)
	results := make([]error, 6)
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() {
			w := articleWrite(t, schema, i, 1)
			if i%2 == 1 { // replaces what does not exist
				w = articleWrite(t, schema, i, 2)
			}
			_, results[i] = s.Apply(t.Context(), w)
		})
	}
	release()
	wait.Wait()
	for i, err := range results {
		if want := []errs.Code{"", errs.NotFound}[i%2]; errs.CodeOf(err) != want {
			t.Errorf("call %d: %v; want %q", i, err, want)
		}
	}
	if n, err := s.Count(t.Context(), schema, nil); err != nil || n != 3 {
		t.Errorf("Count = %d, %v; want 3", n, err)
	}
}

func TestCallThatIsGivenUpBeforeItBeginsDoesNothing(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	release := hold(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := s.Apply(ctx, articleWrite(t, schema, 1, 1))
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Apply = %v; want canceled", err)
	}
	release()
	if n, err := s.Count(t.Context(), schema, nil); err != nil || n != 0 {
		t.Errorf("Count = %d, %v; want 0", n, err)
	}
}

// An error that is not of one write alone, such as a full disk, undoes the group and tells every call.
func TestFailureOfTheDatabaseFailsTheGroup(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	err := s.writer.doAlone(t.Context(), func(ctx context.Context, c *conn) error {
		_, err := c.int(ctx, "PRAGMA max_page_count = 60")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	writes := make([]store.Write, 200)
	for n := range writes {
		writes[n] = articleWrite(t, schema, n, 1)
	}
	n, err := s.Apply(t.Context(), writes...)
	if n != 0 || errs.CodeOf(err) != errs.Unavailable {
		t.Errorf("Apply to a full database = %d, %v; want 0, Unavailable", n, err)
	}
	if n, err := s.Count(t.Context(), schema, nil); err != nil || n != 0 {
		t.Errorf("Count = %d, %v; want 0", n, err)
	}
	if n, err := s.Apply(t.Context(), writes[:2]...); n != 2 || err != nil {
		t.Errorf("a smaller Apply afterwards = %d, %v; want 2", n, err)
	}
}
