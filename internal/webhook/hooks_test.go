package webhook

import (
	"context"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/changefeed"
	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestWebhooksAreToldWhatIsPublic(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		o.set(t, "uni_before", true)
		r := newReceiver(t)
		w := o.register(t, r)
		o.work(t, time.Second)
		if got := r.received(); len(got) > 0 {
			t.Errorf("of what was there before: %v", got)
		}
		for _, step := range []struct {
			what   string
			id     string
			public bool
			want   []string
		}{
			{"made in secret", "uni_a", false, []string{}},
			{"changed in secret", "uni_a", false, []string{}},
			{"published", "uni_a", true, []string{"uni_a unit.published"}},
			{"changed", "uni_a", true, []string{"uni_a unit.changed"}},
			{"withdrawn", "uni_a", false, []string{"uni_a unit.withdrawn"}},
			{"changed in secret again", "uni_a", false, []string{}},
			{"what was there before, changed", "uni_before", true, []string{"uni_before unit.changed"}},
		} {
			o.set(t, step.id, step.public)
			o.work(t, time.Second)
			o.work(t, time.Minute) // and nothing twice
			if diff := cmp.Diff(step.want, r.received()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", step.what, diff)
			}
		}
		log := o.log(t, w)
		if len(log) != 4 {
			t.Fatalf("%d deliveries", len(log))
		}
		for _, d := range log {
			if d.State != Delivered || d.SettledAt == nil || d.NextAttemptAt() != nil || len(d.Attempts) != 1 || *d.Attempts[0].Status != 204 {
				t.Errorf("the log has %+v", d)
			}
		}
		p, err := o.feed.Changes(t.Context(), changefeed.Question{After: &log[1].Cursor, First: 5})
		if err != nil || len(p.Lines) != 1 || p.Lines[0].ID != "uni_before" {
			t.Errorf("behind the cursor of an event is what comes after it: %+v, %v", p, err)
		}
	})
}

// Ensure that a receiver which is down for an hour misses nothing, has the events of each document in order, and no event
// twice but after an attempt that failed.
func TestDownForAnHour(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		w := o.register(t, r)
		r.always(http.StatusServiceUnavailable)
		ids := []string{"uni_a", "uni_b", "uni_c"}
		for minute := range 60 {
			if minute%10 == 0 {
				for i, id := range ids {
					o.set(t, id, (minute/10+i)%3 != 2)
				}
			}
			o.work(t, time.Minute)
		}
		r.always(http.StatusOK)
		o.set(t, "uni_d", true)
		for range 60 {
			o.work(t, time.Minute)
		}
		arrived, times := map[string][]string{}, map[string]int{}
		for _, g := range r.requests() {
			if times[g.id] > 0 {
				t.Errorf("%s comes again after it arrived", g.id)
			}
			if g.ok {
				times[g.id]++
				id, what, _ := strings.Cut(g.what, " ")
				arrived[id] = append(arrived[id], what)
			}
		}
		for _, d := range o.log(t, w) {
			if d.State != Delivered || times[d.ID] != 1 || d.IsTest() {
				t.Errorf("%s %s of %s arrived %d times", d.Type(), d.State, d.DocumentID, times[d.ID])
			}
		}
		published, changed, withdrawn := "unit.published", "unit.changed", "unit.withdrawn"
		want := map[string][]string{
			"uni_a": {published, changed, withdrawn, published, changed, withdrawn},
			"uni_b": {published, withdrawn, published, changed, withdrawn, published},
			"uni_c": {published, changed, withdrawn, published, changed},
			"uni_d": {published},
		}
		if diff := cmp.Diff(want, arrived); diff != "" {
			t.Errorf("each document's events (-want +got):\n%s", diff)
		}
		since, err := o.FailingSince(t.Context(), access.System(), []string{w.ID})
		if err != nil || since[w.ID] != nil {
			t.Errorf("it fails since %v, %v", since[w.ID], err)
		}
	})
}

