package graph

import (
	"context"
	"time"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/changefeed"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/gate"
	"thidua/internal/intake"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/search"
	"thidua/internal/verify"
	"thidua/internal/viet"
	"thidua/internal/webhook"
)

// Resolver answers the fields of the schema that are not simply read from a struct. Its files are by noun.
type Resolver struct {
	News     *newsroom.Reader
	Desk     *newsroom.Desk
	Library  *newsroom.Library
	Register *register.Register
	Gate     *gate.Gate
	Intake   *intake.Importer
	Accounts *access.Accounts
	Fields   *custom.Fields
	Diary    *journal.Journal
	Index    *search.Index
	Feed     *changefeed.Feed
	// Documents has the saved queries.
	Documents *persisted.Documents
	Hooks     *webhook.Hooks
	Partners  *partner.Partners
	Verifier  *verify.Verifier
	Now       func() time.Time
	// SiteURL begins the public addresses of articles, without a slash at the end, such as "https://thidua.example.vn".
	SiteURL string
	// MediaURL begins the public addresses of files, as SiteURL those of articles.
	MediaURL string
	// SiteName is whom to credit when an article is published again elsewhere.
	SiteName string
	// Embeds are the providers whose content bodies may embed, and show in frames; none if it is empty.
	Embeds richtext.Embeds
}

var _ gen.ResolverRoot = (*Resolver)(nil)

// day returns the day asked for, or today in Vietnam.
func (r *Resolver) day(asOf *viet.Date) viet.Date {
	if asOf != nil {
		return *asOf
	}
	return viet.Today(r.Now())
}

// found turns "not found" into null, as the root fields that look one document up have it, and makes the document the
// first of its siblings.
func found[T any](ctx context.Context, doc *T, err error) (*T, error) {
	if err != nil {
		if e := errs.As(err); e != nil && e.Code == errs.NotFound {
			return nil, nil //nolint:nilnil // null in GraphQL
		}
		return nil, err
	}
	adopt(ctx, []*T{doc})
	return doc, nil
}

// Mutation returns the resolvers of the root of changes.
func (r *Resolver) Mutation() gen.MutationResolver { return mutationResolver{r} }

type mutationResolver struct{ *Resolver }

// Subscription returns the resolvers of the root of streams.
func (r *Resolver) Subscription() gen.SubscriptionResolver { return subscriptionResolver{r} }

type subscriptionResolver struct{ *Resolver }

// or returns the filter given, or the empty one.
func or[F any](filter *F) F {
	if filter == nil {
		var none F
		return none
	}
	return *filter
}

func pageArgs(first *int64, after *string, last *int64, before *string) connection.Args {
	return connection.Args{First: first, After: after, Last: last, Before: before}
}
