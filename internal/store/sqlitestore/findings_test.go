package sqlitestore

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

// latest asks for the articles of the first parent, which one write changes.
func latest(tb testing.TB, s *Store, schema *store.Schema) []bson.Raw {
	tb.Helper()
	return ofParent(tb, s, schema, 0)
}

// TestNoFindingIsOlderThanItsQuestion asks by two stores on a file while one of them writes: no answer lacks what was acknowledged
// before the question, by whichever of them.
func TestNoFindingIsOlderThanItsQuestion(t *testing.T) {
	t.Parallel()
	schema := news()
	path := filepath.Join(t.TempDir(), "thidua.db")
	s, other := openAt(t, path, schema), openAt(t, path, schema)
	fill(t, s, schema, 3)
	const versions = 100
	var written atomic.Int64
	written.Store(1)
	var all sync.WaitGroup
	for _, asked := range []*Store{s, other, s, other} {
		all.Go(func() {
			for known := int64(0); known < versions; {
				known = written.Load()
				docs := latest(t, asked, schema)
				if len(docs) != 3 {
					t.Errorf("%d documents", len(docs))
					return
				}
				if version, _ := docs[1].Lookup("version").AsInt64OK(); version < known {
					t.Errorf("version %d, after %d was written", version, known)
					return
				}
			}
		})
	}
	for version := int64(2); version <= versions; version++ {
		if _, err := s.Apply(t.Context(), articleWrite(t, schema, 1, version)); err != nil {
			t.Fatal(err)
		}
		written.Store(version)
	}
	all.Wait()
}

// ofParent asks for the articles of a parent, of which each has five.
func ofParent(tb testing.TB, s *Store, schema *store.Schema, parent int) []bson.Raw {
	tb.Helper()
	docs, err := s.Find(tb.Context(), schema, store.Query{
		Where: store.Eq{Field: "parent", Value: fmt.Sprintf("prt_%06d", parent)}, Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 100, Read: store.Light,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return docs
}

// TestFindingsAreKeptOfWhatIsAskedAgain counts them.
func TestFindingsAreKeptOfWhatIsAskedAgain(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	fill(t, s, schema, 100)
	kept := func(want int) {
		t.Helper()
		s.findings.cache.CleanUp()
		if got := s.findings.cache.EstimatedSize(); got != want {
			t.Errorf("%d findings are kept, want %d", got, want)
		}
	}
	for i := range 100 {
		ofParent(t, s, schema, i+1)
	}
	kept(0)
	latest(t, s, schema)
	kept(0)
	first := latest(t, s, schema)
	kept(1)
	second := latest(t, s, schema)
	if &first[0][0] != &second[0][0] {
		t.Error("what is kept was looked for again")
	}
	first[0], second[0] = nil, nil // what callers do with theirs is no other's business
	if third := latest(t, s, schema); third[0] == nil || len(third) != 5 {
		t.Errorf("the documents have become %v", third)
	}
}

// TestCopiesOfFindings changes what was answered, of parents and of groups, and asks again.
func TestCopiesOfFindings(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	fill(t, s, schema, 20)
	for range 3 {
		docs, err := s.FindPer(t.Context(), schema, "parent", []string{"prt_000001"}, store.Query{
			Sort: store.Sort{By: []string{"publishedAt"}}, Limit: 2, Read: store.Light,
		})
		if err != nil || len(docs["prt_000001"]) != 2 || docs["prt_000001"][0] == nil {
			t.Fatalf("%v, %v", docs, err)
		}
		docs["prt_000001"][0] = nil
		delete(docs, "prt_000001")
		groups, err := s.CountBy(t.Context(), schema, nil, "status")
		if err != nil || len(groups) != 2 || groups[0].Count != 10 {
			t.Fatalf("%v, %v", groups, err)
		}
		groups[0].Count = 0
	}
}

// TestFindingsAreBounded asks for more than fits, of documents and of nothing, and for one thing that is too large by itself.
func TestFindingsAreBounded(t *testing.T) {
	t.Parallel()
	const size = 256 << 10
	schema := news()
	s := openWith(t, Config{Path: filepath.Join(t.TempDir(), "thidua.db"), Findings: size}, schema)
	fill(t, s, schema, 1000)
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = articleID(i)
	}
	for range 3 {
		if docs, err := s.Get(t.Context(), schema, ids, store.Whole); err != nil || len(docs) != len(ids) {
			t.Fatalf("%d documents, %v", len(docs), err)
		}
	}
	s.findings.cache.CleanUp()
	if n := s.findings.cache.EstimatedSize(); n != 0 {
		t.Errorf("%d findings are kept of one that is too large", n)
	}
	for i := range 400 { // the last of them have no articles
		for range 3 {
			ofParent(t, s, schema, i)
		}
	}
	s.findings.cache.CleanUp()
	weight, n := s.findings.cache.WeightedSize(), s.findings.cache.EstimatedSize()
	if weight > size || n == 0 {
		t.Errorf("%d findings of %d bytes, of %d", n, weight, size)
	}
	if least := uint64(n) * (256 + 24*100); weight < least { // each has room for a hundred documents
		t.Errorf("%d findings weigh %d, at least %d are held", n, weight, least)
	}
}

// TestSizes has what findings are weighed by.
func TestSizes(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 1000)
	doc := bson.Raw(long)
	for name, c := range map[string]struct{ got, least int }{
		"room for documents": {sizeOf(make([]bson.Raw, 0, 100)), 2400},
		"documents":          {sizeOf([]bson.Raw{doc, doc}), 2000},
		"of parents":         {sizeOfAll(map[string][]bson.Raw{"a": {doc}, long: nil}), 2000},
		"hits":               {sizeOfHits([]store.Hit{{Doc: doc}, {Doc: doc}}), 2000},
		"groups":             {sizeOfGroups([]store.Group{{Values: []any{long, int64(1)}}, {Values: []any{nil}}}), 1000},
		"room for groups":    {sizeOfGroups(make([]store.Group, 0, 100)), 3200},
	} {
		if c.got < c.least || c.got > 2*c.least {
			t.Errorf("%s: %d, want %d or some more", name, c.got, c.least)
		}
	}
}

