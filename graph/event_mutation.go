package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
)

func (r mutationResolver) EventHold(ctx context.Context, input register.NewEvent) (*shape.EventPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.HoldEvent)
}

func (r mutationResolver) EventUpdate(ctx context.Context, input gen.EventUpdateInput) (*shape.EventPayload, error) {
	change, err := eventUpdate(input)
	if err != nil {
		return answer[register.Event](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateEvent)
}

// eventUpdate is the change that an input wants.
func eventUpdate(input gen.EventUpdateInput) (c register.EventChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Session = givenOrEmpty(input.Session)
	c.RawDate = givenOrEmpty(input.RawDate)
	c.VenueText = givenOrEmpty(input.VenueText)
	c.HostUnitID = givenOrEmpty(input.HostUnitID)
	c.OrganizerBlocID = givenOrEmpty(input.OrganizerBlocID)
	c.OrganizerUnitID = givenOrEmpty(input.OrganizerUnitID)
	c.BlocYearIDs = givenList(input.BlocYearIds)
	c.ParticipantIDs = givenList(input.ParticipantIds)
	if c.Type, err = given(input.Type, "type"); err != nil {
		return c, err
	}
	if c.Title, err = given(input.Title, "title"); err != nil {
		return c, err
	}
	if c.StartsOn, err = given(input.StartsOn, "startsOn"); err != nil {
		return c, err
	}
	c.DateInferred, err = given(input.IsDateInferred, "isDateInferred")
	return c, err
}

func (r mutationResolver) EventRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveEvent)
}

func (r mutationResolver) MovementLaunch(ctx context.Context, input register.NewMovement) (*shape.MovementPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.LaunchMovement)
}

func (r mutationResolver) MovementUpdate(ctx context.Context, input gen.MovementUpdateInput) (*shape.MovementPayload, error) {
	change, err := movementUpdate(input)
	if err != nil {
		return answer[register.Movement](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateMovement)
}

// movementUpdate is the change that an input wants.
func movementUpdate(input gen.MovementUpdateInput) (c register.MovementChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.ParentID = givenOrEmpty(input.ParentID)
	c.To = givenOrEmpty(input.To)
	c.Occasion = givenOrEmpty(input.Occasion)
	c.Purpose = givenOrEmpty(input.Purpose)
	c.BlocYearIDs = givenList(input.BlocYearIds)
	if c.Name, err = given(input.Name, "name"); err != nil {
		return c, err
	}
	if c.Form, err = given(input.Form, "form"); err != nil {
		return c, err
	}
	if c.Level, err = given(input.Level, "level"); err != nil {
		return c, err
	}
	c.From, err = given(input.From, "from")
	return c, err
}

func (r mutationResolver) MovementRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveMovement)
}

func (r mutationResolver) PersonCreate(ctx context.Context, input register.NewPerson) (*shape.PersonPayload, error) {
	return recorded(ctx, r.viewer(ctx), input, r.Register.CreatePerson)
}

func (r mutationResolver) PersonUpdate(ctx context.Context, input gen.PersonUpdateInput) (*shape.PersonPayload, error) {
	change, err := personUpdate(input)
	if err != nil {
		return answer[register.Person](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdatePerson)
}

// personUpdate is the change that an input wants.
func personUpdate(input gen.PersonUpdateInput) (c register.PersonChange, err error) {
	c.ID, c.Version = input.ID, input.Version
	c.Honorific = givenOrEmpty(input.Honorific)
	c.Positions = givenParts(input.Positions)
	c.StaffCategory = givenOrEmpty(input.StaffCategory)
	if c.FullName, err = given(input.FullName, "fullName"); err != nil {
		return c, err
	}
	c.Public, err = given(input.IsPublic, "isPublic")
	return c, err
}

func (r mutationResolver) PersonRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemovePerson)
}