func TestGivenUpAndReplayed(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		w := o.register(t, r)
		r.always(http.StatusInternalServerError)
		begun := o.clock.Now()
		o.set(t, "uni_a", true)
		for o.clock.Now().Sub(begun) < 76*time.Hour {
			o.work(t, 10*time.Minute)
		}
		log := o.log(t, w)
		if len(log) != 1 || log[0].State != Dead || log[0].SettledAt.Sub(begun) < 60*time.Hour || log[0].SettledAt.Sub(begun) > GiveUpAfter+time.Hour ||
			int64(len(log[0].Attempts)) != log[0].Tries || log[0].Attempts[0].Answer != "status 500" || log[0].Attempts[0].Failure != WrongAnswer {
			t.Fatalf("after three days: %+v", log[0])
		}
		if now, _ := o.reread(t, w); now.State != Active {
			t.Errorf("it is %s after three days", now.State)
		}
		o.set(t, "uni_a", false)
		for o.clock.Now().Sub(begun) < DisableAfter+8*time.Hour {
			o.work(t, 10*time.Minute)
		}
		now, at := o.reread(t, w)
		if now.State != Disabled || *now.DisabledBecause() != Failing {
			t.Fatalf("it is %s after five days", now.State)
		}
		if tried := len(r.received()); tried > 60 {
			t.Errorf("it was tried %d times", tried)
		}
		o.work(t, 48*time.Hour)
		if got := r.received(); len(got) > 0 {
			t.Errorf("a disabled webhook is sent %v", got)
		}
		r.always(http.StatusOK)
		if _, err := o.Resume(t.Context(), access.System(), at); err != nil {
			t.Fatal(err)
		}
		o.work(t, time.Minute)
		if diff := cmp.Diff([]string{"uni_a unit.withdrawn"}, r.received()); diff != "" {
			t.Errorf("after it was resumed (-want +got):\n%s", diff)
		}
		dead, err := o.Deliveries(t.Context(), access.System(), Filter{WebhookID: w.ID, State: Dead}, store.Page{Limit: 5})
		if err != nil || len(dead) != 1 {
			t.Fatalf("dead are %v, %v", dead, err)
		}
		again, err := o.Replay(t.Context(), access.System(), store.Revision{ID: dead[0].ID, Version: dead[0].Version})
		if err != nil || again.State != Pending {
			t.Fatal(again, err)
		}
		if _, err := o.Replay(t.Context(), access.System(), store.Revision{ID: again.ID, Version: again.Version}); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("what is pending is replayed: %v", err)
		}
		if _, err := o.Replay(t.Context(), access.System(), store.Revision{ID: again.ID, Version: 1}); errs.CodeOf(err) != errs.Conflict {
			t.Errorf("an older version is replayed: %v", err)
		}
		o.work(t, time.Minute)
		if got := r.requests(); len(got) != 1 || got[0].id != dead[0].ID || got[0].what != "uni_a unit.published" {
			t.Errorf("replayed was %v", got)
		}
		r.received()
		_, at = o.reread(t, w)
		for _, tt := range []struct {
			name      string
			since     time.Time
			delivered bool
			want      int64
		}{
			{"what was given up", begun, false, 0},
			{"all", begun, true, 2},
			{"all of the last days", begun.Add(75 * time.Hour), true, 1},
		} {
			w, n, err := o.ReplaySince(t.Context(), access.System(), at, tt.since, tt.delivered)
			if err != nil || n != tt.want {
				t.Fatalf("%s: %d, %v", tt.name, n, err)
			}
			at.Version = w.Version
			o.work(t, time.Minute)
			if got := r.received(); int64(len(got)) != tt.want {
				t.Errorf("%s: received %v", tt.name, got)
			}
		}
	})
}

func TestGoneIsGone(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	w := o.register(t, r)
	r.always(http.StatusGone)
	o.set(t, "uni_a", true)
	o.work(t, time.Second)
	if now, _ := o.reread(t, w); now.State != Disabled || *now.DisabledBecause() != Gone {
		t.Errorf("it is %s", now.State)
	}
}

func TestPausedMissesNothing(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		w := o.register(t, r)
		_, at := o.reread(t, w)
		if _, err := o.Resume(t.Context(), access.System(), at); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("an active one is resumed: %v", err)
		}
		paused, err := o.Pause(t.Context(), access.System(), at)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.Pause(t.Context(), access.System(), at); errs.CodeOf(err) != errs.Conflict {
			t.Errorf("paused from an older version: %v", err)
		}
		o.set(t, "uni_a", true)
		o.set(t, "uni_a", true)
		o.set(t, "uni_b", true)
		o.work(t, time.Minute)
		if got := r.received(); len(got) > 0 {
			t.Errorf("while it is paused: %v", got)
		}
		if _, err := o.Resume(t.Context(), access.System(), store.Revision{ID: w.ID, Version: paused.Version}); err != nil {
			t.Fatal(err)
		}
		o.work(t, time.Minute)
		got := r.received()
		slices.Sort(got)
		if diff := cmp.Diff([]string{"uni_a unit.published", "uni_b unit.published"}, got); diff != "" {
			t.Errorf("after it (-want +got):\n%s", diff)
		}
	})
}

// Ensure that after a rotation the former secret signs beside the new one, until its time is over.
func TestRotation(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		w := o.register(t, r)
		former := r.secret
		_, at := o.reread(t, w)
		w, secret, err := o.Rotate(t.Context(), access.System(), at, 24)
		if err != nil || secret == former || !strings.HasPrefix(secret, "whsec_") || !w.FormerSecretUntil().Equal(o.instant().Add(24*time.Hour)) {
			t.Fatalf("%v, until %v", err, w.FormerSecretUntil())
		}
		o.set(t, "uni_a", true)
		o.work(t, time.Hour) // the receiver has the former secret, and checks by it
		r.knows(secret)
		o.set(t, "uni_a", true)
		o.work(t, time.Hour)
		if got := r.received(); len(got) != 2 {
			t.Errorf("received %v", got)
		}
		o.clock.Advance(24 * time.Hour)
		stored, _ := o.reread(t, w)
		secrets, err := o.secretsOf(stored)
		if err != nil || !slices.Equal(secrets, []string{secret}) {
			t.Errorf("%d secrets sign after the grace, %v", len(secrets), err)
		}
		if _, _, err := o.Rotate(t.Context(), access.System(), store.Revision{ID: w.ID, Version: w.Version}, MaxGraceHours+1); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("a grace without end: %v", err)
		}
	})
}

