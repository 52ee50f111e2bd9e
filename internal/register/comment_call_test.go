package register

import (
	"testing"

	"thidua/internal/viet"
)

func TestPeriodsOfComments(t *testing.T) {
	t.Parallel()
	n := func(n int64) *int64 { return &n }
	tests := []struct {
		name    string
		in      CommentCall
		closes  viet.Date
		refused string
	}{
		{"a last day", CommentCall{OpensOn: "2022-01-14", ClosesOn: "2022-01-24", Unit: CalendarDays}, "2022-01-24", ""},
		{"ten days", CommentCall{OpensOn: "2022-01-14", Days: n(10), Unit: CalendarDays}, "2022-01-24", ""},
		{"one working day from a Friday", CommentCall{OpensOn: "2022-01-14", Days: n(1), Unit: WorkingDays}, "2022-01-17", ""},
		{"one working day from a Saturday", CommentCall{OpensOn: "2022-01-15", Days: n(1), Unit: WorkingDays}, "2022-01-17", ""},
		{"ten working days", CommentCall{OpensOn: "2022-01-14", Days: n(10), Unit: WorkingDays}, "2022-01-28", ""},
		{"ten working days with a holiday", CommentCall{OpensOn: "2022-01-14", Days: n(10), Unit: WorkingDays, Holidays: []viet.Date{"2022-01-18"}}, "2022-01-31", ""},
		{"a holiday on a Sunday", CommentCall{OpensOn: "2022-01-14", Days: n(10), Unit: WorkingDays, Holidays: []viet.Date{"2022-01-16"}}, "2022-01-28", ""},
		{"over a leap day", CommentCall{OpensOn: "2024-02-28", Days: n(2), Unit: CalendarDays}, "2024-03-01", ""},
		{"holidays do not stop calendar days", CommentCall{OpensOn: "2022-01-14", Days: n(1), Unit: CalendarDays, Holidays: []viet.Date{"2022-01-15"}}, "2022-01-15", ""},
		{"neither", CommentCall{OpensOn: "2022-01-14", Unit: CalendarDays}, "", "INVALID closesOn"},
		{"both", CommentCall{OpensOn: "2022-01-14", ClosesOn: "2022-01-24", Days: n(10), Unit: CalendarDays}, "", "INVALID closesOn"},
		{"a last day before the first", CommentCall{OpensOn: "2022-01-14", ClosesOn: "2022-01-13", Unit: CalendarDays}, "", "INVALID closesOn"},
		{"no days", CommentCall{OpensOn: "2022-01-14", Days: n(0), Unit: CalendarDays}, "", "INVALID days"},
		{"very many days", CommentCall{OpensOn: "2022-01-14", Days: n(1 << 40), Unit: WorkingDays}, "", "INVALID days"},
		{"days of another kind", CommentCall{OpensOn: "2022-01-14", Days: n(1), Unit: "LUNAR"}, "", "INVALID unit"},
		{"a day that is none", CommentCall{OpensOn: "2022-02-31", Days: n(1), Unit: WorkingDays}, "", "INVALID opensOn"},
		{"a holiday that is none", CommentCall{OpensOn: "2022-01-14", Days: n(1), Unit: WorkingDays, Holidays: []viet.Date{"Tết"}}, "", "INVALID holidays 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, err := tt.in.period()
			if got := refusal(err); got != tt.refused || (err == nil && p.ClosesOn != tt.closes) {
				t.Errorf("it closes on %+v, refused with %q, want %s, %q", p, got, tt.closes, tt.refused)
			}
		})
	}
}

func TestWhenCitizensAreAskedAndHeard(t *testing.T) {
	t.Parallel()
	period := &CommentPeriod{OpensOn: "2022-01-17", ClosesOn: "2022-01-28", Unit: CalendarDays}
	done := &CommentPeriod{OpensOn: "2022-01-17", ClosesOn: "2022-01-28", Unit: CalendarDays, Outcome: &CommentOutcome{RecordedOn: "2022-01-29"}}
	ask := func(a Award) error {
		return second(a.called(&CommentPeriod{OpensOn: "2022-01-18", ClosesOn: "2022-01-28"}))
	}
	hear := func(a Award, on viet.Date) error { return second(a.heard(CommentOutcome{RecordedOn: on})) }
	for _, tt := range []struct {
		name    string
		err     error
		refused string
	}{
		{"what is nominated", ask(Award{State: Nominated, NominatedOn: "2022-01-14"}), ""},
		{"before the nomination", ask(Award{State: Nominated, NominatedOn: "2022-01-19"}), "INVALID id"},
		{"what is registered", ask(Award{State: Registered}), "WRONG_STATE"},
		{"what is decided on", ask(Award{State: Approved}), "WRONG_STATE"},
		{"again, before the outcome", ask(Award{State: Submitted, CommentPeriod: period}), ""},
		{"again, after the outcome", ask(Award{State: Submitted, CommentPeriod: done}), "WRONG_STATE"},
		{"heard on the last day", hear(Award{State: Voted, CommentPeriod: period}, "2022-01-28"), ""},
		{"heard before the last day", hear(Award{State: Voted, CommentPeriod: period}, "2022-01-27"), "INVALID id"},
		{"heard without being asked", hear(Award{State: Voted}, "2022-01-28"), "WRONG_STATE"},
		{"heard the same again", hear(Award{State: Approved, CommentPeriod: done}, "2022-01-29"), ""},
		{"heard another thing", hear(Award{State: Voted, CommentPeriod: done}, "2022-01-30"), "WRONG_STATE"},
	} {
		if got := refusal(tt.err); got != tt.refused {
			t.Errorf("%s: refused with %q, want %q", tt.name, got, tt.refused)
		}
	}
}
