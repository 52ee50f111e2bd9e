package answers_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"thidua/internal/answers"
	"thidua/internal/store"
)

// clock is a clock that a test sets.
type clock struct{ nanos atomic.Int64 }

// noon of a day in Vietnam.
func newClock() *clock {
	c := &clock{}
	c.nanos.Store(time.Date(2026, 11, 22, 5, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.nanos.Load()) }
func (c *clock) advance(d time.Duration) { c.nanos.Add(int64(d)) }

func articles() *store.Schema { return &store.Schema{Name: "articles", Public: true} }

// newCache returns a cache that is trusted for a year.
func newCache(c *clock, changes map[string]func(context.Context, time.Time) (time.Time, error)) *answers.Cache {
	cache := answers.New(answers.Config{Bytes: 1 << 20, Now: c.now, Changes: changes})
	cache.Trust(c.now().AddDate(1, 0, 0))
	return cache
}

// kept asks a question, and answers it if nobody has, by reading what reads says. It reports whether the answer was there.
func kept(t *testing.T, cache *answers.Cache, question, answer string, reads *store.Reads) bool {
	t.Helper()
	a, lead := cache.Join(t.Context(), []byte(question))
	if a != nil {
		return true
	}
	if err := lead.Keep(t.Context(), answers.NewAnswer("", []byte(answer), reads.Collections(), 0), reads); err != nil {
		t.Fatal(err)
	}
	return false
}

// searching returns the reads of a search of the articles.
func searching(ctx context.Context) *store.Reads {
	ctx, reads := store.WithReads(ctx)
	store.Searched(ctx, articles())
	return reads
}

func TestAnswersGoWithWhatTheyAreMadeOf(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	none := func() *store.Reads { _, reads := store.WithReads(t.Context()); return reads }
	ask := func(question string, reads *store.Reads, want bool) {
		t.Helper()
		if there := kept(t, cache, question, question, reads); there != want {
			t.Errorf("%s: there %v, want %v", question, there, want)
		}
	}
	for range 2 {
		ask("list", searching(t.Context()), false)
		ask("list", searching(t.Context()), true)
		ask("fixed", none(), cacheHas(t, cache, "fixed"))
		cache.Purge("units", "uni_1")
		ask("list", searching(t.Context()), true)
		cache.Purge("articles", "art_1")
	}
	ask("fixed", none(), true)
	cache.PurgeAll()
	if cacheHas(t, cache, "fixed") {
		t.Error("it is there after all were purged")
	}
}

func cacheHas(t *testing.T, cache *answers.Cache, question string) bool {
	t.Helper()
	a, lead := cache.Join(t.Context(), []byte(question))
	lead.Leave()
	return a != nil
}

// Ensure that an answer whose reads began before a change does not come back after it.
func TestWhatWasReadBeforeAChangeIsNotKept(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	_, lead := cache.Join(t.Context(), []byte("q"))
	reads := searching(t.Context())
	cache.Purge("articles", "art_1")
	if err := lead.Keep(t.Context(), answers.NewAnswer("", []byte("old"), nil, 0), reads); err != nil {
		t.Fatal(err)
	}
	if a, _ := cache.Join(t.Context(), []byte("q")); a != nil {
		t.Errorf("it is kept: %s", a.Body())
	}
}

// Ensure, with many readers and writers at once, that no answer is older than what was written before the question. The
// thing is a number that only grows; each write is purged when it is done, as a store does. The writer waits now and then
// until an answer was served, so that readers have their turn however the machine shares out its time.
func TestNoAnswerIsOlderThanItsQuestion(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	var stored, purged, served atomic.Int64
	var group sync.WaitGroup
	stop := make(chan struct{})
	group.Go(func() {
		defer close(stop)
		for range 30 {
			for range 100 {
				n := stored.Add(1)
				cache.Purge("articles", "art_"+strconv.FormatInt(n%7, 10))
				purged.Store(n)
			}
			for before := served.Load(); served.Load() == before && !t.Failed(); {
				runtime.Gosched()
			}
		}
	})
	for range 8 {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				least := purged.Load()
				a, lead := cache.Join(t.Context(), []byte("q"))
				if a != nil {
					served.Add(1)
					if n, _ := strconv.ParseInt(string(a.Body()), 10, 64); n < least {
						t.Errorf("the answer is of %d, and %d was there before the question", n, least)
						return
					}
					continue
				}
				reads := searching(t.Context())
				body := []byte(strconv.FormatInt(stored.Load(), 10))
				if err := lead.Keep(t.Context(), answers.NewAnswer("", body, nil, 0), reads); err != nil {
					t.Error(err)
				}
				lead.Leave()
			}
		})
	}
	group.Wait()
}

