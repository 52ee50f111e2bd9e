package register

import (
	"time"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// ScoreSheet (bảng chấm điểm) has what a member of a bloc scored in a year, line by line and three times: by itself, by the
// members that cross-score it, and as agreed. It is for those who score until it is agreed on and published; what
// supports a score (evidence, comments, reasons) stays with them after that too.
type ScoreSheet struct {
	store.Head   `bson:",inline"`
	BlocYearID   string          `bson:"blocYearId"`
	BlocID       string          `bson:"blocId"`
	Year         int64           `bson:"year"`
	UnitID       string          `bson:"unitId"`
	UnitName     string          `bson:"unitName"` // as of MemberOn; never rewritten
	MemberOn     viet.Date       `bson:"memberOn"` // the day on which the unit is a member of the bloc
	TemplateID   string          `bson:"templateId"`
	State        ScoreSheetState `bson:"state"`
	CrossUnitIDs []string        `bson:"crossUnitIds"` // members that cross-score it
	Lines        []ScoreLine     `bson:"lines"`        // left unread in lists
	Bonus        ScoreExtra      `bson:"bonus"`
	Deduction    ScoreExtra      `bson:"deduction"`
	Public       bool            `bson:"public"`
	PublishedAt  *time.Time      `bson:"publishedAt,omitempty"`
	Totals       ScoreTotals     `bson:"totals"`  // derived
	SortKey      string          `bson:"sortKey"` // derived

	store.Origin `bson:",inline"`
}

// ScoreSheetState says whose turn it is.
type ScoreSheetState string

// The states of a score sheet, in order.
const (
	SelfScoring  ScoreSheetState = "SELF"
	CrossScoring ScoreSheetState = "CROSS"
	ScoresAgreed ScoreSheetState = "AGREED"
)

// ScoreColumn is one of the three times that a sheet is scored.
type ScoreColumn string

// The columns.
const (
	SelfColumn   ScoreColumn = "SELF"
	CrossColumn  ScoreColumn = "CROSS"
	AgreedColumn ScoreColumn = "AGREED"
)

// Scores are the points of the three columns; nil where nobody has scored yet, which is not the same as no points.
type Scores struct {
	Self   *Points `bson:"self,omitempty"`
	Cross  *Points `bson:"cross,omitempty"`
	Agreed *Points `bson:"agreed,omitempty"`
}

// column returns the points of a column.
func (s *Scores) column(c ScoreColumn) **Points {
	switch c {
	case SelfColumn:
		return &s.Self
	case CrossColumn:
		return &s.Cross
	default:
		return &s.Agreed
	}
}

// ScoreLine is a criterion as the sheet was opened with it, and its scores.
type ScoreLine struct {
	Criterion `bson:",inline"`
	Scores    `bson:",inline"`
	Evidence  []Evidence `bson:"evidence"`
	Comment   string     `bson:"comment,omitempty"`
}

// Evidence supports a score: words, a file of the media library, or the number of a document.
type Evidence struct {
	Text    string `bson:"text,omitempty"`
	MediaID string `bson:"mediaId,omitempty"`
	Number  string `bson:"number,omitempty"`
}

// ScoreExtra is a bonus or a deduction.
type ScoreExtra struct {
	Max    Points `bson:"max"`
	Scores `bson:",inline"`
	Reason string `bson:"reason,omitempty"`
}

// ScoreTotals are the totals of the three columns; nil as long as a line has no score, for a total that leaves one out
// would be compared with those that do not.
type ScoreTotals struct {
	Scores  `bson:",inline"`
	Missing ScoreMissing `bson:"missing"`
}

// ScoreMissing is how many lines have no score yet.
type ScoreMissing struct {
	Self   int64 `bson:"self"`
	Cross  int64 `bson:"cross"`
	Agreed int64 `bson:"agreed"`
}

// Derive computes the totals and the sort key.
func (s *ScoreSheet) Derive() {
	s.SortKey = viet.SortKey(s.UnitName)
	s.Totals = ScoreTotals{}
	s.Totals.Self, s.Totals.Missing.Self = s.total(SelfColumn)
	s.Totals.Cross, s.Totals.Missing.Cross = s.total(CrossColumn)
	s.Totals.Agreed, s.Totals.Missing.Agreed = s.total(AgreedColumn)
}

// total adds up a column: lines and bonus less the deduction, which are nothing where nobody gave any. It is nil, with the
// number of the lines, where some have no score.
func (s *ScoreSheet) total(c ScoreColumn) (sum *Points, missing int64) {
	var n Points
	for i := range s.Lines {
		if p := *s.Lines[i].column(c); p != nil {
			n += *p
			continue
		}
		missing++
	}
	if missing > 0 || len(s.Lines) == 0 {
		return nil, missing
	}
	if p := *s.Bonus.column(c); p != nil {
		n += *p
	}
	if p := *s.Deduction.column(c); p != nil {
		n -= *p
	}
	return &n, 0
}

// ranked returns the total that the sheet is ranked by; nil if it is not agreed on.
func (s *ScoreSheet) ranked() *Points {
	if s.State != ScoresAgreed {
		return nil
	}
	return s.Totals.Agreed
}
