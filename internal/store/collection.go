package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
)

// Head is what every document carries. Domain structs embed it as `bson:",inline"`.
type Head struct {
	ID        string    `bson:"_id"`       // prefixed ULID, the GraphQL ID too
	Version   int64     `bson:"version"`   // 1 at first, one more with every write
	CreatedAt time.Time `bson:"createdAt"` // UTC, to the millisecond
	UpdatedAt time.Time `bson:"updatedAt"`
	CreatedBy string    `bson:"createdBy"` // actor of the first version
	UpdatedBy string    `bson:"updatedBy"` // actor of this version
}

// DocumentHead makes the head reachable for [Collection].
func (h *Head) DocumentHead() *Head { return h }

// Document is a domain struct that embeds [Head].
type Document interface{ DocumentHead() *Head }

// Deriver is a document with fields computed from others, such as search terms and sort keys. [Collection] calls
// Derive before every write, so that they never go stale.
type Deriver interface{ Derive() }

// Stateful is a document that goes from state to state: its journal says between which.
type Stateful interface{ JournalState() string }

// Act says who makes a change, what they call it, and why.
type Act struct {
	Actor  string // user ID, or "system"
	Action string // noun and verb, such as "article.publish"
	Note   string // the reason given, if any
}

// Collection reads and writes the documents of one schema as values of T, a struct that embeds [Head].
//
// What it returns is the caller's own struct, but the slices, maps and pointers within are shared with other readers:
// who changes a document makes new ones.
type Collection[T any] struct {
	Schema *Schema
	Store  Store
	Prefix string // of IDs, such as "art"
	Noun   Noun
	Now    func() time.Time
	IDs    *IDs
	// Decoded may be shared with other collections; nil decodes every document anew.
	Decoded *Decoded
	// Veil, of a schema that declares [OriginField], hides the documents of origins that are not settled from all reads but
	// those of histories; nil hides none.
	Veil *Veil
}

// Noun is what error messages call a document.
type Noun struct{ Vi, En string }

// ByID returns one document; [errs.NotFound] if there is none.
func (c *Collection[T]) ByID(ctx context.Context, id string) (*T, error) {
	docs, err := c.ByIDs(ctx, []string{id}, Whole)
	if err != nil {
		return nil, err
	}
	doc, ok := docs[id]
	if !ok {
		return nil, errs.Missing(c.Noun.Vi, c.Noun.En, id)
	}
	return doc, nil
}

// ByIDs returns those of the documents that exist, by ID. At most [MaxLimit] IDs.
func (c *Collection[T]) ByIDs(ctx context.Context, ids []string, read Read) (map[string]*T, error) {
	if len(ids) == 0 {
		return map[string]*T{}, nil
	}
	raws, err := c.Store.Get(ctx, c.Schema, ids, read)
	if err != nil {
		return nil, fmt.Errorf("get %s: %w", c.Schema.Name, err)
	}
	docs := make(map[string]*T, len(raws))
	for _, raw := range raws {
		doc, err := c.decode(raw)
		if err != nil {
			return nil, err
		}
		if !c.Veil.hides(doc) {
			docs[headOf(doc).ID] = doc
		}
	}
	return docs, nil
}

// Find returns a page.
func (c *Collection[T]) Find(ctx context.Context, q Query) ([]*T, error) {
	q.Where = c.Veil.through(q.Where)
	raws, err := c.Store.Find(ctx, c.Schema, q)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", c.Schema.Name, err)
	}
	return c.decodeAll(raws)
}

