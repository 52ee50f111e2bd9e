package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Get implements [store.Reader].
func (m *Model) Get(ctx context.Context, s *store.Schema, ids []string, read store.Read) (docs []bson.Raw, err error) {
	if len(ids) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d IDs are more than %d", s.Name, len(ids), store.MaxLimit)
	}
	err = m.read(ctx, s, func(all []*record) error {
		all = slices.DeleteFunc(all, func(r *record) bool {
			return !slices.Contains(ids, r.values[store.IDField][0].(string))
		})
		docs, err = documents(s, all, read)
		return err
	})
	return docs, err
}

// Find implements [store.Reader].
func (m *Model) Find(ctx context.Context, s *store.Schema, q store.Query) (docs []bson.Raw, err error) {
	if _, err := store.NewPlan(s, q); err != nil {
		return nil, err
	}
	err = m.read(ctx, s, func(all []*record) error {
		docs, err = documents(s, page(q, all), q.Read)
		return err
	})
	return docs, err
}

// FindPer implements [store.Reader].
func (m *Model) FindPer(ctx context.Context, s *store.Schema, field string, parents []string, q store.Query) (map[string][]bson.Raw, error) {
	if len(parents) > store.MaxLimit {
		return nil, fmt.Errorf("schema %s: %d parents are more than %d", s.Name, len(parents), store.MaxLimit)
	}
	if _, err := store.NewPerPlan(s, field, q); err != nil {
		return nil, err
	}
	pages := map[string][]bson.Raw{}
	err := m.read(ctx, s, func(all []*record) error {
		for _, parent := range parents {
			of := q
			of.Where = store.All(store.Eq{Field: field, Value: parent}, q.Where)
			docs, err := documents(s, page(of, all), q.Read)
			if err != nil {
				return err
			}
			if len(docs) > 0 {
				pages[parent] = docs
			}
		}
		return nil
	})
	return pages, err
}

// Count implements [store.Reader].
func (m *Model) Count(ctx context.Context, s *store.Schema, where store.Where) (n int64, err error) {
	if _, err := store.NewCountPlan(s, where, nil); err != nil {
		return 0, err
	}
	err = m.read(ctx, s, func(all []*record) error {
		for _, r := range all {
			if r.values.hold(where) {
				n++
			}
		}
		return nil
	})
	return n, err
}

// CountBy implements [store.Reader].
func (m *Model) CountBy(ctx context.Context, s *store.Schema, where store.Where, fields ...string) ([]store.Group, error) {
	if _, err := store.NewCountPlan(s, where, fields); err != nil {
		return nil, err
	}
	var groups []store.Group
	err := m.read(ctx, s, func(all []*record) error {
		counts := map[string]int{} // key → place in groups
		for _, r := range all {
			if !r.values.hold(where) {
				continue
			}
			for _, combination := range r.values.combinations(fields) {
				key := fmt.Sprintf("%#v", combination)
				i, ok := counts[key]
				if !ok {
					i = len(groups)
					counts[key] = i
					groups = append(groups, store.Group{Values: combination})
				}
				groups[i].Count++
			}
		}
		if len(groups) > store.MaxGroups {
			return errs.New(errs.Limit, "Quá nhiều nhóm.", "There are too many groups.")
		}
		return nil
	})
	return groups, err
}

// Repeated implements [store.Reader].
func (m *Model) Repeated(ctx context.Context, s *store.Schema, field, after string, limit int) ([]store.Group, error) {
	if err := store.CheckRepeated(s, field, limit); err != nil {
		return nil, err
	}
	counts := map[string]int64{}
	err := m.read(ctx, s, func(all []*record) error {
		for _, r := range all {
			for _, combination := range r.values.combinations([]string{field}) {
				if value, ok := combination[0].(string); ok && value > after {
					counts[value]++
				}
			}
		}
		return nil
	})
	groups := []store.Group{}
	for _, value := range slices.Sorted(maps.Keys(counts)) {
		if counts[value] > 1 && len(groups) < limit {
			groups = append(groups, store.Group{Values: []any{value}, Count: counts[value]})
		}
	}
	return groups, err
}

// combinations returns each choice of one distinct value of each field, nil for a field without one.
func (v values) combinations(fields []string) [][]any {
	all := [][]any{{}}
	for _, path := range fields {
		distinct := slices.CompactFunc(slices.SortedFunc(slices.Values(v[path]), compare),
			func(a, b any) bool { return compare(a, b) == 0 })
		if len(distinct) == 0 {
			distinct = []any{nil}
		}
		var longer [][]any
		for _, c := range all {
			for _, value := range distinct {
				longer = append(longer, append(slices.Clip(c), value))
			}
		}
		all = longer
	}
	return all
}

// History implements [store.Reader].
func (m *Model) History(ctx context.Context, s *store.Schema, id string, before int64, limit int) ([]bson.Raw, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	past := []bson.Raw{}
	if r := m.collections[s.Name][id]; r != nil {
		for _, doc := range slices.Backward(r.past) {
			if (before == 0 || doc.Lookup(store.VersionField).AsInt64() < before) && len(past) < limit {
				past = append(past, doc)
			}
		}
	}
	return past, ctx.Err()
}

// Revisions implements [store.Reader].
func (m *Model) Revisions(ctx context.Context, s *store.Schema, of []store.Revision, read store.Read) ([]bson.Raw, error) {
	if len(of) > store.MaxLimit {
		return nil, fmt.Errorf("%d versions", len(of))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []*record
	for id, r := range m.collections[s.Name] {
		for _, doc := range r.past {
			if slices.Contains(of, store.Revision{ID: id, Version: doc.Lookup(store.VersionField).AsInt64()}) {
				found = append(found, &record{doc: doc})
			}
		}
	}
	docs, err := documents(s, found, read)
	return docs, errors.Join(err, ctx.Err())
}

// Explain implements [store.Reader]. A model has no indexes to miss; it only refuses what a plan refuses.
func (m *Model) Explain(ctx context.Context, s *store.Schema, q store.Query) (store.Explanation, error) {
	p, err := store.NewPlan(s, q)
	if err != nil {
		return store.Explanation{}, err
	}
	return store.Explanation{Text: "model", Sorts: !p.Sorted}, ctx.Err()
}

// documents returns copies of the records' documents.
func documents(s *store.Schema, records []*record, read store.Read) ([]bson.Raw, error) {
	docs := make([]bson.Raw, len(records))
	for i, r := range records {
		if read == store.Whole && s.Postings == nil {
			docs[i] = slices.Clone(r.doc)
			continue
		}
		elements, err := r.doc.Elements()
		if err != nil {
			return nil, err
		}
		light := bson.D{}
		for _, e := range elements {
			heavy := read == store.Light && slices.Contains(s.Heavy, e.Key())
			if !heavy && (s.Postings == nil || e.Key() != s.Postings.Field) {
				light = append(light, bson.E{Key: e.Key(), Value: e.Value()})
			}
		}
		if docs[i], err = bson.Marshal(light); err != nil {
			return nil, err
		}
	}
	return docs, nil
}
