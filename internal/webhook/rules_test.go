package webhook

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/changefeed"
	"thidua/internal/store"
)

func day() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

func TestWhenItIsTriedAgain(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		n      int
		after  time.Duration // since the first attempt
		random float64
		asked  time.Duration
		want   time.Duration // since now; 0 for never
	}{
		{"the first time", 1, 0, 0.5, 0, 5 * time.Second},
		{"spread to the shortest", 1, 0, 0, 0, 4 * time.Second},
		{"spread to almost the longest", 3, 0, 0.75, 0, 132 * time.Second},
		{"the ninth time", 9, 20 * time.Hour, 0.5, 0, 8 * time.Hour},
		{"the last delay is repeated", 14, 60 * time.Hour, 0.5, 0, 8 * time.Hour},
		{"just within three days", 14, 64 * time.Hour, 0.5, 0, 8 * time.Hour},
		{"beyond three days", 14, 64*time.Hour + time.Second, 0.5, 0, 0},
		{"the receiver asks for more", 1, 0, 0.5, time.Minute, time.Minute},
		{"the receiver asks for less", 5, 0, 0.5, time.Minute, 30 * time.Minute},
		{"the receiver asks for too much", 1, 0, 0.5, 1000 * time.Hour, 6 * time.Hour},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			at, ok := next(tt.n, day(), day().Add(tt.after), tt.random, tt.asked)
			if ok != (tt.want > 0) || ok && at.Sub(day().Add(tt.after)) != tt.want {
				t.Errorf("after %s, %t", at.Sub(day().Add(tt.after)), ok)
			}
		})
	}
}

// Ensure that whatever chance says, a delivery is tried for almost three days, not longer, and not too often.
func TestHowLongItIsTried(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now, n := day(), 0
		for {
			n++
			at, ok := next(n, day(), now, rapid.Float64Range(0, 0.999).Draw(t, "random"), 0)
			if !ok {
				break
			}
			if !at.After(now) {
				t.Fatalf("attempt %d is not later than the one before", n+1)
			}
			now = at
		}
		if tried := now.Sub(day()); tried < 60*time.Hour || tried > GiveUpAfter || n > MaxAttempts {
			t.Errorf("%d attempts within %s", n, tried)
		}
	})
}

// The vector is that of the test suites of the reference libraries.
func TestSignaturesAreThoseOfTheSpecification(t *testing.T) {
	t.Parallel()
	const secret, id, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", `{"test": 2432232314}`
	const want = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	at := time.Unix(1614265330, 999_000_000)
	if got, err := signatures([]string{secret}, id, at, []byte(body)); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	other, err := newSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	both, err := signatures([]string{other, secret}, id, at, []byte(body))
	alone, _ := signatures([]string{other}, id, at, []byte(body))
	if err != nil || both != alone+" "+want || alone == want {
		t.Errorf("of two secrets: %q, %v", both, err)
	}
	for _, wrong := range []string{"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_!"} {
		if _, err := signatures([]string{wrong}, id, at, []byte(body)); err == nil {
			t.Errorf("%q is a secret", wrong)
		}
	}
}

