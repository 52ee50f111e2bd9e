package graph

import (
	"context"

	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// The loads of documents by ID, for the edges that refer to one or several. Each sees what the viewer may see.

func (r *Resolver) articles(ctx context.Context, ids []string) (map[string]*newsroom.Article, error) {
	return r.News.ArticlesByID(ctx, ids, store.Light)
}

func (r *Resolver) categories(ctx context.Context, ids []string) (map[string]*newsroom.Category, error) {
	return r.News.CategoriesByID(ctx, ids)
}

func (r *Resolver) tags(ctx context.Context, ids []string) (map[string]*newsroom.Tag, error) {
	return r.News.TagsByID(ctx, ids)
}

func (r *Resolver) units(ctx context.Context, ids []string) (map[string]*register.Unit, error) {
	return r.Register.UnitsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) blocs(ctx context.Context, ids []string) (map[string]*register.Bloc, error) {
	return r.Register.BlocsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) memberships(ctx context.Context, ids []string) (map[string]*register.BlocMembership, error) {
	return r.Register.MembershipsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) blocYears(ctx context.Context, ids []string) (map[string]*register.BlocYear, error) {
	return r.Register.BlocYearsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) officeTerms(ctx context.Context, ids []string) (map[string]*register.OfficeTerm, error) {
	return r.Register.OfficeTermsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) people(ctx context.Context, ids []string) (map[string]*register.Person, error) {
	return r.Register.PeopleByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) awardTypes(ctx context.Context, ids []string) (map[string]*register.AwardType, error) {
	return r.Register.AwardTypesByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) awards(ctx context.Context, ids []string) (map[string]*register.Award, error) {
	return r.Register.AwardsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) decisions(ctx context.Context, ids []string) (map[string]*register.Decision, error) {
	return r.Register.DecisionsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) tasks(ctx context.Context, ids []string) (map[string]*register.Task, error) {
	return r.Register.TasksByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) events(ctx context.Context, ids []string) (map[string]*register.Event, error) {
	return r.Register.EventsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) movements(ctx context.Context, ids []string) (map[string]*register.Movement, error) {
	return r.Register.MovementsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) legalReferences(ctx context.Context, ids []string) (map[string]*register.LegalReference, error) {
	return r.Register.LegalReferencesByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) compacts(ctx context.Context, ids []string) (map[string]*register.Compact, error) {
	return r.Register.CompactsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) titles(ctx context.Context, ids []string) (map[string]*register.TitleRegistration, error) {
	return r.Register.TitlesByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) reviews(ctx context.Context, ids []string) (map[string]*register.ReviewSession, error) {
	return r.Register.ReviewsByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) eligibilityRules(ctx context.Context, ids []string) (map[string]*register.EligibilityRule, error) {
	return r.Register.EligibilityRulesByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) dossierRules(ctx context.Context, ids []string) (map[string]*register.DossierRule, error) {
	return r.Register.DossierRulesByID(ctx, r.viewer(ctx), ids)
}

// articlesBy resolves the articles that link to a document, the newest first.
func articlesBy[P any](
	ctx context.Context, r *Resolver, node *P, link newsroom.Link, first *int64, after *string, last *int64, before *string,
) (*articlePage, error) {
	return page(ctx, node, newsroom.Newest.Order(), pageArgs(first, after, last, before), pages[newsroom.Article]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*newsroom.Article, error) {
			return r.News.ArticlesBy(ctx, link, ids, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.News.CountArticlesBy(ctx, link, ids)
		},
	})
}
