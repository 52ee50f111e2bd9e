package register

import (
	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// is is the condition that a field has the value; nil, which is no condition, without a value.
func is[S ~string](field string, value *S) store.Where {
	if value == nil {
		return nil
	}
	return store.Eq{Field: field, Value: string(*value)}
}

// inYear is the condition that a document is of a year; nil without one.
func inYear(year *int64) store.Where {
	if year == nil {
		return nil
	}
	return store.Eq{Field: "year", Value: *year}
}

// oneOf is the condition that a field has one of the values; nil without values.
func oneOf[S ~string](field string, values []S) store.Where {
	if len(values) == 0 {
		return nil
	}
	return store.AnyOf(field, values...)
}

// notBefore and notAfter are the conditions that a field has a value from the bound on, or up to it, the bound included.
func notBefore(field string, bound any) store.Range { return store.Range{Field: field, From: bound} }

func notAfter(field string, bound any) store.Range {
	return store.Range{Field: field, To: bound, UpToIncl: true}
}

// lasting is the condition that the day lies within a span of two fields, of which an absent one is open; nil without a
// day. It is within (unit.go) as a query.
func lasting(from, to string, day *viet.Date) store.Where {
	if day == nil {
		return nil
	}
	return store.And{
		store.Or{store.Exists{Field: from}, notAfter(from, string(*day))},
		store.Or{store.Exists{Field: to}, notBefore(to, string(*day))},
	}
}

// public is the condition that the documents of a viewer meet: nil for those to whom the policy shows every record. No
// index serves the records of one unit beside the public ones, so lists show the people of a unit what readers see; what is
// theirs beyond that they may change all the same (see Register.sees).
func public(v access.Viewer) store.Where {
	if v.Reach(access.See, access.Records) == access.Anywhere {
		return nil
	}
	return store.Eq{Field: "public", Value: true}
}

// sortBy is an order of T by fields.
func sortBy[T any](desc bool, values func(*T) []any, by ...string) store.Order[T] {
	return store.Order[T]{Sort: store.Sort{By: by, Desc: desc}, Values: values}
}