func TestSecretsSignAfterARotationForTheGraceAlone(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) *time.Time { a := day().Add(d); return &a }
	secret := func(name string, expires *time.Time) Secret { return Secret{Sealed: name, ExpiresAt: expires} }
	for _, tt := range []struct {
		name   string
		before []Secret
		grace  time.Duration
		want   []Secret
	}{
		{"one", []Secret{secret("a", nil)}, time.Hour, []Secret{secret("n", nil), secret("a", at(time.Hour))}},
		{"no grace", []Secret{secret("a", nil)}, 0, []Secret{secret("n", nil)}},
		{
			"no grace ends that of the one before too",
			[]Secret{secret("b", nil), secret("a", at(time.Hour))},
			0,
			[]Secret{secret("n", nil)},
		},
		{
			"a grace is never prolonged",
			[]Secret{secret("b", nil), secret("a", at(time.Hour))},
			2 * time.Hour,
			[]Secret{secret("n", nil), secret("b", at(2*time.Hour)), secret("a", at(time.Hour))},
		},
		{
			"what is over is forgotten",
			[]Secret{secret("b", nil), secret("a", at(-time.Hour))},
			time.Hour,
			[]Secret{secret("n", nil), secret("b", at(time.Hour))},
		},
		{
			"three at most",
			[]Secret{secret("c", nil), secret("b", at(time.Hour)), secret("a", at(time.Hour))},
			time.Hour,
			[]Secret{secret("n", nil), secret("c", at(time.Hour)), secret("b", at(time.Hour))},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := &Webhook{Secrets: tt.before}
			if diff := cmp.Diff(tt.want, w.rotated(secret("n", nil), day(), tt.grace)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOfADocumentOnlyTheEarliestIsTried(t *testing.T) {
	t.Parallel()
	d := func(id, document string, due time.Duration) *Delivery {
		return &Delivery{Head: store.Head{ID: id}, DocumentID: document, DueAt: day().Add(due)}
	}
	for _, tt := range []struct {
		name    string
		pending []*Delivery
		want    string // of what is due
		then    time.Duration
	}{
		{"nothing", nil, "", 0},
		{"two documents", []*Delivery{d("1", "a", 0), d("2", "b", 0)}, "1 2 ", 0},
		{"the second of a document waits", []*Delivery{d("1", "a", 0), d("2", "a", -time.Hour), d("3", "b", 0)}, "1 3 ", 0},
		{"it waits for one that is not due, too", []*Delivery{d("1", "a", time.Hour), d("2", "a", 0), d("3", "b", 0)}, "3 ", time.Hour},
		{"who waits longest is first", []*Delivery{d("1", "a", 0), d("2", "b", -time.Hour)}, "2 1 ", 0},
		{"nothing is due", []*Delivery{d("1", "a", time.Hour), d("2", "b", time.Minute), d("3", "b", 0)}, "", time.Minute},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			due, then := heads(tt.pending, day())
			got := ""
			for _, d := range due {
				got += d.ID + " "
			}
			if got != tt.want || (then == nil) != (tt.then == 0) || then != nil && then.Sub(day()) != tt.then {
				t.Errorf("%q, then %v", got, then)
			}
		})
	}
}

func TestWhatBecomesOfADeliveryAfterAnAttempt(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) *time.Time { a := day().Add(d); return &a }
	failed, arrived := Attempt{At: day(), DurationMS: 1000, Failure: TimedOut}, Attempt{At: day(), DurationMS: 1000}
	for _, tt := range []struct {
		name    string
		first   *time.Time
		a       Attempt
		test    bool
		resumed *time.Time
		want    DeliveryState
	}{
		{"it arrived", nil, arrived, false, nil, Delivered},
		{"it arrived after days", at(-100 * time.Hour), arrived, false, nil, Delivered},
		{"it failed", nil, failed, false, nil, Pending},
		{"it failed for three days", at(-GiveUpAfter), failed, false, nil, Dead},
		{"most of the three days its webhook was paused", at(-GiveUpAfter), failed, false, at(-time.Hour), Pending},
		{"the pause was before", at(-GiveUpAfter), failed, false, at(-100 * time.Hour), Dead},
		{"a test failed", nil, failed, true, nil, Dead},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := &Delivery{DocumentID: "uni_a", State: Pending, FirstTriedAt: tt.first, Attempts: make([]Attempt, MaxAttempts)}
			if tt.test {
				d.DocumentID = ""
			}
			is := d.after(tt.a, 0.5, 0, tt.resumed)
			if is.State != tt.want || is.Tries != 1 || len(is.Attempts) != MaxAttempts || !cmp.Equal(is.Attempts[MaxAttempts-1], tt.a) {
				t.Errorf("it is %+v", is)
			}
			if (is.SettledAt == nil) != (is.State == Pending) || is.State == Pending && !is.DueAt.Equal(day().Add(6*time.Second)) {
				t.Errorf("settled %v, due %v", is.SettledAt, is.DueAt)
			}
		})
	}
}

