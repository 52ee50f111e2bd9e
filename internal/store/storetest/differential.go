package storetest

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Differential does the same random operations on new databases of two kinds, and fails when an answer or the code of
// an error differs. Only one writer is at work, so that there is one right answer to everything.
func Differential(t *testing.T, a, b func(t *testing.T) Open) {
	t.Helper()
	rapid.Check(t, func(rt *rapid.T) {
		p := &pair{
			fixture: &fixture{clock: NewClock(), things: Things(), notes: Notes(), logs: Logs(), entries: new(atomic.Int64)},
			ctx:     t.Context(), versions: map[string]int64{}, removed: map[string]bool{},
		}
		for i, create := range []func(t *testing.T) Open{a, b} {
			p.stores[i] = create(t)(p.clock.Now)
			if err := p.stores[i].Ensure(p.ctx, p.things, p.notes, p.logs, Cards()); err != nil {
				rt.Fatalf("Ensure: %v", err)
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"write": p.write, "write once more": p.write, "write thrice": p.write, "write some": p.writeSome, "find": p.find, "find some": p.find, "find per parent": p.findPer,
			"write a card": p.writeCard, "write another card": p.writeCard, "find ranked": p.findRanked, "count ranked": p.countRanked,
			"count": p.count, "count by": p.countBy, "repeated": p.repeated, "get": p.get, "history": p.history, "revisions": p.revisions, "ask again": p.askAgain, "ask once more": p.askAgain,
			"send": p.send, "acquire": p.acquire,
		})
		for _, s := range p.stores {
			if err := s.Close(p.ctx); err != nil {
				rt.Fatalf("Close: %v", err)
			}
		}
	})
}

// pair is two stores with the same documents, and what the test knows of these.
type pair struct {
	*fixture
	ctx      context.Context //nolint:containedctx // rapid's actions have no parameter for it
	stores   [2]store.Store
	versions map[string]int64 // of the things that were ever written
	removed  map[string]bool
	asked    []func(rt *rapid.T) // the last questions
}

// agree calls both stores and fails unless they answer alike; it returns the answer.
func agree[T any](rt *rapid.T, p *pair, what string, call func(s store.Store) (T, error)) T {
	first, errFirst := call(p.stores[0])
	second, errSecond := call(p.stores[1])
	if errs.CodeOf(errFirst) != errs.CodeOf(errSecond) {
		rt.Fatalf("%s: the stores fail differently:\n%v\n%v", what, errFirst, errSecond)
	}
	if errFirst != nil {
		var none T
		rt.Logf("%s: %v", what, errFirst)
		return none
	}
	if d := cmp.Diff(first, second, cmpopts.EquateEmpty()); d != "" {
		rt.Fatalf("%s: the stores answer differently (-first +second):\n%s", what, d)
	}
	return first
}

// lastQuestions is how many questions may be asked again.
const lastQuestions = 12

// ask is [agree] for a question that may be asked again, with documents changed since or not.
func ask[T any](rt *rapid.T, p *pair, what string, call func(s store.Store) (T, error)) {
	agree(rt, p, what, call)
	if len(p.asked) == lastQuestions {
		p.asked = p.asked[1:]
	}
	p.asked = append(p.asked, func(rt *rapid.T) { agree(rt, p, what+" again", call) })
}

// askAgain asks twice what was asked before: a store may remember either answer.
func (p *pair) askAgain(rt *rapid.T) {
	if len(p.asked) == 0 {
		return
	}
	again := p.asked[rapid.IntRange(0, len(p.asked)-1).Draw(rt, "question")]
	again(rt)
	again(rt)
}

func (p *pair) write(rt *rapid.T) {
	id := rapid.SampledFrom(documentIDs()).Draw(rt, "id")
	right := p.versions[id]
	if p.removed[id] {
		right = 0 // an insert is the one write that a removed document's ID invites
	}
	ifVersion := right
	if rapid.IntRange(0, 5).Draw(rt, "stale") == 0 {
		ifVersion = rapid.Int64Range(0, right+1).Draw(rt, "ifVersion")
	}
	wins := ifVersion == p.versions[id] && !p.removed[id]
	var fields Fields
	if ifVersion == 0 || rapid.IntRange(0, 7).Draw(rt, "remove") > 0 {
		// Which of two reasons a write is refused for is not promised, so one that will conflict has no unique values.
		fields = drawFields(rt, p.things, wins)
	}
	w := p.thing(rt, id, ifVersion, fields)
	what := fmt.Sprintf("write of %q after version %d (the stored one is %d)", id, ifVersion, p.versions[id])
	done := agree(rt, p, what, func(s store.Store) (int, error) {
		n, err := s.Apply(p.ctx, w)
		if (n == 1) != (err == nil) {
			return 0, fmt.Errorf("Apply = %d, %w", n, err)
		}
		return n, err
	})
	if done == 1 {
		if !wins {
			rt.Fatalf("%s was accepted by both", what)
		}
		p.versions[id], p.removed[id] = ifVersion+1, fields == nil
	}
}

