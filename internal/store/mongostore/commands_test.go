package mongostore

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/event"

	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// commands records the names of the commands that a store sends.
type commands struct {
	mu    sync.Mutex
	names []string
}

func (c *commands) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.names = append(c.names, e.CommandName)
	}}
}

// taken returns the names since the last call.
func (c *commands) taken() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	names := slices.Clone(c.names)
	c.names = nil
	return names
}

// TestCommands is the proof of the table in the package comment.
func TestCommands(t *testing.T) {
	t.Parallel()
	sent := new(commands)
	s := open(t, Config{URI: mongotest.OwnDatabase(t), Monitor: sent.monitor()})
	ctx, things, notes := t.Context(), storetest.Things(), storetest.Notes()
	apply := func(writes ...store.Write) func() error {
		return func() error { _, err := s.Apply(ctx, writes...); return err }
	}
	refused := func(w store.Write) func() error {
		return func() error {
			if n, err := s.Apply(ctx, w); n != 0 || err == nil {
				t.Errorf("Apply of %s did %d", w.ID, n)
			}
			return nil
		}
	}
	byRank := store.Query{Sort: store.Sort{By: []string{"rank"}}, Limit: store.MaxLimit}
	var many []store.Write
	for _, id := range []string{"a", "b", "c", "d"} {
		many = append(many, writeOf(t, things, id, 0, storetest.Fields{"owner": map[string]string{"id": "o" + id}, "code": id}))
	}
	cards := storetest.Cards()
	ranked := func(terms ...string) func() error {
		return func() error {
			_, err := s.FindRanked(ctx, cards, store.Ranked{Tiers: [][]string{{strings.Join(terms, "_")}, terms}, Limit: 10})
			return err
		}
	}
	for _, c := range []struct {
		name string
		call func() error
		want []string
	}{
		{"Ready", func() error { return s.Ready(ctx) }, []string{"ping"}},
		{
			"Ensure of what is not there", func() error { return s.Ensure(ctx, things, notes) },
			[]string{"listIndexes", "createIndexes", "listIndexes", "createIndexes"},
		},
		{"Ensure of what is there", func() error { return s.Ensure(ctx, things, notes) }, []string{"listIndexes", "listIndexes"}},
		{"Ensure of what is searched", func() error { return s.Ensure(ctx, cards) }, []string{"listIndexes", "createIndexes"}},
		{"Apply of inserts", apply(many...), []string{"insert"}},
		{
			"Apply of what is searched", apply(writeOf(t, cards, "a", 0, storetest.Fields{"terms": []string{"thi", "đua"}, "place": int64(1), "kind": "k", "units": []string{}})),
			[]string{"insert"},
		},
		{
			"Apply of inserts into two schemas", apply(writeOf(t, things, "e", 0, storetest.Fields{}), writeOf(t, notes, "a", 0, storetest.Fields{})),
			[]string{"insert", "insert"},
		},
		{"Apply of an update", apply(writeOf(t, notes, "a", 1, storetest.Fields{})), []string{"update"}},
		{"Apply of a removal", apply(writeOf(t, notes, "a", 2, nil)), []string{"update"}},
		{"Apply of an update with history", apply(writeOf(t, things, "a", 1, storetest.Fields{})), []string{"find", "insert", "update"}},
		{"Apply of an insert that is there", refused(writeOf(t, things, "b", 0, storetest.Fields{})), []string{"insert", "aggregate"}},
		{"Apply of an update that comes late", refused(writeOf(t, notes, "a", 1, storetest.Fields{})), []string{"update", "find"}},
		{"Get", func() error { _, err := s.Get(ctx, things, []string{"a", "b"}, store.Whole); return err }, []string{"find"}},
		{"Find", func() error { _, err := s.Find(ctx, things, byRank); return err }, []string{"find"}},
		{"FindPer", func() error {
			_, err := s.FindPer(ctx, things, "owner.id", []string{"oa", "ob", "oc"}, byRank)
			return err
		}, []string{"aggregate"}},
		{"Count", func() error { _, err := s.Count(ctx, things, nil); return err }, []string{"aggregate"}},
		{"CountBy", func() error { _, err := s.CountBy(ctx, things, nil, "tags"); return err }, []string{"aggregate"}},
		{"FindRanked of what nobody has", ranked("không", "có"), []string{"aggregate"}},
		{"FindRanked of few", ranked("thi", "đua"), []string{"aggregate", "find"}},
		{"FindRanked of terms whose numbers are known", ranked("thi", "đua"), []string{"find"}},
		{"CountRanked", func() error {
			_, err := s.CountRanked(ctx, cards, store.Ranked{Tiers: [][]string{{"thi"}}}, 10)
			return err
		}, []string{"aggregate"}},
		{"History", func() error { _, err := s.History(ctx, things, "a", 0, 10); return err }, []string{"find", "find"}},
		{"Revisions", func() error {
			_, err := s.Revisions(ctx, things, []store.Revision{{ID: "a", Version: 1}, {ID: "b", Version: 1}}, store.Light)
			return err
		}, []string{"find", "find"}},
		{"Explain", func() error { _, err := s.Explain(ctx, things, byRank); return err }, []string{"explain"}},
		{"Pending", func() error { _, err := s.Pending(ctx, 100); return err }, []string{"aggregate"}},
		{"Sent", func() error { return s.Sent(ctx, []store.Entry{*many[0].Entry, *many[1].Entry}) }, []string{"update"}},
		{"Acquire", func() error { _, err := s.Acquire(ctx, "relay", "me", time.Minute); return err }, []string{"update"}},
		{"Release", func() error { return s.Release(ctx, "relay", "me") }, []string{"delete"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent.taken()
			if err := c.call(); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, sent.taken()); d != "" {
				t.Errorf("commands (-want +got):\n%s", d)
			}
		})
	}
}
