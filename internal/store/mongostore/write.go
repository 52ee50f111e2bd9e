package mongostore

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Apply implements [store.Writer]. Neighbouring inserts into one schema go to the server as one ordered command; every
// other write is a command of its own.
func (s *Store) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if err := s.calls.enter(); err != nil {
		return 0, err
	}
	defer s.calls.leave()
	done := 0
	for done < len(writes) {
		n, err := s.applySome(ctx, writes[done:])
		done += n
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// applySome applies at least the first of the writes, or fails; it returns how many are done.
func (s *Store) applySome(ctx context.Context, writes []store.Write) (int, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	w := writes[0]
	c, err := s.collection(w.Schema)
	if err != nil {
		return 0, err
	}
	if err := check(w); err != nil {
		return 0, err
	}
	if w.IfVersion > 0 {
		if err := s.update(ctx, c, w); err != nil {
			return 0, err
		}
		return 1, nil
	}
	n := 1
	for n < len(writes) && writes[n].Schema.Name == w.Schema.Name && writes[n].IfVersion == 0 && check(writes[n]) == nil {
		n++
	}
	return s.insert(ctx, c, writes[:n])
}

// check refuses malformed writes, and documents with our own fields.
func check(w store.Write) error {
	if err := w.Check(); err != nil {
		return err
	}
	for _, name := range []string{store.OutboxField, removedField} {
		if _, err := w.Doc.LookupErr(name); err == nil {
			return fmt.Errorf("schema %s: document %s has the reserved field %s", w.Schema.Name, w.ID, name)
		}
	}
	return nil
}

// insert sends new documents in one ordered command, and returns how many are in.
func (s *Store) insert(ctx context.Context, c *mongo.Collection, writes []store.Write) (int, error) {
	docs := make([]any, len(writes))
	for i, w := range writes {
		docs[i] = inserted(w)
	}
	insert := func() error {
		_, err := c.InsertMany(ctx, docs, options.InsertMany().SetOrdered(true))
		return err
	}
	var err error
	if len(docs) == 1 {
		err = s.tangle.do(ctx, insert)
	} else { // it is open how many are in: the caller goes on from there
		err = insert()
	}
	if err == nil {
		return len(writes), nil
	}
	done, refusal := refused(err)
	if refusal != nil {
		w := writes[done]
		return done, fmt.Errorf("insert into %s: %w", c.Name(), s.insertRefused(ctx, c, w, refusal))
	}
	err = translate(ctx, err)
	for done = 0; errs.CodeOf(err) == errs.Unavailable && done < len(writes) && s.landed(ctx, c, writes[done]); {
		done++
	}
	if done == len(writes) {
		return done, nil
	}
	return done, fmt.Errorf("insert into %s: %w", c.Name(), err)
}

// refused returns the first write that the server refused, and its place among those of the command; nil if the
// failure is one of the whole command.
func refused(err error) (int, *mongo.WriteError) {
	var (
		many mongo.BulkWriteException
		one  mongo.WriteException
	)
	switch {
	case errors.As(err, &many) && len(many.WriteErrors) > 0:
		return many.WriteErrors[0].Index, &many.WriteErrors[0].WriteError
	case errors.As(err, &one) && len(one.WriteErrors) > 0:
		return one.WriteErrors[0].Index, &one.WriteErrors[0]
	default:
		return 0, nil
	}
}

// insertRefused says why a new document was refused. An ID that exists comes before a unique value that exists.
func (s *Store) insertRefused(ctx context.Context, c *mongo.Collection, w store.Write, refusal *mongo.WriteError) error {
	if refusal.Code != codeDuplicateKey {
		return translate(ctx, mongo.WriteException{WriteErrors: mongo.WriteErrors{*refusal}})
	}
	n, err := c.CountDocuments(ctx, on(store.IDField, op("$eq", w.ID)))
	switch {
	case err != nil:
		return translate(ctx, err)
	case n > 0:
		return conflict(*refusal)
	default:
		return s.duplicate(ctx, c, w, refusal)
	}
}

// update makes the version after w.IfVersion, if that is the present one, by one command. The version to be overwritten
// is in the archive before.
func (s *Store) update(ctx context.Context, c *mongo.Collection, w store.Write) error {
	present := both(
		bson.D{{Key: store.IDField, Value: w.ID}, {Key: store.VersionField, Value: w.IfVersion}},
		notRemoved(),
	)
	if w.Schema.History {
		err := s.preserve(ctx, c, w, present)
		if err != nil {
			return fmt.Errorf("archive %s: %w", w.ID, translate(ctx, err))
		}
	}
	var result *mongo.UpdateResult
	err := s.tangle.do(ctx, func() (err error) {
		result, err = c.UpdateOne(ctx, present, replacement(w))
		return err
	})
	if err == nil && result.MatchedCount == 1 {
		return nil
	}
	if err == nil {
		err = s.unmatched(ctx, c, w.ID)
	} else if _, refusal := refused(err); refusal != nil && refusal.Code == codeDuplicateKey {
		err = s.duplicate(ctx, c, w, refusal)
	} else if err = translate(ctx, err); errs.CodeOf(err) == errs.Unavailable && s.landed(ctx, c, w) {
		return nil
	}
	return fmt.Errorf("update in %s: %w", c.Name(), err)
}

// unmatched says why no document met the condition of an update.
func (s *Store) unmatched(ctx context.Context, c *mongo.Collection, id string) error {
	doc, err := c.FindOne(ctx, on(store.IDField, op("$eq", id)), options.FindOne().
		SetProjection(bson.D{{Key: removedField, Value: 1}})).Raw()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return missing(id)
	case err != nil:
		return translate(ctx, err)
	case isTombstone(doc):
		return missing(id)
	default:
		return conflict(fmt.Errorf("%s is at another version", id))
	}
}

// landed looks whether a write is done whose answer was lost. The mark of the last entry, which stays when the relay has taken
// the entry away, tells our version from another writer's; without entries, the document itself does. It reads what a majority
// has, so that what it confirms is as durable as an acknowledged write. It says no when it cannot tell: then the caller
// reports [errs.Unavailable], and the write may have been done, or may still be.
func (s *Store) landed(ctx context.Context, c *mongo.Collection, w store.Write) bool {
	look := options.FindOne()
	if w.Entry != nil {
		look.SetProjection(bson.D{{Key: store.VersionField, Value: 1}, {Key: outboxLast, Value: 1}})
	}
	doc, err := c.FindOne(ctx, on(store.IDField, op("$eq", w.ID)), look).Raw()
	if err != nil {
		return false
	}
	if version, _ := doc.Lookup(store.VersionField).AsInt64OK(); version != w.IfVersion+1 {
		return false
	}
	if w.Entry != nil {
		last, _ := doc.Lookup(store.OutboxField, "last").StringValueOK()
		return last == w.Entry.ID
	}
	if w.Doc == nil {
		return isTombstone(doc)
	}
	return bytes.Equal(w.Doc, doc)
}
