package exposure

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/vektah/gqlparser/v2/ast"
)

// Config is what an audit needs. All but Viewers and Paths is required.
type Config struct {
	// Schema is the whole schema.
	Schema *ast.Schema
	// Open makes a house with an empty scratch store. It is called several times.
	Open func(context.Context, Seeds) (*House, error)
	// Paths are what is asked for by plain HTTP besides; "{id}" stands for the ID of something secret.
	Paths []string
	// Viewers, if there are any, are the names of those who ask; everybody does otherwise.
	Viewers []string
}

// audit is an audit under way.
type audit struct {
	shaper
	config   Config
	marks    []*Mark
	ofItem   map[string][]*Mark
	book     *book
	known    known
	placeIDs []string
	fillers  atomic.Int64
	report   *Report
}

// Run audits. Leaks are no error: they stand in the report.
func Run(ctx context.Context, c Config) (*Report, error) {
	a := &audit{shaper: shaper{schema: c.Schema}, config: c, ofItem: map[string][]*Mark{}, report: newReport()}
	w, err := newWorld(ctx, c.Open)
	if err != nil {
		return nil, err
	}
	defer w.house.Close()
	probes, err := a.rehearse(ctx, w)
	if err != nil {
		return nil, fmt.Errorf("rehearse: %w", err)
	}
	for _, name := range c.Viewers {
		if w.viewers[name] == nil {
			return nil, fmt.Errorf("nobody is called %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(w.viewers)), ", "))
		}
	}
	groups := a.groups(w)
	failed := make([]error, len(groups))
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, group := range groups {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			if err := a.group(ctx, group, probes); err != nil {
				failed[i] = fmt.Errorf("ask as %s: %w", strings.Join(group.viewers, ", "), err)
			}
		})
	}
	all.Wait()
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	a.report.sort()
	return a.report, nil
}

// rehearse plants everything in one world, so that all marks are known before they are planted elsewhere.
func (a *audit) rehearse(ctx context.Context, w *world) ([]probe, error) {
	marks, err := w.plantAll(ctx, func(int, item) bool { return true })
	if err != nil {
		return nil, err
	}
	a.marks, a.book = marks, newBook(marks)
	for _, m := range marks {
		a.ofItem[m.Item] = append(a.ofItem[m.Item], m)
	}
	p := w.places
	a.placeIDs = []string{p.home, p.away, p.bloc, p.blocYear, p.awardType, p.event, p.category, p.tag}
	if err := a.learn(ctx, w); err != nil {
		return nil, err
	}
	probes := a.probes()
	a.report.Marks = len(marks)
	return probes, a.see(ctx, w, probes)
}

// see lets everybody look for what they may see, in the world that has everything: a mark that nobody finds was not
// looked for in the right way.
func (a *audit) see(ctx context.Context, w *world, probes []probe) error {
	admin := w.viewers[administrator]
	found := map[*Mark]bool{}
	for _, p := range probes {
		answer, err := w.ask(ctx, admin, p.query)
		if err != nil {
			return err
		}
		a.checkAnswer(admin, p.query, answer)
		for _, m := range a.book.find(answer.text()) {
			found[m] = true
		}
	}
	for _, m := range a.marks {
		if !found[m] && !m.Hidden && m.token != "" {
			a.blind("not even the administrator finds the mark of " + m.name())
		}
	}
	return nil
}

// blind notes a place where the audit could not look.
func (a *audit) blind(what string) {
	a.report.mu.Lock()
	defer a.report.mu.Unlock()
	if !slices.Contains(a.report.Blind, what) {
		a.report.Blind = append(a.report.Blind, what)
	}
}

// checkAnswer notes requests that did not do what they are for.
func (a *audit) checkAnswer(v *viewer, query string, got answer) {
	var body struct {
		Data   json.RawMessage
		Errors []struct {
			Message    string
			Extensions struct{ Code string }
		}
	}
	err := json.Unmarshal(got.body, &body)
	code, message := "", ""
	if len(body.Errors) > 0 {
		code, message = body.Errors[0].Extensions.Code, body.Errors[0].Message
	}
	if v.refused != "" {
		if code != string(v.refused) || len(body.Data) > 0 {
			a.leak(Leak{Class: Errors, Viewer: v.name, Request: query, Detail: fmt.Sprintf("is let in, or refused as %q instead of %s", code, v.refused)})
		}
		return
	}
	if err != nil || len(body.Data) == 0 {
		a.blind(fmt.Sprintf("a request of the %s was refused: %d %s %s: %.300s", v.name, got.status, code, message, query))
	}
	for _, e := range body.Errors {
		if e.Extensions.Code == "INTERNAL" {
			a.blind(fmt.Sprintf("an internal error for the %s: %.300s", v.name, query))
		}
	}
}

// group is viewers who see the same of what is planted.
type group struct {
	viewers []string
	sees    map[string]bool // names of items
}

// groups puts the viewers together.
func (a *audit) groups(w *world) []group {
	var all []group
	byKey := map[string]int{}
	for _, name := range slices.Sorted(maps.Keys(w.viewers)) {
		if len(a.config.Viewers) > 0 && !slices.Contains(a.config.Viewers, name) {
			continue
		}
		v := w.viewers[name]
		g := group{viewers: []string{name}, sees: map[string]bool{}}
		var key strings.Builder
		for _, it := range items() {
			if it.public || slices.ContainsFunc(a.ofItem[it.name], func(m *Mark) bool { return v.seesMark(m) }) {
				g.sees[it.name] = true
				key.WriteString(it.name + "\n")
			}
		}
		if at, ok := byKey[key.String()]; ok {
			all[at].viewers = append(all[at].viewers, name)
			continue
		}
		byKey[key.String()] = len(all)
		all = append(all, g)
	}
	return all
}

