package register

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

const eligibilityRulesName = "eligibility_rules"

func eligibilityRuleSchema() *store.Schema {
	return &store.Schema{
		Name: eligibilityRulesName, History: true, Public: true,
		Fields: []store.Field{
			required("code"), required("awardTypeId"), single("validFrom"), single("validTo"),
			many("conditions.awardTypeIds"), many("legalBasisIds"), required("certainty"),
		},
		Indexes: joined(
			unique("code"), index("validFrom", "validTo"), index("conditions.awardTypeIds"), index("legalBasisIds"),
			index("awardTypeId", "code"), index("certainty", "code"),
		),
	}
}

// EligibilityRuleFilter chooses rules; an empty field is no condition.
type EligibilityRuleFilter struct {
	AwardType *string
	ValidOn   *viet.Date
	Certainty []Certainty
}

func (f EligibilityRuleFilter) where() store.Where {
	return store.All(is("awardTypeId", f.AwardType), lasting("validFrom", "validTo", f.ValidOn), oneOf("certainty", f.Certainty))
}

// EligibilityRuleOrder is an order of rules.
type EligibilityRuleOrder string

// EligibilityRulesByCode is the order of their codes.
const EligibilityRulesByCode EligibilityRuleOrder = "CODE"

// Order returns the order for the store.
func (EligibilityRuleOrder) Order() store.Order[EligibilityRule] {
	return sortBy(false, func(e *EligibilityRule) []any { return []any{e.Code} }, "code")
}

// EligibilityRules returns a page of rules.
func (r *Register) EligibilityRules(ctx context.Context, _ access.Viewer, f EligibilityRuleFilter, o EligibilityRuleOrder, p store.Page) ([]*EligibilityRule, error) {
	return r.eligibilityRules.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountEligibilityRules counts rules.
func (r *Register) CountEligibilityRules(ctx context.Context, _ access.Viewer, f EligibilityRuleFilter) (int64, error) {
	return r.eligibilityRules.Count(ctx, f.where())
}

// EligibilityRulesByID returns those of the rules that exist.
func (r *Register) EligibilityRulesByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*EligibilityRule, error) {
	return r.eligibilityRules.ByIDs(ctx, ids, store.Whole)
}

// EligibilityRuleByCode returns the rule of a code, or [errs.NotFound].
func (r *Register) EligibilityRuleByCode(ctx context.Context, _ access.Viewer, code string) (*EligibilityRule, error) {
	return r.eligibilityRules.First(ctx, store.Query{Where: store.Eq{Field: "code", Value: code}}, code)
}

// maxRulesOfType bounds the rules of one award type: one for each law, kind of recipient and kind of commendation.
const maxRulesOfType = 100

// EligibilityRulesOfTypes returns the rules of each award type, of all times, by code; at most 100 for each.
func (r *Register) EligibilityRulesOfTypes(ctx context.Context, _ access.Viewer, awardTypeIDs []string, validOn *viet.Date) (map[string][]*EligibilityRule, error) {
	return r.eligibilityRules.FindPer(ctx, "awardTypeId", awardTypeIDs, store.Query{
		Where: EligibilityRuleFilter{ValidOn: validOn}.where(), Sort: EligibilityRulesByCode.Order().Sort, Limit: maxRulesOfType,
	})
}

// NewEligibilityRule is the input of a new rule.
type NewEligibilityRule struct {
	Code               string
	AwardTypeID        string
	RecipientKinds     []RecipientKind
	Kinds              []CommendationKind
	ValidFrom          viet.Date
	ValidTo            viet.Date
	Conditions         []EligibilityCondition
	CountsPredecessors bool
	ExcludedKinds      []CommendationKind
	LegalBasisIDs      []string
	Basis              string
	Certainty          Certainty // [Unverified] if empty
	Note               string
}

// CreateEligibilityRule adds a rule. Rules of one award may not hold at the same time for the same kind of recipient.
func (r *Register) CreateEligibilityRule(ctx context.Context, v access.Viewer, in NewEligibilityRule) (*EligibilityRule, error) {
	d, err := beginOf(access.Settings, v, access.Create, "eligibilityrule.create", "")
	if err != nil {
		return nil, err
	}
	e := &EligibilityRule{
		Code: in.Code, AwardTypeID: in.AwardTypeID, RecipientKinds: in.RecipientKinds, Kinds: in.Kinds, ValidFrom: in.ValidFrom,
		ValidTo: in.ValidTo, Conditions: in.Conditions, CountsPredecessors: in.CountsPredecessors, ExcludedKinds: in.ExcludedKinds,
		LegalBasisIDs: in.LegalBasisIDs, Basis: in.Basis, Certainty: in.Certainty, Note: in.Note,
	}
	if err := r.checkRule(ctx, e); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.eligibilityRules, d, e); err != nil {
		return nil, err
	}
	return e, nil
}

