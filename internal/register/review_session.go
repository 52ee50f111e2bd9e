package register

import (
	"cmp"
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// ReviewSession (phiên bình xét) is a meeting of a bloc, or of a council, that voted on nominations. It is where the votes
// of awards come from.
type ReviewSession struct {
	store.Head `bson:",inline"`
	BlocYearID string       `bson:"blocYearId,omitempty"` // of a bloc's own session
	BlocID     string       `bson:"blocId,omitempty"`     // of the bloc-year
	CouncilID  string       `bson:"councilId,omitempty"`  // the unit whose council it is, of any other
	HeldOn     viet.Date    `bson:"heldOn"`
	Method     VoteMethod   `bson:"method"`
	EventID    string       `bson:"eventId,omitempty"`  // the meeting, if it is on record
	Eligible   *int64       `bson:"eligible,omitempty"` // all members, who have a vote
	Present    *int64       `bson:"present,omitempty"`  // those who voted, whatever they said
	Items      []ReviewItem `bson:"items"`              // in the order of the minutes; an award is there once
	Minutes    string       `bson:"minutes,omitempty"`  // number and day of the minutes, or where they are kept
	Public     bool         `bson:"public"`             // whether anonymous readers may see it
	// Meeting is derived: the unique key that keeps one meeting from being entered twice, whatever happens at the same time.
	Meeting string `bson:"meeting"`
}

// ReviewItem is what a session said of one award.
type ReviewItem struct {
	AwardID string `bson:"awardId"`
	Ballot  `bson:",inline"`
}

// Ballot is the result of one vote. Counts are nil where they were not taken, as by consensus.
type Ballot struct {
	Yes              *int64   `bson:"yes,omitempty"`
	No               *int64   `bson:"no,omitempty"`
	Invalid          *int64   `bson:"invalid,omitempty"`
	ThresholdPercent *int64   `bson:"thresholdPercent,omitempty"` // the share of Base that it takes; nil if the minutes only say the result
	Base             VoteBase `bson:"base,omitempty"`             // of the threshold
	Passed           bool     `bson:"passed"`
}

// VoteBase is of whom a threshold is a share.
type VoteBase string

// The bases. Absent members count in the first.
const (
	AllMembers VoteBase = "ALL_MEMBERS"
	OfPresent  VoteBase = "PRESENT"
)

// Vote is the last vote on an award, as the session recorded it.
type Vote struct {
	SessionID string     `bson:"sessionId"`
	On        viet.Date  `bson:"on"`
	Method    VoteMethod `bson:"method"`
	Eligible  *int64     `bson:"eligible,omitempty"`
	Present   *int64     `bson:"present,omitempty"`
	Ballot    `bson:",inline"`
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

// Derive computes the key of the meeting: a bloc or council holds one session of a method a day, to which more awards can be added.
func (s *ReviewSession) Derive() {
	s.Meeting = fmt.Sprintf("%s %s %s", cmp.Or(s.BlocYearID, s.CouncilID), s.HeldOn, s.Method)
}

// check refuses a session whose day, method or numbers cannot be.
func (s *ReviewSession) check() error {
	err := cmp.Or(
		validDay("heldOn", s.HeldOn), known("method", s.Method, Consensus, OpenVote, SecretBallot, WrittenPoll),
		counted("eligible", s.Eligible), counted("present", s.Present), cleanOptional("minutes", &s.Minutes),
	)
	switch {
	case err != nil:
		return err
	case (s.BlocYearID == "") == (s.CouncilID == ""):
		return errs.InvalidField("blocYearId",
			"Hãy nêu năm công tác của khối, hoặc đơn vị có hội đồng; chỉ một trong hai.",
			"Name the bloc-year, or else the unit whose council it is.")
	case s.Eligible != nil && count(s.Present) > *s.Eligible:
		return errs.InvalidField("present",
			fmt.Sprintf("Số người dự lớn hơn %d thành viên.", *s.Eligible),
			fmt.Sprintf("Those present are more than the %d members.", *s.Eligible))
	}
	return nil
}

func counted(path string, n *int64) error {
	if n == nil {
		return nil
	}
	return between(path, *n, 0, maxVoters)
}

func count(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// warnings advises where fewer than two thirds of the members were present. Councils have rules of their own, so nothing is
// refused for it.
func (s *ReviewSession) warnings() []Warning {
	if s.Eligible == nil || s.Present == nil || s.Method == WrittenPoll || 3**s.Present >= 2**s.Eligible {
		return []Warning{}
	}
	return []Warning{{
		Vi: fmt.Sprintf("Chỉ có %d trên %d thành viên dự, chưa đủ hai phần ba.", *s.Present, *s.Eligible),
		En: fmt.Sprintf("Only %d of %d members were present, which is less than two thirds.", *s.Present, *s.Eligible),
	}}
}

// AwardBallot is the input of a session's vote on one award.
type AwardBallot struct {
	ID               string // of the award
	Version          int64
	Yes, No, Invalid *int64 // only a consensus has none
	ThresholdPercent *int64
	Base             VoteBase // [AllMembers] if empty
	Passed           *bool    // needed without a threshold, but for a consensus, which passes; else it is checked
}

// ballot returns the result of the vote in a session. All but a consensus must be counted; yes, no and invalid together are no
// more than those present, and these no more than all members. What did not reach its threshold has not passed.
func (in AwardBallot) ballot(s *ReviewSession) (Ballot, error) {
	b := Ballot{Yes: in.Yes, No: in.No, Invalid: in.Invalid, ThresholdPercent: in.ThresholdPercent}
	err := cmp.Or(counted("yes", in.Yes), counted("no", in.No), counted("invalid", in.Invalid))
	cast := count(in.Yes) + count(in.No) + count(in.Invalid)
	switch {
	case err != nil:
		return b, err
	case in.Yes == nil && (s.Method != Consensus || cast > 0 || in.ThresholdPercent != nil):
		return b, errs.InvalidField("yes",
			"Hãy ghi số phiếu đồng ý; chỉ khi thống nhất chung mới không cần.",
			"Give the votes for it: only a consensus has none.")
	case s.Present != nil && cast > *s.Present:
		return b, errs.InvalidField("yes",
			fmt.Sprintf("Có %d phiếu nhưng chỉ %d người dự.", cast, *s.Present),
			fmt.Sprintf("There are %d votes of %d people present.", cast, *s.Present))
	case s.Eligible != nil && cast > *s.Eligible:
		return b, errs.InvalidField("yes",
			fmt.Sprintf("Có %d phiếu nhưng chỉ %d thành viên.", cast, *s.Eligible),
			fmt.Sprintf("There are %d votes of %d members.", cast, *s.Eligible))
	case in.ThresholdPercent != nil:
		return in.measured(s, b)
	case in.Passed != nil:
		b.Passed = *in.Passed
	case s.Method == Consensus:
		b.Passed = true
	default:
		return b, errs.InvalidField("passed",
			"Hãy nêu tỷ lệ phải đạt, hoặc ghi rõ có được thông qua không.",
			"Give the threshold, or say whether it passed.")
	}
	return b, nil
}

// measured returns the ballot with what follows from its threshold.
func (in AwardBallot) measured(s *ReviewSession, b Ballot) (Ballot, error) {
	b.Base = cmp.Or(in.Base, AllMembers)
	all, path := s.Eligible, "eligible"
	if b.Base == OfPresent {
		all, path = s.Present, "present"
	}
	err := cmp.Or(between("thresholdPercent", *b.ThresholdPercent, 1, 100), known("base", b.Base, AllMembers, OfPresent))
	if err != nil {
		return b, err
	}
	if count(all) == 0 {
		return b, errs.InvalidField("base",
			"Phiên họp chưa ghi số người làm gốc tính tỷ lệ: "+path+".",
			"The session does not say how many there are to take the share of: "+path+".")
	}
	b.Passed = count(b.Yes)*100 >= *b.ThresholdPercent**all
	if in.Passed != nil && *in.Passed != b.Passed {
		return b, errs.InvalidField("passed",
			fmt.Sprintf("Kết quả không khớp: %d phiếu trên %d, cần %d%%.", count(b.Yes), *all, *b.ThresholdPercent),
			fmt.Sprintf("It does not agree with the counts: %d votes of %d, where it takes %d%%.", count(b.Yes), *all, *b.ThresholdPercent))
	}
	return b, nil
}

// item returns the place of an award in the session; -1 if it is not there.
func (s *ReviewSession) item(awardID string) int {
	for i := range s.Items {
		if s.Items[i].AwardID == awardID {
			return i
		}
	}
	return -1
}

// vote is what an award keeps of the session.
func (s *ReviewSession) vote(b Ballot) Vote {
	return Vote{SessionID: s.ID, On: s.HeldOn, Method: s.Method, Eligible: s.Eligible, Present: s.Present, Ballot: b}
}

// takes refuses an award on which the session cannot vote: a bloc votes on those of its year alone.
func (s *ReviewSession) takes(a *Award) error {
	if s.BlocYearID != "" && a.BlocYearID != s.BlocYearID {
		return errs.InvalidField("id",
			fmt.Sprintf("Hồ sơ %s không thuộc năm công tác này của khối.", a.Code),
			fmt.Sprintf("The award %s is not of this bloc-year.", a.Code))
	}
	return nil
}

// equal reports whether two results are the same.
func (b Ballot) equal(o Ballot) bool {
	same := func(x, y *int64) bool { return (x == nil) == (y == nil) && count(x) == count(y) }
	return same(b.Yes, o.Yes) && same(b.No, o.No) && same(b.Invalid, o.Invalid) &&
		same(b.ThresholdPercent, o.ThresholdPercent) && b.Base == o.Base && b.Passed == o.Passed
}
