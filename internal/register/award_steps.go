package register

import (
	"cmp"
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/viet"
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

// Vote is how a meeting or council voted on an award. Counts are nil where they were not taken, as by consensus.
type Vote struct {
	On       viet.Date  `bson:"on"`
	Method   VoteMethod `bson:"method"`
	EventID  string     `bson:"eventId,omitempty"` // the meeting, if it is on record
	Eligible *int64     `bson:"eligible,omitempty"`
	Present  *int64     `bson:"present,omitempty"`
	Yes      *int64     `bson:"yes,omitempty"`
	No       *int64     `bson:"no,omitempty"`
	Invalid  *int64     `bson:"invalid,omitempty"`
}

// VoteMethod is how a vote is taken.
type VoteMethod string

// The methods.
const (
	Consensus    VoteMethod = "CONSENSUS"
	OpenVote     VoteMethod = "OPEN_VOTE"
	SecretBallot VoteMethod = "SECRET_BALLOT"
	WrittenPoll  VoteMethod = "WRITTEN_POLL"
)

// maxVoters bounds the counts of a vote.
const maxVoters = 100_000

// check refuses counts that cannot be: yes, no and invalid together are no more than who was present, and these no more
// than who was eligible. All but a consensus must be counted.
func (v *Vote) check() error {
	err := cmp.Or(validDay("on", v.On), known("method", v.Method, Consensus, OpenVote, SecretBallot, WrittenPoll))
	if err != nil {
		return err
	}
	for path, n := range map[string]*int64{"eligible": v.Eligible, "present": v.Present, "yes": v.Yes, "no": v.No, "invalid": v.Invalid} {
		if n != nil {
			err = cmp.Or(err, between(path, *n, 0, maxVoters))
		}
	}
	if v.Yes == nil && v.Method != Consensus {
		err = cmp.Or(err, error(errs.InvalidField("yes",
			"Hãy ghi số phiếu; chỉ khi thống nhất chung mới không cần.", "Give the counts: only a consensus has none.")))
	}
	cast := count(v.Yes) + count(v.No) + count(v.Invalid)
	switch {
	case err != nil:
		return err
	case v.Present != nil && cast > *v.Present:
		return errs.InvalidField("present",
			fmt.Sprintf("Có %d phiếu nhưng chỉ %d người dự.", cast, *v.Present),
			fmt.Sprintf("There are %d votes of %d people present.", cast, *v.Present))
	case v.Eligible != nil && max(cast, count(v.Present)) > *v.Eligible:
		return errs.InvalidField("eligible",
			fmt.Sprintf("Số phiếu hoặc số người dự lớn hơn %d thành viên.", *v.Eligible),
			fmt.Sprintf("The votes or those present are more than %d members.", *v.Eligible))
	}
	return nil
}

func count(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}
