package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTableHasTheBestOfSeveralRunsAndTheRatios(t *testing.T) {
	t.Parallel()
	const input = `goos: linux
BenchmarkRequests/nested/thidua-2   	     100	  3000 ns/op	  2500 cpu-ns/op	         4.000 store-calls/op	 700 B/op	   66 allocs/op
BenchmarkRequests/nested/thidua-2   	     100	  4000 ns/op	  2000 cpu-ns/op	         4.000 store-calls/op	 700 B/op	   66 allocs/op
BenchmarkRequests/nested/gqlgen-2   	     100	  5000 ns/op	  4000 cpu-ns/op	         0 store-calls/op	 900 B/op	   99 allocs/op
BenchmarkServed/latest-16/thidua-2  	     100	  9000 ns/op	  9000 cpu-ns/op	 3000 req/s	 4000 p50-us	 9000 p99-us
BenchmarkServed/latest-16/thidua-2  	     100	  9000 ns/op	  9000 cpu-ns/op	 4000 req/s	 3000 p50-us	 9500 p99-us
BenchmarkServed/latest-16/nethttp-2 	     100	  9000 ns/op	  1000 cpu-ns/op	 16000 req/s	 1000 p50-us	 2000 p99-us
BenchmarkMemory/nested-2            	       1	  9000 ns/op	       123.7 peak-MB	 1500 store-us/op
PASS
ok  	thidua/bench	12.3s
`
	const want = `| benchmark | req/s | p50 ms | p99 ms | CPU ms | store ms | kB | allocs | store calls | peak MB | req/s of net/http's | CPU of thidua to this |
|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
| Requests/nested/thidua |  |  |  | 0.002 |  | 0.7 | 66 | 4 |  |  |  |
| Requests/nested/gqlgen |  |  |  | 0.004 |  | 0.9 | 99 | 0 |  |  | 0.50 |
| Served/latest-16/thidua | 4000 | 3.00 | 9.00 | 0.009 |  |  |  |  |  | 0.25 |  |
| Served/latest-16/nethttp | 16000 | 1.00 | 2.00 | 0.001 |  |  |  |  |  |  | 9.00 |
| Memory/nested |  |  |  |  | 1.50 |  |  |  | 124 |  |  |
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
