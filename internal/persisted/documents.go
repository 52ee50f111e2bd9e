package persisted

import (
	"context"
	"fmt"
	"time"

	"github.com/maypok86/otter/v2"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Schemas declares the collections of this package.
func Schemas() []*store.Schema { return []*store.Schema{documentSchema(), rememberedSchema()} }

func documentSchema() *store.Schema {
	return &store.Schema{
		Name: "persisted_documents", Public: true,
		Fields:  []store.Field{{Path: "documentId", Kind: store.String, Required: true}},
		Indexes: []store.Index{{Fields: []string{"documentId"}, Unique: true}},
		Heavy:   []string{"text"},
		History: true,
	}
}

// Documents keeps the trusted documents. Safe for concurrent use.
type Documents struct {
	documents *store.Collection[Document]
	found     *otter.Cache[string, *Document] // by DocumentID; nil is known not to be there
}

// What [Documents.Find] knows without asking the store: for so long, within so many bytes. So long a document that an
// administrator denied may go on to be run, by processes other than the one that was told.
const (
	foundFor   = time.Second
	foundBytes = 8 << 20
)

// clock is the clock of the documents as the cache reads it. It does not tick: what has expired goes when it is asked for,
// or when its bytes are needed.
type clock func() time.Time

// NowNano implements [otter.Clock].
func (c clock) NowNano() int64 { return c().UnixNano() }

// Tick implements [otter.Clock].
func (clock) Tick(time.Duration) <-chan time.Time { return nil }

// New returns the documents of a store.
func New(s store.Store, now func() time.Time, ids *store.IDs) *Documents {
	return &Documents{
		documents: &store.Collection[Document]{
			Schema: documentSchema(), Store: s, Prefix: "pdc", Now: now, IDs: ids,
			Noun: store.Noun{Vi: "câu truy vấn đã lưu", En: "saved query"},
		},
		found: otter.Must(&otter.Options[string, *Document]{
			MaximumWeight: foundBytes, Weigher: func(_ string, d *Document) uint32 { return d.weight() },
			ExpiryCalculator: otter.ExpiryWriting[string, *Document](foundFor), Clock: clock(now),
		}),
	}
}

// Find returns the document that is asked for by a name or a hash, denied or not; [errs.NotFound] if there is none.
func (c *Documents) Find(ctx context.Context, documentID string) (*Document, error) {
	store.Searched(ctx, c.documents.Schema) // whatever is known without asking
	d, known := c.found.GetIfPresent(documentID)
	if !known {
		var err error
		d, err = c.documents.First(ctx, store.Query{Where: store.Eq{Field: "documentId", Value: documentID}}, documentID)
		if err != nil && errs.CodeOf(err) != errs.NotFound {
			return nil, err
		}
		c.found.Set(documentID, d)
	}
	if d == nil {
		return nil, errs.Missing(c.documents.Noun.Vi, c.documents.Noun.En, documentID)
	}
	return d, nil
}

// Order is the order of [Documents.List]: the oldest first.
func Order() store.Order[Document] { return store.Order[Document]{} }

// List returns a page of all documents, without their texts. It is for administrators, as are all that follow.
func (c *Documents) List(ctx context.Context, v access.Viewer, p store.Page) ([]*Document, error) {
	if err := v.Require(access.See, access.Subject{Noun: access.Documents}); err != nil {
		return nil, err
	}
	return c.documents.Find(ctx, store.Query{}.Paged(p))
}

// Count counts all documents.
func (c *Documents) Count(ctx context.Context, v access.Viewer) (int64, error) {
	if err := v.Require(access.See, access.Subject{Noun: access.Documents}); err != nil {
		return 0, err
	}
	return c.documents.Count(ctx, nil)
}

// ByID returns those of the documents that exist for the viewer.
func (c *Documents) ByID(ctx context.Context, v access.Viewer, ids []string, read store.Read) (map[string]*Document, error) {
	if !v.Decide(access.See, access.Subject{Noun: access.Documents}).Allowed {
		return map[string]*Document{}, nil
	}
	return c.documents.ByIDs(ctx, ids, read)
}

// MaySave returns nil if the viewer may save documents.
func (c *Documents) MaySave(v access.Viewer) error {
	return v.Require(access.Create, access.Subject{Noun: access.Documents})
}

// Save saves a document that the caller has checked. To save again what is there already changes nothing, so that the build
// of a frontend may save all that it uses each time. Another text under a name, or another age, needs the version that the
// caller read.
func (c *Documents) Save(ctx context.Context, v access.Viewer, s Saving) (*Document, error) {
	if err := c.MaySave(v); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	id := s.documentID()
	before, err := c.documents.First(ctx, store.Query{Where: store.Eq{Field: "documentId", Value: id}}, id)
	switch {
	case errs.CodeOf(err) == errs.NotFound:
		return c.insert(ctx, v, s)
	case err != nil:
		return nil, err
	case before.same(s):
		return before, nil
	}
	return c.replace(ctx, v, before, s.Version, "document.save", func(d *Document) { d.Text, d.MaxAge = s.Text, s.MaxAge })
}

func (c *Documents) insert(ctx context.Context, v access.Viewer, s Saving) (*Document, error) {
	d := &Document{DocumentID: s.documentID(), Text: s.Text, MaxAge: s.MaxAge}
	if s.Version != 0 {
		return nil, errs.Missing(c.documents.Noun.Vi, c.documents.Noun.En, d.DocumentID)
	}
	err := c.documents.Insert(ctx, d, store.Act{Actor: v.Actor, Action: "document.save"})
	c.found.Invalidate(d.DocumentID)
	if errs.CodeOf(err) == errs.Duplicate { // somebody else saved it at the same moment
		e := errs.New(errs.Conflict, "Đã có người khác lưu; hãy thử lại.", "Somebody else has just saved it: try again.")
		return nil, e.Because(err)
	}
	if err != nil {
		return nil, err
	}
	return d, nil
}

// Allow lets a document be run, or lets nobody run it any more, at the version that the caller read.
func (c *Documents) Allow(ctx context.Context, v access.Viewer, id string, version int64, allowed bool) (*Document, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Documents}); err != nil {
		return nil, err
	}
	before, err := c.documents.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	action := "document.allow"
	if !allowed {
		action = "document.deny"
	}
	return c.replace(ctx, v, before, version, action, func(d *Document) { d.Denied = !allowed })
}

