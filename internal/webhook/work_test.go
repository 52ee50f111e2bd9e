package webhook

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// mortal is the store of a process that dies at the nth call: before it, or behind it, when the call has taken effect
// but nobody hears of it. From then on nothing is done.
type mortal struct {
	store.Store
	mu     sync.Mutex
	left   int
	behind bool
}

func (m *mortal) call() (begins, answers bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.left--
	return m.left > 0 || m.left == 0 && m.behind, m.left > 0
}

func live[T any](m *mortal, call func() (T, error)) (T, error) {
	var none T
	begins, answers := m.call()
	dead := errs.New(errs.Unavailable, "Hỏng.", "Dead.")
	if !begins {
		return none, dead
	}
	got, err := call()
	if !answers {
		return none, dead
	}
	return got, err
}

func (m *mortal) Get(ctx context.Context, s *store.Schema, ids []string, read store.Read) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Get(ctx, s, ids, read) })
}

func (m *mortal) Find(ctx context.Context, s *store.Schema, q store.Query) ([]bson.Raw, error) {
	return live(m, func() ([]bson.Raw, error) { return m.Store.Find(ctx, s, q) })
}

func (m *mortal) Count(ctx context.Context, s *store.Schema, w store.Where) (int64, error) {
	return live(m, func() (int64, error) { return m.Store.Count(ctx, s, w) })
}

// Apply dies between the writes too.
func (m *mortal) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	for i := range writes {
		if _, err := live(m, func() (int, error) { return m.Store.Apply(ctx, writes[i]) }); err != nil {
			return i, err
		}
	}
	return len(writes), nil
}

func (m *mortal) Acquire(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	return live(m, func() (bool, error) { return m.Store.Acquire(ctx, name, holder, ttl) })
}

func (m *mortal) Release(ctx context.Context, name, holder string) error {
	_, err := live(m, func() (struct{}, error) { return struct{}{}, m.Store.Release(ctx, name, holder) })
	return err
}

// TestNothingIsLostWhateverIsKilled kills a process at every call to the store, before it and behind it, while it tells of
// two documents that changed twice. The next process tells the rest: every event arrives, those of a document in order, and
// one that comes twice has one webhook-id.
func TestNothingIsLostWhateverIsKilled(t *testing.T) {
	t.Parallel()
	for _, behind := range []bool{false, true} {
		for n := 1; ; n++ {
			o := onSQLite(t)
			r := newReceiver(t)
			w := o.register(t, r)
			// The first change of each waits for its second attempt, so that there is something to put in order.
			r.always(http.StatusInternalServerError)
			o.set(t, "uni_a", true)
			o.set(t, "uni_b", true)
			o.work(t, time.Second)
			r.received()
			r.always(http.StatusOK)
			o.set(t, "uni_a", false)
			o.set(t, "uni_b", true)
			o.clock.Advance(time.Minute)
			dying := &mortal{Store: o.store, left: n, behind: behind}
			_ = o.process(t, dying).Work(t.Context()) // it dies, or is done
			for range 3 {
				o.work(t, 2*time.Minute)
			}
			first, ids := map[string][]string{}, map[string]string{}
			for _, g := range r.requests() {
				id, what, _ := strings.Cut(g.what, " ")
				if !slices.Contains(first[id], what) {
					first[id] = append(first[id], what)
				}
				if known, ok := ids[g.what]; ok && known != g.id {
					t.Errorf("%s has two IDs", g.what)
				}
				ids[g.what] = g.id
			}
			if !slices.Equal(first["uni_a"], []string{"unit.published", "unit.withdrawn"}) || !slices.Equal(first["uni_b"], []string{"unit.published", "unit.changed"}) {
				t.Errorf("killed at %d, behind %t: %v", n, behind, first)
			}
			if len(r.requests()) > 4+2 { // what was under way may come again, and nothing else
				t.Errorf("killed at %d, behind %t: %d requests", n, behind, len(r.requests()))
			}
			if log := o.log(t, w); len(log) != 4 || slices.ContainsFunc(log, func(d *Delivery) bool { return d.State != Delivered }) {
				t.Errorf("killed at %d, behind %t: the log has %d deliveries, not all of them delivered", n, behind, len(log))
			}
			if dying.left > 0 {
				if n < 15 {
					t.Errorf("it made %d calls only", n)
				}
				break
			}
		}
	}
}

