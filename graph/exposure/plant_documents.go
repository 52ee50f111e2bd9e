package exposure

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/persisted"
)

// documentItems are a saved query, which administrators alone find in a list, whatever others may run.
func documentItems() []item {
	return []item{{name: "a saved query", plant: func(ctx context.Context, p *planter) error {
		name := p.word("name")
		d, err := persisted.New(p.store, p.now, p.ids).Save(ctx, access.System(), persisted.Saving{
			Name: name, Text: "query " + p.word("text") + " { service { name } }",
		})
		if err != nil {
			return err
		}
		s := access.Subject{Noun: access.Documents}
		p.id(s, "id", d.ID)
		p.text(s, "name", d.DocumentID)
		p.text(s, "text", d.Text)
		return nil
	}}}
}
