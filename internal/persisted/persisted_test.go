package persisted_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/persisted"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// onStores runs a test on every store at hand.
func onStores(t *testing.T, test func(t *testing.T, s store.Store)) {
	t.Helper()
	run := func(name string, open func(*testing.T) (store.Store, error)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := open(t)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = s.Close(context.WithoutCancel(t.Context())) })
			if err := s.Ensure(t.Context(), persisted.Schemas()...); err != nil {
				t.Fatal(err)
			}
			test(t, s)
		})
	}
	run("sqlite", func(t *testing.T) (store.Store, error) {
		t.Helper()
		return sqlitestore.Open(t.Context(), sqlitestore.Config{})
	})
	if mongotest.ServerURI() == "" {
		t.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
		return
	}
	run("mongodb", func(t *testing.T) (store.Store, error) {
		t.Helper()
		return mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
	})
}

func TestDocumentIDs(t *testing.T) {
	t.Parallel()
	hash := persisted.HashOf("{ a }")
	for id, want := range map[string]bool{
		"sha256:" + hash: true, "tin-moi-nhat": true, "A.b_c~d-1": true, strings.Repeat("a", 80): true,
		"sha256:" + hash[1:]: false, "sha256:" + strings.ToUpper(hash): false, "sha256:" + hash + "0": false, "SHA256:" + hash: false,
		"md5:" + hash: false, "": false, "tin mới": false, "a/b": false, "a:b": false, strings.Repeat("a", 81): false, "a\n": false,
	} {
		if got := persisted.IsDocumentID(id); got != want {
			t.Errorf("%q: %v", id, got)
		}
	}
}

// Ensure that a denied document is one in every process within a second, and at once in the one that was told.
func TestDenialIsSoonKnownEverywhere(t *testing.T) {
	t.Parallel()
	onStores(t, func(t *testing.T, s store.Store) {
		clock := storetest.NewClock()
		here, there := persisted.New(s, clock.Now, store.NewIDs()), persisted.New(s, clock.Now, store.NewIDs())
		allowed := func(c *persisted.Documents) bool {
			t.Helper()
			d, err := c.Find(t.Context(), "tin")
			if err != nil {
				t.Fatal(err)
			}
			return d.IsAllowed()
		}
		if _, err := here.Find(t.Context(), "tin"); errs.CodeOf(err) != errs.NotFound {
			t.Fatalf("before there is one: %v", err)
		}
		d, err := here.Save(t.Context(), access.System(), persisted.Saving{Name: "tin", Text: "{ a }"})
		if err != nil {
			t.Fatal(err)
		}
		if !allowed(here) || !allowed(there) {
			t.Fatal("it is not allowed at first")
		}
		if _, err := here.Allow(t.Context(), access.System(), d.ID, d.Version, false); err != nil {
			t.Fatal(err)
		}
		if allowed(here) {
			t.Error("the process that denied it runs it")
		}
		clock.Advance(time.Second)
		if allowed(there) {
			t.Error("a second later another process runs it")
		}
	})
}