// FindPer returns a page for each parent, by parent.
func (c *Collection[T]) FindPer(ctx context.Context, field string, parents []string, q Query) (map[string][]*T, error) {
	if len(parents) == 0 {
		return map[string][]*T{}, nil
	}
	q.Where = c.Veil.through(q.Where)
	byParent, err := c.Store.FindPer(ctx, c.Schema, field, parents, q)
	if err != nil {
		return nil, fmt.Errorf("find %s by %s: %w", c.Schema.Name, field, err)
	}
	docs := make(map[string][]*T, len(byParent))
	for parent, raws := range byParent {
		if docs[parent], err = c.decodeAll(raws); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// First returns the first document of a query, or [errs.NotFound]; name is what the message calls the one sought.
func (c *Collection[T]) First(ctx context.Context, q Query, name string) (*T, error) {
	q.Limit = 1
	docs, err := c.Find(ctx, q)
	if err != nil {
		return nil, err
	}
	if len(docs) == 0 {
		return nil, errs.Missing(c.Noun.Vi, c.Noun.En, name)
	}
	return docs[0], nil
}

// Count counts the documents for which the condition holds.
func (c *Collection[T]) Count(ctx context.Context, where Where) (int64, error) {
	n, err := c.Store.Count(ctx, c.Schema, c.Veil.through(where))
	if err != nil {
		return 0, fmt.Errorf("count %s: %w", c.Schema.Name, err)
	}
	return n, nil
}

// CountBy counts them by the values of fields.
func (c *Collection[T]) CountBy(ctx context.Context, where Where, fields ...string) ([]Group, error) {
	groups, err := c.Store.CountBy(ctx, c.Schema, c.Veil.through(where), fields...)
	if err != nil {
		return nil, fmt.Errorf("count %s by %v: %w", c.Schema.Name, fields, err)
	}
	return groups, nil
}

// Ranking is a document that a ranked query found, and the tier that it stands in.
type Ranking[T any] struct {
	Tier int
	Doc  *T
}

// FindRanked returns a page in the order of the tiers.
func (c *Collection[T]) FindRanked(ctx context.Context, r Ranked) ([]Ranking[T], error) {
	hits, err := c.Store.FindRanked(ctx, c.Schema, r)
	if err != nil {
		return nil, fmt.Errorf("search %s: %w", c.Schema.Name, err)
	}
	found := make([]Ranking[T], len(hits))
	for i, hit := range hits {
		doc, err := c.decode(hit.Doc)
		if err != nil {
			return nil, err
		}
		found[i] = Ranking[T]{Tier: hit.Tier, Doc: doc}
	}
	return found, nil
}

// CountRanked counts the best placed of the documents that a ranked query finds by the values of fields.
func (c *Collection[T]) CountRanked(ctx context.Context, r Ranked, limit int, fields ...string) ([]Group, error) {
	groups, err := c.Store.CountRanked(ctx, c.Schema, r, limit, fields...)
	if err != nil {
		return nil, fmt.Errorf("count what is found in %s: %w", c.Schema.Name, err)
	}
	return groups, nil
}

// Repeated returns the values of a field that more than one of them has, at most limit, ascending after a value.
func (c *Collection[T]) Repeated(ctx context.Context, field, after string, limit int) ([]Group, error) {
	groups, err := c.Store.Repeated(ctx, c.Schema, field, after, limit)
	if err != nil {
		return nil, fmt.Errorf("find what %s have in common in %s: %w", c.Schema.Name, field, err)
	}
	return groups, nil
}

// History returns the overwritten versions of a document, newest first, at most limit of those before a version (0 = all).
func (c *Collection[T]) History(ctx context.Context, id string, before int64, limit int) ([]*T, error) {
	raws, err := c.Store.History(ctx, c.Schema, id, before, limit)
	if err != nil {
		return nil, fmt.Errorf("read the history of %s: %w", id, err)
	}
	return c.decodeAll(raws)
}

// Revisions returns those of the overwritten versions that exist, of any documents. At most [MaxLimit].
func (c *Collection[T]) Revisions(ctx context.Context, of []Revision, read Read) (map[Revision]*T, error) {
	if len(of) == 0 {
		return map[Revision]*T{}, nil
	}
	raws, err := c.Store.Revisions(ctx, c.Schema, of, read)
	if err != nil {
		return nil, fmt.Errorf("read versions of %s: %w", c.Schema.Name, err)
	}
	docs := make(map[Revision]*T, len(raws))
	for _, raw := range raws {
		doc, err := c.decode(raw)
		if err != nil {
			return nil, err
		}
		docs[Revision{ID: headOf(doc).ID, Version: headOf(doc).Version}] = doc
	}
	return docs, nil
}

// Differing names the top-level fields in which two versions of a document differ, sorted, without those of the head.
func (c *Collection[T]) Differing(a, b *T) ([]string, error) {
	was, err := bson.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", headOf(a).ID, err)
	}
	is, err := bson.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", headOf(b).ID, err)
	}
	return difference(was, is)
}

// Conflict is the refusal of a change that was made from an older version of a document than the one it has now. It says
// who made that one, when, and which fields differ; of a version that never was, or of a collection without history, it
// knows no fields.
func (c *Collection[T]) Conflict(ctx context.Context, read int64, now *T) error {
	h := headOf(now)
	e := errs.New(errs.Conflict, "Đã có người khác sửa; hãy tải lại.", "It has changed in the meantime: load it again.")
	e.Change = &errs.Change{Version: h.Version, By: h.UpdatedBy, At: h.UpdatedAt, Fields: []string{}}
	if !c.Schema.History || read >= h.Version {
		return e
	}
	versions, err := c.History(ctx, h.ID, read+1, 1)
	if err != nil {
		return err
	}
	if len(versions) == 0 || headOf(versions[0]).Version != read {
		return e
	}
	if e.Change.Fields, err = c.Differing(versions[0], now); err != nil {
		return err
	}
	return e
}

// Insert saves a new document. It gives it an ID, unless it has one, and version 1.
func (c *Collection[T]) Insert(ctx context.Context, doc *T, act Act) error {
	w, err := c.Inserting(doc, act)
	if err != nil {
		return err
	}
	return c.apply(ctx, w)
}

// Replace saves after as the next version of before, which must be as it was read. It fails with [errs.Conflict] if
// someone else saved in the meantime.
func (c *Collection[T]) Replace(ctx context.Context, before, after *T, act Act) error {
	w, err := c.Replacing(before, after, act)
	if err != nil {
		return err
	}
	return c.apply(ctx, w)
}

// Remove removes the document at the version that was read.
func (c *Collection[T]) Remove(ctx context.Context, doc *T, act Act) error {
	return c.apply(ctx, c.Removing(doc, act))
}

