package exposure

import (
	"context"
	"crypto/sha256"
	"math/rand/v2"
	"strings"

	"thidua/internal/access"
	"thidua/internal/changefeed"
	"thidua/internal/journal"
	"thidua/internal/webhook"
)

// webhookItems are a webhook and what it was sent, which administrators alone know of; and its secret, which nobody is shown
// after it was made.
func webhookItems() []item {
	return []item{{name: "a webhook", plant: func(ctx context.Context, p *planter) error {
		key, err := webhook.NewKey(make([]byte, 32))
		if err != nil {
			return err
		}
		diary := journal.New(p.store, journal.Config{Now: p.now})
		hooks := webhook.New(webhook.Config{
			Store: p.store, Now: p.now, IDs: p.ids, Key: key, Entropy: rand.NewChaCha8(sha256.Sum256([]byte(p.item))),
			Feed: changefeed.New(p.store, p.now, p.ids, diary, nil, nil), // nothing happens while it is planted
		})
		w, secret, err := hooks.Create(ctx, access.System(), webhook.Settings{
			URL: "https://" + p.word("host") + ".vn/" + p.word("path"), Description: "Báo " + p.word("description"),
		})
		if err != nil {
			return err
		}
		s := access.Subject{Noun: access.Settings}
		p.id(s, "id", w.ID)
		p.text(s, "description", w.Description)
		p.mark(s, "url", textMark, w.URL, p.word("path"))
		for field, value := range map[string]string{
			"secret": strings.TrimPrefix(secret, "whsec_"), "sealed secret": w.Secrets[0].Sealed,
		} {
			p.mark(s, field, textMark, value, value).Hidden = true
		}
		return nil
	}}}
}