// EligibilityRuleChange is the input of a change of a rule; nil keeps what there is. Its code and award are what it is.
type EligibilityRuleChange struct {
	ID                 string
	Version            int64
	RecipientKinds     *[]RecipientKind
	Kinds              *[]CommendationKind
	ValidFrom          *viet.Date
	ValidTo            *viet.Date
	Conditions         *[]EligibilityCondition // all of them
	CountsPredecessors *bool
	ExcludedKinds      *[]CommendationKind
	LegalBasisIDs      *[]string
	Basis              *string
	Certainty          *Certainty
	Note               *string
}

// UpdateEligibilityRule changes a rule. Advice that was given before names the version that it went by.
func (r *Register) UpdateEligibilityRule(ctx context.Context, v access.Viewer, in EligibilityRuleChange) (*EligibilityRule, error) {
	d, err := beginOf(access.Settings, v, access.Update, "eligibilityrule.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.eligibilityRules, d, Ref{in.ID, in.Version}, func(e *EligibilityRule) (*EligibilityRule, error) {
		next := *e
		set(&next.RecipientKinds, in.RecipientKinds)
		set(&next.Kinds, in.Kinds)
		set(&next.ValidFrom, in.ValidFrom)
		set(&next.ValidTo, in.ValidTo)
		set(&next.Conditions, in.Conditions)
		set(&next.CountsPredecessors, in.CountsPredecessors)
		set(&next.ExcludedKinds, in.ExcludedKinds)
		set(&next.LegalBasisIDs, in.LegalBasisIDs)
		set(&next.Basis, in.Basis)
		set(&next.Certainty, in.Certainty)
		set(&next.Note, in.Note)
		return &next, r.checkRule(ctx, &next)
	})
}

// RemoveEligibilityRule removes a rule that was entered by mistake; one that the law ended has a last day.
func (r *Register) RemoveEligibilityRule(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := beginOf(access.Settings, v, access.Remove, "eligibilityrule.remove", "")
	if err != nil {
		return err
	}
	return remove(ctx, r, r.eligibilityRules, d, ref)
}

// checkRule checks a rule, what it refers to, and that no other one holds at the same time.
func (r *Register) checkRule(ctx context.Context, e *EligibilityRule) error {
	if err := e.check(); err != nil {
		return err
	}
	types := []string{e.AwardTypeID}
	for _, c := range e.Conditions {
		types = append(types, c.AwardTypeIDs...)
	}
	known, err := r.awardTypes.ByIDs(ctx, listed(types), store.Whole)
	if err != nil {
		return err
	}
	if known[e.AwardTypeID] == nil {
		return missing(r.awardTypes, "awardTypeId", e.AwardTypeID)
	}
	for i, c := range e.Conditions {
		for j, id := range c.AwardTypeIDs {
			if known[id] == nil {
				return missing(r.awardTypes, fmt.Sprintf("conditions.%d.awardTypeIds.%d", i, j), id)
			}
		}
	}
	if _, err := allReferred(ctx, r.legalReferences, "legalBasisIds", e.LegalBasisIDs); err != nil {
		return err
	}
	others, err := r.EligibilityRulesOfTypes(ctx, access.System(), []string{e.AwardTypeID}, nil)
	if err != nil {
		return err
	}
	if len(others[e.AwardTypeID]) == maxRulesOfType {
		return errs.New(errs.Limit, fmt.Sprintf("Mỗi danh hiệu, hình thức có tối đa %d bộ điều kiện.", maxRulesOfType-1),
			fmt.Sprintf("An award has at most %d rules.", maxRulesOfType-1))
	}
	for _, o := range others[e.AwardTypeID] {
		if e.rivals(o) {
			return errs.InvalidField("validFrom",
				fmt.Sprintf("Trùng thời gian hiệu lực với bộ điều kiện %s; hãy kết thúc bộ kia trước.", o.Code),
				fmt.Sprintf("The rule %s holds at the same time: end that one first.", o.Code))
		}
	}
	return nil
}
