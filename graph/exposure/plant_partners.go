package exposure

import (
	"context"
	"strings"

	"thidua/internal/access"
	"thidua/internal/partner"
	"thidua/internal/store"
)

// partnerItems are a partner, which administrators alone know of, and what its pages asked for; and its token, which nobody is shown
// after it was made, nor what is kept of it.
func partnerItems() []item {
	return []item{{name: "a partner", plant: func(ctx context.Context, p *planter) error {
		partners := partner.New(partner.Config{Store: p.store, Now: p.now, IDs: p.ids})
		made, err := partners.Create(ctx, access.System(), partner.Settings{
			Name: "Báo " + p.word("name"), Origins: []string{"https://" + strings.ToLower(p.word("origin")) + ".vn"},
			Credit: "Theo " + p.word("credit"), Licence: "Giấy phép " + p.word("licence"), LicenceURL: "https://example.vn/" + p.word("licenceUrl"),
			Note: "Gọi " + p.word("note"),
		})
		if err != nil {
			return err
		}
		made, secret, err := partners.RotateToken(ctx, access.System(), store.Revision{ID: made.ID, Version: made.Version})
		if err != nil {
			return err
		}
		if _, err := partners.Admit(ctx, made.ID, made.Origins[0], string(partner.News)); err != nil {
			return err
		}
		if err := partners.Flush(ctx); err != nil {
			return err
		}
		s := access.Subject{Noun: access.Settings}
		p.id(s, "id", made.ID)
		p.mark(s, "origin", textMark, made.Origins[0], p.word("origin"))
		p.text(s, "name", made.Name)
		p.text(s, "credit", made.Credit)
		p.text(s, "licence", made.Licence)
		p.text(s, "licenceUrl", made.LicenceURL)
		p.text(s, "note", made.Note)
		for field, value := range map[string]string{ // of the hash the first half: refusals quote no more than that of what they were given
			"token": strings.TrimPrefix(secret, access.PartnerTokenPrefix), "hash of the token": made.TokenHash[:32],
		} {
			p.mark(s, field, textMark, value, value).Hidden = true
		}
		return nil
	}}}
}