// Ensure that processes which share a store tell each event once.
func TestSeveralProcesses(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		o.register(t, r)
		for i := range 40 {
			o.set(t, "uni_"+string(rune('a'+i%20)), true)
		}
		var all sync.WaitGroup
		for range 4 {
			h := o.process(t, o.store)
			all.Go(func() {
				for range 3 {
					if err := h.Work(t.Context()); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		o.work(t, time.Second)
		seen := map[string]int{}
		for _, g := range r.requests() {
			seen[g.id]++
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("%s came %d times", id, n)
			}
		}
		if len(seen) != 20 { // each unit changed twice before anybody looked
			t.Errorf("%d events", len(seen))
		}
	})
}

// Ensure that a receiver which does not answer holds up no other, and not the end of the process.
func TestOneThatHangsHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	hangs, answers := newReceiver(t), newReceiver(t)
	o.register(t, hangs)
	o.register(t, answers)
	release, begun := make(chan struct{}), make(chan struct{}, 100)
	t.Cleanup(func() { close(release) }) // before the server is closed
	hangs.does(func(http.ResponseWriter, string) { begun <- struct{}{}; <-release })
	arrived := make(chan struct{}, 100)
	answers.does(func(w http.ResponseWriter, _ string) { w.WriteHeader(http.StatusOK); arrived <- struct{}{} })
	for i := range 20 {
		o.set(t, "uni_"+string(rune('a'+i)), true)
	}
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		o.Run(ctx, func(err error) { t.Error(err) })
	}()
	<-begun
	for range 20 {
		<-arrived
	}
	end()
	<-ended
	for _, w := range o.all(t) {
		for _, d := range o.log(t, w) {
			if d.State == Dead || d.State == Pending && len(d.Attempts) > 0 {
				t.Errorf("what was hung up at the end counts as a failure: %+v", d)
			}
		}
	}
}

func (o *office) all(t *testing.T) []*Webhook {
	t.Helper()
	all, err := o.List(t.Context(), access.System(), store.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Ensure that a receiver that is away costs a window of deliveries, however much happens, and misses nothing of it.
func TestTheWindowIsBounded(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	w := o.register(t, r)
	r.does(func(w http.ResponseWriter, _ string) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	const units = window + 30
	var writes []store.Write
	for range units {
		write, err := o.units.Inserting(&thing{Public: true}, store.Act{Actor: "usr_1", Action: "unit.save"})
		if err != nil {
			t.Fatal(err)
		}
		writes = append(writes, write)
	}
	if _, err := o.store.Apply(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	o.set(t, "uni_last", true)
	o.work(t, time.Second)
	n, err := o.CountDeliveries(t.Context(), access.System(), Filter{WebhookID: w.ID, State: Pending})
	if err != nil || n != window {
		t.Errorf("%d are pending, %v", n, err)
	}
	o.work(t, 30*time.Minute)
	if got := len(r.received()); got != window {
		t.Errorf("%d requests, though the receiver wants an hour", got)
	}
	r.always(http.StatusOK)
	o.work(t, 31*time.Minute)
	if got := r.received(); len(got) != units+1 || !strings.HasPrefix(got[len(got)-1], "uni_") {
		t.Errorf("%d events arrived, want %d", len(got), units+1)
	}
}

// Ensure that a process with another key sends nothing, and says so.
func TestAnotherKey(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	w := o.register(t, r)
	o.set(t, "uni_a", true)
	other := o.process(t, o.store)
	other.key, _ = NewKey(append(make([]byte, keyBytes-1), 1))
	if err := other.Work(t.Context()); err == nil || !strings.Contains(err.Error(), "another key") {
		t.Errorf("it says %v", err)
	}
	if got := r.received(); len(got) > 0 {
		t.Errorf("it sends %v", got)
	}
	o.work(t, time.Second)
	if got := r.received(); len(got) != 1 || len(o.log(t, w)[0].Attempts) != 1 {
		t.Errorf("then arrived %v", got)
	}
}
