package store

import (
	"fmt"
	"slices"
)

// CheckRepeated reports why the arguments of [Reader.Repeated] are wrong, for a schema.
func CheckRepeated(s *Schema, field string, limit int) error {
	f, ok := s.Field(field)
	if !ok || f.Kind != String {
		return fmt.Errorf("schema %s: %q is not a declared string", s.Name, field)
	}
	if !slices.ContainsFunc(s.Indexes, func(x Index) bool { return x.Fields[0] == field }) {
		return refused(s, "values that are repeated in "+field)
	}
	if limit < 1 || limit > MaxLimit {
		return fmt.Errorf("schema %s: a limit of %d", s.Name, limit)
	}
	return nil
}
