package guard_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

func TestRequest(t *testing.T) {
	t.Parallel()
	limits := guard.DefaultLimits()
	tests := []struct {
		name, body string
		want       guard.Request
		code       errs.Code
		field      []string
	}{
		{
			name: "every member", body: ` {"query":"{a}","operationName":"b","variables":{"c":[1,"d",null,true]},"extensions":{"e":{}}} `,
			want: guard.Request{
				Query: "{a}", OperationName: "b",
				Variables:  map[string]any{"c": []any{int64(1), "d", nil, true}},
				Extensions: map[string]any{"e": map[string]any{}},
			},
		},
		{name: "null as good as absent", body: `{"query":"{a}","operationName":null,"variables":null,"extensions":null}`, want: guard.Request{Query: "{a}"}},
		{
			name: "numbers by what they are", body: `{"query":"{a}","variables":{"v":[9223372036854775807,9223372036854775808,1.5,1e2,-0.0]}}`,
			want: guard.Request{Query: "{a}", Variables: map[string]any{
				"v": []any{int64(9223372036854775807), float64(9223372036854775808), 1.5, int64(100), int64(0)},
			}},
		},
		{name: "a key in another case below the top is another key", body: `{"query":"{a}","variables":{"v":1,"V":2}}`, want: guard.Request{
			Query: "{a}", Variables: map[string]any{"v": int64(1), "V": int64(2)},
		}},

		{name: "a key in another case", body: `{"Query":"{a}"}`, code: guard.BadRequest},
		{name: "both cases", body: `{"query":"{a}","QUERY":"{b}"}`, code: guard.BadRequest},
		{name: "an unknown key", body: `{"query":"{a}","id":"x"}`, code: guard.BadRequest},
		{name: "a duplicate key", body: `{"query":"{a}","query":"{b}"}`, code: guard.BadRequest},
		{name: "a duplicate key by an escape", body: `{"query":"{a}","\u0071uery":"{b}"}`, code: guard.BadRequest},
		{name: "a duplicate key deep in the variables", body: `{"query":"{a}","variables":{"a":[{"b":1,"b":1}]}}`, code: guard.BadRequest},
		{name: "a second object", body: `{"query":"{a}"}{"query":"{b}"}`, code: guard.BadRequest},
		{name: "something after the object", body: `{"query":"{a}"}x`, code: guard.BadRequest},
		{name: "a comma at the end", body: `{"query":"{a}",}`, code: guard.BadRequest},
		{name: "a byte that is not UTF-8", body: "{\"query\":\"{a}\xff\"}", code: guard.BadRequest},
		{name: "a string", body: `"{a}"`, code: guard.BadRequest},
		{name: "null", body: `null`, code: guard.BadRequest},
		{name: "a number as the query", body: `{"query":1}`, code: guard.BadRequest, field: []string{"query"}},
		{name: "an object as the name", body: `{"query":"{a}","operationName":{}}`, code: guard.BadRequest, field: []string{"operationName"}},
		{name: "text as the extensions", body: `{"query":"{a}","extensions":"x"}`, code: guard.BadRequest, field: []string{"extensions"}},
		{name: "no query", body: `{"variables":{}}`, code: guard.BadRequest, field: []string{"query"}},
		{name: "a list", body: `[]`, code: guard.BatchRefused},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := limits.Request([]byte(tt.body))
			if code := errs.CodeOf(err); code != tt.code {
				t.Fatalf("error %v, want code %q", err, tt.code)
			}
			if err != nil {
				got = guard.Request{}
				if field := errs.As(err).Field; tt.field != nil && !cmp.Equal(tt.field, field) {
					t.Errorf("field %v, want %v", field, tt.field)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("request (-want +got):\n%s", diff)
			}
		})
	}
}