// writeSome hands in writes of two collections together, in either order, and often one behind them that is refused: those before
// it stay.
func (p *pair) writeSome(rt *rapid.T) {
	id := rapid.SampledFrom(documentIDs()).Draw(rt, "id")
	cardID := rapid.SampledFrom(cardIDs()).Draw(rt, "card")
	if p.removed[id] || p.removed[cardID] {
		return
	}
	writes := []store.Write{
		p.thing(rt, id, p.versions[id], drawFields(rt, p.things, true)),
		card(rt, cardID, p.versions[cardID], drawCard(rt)),
	}
	if rapid.Bool().Draw(rt, "card first") {
		slices.Reverse(writes)
	}
	if rapid.Bool().Draw(rt, "and one that is refused") {
		writes = append(writes, p.thing(rt, id, p.versions[id]+7, drawFields(rt, p.things, false)))
	}
	var done int
	agree(rt, p, fmt.Sprintf("writes of %q and %q", writes[0].ID, writes[1].ID), func(s store.Store) (string, error) {
		n, err := s.Apply(p.ctx, writes...)
		done = n
		return fmt.Sprint(n, errs.CodeOf(err)), nil
	})
	for _, w := range writes[:done] {
		p.versions[w.ID] = w.IfVersion + 1
	}
}

// mirrored is the question for the same page from the other end: what is to be found for both are the same documents.
func mirrored(q store.Query) store.Query {
	q.Sort.Desc, q.Last = !q.Sort.Desc, !q.Last
	q.After, q.Before = q.Before, q.After
	return q
}

func (p *pair) find(rt *rapid.T) {
	q := drawQuery(rt, p.things)
	for range 2 {
		p.findBy(rt, q)
		p.findBy(rt, mirrored(q))
	}
}

func (p *pair) findBy(rt *rapid.T, q store.Query) {
	ask(rt, p, fmt.Sprintf("Find(%+v)", q), func(s store.Store) ([]string, error) {
		docs, err := s.Find(p.ctx, p.things, q)
		return texts(docs), err
	})
}

func (p *pair) findPer(rt *rapid.T) {
	q := drawQuery(rt, p.things)
	field := rapid.SampledFrom([]string{"owner.id", "tags", "parts.word", "kind", store.IDField}).Draw(rt, "field")
	pool := words()
	if field == store.IDField {
		pool = documentIDs()
	}
	parents := rapid.SliceOfN(rapid.SampledFrom(pool), 0, 5).Draw(rt, "parents")
	for range 2 {
		p.findPerBy(rt, field, parents, q)
		p.findPerBy(rt, field, parents, mirrored(q))
	}
}

func (p *pair) findPerBy(rt *rapid.T, field string, parents []string, q store.Query) {
	ask(rt, p, fmt.Sprintf("FindPer(%s, %q, %+v)", field, parents, q), func(s store.Store) (map[string][]string, error) {
		pages, err := s.FindPer(p.ctx, p.things, field, parents, q)
		all := map[string][]string{}
		for parent, docs := range pages {
			all[parent] = texts(docs)
		}
		return all, err
	})
}

func (p *pair) count(rt *rapid.T) {
	where := drawCountable(rt, p.things)
	ask(rt, p, fmt.Sprintf("Count(%+v)", where), func(s store.Store) (int64, error) {
		return s.Count(p.ctx, p.things, where)
	})
}

