package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// DossierPaper is a paper of an award's dossier (thành phần hồ sơ): that it is there, and how it is cited.
type DossierPaper struct {
	Kind   PaperKind `bson:"kind"`
	Number string    `bson:"number,omitempty"`
	On     viet.Date `bson:"on,omitempty"`
	Note   string    `bson:"note,omitempty"` // such as where it is kept
}

// PaperKind is a kind of paper in a dossier.
type PaperKind string

// The kinds of papers, in the order in which a dossier has them.
const (
	Submission        PaperKind = "SUBMISSION"         // tờ trình
	NomineeList       PaperKind = "NOMINEE_LIST"       // danh sách đề nghị
	AchievementReport PaperKind = "ACHIEVEMENT_REPORT" // báo cáo thành tích
	DeedSummary       PaperKind = "DEED_SUMMARY"       // bản tóm tắt thành tích, of an extraordinary deed
	MeetingMinutes    PaperKind = "MEETING_MINUTES"    // biên bản họp, with the votes
	InitiativeProof   PaperKind = "INITIATIVE_PROOF"   // chứng nhận sáng kiến
	AgencyOpinion     PaperKind = "AGENCY_OPINION"     // ý kiến của cơ quan thuế, bảo hiểm, môi trường
	CommentsResult    PaperKind = "COMMENTS_RESULT"    // kết quả lấy ý kiến nhân dân
)

func paperKinds() []PaperKind {
	return []PaperKind{
		Submission, NomineeList, AchievementReport, DeedSummary, MeetingMinutes, InitiativeProof, AgencyOpinion, CommentsResult,
	}
}

// maxPapers bounds the papers of a dossier.
const maxPapers = 50

// cleanPapers cleans the papers of a dossier and returns a list of its own.
func cleanPapers(papers []DossierPaper) ([]DossierPaper, error) {
	if len(papers) > maxPapers {
		return nil, errs.InvalidField("documents",
			fmt.Sprintf("Có %d tài liệu; nhiều nhất là %d.", len(papers), maxPapers),
			fmt.Sprintf("It has %d papers; the most is %d.", len(papers), maxPapers))
	}
	clean := slices.Clone(papers)
	for i := range clean {
		p, path := &clean[i], fmt.Sprintf("documents.%d.", i)
		err := cmp.Or(
			known(path+"kind", p.Kind, paperKinds()...), cleanOptional(path+"number", &p.Number), optionalDay(path+"on", p.On),
			cleanOptional(path+"note", &p.Note), allWithoutPersonalData(path+"number", p.Number, path+"note", p.Note),
		)
		if err != nil {
			return nil, err
		}
	}
	return clean, nil
}

// DossierRule (quy định thành phần hồ sơ) says which papers a dossier of a kind needs while the rule is in force. The law
// changes, and provinces differ: administrators keep the rules. What is missing is advice, never a block.
type DossierRule struct {
	store.Head `bson:",inline"`
	Kind       CommendationKind `bson:"kind"`
	Level      AdminLevel       `bson:"level,omitempty"` // empty for all
	Papers     []PaperKind      `bson:"papers"`
	ValidFrom  viet.Date        `bson:"validFrom,omitempty"`
	ValidTo    viet.Date        `bson:"validTo,omitempty"` // the last day
	Basis      string           `bson:"basis"`             // what it rests on, and how certain that is
}

// check cleans and checks a rule in place; its list becomes its own.
func (d *DossierRule) check() error {
	err := cmp.Or(
		known("kind", d.Kind, commendationKinds()...), optionalDay("validFrom", d.ValidFrom), optionalDay("validTo", d.ValidTo),
		inOrder("validTo", d.ValidFrom, d.ValidTo), cleanName("basis", &d.Basis),
	)
	if d.Level != "" {
		err = cmp.Or(err, known("level", d.Level, adminLevels()...))
	}
	if len(d.Papers) == 0 {
		err = cmp.Or(err, error(errs.InvalidField("papers", "Hãy nêu ít nhất một loại tài liệu.", "Name at least one kind of paper.")))
	}
	for i, kind := range d.Papers {
		err = cmp.Or(err, known(fmt.Sprintf("papers.%d", i), kind, paperKinds()...))
	}
	d.Papers = listed(d.Papers)
	return err
}

