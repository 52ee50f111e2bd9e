package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"thidua/internal/media"
	"thidua/internal/media/blobtest"
)

func open(t *testing.T) (blobs *Blobs, dir string) {
	t.Helper()
	dir = t.TempDir()
	blobs, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return blobs, dir
}

func TestContract(t *testing.T) {
	t.Parallel()
	blobtest.Run(t, func(t *testing.T) media.Blobs {
		t.Helper()
		b, _ := open(t)
		return b
	})
}

func TestTidyTakesAwayWhatKilledWritesLeft(t *testing.T) {
	t.Parallel()
	b, dir := open(t)
	left := filepath.Join(dir, unfinished, "12345")
	if err := os.WriteFile(left, []byte("half of a fi"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		before time.Time
		there  bool
	}{{time.Now().Add(-time.Hour), true}, {time.Now().Add(time.Hour), false}} {
		if err := b.Tidy(t.Context(), step.before); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(left); (err == nil) != step.there {
			t.Errorf("before %s: %v", step.before, err)
		}
	}
}

func TestNoKeyLeadsOutOfTheDirectory(t *testing.T) {
	t.Parallel()
	b, _ := open(t)
	for _, key := range []string{"", ".", "..", "../x", "a/b", `a\b`, "a\x00b", ".hidden", "ảnh", strings.Repeat("a", 129)} {
		if err := b.Put(t.Context(), key, strings.NewReader("x"), 1); err == nil {
			t.Errorf("put %q passed", key)
		}
		if _, _, err := b.Open(t.Context(), key); err == nil {
			t.Errorf("open %q passed", key)
		}
		if err := b.Delete(t.Context(), key); err == nil {
			t.Errorf("delete %q passed", key)
		}
	}
}
