package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) UnitCreate(ctx context.Context, input register.NewUnit) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateUnit)
}

func (r mutationResolver) UnitUpdate(ctx context.Context, input gen.UnitUpdateInput) (*shape.UnitPayload, error) {
	change, err := unitUpdate(input)
	if err != nil {
		return answer[register.Unit](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateUnit)
}

// unitUpdate is the change that an input wants.
func unitUpdate(input gen.UnitUpdateInput) (c register.UnitChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.ShortName = givenOrEmpty(input.ShortName)
	c.Aliases = givenList(input.Aliases)
	c.Code = givenOrEmpty(input.Code)
	if c.Slug, err = given(input.Slug, "slug"); err != nil {
		return c, err
	}
	if c.Type, err = given(input.Type, "type"); err != nil {
		return c, err
	}
	c.Level, err = given(input.Level, "level")
	return c, err
}

func (r mutationResolver) UnitRename(ctx context.Context, input register.UnitRename) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.RenameUnit)
}

func (r mutationResolver) UnitMove(ctx context.Context, input register.UnitMove) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.MoveUnit)
}

func (r mutationResolver) UnitTransferProvince(ctx context.Context, input register.UnitTransfer) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.TransferProvince)
}

func (r mutationResolver) UnitMerge(ctx context.Context, input register.UnitMerger) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.MergeUnits)
}

func (r mutationResolver) UnitDissolve(ctx context.Context, input register.UnitDissolution) (*shape.UnitPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.DissolveUnit)
}

func (r mutationResolver) UnitRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveUnit)
}
