package storetest

import (
	"math"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"pgregory.net/rapid"

	"thidua/internal/store"
)

// documentIDs are so few that random operations often meet.
func documentIDs() []string {
	return []string{"a", "b", "B", "ab", "Ð", "đ", "😀", "t1", "t2", "t3"}
}

// words are strings with every trap of comparison, few enough to be drawn again.
func words() []string {
	return []string{"", "a", "ab", "a\x00", "A", "Đ", "đỏ", "\uFFFD", "😀", "50%", "a.b"}
}

// drawValue draws a value of the kind.
func drawValue(rt *rapid.T, kind store.Kind) any {
	switch kind {
	case store.Int:
		return rapid.SampledFrom([]int64{0, 1, 2, -1, 1 << 53, 1<<53 + 1, math.MinInt64, math.MaxInt64}).Draw(rt, "int")
	case store.Bool:
		return rapid.Bool().Draw(rt, "bool")
	case store.Time:
		return rapid.SampledFrom([]time.Time{day(1), day(2), day(2).Add(time.Millisecond), day(-30_000), time.UnixMilli(-1).UTC()}).Draw(rt, "time")
	default:
		return rapid.SampledFrom(words()).Draw(rt, "string")
	}
}

// drawFields draws a document: of each field a value, null or nothing.
func drawFields(rt *rapid.T, s *store.Schema, unique bool) Fields {
	fields := Fields{"body": rapid.SampledFrom([]any{nil, "thân", bson.A{int64(1)}}).Draw(rt, "body")}
	for _, f := range s.Fields {
		if !unique && (f.Path == "code" || f.Path == "year" || f.Path == "slugs") {
			continue
		}
		value := drawPart(rt, f)
		if value == absent {
			continue
		}
		top, rest, nested := strings.Cut(f.Path, ".")
		switch {
		case nested && f.Many:
			parts := bson.A{}
			for _, v := range value.(bson.A) {
				parts = append(parts, Fields{rest: v})
			}
			fields[top] = parts
		case nested:
			fields[top] = Fields{rest: value}
		default:
			fields[top] = value
		}
	}
	return fields
}

// absent stands for a field that a drawn document does not have.
const absent = missing("absent")

type missing string

func drawPart(rt *rapid.T, f store.Field) any {
	if f.Many {
		n := rapid.IntRange(-1, 3).Draw(rt, f.Path)
		if n < 0 {
			return absent
		}
		if f.Path == "slugs" {
			// The values of a unique index are drawn without nulls, which MongoDB's unique indexes see among other values, and
			// without repetitions, after which DocumentDB's overlook the rest of the array. Our documents have neither.
			return bson.A(anys(rapid.SliceOfNDistinct(rapid.SampledFrom(words()), n, n, rapid.ID[string]).Draw(rt, "distinct")))
		}
		many := bson.A{}
		for range n {
			if rapid.IntRange(0, 9).Draw(rt, "null") == 0 {
				many = append(many, nil)
				continue
			}
			many = append(many, drawValue(rt, f.Kind))
		}
		return many
	}
	if !f.Required {
		switch rapid.IntRange(0, 3).Draw(rt, f.Path) {
		case 0:
			return absent
		case 1:
			return nil
		}
	}
	return drawValue(rt, f.Kind)
}

