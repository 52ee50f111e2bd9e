package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Scoring is the input of scores for one column of a sheet. What it does not name stays as it is.
type Scoring struct {
	ID        string
	Version   int64
	Scores    []LineScoring
	Bonus     *ExtraScoring
	Deduction *ExtraScoring
	// Fill takes for the lines that then have no score those of another column, where it has one; nil takes none.
	Fill *ScoreColumn
}

// LineScoring is the input of a line's score; nil keeps what there is.
type LineScoring struct {
	Code     string
	Points   **Points    // nil within takes the score away
	Evidence *[]Evidence // of the unit itself alone
	Comment  *string
}

// ExtraScoring is the input of a bonus or a deduction; nil keeps what there is.
type ExtraScoring struct {
	Points **Points // nil within takes it away
	Reason *string
}

// maxEvidence bounds the evidence of a line.
const maxEvidence = 20

// open refuses scores for a column whose turn it is not: a unit scores itself first, then others do, and agreed scores are
// entered beside theirs.
func (s *ScoreSheet) open(c ScoreColumn) error {
	at := CrossScoring
	if c == SelfColumn {
		at = SelfScoring
	}
	if s.State == at {
		return nil
	}
	return errs.New(errs.WrongState,
		fmt.Sprintf("Bảng điểm đang ở bước %s nên không nhập được điểm này; hãy mở lại bước trước nếu cần sửa.", s.State),
		fmt.Sprintf("The score sheet is %s, where these scores cannot be entered: open the step before again to mend them.", s.State))
}

// scored returns the sheet with scores in a column. Scores are within the criterion's maximum (invariant 15).
func (s *ScoreSheet) scored(c ScoreColumn, in Scoring) (*ScoreSheet, error) {
	if err := cmp.Or(s.open(c), between("scores", int64(len(in.Scores)), 0, maxCriteria)); err != nil {
		return nil, err
	}
	if len(in.Scores) == 0 && in.Bonus == nil && in.Deduction == nil && in.Fill == nil {
		return nil, errs.InvalidField("scores", "Hãy nêu ít nhất một điểm.", "Give at least one score.")
	}
	next := *s
	next.Lines = slices.Clone(s.Lines)
	seen := map[string]bool{}
	for i, score := range in.Scores {
		path := fmt.Sprintf("scores.%d.", i)
		at := slices.IndexFunc(next.Lines, func(l ScoreLine) bool { return l.Code == strings.TrimSpace(score.Code) })
		if at < 0 || seen[next.Lines[max(at, 0)].Code] {
			return nil, errs.InvalidField(path+"code",
				fmt.Sprintf("Không có tiêu chí %q trong bảng điểm, hoặc nêu hai lần.", score.Code),
				fmt.Sprintf("The sheet has no line %q, or it is named twice.", score.Code))
		}
		seen[next.Lines[at].Code] = true
		if err := next.Lines[at].score(path, c, score); err != nil {
			return nil, err
		}
	}
	if err := cmp.Or(next.Bonus.score("bonus", c, in.Bonus), next.Deduction.score("deduction", c, in.Deduction)); err != nil {
		return nil, err
	}
	if in.Fill != nil {
		return next.filled(c, *in.Fill)
	}
	return &next, nil
}

func (l *ScoreLine) score(path string, c ScoreColumn, in LineScoring) error {
	if in.Points != nil {
		if p := *in.Points; p != nil {
			if err := p.within(path+"points", l.Max); err != nil {
				return err
			}
		}
		*l.column(c) = *in.Points
	}
	if in.Comment != nil {
		l.Comment = *in.Comment
		if err := cleanBody(path+"comment", &l.Comment); err != nil {
			return err
		}
	}
	if in.Evidence == nil {
		return nil
	}
	if c != SelfColumn {
		return errs.InvalidField(path+"evidence",
			"Minh chứng do đơn vị tự chấm nêu; người chấm sau ghi nhận xét.",
			"Evidence comes from the unit itself: those who score it write comments.")
	}
	l.Evidence = slices.Clone(*in.Evidence)
	return checkEvidence(path+"evidence", l.Evidence)
}

func checkEvidence(path string, evidence []Evidence) error {
	if err := between(path, int64(len(evidence)), 0, maxEvidence); err != nil {
		return err
	}
	for i := range evidence {
		e, at := &evidence[i], fmt.Sprintf("%s.%d.", path, i)
		if err := cmp.Or(cleanBody(at+"text", &e.Text), cleanOptional(at+"number", &e.Number)); err != nil {
			return err
		}
		if e.MediaID != "" && (!strings.HasPrefix(e.MediaID, "med_") || len(e.MediaID) > maxName) {
			return errs.InvalidField(at+"mediaId", "Đây không phải mã của một tệp.", "It is no ID of a file.")
		}
		if viet.CleanTitle(e.Text) == "" && e.MediaID == "" && e.Number == "" {
			return errs.InvalidField(at+"text", "Hãy nêu nội dung, tệp hoặc số văn bản.", "Give words, a file or the number of a document.")
		}
	}
	return nil
}

