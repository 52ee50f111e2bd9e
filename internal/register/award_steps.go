package register

import (
	"fmt"

	"thidua/internal/errs"
)

// AwardStep is something that is done with an award on its way.
type AwardStep string

// The steps.
const (
	Nominating  AwardStep = "NOMINATE"
	Voting      AwardStep = "VOTE"
	Submitting  AwardStep = "SUBMIT"
	Returning   AwardStep = "RETURN"
	Approving   AwardStep = "APPROVE"
	Rejecting   AwardStep = "REJECT"
	Presenting  AwardStep = "PRESENT"
	Revoking    AwardStep = "REVOKE"
	Withdrawing AwardStep = "WITHDRAW"
)

// AwardSteps lists all steps, in the order of an award's life.
func AwardSteps() []AwardStep {
	return []AwardStep{Nominating, Voting, Submitting, Returning, Approving, Rejecting, Presenting, Revoking, Withdrawing}
}

// next returns the state to which a step leads, and whether it may be taken now. An award for an extraordinary deed is
// submitted without a vote: such are given at once.
func (a *Award) next(s AwardStep) (AwardState, bool) {
	switch s {
	case Nominating:
		return Nominated, a.State == Registered
	case Voting:
		return Voted, a.State == Nominated
	case Submitting:
		return Submitted, a.State == Voted || a.State == Returned || (a.State == Nominated && a.Kind == Extraordinary)
	case Returning:
		return Returned, a.State == Submitted
	case Approving:
		return Approved, a.State == Submitted
	case Rejecting:
		return Rejected, a.State == Submitted
	case Presenting:
		return Granted, a.State == Approved
	case Revoking:
		return Revoked, a.State == Approved || a.State == Granted
	case Withdrawing:
		return Withdrawn, a.isUndecided()
	default:
		return a.State, false
	}
}

// isUndecided reports whether the award is on its way to a decision.
func (a *Award) isUndecided() bool {
	switch a.State {
	case Registered, Nominated, Voted, Submitted, Returned:
		return true
	default:
		return false
	}
}

// take returns a copy of the award one step further, or the refusal of a step that its state does not allow.
func (a *Award) take(s AwardStep) (*Award, error) {
	to, ok := a.next(s)
	if !ok {
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Hồ sơ %s đang ở trạng thái %s (%s), chưa %s được.", a.Code, a.State, a.StatusLabel(), s.label()),
			fmt.Sprintf("The award %s is %s, from where it cannot %s.", a.Code, a.State, s))
	}
	next := *a
	next.State = to
	return &next, nil
}

// label returns the step in Vietnamese.
func (s AwardStep) label() string {
	switch s {
	case Nominating:
		return "đề nghị"
	case Voting:
		return "bình xét"
	case Submitting:
		return "trình"
	case Returning:
		return "trả lại"
	case Approving:
		return "phê duyệt"
	case Rejecting:
		return "từ chối"
	case Presenting:
		return "trao tặng"
	case Revoking:
		return "hủy bỏ"
	case Withdrawing:
		return "rút"
	default:
		return string(s)
	}
}

// beginning refuses a state in which no award begins its way. Registrations were not always put on record, so one may
// begin as nominated; one for an extraordinary deed, as submitted too.
func (a *Award) beginning() error {
	switch {
	case a.State == Registered, a.State == Nominated, a.State == Submitted && a.Kind == Extraordinary:
		return nil
	}
	return errs.InvalidField("state",
		"Hồ sơ mới chỉ ở trạng thái đăng ký hoặc đề nghị; khen thưởng đột xuất có thể trình ngay.",
		"A new award is registered or nominated; one for an extraordinary deed may be submitted at once.")
}
