package store

import (
	"fmt"

	"thidua/internal/errs"
)

// maxWhereNodes and maxInValues bound a condition, so that no request builds an endless one.
const (
	maxWhereNodes = 200
	maxInValues   = MaxLimit
)

func (q Query) check(s *Schema) error {
	if q.Limit < 1 || q.Limit > MaxLimit {
		return fmt.Errorf("schema %s: limit %d is not within 1 and %d", s.Name, q.Limit, MaxLimit)
	}
	if q.Walk && len(q.Sort.By) > 0 {
		return fmt.Errorf("schema %s: a walk by ID cannot sort by %v", s.Name, q.Sort.By)
	}
	for _, path := range q.Sort.By {
		f, ok := s.Field(path)
		if !ok || f.Many || !f.Required {
			return fmt.Errorf("schema %s: cannot sort by %q: it is not a declared, single, required field", s.Name, path)
		}
	}
	for _, pos := range []*Position{q.After, q.Before} {
		if pos != nil && !q.Sort.fits(s, *pos) {
			return errs.New(errs.Invalid,
				"Con trỏ trang không thuộc thứ tự này; hãy lấy lại từ trang đầu.",
				"The cursor does not belong to this order; start from the first page again.")
		}
	}
	return checkWhere(s, q.Where)
}

// fits reports whether the position has a value of the right kind for each field of the sort.
func (o Sort) fits(s *Schema, pos Position) bool {
	if pos.ID == "" || len(pos.Values) != len(o.By) {
		return false
	}
	for i, path := range o.By {
		if f, _ := s.Field(path); !f.Kind.Accepts(pos.Values[i]) {
			return false
		}
	}
	return true
}

func checkWhere(s *Schema, w Where) error {
	nodes := 0
	return walkWhere(w, func(w Where) error {
		if nodes++; nodes > maxWhereNodes {
			return errs.New(errs.Limit, "Bộ lọc có quá nhiều điều kiện.", "The filter has too many conditions.")
		}
		return checkCondition(s, w)
	})
}

func checkCondition(s *Schema, w Where) error {
	kind := func(path string, values ...any) error {
		f, ok := s.Field(path)
		if !ok {
			return fmt.Errorf("schema %s: condition on the undeclared field %q", s.Name, path)
		}
		for _, v := range values {
			if !f.Kind.Accepts(v) {
				return fmt.Errorf("schema %s: condition on %q with a %T", s.Name, path, v)
			}
		}
		return nil
	}
	switch w := w.(type) {
	case Eq:
		return kind(w.Field, w.Value)
	case In:
		if len(w.Values) > maxInValues {
			return errs.New(errs.Limit, "Bộ lọc có quá nhiều giá trị.", "The filter has too many values.")
		}
		return kind(w.Field, w.Values...)
	case Range:
		var bounds []any
		for _, v := range []any{w.From, w.To} {
			if v != nil {
				bounds = append(bounds, v)
			}
		}
		return kind(w.Field, bounds...)
	case Exists:
		return kind(w.Field)
	case Tokens:
		if f, _ := s.Field(w.Field); !f.Many || f.Kind != String {
			return fmt.Errorf("schema %s: tokens of %q, which is not a Many string field", s.Name, w.Field)
		}
		if len(w.Terms) > maxInValues {
			return errs.New(errs.Limit, "Câu tìm có quá nhiều từ.", "The search has too many words.")
		}
		return nil
	case And, Or, Not:
		return nil
	default:
		return fmt.Errorf("schema %s: a condition of type %T", s.Name, w)
	}
}

// walkWhere calls visit for w and every part of it, the outer before the inner, and stops at the first error.
func walkWhere(w Where, visit func(Where) error) error {
	if w == nil {
		return nil
	}
	if err := visit(w); err != nil {
		return err
	}
	var parts []Where
	switch w := w.(type) {
	case And:
		parts = w
	case Or:
		parts = w
	case Not:
		parts = []Where{w.Part}
	}
	for _, p := range parts {
		if err := walkWhere(p, visit); err != nil {
			return err
		}
	}
	return nil
}

// fieldsOf appends the paths that a condition mentions.
func fieldsOf(w Where, paths []string) []string {
	_ = walkWhere(w, func(w Where) error { // the visitor never fails
		switch w := w.(type) {
		case Eq:
			paths = append(paths, w.Field)
		case In:
			paths = append(paths, w.Field)
		case Range:
			paths = append(paths, w.Field)
		case Exists:
			paths = append(paths, w.Field)
		case Tokens:
			paths = append(paths, w.Field)
		}
		return nil
	})
	return paths
}
