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

// nominable refuses a nomination that its bloc-year has no room for. others are the awards of the bloc-year that are not
// withdrawn.
func (y *BlocYear) nominable(a *Award, others []*Award) error {
	if a.Year != y.Year {
		return errs.InvalidField("year",
			fmt.Sprintf("Năm thành tích phải là năm công tác của khối: %d.", y.Year),
			fmt.Sprintf("The year must be that of the bloc-year, %d.", y.Year))
	}
	limit := y.quota(a.Form)
	if limit == nil {
		return nil
	}
	var n int64
	for _, o := range others {
		if o.Form == a.Form && o.State != Withdrawn {
			n++
		}
	}
	if n >= *limit {
		return errs.New(errs.Limit,
			fmt.Sprintf("Khối đã đề nghị đủ %d suất của hình thức này trong năm.", *limit),
			fmt.Sprintf("The bloc-year's quota of %d is used up.", *limit))
	}
	return nil
}

// decided returns the award as given by a decision. The steps between nomination and decision need not be on record.
func (a *Award) decided(d *Decision, issuer *Unit) (*Award, error) {
	switch a.State {
	case Nominated, Voted, Submitted:
	default:
		return nil, wrongState(a, "phê duyệt", "approved")
	}
	next := *a
	if err := next.grantedBy(d, issuer); err != nil {
		return nil, err
	}
	next.State = Approved
	return &next, nil
}

// grantedBy fills in the decision, if it may give the award: not before the achievement or the nomination, and by a body
// of the level that the award is of.
func (a *Award) grantedBy(d *Decision, issuer *Unit) error {
	if a.Year > int64(d.IssuedOn.Year()) {
		return errs.InvalidField("year",
			fmt.Sprintf("Năm thành tích (%d) không được sau năm ra quyết định (%d).", a.Year, d.IssuedOn.Year()),
			fmt.Sprintf("The year of the achievement, %d, must not be after that of the decision, %d.", a.Year, d.IssuedOn.Year()))
	}
	if err := inOrder("decisionId", a.NominatedOn, d.IssuedOn); err != nil {
		return err
	}
	switch a.Level {
	case StateLevel, MinistryLevel, ProvinceLevel, DistrictLevel:
		if issuer.Level != a.Level {
			return errs.InvalidField("decisionId",
				fmt.Sprintf("%s không có thẩm quyền quyết định %s.", d.IssuerName, a.TypeName),
				fmt.Sprintf("%s is not of the level that decides %s.", d.IssuerName, a.TypeName))
		}
	case CommuneLevel, Grassroots: // decided by heads of bodies of any level
	}
	a.DecisionID, a.DecidedOn, a.IssuerName = d.ID, d.IssuedOn, d.IssuerName
	return nil
}

// rejected returns the award as refused, for a reason.
func (a *Award) rejected(reason string) (*Award, error) {
	switch a.State {
	case Nominated, Voted, Submitted:
	default:
		return nil, wrongState(a, "từ chối", "rejected")
	}
	next := *a
	next.State, next.RejectedReason = Rejected, reason
	return &next, nil
}

// presented returns the award as handed over.
func (a *Award) presented(on viet.Date, eventID string) (*Award, error) {
	if a.State != Approved {
		return nil, wrongState(a, "trao tặng", "presented")
	}
	if err := cmp.Or(validDay("on", on), inOrder("on", a.DecidedOn, on)); err != nil {
		return nil, err
	}
	next := *a
	next.State, next.PresentedOn, next.PresentedAtEventID = Granted, on, eventID
	return &next, nil
}

// revoked returns the award as taken back by a decision of its own. What gave it stays on record.
func (a *Award) revoked(d *Decision, reason string) (*Award, error) {
	if a.State != Approved && a.State != Granted {
		return nil, wrongState(a, "hủy bỏ", "revoked")
	}
	if d.ID == a.DecisionID {
		return nil, errs.InvalidField("decisionId",
			"Việc hủy bỏ cần một quyết định riêng, khác quyết định tặng.",
			"A revocation needs a decision of its own, not the one that gave the award.")
	}
	if err := inOrder("decisionId", a.DecidedOn, d.IssuedOn); err != nil {
		return nil, err
	}
	next := *a
	next.State = Revoked
	next.Revocation = &Revocation{DecisionID: d.ID, Reason: reason, On: d.IssuedOn}
	return &next, nil
}

func wrongState(a *Award, vi, en string) error {
	return errs.New(errs.Invalid,
		fmt.Sprintf("Hồ sơ đang ở trạng thái %s, không %s được.", a.State, vi),
		fmt.Sprintf("The award is %s and cannot be %s.", a.State, en))
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