// Ensure that of many who save at once one does, and the others learn that it is there or has changed.
func TestSavingAtOnce(t *testing.T) {
	t.Parallel()
	onStores(t, func(t *testing.T, s store.Store) {
		c := persisted.New(s, time.Now, store.NewIDs())
		var group sync.WaitGroup
		for i := range 8 {
			group.Go(func() {
				_, err := c.Save(t.Context(), access.System(), persisted.Saving{Name: "tin", Text: fmt.Sprintf("{ a%d }", i)})
				if err != nil && errs.CodeOf(err) != errs.Conflict {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if n, err := c.Count(t.Context(), access.System()); n != 1 || err != nil {
			t.Errorf("%d documents, %v", n, err)
		}
	})
}

// text is a query that is like no other, and hash its hash.
func text(i int) (query, hash string) {
	query = fmt.Sprintf("query Q%d { articles(first: 10) { nodes { title } } }", i)
	return query, persisted.HashOf(query)
}

// Ensure that what is remembered stays within its places, whatever is sent, and that one client pushes out its own queries
// before those of others.
func TestRememberedIsBoundedAndFair(t *testing.T) {
	t.Parallel()
	onStores(t, func(t *testing.T, s store.Store) {
		clock := storetest.NewClock()
		remembered := persisted.NewRemembered(s, clock.Now, store.NewIDs())
		mine, mineHash := "", ""
		var sent []string // by the other client, all for the set of my query
		for i := 0; len(sent) < 12; i++ {
			query, hash := text(i)
			switch {
			case mine == "":
				mine, mineHash = query, hash
				if err := remembered.Remember(t.Context(), "192.0.2.1", hash, query); err != nil {
					t.Fatal(err)
				}
			case hash[:2] == mineHash[:2]:
				clock.Advance(time.Hour)
				if err := remembered.Remember(t.Context(), "192.0.2.200", hash, query); err != nil {
					t.Fatal(err)
				}
				sent = append(sent, hash)
			}
		}
		elsewhere := persisted.NewRemembered(s, clock.Now, store.NewIDs()) // knows what is stored only
		if got, err := elsewhere.Recall(t.Context(), mineHash); err != nil || got != mine {
			t.Errorf("my query is gone, though I have sent one and the other many: %v", err)
		}
		kept := 0
		for _, hash := range sent {
			if _, err := elsewhere.Recall(t.Context(), hash); err == nil {
				kept++
			}
		}
		if kept != 4 {
			t.Errorf("%d queries of the other client are kept in one set, want 4", kept)
		}
		if _, err := elsewhere.Recall(t.Context(), sent[len(sent)-1]); err != nil {
			t.Errorf("the newest is not kept: %v", err)
		}
	})
}

func TestWhatIsTooMuchIsNotRemembered(t *testing.T) {
	t.Parallel()
	onStores(t, func(t *testing.T, s store.Store) {
		clock := storetest.NewClock()
		remembered := persisted.NewRemembered(s, clock.Now, store.NewIDs())
		known := func(hash string) bool {
			_, err := persisted.NewRemembered(s, clock.Now, store.NewIDs()).Recall(t.Context(), hash)
			if err != nil && errs.CodeOf(err) != errs.NotFound {
				t.Fatal(err)
			}
			return err == nil
		}
		send := func(client, query string) string {
			t.Helper()
			hash := persisted.HashOf(query)
			if err := remembered.Remember(t.Context(), client, hash, query); err != nil {
				t.Fatal(err)
			}
			return hash
		}
		if known(send("a", strings.Repeat("x", persisted.MaxRemembered+1))) {
			t.Error("a text beyond the bound is remembered")
		}
		large := strings.Repeat("x", persisted.MaxRemembered-8)
		n := 0
		for i := range 20 {
			if known(send("a", fmt.Sprintf("%d%s", i, large))) {
				n++
			}
		}
		if n < 4 || n > 8 {
			t.Errorf("%d large queries of one client are remembered at once, want about 8", n)
		}
		if !known(send("b", "{ a }")) {
			t.Error("another client has no share")
		}
	})
}

// Ensure that a query which nobody asks for makes place, and one that somebody asks for stays.
func TestForgetting(t *testing.T) {
	t.Parallel()
	onStores(t, func(t *testing.T, s store.Store) {
		clock := storetest.NewClock()
		fresh := func() *persisted.Remembered { return persisted.NewRemembered(s, clock.Now, store.NewIDs()) }
		query, hash := text(1)
		if err := fresh().Remember(t.Context(), "a", hash, query); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			clock.Advance(20 * 24 * time.Hour)
			if _, err := fresh().Recall(t.Context(), hash); err != nil {
				t.Fatal(err)
			}
		}
		// Nobody asks for it any more, and others fill its set.
		clock.Advance(31 * 24 * time.Hour)
		for i := 2; ; i++ {
			other, otherHash := text(i)
			if otherHash[:2] != hash[:2] {
				continue
			}
			if err := fresh().Remember(t.Context(), "b", otherHash, other); err != nil {
				t.Fatal(err)
			}
			if _, err := fresh().Recall(t.Context(), hash); errs.CodeOf(err) == errs.NotFound {
				return
			}
			t.Fatal("the forgotten query still has its place")
		}
	})
}
