package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableHasTheLeastOfSeveralRunsAndTheRatio(t *testing.T) {
	t.Parallel()
	const input = `goos: linux
BenchmarkRequests/nested/thidua-2   	     100	  3000 ns/op	  2500 cpu-ns/op	         4.000 store-calls/op	 700 B/op	   66 allocs/op
BenchmarkRequests/nested/thidua-2   	     100	  4000 ns/op	  2000 cpu-ns/op	         4.000 store-calls/op	 700 B/op	   66 allocs/op
BenchmarkRequests/nested/gqlgen-2   	     100	  5000 ns/op	  4000 cpu-ns/op	         0 store-calls/op	 900 B/op	   99 allocs/op
BenchmarkMemory/nested-2            	       1	  9000 ns/op	       123.7 peak-MB
PASS
ok  	thidua/bench	12.3s
`
	const want = `               benchmark    ns  CPU ns    B  allocs  store calls  peak MB  CPU, thidua:this
  Requests/nested/thidua  3000    2000  700      66            4        -                 -
  Requests/nested/gqlgen  5000    4000  900      99            0        -              0.50
           Memory/nested  9000       -    -       -            -      124                 -
`
	var got strings.Builder
	if err := run(strings.NewReader(input), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("the table differs (-want +got):\n%s", diff)
	}
}

func TestTableRefusesWhatIsNoResult(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, input, shown string }{
		{"nothing", "", ""},
		{"a failure", "BenchmarkA-2 1 5 ns/op\n--- FAIL: BenchmarkB\n    b_test.go:7: status 500\n", "status 500"},
		{"a value without a unit", "BenchmarkA-2 1 5 ns/op 7\n", ""},
		{"a value that is no number", "BenchmarkA-2 1 five ns/op\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got strings.Builder
			if err := run(strings.NewReader(c.input), &got); err == nil {
				t.Error("no error")
			}
			if !strings.Contains(got.String(), c.shown) {
				t.Errorf("%q is not shown in %q", c.shown, got.String())
			}
		})
	}
}
