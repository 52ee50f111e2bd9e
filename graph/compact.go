package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r blocYearResolver) Compact(ctx context.Context, y *register.BlocYear) (*register.Compact, error) {
	compacts, err := edge(ctx, y, func(ctx context.Context, years []*register.BlocYear) (map[string]*register.Compact, error) {
		byYear, err := r.Register.CompactsOfBlocYears(ctx, r.viewer(ctx), idsOf(years))
		adopt(ctx, pick(idsOf(years), byYear))
		return byYear, err
	})
	return compacts[y.ID], err
}

// Compact returns the resolvers of compacts.
func (r *Resolver) Compact() gen.CompactResolver { return compactResolver{r} }

type compactResolver struct{ *Resolver }

func (r compactResolver) BlocYear(ctx context.Context, c *register.Compact) (*register.BlocYear, error) {
	return one(ctx, c, func(c *register.Compact) string { return c.BlocYearID }, r.blocYears)
}

func (r compactResolver) Bloc(ctx context.Context, c *register.Compact) (*register.Bloc, error) {
	return one(ctx, c, func(c *register.Compact) string { return c.BlocID }, r.blocs)
}

func (r compactResolver) Event(ctx context.Context, c *register.Compact) (*register.Event, error) {
	return one(ctx, c, func(c *register.Compact) string { return c.EventID }, r.events)
}

func (r compactResolver) Signatories(ctx context.Context, c *register.Compact) ([]*register.Signatory, error) {
	return parts(ctx, c, func(c *register.Compact) []register.Signatory { return c.Signatories })
}

// Signatory returns the resolvers of signatories.
func (r *Resolver) Signatory() gen.SignatoryResolver { return signatoryResolver{r} }

type signatoryResolver struct{ *Resolver }

func (r signatoryResolver) Unit(ctx context.Context, s *register.Signatory) (*register.Unit, error) {
	return one(ctx, s, func(s *register.Signatory) string { return s.UnitID }, r.units)
}

func (r signatoryResolver) Person(ctx context.Context, s *register.Signatory) (*register.Person, error) {
	return one(ctx, s, func(s *register.Signatory) string { return s.PersonID }, r.people)
}

func (r mutationResolver) CompactSign(ctx context.Context, input register.CompactToSign) (*shape.CompactPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.SignCompact)
}

func (r mutationResolver) CompactAddSignatures(ctx context.Context, input register.CompactSignatures) (*shape.CompactPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.AddSignatures)
}

func (r mutationResolver) CompactUpdate(ctx context.Context, input gen.CompactUpdateInput) (*shape.CompactPayload, error) {
	return recorded(ctx, r.viewer(ctx), register.CompactChange{
		ID: input.ID, Version: input.Version, Contents: givenList(input.Contents),
		EventID: givenOrEmpty(input.EventID), Paper: givenOrEmpty(input.Paper),
	}, r.Register.UpdateCompact)
}

func (r mutationResolver) CompactRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveCompact)
}
