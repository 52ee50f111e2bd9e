package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
)

// answer is the payload of a mutation of a draft.
func (r mutationResolver) answer(ctx context.Context, d *newsroom.Draft, err error) (*shape.DraftPayload, error) {
	problems, err := userErrors(ctx, err)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		d = nil
	}
	return &shape.DraftPayload{Draft: d, UserErrors: problems}, nil
}

func (r mutationResolver) ArticleCreate(ctx context.Context, input gen.ArticleCreateInput) (*shape.DraftPayload, error) {
	v := r.viewer(ctx)
	unit := v.UnitID
	if given := givenOrEmpty(input.OwnerUnitID); given != nil {
		unit = *given
	}
	return r.write(ctx, input.Content, func(edits []newsroom.Edit) (*newsroom.Draft, error) {
		var c newsroom.Content
		for _, edit := range edits {
			edit(&c)
		}
		return r.Desk.CreateDraft(ctx, v, c, unit)
	})
}

func (r mutationResolver) ArticleUpdate(ctx context.Context, input gen.ArticleUpdateInput) (*shape.DraftPayload, error) {
	return r.write(ctx, input.Content, func(edits []newsroom.Edit) (*newsroom.Draft, error) {
		return r.Desk.Update(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, value(input.Note), edits...)
	})
}

// write reads what an input wants written, and saves it.
func (r mutationResolver) write(
	ctx context.Context, content *gen.ArticleContentInput, save func([]newsroom.Edit) (*newsroom.Draft, error),
) (*shape.DraftPayload, error) {
	var d *newsroom.Draft
	edits, warnings, err := r.edits(ctx, content)
	if err == nil {
		d, err = save(edits)
		err = atChange(content.Custom, err)
	}
	payload, err := r.answer(ctx, d, inContent(err))
	if payload != nil {
		payload.BodyWarnings = bodyWarnings(ctx, warnings)
	}
	return payload, err
}

// inContent puts the path of an error below the content, where all fields of a draft are but the reason for a change.
func inContent(err error) error {
	if e := errs.As(err); e != nil && len(e.Field) > 0 && e.Field[0] != "note" {
		return at("content", err, e.Field...)
	}
	return err
}

func (r mutationResolver) ArticleRequestChanges(ctx context.Context, input gen.ArticleRequestChangesInput) (*shape.DraftPayload, error) {
	d, err := r.Desk.RequestChanges(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, input.Note)
	return r.answer(ctx, d, err)
}

func (r mutationResolver) ArticleSchedule(ctx context.Context, input gen.ArticleScheduleInput) (*shape.DraftPayload, error) {
	d, err := r.Desk.Schedule(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version},
		input.PublishAt.Value(), input.ExpiresAt.Value(), value(input.Note))
	return r.answer(ctx, d, err)
}

func (r mutationResolver) ArticleCorrect(ctx context.Context, input shape.Notice) (*shape.DraftPayload, error) {
	d, err := r.Desk.Correct(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, input.Notice)
	return r.answer(ctx, d, err)
}

func (r mutationResolver) ArticleRetract(ctx context.Context, input shape.Notice) (*shape.DraftPayload, error) {
	d, err := r.Desk.Retract(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, input.Notice)
	return r.answer(ctx, d, err)
}

// takeStep is a step of the workflow that needs no more than a reason.
type takeStep func(context.Context, access.Viewer, newsroom.Ref, string) (*newsroom.Draft, error)

func (r mutationResolver) step(ctx context.Context, input shape.DraftStep, take takeStep) (*shape.DraftPayload, error) {
	d, err := take(ctx, r.viewer(ctx), input.Ref(), value(input.Note))
	return r.answer(ctx, d, err)
}

func (r mutationResolver) ArticleSubmit(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Submit)
}

func (r mutationResolver) ArticleApprove(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Approve)
}

func (r mutationResolver) ArticlePublish(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Publish)
}

func (r mutationResolver) ArticleUnschedule(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Unschedule)
}

func (r mutationResolver) ArticleUnpublish(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Unpublish)
}

func (r mutationResolver) ArticleArchive(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Archive)
}

func (r mutationResolver) ArticleTrash(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Trash)
}

func (r mutationResolver) ArticleUndelete(ctx context.Context, input shape.DraftStep) (*shape.DraftPayload, error) {
	return r.step(ctx, input, r.Desk.Undelete)
}
