package exposure

import (
	"context"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

// privateField is the item that plants a custom field which readers do not see.
const privateField = "a private custom field"

// privateKey is the key of that field.
func privateKey() string { return word(privateField + "/key") }

// names has values for arguments that many fields need, by the name of the argument.
func names() map[string]string { return map[string]string{"key": privateKey()} }

// customItems are a custom field for everybody and one for those who see drafts.
func customItems() []item {
	field := func(name string, define func(*planter) custom.Field, mark func(*planter, *custom.Field)) item {
		return item{name: name, public: true, plant: func(ctx context.Context, p *planter) error {
			f, err := custom.New(p.store, p.now, p.ids).Create(ctx, access.System(), define(p))
			if err == nil {
				mark(p, f)
			}
			return err
		}}
	}
	return []item{
		field("a public custom field", func(*planter) custom.Field {
			return custom.Field{Noun: custom.Article, Key: "nguonTin", Kind: custom.Text, Settings: custom.Settings{
				Label: "Nguồn tin", Public: true, Filterable: true,
			}}
		}, func(*planter, *custom.Field) {}),
		field(privateField, func(p *planter) custom.Field {
			return custom.Field{Noun: custom.Article, Key: privateKey(), Kind: custom.Text, Settings: custom.Settings{
				Label: "Ghi chú " + p.word("label"), Help: "Viết " + p.word("help"), Filterable: true,
			}}
		}, func(p *planter, f *custom.Field) {
			s := access.Subject{Noun: access.Drafts, Field: "custom." + f.Key}
			p.id(s, "id", f.ID)
			p.text(s, "key", f.Key)
			p.text(s, "label", f.Label)
			p.text(s, "help", f.Help)
			for _, m := range p.marks {
				m.anyOne = true
			}
		}),
	}
}

// private is a value in the private field, which even a public article may have.
func (p *planter) private() custom.Values {
	text := "Riêng " + p.word("private")
	return custom.Values{}.With(custom.Change{Key: privateKey(), Value: &custom.Value{Text: &text}})
}

// previewItem is a draft with a link by which those to whom it was given see it.
func previewItem() item {
	return item{name: "a draft with a preview link", plant: func(ctx context.Context, p *planter) error {
		d, err := p.walk(ctx, p.viewer("contributor of the home unit"), p.places.home)
		if err != nil {
			return err
		}
		p.draftMarks(d)
		link, secret, err := p.desk().CreatePreview(ctx, access.System(), store.Revision{ID: d.ID, Version: d.Version}, newsroom.MaxPreviewHours)
		if err != nil {
			return err
		}
		p.id(access.Subject{Noun: access.Drafts, UnitID: d.OwnerUnitID, CreatedBy: d.CreatedBy, State: string(d.State)}, "preview", link.ID)
		p.strings = append(p.strings, secret)
		return nil
	}}
}
