package changefeed

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"time"

	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Feed writes the lines and reads them. It is safe for concurrent use.
type Feed struct {
	diary    *journal.Journal
	public   Public
	imports  *Imports // nil for none
	store    store.Store
	lines    *store.Collection[Line]
	progress *store.Collection[progress]
	ids      *store.IDs
	now      func() time.Time
	holder   string // of the lease
	pulse    pulse  // of the streams
}

// Public says which of the documents of a noun readers may see now, and in which version.
type Public func(ctx context.Context, noun Noun, ids []string) (map[string]int64, error)

// Imports says what came in with lists. Nobody sees these records until all of a list are there, and the journal names them
// while they are hidden.
type Imports struct {
	// Unveil brings what this process hides of imports up to date with the store.
	Unveil func(context.Context) error
	// IDs returns the IDs of a part of the records of an import in a collection, those after an ID, in order; none at the end.
	IDs func(ctx context.Context, collection, importID, after string) ([]string, error)
}

// New returns the feed of a store that was or will be ensured with [Schemas]. imports is nil where nothing is imported.
func New(s store.Store, now func() time.Time, ids *store.IDs, diary *journal.Journal, public Public, imports *Imports) *Feed {
	return &Feed{
		diary: diary, public: public, imports: imports, store: s, ids: ids, now: now, holder: rand.Text(),
		lines: &store.Collection[Line]{
			Schema: lineSchema(), Store: s, Now: now, IDs: ids, Noun: store.Noun{Vi: "thay đổi", En: "change"},
		},
		progress: &store.Collection[progress]{
			Schema: progressSchema(), Store: s, Now: now, IDs: ids, Noun: store.Noun{Vi: "tiến độ", En: "progress"},
		},
	}
}

// How often the journal is looked at, and how long a process that was killed keeps the others waiting.
const (
	poll      = 500 * time.Millisecond
	leaseName = "changefeed"
	lease     = 20 * time.Second
)

// Run follows the journal until ctx ends, in one process at a time. What fails is reported and tried again. At an orderly end another
// process may go on at once.
func (f *Feed) Run(ctx context.Context, report func(error)) {
	defer f.release(ctx, report)
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for {
		mine, err := f.store.Acquire(ctx, leaseName, f.holder, lease)
		if err == nil && mine {
			_, err = f.CatchUp(ctx)
		}
		if err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// release gives back the lease, if this process has it, though ctx has ended.
func (f *Feed) release(ctx context.Context, report func(error)) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := f.store.Release(ctx, leaseName, f.holder); err != nil {
		report(fmt.Errorf("give back the lease of the feed: %w", err))
	}
}

// batch is how many records of the journal are looked at together: each may become a line to write.
const batch = 200

// CatchUp looks at what the journal has gained, and returns how many lines it wrote. It may run again, and beside others
// who do the same: of what is written already nothing is written twice.
func (f *Feed) CatchUp(ctx context.Context) (int, error) {
	written := 0
	for {
		at, err := f.begun(ctx)
		if err != nil {
			return written, err
		}
		records, err := f.diary.Tail(ctx, journal.Cursor(at.Cursor), batch)
		if err != nil || len(records) == 0 {
			return written, err
		}
		n, err := f.tell(ctx, lastOf(records))
		written += n
		if err != nil {
			return written, err
		}
		for _, r := range records {
			if f.imports == nil || r.Entry.Collection != register.ImportsCollection || r.Entry.Action != register.ImportApplied {
				continue
			}
			n, err := f.settled(ctx, r)
			written += n
			if err != nil {
				return written, err
			}
		}
		after := *at
		after.Cursor = records[len(records)-1].Seq
		if err := f.progress.Replace(ctx, at, &after, store.Act{Actor: "system"}); err != nil {
			return written, fmt.Errorf("note how far the feed is: %w", err)
		}
	}
}

// begun returns how far the feed is, and begins it if nobody has.
func (f *Feed) begun(ctx context.Context) (*progress, error) {
	at, err := f.progress.ByID(ctx, progressID)
	if errs.CodeOf(err) != errs.NotFound {
		return at, err
	}
	at = &progress{Head: store.Head{ID: progressID}, Epoch: f.ids.Next("", f.now())}
	err = f.progress.Insert(ctx, at, store.Act{Actor: "system"})
	if code := errs.CodeOf(err); code == errs.Conflict || code == errs.Duplicate { // somebody else has just begun it
		return f.progress.ByID(ctx, progressID)
	}
	return at, err
}

// change is the last record about a document among some.
type change struct {
	id   string
	noun Noun
	at   time.Time
	seq  int64
}

// tell writes a line for each document of which readers learn something new.
func (f *Feed) tell(ctx context.Context, changes []change) (int, error) {
	if len(changes) == 0 {
		return 0, nil
	}
	// In this order: whoever writes beside us after this look takes the places that we would give, or the lines that we read.
	last, err := f.last(ctx)
	if err != nil {
		return 0, err
	}
	ids := make([]string, len(changes))
	byNoun := map[Noun][]string{}
	for i, c := range changes {
		ids[i] = c.id
		byNoun[c.noun] = append(byNoun[c.noun], c.id)
	}
	lines, err := f.lines.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return 0, err
	}
	versions := map[string]int64{}
	for _, noun := range slices.Sorted(maps.Keys(byNoun)) {
		public, err := f.public(ctx, noun, byNoun[noun])
		if err != nil {
			return 0, fmt.Errorf("ask what is public: %w", err)
		}
		maps.Copy(versions, public)
	}
	var writes []store.Write
	for _, c := range changes {
		w, ok, err := f.write(c, lines[c.id], versions, last+1)
		if err != nil {
			return 0, err
		}
		if ok {
			writes = append(writes, w)
			last++
		}
	}
	if len(writes) == 0 {
		return 0, nil
	}
	n, err := f.store.Apply(ctx, writes...)
	if err != nil {
		return n, fmt.Errorf("write the feed: %w", err)
	}
	return n, nil
}

