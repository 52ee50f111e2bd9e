package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) BlocCreate(ctx context.Context, input register.NewBloc) (*shape.BlocPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreateBloc)
}

func (r mutationResolver) BlocUpdate(ctx context.Context, input gen.BlocUpdateInput) (*shape.BlocPayload, error) {
	change, err := blocUpdate(input)
	if err != nil {
		return answer[register.Bloc](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateBloc)
}

// blocUpdate is the change that an input wants.
func blocUpdate(input gen.BlocUpdateInput) (c register.BlocChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.ShortName = givenOrEmpty(input.ShortName)
	c.Aliases = givenList(input.Aliases)
	c.ParentID = givenOrEmpty(input.ParentID)
	c.SupervisorID = givenOrEmpty(input.SupervisorID)
	c.EstablishedByID = givenOrEmpty(input.EstablishedByID)
	if c.Slug, err = given(input.Slug, "slug"); err != nil {
		return c, err
	}
	if c.Kind, err = given(input.Kind, "kind"); err != nil {
		return c, err
	}
	c.Level, err = given(input.Level, "level")
	return c, err
}

func (r mutationResolver) BlocRename(ctx context.Context, input register.BlocRename) (*shape.BlocPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.RenameBloc)
}

func (r mutationResolver) BlocEnd(ctx context.Context, input register.BlocEnd) (*shape.BlocPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.EndBloc)
}

func (r mutationResolver) BlocRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveBloc)
}

func (r mutationResolver) BlocJoin(ctx context.Context, input register.BlocJoining) (*shape.BlocMembershipPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.JoinBloc)
}

func (r mutationResolver) BlocLeave(ctx context.Context, input register.BlocLeaving) (*shape.BlocMembershipPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.LeaveBloc)
}

func (r mutationResolver) BlocMembershipUpdate(ctx context.Context, input gen.BlocMembershipUpdateInput) (*shape.BlocMembershipPayload, error) {
	change, err := blocMembershipUpdate(input)
	if err != nil {
		return answer[register.BlocMembership](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateMembership)
}

// blocMembershipUpdate is the change that an input wants.
func blocMembershipUpdate(input gen.BlocMembershipUpdateInput) (c register.MembershipChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.To = givenOrEmpty(input.To)
	c.Reason = givenOrEmpty(input.Reason)
	c.DocumentID = givenOrEmpty(input.DocumentID)
	if c.Ordinal, err = given(input.Ordinal, "ordinal"); err != nil {
		return c, err
	}
	c.From, err = given(input.From, "from")
	return c, err
}

func (r mutationResolver) BlocMembershipRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveMembership)
}

func (r mutationResolver) BlocYearOpen(ctx context.Context, input register.NewBlocYear) (*shape.BlocYearPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.OpenBlocYear)
}

func (r mutationResolver) BlocYearUpdate(ctx context.Context, input gen.BlocYearUpdateInput) (*shape.BlocYearPayload, error) {
	return recorded(ctx, r.viewer(ctx), blocYearUpdate(input), r.Register.UpdateBlocYear)
}

// blocYearUpdate is the change that an input wants.
func blocYearUpdate(input gen.BlocYearUpdateInput) (c register.BlocYearUpdate) {
	c.ID, c.Version = input.ID, input.Version
	c.FlagQuota = givenOrNull(input.FlagQuota)
	c.CertificateQuota = givenOrNull(input.CertificateQuota)
	c.Assessment = givenOrEmpty(input.Assessment)
	return c
}

func (r mutationResolver) BlocYearReviewMidYear(ctx context.Context, input register.BlocYearStep) (*shape.BlocYearPayload, error) {
	input.To = register.MidYearReviewed
	return recorded(ctx, r.viewer(ctx), input, r.Register.AdvanceBlocYear)
}

func (r mutationResolver) BlocYearReviewFinal(ctx context.Context, input register.BlocYearStep) (*shape.BlocYearPayload, error) {
	input.To = register.FinalReviewed
	return recorded(ctx, r.viewer(ctx), input, r.Register.AdvanceBlocYear)
}

func (r mutationResolver) BlocYearClose(ctx context.Context, input register.BlocYearStep) (*shape.BlocYearPayload, error) {
	input.To = register.Closed
	return recorded(ctx, r.viewer(ctx), input, r.Register.AdvanceBlocYear)
}

func (r mutationResolver) BlocYearRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveBlocYear)
}

func (r mutationResolver) OfficePropose(ctx context.Context, input register.OfficeProposal) (*shape.OfficeTermPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ProposeOfficer)
}

func (r mutationResolver) OfficeConfirm(ctx context.Context, input register.OfficeConfirmation) (*shape.OfficeTermPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.ConfirmOfficer)
}

func (r mutationResolver) OfficeDecline(ctx context.Context, input register.OfficeDecline) (*shape.OfficeTermPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.DeclineOfficer)
}

func (r mutationResolver) OfficeEnd(ctx context.Context, input register.OfficeEnd) (*shape.OfficeTermPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.EndOffice)
}

func (r mutationResolver) OfficeRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveOffice)
}