// TestQuestionsDiffer compares questions that look alike.
func TestQuestionsDiffer(t *testing.T) {
	t.Parallel()
	ranked := func(change func(r *store.Ranked)) question {
		r := store.Ranked{Tiers: [][]string{{"a"}, {"b"}}, Limit: 3}
		change(&r)
		return rankedQuestion(nil, r)
	}
	known := map[question]int{}
	for i, q := range []question{
		ask(nil, "find", "SELECT ?"),
		ask(nil, "get", "SELECT ?"),
		ask(nil, "find", "SELECT ?", ""),
		ask(nil, "find", "SELECT ?", "1"),
		ask(nil, "find", "SELECT ?", int64(1)),
		ask(nil, "find", "SELECT ?", nil),
		ask(nil, "find", "SELECT ?", "ab", "c"),
		ask(nil, "find", "SELECT ?", "a").and("bc"),
		ask(nil, "find", "SELECT ?", "a\x01sb"),
		ask(nil, "find", "SELECT ?", "a").and("b"),
		ask(nil, "find", "SELECT ?s"),
		ask(nil, "find", "SELECT ", "?"),
		ask(nil, "per", "SELECT ?", []string{}),
		ask(nil, "per", "SELECT ?", []string{"a"}),
		ask(nil, "per", "SELECT ?", []string{"b"}),
		ask(nil, "per", "SELECT ?", []string{"a", "b"}),
		ask(nil, "per", "SELECT ?", []string{"a"}, "b"),
		ranked(func(*store.Ranked) {}),
		ranked(func(r *store.Ranked) { r.Limit = 4 }),
		ranked(func(r *store.Ranked) { r.All = []string{"a"} }),
		ranked(func(r *store.Ranked) { r.Tiers = [][]string{{"a", "b"}} }),
		ranked(func(r *store.Ranked) { r.Tiers = [][]string{{"a"}, {"b"}, {}} }),
		ranked(func(r *store.Ranked) { r.After = &store.Standing{} }),
		ranked(func(r *store.Ranked) { r.After = &store.Standing{Tier: 1} }),
		ranked(func(r *store.Ranked) { r.After = &store.Standing{Place: 1} }),
	} {
		if other, ok := known[q]; ok {
			t.Errorf("question %d is question %d: %q", i, other, q.text)
		}
		known[q] = i
	}
}

