package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// joining refuses a membership that shares a day with another of the same unit in the same bloc, or that lies outside
// the days of either.
func (m *BlocMembership) joining(b *Bloc, u *Unit, others []*BlocMembership) error {
	err := cmp.Or(
		validDay("from", m.From), optionalDay("to", m.To), inOrder("to", m.From, m.To),
		between("ordinal", m.Ordinal, 1, maxListed),
	)
	if err != nil {
		return err
	}
	if !within(m.From, b.ValidFrom, b.ValidTo) {
		return errs.InvalidField("from",
			fmt.Sprintf("%s không hoạt động vào ngày %s.", b.Name, m.From.Format()),
			fmt.Sprintf("%s does not exist on %s.", b.Name, m.From))
	}
	if !u.ExistsOn(m.From) || (u.ValidTo != "" && (m.To == "" || m.To > u.ValidTo)) {
		return errs.InvalidField("unitId",
			u.OfficialName+" không tồn tại trong suốt thời gian này.",
			u.OfficialName+" does not exist in all of this time.")
	}
	for _, o := range others {
		if overlap(m.From, m.To, o.From, o.To) {
			return errs.InvalidField("from",
				fmt.Sprintf("Trùng thời gian với lần tham gia từ %s.", o.From.Format()),
				fmt.Sprintf("It overlaps the membership from %s.", o.From))
		}
	}
	return nil
}

// leaving returns the membership as ending on its last day.
func (m *BlocMembership) leaving(on viet.Date, reason, documentID string) (*BlocMembership, error) {
	if m.To != "" {
		return nil, errs.InvalidField("on",
			fmt.Sprintf("Đơn vị đã rời khối từ sau %s.", m.To.Format()),
			fmt.Sprintf("The unit left the bloc after %s.", m.To))
	}
	return m.endedBy(on, reason, documentID)
}

// stepsFrom returns the states that may follow a state of a bloc-year. The mid-year review may be skipped.
func stepsFrom(s BlocYearState) []BlocYearState {
	switch s {
	case Opened:
		return []BlocYearState{CompactSigned}
	case CompactSigned:
		return []BlocYearState{MidYearReviewed, FinalReviewed}
	case MidYearReviewed:
		return []BlocYearState{FinalReviewed}
	case FinalReviewed:
		return []BlocYearState{Closed}
	default:
		return nil
	}
}

// advanced returns the bloc-year one step further. unsettled is how many of its awards were not yet submitted nor
// withdrawn: a year is closed only without them.
func (y *BlocYear) advanced(step BlocYearChange, unsettled int64) (*BlocYear, error) {
	if !slices.Contains(stepsFrom(y.State), step.To) {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Năm công tác đang ở trạng thái %s, không chuyển sang %s được.", y.State, step.To),
			fmt.Sprintf("The bloc-year is %s and cannot become %s.", y.State, step.To))
	}
	if err := optionalDay("on", step.On); err != nil {
		return nil, err
	}
	for _, earlier := range y.Transitions {
		if err := inOrder("on", earlier.On, step.On); err != nil {
			return nil, err
		}
	}
	if step.To == Closed && unsettled > 0 {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Còn %d hồ sơ khen thưởng chưa trình; hãy trình hoặc rút trước khi đóng năm.", unsettled),
			fmt.Sprintf("%d awards are not submitted yet; submit or withdraw them before closing the year.", unsettled))
	}
	next := *y
	next.State = step.To
	next.Transitions = append(slices.Clone(y.Transitions), step)
	return &next, nil
}

// proposable refuses a term whose unit is no member of the bloc on the day, and one that does not go with the terms
// there are: a bloc-year has one head at most, and a unit one office.
func (t *OfficeTerm) proposable(members []*BlocMembership, others []*OfficeTerm) error {
	if err := cmp.Or(known("role", t.Role, HeadRole, DeputyRole), validDay("on", t.ProposedOn)); err != nil {
		return err
	}
	if !slices.ContainsFunc(members, func(m *BlocMembership) bool {
		return m.UnitID == t.UnitID && m.BlocID == t.BlocID && within(t.ProposedOn, m.From, m.To)
	}) {
		return errs.InvalidField("unitId",
			fmt.Sprintf("Đơn vị không là thành viên của khối vào ngày %s.", t.ProposedOn.Format()),
			fmt.Sprintf("The unit is no member of the bloc on %s.", t.ProposedOn))
	}
	for _, o := range others {
		if o.Status != OfficeProposed && o.Status != OfficeConfirmed {
			continue
		}
		if o.UnitID == t.UnitID {
			return errs.InvalidField("unitId",
				"Đơn vị đã là trưởng hoặc phó khối trong năm này.",
				"The unit holds an office in this bloc-year already.")
		}
		if o.Role == HeadRole && t.Role == HeadRole {
			return errs.InvalidField("role",
				fmt.Sprintf("Khối đã có trưởng khối năm này: %s.", o.UnitName),
				fmt.Sprintf("The bloc has a head in this year already: %s.", o.UnitName))
		}
	}
	return nil
}

// take returns a copy of the term with another status, or the refusal of one to which its status does not lead:
// what is proposed is confirmed or declined, and what is confirmed ends.
func (t *OfficeTerm) take(to OfficeStatus) (*OfficeTerm, error) {
	from := OfficeProposed
	if to == OfficeEnded {
		from = OfficeConfirmed
	}
	if t.Status != from {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Nhiệm kỳ đang ở trạng thái %s, không chuyển sang %s được.", t.Status, to),
			fmt.Sprintf("The office term is %s and cannot become %s.", t.Status, to))
	}
	next := *t
	next.Status = to
	return &next, nil
}

// declined returns a proposed term as not taken.
func (t *OfficeTerm) declined() (*OfficeTerm, error) { return t.take(OfficeDeclined) }

// ended returns a confirmed term as over after its last day.
func (t *OfficeTerm) ended(on viet.Date) (*OfficeTerm, error) {
	next, err := t.take(OfficeEnded)
	if err != nil {
		return nil, err
	}
	next.To = on
	return next, cmp.Or(validDay("on", on), inOrder("on", t.ProposedOn, on), inOrder("on", t.From, on))
}

// confirmed returns a proposed term as confirmed.
func (t *OfficeTerm) confirmed(from viet.Date, personID string) (*OfficeTerm, error) {
	next, err := t.take(OfficeConfirmed)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(optionalDay("from", from), inOrder("from", t.ProposedOn, from)); err != nil {
		return nil, err
	}
	next.From = from
	next.PersonID = cmp.Or(personID, t.PersonID)
	return next, nil
}