// MissingPapers returns the kinds of papers that the rules in force ask for and that the award's dossier lacks, in the order of
// a dossier: those of the day of its nomination, or of the last of its year if that is not known. An award that is not proposed
// yet, or decided on, lacks nothing.
func (a *Award) MissingPapers(rules []*DossierRule) []PaperKind {
	missing := []PaperKind{}
	if a.State == Registered || !a.isUndecided() {
		return missing
	}
	day := cmp.Or(a.NominatedOn, lastDayOf(a.Year))
	for _, kind := range paperKinds() {
		needed := slices.ContainsFunc(rules, func(d *DossierRule) bool {
			return d.Kind == a.Kind && (d.Level == "" || d.Level == a.Level) && within(day, d.ValidFrom, d.ValidTo) && slices.Contains(d.Papers, kind)
		})
		if needed && !slices.ContainsFunc(a.Documents, func(p DossierPaper) bool { return p.Kind == kind }) {
			missing = append(missing, kind)
		}
	}
	return missing
}

// maxDossierRules bounds the rules, which are read together.
const maxDossierRules = 200

// DossierRules returns all rules, the oldest entry first.
func (r *Register) DossierRules(ctx context.Context, _ access.Viewer) ([]*DossierRule, error) {
	return r.dossierRules.Find(ctx, store.Query{Limit: maxDossierRules})
}

// DossierRulesByID returns those of the rules that exist.
func (r *Register) DossierRulesByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*DossierRule, error) {
	return r.dossierRules.ByIDs(ctx, ids, store.Whole)
}

// NewDossierRule is the input of a rule.
type NewDossierRule struct {
	Kind      CommendationKind
	Level     AdminLevel
	Papers    []PaperKind
	ValidFrom viet.Date
	ValidTo   viet.Date
	Basis     string
}

// CreateDossierRule adds a rule.
func (r *Register) CreateDossierRule(ctx context.Context, v access.Viewer, in NewDossierRule) (*DossierRule, error) {
	d, err := beginOf(access.Settings, v, access.Create, "dossierrule.create", "")
	rule := &DossierRule{Kind: in.Kind, Level: in.Level, Papers: in.Papers, ValidFrom: in.ValidFrom, ValidTo: in.ValidTo, Basis: in.Basis}
	if err = cmp.Or(err, rule.check()); err != nil {
		return nil, err
	}
	n, err := r.dossierRules.Count(ctx, nil)
	if err != nil {
		return nil, err
	}
	if n >= maxDossierRules {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d quy định; hãy sửa hoặc xóa bớt.", n), fmt.Sprintf("There are %d rules: change one, or remove some.", n))
	}
	return rule, create(ctx, r, r.dossierRules, d, rule)
}

// DossierRuleChange is the input of a change of a rule; nil keeps what there is. A new law ends a rule and makes another.
type DossierRuleChange struct {
	ID        string
	Version   int64
	Papers    *[]PaperKind
	ValidFrom *viet.Date
	ValidTo   *viet.Date
	Basis     *string
}

// UpdateDossierRule changes a rule.
func (r *Register) UpdateDossierRule(ctx context.Context, v access.Viewer, in DossierRuleChange) (*DossierRule, error) {
	d, err := beginOf(access.Settings, v, access.Update, "dossierrule.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.dossierRules, d, Ref{in.ID, in.Version}, func(rule *DossierRule) (*DossierRule, error) {
		next := *rule
		set(&next.Papers, in.Papers)
		set(&next.ValidFrom, in.ValidFrom)
		set(&next.ValidTo, in.ValidTo)
		set(&next.Basis, in.Basis)
		return &next, next.check()
	})
}

// RemoveDossierRule removes a rule that was entered by mistake; one that the law ended has a last day.
func (r *Register) RemoveDossierRule(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := beginOf(access.Settings, v, access.Remove, "dossierrule.remove", "")
	if err != nil {
		return err
	}
	return remove(ctx, r, r.dossierRules, d, ref)
}
