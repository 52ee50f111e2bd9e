package register

import "thidua/internal/viet"

// undecided returns the states of an award on its way: none of them may be worded as given, and only in them do
// citizens comment.
func undecided() []AwardState {
	return []AwardState{Registered, Nominated, Voted, Submitted, Returned}
}

// StatusLabel returns in Vietnamese what an award of the state may be called in public: "Được tặng …" for one that a
// decision gave, and never for any other.
func (a *Award) StatusLabel() string {
	switch a.State {
	case Registered:
		return "Đăng ký " + a.TypeName
	case Nominated, Voted, Submitted, Returned:
		return "Đề nghị tặng " + a.TypeName
	case Approved, Granted:
		return "Được tặng " + a.TypeName
	case Rejected:
		return "Không được xét tặng " + a.TypeName
	case Revoked:
		return "Đã bị hủy bỏ " + a.TypeName
	case Withdrawn:
		return "Đã rút đề nghị tặng " + a.TypeName
	default:
		return "Hồ sơ " + a.TypeName
	}
}

// IsGranted reports whether the award was given by a decision and not taken back.
func (a *Award) IsGranted() bool { return a.State == Approved || a.State == Granted }

// RecipientKind returns what kind of recipient the award has.
func (a *Award) RecipientKind() RecipientKind { return a.Recipient.Kind }

// IsOpenOn reports whether citizens may comment on the day.
func (p *CommentPeriod) IsOpenOn(day viet.Date) bool { return within(day, p.OpensOn, p.ClosesOn) }
