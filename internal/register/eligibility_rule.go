package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// EligibilityRule (điều kiện xét tặng) is what the law of a time asks of who is to receive an award. It is data: a new
// decree ends one rule and begins another, and advice of earlier years goes on by the earlier one.
type EligibilityRule struct {
	store.Head     `bson:",inline"`
	Code           string                 `bson:"code"` // unique, such as "CHIEN_SI_THI_DUA_CO_SO_2024"
	AwardTypeID    string                 `bson:"awardTypeId"`
	RecipientKinds []RecipientKind        `bson:"recipientKinds"` // whom it is about
	Kinds          []CommendationKind     `bson:"kinds"`          // awards given for what; empty for all
	ValidFrom      viet.Date              `bson:"validFrom,omitempty"`
	ValidTo        viet.Date              `bson:"validTo,omitempty"` // the last day
	Conditions     []EligibilityCondition `bson:"conditions"`
	// CountsPredecessors says whether the awards of the units that a unit continues count as its own.
	CountsPredecessors bool `bson:"countsPredecessors"`
	// ExcludedKinds are awards that do not count towards this one, such as those for extraordinary deeds.
	ExcludedKinds []CommendationKind `bson:"excludedKinds"`
	LegalBasisIDs []string           `bson:"legalBasisIds"`
	Basis         string             `bson:"basis,omitempty"` // where the law says so, in words
	Certainty     Certainty          `bson:"certainty"`
	Note          string             `bson:"note,omitempty"`
}

// EligibilityCondition is one thing that a rule asks. Which of its numbers are read, its kind says.
type EligibilityCondition struct {
	Kind         ConditionKind `bson:"kind"`
	AwardTypeIDs []string      `bson:"awardTypeIds"` // one of them, wherever awards are spoken of
	Years        int64         `bson:"years,omitempty"`
	Times        int64         `bson:"times,omitempty"`
	Percent      int64         `bson:"percent,omitempty"`
	Level        AdminLevel    `bson:"level,omitempty"`
	IncludesYear bool          `bson:"includesYear"`   // whether the year of the achievement is one of the years
	Advisory     bool          `bson:"advisory"`       // usual, but not asked by the law: it does not make anybody ineligible
	Text         string        `bson:"text,omitempty"` // what is asked, where a kind cannot say it
}

// ConditionKind is what a condition asks.
type ConditionKind string

// The kinds of condition. The register knows the answer to those about awards; of the others it can only say that somebody
// has to look.
const (
	HoldsInYear    ConditionKind = "HOLDS_IN_YEAR" // one of the awards for the year of the achievement
	YearsRunning   ConditionKind = "YEARS_RUNNING" // one of the awards in each of Years years running
	TimesWithin    ConditionKind = "TIMES_WITHIN"  // one of the awards in at least Times of the last Years years
	HoldsBefore    ConditionKind = "HOLDS_BEFORE"  // one of the awards, at least Years years ago
	MinimumGap     ConditionKind = "MINIMUM_GAP"   // at least Years years since the last of the awards, or of its own kind
	OnceOnly       ConditionKind = "ONCE_ONLY"     // never had before
	NotTogether    ConditionKind = "NOT_TOGETHER"  // none of the awards for the same year
	RatioCap       ConditionKind = "RATIO_CAP"     // at most Percent for each hundred that have one of the awards from the same nominator
	Initiative     ConditionKind = "INITIATIVE"    // Times recognised initiatives with effect at Level
	Outstanding    ConditionKind = "OUTSTANDING"   // outstanding completion of tasks for Years years running
	MemberShare    ConditionKind = "MEMBER_SHARE"  // Percent of the members do what Text says
	LeadsBloc      ConditionKind = "LEADS_BLOC"    // first in its bloc, or in a movement at its end
	NoDiscipline   ConditionKind = "NO_DISCIPLINE" // no discipline, inspection or complaint is pending
	OtherCondition ConditionKind = "STATEMENT"     // what Text says
)

// needs says which parts of a condition its kind reads, and thus asks for.
type needs struct{ types, years, times, percent, level, text bool }

// needsOf returns the parts that a kind of condition asks for, and false for no kind.
func needsOf(k ConditionKind) (needs, bool) {
	switch k {
	case HoldsInYear, NotTogether:
		return needs{types: true}, true
	case YearsRunning:
		return needs{types: true, years: true}, true
	case TimesWithin:
		return needs{types: true, years: true, times: true}, true
	case HoldsBefore:
		return needs{types: true}, true
	case MinimumGap, Outstanding:
		return needs{years: true}, true
	case RatioCap:
		return needs{types: true, percent: true}, true
	case Initiative:
		return needs{times: true, level: true}, true
	case MemberShare:
		return needs{percent: true, text: true}, true
	case OtherCondition:
		return needs{text: true}, true
	case OnceOnly, LeadsBloc, NoDiscipline:
		return needs{}, true
	default:
		return needs{}, false
	}
}

