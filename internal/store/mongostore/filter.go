package mongostore

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// removedField marks a tombstone. Like [store.OutboxField], no document may have a field of that name.
const removedField = "_removed"

// notRemoved tells tombstones apart where no condition on a declared field does so already. It needs the document itself.
func notRemoved() bson.D { return bson.D{{Key: removedField, Value: op("$exists", false)}} }

// nothing is the condition that holds for no document.
func nothing() bson.D {
	return bson.D{{Key: store.IDField, Value: op("$in", bson.A{})}}
}

func op(name string, value any) bson.D { return bson.D{{Key: name, Value: value}} }

// filter translates a condition that has passed a plan's check. Conditions on declared fields hold for no tombstone,
// except for negations and absence.
func filter(s *store.Schema, w store.Where) bson.D {
	switch w := w.(type) {
	case nil:
		return bson.D{}
	case store.Eq:
		return on(w.Field, op("$eq", w.Value))
	case store.In:
		return on(w.Field, op("$in", append(bson.A{}, w.Values...)))
	case store.Range:
		return within(s, w)
	case store.Exists:
		f, _ := s.Field(w.Field)
		if w.Present {
			return present(f)
		}
		return on(w.Field, op("$not", op("$gte", least(f.Kind))))
	case store.Tokens:
		return tokens(w)
	case store.And:
		return all(s, w)
	case store.Or:
		if len(w) == 0 {
			return nothing()
		}
		return op("$or", each(s, w))
	case store.Not:
		return op("$nor", bson.A{filter(s, w.Part)})
	default:
		return nothing() // the plan's check refuses other types
	}
}

// all joins conditions by and.
func all(s *store.Schema, parts []store.Where) bson.D {
	return both(each(s, parts)...)
}

// both joins filters by and; empty ones are left out.
func both(filters ...any) bson.D {
	var parts bson.A
	for _, f := range filters {
		if d := f.(bson.D); len(d) > 0 {
			parts = append(parts, d)
		}
	}
	switch len(parts) {
	case 0:
		return bson.D{}
	case 1:
		return parts[0].(bson.D)
	default:
		return op("$and", parts)
	}
}

func each(s *store.Schema, parts []store.Where) bson.A {
	filters := make(bson.A, len(parts))
	for i, p := range parts {
		filters[i] = filter(s, p)
	}
	return filters
}

func on(path string, condition bson.D) bson.D { return bson.D{{Key: path, Value: condition}} }

// present holds for documents with a value at the field. A comparison only holds for values of its operand's type, so
// "at least the least value" leaves out nulls, missing values and tombstones, within the bounds of an index.
func present(f store.Field) bson.D { return on(f.Path, op("$gte", least(f.Kind))) }

// least is the first value of a kind in the order of BSON.
func least(k store.Kind) any {
	switch k {
	case store.Int:
		return int64(math.MinInt64)
	case store.Bool:
		return false
	case store.Time:
		return bson.DateTime(math.MinInt64)
	default:
		return ""
	}
}

// within translates a range. With two bounds on a Many field, the plain form would let one value meet the first bound
// and another one the second; it stays as what the index can answer, and the exact form is added.
func within(s *store.Schema, w store.Range) bson.D {
	f, _ := s.Field(w.Field)
	bounds := bson.D{}
	if w.From != nil {
		bounds = append(bounds, bson.E{Key: either(w.After, "$gt", "$gte"), Value: w.From})
	}
	if w.To != nil {
		bounds = append(bounds, bson.E{Key: either(w.UpToIncl, "$lte", "$lt"), Value: w.To})
	}
	switch {
	case len(bounds) == 0:
		return present(f)
	case len(bounds) == 2 && f.Many:
		return both(on(w.Field, bounds), oneValue(strings.Split(w.Field, "."), bounds))
	default:
		return on(w.Field, bounds)
	}
}

// oneValue holds when one and the same value at the path meets all bounds, wherever on the way there are arrays: at
// each step the part is an array, of which one element must do, or it is not.
func oneValue(path []string, bounds bson.D) bson.D {
	if len(path) == 1 {
		return op("$or", bson.A{
			on(path[0], op("$elemMatch", bounds)),
			on(path[0], append(notArray(), bounds...)),
		})
	}
	var deeper bson.A
	for _, alternative := range oneValue(path[1:], bounds)[0].Value.(bson.A) {
		inner := alternative.(bson.D)
		deeper = append(deeper, on(path[0], op("$elemMatch", inner)))
		outer := bson.D{{Key: path[0], Value: notArray()}}
		for _, e := range inner {
			outer = append(outer, bson.E{Key: path[0] + "." + e.Key, Value: e.Value})
		}
		deeper = append(deeper, outer)
	}
	return op("$or", deeper)
}

func notArray() bson.D { return op("$not", op("$type", "array")) }

// tokens asks for each term by itself, so that one of them can be answered by the index.
func tokens(w store.Tokens) bson.D {
	if len(w.Terms) == 0 {
		return nothing()
	}
	var parts []any
	for i, term := range w.Terms {
		if w.Prefix && i == len(w.Terms)-1 {
			parts = append(parts, beginning(w.Field, term))
			continue
		}
		parts = append(parts, on(w.Field, op("$eq", term)))
	}
	return both(parts...)
}

// maxPattern is the largest number of bytes of a term that are put into an expression. Servers limit the length of
// expressions: MongoDB to 32 kB, FerretDB to the size of an index's key.
const maxPattern = 200

// beginning holds when one value begins with the term. It is asked by a literal, anchored expression: MongoDB turns it
// into the bounds of an index, and unlike two comparisons it always speaks of one value. Of a term that is too long
// for an expression, the rest is left to comparisons.
func beginning(path, term string) bson.D {
	if len(term) <= maxPattern {
		return on(path, op("$regex", bson.Regex{Pattern: "^" + literal(term)}))
	}
	cut := maxPattern
	for !utf8.RuneStart(term[cut]) {
		cut--
	}
	bounds := bson.D{{Key: "$gte", Value: term}}
	if end := following(term); end != "" {
		bounds = append(bounds, bson.E{Key: "$lt", Value: end})
	}
	return both(beginning(path, term[:cut]), oneValue(strings.Split(path, "."), bounds))
}

// following returns the first string, by bytes, after all those that begin with the term; "" if there is none.
func following(term string) string {
	runes := []rune(term)
	for i := len(runes) - 1; i >= 0; i-- {
		switch r := runes[i]; r {
		case utf8.MaxRune:
			continue
		case 0xD7FF: // what comes next in order are surrogates, which are no characters
			return string(append(runes[:i], 0xE000))
		default:
			return string(append(runes[:i], r+1))
		}
	}
	return ""
}

// literal quotes a term for an expression. A NUL byte, which BSON expressions cannot hold, is written as an escape.
func literal(term string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(term), "\x00", `\x00`)
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
