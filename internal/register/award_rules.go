package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// checkKind refuses an award of a type that is not given to this kind of recipient, or not valid on the day.
func (t *AwardType) checkKind(kind RecipientKind, day viet.Date) error {
	if !slices.Contains(t.RecipientKinds, kind) {
		return errs.InvalidField("recipient.kind",
			t.Label+" không dành cho loại đối tượng này.",
			t.Label+" is not given to this kind of recipient.")
	}
	if !within(day, t.ValidFrom, t.ValidTo) {
		return errs.InvalidField("awardTypeId",
			fmt.Sprintf("%s không có hiệu lực vào ngày %s.", t.Label, day.Format()),
			fmt.Sprintf("%s is not valid on %s.", t.Label, day))
	}
	return nil
}

// quota returns how many awards of a form the bloc-year may nominate; nil is no limit.
func (y *BlocYear) quota(form AwardForm) *int64 {
	switch form {
	case Flag:
		return y.FlagQuota
	case Certificate:
		return y.CertificateQuota
	default:
		return nil
	}
}

// quotaUse is what is used of a quota: by how many awards, and which of its places they have. An award that was there
// before the quota was has none.
type quotaUse struct {
	n     int64
	taken map[int64]bool
}

// used returns what awards of a form use of a quota; those that are withdrawn use nothing.
func used(form AwardForm, awards []*Award) *quotaUse {
	u := &quotaUse{taken: map[int64]bool{}}
	for _, a := range awards {
		if a.Form == form && a.State != Withdrawn {
			u.add(a.Place)
		}
	}
	return u
}

func (u *quotaUse) add(place int64) {
	u.n++
	u.taken[place] = true
}

// place returns the place of the quota that a nomination takes: the lowest that is free, or 0 where there is no quota. It
// refuses one that its bloc-year has no room for. Those who nominate at the same moment see the same place free, and its
// unique claim gives it to one of them.
func (y *BlocYear) place(a *Award, u *quotaUse) (int64, error) {
	if a.Year != y.Year {
		return 0, errs.InvalidField("year",
			fmt.Sprintf("Năm thành tích phải là năm công tác của khối: %d.", y.Year),
			fmt.Sprintf("The year must be that of the bloc-year, %d.", y.Year))
	}
	limit := y.quota(a.Form)
	if limit == nil {
		return 0, nil
	}
	if u.n >= *limit {
		return 0, errs.New(errs.Limit,
			fmt.Sprintf("Khối đã đề nghị đủ %d suất của hình thức này trong năm.", *limit),
			fmt.Sprintf("The bloc-year's quota of %d is used up.", *limit))
	}
	place := int64(1)
	for u.taken[place] {
		place++
	}
	return place, nil
}

// nominated returns a registered award as nominated, under the names that it was registered with.
func (a *Award) nominated(on viet.Date, atID string) (*Award, error) {
	next, err := a.take(Nominating)
	if err != nil {
		return nil, err
	}
	if err := cmp.Or(optionalDay("on", on), notBeforeYear("on", on, a.Year)); err != nil {
		return nil, err
	}
	next.NominatedOn, next.NominatedAtID = on, atID
	return next, nil
}

// voted returns the award with the vote of a session, which takes it further if it passed. A vote that did not pass stays
// on record, and so does that of an earlier session in the session itself. The session may correct its own vote until the
// award is submitted.
func (a *Award) voted(v Vote) (*Award, error) {
	from := *a
	if a.State == Voted && a.Vote != nil && a.Vote.SessionID == v.SessionID {
		from.State = Nominated
	}
	next, err := from.take(Voting)
	if err != nil {
		return nil, err
	}
	if err := inOrder("id", a.NominatedOn, v.On); err != nil {
		return nil, err
	}
	if !v.Passed {
		next.State = Nominated
	}
	next.Vote = &v
	return next, nil
}

// submitted returns the award as handed in to who decides, also again after it was returned.
func (a *Award) submitted(on viet.Date) (*Award, error) {
	next, err := a.take(Submitting)
	if err != nil {
		return nil, err
	}
	err = cmp.Or(optionalDay("on", on), inOrder("on", a.NominatedOn, on))
	if a.Vote != nil {
		err = cmp.Or(err, inOrder("on", a.Vote.On, on))
	}
	if err != nil {
		return nil, err
	}
	next.SubmittedOn, next.ReturnedReason = on, ""
	return next, nil
}

