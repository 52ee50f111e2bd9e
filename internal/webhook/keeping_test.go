package webhook

import (
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

func TestWhoMayKeepWebhooks(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	w := o.register(t, r)
	o.set(t, "uni_a", true)
	o.work(t, time.Second)
	d := o.log(t, w)[0]
	at, of := store.Revision{ID: w.ID, Version: w.Version}, store.Revision{ID: d.ID, Version: d.Version}
	viewers := []access.Viewer{access.Anonymous()}
	for _, role := range access.Roles() {
		if role != access.Administrator {
			viewers = append(viewers, access.Viewer{Actor: "usr_1", Role: role})
		}
	}
	for _, v := range viewers {
		_, _, create := o.Create(t.Context(), v, Settings{URL: r.server.URL})
		_, _, rotate := o.Rotate(t.Context(), v, at, 0)
		_, update := o.Update(t.Context(), v, at, Change{})
		_, pause := o.Pause(t.Context(), v, at)
		_, resume := o.Resume(t.Context(), v, at)
		_, test := o.Test(t.Context(), v, w.ID)
		_, replay := o.Replay(t.Context(), v, of)
		_, _, all := o.ReplaySince(t.Context(), v, at, time.Time{}, true)
		_, list := o.List(t.Context(), v, store.Page{Limit: 1})
		_, count := o.Count(t.Context(), v)
		_, one := o.Webhook(t.Context(), v, w.ID)
		_, missing := o.Webhook(t.Context(), v, "whk_none")
		_, deliveries := o.Deliveries(t.Context(), v, Filter{}, store.Page{Limit: 1})
		_, counted := o.CountDeliveries(t.Context(), v, Filter{})
		_, failing := o.FailingSince(t.Context(), v, []string{w.ID})
		for i, err := range []error{
			create, rotate, update, pause, resume, test, replay, all, list, count, one, missing, deliveries, counted, failing, o.Remove(t.Context(), v, at),
		} {
			if code := errs.CodeOf(err); code != errs.Forbidden && code != errs.Unauthenticated {
				t.Errorf("%q, use case %d: %v", v.Role, i, err)
			}
		}
		hooks, err := o.ByID(t.Context(), v, []string{w.ID})
		sent, err2 := o.DeliveriesByID(t.Context(), v, []string{d.ID})
		if len(hooks)+len(sent) > 0 || err != nil || err2 != nil {
			t.Errorf("%q finds them by ID", v.Role)
		}
	}
}

func TestBoundsOfWebhooks(t *testing.T) {
	t.Parallel()
	o := onSQLite(t)
	r := newReceiver(t)
	for _, tt := range []struct {
		name string
		s    Settings
		want errs.Code
	}{
		{"an address that may not be called", Settings{URL: "https://10.0.0.1/"}, errs.Invalid},
		{"a long description", Settings{URL: r.server.URL, Description: strings.Repeat("ă", MaxDescription+1)}, errs.Invalid},
		{"a description that is no text", Settings{URL: r.server.URL, Description: "\xff"}, errs.Invalid},
	} {
		if _, _, err := o.Create(t.Context(), access.System(), tt.s); errs.CodeOf(err) != tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	for range MaxWebhooks {
		o.register(t, r)
	}
	if _, _, err := o.Create(t.Context(), access.System(), Settings{URL: r.server.URL}); errs.CodeOf(err) != errs.Limit {
		t.Errorf("one too many: %v", err)
	}
}

// Ensure that the log keeps within its age and length, and that nothing is left of a webhook that was removed.
func TestTidying(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *office) {
		r := newReceiver(t)
		kept, removed := o.register(t, r), o.register(t, newReceiver(t))
		r.knows("")
		o.set(t, "uni_a", true)
		o.work(t, time.Second)
		o.clock.Advance(KeptFor)
		var writes []store.Write
		for i := range MaxSettled + 5 {
			w, err := o.deliveries.Inserting(&Delivery{WebhookID: kept.ID, Seq: int64(i), State: Dead, Attempts: []Attempt{}}, system(""))
			if err != nil {
				t.Fatal(err)
			}
			writes = append(writes, w)
		}
		if _, err := o.store.Apply(t.Context(), writes...); err != nil {
			t.Fatal(err)
		}
		o.clock.Advance(time.Second)
		if err := o.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		n, err := o.CountDeliveries(t.Context(), access.System(), Filter{WebhookID: kept.ID})
		if err != nil || n != MaxSettled {
			t.Errorf("%d deliveries are kept, %v", n, err)
		}
		// The process that removes one dies before it has cleared up.
		gone, at := o.reread(t, removed)
		if err := o.webhooks.Remove(t.Context(), gone, system("webhook.remove")); err != nil {
			t.Fatal(err)
		}
		if err := o.Remove(t.Context(), access.System(), at); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("removed again: %v", err)
		}
		o.clock.Advance(tidyEvery)
		if err := o.Tidy(t.Context()); err != nil {
			t.Fatal(err)
		}
		_, at = o.reread(t, kept)
		if err := o.Remove(t.Context(), access.System(), at); err != nil {
			t.Fatal(err)
		}
		n, err = o.CountDeliveries(t.Context(), access.System(), Filter{})
		tracks, err2 := o.tracks.Count(t.Context(), nil)
		if n+tracks > 0 || err != nil || err2 != nil {
			t.Errorf("%d deliveries and %d tracks are left, %v %v", n, tracks, err, err2)
		}
	})
}