// group asks in a world that has what the viewers see, then plants the rest and asks the same again: nothing may change.
func (a *audit) group(ctx context.Context, g group, probes []probe) (err error) {
	w, err := newWorld(ctx, a.config.Open)
	if err != nil {
		return err
	}
	defer w.house.Close()
	for _, m := range a.marks {
		w.known[m.name()] = m.Value
	}
	if _, err := w.plantAll(ctx, func(_ int, it item) bool { return g.sees[it.name] }); err != nil {
		return err
	}
	before := make([][]answer, len(g.viewers))
	for i, name := range g.viewers {
		if before[i], err = a.askAll(ctx, w, w.viewers[name], probes, i == 0); err != nil {
			return err
		}
	}
	if _, err := w.plantAll(ctx, func(_ int, it item) bool { return !g.sees[it.name] }); err != nil {
		return err
	}
	for i, name := range g.viewers {
		v := w.viewers[name]
		after, err := a.askAll(ctx, w, v, probes, i == 0)
		if err != nil {
			return err
		}
		for n, p := range probes {
			a.compare(v, p, before[i][n], after[n])
		}
		if err := a.guess(ctx, w, v); err != nil {
			return err
		}
	}
	return a.change(ctx, w, g)
}

// change lets the viewers try to change what they do not see.
func (a *audit) change(ctx context.Context, w *world, g group) error {
	before, err := a.state(ctx, w)
	if err != nil {
		return err
	}
	for _, name := range g.viewers {
		if err := a.mutate(ctx, w, w.viewers[name]); err != nil {
			return err
		}
	}
	after, err := a.state(ctx, w)
	if err == nil && before != after {
		at, _, _, _ := difference("", before, after)
		a.leak(Leak{Class: Errors, Viewer: strings.Join(g.viewers, " or "), Detail: "something that is not theirs to see was changed " + at})
	}
	return err
}

// askAll sends all probes, or all but those that go far, and looks for marks in the answers.
func (a *audit) askAll(ctx context.Context, w *world, v *viewer, probes []probe, far bool) ([]answer, error) {
	answers := make([]answer, len(probes))
	for i, p := range probes {
		if p.far && !far {
			continue
		}
		got, err := w.ask(ctx, v, p.query)
		if err != nil {
			return nil, err
		}
		answers[i] = got
		a.report.count(v.name, 1)
		a.checkAnswer(v, p.query, got)
		a.look(v, p.class, p.query, got)
	}
	return answers, nil
}

// look finds marks in an answer that the viewer may not see. What was asked with does not count: answers repeat it.
func (a *audit) look(v *viewer, class Class, query string, got answer) {
	asked := strings.ToLower(query)
	for _, m := range a.book.find(got.text()) {
		token := m.token
		if m.kind == idMark { // an article's journal is found by its draft, whose ID goes on alike
			token = token[len("art_"):]
		}
		if !v.seesMark(m) && !strings.Contains(asked, token) {
			a.leak(Leak{Class: class, Viewer: v.name, Mark: m.name(), Request: query, Detail: "the answer holds " + m.Value})
		}
	}
}

// compare reports an answer that is another one since there is something that the viewer may not see.
func (a *audit) compare(v *viewer, p probe, before, after answer) {
	if before.text() == after.text() {
		return
	}
	class, detail := p.class, "status or headers differ"
	var x, y any
	if json.Unmarshal(before.body, &x) == nil && json.Unmarshal(after.body, &y) == nil {
		if at, was, is, differs := difference("", x, y); differs {
			class, detail = classOf(at, p.class), fmt.Sprintf("%s was %.200v and is %.200v after planting", at, was, is)
		}
	}
	a.leak(Leak{Class: class, Viewer: v.name, Request: p.query, Detail: detail})
}

// classOf says by which way something shows, from the place where two answers differ.
func classOf(at string, otherwise Class) Class {
	name := at[strings.LastIndex(at, ".")+1:]
	switch name {
	case "totalCount", "count":
		if otherwise == Groupings {
			return Groupings
		}
		return Counts
	case "cursor", "startCursor", "endCursor", "hasNextPage", "hasPreviousPage":
		return Orders
	default:
		return otherwise
	}
}

// difference finds the first place at which two values differ.
func difference(at string, x, y any) (where string, was, is any, differs bool) {
	if a, ok := x.(map[string]any); ok {
		if b, ok := y.(map[string]any); ok {
			for _, key := range slices.Sorted(maps.Keys(a)) {
				if where, was, is, differs := difference(at+"."+key, a[key], b[key]); differs {
					return where, was, is, true
				}
			}
			return at, x, y, len(a) != len(b)
		}
	}
	if a, ok := x.([]any); ok {
		if b, ok := y.([]any); ok {
			for i := range min(len(a), len(b)) {
				if where, was, is, differs := difference(fmt.Sprintf("%s.%d", at, i), a[i], b[i]); differs {
					return where, was, is, true
				}
			}
			return at, x, y, len(a) != len(b)
		}
	}
	return at, x, y, x != y && fmt.Sprint(x) != fmt.Sprint(y)
}