// returned returns the award as given back to be completed, for a reason.
func (a *Award) returned(reason string) (*Award, error) {
	next, err := a.take(Returning)
	if err != nil {
		return nil, err
	}
	next.ReturnedReason = reason
	return next, nil
}

// withdrawn returns the award as taken back by who proposed it.
func (a *Award) withdrawn() (*Award, error) { return a.take(Withdrawing) }

// decided returns the award as given by a decision. One that this decision has given already comes back as it is.
func (a *Award) decided(d *Decision, issuer *Unit, t *AwardType) (*Award, error) {
	if a.givenBy(d.ID) {
		return a, nil
	}
	next, err := a.take(Approving)
	if err != nil {
		return nil, err
	}
	return next, next.grantedBy(d, issuer, t)
}

// givenBy reports whether the decision gave the award.
func (a *Award) givenBy(decisionID string) bool { return a.IsGranted() && a.DecisionID == decisionID }

// notBeforeYear refuses a day before the year of the achievement began.
func notBeforeYear(path string, day viet.Date, year int64) error {
	if day == "" || int64(day.Year()) >= year {
		return nil
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Năm thành tích (%d) không được sau ngày %s.", year, day.Format()),
		fmt.Sprintf("The year of the achievement, %d, must not be after %s.", year, day))
}

// grantedBy fills in the decision, if it may give the award: not before the achievement or the nomination, and by a body
// that has the power to.
func (a *Award) grantedBy(d *Decision, issuer *Unit, t *AwardType) error {
	if a.Year > int64(d.IssuedOn.Year()) {
		return errs.InvalidField("year",
			fmt.Sprintf("Năm thành tích (%d) không được sau năm ra quyết định (%d).", a.Year, d.IssuedOn.Year()),
			fmt.Sprintf("The year of the achievement, %d, must not be after that of the decision, %d.", a.Year, d.IssuedOn.Year()))
	}
	if err := inOrder("decisionId", a.NominatedOn, d.IssuedOn); err != nil {
		return err
	}
	if err := a.decidable(d, issuer, t); err != nil {
		return err
	}
	a.DecisionID, a.DecidedOn, a.IssuerName = d.ID, d.IssuedOn, d.IssuerName
	return nil
}

// rejected returns the award as refused, for a reason.
func (a *Award) rejected(reason string) (*Award, error) {
	next, err := a.take(Rejecting)
	if err != nil {
		return nil, err
	}
	next.RejectedReason = reason
	return next, nil
}

// presented returns the award as handed over.
func (a *Award) presented(on viet.Date, eventID string) (*Award, error) {
	next, err := a.take(Presenting)
	if err != nil {
		return nil, err
	}
	next.PresentedOn, next.PresentedAtEventID = on, eventID
	return next, cmp.Or(validDay("on", on), inOrder("on", a.DecidedOn, on))
}

// revoked returns the award as taken back by a decision of its own. What gave it stays on record.
func (a *Award) revoked(d *Decision, reason string) (*Award, error) {
	next, err := a.take(Revoking)
	if err != nil {
		return nil, err
	}
	if d.ID == a.DecisionID {
		return nil, errs.InvalidField("decisionId",
			"Việc hủy bỏ cần một quyết định riêng, khác quyết định tặng.",
			"A revocation needs a decision of its own, not the one that gave the award.")
	}
	if err := inOrder("decisionId", a.DecidedOn, d.IssuedOn); err != nil {
		return nil, err
	}
	next.Revocation = &Revocation{DecisionID: d.ID, Reason: reason, On: d.IssuedOn}
	return next, nil
}

// Warning is advice about a change that was made all the same.
type Warning struct{ Vi, En string }

// warnings advises against naming one recipient for the flag and for the certificate of the same level and year: one
// achievement is to have one award. others are the awards of the recipient.
func (a *Award) warnings(others []*Award) []Warning {
	twin := map[AwardForm]AwardForm{Flag: Certificate, Certificate: Flag}[a.Form]
	if twin == "" || !slices.ContainsFunc(others, func(o *Award) bool {
		return o.Form == twin && o.Level == a.Level && o.Year == a.Year && o.State != Withdrawn && o.State != Rejected
	}) {
		return []Warning{}
	}
	return []Warning{{
		Vi: fmt.Sprintf("%s đã được đề nghị cả Cờ thi đua và Bằng khen cùng cấp trong năm %d.", a.Recipient.Name, a.Year),
		En: fmt.Sprintf("%s is nominated for both the flag and the certificate of this level in %d.", a.Recipient.Name, a.Year),
	}}
}
