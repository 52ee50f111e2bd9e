package exposure

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"text/tabwriter"
)

// Report is what an audit found.
type Report struct {
	// Marks is how many values were planted.
	Marks int
	// Requests is how many requests each viewer sent.
	Requests map[string]int
	// Leaks are what somebody learned who must not.
	Leaks []Leak
	// Blind says where the audit could not look; it fails then too.
	Blind []string

	mu sync.Mutex
}

// Leak is something that somebody learned who must not.
type Leak struct {
	Class   Class
	Viewer  string
	Mark    string // which mark; empty where an answer only changed
	Request string
	Detail  string
}

func newReport() *Report { return &Report{Requests: map[string]int{}} }

// Failed reports whether there is a leak, or a place where the audit could not look.
func (r *Report) Failed() bool { return len(r.Leaks)+len(r.Blind) > 0 }

func (r *Report) count(viewer string, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.Requests[viewer] += n
}

// leak notes a leak.
func (a *audit) leak(l Leak) {
	a.report.mu.Lock()
	defer a.report.mu.Unlock()
	a.report.Leaks = append(a.report.Leaks, l)
}

// sort puts the findings into an order that does not depend on who was asked first.
func (r *Report) sort() {
	slices.SortFunc(r.Leaks, func(x, y Leak) int {
		return cmp.Or(cmp.Compare(x.Viewer, y.Viewer), cmp.Compare(x.Class, y.Class), cmp.Compare(x.Mark, y.Mark), cmp.Compare(x.Request, y.Request))
	})
	slices.Sort(r.Blind)
}

// shownLeaks is how many leaks are told in full.
const shownLeaks = 40

// Print writes the report for people.
func (r *Report) Print(w io.Writer) error {
	leaks := map[string]map[Class]int{}
	for _, l := range r.Leaks {
		if leaks[l.Viewer] == nil {
			leaks[l.Viewer] = map[Class]int{}
		}
		leaks[l.Viewer][l.Class]++
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprint(table, "VIEWER\tREQUESTS\tLEAKS") // errors of a tabwriter come with Flush
	for _, c := range Classes() {
		_, _ = fmt.Fprintf(table, "\t%s", c)
	}
	_, _ = fmt.Fprintln(table)
	total := 0
	for _, name := range slices.Sorted(maps.Keys(r.Requests)) {
		sum := 0
		for _, n := range leaks[name] {
			sum += n
		}
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d", name, r.Requests[name], sum)
		for _, c := range Classes() {
			_, _ = fmt.Fprintf(table, "\t%d", leaks[name][c])
		}
		_, _ = fmt.Fprintln(table)
		total += r.Requests[name]
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for i, l := range r.Leaks {
		if i == shownLeaks {
			break
		}
		if _, err := fmt.Fprintf(w, "\nLEAK in %s to %s: %s\n  %s\n  %.600s\n", l.Class, l.Viewer, l.Mark, l.Detail, l.Request); err != nil {
			return err
		}
	}
	for _, b := range r.Blind {
		if _, err := fmt.Fprintf(w, "\nBLIND: %s\n", b); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%d requests, %d marks, %d leaks, %d blind spots\n", total, r.Marks, len(r.Leaks), len(r.Blind))
	return err
}
