package mongostore

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// Acquire implements [store.Leases]: an update of the lease if it is ours or ran out, else an insert. The insert of a
// lease that someone holds breaks the primary key, and that is the answer no. Where the answer is lost, asking again
// is harmless.
func (s *Store) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	if err := s.calls.enter(); err != nil {
		return false, err
	}
	defer s.calls.leave()
	now := s.now().UTC()
	free := bson.D{
		{Key: store.IDField, Value: name},
		{Key: "$or", Value: bson.A{on("holder", op("$eq", holder)), on("until", op("$lte", now))}},
	}
	taken := op("$set", bson.D{{Key: "holder", Value: holder}, {Key: "until", Value: now.Add(ttl)}})
	_, err := s.db.Collection(leasesName).UpdateOne(ctx, free, taken, options.UpdateOne().SetUpsert(true))
	if hasCode(err, codeDuplicateKey) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("acquire lease %s: %w", name, translate(ctx, err))
	}
	return true, nil
}

// Release implements [store.Leases].
func (s *Store) Release(ctx context.Context, name, holder string) error {
	if err := s.calls.enter(); err != nil {
		return err
	}
	defer s.calls.leave()
	held := bson.D{{Key: store.IDField, Value: name}, {Key: "holder", Value: holder}}
	if _, err := s.db.Collection(leasesName).DeleteOne(ctx, held); err != nil {
		return fmt.Errorf("release lease %s: %w", name, translate(ctx, err))
	}
	return nil
}