func TestManyWhoAskAtOnceWaitForOne(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	_, lead := cache.Join(t.Context(), []byte("q"))
	var group sync.WaitGroup
	var same, alone atomic.Int64
	for range 20 {
		group.Go(func() {
			a, own := cache.Join(t.Context(), []byte("q"))
			switch {
			case a != nil:
				same.Add(1)
			case own != nil:
				t.Error("another lead, though one is on its way")
				own.Leave()
			default:
				alone.Add(1)
			}
		})
	}
	time.Sleep(20 * time.Millisecond) // nothing tells that all wait; whoever comes later finds it kept, which is as good
	if err := lead.Keep(t.Context(), answers.NewAnswer("", []byte("a"), nil, 0), searching(t.Context())); err != nil {
		t.Fatal(err)
	}
	group.Wait()
	if same.Load() != 20 {
		t.Errorf("%d have the answer and %d none, want 20 and none", same.Load(), alone.Load())
	}
}

func TestWhoeverWaitsIsNotLeftAlone(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	_, lead := cache.Join(t.Context(), []byte("q"))
	waited := make(chan bool)
	ctx, cancel := context.WithCancel(t.Context())
	for _, ctx := range []context.Context{t.Context(), ctx} {
		go func() {
			a, own := cache.Join(ctx, []byte("q"))
			waited <- a == nil && own == nil
		}()
	}
	time.Sleep(10 * time.Millisecond) // nothing tells that both wait; who comes later finds no context or no lead, which is as good
	cancel()
	if !<-waited {
		t.Error("somebody who has gone got an answer")
	}
	lead.Leave() // it was an error, say
	if !<-waited {
		t.Error("there is an answer though none was kept")
	}
	// Whoever asks after a change does not wait for what began before it.
	_, old := cache.Join(t.Context(), []byte("q"))
	cache.Purge("articles", "art_1")
	if _, own := cache.Join(t.Context(), []byte("q")); own == nil {
		t.Error("it waits for an answer from before the change")
	}
	old.Leave()
}

func TestAnswersEndWithTheirTime(t *testing.T) {
	t.Parallel()
	c := newClock()
	soon := c.now().Add(time.Minute)
	asked := 0
	cache := newCache(c, map[string]func(context.Context, time.Time) (time.Time, error){
		"articles": func(_ context.Context, after time.Time) (time.Time, error) {
			asked++
			if after.Before(soon) {
				return soon, nil
			}
			return time.Time{}, nil
		},
	})
	ask := func(question string, want bool) {
		t.Helper()
		if there := kept(t, cache, question, "a", searching(t.Context())); there != want {
			t.Errorf("%s at %v: there %v, want %v", question, c.now(), there, want)
		}
	}
	ask("q", false)
	ask("r", false)
	if asked != 1 {
		t.Errorf("asked %d times for one moment", asked)
	}
	c.advance(time.Minute - 1)
	ask("q", true)
	c.advance(1)
	ask("q", false)
	ask("q", true)
	c.advance(12*time.Hour - time.Minute - 1) // the last moment of the day in Vietnam
	ask("q", true)
	c.advance(1)
	ask("q", false)
}

