package register

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// AwardFilter chooses awards, whatever their state; an empty field is no condition.
type AwardFilter struct {
	Bloc, BlocYear, Recipient, AwardType, Decision *string

	Form          []AwardForm
	Level         []AdminLevel
	Kind          []CommendationKind
	State         []AwardState
	Year          *int64 // of the achievement
	YearFrom      *int64
	YearTo        *int64  // inclusive
	RecipientName *string // every word of it
	Province      *string // code, of the recipient at the time
	CommentOpenOn *viet.Date
}

// where is the filter for a viewer: a reader's never leaves the public awards, in counts no more than in lists.
func (f AwardFilter) where(v access.Viewer) store.Where {
	var years, open store.Where
	if f.YearFrom != nil || f.YearTo != nil {
		span := store.Range{Field: "year", UpToIncl: true}
		if f.YearFrom != nil {
			span.From = *f.YearFrom
		}
		if f.YearTo != nil {
			span.To = *f.YearTo
		}
		years = span
	}
	if f.CommentOpenOn != nil {
		day := string(*f.CommentOpenOn)
		open = store.And{
			store.AnyOf("state", undecided()...),
			notAfter("commentPeriod.opensOn", day), notBefore("commentPeriod.closesOn", day),
		}
	}
	return store.All(
		is("recipient.id", f.Recipient), is("blocYearId", f.BlocYear), is("decisionId", f.Decision),
		is("blocId", f.Bloc), is("awardTypeId", f.AwardType), inYear(f.Year), is("province.code", f.Province),
		oneOf("form", f.Form), oneOf("level", f.Level), oneOf("kind", f.Kind), oneOf("state", f.State),
		words(f.RecipientName), years, open, public(v),
	)
}

// AwardOrder is an order of awards.
type AwardOrder string

// The orders: by year of the achievement, or by the recipient's name in Vietnamese alphabetical order.
const (
	AwardsNewest      AwardOrder = "NEWEST"
	AwardsOldest      AwardOrder = "OLDEST"
	AwardsByRecipient AwardOrder = "RECIPIENT"
)

// Order returns the order for the store.
func (o AwardOrder) Order() store.Order[Award] {
	if o == AwardsByRecipient {
		return sortBy(false, func(a *Award) []any { return []any{a.SortKey} }, "sortKey")
	}
	return sortBy(o != AwardsOldest, func(a *Award) []any { return []any{a.Year} }, "year")
}

// Awards returns a page of awards.
func (r *Register) Awards(ctx context.Context, v access.Viewer, f AwardFilter, o AwardOrder, p store.Page) ([]*Award, error) {
	where, err := r.shown(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return r.awards.Find(ctx, store.Query{Where: where, Sort: o.Order().Sort}.Paged(p))
}

// CountAwards counts awards.
func (r *Register) CountAwards(ctx context.Context, v access.Viewer, f AwardFilter) (int64, error) {
	where, err := r.shown(ctx, v, f)
	if err != nil {
		return 0, err
	}
	return r.awards.Count(ctx, where)
}

// AwardsByID returns those of the awards that exist for the viewer.
func (r *Register) AwardsByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Award, error) {
	return visible(ctx, r.awards, v, ids)
}

// AwardByCode returns the award of an office's dossier number, or [errs.NotFound].
func (r *Register) AwardByCode(ctx context.Context, v access.Viewer, code string) (*Award, error) {
	return r.awards.First(ctx, store.Query{
		Where: store.All(store.Eq{Field: "code", Value: code}, public(v)),
	}, code)
}

// AwardsOfBlocYears returns the awards nominated in each bloc-year.
func (r *Register) AwardsOfBlocYears(ctx context.Context, v access.Viewer, blocYearIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "blocYearId", blocYearIDs, f, o, p)
}

// AwardsOfBlocs returns the awards of all years of each bloc.
func (r *Register) AwardsOfBlocs(ctx context.Context, v access.Viewer, blocIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "blocId", blocIDs, f, o, p)
}

