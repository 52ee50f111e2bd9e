package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Compact (giao ước thi đua) is what the members of a bloc promise each other for a year. A bloc-year has one at most;
// signing it takes the bloc-year to [CompactSigned].
type Compact struct {
	store.Head  `bson:",inline"`
	BlocYearID  string      `bson:"blocYearId"` // unique
	BlocID      string      `bson:"blocId"`     // of the bloc-year
	Year        int64       `bson:"year"`
	SignedOn    viet.Date   `bson:"signedOn,omitempty"` // the day of the first signatures; empty where it is not known
	EventID     string      `bson:"eventId,omitempty"`  // the meeting, if it is on record
	Contents    []string    `bson:"contents"`           // what is promised, in the order of the paper
	Signatories []Signatory `bson:"signatories"`        // in the order of signing
	Paper       string      `bson:"paper,omitempty"`    // where the signed paper is kept or how it is cited
}

// Signatory is a member that signed, under the name of the day.
type Signatory struct {
	UnitID   string    `bson:"unitId"`
	UnitName string    `bson:"unitName"`
	PersonID string    `bson:"personId,omitempty"` // who signed for it, if known
	SignedOn viet.Date `bson:"signedOn,omitempty"`
}

// Bounds of a compact.
const (
	maxContents = 50
	maxContent  = 2_000 // code points
)

// cleanContents cleans what is promised and returns a list of its own.
func cleanContents(contents []string) ([]string, error) {
	if len(contents) > maxContents {
		return nil, errs.InvalidField("contents",
			fmt.Sprintf("Có %d nội dung; nhiều nhất là %d.", len(contents), maxContents),
			fmt.Sprintf("It has %d items; the most is %d.", len(contents), maxContents))
	}
	clean := make([]string, len(contents))
	for i, text := range contents {
		path := fmt.Sprintf("contents.%d", i)
		clean[i] = viet.CleanBody(text)
		if viet.CleanTitle(text) == "" {
			return nil, errs.InvalidField(path, "Không được để trống.", "It must not be empty.")
		}
		if err := notLonger(path, clean[i], maxContent); err != nil {
			return nil, err
		}
	}
	return clean, nil
}

// signed returns the compact with more signatures. Each is of a member of the bloc on that day, or, where the day is not
// known, at some time of the year; a unit signs once.
func (c *Compact) signed(by []Signatory, members []*BlocMembership) (*Compact, error) {
	if err := notMore("signatories", len(c.Signatories)+len(by)); err != nil {
		return nil, err
	}
	next := *c
	next.Signatories = slices.Clone(c.Signatories)
	for i, s := range by {
		path := fmt.Sprintf("signatories.%d.", i)
		s.SignedOn = cmp.Or(s.SignedOn, c.SignedOn)
		if err := cmp.Or(optionalDay(path+"signedOn", s.SignedOn), inOrder(path+"signedOn", c.SignedOn, s.SignedOn)); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(next.Signatories, func(o Signatory) bool { return o.UnitID == s.UnitID }) {
			return nil, errs.InvalidField(path+"unitId", "Đơn vị đã ký giao ước này.", "The unit has signed this compact already.")
		}
		if !slices.ContainsFunc(members, func(m *BlocMembership) bool { return m.UnitID == s.UnitID && c.covers(s.SignedOn, m) }) {
			return nil, noMember(path+"unitId", s.SignedOn, c.Year)
		}
		next.Signatories = append(next.Signatories, s)
	}
	return &next, nil
}

// covers reports whether a membership covers the day of a signature, or, where that is not known, a day of the year.
func (c *Compact) covers(day viet.Date, m *BlocMembership) bool {
	if day == "" {
		return overlap(m.From, m.To, firstDayOf(c.Year), lastDayOf(c.Year))
	}
	return within(day, m.From, m.To)
}

// noMember is the refusal of a unit that is not of the bloc on the day, or at no time of the year if there is no day.
func noMember(path string, day viet.Date, year int64) error {
	if day == "" {
		return errs.InvalidField(path,
			fmt.Sprintf("Đơn vị không là thành viên của khối trong năm %d.", year),
			fmt.Sprintf("The unit is no member of the bloc in %d.", year))
	}
	return errs.InvalidField(path,
		fmt.Sprintf("Đơn vị không là thành viên của khối vào ngày %s.", day.Format()),
		fmt.Sprintf("The unit is no member of the bloc on %s.", day))
}

// step is the step of the bloc-year that the compact brings about.
func (c *Compact) step() BlocYearChange {
	return BlocYearChange{To: CompactSigned, On: c.SignedOn, EventID: c.EventID}
}

// withCompact returns the bloc-year with the step that its compact brings about, or itself if that is done or there is
// no compact. The step of a compact whose follow-up was cut short is made up for this way.
func (y *BlocYear) withCompact(c *Compact) (*BlocYear, error) {
	if c == nil || y.State != Opened {
		return y, nil
	}
	return y.advanced(c.step(), 0)
}