func TestWhatAWebhookWants(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		nouns []changefeed.Noun
		kinds []changefeed.Kind
		want  bool // an article that was withdrawn
	}{
		{nil, nil, true},
		{[]changefeed.Noun{changefeed.Article}, nil, true},
		{[]changefeed.Noun{changefeed.Unit}, nil, false},
		{nil, []changefeed.Kind{changefeed.Removed}, true},
		{nil, []changefeed.Kind{changefeed.Created, changefeed.Updated}, false},
		{[]changefeed.Noun{changefeed.Article}, []changefeed.Kind{changefeed.Created}, false},
	} {
		w := &Webhook{Nouns: tt.nouns, Kinds: tt.kinds}
		if got := w.wants(changefeed.Article, changefeed.Removed); got != tt.want {
			t.Errorf("%v %v: %t", tt.nouns, tt.kinds, got)
		}
	}
}

// Ensure that each noun and kind has a type, of the form that the specification recommends, and a body that stays small.
func TestTypesAndBodiesOfEvents(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, noun := range changefeed.Nouns() {
		for _, kind := range kinds() {
			d := &Delivery{DocumentID: "bly_01M80K4FW0V63QXKKDVSFBHNZE", Noun: noun, Kind: kind, Cursor: "MTowMU04MEs0RlcwVjYzUVhLS0RWU0ZCSE5aRTo5OTk5OTk", At: day()}
			body, err := d.Payload()
			if err != nil || len(body) > 400 || seen[d.Type()] {
				t.Errorf("%s: %s, %v", d.Type(), body, err)
			}
			seen[d.Type()] = true
		}
	}
	d := &Delivery{DocumentID: "art_1", Noun: changefeed.Article, Kind: changefeed.Created, Cursor: "c", At: day()}
	body, _ := d.Payload()
	want := `{"type":"article.published","timestamp":"2026-11-22T03:00:00.000Z","data":{"id":"art_1","noun":"ARTICLE","kind":"CREATED","cursor":"c"}}`
	if body != want {
		t.Error(body)
	}
	if body, _ = (&Delivery{At: day()}).Payload(); body != `{"type":"webhook.test","timestamp":"2026-11-22T03:00:00.000Z","data":{}}` {
		t.Error(body)
	}
}

func TestAnswersAreReadable(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"ok\n": "ok", "<b>\r\n\tnhận\x00 rồi\xff</b>": "<b>   nhận rồi</b>", "\u202eevil": "evil", "": "",
	} {
		if got := readable([]byte(in)); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	if got := readable([]byte(fmt.Sprintf("%2000s", "é"))); len([]rune(got)) > MaxAnswer {
		t.Error("an answer is kept whole")
	}
}

func TestSealedSecretsAreBoundToTheirWebhookAndKey(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "new", "webhook-key")
	key, err := OpenKey(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenKey(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the key: %v, %v", info, err)
	}
	sealed, err := key.seal(rand.Reader, "whk_1", "whsec_x")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := again.open("whk_1", sealed); err != nil || got != "whsec_x" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := key.open("whk_2", sealed); err == nil {
		t.Error("another webhook opens it")
	}
	other, _ := NewKey(make([]byte, keyBytes))
	if _, err := other.open("whk_1", sealed); err == nil {
		t.Error("another key opens it")
	}
	for _, wrong := range []string{"", "x", "QUJD"} {
		if _, err := key.open("whk_1", wrong); err == nil {
			t.Errorf("%q is opened", wrong)
		}
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKey(path); err == nil {
		t.Error("a broken key is taken, or replaced")
	}
}
