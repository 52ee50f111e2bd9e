package graph_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/newsroom"
)

// Ensure that what an administrator registered by the API is told when an article is published and taken off again, signed by
// the secret that was shown, and that the API shows what came of it.
func TestAPublishedArticleIsToldToAWebhook(t *testing.T) {
	t.Parallel()
	for _, backend := range backends(t) {
		t.Run(backend.name, func(t *testing.T) {
			t.Parallel()
			s := newExampleServer(t, backend.open(t))
			p := newPlayer(s)
			p.signIn(t, []string{"quan", "ADMINISTRATOR"})
			settle := func() {
				t.Helper()
				s.settle(t)
				if _, err := s.feed.CatchUp(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := s.hooks.Work(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			settle()

			var secret string
			var events []string
			partner := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				body, err := io.ReadAll(q.Body)
				key, err2 := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
				sum := hmac.New(sha256.New, key)
				_, _ = fmt.Fprintf(sum, "%s.%s.%s", q.Header.Get("webhook-id"), q.Header.Get("webhook-timestamp"), body)
				if want := "v1," + base64.StdEncoding.EncodeToString(sum.Sum(nil)); err != nil || err2 != nil || q.Header.Get("webhook-signature") != want {
					t.Errorf("the signature is %q, want %q", q.Header.Get("webhook-signature"), want)
				}
				var e struct {
					Type string
					Data struct{ ID string }
				}
				if err := json.Unmarshal(body, &e); err != nil {
					t.Error(err)
				}
				events = append(events, e.Type+" "+e.Data.ID)
				_, _ = io.WriteString(w, "đã nhận")
			}))
			t.Cleanup(partner.Close)
			var made struct {
				Data struct{ WebhookCreate struct{ Secret string } }
			}
			answer, _ := p.ask(t, "quan", fmt.Sprintf(`mutation { webhookCreate(input: {url: %q, nouns: [ARTICLE]}) { secret userErrors { code } } }`, partner.URL))
			if err := json.Unmarshal(answer, &made); err != nil || made.Data.WebhookCreate.Secret == "" {
				t.Fatalf("%s, %v", answer, err)
			}
			secret = made.Data.WebhookCreate.Secret

			article := withdrawn(t, s.desk)
			settle()
			if len(events) > 0 { // published and taken off before anybody could be told
				t.Errorf("told of %v", events)
			}
			draft := strings.Replace(article, "art_", "drf_", 1)
			d, err := s.desk.Draft(t.Context(), access.System(), draft)
			if err != nil {
				t.Fatal(err)
			}
			d, err = s.desk.Publish(t.Context(), access.System(), newsroom.Ref{ID: draft, Version: d.Version}, "")
			if err != nil {
				t.Fatal(err)
			}
			settle()
			if _, err = s.desk.Unpublish(t.Context(), access.System(), newsroom.Ref{ID: draft, Version: d.Version}, ""); err != nil {
				t.Fatal(err)
			}
			settle()
			if got, want := strings.Join(events, ", "), "article.published "+article+", article.withdrawn "+article; got != want {
				t.Errorf("told of %s, want %s", got, want)
			}
			log, _ := p.ask(t, "quan", `{ webhookDeliveries { nodes { type documentId state attempts { status answer } } } }`)
			for _, want := range []string{`"article.withdrawn"`, `"article.published"`, article, `"DELIVERED"`, `"status":200`, "đã nhận"} {
				if !strings.Contains(string(log), want) {
					t.Errorf("the log lacks %s: %s", want, log)
				}
			}
		})
	}
}