// TestWithoutItsStateNothingIsWritten makes the table of states refuse what is written to it, as a full disk may.
func TestWithoutItsStateNothingIsWritten(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	fill(t, s, schema, 3)
	refuse := "CREATE TRIGGER refuse BEFORE UPDATE ON " + statesTable + " BEGIN SELECT RAISE(ABORT, 'no'); END"
	if err := s.writer.doAlone(t.Context(), func(ctx context.Context, c *conn) error { return c.run(ctx, refuse) }); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Apply(t.Context(), articleWrite(t, schema, 1, 2)); n != 0 || err == nil {
		t.Errorf("%d writes were made, %v", n, err)
	}
	if version, _ := latest(t, s, schema)[1].Lookup("version").AsInt64OK(); version != 1 {
		t.Errorf("version %d", version)
	}
}

// TestConnectionWithoutAnEndIsClosed ends a snapshot from within, so that its own end fails: the connection is not lent again.
func TestConnectionWithoutAnEndIsClosed(t *testing.T) {
	t.Parallel()
	s := openFile(t, news())
	var first *conn
	err := s.read(t.Context(), func(c *conn) error {
		first = c
		return c.snapshot(t.Context(), func() error { return c.run(t.Context(), "COMMIT") })
	})
	if err == nil {
		t.Error("the end of the snapshot did not fail")
	}
	err = s.read(t.Context(), func(c *conn) error {
		if c == first {
			t.Error("the connection was lent again")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestAlikeQuestions asks each of some questions thrice after one that is much like it, and compares with a store that keeps nothing.
func TestAlikeQuestions(t *testing.T) {
	t.Parallel()
	schema := news()
	path := filepath.Join(t.TempDir(), "thidua.db")
	s := openAt(t, path, schema)
	fill(t, s, schema, 30)
	forgetful := openWith(t, Config{Path: path, Findings: -1}, schema)
	by := func(desc, last bool) store.Query {
		return store.Query{Sort: store.Sort{By: []string{"publishedAt"}, Desc: desc}, Last: last, Limit: 3, Read: store.Light}
	}
	per := func(q store.Query, parents ...string) func(*Store) (any, error) {
		return func(s *Store) (any, error) { return s.FindPer(t.Context(), schema, "parent", parents, q) }
	}
	of := func(field string, desc bool, values ...string) func(*Store) (any, error) {
		return func(s *Store) (any, error) {
			q := store.Query{Where: store.AnyOf(field, values...), Sort: store.Sort{Desc: desc}, Limit: 2, Read: store.Light}
			if field == "parent" {
				q.Sort.By = []string{"publishedAt"}
			}
			return s.Find(t.Context(), schema, q)
		}
	}
	for name, alike := range map[string][2]func(*Store) (any, error){
		"from either end":      {per(by(true, false), "prt_000001"), per(by(false, true), "prt_000001")},
		"of other parents":     {per(by(false, false), "prt_000001"), per(by(false, false), "prt_000002")},
		"of more parents":      {per(by(false, false), "prt_000001"), per(by(false, false), "prt_000001", "prt_000002")},
		"merged by ID":         {of("slug", false, "bai-viet-1", "bai-viet-2", "bai-viet-3"), of("slug", true, "bai-viet-1", "bai-viet-2", "bai-viet-3")},
		"merged of others":     {of("parent", false, "prt_000001", "prt_000003"), of("parent", false, "prt_000002", "prt_000003")},
		"merged in part":       {of("parent", false, "prt_000001", "prt_000003"), of("parent", false, "prt_000001", "prt_000002")},
		"of no parents":        {per(by(false, false)), of("parent", false, "")},
		"by another direction": {of("parent", false, "prt_000001", "prt_000003"), of("parent", true, "prt_000001", "prt_000003")},
	} {
		for i, call := range []func(*Store) (any, error){alike[0], alike[1], alike[0], alike[1]} {
			want, err := call(forgetful)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for range 3 {
				if got, err := call(s); err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%s, %d: %v, %v, want %v", name, i, got, err, want)
				}
			}
		}
	}
}
