package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"thidua/internal/store"
)

// Record is one link of the chain: an entry, its place, and the hashes that tie it to the record before.
type Record struct {
	// Head has the ID, which is Seq in sixteen digits, and in CreatedAt the time at which the relay wrote the record,
	// while Entry.At is when the change was made. The version is always 1: records do not change.
	store.Head `bson:",inline"`
	Seq        int64       `bson:"seq"`     // 1 for the first record, without gaps
	Subject    string      `bson:"subject"` // the changed document, as [SubjectOf] writes it
	Entry      store.Entry `bson:"entry"`
	Prev       string      `bson:"prev"` // Hash of the record before, empty for the first
	Hash       string      `bson:"hash"` // what [Record.Sum] returns
}

// SubjectOf names a document among those of all collections.
func SubjectOf(collection, id string) string { return collection + "/" + id }

// recordID is the document ID of the record with the number. Sixteen digits keep the order of IDs that of numbers.
func recordID(seq int64) string { return fmt.Sprintf("%016d", seq) }

// Derive sets what follows from the rest of the record.
func (r *Record) Derive() {
	r.Subject = SubjectOf(r.Entry.Collection, r.Entry.Document)
	r.Hash = r.Sum()
}

// Sum returns the record's hash: the SHA-256, in lower-case hexadecimal digits, of the following texts in this order,
// each written as a netstring (its length in bytes as a decimal number, a colon, its bytes, a comma).
//
//	"thidua journal 1", prev, seq, createdAt, createdBy, entry.id, entry.at, entry.actor, entry.action, entry.coll, entry.doc,
//	entry.version, entry.note, the number of entry.changed, and then each of these
//
// Of a record whose entry says between which states it led, the first text is "thidua journal 2", and entry.from and entry.to
// stand behind entry.note. Records from before there were such entries keep their hashes.
//
// Numbers are decimal; times are milliseconds since 1970 in UTC, decimal. So anyone can check an exported journal
// with any language.
func (r *Record) Sum() string {
	e := &r.Entry
	h := sha256.New()
	form, states := "thidua journal 1", []string{}
	if e.From != "" || e.To != "" {
		form, states = "thidua journal 2", []string{e.From, e.To}
	}
	for _, s := range slices.Concat([]string{
		form, r.Prev, number(r.Seq), number(r.CreatedAt.UnixMilli()), r.CreatedBy,
		e.ID, number(e.At.UnixMilli()), e.Actor, e.Action, e.Collection, e.Document, number(e.Version), e.Note,
	}, states, []string{number(int64(len(e.Changed)))}, e.Changed) {
		_, _ = io.WriteString(h, strconv.Itoa(len(s))+":"+s+",") // a hash never fails to be written to
	}
	return hex.EncodeToString(h.Sum(nil))
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// Schema declares the collection of the records.
func Schema() *store.Schema {
	return &store.Schema{
		Name: "journal",
		Fields: []store.Field{
			{Path: "seq", Kind: store.Int, Required: true},
			{Path: "subject", Kind: store.String, Required: true},
			{Path: "entry.id", Kind: store.String, Required: true},
			{Path: "entry.version", Kind: store.Int, Required: true},
			{Path: "entry.actor", Kind: store.String, Required: true},
			{Path: "entry.action", Kind: store.String, Required: true},
		},
		Indexes: []store.Index{
			{Fields: []string{"entry.id"}, Unique: true}, // no entry is journaled twice, whatever relays do
			{Fields: []string{"subject", "entry.version"}},
			{Fields: []string{"entry.actor", "seq"}},
			{Fields: []string{"entry.action", "seq"}},
		},
		Unjournaled: true,
	}
}

// The parts of the entry, as readers of the journal know them.

// At returns when the change was made.
func (r *Record) At() time.Time { return r.Entry.At }

// ActorID returns who made the change.
func (r *Record) ActorID() string { return r.Entry.Actor }

// Action returns what was done, such as "article.publish".
func (r *Record) Action() string { return r.Entry.Action }

// DocumentID returns the document that was changed.
func (r *Record) DocumentID() string { return r.Entry.Document }

// DocumentVersion returns the version that the change made.
func (r *Record) DocumentVersion() int64 { return r.Entry.Version }

// Note returns the reason that was given; nil for none.
func (r *Record) Note() *string {
	if r.Entry.Note == "" {
		return nil
	}
	return &r.Entry.Note
}

// FromState returns the state that the change left; nil for none.
func (r *Record) FromState() *string { return orNil(r.Entry.From) }

// ToState returns the state that the change led to; nil for none.
func (r *Record) ToState() *string { return orNil(r.Entry.To) }

func orNil(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// Changed returns the top-level fields that differ from the version before, sorted.
func (r *Record) Changed() []string { return r.Entry.Changed }