// lastOf returns the last change of each document that partners may copy, in the order of these.
func lastOf(records []*journal.Record) []change {
	byID := map[string]change{}
	for _, r := range records {
		if noun := nounOf(r.Entry.Collection); noun != "" {
			byID[r.Entry.Document] = change{r.Entry.Document, noun, r.Entry.At, r.Seq}
		}
	}
	return slices.SortedFunc(maps.Values(byID), func(a, b change) int { return cmp.Compare(a.seq, b.seq) })
}

// settled tells of the records of an import that is all there, a part at a time.
func (f *Feed) settled(ctx context.Context, r *journal.Record) (written int, err error) {
	if err := f.imports.Unveil(ctx); err != nil {
		return 0, fmt.Errorf("look at what is hidden: %w", err)
	}
	for _, collection := range collections() {
		for after := ""; ; {
			ids, err := f.imports.IDs(ctx, collection, r.Entry.Document, after)
			if err != nil {
				return written, fmt.Errorf("read what was imported: %w", err)
			}
			if len(ids) == 0 {
				break
			}
			for part := range slices.Chunk(ids, batch) {
				changes := make([]change, len(part))
				for i, id := range part {
					changes[i] = change{id, nounOf(collection), r.Entry.At, r.Seq}
				}
				n, err := f.tell(ctx, changes)
				written += n
				if err != nil {
					return written, err
				}
			}
			after = ids[len(ids)-1]
		}
	}
	return written, nil
}

// write is the write of a document's line, and false if there is nothing to tell of it: it is not public and was not, or
// partners know of the version.
func (f *Feed) write(c change, was *Line, versions map[string]int64, seq int64) (w store.Write, ok bool, err error) {
	version, public := versions[c.id]
	act := store.Act{Actor: "system"}
	switch {
	case was == nil && !public, was != nil && was.Public == public && (!public || was.Told >= version):
		return store.Write{}, false, nil
	case was == nil:
		w, err = f.lines.Inserting(&Line{
			Head: store.Head{ID: c.id}, Noun: c.noun, Seq: seq, Appeared: seq, Public: true, Told: version, At: c.at,
		}, act)
	default:
		is := *was
		is.Seq, is.Public, is.At = seq, public, c.at
		if public {
			is.Told = version
		}
		if public && !was.Public {
			is.Appeared = seq
		}
		w, err = f.lines.Replacing(was, &is, act)
	}
	return w, true, err
}

// last returns the highest place that is taken.
func (f *Feed) last(ctx context.Context) (int64, error) {
	lines, err := f.lines.Find(ctx, store.Query{Sort: store.Sort{By: []string{"seq"}, Desc: true}, Limit: 1})
	if err != nil || len(lines) == 0 {
		return 0, err
	}
	return lines[0].Seq, nil
}
