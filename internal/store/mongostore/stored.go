package mongostore

import (
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// Paths within [store.OutboxField]. A document's outbox is {first, last, entries}: the entries that are not yet in the
// journal, the ID of the oldest of them, by which the relay finds the document, and the ID of the entry of the present version,
// which stays when the entry has gone.
const (
	outboxFirst   = store.OutboxField + ".first"
	outboxLast    = store.OutboxField + ".last"
	outboxEntries = store.OutboxField + ".entries"
)

// pendingFilter holds for documents with entries that are not yet in the journal.
func pendingFilter() bson.D { return on(outboxFirst, op("$gte", "")) }

// inserted is the document as it is first stored.
func inserted(w store.Write) bson.D {
	doc := body(w)
	if e := w.Entry; e != nil {
		doc = append(doc, bson.E{Key: store.OutboxField, Value: bson.D{
			{Key: "first", Value: e.ID},
			{Key: "last", Value: e.ID},
			{Key: "entries", Value: bson.A{e}},
		}})
	}
	return append(bson.D{{Key: store.IDField, Value: w.ID}}, doc...)
}

// replacement is the update that stores the next version in the place of the present one. The body is quoted, so that
// nothing in it is taken for an expression; it has no ID, because the server keeps the one that is there. The entries
// that still wait stay.
func replacement(w store.Write) bson.A {
	next := op("$literal", body(w))
	if e := w.Entry; e != nil {
		next = op("$mergeObjects", bson.A{next, bson.D{{Key: store.OutboxField, Value: bson.D{
			{Key: "first", Value: op("$min", bson.A{"$" + outboxFirst, op("$literal", e.ID)})},
			{Key: "last", Value: op("$literal", e.ID)},
			{Key: "entries", Value: op("$concatArrays", bson.A{
				op("$ifNull", bson.A{"$" + outboxEntries, bson.A{}}),
				op("$literal", bson.A{e}),
			})},
		}}}})
	}
	return bson.A{op("$replaceWith", next)}
}

// body is the document, or the tombstone, without its ID.
func body(w store.Write) bson.D {
	if w.Doc == nil {
		return bson.D{{Key: store.VersionField, Value: w.IfVersion + 1}, {Key: removedField, Value: true}}
	}
	elements, _ := w.Doc.Elements() // the write's check has read them
	doc := make(bson.D, 0, len(elements))
	for _, e := range elements {
		if e.Key() != store.IDField {
			doc = append(doc, bson.E{Key: e.Key(), Value: e.Value()})
		}
	}
	return doc
}