func (p *pair) countBy(rt *rapid.T) {
	where := drawCountable(rt, p.things)
	by := rapid.SampledFrom([][]string{
		{"kind"},
		{"score"},
		{"tags"},
		{"marks"},
		{"days"},
		{"parts.word"},
		{"owner.id"},
		{"kind", "rank"},
		{"rank", "kind"},
		{"tags", "kind"},
		{"kind", "open"},
		{"ticks", "tags"},
		{"done"},
		{"seen"},
		{"weight", "at"},
	}).Draw(rt, "by")
	ask(rt, p, fmt.Sprintf("CountBy(%+v, %v)", where, by), func(s store.Store) ([]string, error) {
		groups, err := s.CountBy(p.ctx, p.things, where, by...)
		all := make([]string, len(groups))
		for i, g := range groups {
			all[i] = fmt.Sprintf("%#v: %d", g.Values, g.Count)
		}
		slices.Sort(all)
		return all, err
	})
}

func (p *pair) repeated(rt *rapid.T) {
	field := rapid.SampledFrom([]string{"kind", "tags", "code", "owner.id", "done"}).Draw(rt, "field")
	after := rapid.SampledFrom([]string{"", "k", "thường", "xanh", "đ"}).Draw(rt, "after")
	limit := rapid.IntRange(0, 3).Draw(rt, "limit")
	ask(rt, p, fmt.Sprintf("Repeated(%q, %q, %d)", field, after, limit), func(s store.Store) ([]string, error) {
		groups, err := s.Repeated(p.ctx, p.things, field, after, limit)
		all := make([]string, len(groups))
		for i, g := range groups {
			all[i] = fmt.Sprintf("%#v: %d", g.Values, g.Count)
		}
		return all, err
	})
}

func (p *pair) get(rt *rapid.T) {
	ids := rapid.SliceOfN(rapid.SampledFrom(documentIDs()), 0, 6).Draw(rt, "ids")
	read := rapid.SampledFrom([]store.Read{store.Whole, store.Light}).Draw(rt, "read")
	ask(rt, p, fmt.Sprintf("Get(%q)", ids), func(s store.Store) ([]string, error) {
		docs, err := s.Get(p.ctx, p.things, ids, read)
		return sorted(texts(docs)), err
	})
}

func (p *pair) history(rt *rapid.T) {
	id := rapid.SampledFrom(documentIDs()).Draw(rt, "id")
	before, limit := rapid.Int64Range(0, 6).Draw(rt, "before"), rapid.IntRange(1, 4).Draw(rt, "limit")
	ask(rt, p, fmt.Sprintf("History(%q, %d, %d)", id, before, limit), func(s store.Store) ([]string, error) {
		docs, err := s.History(p.ctx, p.things, id, before, limit)
		return texts(docs), err
	})
}

func (p *pair) revisions(rt *rapid.T) {
	of := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) store.Revision {
		return store.Revision{ID: rapid.SampledFrom(documentIDs()).Draw(t, "id"), Version: rapid.Int64Range(0, 6).Draw(t, "version")}
	}), 0, 8).Draw(rt, "of")
	read := rapid.SampledFrom([]store.Read{store.Whole, store.Light}).Draw(rt, "read")
	ask(rt, p, fmt.Sprintf("Revisions(%v)", of), func(s store.Store) ([]string, error) {
		docs, err := s.Revisions(p.ctx, p.things, of, read)
		return sorted(texts(docs)), err
	})
}

func (p *pair) send(rt *rapid.T) {
	limit := rapid.IntRange(1, 6).Draw(rt, "limit")
	entries := agree(rt, p, "Pending", func(s store.Store) ([]store.Entry, error) {
		entries, err := s.Pending(p.ctx, limit)
		return entries, err
	})
	sent := slices.DeleteFunc(slices.Clone(entries), func(store.Entry) bool { return rapid.Bool().Draw(rt, "keep") })
	agree(rt, p, "Sent", func(s store.Store) (bool, error) { return true, s.Sent(p.ctx, sent) })
}

func (p *pair) acquire(rt *rapid.T) {
	p.clock.Advance(time.Duration(rapid.IntRange(0, 40).Draw(rt, "seconds")) * time.Second)
	holder := rapid.SampledFrom([]string{"me", "you"}).Draw(rt, "holder")
	if rapid.IntRange(0, 3).Draw(rt, "release") == 0 {
		agree(rt, p, "Release", func(s store.Store) (bool, error) { return true, s.Release(p.ctx, "relay", holder) })
		return
	}
	agree(rt, p, "Acquire by "+holder, func(s store.Store) (bool, error) {
		return s.Acquire(p.ctx, "relay", holder, 30*time.Second)
	})
}
