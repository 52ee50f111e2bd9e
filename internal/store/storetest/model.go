package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Model is a store in memory, without any index: each answer is found by looking at every document. It is the
// contract written once more, as plainly as possible, for comparison.
type Model struct {
	*memory
	now func() time.Time
}

// memory is what all models of one database share.
type memory struct {
	mu          sync.Mutex
	collections map[string]map[string]*record // by schema name and document ID
	outbox      []store.Entry
	leases      map[string]lease
}

// record is one document with its past. A removed one has no values.
type record struct {
	doc     bson.Raw // nil if removed
	version int64
	values  values
	past    []bson.Raw // oldest first
}

type lease struct {
	holder string
	until  time.Time
}

var _ store.Store = (*Model)(nil)

// NewModel makes an empty database in memory and returns how to open it; all that is opened share the documents.
func NewModel() Open {
	m := &memory{collections: map[string]map[string]*record{}, leases: map[string]lease{}}
	return func(now func() time.Time) store.Store { return &Model{memory: m, now: now} }
}

// Ensure checks the schemas, and reads the fields of the documents that are there already.
func (m *Model) Ensure(ctx context.Context, schemas ...*store.Schema) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range schemas {
		if err := s.Check(); err != nil {
			return err
		}
		if m.collections[s.Name] == nil {
			m.collections[s.Name] = map[string]*record{}
		}
		for _, r := range m.collections[s.Name] {
			if r.doc == nil {
				continue
			}
			var err error
			if r.values, err = valuesOf(s, r.doc); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// Ready reports nothing but the context's end.
func (m *Model) Ready(ctx context.Context) error { return ctx.Err() }

// Close does nothing.
func (m *Model) Close(context.Context) error { return nil }

// Apply implements [store.Writer].
func (m *Model) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for n, w := range writes {
		if err := ctx.Err(); err != nil {
			return n, err
		}
		if err := m.apply(w); err != nil {
			return n, err
		}
	}
	return len(writes), ctx.Err()
}

func (m *Model) apply(w store.Write) error {
	if err := w.Check(); err != nil {
		return err
	}
	records := m.collections[w.Schema.Name]
	was := records[w.ID]
	switch {
	case was == nil && w.IfVersion == 0:
		was = &record{}
	case was == nil || was.doc == nil && w.IfVersion > 0:
		return errs.Missing("tài liệu", "document", w.ID)
	case was.version != w.IfVersion:
		return errs.New(errs.Conflict, "Tài liệu đã thay đổi.", "The document has changed.")
	}
	is := &record{version: w.IfVersion + 1, past: was.past}
	if was.doc != nil && w.Schema.History {
		is.past = append(slices.Clip(was.past), was.doc)
	}
	if w.Doc != nil {
		var err error
		is.doc = slices.Clone(w.Doc)
		if is.values, err = valuesOf(w.Schema, is.doc); err != nil {
			return err
		}
		for _, x := range w.Schema.Indexes {
			if x.Unique && m.taken(x, records, was, is) {
				return duplicate(x)
			}
		}
	}
	records[w.ID] = is
	if w.Entry != nil {
		m.outbox = append(m.outbox, *w.Entry)
	}
	return nil
}

// taken reports whether another record than the one replaced holds the same values of a unique index.
func (m *Model) taken(x store.Index, records map[string]*record, was, is *record) bool {
	for _, other := range records {
		if other == was || other.doc == nil {
			continue
		}
		all := true
		for _, path := range x.Fields {
			all = all && is.values.some(path, func(v any) bool {
				return other.values.hold(store.Eq{Field: path, Value: v})
			})
		}
		if all {
			return true
		}
	}
	return false
}

func duplicate(x store.Index) error {
	e := errs.New(errs.Duplicate, "Giá trị đã được dùng.", "The value is taken.")
	e.Field = strings.Split(strings.Join(x.Fields, "."), ".")
	return e
}

// Pending implements [store.Outbox].
func (m *Model) Pending(ctx context.Context, limit int) ([]store.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	entries := slices.SortedFunc(slices.Values(m.outbox), func(a, b store.Entry) int { return strings.Compare(a.ID, b.ID) })
	return entries[:min(limit, len(entries))], ctx.Err()
}

// Sent implements [store.Outbox].
func (m *Model) Sent(ctx context.Context, entries []store.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	m.outbox = slices.DeleteFunc(m.outbox, func(e store.Entry) bool {
		return slices.ContainsFunc(entries, func(sent store.Entry) bool { return sent.ID == e.ID })
	})
	return nil
}

// Acquire implements [store.Leases].
func (m *Model) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if l, ok := m.leases[name]; ok && l.holder != holder && m.now().Before(l.until) {
		return false, nil
	}
	m.leases[name] = lease{holder: holder, until: m.now().Add(ttl)}
	return true, nil
}

// Release implements [store.Leases].
func (m *Model) Release(ctx context.Context, name, holder string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	if m.leases[name].holder == holder {
		delete(m.leases, name)
	}
	return nil
}

// read locks the database and calls see with the collection's records that are not removed.
func (m *Model) read(ctx context.Context, s *store.Schema, see func(all []*record) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	records, ok := m.collections[s.Name]
	if !ok {
		return fmt.Errorf("schema %s is not ensured", s.Name)
	}
	var all []*record
	for _, r := range records {
		if r.doc != nil {
			all = append(all, r)
		}
	}
	return see(all)
}
