package register

import (
	"context"
	"time"

	"thidua/internal/store"
)

// Register reads and changes the records. It holds every rule about them: who sees which, what may follow what, which
// names a record keeps. Reads of many parents' edges cost one call to the store each. It is safe for concurrent use.
//
// A change is one conditional write of one document; one that reaches more, such as a merger, writes the document that
// decides first and then the others, and calling it again with the same input completes what was cut short.
type Register struct {
	store store.Store

	units           *store.Collection[Unit]
	blocs           *store.Collection[Bloc]
	memberships     *store.Collection[BlocMembership]
	blocYears       *store.Collection[BlocYear]
	officeTerms     *store.Collection[OfficeTerm]
	people          *store.Collection[Person]
	awardTypes      *store.Collection[AwardType]
	awards          *store.Collection[Award]
	decisions       *store.Collection[Decision]
	tasks           *store.Collection[Task]
	events          *store.Collection[Event]
	movements       *store.Collection[Movement]
	legalReferences *store.Collection[LegalReference]
	compacts        *store.Collection[Compact]
	titles          *store.Collection[TitleRegistration]
	reviews         *store.Collection[ReviewSession]
	dossierRules    *store.Collection[DossierRule]

	scoringTemplates *store.Collection[ScoringTemplate]
	scoreSheets      *store.Collection[ScoreSheet]
	dismissals       *store.Collection[Dismissal]
	duplicateJoins   *store.Collection[DuplicateJoin]

	eligibilityRules *store.Collection[EligibilityRule]

	articlesLinking, draftsLinking LinkCounter
	linkedArticles                 LinkedArticles
	anyDraft                       func(ctx context.Context, ids []string) (bool, error)
	veil                           *store.Veil // over what imports have not settled
	isNotice                       NoticeCheck
	accounts                       Accounts
}

// decodedBytes bounds the memory for records that are read again and again: some 10,000 awards.
const decodedBytes = 32 << 20

// New returns a register over a store that was told of [Schemas].
func New(s store.Store, now func() time.Time, ids *store.IDs, options ...Option) *Register {
	decoded := store.NewDecoded(decodedBytes)
	r := &Register{
		store:           s,
		veil:            &store.Veil{},
		units:           collection[Unit](s, now, ids, unitSchema(), "uni", "đơn vị", "unit", decoded),
		blocs:           collection[Bloc](s, now, ids, blocSchema(), "blo", "khối thi đua", "bloc", decoded),
		memberships:     collection[BlocMembership](s, now, ids, membershipSchema(), "mem", "tư cách thành viên", "membership", decoded),
		blocYears:       collection[BlocYear](s, now, ids, blocYearSchema(), "bly", "năm công tác của khối", "bloc-year", decoded),
		officeTerms:     collection[OfficeTerm](s, now, ids, officeTermSchema(), "off", "nhiệm kỳ", "office term", decoded),
		people:          collection[Person](s, now, ids, personSchema(), "per", "cá nhân", "person", decoded),
		awardTypes:      collection[AwardType](s, now, ids, awardTypeSchema(), "awt", "loại khen thưởng", "award type", decoded),
		awards:          collection[Award](s, now, ids, awardSchema(), "awa", "hồ sơ khen thưởng", "award", decoded),
		decisions:       collection[Decision](s, now, ids, decisionSchema(), "dec", "quyết định", "decision", decoded),
		tasks:           collection[Task](s, now, ids, taskSchema(), "tas", "nhiệm vụ", "task", decoded),
		events:          collection[Event](s, now, ids, eventSchema(), "eve", "sự kiện", "event", decoded),
		movements:       collection[Movement](s, now, ids, movementSchema(), "mov", "phong trào thi đua", "movement", decoded),
		legalReferences: collection[LegalReference](s, now, ids, legalReferenceSchema(), "leg", "văn bản", "legal reference", decoded),
		compacts:        collection[Compact](s, now, ids, compactSchema(), "com", "giao ước thi đua", "compact", decoded),
		titles:          collection[TitleRegistration](s, now, ids, titleSchema(), "trg", "đăng ký danh hiệu", "title registration", decoded),
		reviews:         collection[ReviewSession](s, now, ids, reviewSchema(), "rev", "phiên bình xét", "review session", decoded),
		dossierRules:    collection[DossierRule](s, now, ids, dossierRuleSchema(), "dru", "quy định thành phần hồ sơ", "dossier rule", decoded),

		scoringTemplates: collection[ScoringTemplate](s, now, ids, scoringTemplateSchema(), "sct", "bảng tiêu chí", "scoring template", decoded),
		scoreSheets:      collection[ScoreSheet](s, now, ids, scoreSheetSchema(), "sco", "bảng điểm", "score sheet", decoded),
		duplicateJoins:   collection[DuplicateJoin](s, now, ids, duplicateJoinSchema(), "dpj", "việc gộp bản ghi", "join of duplicates", decoded),
		dismissals:       collection[Dismissal](s, now, ids, dismissalSchema(), "dup", "ghi nhận khác nhau", "dismissal", decoded),

		eligibilityRules: collection[EligibilityRule](s, now, ids, eligibilityRuleSchema(), "elr", "điều kiện xét tặng", "eligibility rule", decoded),
	}
	r.units.Veil, r.people.Veil, r.awards.Veil, r.decisions.Veil, r.tasks.Veil, r.scoreSheets.Veil = r.veil, r.veil, r.veil, r.veil, r.veil, r.veil
	for _, option := range options {
		option(r)
	}
	return r
}

// Option is something that a register can do without.
type Option func(*Register)

// WithArticles makes the register ask, before it removes a record, how many articles link to it.
func WithArticles(linking LinkCounter) Option {
	return func(r *Register) { r.articlesLinking = linking }
}

// WithDrafts makes the register ask, before it removes a record, whether a draft links to it.
func WithDrafts(linking LinkCounter) Option {
	return func(r *Register) { r.draftsLinking = linking }
}

func collection[T any](s store.Store, now func() time.Time, ids *store.IDs, schema *store.Schema, prefix, vi, en string, decoded *store.Decoded) *store.Collection[T] {
	return &store.Collection[T]{
		Schema: schema, Store: s, Prefix: prefix, Noun: store.Noun{Vi: vi, En: en}, Now: now, IDs: ids, Decoded: decoded,
	}
}
