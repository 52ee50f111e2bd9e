package search

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync/atomic"
	"time"

	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Config is what an index needs; all of it is required, but for Unveil.
type Config struct {
	Store    store.Store
	News     *newsroom.Reader
	Register *register.Register
	Journal  *journal.Journal
	Now      func() time.Time
	IDs      *store.IDs
	Log      *slog.Logger
	// Unveil brings what this process hides of imports up to date with the store; nil where nothing is imported.
	Unveil func(context.Context) error
}

// Index finds documents, and keeps what it finds them by. It is safe for concurrent use.
type Index struct {
	entries *store.Collection[Entry]
	words   *store.Collection[knownWord]
	states  *store.Collection[state]
	tables  *store.Collection[Table]
	table   atomic.Pointer[readyTable] // the last that was seen
	sources []source
	records *register.Register
	unveil  func(context.Context) error
	store   store.Store
	journal *journal.Journal
	now     func() time.Time
	log     *slog.Logger
	holder  string // of the lease
	known   *wordMemory
	untidy  atomic.Bool // this process has written entries since the index was tidy, or has not looked yet
}

// New returns an index over a store that was told of [Schemas].
func New(c Config) *Index {
	x := &Index{
		entries: &store.Collection[Entry]{Schema: entrySchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "mục tìm kiếm", En: "search entry"}},
		words:   &store.Collection[knownWord]{Schema: wordSchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "từ", En: "word"}},
		states:  &store.Collection[state]{Schema: stateSchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "chỉ mục", En: "index"}},
		tables:  &store.Collection[Table]{Schema: tableSchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "bảng viết tắt", En: "table of abbreviations"}},
		sources: sources(c.News, c.Register), records: c.Register, unveil: c.Unveil, store: c.Store, journal: c.Journal, now: c.Now, log: c.Log, holder: rand.Text(), known: newWordMemory(),
	}
	x.untidy.Store(true)
	return x
}

// system is who writes entries; nothing of it is journaled.
func system() store.Act { return store.Act{Actor: "system"} }

// state returns how far the index is; a new one if it was never begun.
func (x *Index) state(ctx context.Context) (*state, error) {
	s, err := x.states.ByID(ctx, stateID)
	if errs.CodeOf(err) == errs.NotFound {
		return &state{}, nil
	}
	return s, err
}

// save keeps the next state. A conflict says that another process has the lease by now.
func (x *Index) save(ctx context.Context, before, after *state) error {
	if before.Version == 0 {
		after.Head = store.Head{ID: stateID}
		return x.states.Insert(ctx, after, system())
	}
	return x.states.Replace(ctx, before, after, system())
}
