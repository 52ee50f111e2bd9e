package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// AwardNomination is the input of the nomination of an award that was registered.
type AwardNomination struct {
	ID      string
	Version int64
	On      viet.Date // if known
	EventID string    // the meeting, if it is on record
}

// NominateRegistered records that a registered award is proposed now.
func (r *Register) NominateRegistered(ctx context.Context, v access.Viewer, in AwardNomination) (*Award, error) {
	d, err := begin(v, access.Submit, "award.nominate", "")
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) { return a.nominated(in.On, in.EventID) })
}

// AwardSubmission is the input of the handing in of an award.
type AwardSubmission struct {
	ID      string
	Version int64
	On      viet.Date // if known
}

// SubmitAward records that an award was handed in to who decides, also again after it was returned.
func (r *Register) SubmitAward(ctx context.Context, v access.Viewer, in AwardSubmission) (*Award, error) {
	d, err := begin(v, access.Submit, "award.submit", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) { return a.submitted(in.On) })
}

// AwardReason is the input of a step that needs a reason.
type AwardReason struct {
	ID      string
	Version int64
	Reason  string
}

// ReturnAward records that an award was given back to be completed.
func (r *Register) ReturnAward(ctx context.Context, v access.Viewer, in AwardReason) (*Award, error) {
	return r.forReason(ctx, v, access.Review, "award.return", in, func(a *Award, reason string) (*Award, error) { return a.returned(reason) })
}

// RejectAward records that an award was refused.
func (r *Register) RejectAward(ctx context.Context, v access.Viewer, in AwardReason) (*Award, error) {
	return r.forReason(ctx, v, access.Review, "award.reject", in, func(a *Award, reason string) (*Award, error) { return a.rejected(reason) })
}

// WithdrawAward records that an award was taken back before it was decided on. The reason is kept in the journal.
func (r *Register) WithdrawAward(ctx context.Context, v access.Viewer, in AwardReason) (*Award, error) {
	return r.forReason(ctx, v, access.Submit, "award.withdraw", in, func(a *Award, _ string) (*Award, error) { return a.withdrawn() })
}

func (r *Register) forReason(
	ctx context.Context, v access.Viewer, action access.Action, name string, in AwardReason, to func(*Award, string) (*Award, error),
) (*Award, error) {
	d, err := begin(v, action, name, "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) { return to(a, in.Reason) })
}

// AwardApproval is the input of a decision that gives an award.
type AwardApproval struct {
	ID         string
	Version    int64
	DecisionID string
}

// ApproveAward records that a submitted award was given by a decision.
func (r *Register) ApproveAward(ctx context.Context, v access.Viewer, in AwardApproval) (*Award, error) {
	d, err := begin(v, access.Publish, "award.approve", "")
	if err != nil {
		return nil, err
	}
	decision, issuer, err := r.decision(ctx, d, in.DecisionID)
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) {
		t, err := r.awardTypes.ByID(ctx, a.AwardTypeID)
		if err != nil {
			return nil, err
		}
		return a.decided(decision, issuer, t)
	})
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
	d, err := begin(v, access.Publish, "award.present", "")
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) { return a.presented(in.On, in.EventID) })
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
	d, err := begin(v, access.Retract, "award.revoke", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	decision, _, err := r.decision(ctx, d, in.DecisionID)
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, func(a *Award) (*Award, error) { return a.revoked(decision, in.Reason) })
}

// AwardChange is the input of a change of an award's details; nil keeps what there is. Recipient, type, year and kind are
// what the award is: to change them, withdraw it and nominate anew.
type AwardChange struct {
	ID            string
	Version       int64
	Code          *string
	NominatedOn   *viet.Date      // "" for not known
	NominatedAtID *string         // event
	Documents     *[]DossierPaper // all of them
	Public        *bool
	Note          *string
}

// UpdateAward changes an award's details. Once it is decided on, only its remark and whether it is public.
func (r *Register) UpdateAward(ctx context.Context, v access.Viewer, in AwardChange) (*Award, error) {
	d, err := begin(v, access.Update, "award.update", "")
	if err != nil {
		return nil, err
	}
	if in.NominatedAtID != nil {
		if err := optional(ctx, r.events, "nominatedAtId", *in.NominatedAtID); err != nil {
			return nil, err
		}
	}
	return change(ctx, r, r.awards, d, Ref{in.ID, in.Version}, in.apply)
}

func (in AwardChange) apply(a *Award) (*Award, error) {
	ofDossier := slices.Contains([]bool{in.Code != nil, in.NominatedOn != nil, in.NominatedAtID != nil, in.Documents != nil}, true)
	if ofDossier && !a.isUndecided() {
		return nil, errs.New(errs.WrongState,
			"Hồ sơ đã có kết quả; chỉ sửa được ghi chú và việc công khai.",
			"The award is decided on: only its remark and whether it is public can be changed.")
	}
	next := *a
	set(&next.Code, in.Code)
	set(&next.NominatedOn, in.NominatedOn)
	set(&next.NominatedAtID, in.NominatedAtID)
	set(&next.Documents, in.Documents)
	set(&next.Public, in.Public)
	set(&next.Note, in.Note)
	papers, notClean := cleanPapers(next.Documents)
	next.Documents = papers
	err := cmp.Or(
		notClean,
		cleanName("code", &next.Code), optionalDay("nominatedOn", next.NominatedOn),
		allWithoutPersonalData("code", next.Code, "note", next.Note),
		notBeforeYear("nominatedOn", next.NominatedOn, next.Year), cleanBody("note", &next.Note),
	)
	if next.Vote != nil {
		err = cmp.Or(err, inOrder("nominatedOn", next.NominatedOn, next.Vote.On))
	}
	return &next, cmp.Or(err, inOrder("nominatedOn", next.NominatedOn, next.SubmittedOn))
}

// cleanReason cleans a text of many lines that must not be empty.
func cleanReason(path string, text *string) error {
	if err := cleanBody(path, text); err != nil {
		return err
	}
	if viet.CleanTitle(*text) == "" {
		return errs.InvalidField(path, "Hãy nêu lý do.", "Give the reason.")
	}
	return withoutPersonalData(path, *text)
}
