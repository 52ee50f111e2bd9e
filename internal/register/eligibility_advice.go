package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Eligibilities answers questions about any number of recipients, in the order of the questions, in at most five store calls
// for each thousand recipients. It is a working tool, for those who may see records that are not public; what they do not
// see counts for nothing, and the answer says so.
func (r *Register) Eligibilities(ctx context.Context, v access.Viewer, asks []EligibilityAsk) ([]*Eligibility, error) {
	reach := v.Reach(access.See, access.Records)
	if reach == access.Nowhere {
		return nil, v.Require(access.See, access.Subject{Noun: access.Records})
	}
	rules, err := r.rulesOf(ctx, asks)
	if err != nil {
		return nil, err
	}
	chosen := make([]*EligibilityRule, len(asks))
	for i, q := range asks {
		chosen[i] = ruleFor(rules[q.AwardTypeID], q)
	}
	lineages, err := r.lineagesOf(ctx, asks, chosen)
	if err != nil {
		return nil, err
	}
	awards, err := r.awardsFor(ctx, v, asks, lineages)
	if err != nil {
		return nil, err
	}
	labels, err := r.labelsOf(ctx, chosen)
	if err != nil {
		return nil, err
	}
	shares, err := r.sharesOf(ctx, v, asks, chosen)
	if err != nil {
		return nil, err
	}
	answers := make([]*Eligibility, len(asks))
	for i, q := range asks {
		seen := evidence{awards: awards[q.RecipientID], partial: reach != access.Anywhere, labels: labels, share: shares.of(q, chosen[i])}
		for _, older := range lineages[q.RecipientID] {
			if chosen[i] != nil && chosen[i].CountsPredecessors {
				seen.awards = append(slices.Clip(seen.awards), awards[older]...)
			}
		}
		answers[i] = advise(chosen[i], q, seen)
	}
	return answers, nil
}

// Eligibility answers one question about a unit or a person, whose kind follows from its ID.
func (r *Register) Eligibility(ctx context.Context, v access.Viewer, q EligibilityAsk) (*Eligibility, error) {
	if err := v.Require(access.See, access.Subject{Noun: access.Records, UnitID: v.UnitID}); err != nil {
		return nil, err
	}
	if err := cmp.Or(validYear(q.Year), optionalDay("on", q.On), known("kind", q.Kind, commendationKinds()...)); err != nil {
		return nil, err
	}
	if _, err := referred(ctx, r.awardTypes, "awardType", q.AwardTypeID); err != nil {
		return nil, err
	}
	units, err := r.UnitsByID(ctx, v, []string{q.RecipientID})
	if err != nil {
		return nil, err
	}
	q.RecipientKind = UnitRecipient
	if units[q.RecipientID] == nil {
		people, err := r.PeopleByID(ctx, v, []string{q.RecipientID})
		if err != nil {
			return nil, err
		}
		if people[q.RecipientID] == nil {
			e := errs.Missing("đơn vị hoặc cá nhân", "unit or person", q.RecipientID)
			e.Field = []string{"recipient"}
			return nil, e
		}
		q.RecipientKind = PersonRecipient
	}
	answers, err := r.Eligibilities(ctx, v, []EligibilityAsk{q})
	if err != nil {
		return nil, err
	}
	return answers[0], nil
}

// AskFor returns the question whether the recipient of an award may have it: by the law of the day on which it was
// nominated.
func AskFor(a *Award) EligibilityAsk {
	return EligibilityAsk{
		RecipientKind: a.Recipient.Kind, RecipientID: a.Recipient.ID, AwardTypeID: a.AwardTypeID, Year: a.Year, Kind: a.Kind,
		On: a.NominatedOn, NominatorID: a.NominatedByUnitID, AwardID: a.ID,
	}
}

// rulesOf returns the rules of the award types in question.
func (r *Register) rulesOf(ctx context.Context, asks []EligibilityAsk) (map[string][]*EligibilityRule, error) {
	var types []string
	for _, q := range asks {
		types = append(types, q.AwardTypeID)
	}
	return r.EligibilityRulesOfTypes(ctx, access.System(), distinct(types), nil)
}

// lineagesOf returns the units that each recipient continues, where a rule counts them.
func (r *Register) lineagesOf(ctx context.Context, asks []EligibilityAsk, chosen []*EligibilityRule) (map[string][]string, error) {
	var ids []string
	for i, q := range asks {
		if q.RecipientKind == UnitRecipient && chosen[i] != nil && chosen[i].CountsPredecessors {
			ids = append(ids, q.RecipientID)
		}
	}
	lineages := map[string][]string{}
	for part := range slices.Chunk(distinct(ids), store.MaxLimit) {
		units, err := r.units.ByIDs(ctx, part, store.Whole)
		if err != nil {
			return nil, err
		}
		for id, u := range units {
			lineages[id] = u.Lineage
		}
	}
	return lineages, nil
}

