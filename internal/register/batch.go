package register

import (
	"context"
	"fmt"
	"strconv"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Outcome is what became of one record of a batch.
type Outcome[T any] struct {
	ID     string // as the caller gave it, or of the record that was made
	Record *T     // as it is now; nil if nothing was done with it
	Err    error  // why not; an [errs.Error] of this record alone, with its place in the list in the path
}

// batch is the writes of many records of a collection, and what becomes of each. What is wrong with one disturbs no other.
type batch[T any] struct {
	of      *store.Collection[T]
	refs    []Ref
	results []Outcome[T]
	seen    map[string]bool
	writes  []store.Write
	places  []int // of the writes in results
}

// newBatch returns a batch of as many records as there are references, which are empty for new records.
func newBatch[T any](of *store.Collection[T], refs []Ref) *batch[T] {
	b := &batch[T]{of: of, refs: refs, results: make([]Outcome[T], len(refs)), seen: map[string]bool{}}
	for i, ref := range refs {
		b.results[i].ID = ref.ID
	}
	return b
}

// once refuses a record that the list names a second time.
func (b *batch[T]) once(i int) error {
	id := b.refs[i].ID
	if b.seen[id] {
		return errs.InvalidField("id", "Bản ghi này được nêu hai lần.", "This record is named twice.")
	}
	b.seen[id] = true
	return nil
}

// replace adds the write of a changed record; nothing for one that is as it was.
func (b *batch[T]) replace(i int, before, after *T, d doing) error {
	if before == after {
		return nil
	}
	w, err := b.of.Replacing(before, after, d.act())
	if err == nil {
		b.writes, b.places = append(b.writes, w), append(b.places, i)
	}
	return err
}

// insert adds the write of a new record.
func (b *batch[T]) insert(i int, doc *T, d doing) error {
	w, err := b.of.Inserting(doc, d.act())
	if err == nil {
		b.writes, b.places = append(b.writes, w), append(b.places, i)
		b.results[i].ID = w.ID
	}
	return err
}

// settle notes the result of a record. Permission and what only the log may know are not of one record: they come back.
func (b *batch[T]) settle(i int, doc *T, err error) error {
	switch errs.CodeOf(err) {
	case "":
		b.results[i].Record = doc
		return nil
	case errs.Internal, errs.Unavailable, errs.Forbidden, errs.Unauthenticated:
		return err
	default:
		b.results[i].Record = nil
		b.results[i].Err = inside("items."+strconv.Itoa(i), err)
		return nil
	}
}

// apply runs the writes, and goes on behind one that is refused because somebody else was faster.
func (b *batch[T]) apply(ctx context.Context) error {
	for at := 0; at < len(b.writes); {
		done, err := b.of.Store.Apply(ctx, b.writes[at:]...)
		at += done
		if err == nil {
			return nil
		}
		if code := errs.CodeOf(err); code != errs.Conflict && code != errs.Duplicate {
			return fmt.Errorf("save %s after %d: %w", b.of.Schema.Name, at, err)
		}
		i := b.places[at]
		if err := b.settle(i, nil, overtaken(ctx, b.of, b.refs[i], err)); err != nil {
			return err
		}
		at++
	}
	return nil
}

// batchOf refuses a list that is empty or too long.
func batchOf(n int) error {
	if n >= 1 && n <= MaxBatch {
		return nil
	}
	return errs.InvalidField("items",
		fmt.Sprintf("Cần từ 1 đến %d mục.", MaxBatch), fmt.Sprintf("Give 1 to %d items.", MaxBatch))
}
