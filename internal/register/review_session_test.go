package register

import (
	"fmt"
	"testing"
)

func TestBallots(t *testing.T) {
	t.Parallel()
	n := func(n int64) *int64 { return &n }
	council := ReviewSession{Method: SecretBallot, Eligible: n(10), Present: n(8)}
	tests := []struct {
		name    string
		session ReviewSession
		in      AwardBallot
		passed  bool
		refused string
	}{
		{"a consensus", ReviewSession{Method: Consensus}, AwardBallot{}, true, ""},
		{"a consensus against it", ReviewSession{Method: Consensus}, AwardBallot{Passed: ptr(false)}, false, ""},
		{"a consensus that was counted too", ReviewSession{Method: Consensus, Present: n(8)}, AwardBallot{Yes: n(8)}, true, ""},
		{"a consensus with a threshold but no counts", ReviewSession{Method: Consensus}, AwardBallot{ThresholdPercent: n(80)}, false, "INVALID yes"},
		{"a consensus with votes against it alone", ReviewSession{Method: Consensus}, AwardBallot{No: n(1)}, false, "INVALID yes"},
		{"a ballot without counts", council, AwardBallot{Passed: ptr(true)}, false, "INVALID yes"},
		{"counts without a result", council, AwardBallot{Yes: n(8)}, false, "INVALID passed"},
		{"a result that the minutes say", council, AwardBallot{Yes: n(3), No: n(5), Passed: ptr(true)}, true, ""},
		{"four fifths of all members", council, AwardBallot{Yes: n(8), ThresholdPercent: n(80)}, true, ""},
		{"one vote less", council, AwardBallot{Yes: n(7), ThresholdPercent: n(80)}, false, ""},
		{"four fifths of those present", council, AwardBallot{Yes: n(7), ThresholdPercent: n(80), Base: OfPresent}, true, ""},
		{"nine tenths of all, where two are absent", council, AwardBallot{Yes: n(8), ThresholdPercent: n(90)}, false, ""},
		{"a result that does not follow", council, AwardBallot{Yes: n(7), ThresholdPercent: n(80), Passed: ptr(true)}, false, "INVALID passed"},
		{"a share of nobody knows whom", ReviewSession{Method: OpenVote}, AwardBallot{Yes: n(7), ThresholdPercent: n(80)}, false, "INVALID base"},
		{"a share of more than all", council, AwardBallot{Yes: n(7), ThresholdPercent: n(101)}, false, "INVALID thresholdPercent"},
		{"a share of something else", council, AwardBallot{Yes: n(7), ThresholdPercent: n(80), Base: "FRIENDS"}, false, "INVALID base"},
		{"more votes than people", council, AwardBallot{Yes: n(9), Passed: ptr(true)}, false, "INVALID yes"},
		{"very many votes", council, AwardBallot{Yes: n(1 << 62), Passed: ptr(true)}, false, "INVALID yes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b, err := tt.in.ballot(&tt.session)
			if got := refusal(err); got != tt.refused || (err == nil && b.Passed != tt.passed) {
				t.Errorf("passed %v, refused with %q, want %v, %q", b.Passed, got, tt.passed, tt.refused)
			}
		})
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	n := func(n int64) *int64 { return &n }
	tests := []struct {
		session ReviewSession
		refused string
		warns   int
	}{
		{ReviewSession{BlocYearID: "bly_1", HeldOn: "2022-01-14", Method: Consensus}, "", 0},
		{ReviewSession{CouncilID: "uni_1", HeldOn: "2022-01-14", Method: SecretBallot, Eligible: n(9), Present: n(6)}, "", 0},
		{ReviewSession{CouncilID: "uni_1", HeldOn: "2022-01-14", Method: SecretBallot, Eligible: n(9), Present: n(5)}, "", 1},
		{ReviewSession{CouncilID: "uni_1", HeldOn: "2022-01-14", Method: WrittenPoll, Eligible: n(9), Present: n(5)}, "", 0},
		{ReviewSession{HeldOn: "2022-01-14", Method: Consensus}, "INVALID blocYearId", 0},
		{ReviewSession{BlocYearID: "bly_1", CouncilID: "uni_1", HeldOn: "2022-01-14", Method: Consensus}, "INVALID blocYearId", 0},
		{ReviewSession{BlocYearID: "bly_1", Method: Consensus}, "INVALID heldOn", 0},
		{ReviewSession{BlocYearID: "bly_1", HeldOn: "2022-01-14", Method: "SHOUTS"}, "INVALID method", 0},
		{ReviewSession{BlocYearID: "bly_1", HeldOn: "2022-01-14", Method: OpenVote, Eligible: n(8), Present: n(9)}, "INVALID present", 0},
		{ReviewSession{BlocYearID: "bly_1", HeldOn: "2022-01-14", Method: OpenVote, Eligible: n(-1)}, "INVALID eligible", 0},
	}
	for i, tt := range tests {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			err := tt.session.check()
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused with %q, want %q", got, tt.refused)
			}
			if err == nil && len(tt.session.warnings()) != tt.warns {
				t.Errorf("it warns of %v", tt.session.warnings())
			}
		})
	}
}