// awardsFor returns the awards of the recipients and of what they continue, as far as the viewer may see them.
func (r *Register) awardsFor(ctx context.Context, v access.Viewer, asks []EligibilityAsk, lineages map[string][]string) (map[string][]*Award, error) {
	var ids []string
	for _, q := range asks {
		ids = append(append(ids, q.RecipientID), lineages[q.RecipientID]...)
	}
	all := map[string][]*Award{}
	for part := range slices.Chunk(distinct(ids), store.MaxLimit) {
		found, err := r.awards.FindPer(ctx, "recipient.id", part, store.Query{
			Where: AwardFilter{}.where(v), Sort: AwardsNewest.Order().Sort, Limit: store.MaxLimit,
		})
		if err != nil {
			return nil, err
		}
		for id, awards := range found {
			all[id] = awards
		}
	}
	return all, nil
}

// labelsOf returns the names of the awards that conditions speak of.
func (r *Register) labelsOf(ctx context.Context, rules []*EligibilityRule) (map[string]string, error) {
	var ids []string
	for _, e := range rules {
		if e == nil {
			continue
		}
		for _, c := range e.Conditions {
			ids = append(ids, c.AwardTypeIDs...)
		}
	}
	labels := map[string]string{}
	for part := range slices.Chunk(distinct(ids), store.MaxLimit) {
		types, err := r.awardTypes.ByIDs(ctx, part, store.Whole)
		if err != nil {
			return nil, err
		}
		for id, t := range types {
			labels[id] = t.Label
		}
	}
	return labels, nil
}

// shares counts awards on their way or given, by type, year and who proposed them.
type shares map[shareKey]int64

type shareKey struct {
	awardTypeID string
	year        int64
	nominatorID string
}

// of returns the share that a rule limits; nil if it limits none or who proposes is not known.
func (s shares) of(q EligibilityAsk, rule *EligibilityRule) *share {
	if rule == nil || q.NominatorID == "" {
		return nil
	}
	for _, c := range rule.Conditions {
		if c.Kind != RatioCap {
			continue
		}
		counted := &share{of: s[shareKey{q.AwardTypeID, q.Year, q.NominatorID}]}
		for _, id := range c.AwardTypeIDs {
			counted.among += s[shareKey{id, q.Year, q.NominatorID}]
		}
		if q.AwardID == "" { // the one in question is not among them yet
			counted.of++
		}
		return counted
	}
	return nil
}

// sharesOf counts what the rules with a ratio are about.
func (r *Register) sharesOf(ctx context.Context, v access.Viewer, asks []EligibilityAsk, chosen []*EligibilityRule) (shares, error) {
	var types []string
	years := store.In{Field: "year"}
	for i, q := range asks {
		if chosen[i] == nil || q.NominatorID == "" {
			continue
		}
		for _, c := range chosen[i].Conditions {
			if c.Kind == RatioCap {
				types = append(append(types, q.AwardTypeID), c.AwardTypeIDs...)
				if !slices.Contains(years.Values, any(q.Year)) {
					years.Values = append(years.Values, q.Year)
				}
			}
		}
	}
	counted := shares{}
	if len(types) == 0 {
		return counted, nil
	}
	groups, err := r.awards.CountBy(ctx, store.All(
		store.AnyOf("awardTypeId", distinct(types)...), years,
		store.AnyOf("state", append(undecided(), Approved, Granted)...), public(v),
	), "awardTypeId", "year", "nominatedByUnitId")
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		awardType, _ := g.Values[0].(string)
		year, _ := g.Values[1].(int64)
		nominator, _ := g.Values[2].(string)
		counted[shareKey{awardType, year, nominator}] = g.Count
	}
	return counted, nil
}

// distinct returns the IDs that are not empty, each once, sorted.
func distinct(ids []string) []string {
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == "" })
	slices.Sort(ids)
	return slices.Compact(ids)
}

// AwardAdvice returns for each of the awards what is unusual about it beside the recipient's other awards of the year, in one
// store call, for those who may see records that are not public; others are told nothing.
func (r *Register) AwardAdvice(ctx context.Context, v access.Viewer, awards []*Award) (map[string][]Warning, error) {
	advice := make(map[string][]Warning, len(awards))
	if v.Reach(access.See, access.Records) == access.Nowhere {
		return advice, nil
	}
	asks := make([]EligibilityAsk, len(awards))
	for i, a := range awards {
		asks[i].RecipientID = a.Recipient.ID
	}
	others, err := r.awardsFor(ctx, v, asks, nil)
	if err != nil {
		return nil, err
	}
	for _, a := range awards {
		if a.Recipient.ID != "" && a.State != Withdrawn && a.State != Rejected {
			advice[a.ID] = a.warnings(others[a.Recipient.ID])
		}
	}
	return advice, nil
}
