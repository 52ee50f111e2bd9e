package graph_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

func TestVariables(t *testing.T) {
	t.Parallel()
	tests := []struct {
		typ, arg, value string
		message         string // "" if the value fits
	}{
		{"String", "text", `"a"`, ""},
		{"String", "text", `null`, ""},
		{"String", "text", `1`, "Variable $v is not a valid String."},
		{"String", "text", `{}`, "Variable $v is not a valid String."},
		{"Int", "number", `-2147483648`, ""},
		{"Int", "number", `2.147483647e9`, ""},
		{"Int", "number", `2147483648`, "Variable $v is not a valid Int."},
		{"Int", "number", `1.5`, "Variable $v is not a valid Int."},
		{"Int", "number", `"5"`, "Variable $v is not a valid Int."},
		{"Int", "number", `99999999999999999999`, "Variable $v is not a valid Int."},
		{"Float", "ratio", `1`, ""},
		{"Float", "ratio", `-1.5e300`, ""},
		{"Float", "ratio", `"1.5"`, "Variable $v is not a valid Float."},
		{"Boolean", "flag", `true`, ""},
		{"Boolean", "flag", `0`, "Variable $v is not a valid Boolean."},
		{"ID", "id", `"a"`, ""},
		{"ID", "id", `7`, ""},
		{"ID", "id", `7.5`, "Variable $v is not a valid ID."},
		{"Color", "color", `"RED"`, ""},
		{"Color", "color", `"red"`, "Variable $v is not a valid Color."},
		{"Color", "color", `1`, "Variable $v is not a valid Color."},
		{"[String!]", "texts", `["a","b"]`, ""},
		{"[String!]", "texts", `"a"`, ""},
		{"[String!]", "texts", `["a",1]`, "Variable $v[1] is not a valid String."},
		{"[String!]", "texts", `["a",null]`, "Variable $v[1] cannot be null."},
		{"Nest", "object", `{"in":{"in":{"list":[1,null]}}}`, ""},
		{"Nest", "object", `{"in":{"in":{"list":[1,"2"]}}}`, "Variable $v.in.in.list[1] is not a valid Int."},
		{"Nest", "object", `{"in":{"x":1}}`, "Variable $v.in.x unknown field."},
		{"Nest", "object", `"a"`, "Variable $v must be a Nest, not a string."},
		{"String!", "text", `null`, "Variable $v cannot be null."},
		{"BlocConnection", "text", `"a"`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.value+" as "+tt.typ, func(t *testing.T) {
			t.Parallel()
			query := fmt.Sprintf(`{"query":"query($v:%s){echo(%s:$v)}","variables":{"v":%s}}`, tt.typ, tt.arg, tt.value)
			got := post(t, newServer(t), query)
			switch {
			case tt.typ == "BlocConnection": // refused by validation, in words of its own
				if !cmp.Equal(guard.ValidationError, got.codes()[0]) {
					t.Errorf("errors %v", got.Errors)
				}
			case tt.message == "":
				if len(got.Errors) > 0 {
					t.Errorf("errors %v", got.Errors)
				}
			default:
				want := []errs.Code{guard.ValidationError}
				if diff := cmp.Diff(want, got.codes()); diff != "" {
					t.Fatalf("codes (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff("The query does not fit the schema. "+tt.message, got.Errors[0].Message); diff != "" {
					t.Errorf("message (-want +got):\n%s", diff)
				}
			}
		})
	}
}
