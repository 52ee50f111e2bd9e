package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/store"
	"thidua/internal/webhook"
)

func (r mutationResolver) WebhookCreate(ctx context.Context, input gen.WebhookCreateInput) (*gen.WebhookCreatePayload, error) {
	w, secret, err := r.Hooks.Create(ctx, r.viewer(ctx), webhook.Settings{
		URL: input.URL, Description: value(input.Description), Nouns: items(input.Nouns), Kinds: items(input.Kinds),
	})
	payload := &gen.WebhookCreatePayload{Webhook: w, Secret: orNull(secret)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookUpdate(ctx context.Context, input gen.WebhookUpdateInput) (*gen.WebhookUpdatePayload, error) {
	payload := &gen.WebhookUpdatePayload{}
	url, err := given(input.URL, "url")
	if err == nil {
		payload.Webhook, err = r.Hooks.Update(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version}, webhook.Change{
			URL: url, Description: givenOrEmpty(input.Description), Nouns: givenList(input.Nouns), Kinds: givenList(input.Kinds),
		})
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookRotateSecret(
	ctx context.Context, input gen.WebhookRotateSecretInput,
) (*gen.WebhookRotateSecretPayload, error) {
	w, secret, err := r.Hooks.Rotate(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version}, input.GraceHours)
	payload := &gen.WebhookRotateSecretPayload{Webhook: w, Secret: orNull(secret)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookPause(ctx context.Context, input gen.WebhookPauseInput) (*gen.WebhookPausePayload, error) {
	w, err := r.Hooks.Pause(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.WebhookPausePayload{Webhook: w}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookResume(ctx context.Context, input gen.WebhookResumeInput) (*gen.WebhookResumePayload, error) {
	w, err := r.Hooks.Resume(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.WebhookResumePayload{Webhook: w}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookRemove(ctx context.Context, input gen.WebhookRemoveInput) (*shape.Removal, error) {
	payload := &shape.Removal{}
	err := r.Hooks.Remove(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	if err == nil {
		payload.RemovedID = &input.ID
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookTest(ctx context.Context, input gen.WebhookTestInput) (*gen.WebhookTestPayload, error) {
	d, err := r.Hooks.Test(ctx, r.viewer(ctx), input.ID)
	payload := &gen.WebhookTestPayload{Delivery: d}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookReplay(ctx context.Context, input gen.WebhookReplayInput) (*gen.WebhookReplayPayload, error) {
	at := store.Revision{ID: input.ID, Version: input.Version}
	w, n, err := r.Hooks.ReplaySince(ctx, r.viewer(ctx), at, input.Since, input.IncludeDelivered)
	payload := &gen.WebhookReplayPayload{Webhook: w}
	if err == nil {
		payload.ReplayedCount = &n
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) WebhookDeliveryReplay(
	ctx context.Context, input gen.WebhookDeliveryReplayInput,
) (*gen.WebhookDeliveryReplayPayload, error) {
	d, err := r.Hooks.Replay(ctx, r.viewer(ctx), store.Revision{ID: input.ID, Version: input.Version})
	payload := &gen.WebhookDeliveryReplayPayload{Delivery: d}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// orNull returns a text, nil for an empty one.
func orNull(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