// Bounds of rules. No law looks back further than a working life.
const (
	maxConditions = 20
	maxYears      = 50
)

// check cleans and checks the rule in place; its lists become its own. Whether what it refers to exists is another matter.
func (e *EligibilityRule) check() error {
	e.Certainty = cmp.Or(e.Certainty, Unverified)
	err := cmp.Or(
		validCode(e.Code), optionalDay("validFrom", e.ValidFrom), optionalDay("validTo", e.ValidTo), inOrder("validTo", e.ValidFrom, e.ValidTo),
		cleanOptional("basis", &e.Basis), cleanBody("note", &e.Note), known("certainty", e.Certainty, certainties()...),
	)
	if len(e.RecipientKinds) == 0 {
		err = cmp.Or(err, error(errs.InvalidField("recipientKinds", "Hãy nêu ít nhất một loại đối tượng.", "Name at least one kind of recipient.")))
	}
	for _, k := range e.RecipientKinds {
		err = cmp.Or(err, known("recipientKinds", k, recipientKinds()...))
	}
	for _, k := range e.Kinds {
		err = cmp.Or(err, known("kinds", k, commendationKinds()...))
	}
	for _, k := range e.ExcludedKinds {
		err = cmp.Or(err, known("excludedKinds", k, commendationKinds()...))
	}
	if n := len(e.Conditions); n < 1 || n > maxConditions {
		err = cmp.Or(err, error(errs.InvalidField("conditions",
			fmt.Sprintf("Cần từ 1 đến %d điều kiện.", maxConditions), fmt.Sprintf("Give 1 to %d conditions.", maxConditions))))
	}
	e.Conditions = slices.Clone(e.Conditions)
	for i := range e.Conditions {
		err = cmp.Or(err, e.Conditions[i].check(fmt.Sprintf("conditions.%d", i)))
	}
	e.RecipientKinds, e.Kinds, e.ExcludedKinds, e.LegalBasisIDs = listed(e.RecipientKinds), listed(e.Kinds), listed(e.ExcludedKinds), listed(e.LegalBasisIDs)
	return err
}

// check cleans and checks a condition: its kind must have what it reads, and numbers are within their bounds.
func (c *EligibilityCondition) check(path string) error {
	need, ok := needsOf(c.Kind)
	if !ok {
		return errs.InvalidField(path+".kind", fmt.Sprintf("Giá trị %q không thuộc danh mục.", string(c.Kind)), fmt.Sprintf("%q is not one of the values.", string(c.Kind)))
	}
	c.AwardTypeIDs = listed(c.AwardTypeIDs)
	err := cmp.Or(cleanBody(path+".text", &c.Text), notMore(path+".awardTypeIds", len(c.AwardTypeIDs)))
	if need.types && len(c.AwardTypeIDs) == 0 {
		err = cmp.Or(err, error(errs.InvalidField(path+".awardTypeIds", "Hãy nêu danh hiệu, hình thức được tính.", "Name the awards that count.")))
	}
	if need.text && c.Text == "" {
		err = cmp.Or(err, error(errs.InvalidField(path+".text", "Hãy ghi nội dung điều kiện.", "Say what is asked.")))
	}
	for _, n := range []struct {
		field  string
		value  int64
		needed bool
		high   int64
	}{{"years", c.Years, need.years, maxYears}, {"times", c.Times, need.times, maxYears}, {"percent", c.Percent, need.percent, 100}} {
		low := int64(0)
		if n.needed {
			low = 1
		}
		err = cmp.Or(err, between(path+"."+n.field, n.value, low, n.high))
	}
	if need.level || c.Level != "" {
		err = cmp.Or(err, known(path+".level", c.Level, adminLevels()...))
	}
	if c.Kind == TimesWithin && c.Times > c.Years {
		err = cmp.Or(err, error(errs.InvalidField(path+".times", "Số lần không được nhiều hơn số năm.", "There cannot be more times than years.")))
	}
	return err
}

// appliesTo reports whether the rule says what an award asks on a day.
func (e *EligibilityRule) appliesTo(recipient RecipientKind, kind CommendationKind, on viet.Date) bool {
	return within(on, e.ValidFrom, e.ValidTo) && slices.Contains(e.RecipientKinds, recipient) &&
		(len(e.Kinds) == 0 || slices.Contains(e.Kinds, kind))
}

// rivals reports whether both rules could apply to the same award.
func (e *EligibilityRule) rivals(o *EligibilityRule) bool {
	share := func(kind RecipientKind) bool { return slices.Contains(o.RecipientKinds, kind) }
	kinds := len(e.Kinds) == 0 || len(o.Kinds) == 0 || slices.ContainsFunc(e.Kinds, func(k CommendationKind) bool { return slices.Contains(o.Kinds, k) })
	return e.ID != o.ID && e.AwardTypeID == o.AwardTypeID && kinds && slices.ContainsFunc(e.RecipientKinds, share) &&
		overlap(e.ValidFrom, e.ValidTo, o.ValidFrom, o.ValidTo)
}
