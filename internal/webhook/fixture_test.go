package webhook

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/changefeed"
	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
)

// office is webhooks over documents that a test makes: units, which a switch makes public.
type office struct {
	*Hooks
	store store.Store
	clock *storetest.Clock
	units *store.Collection[thing]
	relay *journal.Relay
	feed  *changefeed.Feed
	docs  map[string]*thing
}

type thing struct {
	store.Head `bson:",inline"`
	Public     bool `bson:"public"`
}

func onEachStore(t *testing.T, run func(t *testing.T, o *office)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		run(t, onSQLite(t))
	})
	if mongotest.ServerURI() == "" {
		t.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
		return
	}
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		clock := storetest.NewClock()
		s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t), Now: clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		run(t, newOffice(t, s, clock))
	})
}

func onSQLite(t *testing.T) *office {
	t.Helper()
	clock := storetest.NewClock()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	return newOffice(t, s, clock)
}

func newOffice(t *testing.T, s store.Store, clock *storetest.Clock) *office {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	t.Cleanup(func() {
		if err := s.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	units := &store.Schema{Name: "units"}
	if err := s.Ensure(ctx, slices.Concat(changefeed.Schemas(), Schemas(), []*store.Schema{units, journal.Schema()})...); err != nil {
		t.Fatal(err)
	}
	o := &office{store: s, clock: clock, docs: map[string]*thing{}}
	o.units = &store.Collection[thing]{Schema: units, Store: s, Prefix: "uni", Now: clock.Now, IDs: store.NewIDs()}
	diary := journal.New(s, journal.Config{Now: clock.Now})
	o.relay = journal.NewRelay(diary)
	o.feed = changefeed.New(s, clock.Now, store.NewIDs(), diary, func(ctx context.Context, _ changefeed.Noun, ids []string) (map[string]int64, error) {
		docs, err := o.units.ByIDs(ctx, ids, store.Whole)
		versions := map[string]int64{}
		for id, doc := range docs {
			if doc.Public {
				versions[id] = doc.Version
			}
		}
		return versions, err
	}, nil)
	o.Hooks = o.process(t, s)
	return o
}

// process is the webhooks of a process of its own, which may call this machine.
func (o *office) process(t *testing.T, s store.Store) *Hooks {
	t.Helper()
	key, err := NewKey(make([]byte, keyBytes))
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{
		Store: s, Feed: o.feed, Now: o.clock.Now, IDs: store.NewIDs(), Key: key, Allowed: allowed(t, "127.0.0.1"),
		Random: func() float64 { return 0.5 },
	})
}

// set makes a unit public or hides it, and tells the feed.
func (o *office) set(t *testing.T, id string, public bool) {
	t.Helper()
	act := store.Act{Actor: "usr_1", Action: "unit.save"}
	before, after := o.docs[id], &thing{Public: public}
	err := error(nil)
	if before == nil {
		after.ID = id
		err = o.units.Insert(t.Context(), after, act)
	} else {
		err = o.units.Replace(t.Context(), before, after, act)
	}
	if err == nil {
		err = o.relay.Drain(t.Context())
	}
	if err == nil {
		_, err = o.feed.CatchUp(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	o.docs[id] = after
}

// work does what there is to do a moment later.
func (o *office) work(t *testing.T, later time.Duration) {
	t.Helper()
	o.clock.Advance(later)
	if err := o.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// register registers a receiver, which knows its secret from then on.
func (o *office) register(t *testing.T, r *receiver) *Webhook {
	t.Helper()
	w, secret, err := o.Create(t.Context(), access.System(), Settings{URL: r.server.URL + "/hook?a=1"})
	if err != nil {
		t.Fatal(err)
	}
	r.knows(secret)
	return w
}

// knows lets the receiver verify by a secret from now on, or with an empty one not at all.
func (r *receiver) knows(secret string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secret = secret
}

// reread returns a webhook as it is.
func (o *office) reread(t *testing.T, w *Webhook) (*Webhook, store.Revision) {
	t.Helper()
	w, err := o.Webhook(t.Context(), access.System(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	return w, store.Revision{ID: w.ID, Version: w.Version}
}

// log returns all deliveries of a webhook, the newest first.
func (o *office) log(t *testing.T, w *Webhook) []*Delivery {
	t.Helper()
	found, err := o.Deliveries(t.Context(), access.System(), Filter{WebhookID: w.ID}, store.Page{Limit: store.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// receiver is the server of a partner.
type receiver struct {
	t      *testing.T
	server *httptest.Server
	secret string

	mu     sync.Mutex
	answer func(w http.ResponseWriter, id string) // what it does with a request; 204 if nil
	got    []got
}

// got is a request that was received.
type got struct {
	id, what string
	ok       bool // it was answered with success
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{t: t}
	r.server = httptest.NewServer(r)
	t.Cleanup(r.server.Close)
	return r
}

// ServeHTTP notes what is right in every request, and answers as the test says.
func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, err := io.ReadAll(q.Body)
	id, at := q.Header.Get("webhook-id"), q.Header.Get("webhook-timestamp")
	var e event
	if err != nil || json.Unmarshal(body, &e) != nil || q.Method != http.MethodPost || q.URL.RequestURI() != "/hook?a=1" || q.Header.Get("Content-Type") != "application/json" {
		r.t.Errorf("received %s %s: %s, %v", q.Method, q.URL, body, err)
	}
	r.mu.Lock()
	if r.secret != "" && !slices.Contains(strings.Fields(q.Header.Get("webhook-signature")), signed(r.secret, id+"."+at+"."+string(body))) {
		r.t.Errorf("%s is not signed by the receiver's secret", id)
	}
	answer := r.answer
	r.mu.Unlock()
	recorder := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	if answer == nil {
		recorder.WriteHeader(http.StatusNoContent)
	} else {
		answer(recorder, id)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got = append(r.got, got{id: id, what: strings.TrimSpace(e.Data.ID + " " + e.Type), ok: recorder.status < 300})
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// signed is a signature as a receiver makes it, by itself.
func signed(secret, text string) string {
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	sum := hmac.New(sha256.New, key)
	_, _ = io.WriteString(sum, text)
	return "v1," + base64.StdEncoding.EncodeToString(sum.Sum(nil))
}

// always answers everything with a status.
func (r *receiver) always(status int) {
	r.does(func(w http.ResponseWriter, _ string) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "status %d", status)
	})
}

func (r *receiver) does(answer func(http.ResponseWriter, string)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = answer
}

// received takes what was received since the last time: what each request was about, in order.
func (r *receiver) received() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := []string{}
	for _, g := range r.got {
		all = append(all, g.what)
	}
	r.got = nil
	return all
}

// requests returns what was received so far.
func (r *receiver) requests() []got {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}
