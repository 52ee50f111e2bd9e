// Command table reads the output of the benchmarks of package bench and prints one table: of each workload the sides next
// to each other, with the best of several runs, and how they compare in the same run: requests per second with those of
// net/http alone, and the processor time of thidua with that of each of the others.
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
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

// result is the best that was measured of one benchmark, by unit: the most requests per second, and the least of all else.
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

// add keeps the best values of all runs of a benchmark.
func add(results []result, next result) []result {
	i := slices.IndexFunc(results, func(r result) bool { return r.name == next.name })
	if i < 0 {
		return append(results, next)
	}
	for unit, value := range next.values {
		if before, ok := results[i].values[unit]; !ok || (value < before) != (unit == perSecond) {
			results[i].values[unit] = value
		}
	}
	return results
}

// How the names of benchmarks end: ours are those that others are compared with, and plain are net/http alone.
const (
	ours  = "/thidua"
	plain = "/nethttp"
)

// perSecond is the unit of which more is better, and processor that of processor time.
const (
	perSecond = "req/s"
	processor = "cpu-ns/op"
)

// column is a measured unit in the table.
type column struct {
	title, unit string
	divisor     float64
	digits      int
}

func columns() []column {
	return []column{
		{"req/s", perSecond, 1, 0},
		{"p50 ms", "p50-us", 1e3, 2},
		{"p99 ms", "p99-us", 1e3, 2},
		{"CPU ms", processor, 1e6, 3},
		{"store ms", "store-us/op", 1e3, 2},
		{"kB", "B/op", 1e3, 1},
		{"allocs", "allocs/op", 1, 0},
		{"store calls", "store-calls/op", 1, 0},
		{"peak MB", "peak-MB", 1, 0},
	}
}

// write writes the table in Markdown.
func write(w io.Writer, results []result) error {
	all := columns()
	head, rule := "| benchmark |", "|---|"
	for _, c := range all {
		head, rule = head+" "+c.title+" |", rule+"---:|"
	}
	var b strings.Builder
	b.WriteString(head + " req/s of net/http's | CPU of thidua to this |\n" + rule + "---:|---:|\n")
	for _, r := range results {
		b.WriteString("| " + r.name + " |")
		for _, c := range all {
			text := ""
			if value, ok := r.values[c.unit]; ok {
				text = strconv.FormatFloat(value/c.divisor, 'f', c.digits, 64)
			}
			b.WriteString(" " + text + " |")
		}
		b.WriteString(" " + ratio(results, r, perSecond, plain) + " | " + inverse(results, r) + " |\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// ratio is a value of a result to that of another side of the same workload; empty if there is none, or it is that side.
func ratio(results []result, r result, unit, side string) string {
	other, ok := sibling(results, r, side)
	if !ok || r.values[unit] == 0 || other.values[unit] == 0 {
		return ""
	}
	return strconv.FormatFloat(r.values[unit]/other.values[unit], 'f', 2, 64)
}

// inverse is the processor time of thidua to that of another side of the same workload.
func inverse(results []result, r result) string {
	us, ok := sibling(results, r, ours)
	if !ok {
		return ""
	}
	i := strings.LastIndexByte(r.name, '/')
	return ratio(results, us, processor, r.name[i:])
}

// sibling returns another side of the same workload.
func sibling(results []result, r result, side string) (result, bool) {
	i := strings.LastIndexByte(r.name, '/')
	if i < 0 || r.name[i:] == side {
		return result{}, false
	}
	at := slices.IndexFunc(results, func(o result) bool { return o.name == r.name[:i]+side })
	if at < 0 {
		return result{}, false
	}
	return results[at], true
}
