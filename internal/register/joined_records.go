package register

import (
	"context"
	"slices"
	"strings"

	"thidua/internal/store"
)

// throughJoins adds to what was found by ID, for each ID under which nothing was found, the record into which that one was joined
// as a duplicate. It costs nothing if everything was found, and else one call.
func throughJoins[T any](
	ctx context.Context, c *store.Collection[T], where store.Where, ids []string, found map[string]*T, of func(*T) []string,
) (map[string]*T, error) {
	var gone []string
	for _, id := range ids {
		if found[id] == nil && strings.HasPrefix(id, c.Prefix+"_") {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return found, nil
	}
	records, err := c.Find(ctx, store.Query{Where: store.All(store.AnyOf("joinedIds", gone...), where), Limit: len(gone)})
	if err != nil {
		return nil, err
	}
	for _, record := range records {
		for _, id := range of(record) {
			if slices.Contains(gone, id) {
				found[id] = record
			}
		}
	}
	return found, nil
}

// AllIDs returns the IDs under which others may know the unit: its own, and those of duplicates that were joined into it.
func (u *Unit) AllIDs() []string { return append([]string{u.ID}, u.JoinedIDs...) }

// AllIDs returns the IDs under which others may know the person: their own, and those of duplicates that were joined into it.
func (p *Person) AllIDs() []string { return append([]string{p.ID}, p.JoinedIDs...) }

// Itself returns those of the records that are found under their own IDs, without those into which one of the IDs was joined:
// for those who keep copies, to whom a duplicate that was joined is gone.
func Itself[T any](found map[string]*T, err error) (map[string]*T, error) {
	for id, record := range found {
		if document(record).DocumentHead().ID != id {
			delete(found, id)
		}
	}
	return found, err
}