func TestTestEvents(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	w := o.register(t, r)
	d, err := o.Test(t.Context(), access.System(), w.ID)
	if err != nil || d.State != Delivered || d.Type() != testType || d.AboutID() != nil || *d.Attempts[0].Status != 204 {
		t.Errorf("%+v, %v", d, err)
	}
	r.server.Close()
	d, err = o.Test(t.Context(), access.System(), w.ID)
	if err != nil || d.State != Dead || d.Attempts[0].Failure != NoConnect {
		t.Errorf("nobody is there: %+v, %v", d, err)
	}
	if _, err := o.Replay(t.Context(), access.System(), store.Revision{ID: d.ID, Version: d.Version}); errs.CodeOf(err) != errs.WrongState {
		t.Errorf("a test is replayed: %v", err)
	}
	if got := r.received(); !slices.Equal(got, []string{"webhook.test"}) || len(o.log(t, w)) != 2 {
		t.Errorf("received %v", got)
	}
}

// Ensure that no answer of a name leads where nobody may call: not the first, not a later one, not one among others, and not
// a redirect.
func TestNamesLeadOnlyWhereItIsAllowed(t *testing.T) {
	t.Parallel()
	hit := 0
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { hit++ }))
	t.Cleanup(inside.Close)
	at := netip.MustParseAddrPort(strings.TrimPrefix(inside.URL, "https://"))
	public, loopback := netip.MustParseAddr("8.8.8.8"), at.Addr()
	for _, tt := range []struct {
		name  string
		found []netip.Addr
		want  error
	}{
		{"loopback", []netip.Addr{loopback}, errNotAllowed},
		{"loopback, as resolvers write IPv4 too", []netip.Addr{netip.AddrFrom16(loopback.As16())}, errNotAllowed},
		{"one of several", []netip.Addr{public, loopback}, errNotAllowed},
		{"nothing", nil, errNoName},
	} {
		asked := 0
		c := newCaller(allowed(t), func(context.Context, string) ([]netip.Addr, error) { asked++; return tt.found, nil }, nil)
		if places, err := c.places(t.Context(), "https", "baochi.example.vn:443"); !errors.Is(err, tt.want) || asked != 1 {
			t.Errorf("%s: %v, %v after %d questions", tt.name, places, err, asked)
		}
		_, err := c.post(t.Context(), "https://baochi.example.vn/", http.Header{}, "{}")
		if failure := failureOf(err); errors.Is(tt.want, errNotAllowed) != (failure == NotAllowed) {
			t.Errorf("%s: %s, %v", tt.name, failure, err)
		}
	}
	if hit > 0 {
		t.Errorf("it was called %d times", hit)
	}
	// The second answer of a name that changes is not asked for: what was checked is what is called.
	answers := [][]netip.Addr{{loopback}, {public}}
	c := newCaller(allowed(t, "127.0.0.1"), func(context.Context, string) ([]netip.Addr, error) {
		next := answers[0]
		answers = answers[1:]
		return next, nil
	}, pool(inside))
	if got, err := c.post(t.Context(), "https://example.com:"+inside.URL[strings.LastIndex(inside.URL, ":")+1:], http.Header{}, "{}"); err != nil || got.status != 200 || len(answers) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}

func pool(s *httptest.Server) *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(s.Certificate())
	return p
}

func TestWhyRequestsFail(t *testing.T) {
	t.Parallel()
	secure := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	redirects := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if q.URL.Path != "/" {
			t.Error("a redirect is followed")
		}
		http.Redirect(w, q, "/inside", http.StatusTemporaryRedirect)
	}))
	hangs := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hangs }))
	long := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 1000 {
			_, _ = w.Write([]byte(strings.Repeat("a", 1<<16)))
		}
	}))
	broken := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	for _, s := range []*httptest.Server{secure, redirects, slow, long, broken} {
		t.Cleanup(s.Close)
	}
	t.Cleanup(func() { close(hangs) })
	c := newCaller(allowed(t, "127.0.0.1"), nil, nil)
	post := func(url string) (answer, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		return c.post(ctx, url, http.Header{}, "{}")
	}
	for url, want := range map[string]Failure{
		secure.URL: NoTLS, slow.URL: TimedOut, broken.URL: NoConnect, strings.Replace(redirects.URL, "http:", "https:", 1): NoTLS,
		"https://10.0.0.1/": NotAllowed, "http://127.0.0.1:1/": NoConnect,
	} {
		if got, err := post(url); failureOf(err) != want || err == nil {
			t.Errorf("%s: %+v, %v", url, got, err)
		}
	}
	if got, err := post(redirects.URL + "/"); err != nil || got.status != http.StatusTemporaryRedirect {
		t.Errorf("a redirect: %+v, %v", got, err)
	}
	if got, err := post(long.URL); err != nil || got.status != 200 || len(got.start) != MaxAnswer {
		t.Errorf("an endless answer: %d bytes, %v", len(got.start), err)
	}
}
