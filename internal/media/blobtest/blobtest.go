// Package blobtest says what a [media.Blobs] must do, as tests that each of them runs. Only tests import it.
package blobtest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/media"
)

// Run tests the blobs that open returns, anew for each test.
func Run(t *testing.T, open func(t *testing.T) media.Blobs) {
	t.Helper()
	for name, test := range map[string]func(t *testing.T, b media.Blobs){
		"gives back what was put":               givesBack,
		"reads from anywhere":                   readsFromAnywhere,
		"keeps large files":                     keepsLargeFiles,
		"finds nothing that was never put":      findsNothing,
		"keeps nothing of a put that failed":    keepsNothingOfFailures,
		"lets the same be put again":            putsAgain,
		"deletes, twice too":                    deletes,
		"lists all, and lets visitors delete":   lists,
		"stops listing at the first error":      stopsListing,
		"leaves what is whole when it tidies":   tidies,
		"stops when it is told to":              stops,
		"reads what is deleted wholly or fails": readsWhatIsDeleted,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// put keeps a text.
func put(t *testing.T, b media.Blobs, key, text string) {
	t.Helper()
	if err := b.Put(t.Context(), key, strings.NewReader(text), int64(len(text))); err != nil {
		t.Fatal(err)
	}
}

// get reads what lies under a key.
func get(t *testing.T, b media.Blobs, key string) string {
	t.Helper()
	content, size, err := b.Open(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(content)
	if err := errors.Join(err, content.Close()); err != nil {
		t.Fatal(err)
	}
	if size != int64(len(text)) {
		t.Errorf("%s has %d bytes and says %d", key, len(text), size)
	}
	return string(text)
}

func gone(t *testing.T, b media.Blobs, key string) {
	t.Helper()
	content, _, err := b.Open(t.Context(), key)
	if errs.CodeOf(err) != errs.NotFound {
		t.Errorf("open %s: %v, want %s", key, err, errs.NotFound)
	}
	if err == nil {
		_ = content.Close()
	}
}

func keys(t *testing.T, b media.Blobs) []string {
	t.Helper()
	found := []string{}
	err := b.Each(t.Context(), func(key string, at time.Time) error {
		if age := time.Since(at); age < -time.Minute || age > time.Hour { //nolint:forbidigo // the clock of the store is the real one
			t.Errorf("%s was put at %s", key, at)
		}
		found = append(found, key)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return found
}

func givesBack(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "Ảnh lễ trao thưởng")
	put(t, b, "med_1.w640", "nhỏ")
	if got := get(t, b, "med_1.original"); got != "Ảnh lễ trao thưởng" {
		t.Errorf("got %q", got)
	}
	if got := get(t, b, "med_1.w640"); got != "nhỏ" {
		t.Errorf("got %q", got)
	}
}

func readsFromAnywhere(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "0123456789")
	content, _, err := b.Open(t.Context(), "med_1.original")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	for _, step := range []struct {
		offset int64
		whence int
		want   string
	}{{7, io.SeekStart, "789"}, {-4, io.SeekEnd, "6789"}, {0, io.SeekStart, "0123456789"}, {-10, io.SeekCurrent, "0123456789"}, {10, io.SeekStart, ""}} {
		if _, err := content.Seek(step.offset, step.whence); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(content)
		if err != nil || string(rest) != step.want {
			t.Errorf("from %d: %q, %v; want %q", step.offset, rest, err, step.want)
		}
	}
}

func keepsLargeFiles(t *testing.T, b media.Blobs) {
	const size = 3<<20 + 7
	pattern := bytes.Repeat([]byte("thi đua 0123456789 "), size/20+1)[:size]
	if err := b.Put(t.Context(), "med_1.original", bytes.NewReader(pattern), size); err != nil {
		t.Fatal(err)
	}
	if got := get(t, b, "med_1.original"); got != string(pattern) {
		t.Errorf("%d other bytes came back", len(got))
	}
	content, _, err := b.Open(t.Context(), "med_1.original")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	for _, at := range []int64{1 << 20, 1<<20 - 1, 2 << 20, 5, size - 3} {
		if _, err := content.Seek(at, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		part := make([]byte, 3)
		if _, err := io.ReadFull(content, part); err != nil || !bytes.Equal(part, pattern[at:at+3]) {
			t.Errorf("at %d: %q, %v", at, part, err)
		}
	}
}

func findsNothing(t *testing.T, b media.Blobs) {
	gone(t, b, "med_1.original")
	if got := keys(t, b); len(got) > 0 {
		t.Errorf("there is %v", got)
	}
}

func keepsNothingOfFailures(t *testing.T, b media.Blobs) {
	if err := b.Put(t.Context(), "short", strings.NewReader("abc"), 10); err == nil {
		t.Error("too few bytes passed")
	}
	broken := io.MultiReader(strings.NewReader("abc"), iotest.ErrReader(errors.New("the sender has gone")))
	if err := b.Put(t.Context(), "broken", broken, 10); err == nil {
		t.Error("a broken sender passed")
	}
	gone(t, b, "short")
	gone(t, b, "broken")
	if got := keys(t, b); len(got) > 0 {
		t.Errorf("there is %v", got)
	}
}

func putsAgain(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.w640", "nhỏ")
	put(t, b, "med_1.w640", "nhỏ")
	if got := get(t, b, "med_1.w640"); got != "nhỏ" {
		t.Errorf("got %q", got)
	}
	if err := b.Delete(t.Context(), "med_1.w640"); err != nil {
		t.Fatal(err)
	}
	gone(t, b, "med_1.w640")
}

func deletes(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "a")
	put(t, b, "med_2.original", "b")
	for range 2 {
		if err := b.Delete(t.Context(), "med_1.original"); err != nil {
			t.Fatal(err)
		}
	}
	gone(t, b, "med_1.original")
	if diff := cmp.Diff([]string{"med_2.original"}, keys(t, b)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

func lists(t *testing.T, b media.Blobs) {
	want := []string{"med_01AB.original", "med_01AB.w640-wide.50-50", "med_01ab.original"}
	for _, key := range want {
		put(t, b, key, key)
	}
	if diff := cmp.Diff(want, keys(t, b)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	err := b.Each(t.Context(), func(key string, _ time.Time) error { return b.Delete(t.Context(), key) })
	if err != nil {
		t.Fatal(err)
	}
	if got := keys(t, b); len(got) > 0 {
		t.Errorf("there is still %v", got)
	}
}

func stopsListing(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "a")
	put(t, b, "med_2.original", "b")
	stop, calls := errors.New("enough"), 0
	err := b.Each(t.Context(), func(string, time.Time) error { calls++; return stop })
	if !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func tidies(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "a")
	if err := b.Tidy(t.Context(), time.Now().Add(time.Hour)); err != nil { //nolint:forbidigo // as above
		t.Fatal(err)
	}
	if got := get(t, b, "med_1.original"); got != "a" {
		t.Errorf("got %q", got)
	}
}

func stops(t *testing.T, b media.Blobs) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := b.Put(ctx, "med_1.original", strings.NewReader("abc"), 3); err == nil {
		t.Error("a put went on after its end")
	}
	gone(t, b, "med_1.original")
}

func readsWhatIsDeleted(t *testing.T, b media.Blobs) {
	put(t, b, "med_1.original", "0123456789")
	content, _, err := b.Open(t.Context(), "med_1.original")
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	if err := b.Delete(t.Context(), "med_1.original"); err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(content)
	if err == nil && string(text) != "0123456789" {
		t.Errorf("read %q and no error", text)
	}
}