// AwardsOfRecipients returns the awards of each unit or person itself, without those of what it continues.
func (r *Register) AwardsOfRecipients(ctx context.Context, v access.Viewer, recipientIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "recipient.id", recipientIDs, f, o, p)
}

// AwardsOfDecisions returns the awards that each decision gave.
func (r *Register) AwardsOfDecisions(ctx context.Context, v access.Viewer, decisionIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "decisionId", decisionIDs, f, o, p)
}

// AwardsOfTypes returns the awards of each award type.
func (r *Register) AwardsOfTypes(ctx context.Context, v access.Viewer, awardTypeIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "awardTypeId", awardTypeIDs, f, o, p)
}

// AwardsPresentedAt returns the awards handed over at each event.
func (r *Register) AwardsPresentedAt(ctx context.Context, v access.Viewer, eventIDs []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	return r.awardsPer(ctx, v, "presentedAtEventId", eventIDs, f, o, p)
}

// AwardsThroughLineage returns for each unit its own awards and those of every unit that it continues, as one list.
func (r *Register) AwardsThroughLineage(ctx context.Context, v access.Viewer, units []*Unit, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	var recipients []string
	for _, u := range units {
		recipients = append(append(recipients, u.ID), u.Lineage...)
	}
	slices.Sort(recipients)
	byRecipient, err := r.awardsPer(ctx, v, "recipient.id", slices.Compact(recipients), f, o, p)
	if err != nil {
		return nil, err
	}
	byUnit := make(map[string][]*Award, len(units))
	for _, u := range units {
		lists := [][]*Award{byRecipient[u.ID]}
		for _, id := range u.Lineage {
			lists = append(lists, byRecipient[id])
		}
		if merged := merge(lists, o.Order(), p); len(merged) > 0 {
			byUnit[u.ID] = merged
		}
	}
	return byUnit, nil
}

func (r *Register) awardsPer(ctx context.Context, v access.Viewer, field string, parents []string, f AwardFilter, o AwardOrder, p store.Page) (map[string][]*Award, error) {
	where, err := r.shown(ctx, v, f)
	if err != nil {
		return nil, err
	}
	return r.awards.FindPer(ctx, field, parents, store.Query{Where: where, Sort: o.Order().Sort}.Paged(p))
}

// merge joins pages that were read in the same order, from the same place, into the page of the whole.
func merge[T any](pages [][]*T, o store.Order[T], p store.Page) []*T {
	all := slices.Concat(pages...)
	slices.SortFunc(all, func(a, b *T) int {
		order := comparePositions(o.Position(a), o.Position(b))
		if o.Sort.Desc {
			return -order
		}
		return order
	})
	if len(all) <= p.Limit {
		return all
	}
	if p.Last {
		return all[len(all)-p.Limit:]
	}
	return all[:p.Limit]
}

// comparePositions compares two positions of one order as the stores do. The register sorts by strings and numbers only.
func comparePositions(a, b store.Position) int {
	for i := range a.Values {
		order := 0
		switch x := a.Values[i].(type) {
		case string:
			order = strings.Compare(x, b.Values[i].(string))
		case int64:
			order = cmp.Compare(x, b.Values[i].(int64))
		}
		if order != 0 {
			return order
		}
	}
	return strings.Compare(a.ID, b.ID)
}

// visible returns those of the documents of a collection with a public field that exist for the viewer.
func visible[T any](ctx context.Context, c *store.Collection[T], v access.Viewer, ids []string) (map[string]*T, error) {
	shown := public(v)
	if shown == nil || len(ids) == 0 {
		return c.ByIDs(ctx, ids, store.Whole)
	}
	docs, err := c.Find(ctx, store.Query{
		Where: store.All(store.AnyOf(store.IDField, ids...), shown), Limit: len(ids),
	})
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*T, len(docs))
	for _, doc := range docs {
		byID[store.Order[T]{}.Position(doc).ID] = doc
	}
	return byID, nil
}