// drawWhere draws a condition, at most depth parts deep.
func drawWhere(rt *rapid.T, s *store.Schema, depth int) store.Where {
	if depth > 0 {
		parts := func() []store.Where {
			all := make([]store.Where, rapid.IntRange(0, 3).Draw(rt, "parts"))
			for i := range all {
				all[i] = drawWhere(rt, s, depth-1)
			}
			return all
		}
		switch rapid.IntRange(0, 7).Draw(rt, "node") {
		case 0:
			return store.And(parts())
		case 1:
			return store.Or(parts())
		case 2:
			return store.Not{Part: drawWhere(rt, s, depth-1)}
		}
	}
	f := rapid.SampledFrom(s.Fields).Draw(rt, "field")
	switch node := rapid.IntRange(0, 5).Draw(rt, "leaf"); {
	case node == 0:
		in := store.In{Field: f.Path}
		for range rapid.IntRange(0, 3).Draw(rt, "values") {
			in.Values = append(in.Values, drawValue(rt, f.Kind))
		}
		return in
	case node == 1:
		return drawRange(rt, f)
	case node == 2:
		return store.Exists{Field: f.Path, Present: rapid.Bool().Draw(rt, "present")}
	case f.Many && f.Kind == store.String:
		terms := rapid.SliceOfN(rapid.SampledFrom(words()), 0, 3).Draw(rt, "terms")
		return store.Tokens{Field: f.Path, Terms: terms, Prefix: rapid.Bool().Draw(rt, "prefix")}
	default:
		return store.Eq{Field: f.Path, Value: drawValue(rt, f.Kind)}
	}
}

func drawRange(rt *rapid.T, f store.Field) store.Where {
	r := store.Range{Field: f.Path, After: rapid.Bool().Draw(rt, "after"), UpToIncl: rapid.Bool().Draw(rt, "upToIncl")}
	if rapid.Bool().Draw(rt, "from") {
		r.From = drawValue(rt, f.Kind)
	}
	if rapid.Bool().Draw(rt, "to") {
		r.To = drawValue(rt, f.Kind)
	}
	return r
}

// drawCountable draws a condition that mostly binds an index, as a count needs.
func drawCountable(rt *rapid.T, s *store.Schema) store.Where {
	if rapid.IntRange(0, 3).Draw(rt, "all") == 0 {
		return nil
	}
	path := rapid.SampledFrom([]string{"kind", "tags", "score", "name", "marks", "owner.id"}).Draw(rt, "bound")
	f, _ := s.Field(path)
	if f.Many && rapid.Bool().Draw(rt, "range") {
		return store.And{drawRange(rt, f), drawWhere(rt, s, 2)}
	}
	return store.And{store.In{Field: path, Values: []any{drawValue(rt, f.Kind), drawValue(rt, f.Kind)}}, drawWhere(rt, s, 2)}
}

// drawQuery draws a query, which may be one that no index serves.
func drawQuery(rt *rapid.T, s *store.Schema) store.Query {
	q := store.Query{
		Sort: store.Sort{
			By: rapid.SampledFrom([][]string{
				nil, nil, {"rank"}, {"name"}, {"at"}, {"open", "name"}, {"rank", "at", "name"}, {"kind", "rank"}, {"weight"},
			}).Draw(rt, "by"),
			Desc: rapid.Bool().Draw(rt, "desc"),
		},
		Last:  rapid.Bool().Draw(rt, "last"),
		Limit: rapid.IntRange(1, 6).Draw(rt, "limit"),
		Read:  rapid.SampledFrom([]store.Read{store.Whole, store.Light}).Draw(rt, "read"),
	}
	if rapid.IntRange(0, 4).Draw(rt, "where") > 0 {
		q.Where = drawWhere(rt, s, 3)
	}
	if rapid.IntRange(0, 3).Draw(rt, "bounded") == 0 {
		q.After = drawPosition(rt, s, q.Sort)
	}
	if rapid.IntRange(0, 3).Draw(rt, "bounded above") == 0 {
		q.Before = drawPosition(rt, s, q.Sort)
	}
	q.Walk = q.Sort.By == nil && rapid.Bool().Draw(rt, "walk")
	return q
}

func drawPosition(rt *rapid.T, s *store.Schema, o store.Sort) *store.Position {
	pos := &store.Position{ID: rapid.SampledFrom(documentIDs()).Draw(rt, "id")}
	for _, path := range o.By {
		f, _ := s.Field(path)
		pos.Values = append(pos.Values, drawValue(rt, f.Kind))
	}
	return pos
}
