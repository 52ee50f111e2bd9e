package mongostore

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/store"
)

// duplicate returns the error for a write that broke a unique index. MongoDB says which by the pattern of its keys; where the
// server does not (FerretDB), the holder of each unique value is looked for. If none is found any more, the
// error names no field.
func (s *Store) duplicate(ctx context.Context, c *mongo.Collection, w store.Write, refusal *mongo.WriteError) error {
	pattern, ok := refusal.Raw.Lookup("keyPattern").DocumentOK()
	if ok {
		if elements, err := pattern.Elements(); err == nil {
			return duplicate(declared(w.Schema, elements), *refusal)
		}
	}
	for i, x := range w.Schema.Indexes {
		if !x.Unique {
			continue
		}
		held, err := s.held(ctx, c, w, x)
		if err != nil {
			return translate(ctx, err)
		}
		if held {
			return duplicate(&w.Schema.Indexes[i], *refusal)
		}
	}
	return duplicate(nil, *refusal)
}

// declared returns the unique index with exactly these keys.
func declared(s *store.Schema, keys []bson.RawElement) *store.Index {
	i := slices.IndexFunc(s.Indexes, func(x store.Index) bool {
		return x.Unique && slices.EqualFunc(x.Fields, keys, func(path string, key bson.RawElement) bool { return path == key.Key() })
	})
	if i < 0 {
		return nil
	}
	return &s.Indexes[i]
}

// held reports whether another document has the values that the write wants for a unique index.
func (s *Store) held(ctx context.Context, c *mongo.Collection, w store.Write, x store.Index) (bool, error) {
	parts := []any{on(store.IDField, op("$ne", w.ID))}
	for _, path := range x.Fields {
		f, _ := w.Schema.Field(path)
		values, err := f.Values(w.Doc)
		if err != nil || len(values) == 0 {
			return false, err
		}
		parts = append(parts, on(path, op("$in", values)))
	}
	n, err := c.CountDocuments(ctx, both(parts...), options.Count().SetHint(walkName(x)).SetLimit(1))
	return n > 0, err
}