// score sets the points of a column and the reason. Points above zero need one.
func (e *ScoreExtra) score(path string, c ScoreColumn, in *ExtraScoring) error {
	if in == nil {
		return nil
	}
	if in.Points != nil {
		if p := *in.Points; p != nil {
			if err := p.within(path+".points", e.Max); err != nil {
				return err
			}
		}
		*e.column(c) = *in.Points
	}
	if in.Reason != nil {
		e.Reason = *in.Reason
		if err := cleanBody(path+".reason", &e.Reason); err != nil {
			return err
		}
	}
	for _, column := range scoreColumns() {
		if p := *e.column(column); p != nil && *p > 0 && e.Reason == "" {
			return errs.InvalidField(path+".reason", "Hãy nêu lý do cộng, trừ điểm.", "Give the reason for the bonus or deduction.")
		}
	}
	return nil
}

// filled returns the sheet with scores of another column where a column has none.
func (s *ScoreSheet) filled(c, from ScoreColumn) (*ScoreSheet, error) {
	if err := known("fill", from, scoreColumns()...); err != nil {
		return nil, err
	}
	fill := func(scores *Scores) {
		if to := scores.column(c); *to == nil {
			*to = *scores.column(from)
		}
	}
	for i := range s.Lines {
		fill(&s.Lines[i].Scores)
	}
	fill(&s.Bonus.Scores)
	fill(&s.Deduction.Scores)
	return s, nil
}

// missing returns the codes of the lines without a score in a column.
func (s *ScoreSheet) missing(c ScoreColumn) []string {
	codes := []string{}
	for i := range s.Lines {
		if *s.Lines[i].column(c) == nil {
			codes = append(codes, s.Lines[i].Code)
		}
	}
	return codes
}

// handedIn returns a sheet that the unit has scored to those who cross-score it. Some lines may lack a score, as they do on
// paper, but not all.
func (s *ScoreSheet) handedIn() (*ScoreSheet, error) {
	if err := s.open(SelfColumn); err != nil {
		return nil, err
	}
	if len(s.missing(SelfColumn)) == len(s.Lines) {
		return nil, errs.New(errs.WrongState,
			"Chưa có điểm tự chấm nào; hãy tự chấm trước khi nộp.", "There is no score yet: score the unit before handing the sheet in.")
	}
	next := *s
	next.State = CrossScoring
	return &next, nil
}

// agreed returns a sheet whose agreed scores are final. Each line has one.
func (s *ScoreSheet) agreed() (*ScoreSheet, error) {
	if err := s.open(AgreedColumn); err != nil {
		return nil, err
	}
	if missing := s.missing(AgreedColumn); len(missing) > 0 {
		codes := strings.Join(missing, ", ")
		return nil, errs.New(errs.WrongState,
			fmt.Sprintf("Còn %d tiêu chí chưa có điểm thống nhất: %s.", len(missing), codes),
			fmt.Sprintf("%d lines have no agreed score yet: %s.", len(missing), codes))
	}
	next := *s
	next.State = ScoresAgreed
	return &next, nil
}

// reopened returns a sheet one step back; one that was published is public no longer.
func (s *ScoreSheet) reopened() (*ScoreSheet, error) {
	next := *s
	switch s.State {
	case ScoresAgreed:
		next.State = CrossScoring
	case CrossScoring:
		next.State = SelfScoring
	default:
		return nil, errs.New(errs.WrongState, "Bảng điểm đang ở bước đầu tiên.", "The score sheet is at its first step.")
	}
	next.Public, next.PublishedAt = false, nil
	return &next, nil
}

// published returns a sheet that is agreed on as public.
func (s *ScoreSheet) published(at time.Time) (*ScoreSheet, error) {
	if s.State != ScoresAgreed || s.Public {
		return nil, errs.New(errs.WrongState,
			"Chỉ công bố được bảng điểm đã thống nhất và chưa công bố.", "Only a score sheet that is agreed on and not public yet can be published.")
	}
	next := *s
	next.Public, next.PublishedAt = true, &at
	return &next, nil
}

// differing names the scores in which two versions of a sheet differ, such as "lines.I.1.self", and the other fields of
// those given. A whole column that changed is named line by line, so that who was overtaken sees whose scores met theirs.
func (s *ScoreSheet) differing(before *ScoreSheet, fields []string) []string {
	named := slices.DeleteFunc(slices.Clone(fields), func(f string) bool { return f == "lines" || f == "totals" || f == "bonus" || f == "deduction" })
	compare := func(path string, a, b *Scores) {
		for _, c := range scoreColumns() {
			if !samePoints(*a.column(c), *b.column(c)) {
				named = append(named, path+"."+strings.ToLower(string(c)))
			}
		}
	}
	for i := range min(len(s.Lines), len(before.Lines)) {
		a, b, path := &before.Lines[i], &s.Lines[i], "lines."+s.Lines[i].Code
		compare(path, &a.Scores, &b.Scores)
		if a.Comment != b.Comment {
			named = append(named, path+".comment")
		}
		if !slices.Equal(a.Evidence, b.Evidence) {
			named = append(named, path+".evidence")
		}
	}
	for path, pair := range map[string][2]*ScoreExtra{"bonus": {&before.Bonus, &s.Bonus}, "deduction": {&before.Deduction, &s.Deduction}} {
		compare(path, &pair[0].Scores, &pair[1].Scores)
		if pair[0].Reason != pair[1].Reason {
			named = append(named, path+".reason")
		}
	}
	slices.Sort(named)
	return named
}

func samePoints(a, b *Points) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func scoreColumns() []ScoreColumn { return []ScoreColumn{SelfColumn, CrossColumn, AgreedColumn} }
