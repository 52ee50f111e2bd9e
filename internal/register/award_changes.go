package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// AwardDecision is the input of the decision on an award: the paper that gives it, or why it is refused.
type AwardDecision struct {
	ID             string
	Version        int64
	DecisionID     string // approves the award
	RejectedReason string // rejects it
}

// DecideAward records that a nominated award was given by a decision, or that it was refused.
func (r *Register) DecideAward(ctx context.Context, v access.Viewer, in AwardDecision) (*Award, error) {
	if in.RejectedReason != "" && in.DecisionID == "" {
		a, err := act(v, "award.reject", in.RejectedReason)
		if err = cmp.Or(err, cleanReason("rejectedReason", &in.RejectedReason)); err != nil {
			return nil, err
		}
		return change(ctx, r.awards, in.ID, in.Version, a, func(a *Award) (*Award, error) { return a.rejected(in.RejectedReason) })
	}
	a, err := act(v, "award.approve", "")
	if err != nil {
		return nil, err
	}
	if in.DecisionID == "" || in.RejectedReason != "" {
		return nil, errs.InvalidField("decisionId",
			"Hãy nêu quyết định khen thưởng, hoặc lý do không xét tặng.",
			"Name either the decision that gives the award or the reason why it is refused.")
	}
	d, issuer, err := r.decision(ctx, in.DecisionID)
	if err != nil {
		return nil, err
	}
	return change(ctx, r.awards, in.ID, in.Version, a, func(a *Award) (*Award, error) { return a.decided(d, issuer) })
}

// Presentation is the input of the handing over of an award.
type Presentation struct {
	ID      string
	Version int64
	On      viet.Date
	EventID string // if it was at an event
}

// PresentAward records that an award was handed over.
func (r *Register) PresentAward(ctx context.Context, v access.Viewer, in Presentation) (*Award, error) {
	a, err := act(v, "award.present", "")
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	return change(ctx, r.awards, in.ID, in.Version, a, func(a *Award) (*Award, error) { return a.presented(in.On, in.EventID) })
}

// AwardRevocation is the input of a revocation.
type AwardRevocation struct {
	ID         string
	Version    int64
	DecisionID string // the decision that revokes, whose day is that of the revocation
	Reason     string
}

// RevokeAward records that an award was taken back. The grant stays on record.
func (r *Register) RevokeAward(ctx context.Context, v access.Viewer, in AwardRevocation) (*Award, error) {
	a, err := act(v, "award.revoke", in.Reason)
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d, _, err := r.decision(ctx, in.DecisionID)
	if err != nil {
		return nil, err
	}
	return change(ctx, r.awards, in.ID, in.Version, a, func(a *Award) (*Award, error) { return a.revoked(d, in.Reason) })
}

// cleanReason cleans a text of many lines that must not be empty.
func cleanReason(path string, text *string) error {
	if err := cleanBody(path, text); err != nil {
		return err
	}
	if viet.CleanTitle(*text) == "" {
		return errs.InvalidField(path, "Hãy nêu lý do.", "Give the reason.")
	}
	return nil
}
