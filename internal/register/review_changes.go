package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// NewReview is the input of a session.
type NewReview struct {
	BlocYearID string // of a bloc's own session
	CouncilID  string // the unit whose council it is, of any other
	HeldOn     viet.Date
	Method     VoteMethod
	EventID    string
	Eligible   *int64
	Present    *int64
	Minutes    string
	Public     bool
	Items      []AwardBallot // at most [MaxBatch]; more can be added
}

// RecordReview records a session and its votes. The session is written first, then each award, with its own result in the
// order of the items: what is wrong with one, such as a version that is not the newest, disturbs no other, but the
// session is recorded only with those that it could vote on. [Register.VoteInReview] with the same items completes what
// was cut short. Nothing is recorded if there are items and none of them can be voted on.
func (r *Register) RecordReview(ctx context.Context, v access.Viewer, in NewReview) (*ReviewSession, []AwardResult, []Warning, error) {
	d, err := begin(v, access.Review, "review.record", "")
	s := &ReviewSession{
		BlocYearID: in.BlocYearID, CouncilID: in.CouncilID, HeldOn: in.HeldOn, Method: in.Method, EventID: in.EventID,
		Eligible: in.Eligible, Present: in.Present, Minutes: in.Minutes, Public: in.Public, Items: []ReviewItem{},
	}
	if err = cmp.Or(err, s.check()); err != nil {
		return nil, nil, nil, err
	}
	if s.BlocYearID != "" {
		y, err := referred(ctx, r.blocYears, "blocYearId", s.BlocYearID)
		if err != nil {
			return nil, nil, nil, err
		}
		s.BlocID = y.BlocID
	}
	err = cmp.Or(optional(ctx, r.units, "councilId", s.CouncilID), optional(ctx, r.events, "eventId", s.EventID))
	if err = cmp.Or(err, r.may(ctx, d, s)); err != nil {
		return nil, nil, nil, err
	}
	s.ID = r.reviews.IDs.Next(r.reviews.Prefix, r.reviews.Now())
	if len(in.Items) == 0 {
		return s, []AwardResult{}, s.warnings(), insert(ctx, r.reviews, s, d.act())
	}
	next, b, err := r.voting(ctx, d, s, in.Items)
	if err != nil {
		return nil, nil, nil, err
	}
	if next == s {
		return nil, b.results, []Warning{}, nil
	}
	if err := insert(ctx, r.reviews, next, d.act()); err != nil {
		return nil, nil, nil, err
	}
	return next, b.results, next.warnings(), b.apply(ctx)
}

// ReviewVotes is the input of votes that are added to a session.
type ReviewVotes struct {
	ID      string
	Version int64
	Items   []AwardBallot
}

// VoteInReview adds votes to a session, or corrects those of awards that are not submitted yet. The session is written
// first, then the awards; the same call again completes what was cut short.
func (r *Register) VoteInReview(ctx context.Context, v access.Viewer, in ReviewVotes) (*ReviewSession, []AwardResult, []Warning, error) {
	d, err := begin(v, access.Review, "review.vote", "")
	if err != nil {
		return nil, nil, nil, err
	}
	before, err := shown(ctx, r, r.reviews, d, "id", in.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	if err := r.may(ctx, d, before); err != nil {
		return nil, nil, nil, err
	}
	next, b, err := r.voting(ctx, d, before, in.Items)
	if err != nil {
		return nil, nil, nil, err
	}
	if next != before {
		if before.Version != in.Version {
			return nil, nil, nil, outdated(ctx, r.reviews, Ref{in.ID, in.Version}, before)
		}
		if err := r.reviews.Replace(ctx, before, next, d.act()); err != nil {
			return nil, nil, nil, overtaken(ctx, r.reviews, Ref{in.ID, in.Version}, err)
		}
	}
	return next, b.results, next.warnings(), b.apply(ctx)
}

// voting returns the session with the votes of the items that it could take, itself if it has them already, and the writes
// of their awards.
func (r *Register) voting(ctx context.Context, d doing, s *ReviewSession, items []AwardBallot) (*ReviewSession, *batch[Award], error) {
	if err := batchOf(len(items)); err != nil {
		return nil, nil, err
	}
	refs, ids := make([]Ref, len(items)), make([]string, len(items))
	for i, item := range items {
		refs[i], ids[i] = Ref{item.ID, item.Version}, item.ID
	}
	awards, err := r.awards.ByIDs(ctx, listed(ids), store.Whole)
	if err != nil {
		return nil, nil, err
	}
	b, next, d := newBatch(r.awards, refs), *s, d
	next.Items = slices.Clone(s.Items)
	d.name = "award.vote"
	for i, item := range items {
		before := awards[item.ID]
		err := b.once(i)
		var after *Award
		if err == nil {
			after, err = r.votedOn(ctx, d, &next, before, item)
		}
		if err == nil {
			err = b.replace(i, before, after, d)
		}
		if err = b.settle(i, after, err); err != nil {
			return nil, nil, err
		}
	}
	if len(next.Items) > maxReviewed {
		return nil, nil, errs.New(errs.Limit, "Phiên bình xét có quá nhiều hồ sơ.", "The session has too many awards.")
	}
	if slices.EqualFunc(s.Items, next.Items, func(x, y ReviewItem) bool { return x.AwardID == y.AwardID && x.equal(y.Ballot) }) {
		return s, b, nil
	}
	return &next, b, nil
}

// maxReviewed bounds the awards of one session.
const maxReviewed = 2_000

// votedOn returns an award with the vote of a session, which takes the vote in; itself if it has the vote already.
func (r *Register) votedOn(ctx context.Context, d doing, s *ReviewSession, a *Award, in AwardBallot) (*Award, error) {
	if err := r.reachable(ctx, d, a, in.ID); err != nil {
		return nil, err
	}
	ballot, err := in.ballot(s)
	if err = cmp.Or(err, s.takes(a)); err != nil {
		return nil, err
	}
	at := s.item(a.ID)
	if at >= 0 && a.Vote != nil && a.Vote.SessionID == s.ID && s.Items[at].equal(ballot) && a.Vote.equal(ballot) {
		return a, nil
	}
	if a.Version != in.Version {
		return nil, outdated(ctx, r.awards, Ref{in.ID, in.Version}, a)
	}
	after, err := a.voted(s.vote(ballot))
	if err != nil {
		return nil, err
	}
	if at < 0 {
		s.Items = append(s.Items, ReviewItem{AwardID: a.ID, Ballot: ballot})
	} else {
		s.Items[at].Ballot = ballot
	}
	return after, nil
}

// ReviewChange is the input of a correction of a session; nil keeps what there is, "" takes it away. Its day, method and
// numbers are what its votes rest on: they stay.
type ReviewChange struct {
	ID      string
	Version int64
	EventID *string
	Minutes *string
	Public  *bool
}

// UpdateReview corrects a session.
func (r *Register) UpdateReview(ctx context.Context, v access.Viewer, in ReviewChange) (*ReviewSession, error) {
	d, err := begin(v, access.Update, "review.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.reviews, d, Ref{in.ID, in.Version}, func(s *ReviewSession) (*ReviewSession, error) {
		next := *s
		set(&next.EventID, in.EventID)
		set(&next.Minutes, in.Minutes)
		set(&next.Public, in.Public)
		return &next, cmp.Or(next.check(), optional(ctx, r.events, "eventId", next.EventID))
	})
}

// RemoveReview removes a session that was entered by mistake and by which no award has its vote.
func (r *Register) RemoveReview(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.reviews, v, "review.remove", ref)
}
