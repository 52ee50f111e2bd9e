package register

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// Ensure that whatever is done to a unit in whatever order, there is exactly one name and at most one province for any day
// of its existence, and that spans follow each other without gaps.
func TestAnyHistoryGivesOneNameForAnyDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		u := department()
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			on := drawDay(t)
			name := rapid.SampledFrom([]string{"Sở Cũ", "Sở Mới", "Sở Khác"}).Draw(t, "name")
			var next *Unit
			var err error
			switch rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0, 1:
				next, err = u.renamed(name, on, "", "")
			case 2:
				next, err = u.transferred(Province{Code: rapid.SampledFrom([]string{"62", "51"}).Draw(t, "province"), Name: "Tỉnh"}, on, "", "")
			case 3:
				next, err = u.succeededBy(succession{kind: Split, on: on}, []string{"uni_9"})
			default:
				next, err = u.succeededBy(succession{kind: Merge, on: on, ends: true}, []string{"uni_8"})
			}
			if err == nil {
				u = next
			}
		}
		day := drawDay(t)
		names := 0
		for i, span := range u.Names {
			if within(day, span.From, span.To) {
				names++
			}
			if i > 0 && dayBefore(span.From) != u.Names[i-1].To {
				t.Fatalf("%+v does not follow %+v", span, u.Names[i-1])
			}
			if span.To != "" && span.To < span.From {
				t.Fatalf("%+v ends before it begins", span)
			}
		}
		if day >= u.ValidFrom && names != 1 {
			t.Fatalf("on %s it has %d names: %+v", day, names, u.Names)
		}
		provinces := 0
		for _, span := range u.Provinces {
			if within(day, span.From, span.To) {
				provinces++
			}
		}
		if provinces > 1 {
			t.Fatalf("on %s it is in %d provinces: %+v", day, provinces, u.Provinces)
		}
		if u.ValidTo != "" && (u.ValidTo < u.ValidFrom || u.ValidTo < u.Names[len(u.Names)-1].From) {
			t.Fatalf("it ends on %s: %+v", u.ValidTo, u)
		}
	})
}

func drawDay(t *rapid.T) viet.Date {
	return viet.Date(fmt.Sprintf("%04d-%02d-01", rapid.IntRange(2009, 2026).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month")))
}

// Ensure that no order of steps breaks what is true of every award: its days are in order, what was given has a decision
// of its level, and only that is worded as given.
func TestAnyOrderOfStepsKeepsTheInvariantsOfAwards(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := &Award{
			State: rapid.SampledFrom([]AwardState{Registered, Nominated}).Draw(t, "state"), Level: ProvinceLevel, Year: 2021, TypeName: "Bằng khen",
			Kind: rapid.SampledFrom([]CommendationKind{Merit, Extraordinary}).Draw(t, "kind"), Recipient: Recipient{Kind: UnitRecipient, ID: "uni_1", Name: "Sở Cũ"},
		}
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			on := drawDay(t)
			d := &Decision{Head: store.Head{ID: rapid.SampledFrom([]string{"dec_1", "dec_2"}).Draw(t, "decision")}, IssuedOn: on, IssuerName: "UBND tỉnh"}
			issuer := &Unit{Level: rapid.SampledFrom([]AdminLevel{ProvinceLevel, CommuneLevel}).Draw(t, "level")}
			var next *Award
			var err error
			switch rapid.SampledFrom(AwardSteps()).Draw(t, "step") {
			case Nominating:
				next, err = a.nominated(on, "")
			case Voting:
				next, err = a.voted(Vote{SessionID: rapid.SampledFrom([]string{"rev_1", "rev_2"}).Draw(t, "session"), On: on, Method: Consensus, Ballot: Ballot{Passed: rapid.Bool().Draw(t, "passed")}})
			case Submitting:
				next, err = a.submitted(on)
			case Returning:
				next, err = a.returned("Thiếu")
			case Approving:
				next, err = a.decided(d, issuer, nil)
				if err == nil && a.State == Submitted && issuer.Level != ProvinceLevel {
					t.Fatal("a commune decides for the province")
				}
			case Rejecting:
				next, err = a.rejected("Chưa đủ")
			case Presenting:
				next, err = a.presented(on, "")
			case Revoking:
				next, err = a.revoked(d, "Sai")
			case Withdrawing:
				next, err = a.withdrawn()
			}
			if err == nil {
				a = next
			}
			if broken := brokenBy(a); broken != "" {
				t.Fatalf("%s: %+v", broken, a)
			}
		}
	})
}

// brokenBy says which invariant an award breaks; "" if none.
func brokenBy(a *Award) string {
	given := a.State == Approved || a.State == Granted
	switch {
	case a.DecidedOn.Before(a.NominatedOn), a.PresentedOn.Before(a.DecidedOn):
		return "7: the days are not in order"
	case a.DecidedOn != "" && int64(a.DecidedOn.Year()) < a.Year:
		return "6: it is given before the achievement"
	case (given || a.State == Revoked) != (a.DecisionID != ""):
		return "it is given without a decision, or has one without being given"
	case (a.State == Revoked) != (a.Revocation != nil):
		return "it is revoked without a decision"
	case a.Revocation != nil && (a.Revocation.DecisionID == a.DecisionID || a.Revocation.On.Before(a.DecidedOn)):
		return "the decision that revokes is not one of its own"
	case (a.State == Rejected) != (a.RejectedReason != ""):
		return "it is rejected without a reason"
	case given != a.IsGranted() || given != (a.StatusLabel() == "Được tặng "+a.TypeName):
		return "8: it is worded as what it is not"
	case a.Recipient.Name != "Sở Cũ":
		return "9: the recipient's name is rewritten"
	}
	return ""
}
