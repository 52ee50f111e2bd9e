package register

import (
	"slices"

	"thidua/internal/viet"
)

// Eligibility (tư vấn điều kiện) is advice: whether what is on record meets the rule of an award. It blocks nothing, for
// what is on record is never all, and who decides may know better.
type Eligibility struct {
	State EligibilityState
	Rule  *EligibilityRule // nil if none is on record for the award and the day
	On    viet.Date        // the day as of which the rule was chosen
	// Checks has one line for each condition of the rule, in its order.
	Checks []*EligibilityCheck
	// Partial says that who asked does not see all records, so that nothing is said from what is not there.
	Partial bool
}

// EligibilityCheck is what is on record about one condition.
type EligibilityCheck struct {
	Condition EligibilityCondition
	State     EligibilityState
	// MissingYears are the years for which an award is asked that is not on record, the oldest first.
	MissingYears []int64
	Message      Warning
}

// EligibilityState is an answer that need not be yes or no.
type EligibilityState string

// The states. Unknown is also what has been proposed and not decided.
const (
	Satisfied   EligibilityState = "SATISFIED"
	Unsatisfied EligibilityState = "UNSATISFIED"
	Unknown     EligibilityState = "UNKNOWN"
)

// Missing returns the checks that are not satisfied.
func (e *Eligibility) Missing() []*EligibilityCheck {
	missing := []*EligibilityCheck{}
	for _, c := range e.Checks {
		if c.State != Satisfied {
			missing = append(missing, c)
		}
	}
	return missing
}

// RuleVersion returns the version of the rule that was applied, nil if there was none.
func (e *Eligibility) RuleVersion() *int64 {
	if e.Rule == nil {
		return nil
	}
	return &e.Rule.Version
}

// EligibilityAsk is a question: whether a recipient may be proposed for an award for a year.
type EligibilityAsk struct {
	RecipientKind RecipientKind
	RecipientID   string
	AwardTypeID   string
	Year          int64
	Kind          CommendationKind
	On            viet.Date // as of which the law is asked; the last day of the year if empty
	NominatorID   string    // the unit that proposes, among whose people a ratio is counted; empty if not known
	AwardID       string    // of the award that the question is about, which does not count for or against itself
}

// evidence is what is on record about one question.
type evidence struct {
	awards  []*Award // of the recipient and, where the rule counts them, of what it continues
	partial bool
	labels  map[string]string // of award types
	share   *share            // nil if it is not known
}

// share counts who has an award, or is proposed for it, among those who have what it builds upon.
type share struct{ of, among int64 }

// asked returns the day as of which the law is asked.
func (q EligibilityAsk) asked() viet.Date {
	if q.On != "" {
		return q.On
	}
	return lastDayOf(q.Year)
}

// ruleFor picks the rule that applies. Rules on record do not rival each other, unless two were entered at the same moment:
// then the one that began last applies, so that the answer is the same each time.
func ruleFor(rules []*EligibilityRule, q EligibilityAsk) *EligibilityRule {
	var best *EligibilityRule
	for _, r := range rules {
		if r.AwardTypeID != q.AwardTypeID || !r.appliesTo(q.RecipientKind, q.Kind, q.asked()) {
			continue
		}
		if best == nil || r.ValidFrom > best.ValidFrom || (r.ValidFrom == best.ValidFrom && r.ID > best.ID) {
			best = r
		}
	}
	return best
}

// advise answers a question from a rule and what is on record.
func advise(rule *EligibilityRule, q EligibilityAsk, seen evidence) *Eligibility {
	e := &Eligibility{State: Unknown, Rule: rule, On: q.asked(), Checks: []*EligibilityCheck{}, Partial: seen.partial}
	if rule == nil {
		return e
	}
	e.State = Satisfied
	for _, c := range rule.Conditions {
		check := rule.weigh(c, q, seen)
		check.Condition = c
		e.Checks = append(e.Checks, check)
		switch {
		case c.Advisory || check.State == Satisfied || e.State == Unsatisfied:
		default:
			e.State = check.State
		}
	}
	return e
}

// weigh compares one condition with what is on record.
func (e *EligibilityRule) weigh(c EligibilityCondition, q EligibilityAsk, seen evidence) *EligibilityCheck {
	t := e.timeline(c, q, seen.awards)
	switch c.Kind {
	case HoldsInYear:
		return t.running(c, q.Year, 1, seen)
	case YearsRunning:
		return t.running(c, lastYearOf(c, q), c.Years, seen)
	case TimesWithin:
		return t.within(c, lastYearOf(c, q), seen)
	case HoldsBefore:
		return t.before(c, q.Year, seen)
	case MinimumGap:
		return t.gap(c, q.Year, seen)
	case OnceOnly:
		return t.once(c, seen)
	case NotTogether:
		return t.together(c, q.Year, seen)
	case RatioCap:
		return ratio(c, seen)
	default: // what the register does not know
		return found(Unknown, nil, asksForPapers(c))
	}
}

func lastYearOf(c EligibilityCondition, q EligibilityAsk) int64 {
	if c.IncludesYear {
		return q.Year
	}
	return q.Year - 1
}

// timeline is the years in which a recipient has, or is proposed for, one of some awards.
type timeline struct {
	given   []int64 // sorted, each once
	pending []int64 // likewise, without those given
}

