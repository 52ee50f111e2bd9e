// Command table reads the output of the benchmarks of package bench and prints one table: of each workload the sides next
// to each other, with the least of several runs, and how thidua compares with each of the others in the same run.
//
//	go test -run='^$' -bench=Requests -count=4 ./bench | go run ./bench/table
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

// result is the least that was measured of one benchmark, by unit.
type result struct {
	name   string
	values map[string]float64
}

func run(r io.Reader, w io.Writer) error {
	results, err := read(r, w)
	if err != nil {
		return err
	}
	return write(w, results)
}

// read gathers the results in their order. It passes on what tells of a failure, and then fails.
func read(r io.Reader, w io.Writer) ([]result, error) {
	var results []result
	failed := false
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		switch {
		case len(fields) >= 4 && strings.HasPrefix(fields[0], "Benchmark"):
			values, err := measured(fields[2:])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", lines.Text(), err)
			}
			results = add(results, result{name(fields[0]), values})
		case failed, strings.Contains(lines.Text(), "FAIL"):
			failed = true
			if _, err := fmt.Fprintln(w, lines.Text()); err != nil {
				return nil, err
			}
		}
	}
	switch {
	case lines.Err() != nil:
		return nil, lines.Err()
	case failed:
		return nil, fmt.Errorf("a benchmark failed")
	case len(results) == 0:
		return nil, fmt.Errorf("no benchmarks to read")
	}
	return results, nil
}

// name returns a benchmark's name without its first word and the number of processors at its end.
func name(text string) string {
	text = strings.TrimPrefix(text, "Benchmark")
	if i := strings.LastIndexByte(text, '-'); i > 0 {
		text = text[:i]
	}
	return text
}

// measured reads pairs of value and unit.
func measured(fields []string) (map[string]float64, error) {
	values := map[string]float64{}
	for pair := range slices.Chunk(fields, 2) {
		if len(pair) < 2 {
			return nil, fmt.Errorf("the value %s has no unit", pair[0])
		}
		value, err := strconv.ParseFloat(pair[0], 64)
		if err != nil {
			return nil, err
		}
		values[pair[1]] = value
	}
	return values, nil
}

// add keeps the least values of all runs of a benchmark.
func add(results []result, next result) []result {
	i := slices.IndexFunc(results, func(r result) bool { return r.name == next.name })
	if i < 0 {
		return append(results, next)
	}
	for unit, value := range next.values {
		if before, ok := results[i].values[unit]; !ok || value < before {
			results[i].values[unit] = value
		}
	}
	return results
}

// ours ends the names of the benchmarks that others are compared with.
const ours = "/thidua"

func write(w io.Writer, results []result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(t, "benchmark\tns\tCPU ns\tB\tallocs\tstore calls\tpeak MB\tCPU, thidua:this\t") // Flush reports a failure
	for _, r := range results {
		_, _ = fmt.Fprintf(t, "%s\t", r.name)
		for _, unit := range []string{"ns/op", "cpu-ns/op", "B/op", "allocs/op", "store-calls/op", "peak-MB"} {
			text := "-"
			if value, ok := r.values[unit]; ok {
				text = strconv.FormatFloat(value, 'f', 0, 64)
			}
			_, _ = fmt.Fprintf(t, "%s\t", text)
		}
		_, _ = fmt.Fprintf(t, "%s\t\n", ratio(results, r))
	}
	return t.Flush()
}

// ratio is the processor time of thidua to that of another side of the same workload.
func ratio(results []result, r result) string {
	i := strings.LastIndexByte(r.name, '/')
	if i < 0 || r.name[i:] == ours {
		return "-"
	}
	at := slices.IndexFunc(results, func(o result) bool { return o.name == r.name[:i]+ours })
	if at < 0 || r.values["cpu-ns/op"] == 0 {
		return "-"
	}
	return strconv.FormatFloat(results[at].values["cpu-ns/op"]/r.values["cpu-ns/op"], 'f', 2, 64)
}