// Removing is the write that [Collection.Remove] makes, for callers that apply many at once.
func (c *Collection[T]) Removing(doc *T, act Act) Write {
	h := headOf(doc)
	return Write{Schema: c.Schema, ID: h.ID, IfVersion: h.Version, Entry: c.entry(h.ID, h.Version+1, act, nil).between(doc, nil)}
}

// Inserting is the write that [Collection.Insert] makes, for callers that apply many at once.
func (c *Collection[T]) Inserting(doc *T, act Act) (Write, error) {
	h := headOf(doc)
	h.Version = 1
	h.CreatedAt = c.now()
	h.UpdatedAt, h.CreatedBy, h.UpdatedBy = h.CreatedAt, act.Actor, act.Actor
	if h.ID == "" {
		h.ID = c.IDs.Next(c.Prefix, h.CreatedAt)
	}
	raw, err := encode(doc)
	if err != nil {
		return Write{}, err
	}
	changed, err := difference(nil, raw)
	if err != nil {
		return Write{}, err
	}
	return Write{Schema: c.Schema, ID: h.ID, Doc: raw, Entry: c.entry(h.ID, 1, act, changed).between(nil, doc)}, nil
}

// Replacing is the write that [Collection.Replace] makes, for callers that apply many at once.
func (c *Collection[T]) Replacing(before, after *T, act Act) (Write, error) {
	was, is := headOf(before), headOf(after)
	*is = Head{
		ID: was.ID, Version: was.Version + 1, CreatedAt: was.CreatedAt, CreatedBy: was.CreatedBy, UpdatedAt: c.now(), UpdatedBy: act.Actor,
	}
	old, err := bson.Marshal(before)
	if err != nil {
		return Write{}, fmt.Errorf("encode %s: %w", was.ID, err)
	}
	raw, err := encode(after)
	if err != nil {
		return Write{}, err
	}
	changed, err := difference(old, raw)
	if err != nil {
		return Write{}, err
	}
	return Write{Schema: c.Schema, ID: is.ID, IfVersion: was.Version, Doc: raw, Entry: c.entry(is.ID, is.Version, act, changed).between(before, after)}, nil
}

func (c *Collection[T]) apply(ctx context.Context, w Write) error {
	if _, err := c.Store.Apply(ctx, w); err != nil {
		return fmt.Errorf("save %s: %w", w.ID, err)
	}
	return nil
}

func (c *Collection[T]) entry(id string, version int64, act Act, changed []string) *Entry {
	if c.Schema.Unjournaled {
		return nil
	}
	at := c.now()
	return &Entry{
		ID: c.IDs.Next("", at), At: at, Actor: act.Actor, Action: act.Action, Note: act.Note,
		Collection: c.Schema.Name, Document: id, Version: version, Changed: changed,
	}
}

// between notes the states between which the change leads, if they differ; nil is no document.
func (e *Entry) between(before, after any) *Entry {
	from, to := stateOf(before), stateOf(after)
	if e != nil && from != to {
		e.From, e.To = from, to
	}
	return e
}

func stateOf(doc any) string {
	if s, ok := doc.(Stateful); ok {
		return s.JournalState()
	}
	return ""
}

func (c *Collection[T]) now() time.Time { return c.Now().UTC().Truncate(time.Millisecond) }

func (c *Collection[T]) decodeAll(raws []bson.Raw) ([]*T, error) {
	docs := make([]*T, len(raws))
	for i, raw := range raws {
		var err error
		if docs[i], err = c.decode(raw); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

func (c *Collection[T]) decode(raw bson.Raw) (*T, error) {
	doc, err := decode[T](c.Decoded, raw)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", c.Schema.Name, err)
	}
	return doc, nil
}

func encode(doc any) (bson.Raw, error) {
	if d, ok := doc.(Deriver); ok {
		d.Derive()
	}
	raw, err := bson.Marshal(doc)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", headOf(doc).ID, err)
	}
	return raw, nil
}

// headOf panics for a T that does not embed Head, which the first test of a collection finds.
func headOf(doc any) *Head { return doc.(Document).DocumentHead() }

// difference names the top-level fields that differ, sorted, without those of the head.
func difference(before, after bson.Raw) ([]string, error) {
	old, err := before.Elements()
	if err != nil && len(before) > 0 {
		return nil, fmt.Errorf("read the version before: %w", err)
	}
	elements, err := after.Elements()
	if err != nil {
		return nil, fmt.Errorf("read the new version: %w", err)
	}
	values := make(map[string]bson.RawValue, len(old))
	for _, e := range old {
		values[e.Key()] = e.Value()
	}
	changed := []string{}
	for _, e := range elements {
		if was, ok := values[e.Key()]; !ok || !was.Equal(e.Value()) {
			changed = append(changed, e.Key())
		}
		delete(values, e.Key())
	}
	for key := range values {
		changed = append(changed, key)
	}
	changed = slices.DeleteFunc(changed, func(key string) bool {
		return slices.Contains([]string{IDField, VersionField, "createdAt", "updatedAt", "createdBy", "updatedBy"}, key)
	})
	slices.Sort(changed)
	return changed, nil
}