// replace changes a document at the version that the caller read.
func (c *Documents) replace(
	ctx context.Context, v access.Viewer, before *Document, version int64, action string, change func(*Document),
) (*Document, error) {
	if before.Version != version {
		return nil, c.conflict(ctx, version, before)
	}
	after := *before
	change(&after)
	err := c.documents.Replace(ctx, before, &after, store.Act{Actor: v.Actor, Action: action})
	c.found.Invalidate(before.DocumentID)
	if errs.CodeOf(err) == errs.Conflict {
		now, err := c.documents.ByID(ctx, before.ID)
		if err != nil {
			return nil, err
		}
		return nil, c.conflict(ctx, version, now)
	}
	if err != nil {
		return nil, err
	}
	return &after, nil
}

// conflict is the refusal of a change from an older version, or from none.
func (c *Documents) conflict(ctx context.Context, version int64, now *Document) error {
	err := c.documents.Conflict(ctx, version, now)
	if e := errs.As(err); e != nil && version == 0 {
		e.Vi = fmt.Sprintf("%s đã có rồi (phiên bản %d); muốn sửa thì ghi phiên bản đó.", now.DocumentID, now.Version)
		e.En = fmt.Sprintf("There is a %s already (version %d): to change it, give that version.", now.DocumentID, now.Version)
	}
	return err
}
