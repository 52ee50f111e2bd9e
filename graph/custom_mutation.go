package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/internal/custom"
)

func (r mutationResolver) CustomFieldCreate(ctx context.Context, input gen.CustomFieldCreateInput) (*gen.CustomFieldCreatePayload, error) {
	payload := &gen.CustomFieldCreatePayload{}
	edit, err := settingsEdit(settingsOf(input))
	if err == nil {
		f := custom.Field{Noun: input.Noun, Key: input.Key, Kind: input.Kind, ItemKind: value(input.ItemKind), Target: value(input.Target)}
		edit(&f.Settings)
		payload.CustomField, err = r.Fields.Create(ctx, r.viewer(ctx), f)
	}
	fieldsChanged(ctx)
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) CustomFieldUpdate(ctx context.Context, input gen.CustomFieldUpdateInput) (*gen.CustomFieldUpdatePayload, error) {
	payload := &gen.CustomFieldUpdatePayload{}
	edit, err := settingsEdit(input)
	if err == nil {
		payload.CustomField, err = r.Fields.Update(ctx, r.viewer(ctx), input.ID, input.Version, edit)
	}
	fieldsChanged(ctx)
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) CustomFieldRetire(ctx context.Context, input gen.CustomFieldRetireInput) (*gen.CustomFieldRetirePayload, error) {
	f, err := r.Fields.Retire(ctx, r.viewer(ctx), input.ID, input.Version, true)
	fieldsChanged(ctx)
	payload := &gen.CustomFieldRetirePayload{CustomField: f}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) CustomFieldRestore(ctx context.Context, input gen.CustomFieldRestoreInput) (*gen.CustomFieldRestorePayload, error) {
	f, err := r.Fields.Retire(ctx, r.viewer(ctx), input.ID, input.Version, false)
	fieldsChanged(ctx)
	payload := &gen.CustomFieldRestorePayload{CustomField: f}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// settingsOf returns the settings of a new field as changes of none.
func settingsOf(in gen.CustomFieldCreateInput) gen.CustomFieldUpdateInput {
	return gen.CustomFieldUpdateInput{
		Label: graphql.OmittableOf(&in.Label), LabelEn: in.LabelEn, Help: in.Help,
		IsRequired: in.IsRequired, IsFilterable: in.IsFilterable, IsPublic: in.IsPublic, Ordinal: in.Ordinal,
		MinLength: in.MinLength, MaxLength: in.MaxLength, MinNumber: in.MinNumber, MaxNumber: in.MaxNumber, Decimals: in.Decimals,
		EarliestDate: in.EarliestDate, LatestDate: in.LatestDate, MaxItems: in.MaxItems, Choices: in.Choices,
	}
}

// settingsEdit returns the change of a field's settings that an input asks for: none for what is absent.
func settingsEdit(in gen.CustomFieldUpdateInput) (func(*custom.Settings), error) {
	label, err := given(in.Label, "label")
	if err != nil {
		return nil, err
	}
	return func(s *custom.Settings) {
		set(&s.Label, label)
		set(&s.LabelEn, givenOrEmpty(in.LabelEn))
		set(&s.Help, givenOrEmpty(in.Help))
		set(&s.Required, givenOrEmpty(in.IsRequired))
		set(&s.Filterable, givenOrEmpty(in.IsFilterable))
		set(&s.Public, givenOrEmpty(in.IsPublic))
		set(&s.Ordinal, givenOrEmpty(in.Ordinal))
		set(&s.Decimals, givenOrEmpty(in.Decimals))
		replace(&s.MinLength, in.MinLength)
		replace(&s.MaxLength, in.MaxLength)
		replace(&s.MinNumber, in.MinNumber)
		replace(&s.MaxNumber, in.MaxNumber)
		replace(&s.EarliestDate, in.EarliestDate)
		replace(&s.LatestDate, in.LatestDate)
		replace(&s.MaxItems, in.MaxItems)
		if in.Choices.IsSet() {
			s.Choices = nil
			for _, o := range in.Choices.Value() {
				s.Choices = append(s.Choices, *o)
			}
		}
	}, nil
}

// replace changes a part that may be empty if the input has it.
func replace[T any](part **T, o graphql.Omittable[*T]) {
	if v, isSet := o.ValueOK(); isSet {
		*part = v
	}
}