func TestWhatCannotBeKnownIsNotKept(t *testing.T) {
	t.Parallel()
	c := newClock()
	failure := errors.New("no store")
	cache := newCache(c, map[string]func(context.Context, time.Time) (time.Time, error){
		"articles": func(context.Context, time.Time) (time.Time, error) { return time.Time{}, failure },
	})
	_, lead := cache.Join(t.Context(), []byte("q"))
	if err := lead.Keep(t.Context(), answers.NewAnswer("", nil, nil, 0), searching(t.Context())); !errors.Is(err, failure) {
		t.Errorf("kept without its time: %v", err)
	}
	if cacheHas(t, cache, "q") {
		t.Error("it is there")
	}
}

// Ensure that without news of other processes nothing is served or kept.
func TestTrustEnds(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	kept(t, cache, "q", "a", searching(t.Context()))
	cache.Trust(c.now().Add(time.Second))
	if !cacheHas(t, cache, "q") {
		t.Error("it is gone while it is trusted")
	}
	c.advance(time.Second)
	if a, lead := cache.Join(t.Context(), []byte("q")); a != nil || lead != nil {
		t.Error("it is served, or would be kept, though nobody knows what changed")
	}
	cache.Trust(c.now().Add(time.Second))
	if !cacheHas(t, cache, "q") {
		t.Error("what nothing changed is gone")
	}
}

func TestBytesAreBounded(t *testing.T) {
	t.Parallel()
	c := newClock()
	cache := newCache(c, nil)
	kept(t, cache, "large", strings.Repeat("x", 1<<20), searching(t.Context()))
	if cacheHas(t, cache, "large") {
		t.Error("one answer takes all the memory")
	}
	body := strings.Repeat("x", 10<<10)
	for i := range 1_000 {
		kept(t, cache, fmt.Sprint(i), body, searching(t.Context()))
	}
	n := 0
	for range 100 { // the cache makes place when it has time to
		n = 0
		for i := range 1_000 {
			if cacheHas(t, cache, fmt.Sprint(i)) {
				n++
			}
		}
		if n <= 100 {
			break
		}
		time.Sleep(10 * time.Millisecond) // nothing tells when it has made place
	}
	if n == 0 || n > 100 {
		t.Errorf("%d answers of 10 KB are in 1 MB", n)
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	id := "art_01M80K4FW0V63QXKKDPKHKC6H8"
	body := []byte(`{"id":"` + id + `","other":"` + id + `","no":"art_01m8","slug":"a_b","x":"ART_01M80K4FW0V63QXKKDPKHKC6H8"}` + strings.Repeat(" ", 2_000))
	a := answers.NewAnswer("json", body, []string{"articles", "units"}, 60)
	if got := a.Keys(); got != "articles units "+id {
		t.Errorf("keys %q", got)
	}
	if b := answers.NewAnswer("other", body, nil, 60); b.ETag() == a.ETag() || !strings.HasPrefix(a.ETag(), `W/"`) {
		t.Errorf("tags %s and %s", a.ETag(), b.ETag())
	}
	if z := a.Compressed(); len(z) == 0 || len(z) >= len(body) || !bytes.Equal(z, a.Compressed()) {
		t.Errorf("%d bytes compressed", len(z))
	}
	if answers.NewAnswer("json", []byte("{}"), nil, 0).Compressed() != nil {
		t.Error("two bytes are compressed")
	}
	var many bytes.Buffer
	for i := range 1_000 {
		fmt.Fprintf(&many, `"art_%026d"`, i)
	}
	if got := answers.NewAnswer("json", many.Bytes(), []string{"articles"}, 0).Keys(); got != "articles" {
		t.Errorf("%d bytes of keys", len(got))
	}
	if got := a.CacheControl(time.Now()); got != "public, max-age=60" {
		t.Errorf("Cache-Control %q", got)
	}
}
