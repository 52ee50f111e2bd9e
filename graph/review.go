package graph

import (
	"context"
	"slices"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r queryResolver) ReviewSessions(
	ctx context.Context, where *register.ReviewFilter, order register.ReviewOrder, first *int64, after *string, last *int64, before *string,
) (*connection.ReviewSessions, error) {
	f, v := or(where), r.viewer(ctx)
	return list(ctx, order.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*register.ReviewSession, error) {
			return r.Register.Reviews(ctx, v, f, order, p)
		},
		func(ctx context.Context) (int64, error) { return r.Register.CountReviews(ctx, v, f) })
}

func (r blocYearResolver) ReviewSessions(
	ctx context.Context, y *register.BlocYear, first *int64, after *string, last *int64, before *string,
) (*connection.ReviewSessions, error) {
	v := r.viewer(ctx)
	return page(ctx, y, register.ReviewsOldest.Order(), pageArgs(first, after, last, before), pages[register.ReviewSession]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*register.ReviewSession, error) {
			return r.Register.ReviewsOfBlocYears(ctx, v, ids, register.ReviewFilter{}, register.ReviewsOldest, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Register.CountReviewsPer(ctx, v, register.OfBlocYear, ids, register.ReviewFilter{})
		},
	})
}

// Vote is for those who see all records, and for readers if its session is.
func (r awardResolver) Vote(ctx context.Context, a *register.Award) (*register.Vote, error) {
	if a.Vote == nil {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	votes, err := parts(ctx, a, func(a *register.Award) []register.Vote {
		if a.Vote == nil {
			return nil
		}
		return []register.Vote{*a.Vote}
	})
	if err != nil || r.Register.SeesRecords(r.viewer(ctx)) {
		return votes[0], err
	}
	session, err := voteResolver(r).Session(ctx, votes[0])
	if err != nil || session == nil {
		return nil, err
	}
	return votes[0], nil
}

// AwardVote returns the resolvers of votes.
func (r *Resolver) AwardVote() gen.AwardVoteResolver { return voteResolver{r} }

type voteResolver struct{ *Resolver }

// sessionKey is the key under which the sessions of votes are loaded, also for the question whether the viewer sees them.
type sessionKey struct{}

func (r voteResolver) Session(ctx context.Context, v *register.Vote) (*register.ReviewSession, error) {
	sessions, err := edgeAs(ctx, v, sessionKey{}, func(ctx context.Context, votes []*register.Vote) (map[string]*register.ReviewSession, error) {
		return fetch(ctx, votes, func(v *register.Vote) []string { return []string{v.SessionID} }, r.reviews)
	})
	return sessions[v.SessionID], err
}

// ReviewSession returns the resolvers of sessions.
func (r *Resolver) ReviewSession() gen.ReviewSessionResolver { return reviewResolver{r} }

type reviewResolver struct{ *Resolver }

func (r reviewResolver) BlocYear(ctx context.Context, s *register.ReviewSession) (*register.BlocYear, error) {
	return one(ctx, s, func(s *register.ReviewSession) string { return s.BlocYearID }, r.blocYears)
}

func (r reviewResolver) Council(ctx context.Context, s *register.ReviewSession) (*register.Unit, error) {
	return one(ctx, s, func(s *register.ReviewSession) string { return s.CouncilID }, r.units)
}

func (r reviewResolver) Event(ctx context.Context, s *register.ReviewSession) (*register.Event, error) {
	return one(ctx, s, func(s *register.ReviewSession) string { return s.EventID }, r.events)
}

// Items loads the awards of all siblings, which say which items there are for the viewer.
func (r reviewResolver) Items(ctx context.Context, s *register.ReviewSession) ([]*register.ReviewItem, error) {
	items, err := parts(ctx, s, func(s *register.ReviewSession) []register.ReviewItem { return s.Items })
	if err != nil || len(items) == 0 {
		return []*register.ReviewItem{}, err
	}
	awards, err := r.votedOn(ctx, items[0])
	return slices.DeleteFunc(slices.Clone(items), func(i *register.ReviewItem) bool { return awards[i.AwardID] == nil }), err
}

// awardKey is the key under which the awards of items are loaded.
type awardKey struct{}

// votedOn returns the awards of an item and its siblings that exist for the viewer.
func (r *Resolver) votedOn(ctx context.Context, item *register.ReviewItem) (map[string]*register.Award, error) {
	return edgeAs(ctx, item, awardKey{}, func(ctx context.Context, items []*register.ReviewItem) (map[string]*register.Award, error) {
		return fetch(ctx, items, func(i *register.ReviewItem) []string { return []string{i.AwardID} }, r.awards)
	})
}

// ReviewItem returns the resolvers of items.
func (r *Resolver) ReviewItem() gen.ReviewItemResolver { return reviewItemResolver{r} }

type reviewItemResolver struct{ *Resolver }

func (r reviewItemResolver) Award(ctx context.Context, item *register.ReviewItem) (*register.Award, error) {
	awards, err := r.votedOn(ctx, item)
	return awards[item.AwardID], err
}

func (r mutationResolver) ReviewSessionRecord(ctx context.Context, input gen.ReviewSessionRecordInput) (*shape.ReviewPayload, error) {
	s, results, warnings, err := r.Register.RecordReview(ctx, r.viewer(ctx), register.NewReview{
		BlocYearID: value(input.BlocYearID), CouncilID: value(input.CouncilID), HeldOn: input.HeldOn, Method: input.Method,
		EventID: value(input.EventID), Eligible: input.Eligible.Value(), Present: input.Present.Value(),
		Minutes: value(input.Minutes), Public: value(input.IsPublic), Items: ballots(input.Items.Value()),
	})
	return reviewed(ctx, s, results, warnings, err)
}

func (r mutationResolver) ReviewSessionVote(ctx context.Context, input gen.ReviewSessionVoteInput) (*shape.ReviewPayload, error) {
	s, results, warnings, err := r.Register.VoteInReview(ctx, r.viewer(ctx), register.ReviewVotes{
		ID: input.ID, Version: input.Version, Items: ballots(input.Items),
	})
	return reviewed(ctx, s, results, warnings, err)
}

func ballots(items []*register.AwardBallot) []register.AwardBallot {
	all := make([]register.AwardBallot, len(items))
	for i, item := range items {
		all[i] = *item
	}
	return all
}

// reviewed is the answer of a session that votes on awards.
func reviewed(
	ctx context.Context, s *register.ReviewSession, results []register.AwardResult, warnings []register.Warning, err error,
) (*shape.ReviewPayload, error) {
	payload := &shape.ReviewPayload{Record: s, Results: awardResults(ctx, results), Warnings: recordWarnings(ctx, warnings)}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ReviewSessionUpdate(ctx context.Context, input gen.ReviewSessionUpdateInput) (*shape.ReviewSessionPayload, error) {
	change := register.ReviewChange{
		ID: input.ID, Version: input.Version, EventID: givenOrEmpty(input.EventID), Minutes: givenOrEmpty(input.Minutes),
	}
	var err error
	if change.Public, err = given(input.IsPublic, "isPublic"); err != nil {
		return answer[register.ReviewSession](ctx, nil, err)
	}
	return recorded(ctx, r.viewer(ctx), change, r.Register.UpdateReview)
}

func (r mutationResolver) ReviewSessionRemove(ctx context.Context, input register.Ref) (*shape.Removal, error) {
	return removed(ctx, r.viewer(ctx), input, r.Register.RemoveReview)
}
