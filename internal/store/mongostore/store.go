package mongostore

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"

	"thidua/internal/store"
)

// Store is a [store.Store] on one database of a MongoDB deployment. It is safe for concurrent use.
type Store struct {
	client *mongo.Client
	db     *mongo.Database
	now    func() time.Time
	calls  gate
	tangle oneByOne
	terms  frequencies
	few    few

	mu      sync.RWMutex
	schemas map[string]*store.Schema // those ensured, by name
}

var _ store.Store = (*Store)(nil)

// Open connects to the deployment and waits until it answers. It creates nothing: that is Ensure's part.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Now == nil {
		c.Now = time.Now //nolint:forbidigo // the field's default
	}
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	name, err := c.database()
	if err != nil {
		return nil, err
	}
	client, err := mongo.Connect(o)
	if err != nil {
		return nil, fmt.Errorf("connect to MongoDB: %w", err)
	}
	s := &Store{
		client: client, db: client.Database(name), now: c.Now,
		tangle: newOneByOne(), few: fewDocuments(), schemas: map[string]*store.Schema{},
	}
	if err := s.Ready(ctx); err != nil {
		_ = client.Disconnect(context.WithoutCancel(ctx)) // nothing was done, so nothing can be lost
		return nil, err
	}
	s.terms = newFrequencies() // which ends with Close
	return s, nil
}

// Ready implements [store.Store].
func (s *Store) Ready(ctx context.Context) error {
	if err := s.calls.enter(); err != nil {
		return err
	}
	defer s.calls.leave()
	if err := s.client.Ping(ctx, readpref.Primary()); err != nil {
		return fmt.Errorf("ping MongoDB: %w", translate(ctx, err))
	}
	return nil
}

// Close implements [store.Store]. Closing twice is no error. When ctx ends first, the calls under way are cut off.
func (s *Store) Close(ctx context.Context) error {
	first, waited := s.calls.close(ctx)
	if !first {
		return waited
	}
	s.terms.known.StopAllGoroutines()
	if err := s.client.Disconnect(ctx); err != nil && waited == nil {
		return fmt.Errorf("disconnect from MongoDB: %w", err)
	}
	return waited
}

// collection returns the collection of an ensured schema.
func (s *Store) collection(schema *store.Schema) (*mongo.Collection, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.schemas[schema.Name] == nil {
		return nil, fmt.Errorf("schema %s is not ensured", schema.Name)
	}
	return s.db.Collection(schema.Name), nil
}

// archive returns the collection of a schema's overwritten versions.
func (s *Store) archive(schema *store.Schema) *mongo.Collection {
	return s.db.Collection(archiveName(schema))
}

// drain reads what is left of a cursor into documents of their own, and closes it.
func drain(ctx context.Context, cursor *mongo.Cursor, each func(bson.Raw) error) error {
	defer cursor.Close(context.WithoutCancel(ctx)) // may fail: what was read stays right, and the server forgets the cursor anyway
	for cursor.Next(ctx) {
		if err := each(append(bson.Raw(nil), cursor.Current...)); err != nil {
			return err
		}
	}
	return cursor.Err()
}
