package storetest

import (
	"strings"
	"testing"

	"thidua/internal/errs"
)

func testUniques(t *testing.T, create func(t *testing.T) Open) {
	f := newFixture(t, create)
	f.insert(t, map[string]Fields{
		"a": {"code": "A", "kind": "khen", "year": int64(2025), "slugs": []string{"tin", "tin-cu", "tin"}},
		"b": {"code": "", "kind": "khen", "year": int64(2026), "slugs": []string{}},
		"c": {"kind": "khen", "year": nil, "slugs": nil},
		"d": {"code": nil, "kind": "khen"},
		"e": {},
	})
	for _, c := range []struct {
		name   string
		fields Fields
		taken  []string // paths of the index that refuses; none if accepted
	}{
		{"a taken string", Fields{"code": "A"}, []string{"code"}},
		{"a taken empty string", Fields{"code": ""}, []string{"code"}},
		{"another case", Fields{"code": "a"}, nil},
		{"no value", Fields{}, nil},
		{"a null", Fields{"code": nil}, nil},
		{"a taken pair", Fields{"kind": "khen", "year": int64(2025)}, []string{"kind", "year"}},
		{"half of a pair", Fields{"kind": "thi đua", "year": int64(2025)}, nil},
		{"a pair that lacks a half", Fields{"kind": "khen"}, nil},
		{"a pair with a null half", Fields{"kind": "khen", "year": nil}, nil},
		{"one taken value among many", Fields{"slugs": []string{"moi", "tin-cu"}}, []string{"slugs"}},
		{"many free values", Fields{"slugs": []string{"moi", "moi-hon", "moi"}}, nil},
		{"an empty list", Fields{"slugs": []string{}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := "new " + c.name
			w := f.thing(t, id, 0, c.fields)
			if c.taken == nil {
				f.do(t, w, f.thing(t, id, 1, c.fields), f.thing(t, id, 2, nil))
				return
			}
			check := func(e *errs.Error) {
				if e.Vi == "" || e.En == "" {
					t.Errorf("the error lacks a message: %+v", e)
				}
				for _, path := range c.taken {
					if !strings.Contains(strings.Join(e.Field, "."), path) {
						t.Errorf("Field = %v; want it to name %v", e.Field, c.taken)
					}
				}
				if len(c.taken) == 1 {
					same(t, "Field", c.taken, e.Field)
				}
			}
			check(f.refusal(t, errs.Duplicate, w))
			check(f.refusal(t, errs.Duplicate, f.thing(t, "e", 1, c.fields)))
		})
	}
	t.Run("a document keeps its own values", func(t *testing.T) {
		f.do(t, f.thing(t, "a", 1, Fields{"code": "A", "kind": "khen", "year": int64(2025), "slugs": []string{"tin-cu", "tin"}}))
	})
	t.Run("values that were given up are free", func(t *testing.T) {
		f.do(t,
			f.thing(t, "a", 2, Fields{"code": "A2", "slugs": []string{"tin"}}),
			f.thing(t, "e", 1, Fields{"code": "A", "kind": "khen", "year": int64(2025), "slugs": []string{"tin-cu"}}))
	})
}