// timeline returns the years of the awards that count towards a condition. A condition that names no awards is about the
// rule's own.
func (e *EligibilityRule) timeline(c EligibilityCondition, q EligibilityAsk, awards []*Award) timeline {
	types := c.AwardTypeIDs
	if len(types) == 0 {
		types = []string{e.AwardTypeID}
	}
	var t timeline
	for _, a := range awards {
		if a.ID == q.AwardID || !slices.Contains(types, a.AwardTypeID) || slices.Contains(e.ExcludedKinds, a.Kind) {
			continue
		}
		switch {
		case a.IsGranted():
			t.given = append(t.given, a.Year)
		case a.isUndecided():
			t.pending = append(t.pending, a.Year)
		}
	}
	slices.Sort(t.given)
	t.given = slices.Compact(t.given)
	slices.Sort(t.pending)
	t.pending = slices.DeleteFunc(slices.Compact(t.pending), func(y int64) bool { return slices.Contains(t.given, y) })
	return t
}

// running asks for n years without a gap, up to the last one.
func (t timeline) running(c EligibilityCondition, last, n int64, seen evidence) *EligibilityCheck {
	var missing []int64
	pending := 0
	for year := last - n + 1; year <= last; year++ {
		switch {
		case slices.Contains(t.given, year):
		case slices.Contains(t.pending, year):
			pending++
			missing = append(missing, year)
		default:
			missing = append(missing, year)
		}
	}
	switch {
	case len(missing) == 0:
		return found(Satisfied, nil, hasYears(c, seen, last-n+1, last))
	case pending == len(missing):
		return found(Unknown, missing, proposedYears(c, seen, missing))
	default:
		return found(absent(seen), missing, lacksYears(c, seen, missing))
	}
}

// within asks for a number of years among those of a window.
func (t timeline) within(c EligibilityCondition, last int64, seen evidence) *EligibilityCheck {
	var missing []int64
	var given, pending int64
	for year := last - c.Years + 1; year <= last; year++ {
		switch {
		case slices.Contains(t.given, year):
			given++
			continue
		case slices.Contains(t.pending, year):
			pending++
		}
		missing = append(missing, year)
	}
	message := hasTimes(c, seen, given, last-c.Years+1, last)
	switch {
	case given >= c.Times:
		return found(Satisfied, nil, message)
	case given+pending >= c.Times:
		return found(Unknown, missing, message)
	default:
		return found(absent(seen), missing, message)
	}
}

// before asks for an award of long enough ago.
func (t timeline) before(c EligibilityCondition, year int64, seen evidence) *EligibilityCheck {
	switch {
	case len(t.given) == 0 && len(t.pending) > 0:
		return found(Unknown, nil, proposedYears(c, seen, t.pending))
	case len(t.given) == 0:
		return found(absent(seen), nil, lacksBefore(c, seen))
	case t.given[0]+c.Years <= year:
		return found(Satisfied, nil, hasBefore(c, seen, t.given[0]))
	default:
		return found(absent(seen), nil, tooSoon(c, seen, t.given[0]))
	}
}

// gap asks for enough years since the last time.
func (t timeline) gap(c EligibilityCondition, year int64, seen evidence) *EligibilityCheck {
	earlier := slices.DeleteFunc(slices.Clone(t.given), func(y int64) bool { return y > year })
	switch {
	case len(earlier) == 0:
		return found(present(seen), nil, neverBefore(c, seen))
	case earlier[len(earlier)-1]+c.Years <= year:
		return found(present(seen), nil, hasBefore(c, seen, earlier[len(earlier)-1]))
	default:
		return found(Unsatisfied, nil, tooSoon(c, seen, earlier[len(earlier)-1]))
	}
}

// once asks that it was never had, in whatever year.
func (t timeline) once(c EligibilityCondition, seen evidence) *EligibilityCheck {
	switch {
	case len(t.given) > 0:
		return found(Unsatisfied, nil, hasBefore(c, seen, t.given[0]))
	case len(t.pending) > 0:
		return found(Unknown, nil, proposedYears(c, seen, t.pending))
	default:
		return found(present(seen), nil, neverBefore(c, seen))
	}
}

// together asks that no other award is given, or proposed, for the year.
func (t timeline) together(c EligibilityCondition, year int64, seen evidence) *EligibilityCheck {
	if slices.Contains(t.given, year) || slices.Contains(t.pending, year) {
		return found(Unsatisfied, nil, alsoInYear(c, seen, year))
	}
	return found(present(seen), nil, notInYear(c, seen, year))
}

// ratio asks that not too many have the award among those of the nominator.
func ratio(c EligibilityCondition, seen evidence) *EligibilityCheck {
	switch {
	case seen.share == nil || seen.partial:
		return found(Unknown, nil, capOf(c, seen))
	case seen.share.of*100 > c.Percent*seen.share.among:
		return found(Unsatisfied, nil, shareTaken(c, seen))
	default:
		return found(Satisfied, nil, shareTaken(c, seen))
	}
}

// absent is the state of what is not on record: of a partial sight one cannot tell.
func absent(seen evidence) EligibilityState {
	if seen.partial {
		return Unknown
	}
	return Unsatisfied
}

// present is the state of a condition that is met as long as nothing is on record.
func present(seen evidence) EligibilityState {
	if seen.partial {
		return Unknown
	}
	return Satisfied
}

func found(state EligibilityState, missing []int64, message Warning) *EligibilityCheck {
	return &EligibilityCheck{State: state, MissingYears: append([]int64{}, missing...), Message: message}
}
