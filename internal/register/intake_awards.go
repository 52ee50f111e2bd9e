package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// AwardEntry is an award of a list.
type AwardEntry struct {
	ImportedAward `bson:",inline"`
	// Given says that the decision gave it; if not, it is on its way, and its state counts.
	Given bool `bson:"given"`
	// ID is that of the record; a new one if empty.
	ID string `bson:"id"`
}

// awardSources are what the awards of a list refer to, by ID.
type awardSources struct {
	types     map[string]*AwardType
	units     map[string]*Unit
	people    map[string]*Person
	decisions map[string]*Decision
	years     map[string]*BlocYear
	blocs     map[string]*Bloc
	events    map[string]*Event
	used      Quotas // quota of bloc-years that is used, by bloc-year and form
}

// Quotas holds, over the parts of one list, what is used of bloc-years' quotas, the awards that the list adds included.
type Quotas map[string]*quotaUse

// PrepareAwards returns for each entry the award as it would be saved, by the rules of one that is entered by hand. With
// holds what the same import brings and the entries may refer to. It saves nothing. At most [MaxBatch] entries.
func (r *Register) PrepareAwards(ctx context.Context, v access.Viewer, entries []AwardEntry, with Intake, quotas Quotas) ([]Prepared[Award], error) {
	if len(entries) > MaxBatch {
		return nil, fmt.Errorf("prepare %d awards: at most %d at once", len(entries), MaxBatch)
	}
	prepared := make([]Prepared[Award], len(entries))
	doings := make([]doing, len(entries))
	for i := range entries {
		e := &entries[i]
		action, name := access.Create, "award.nominate"
		if e.Given {
			action, name = access.Publish, "award.import"
		}
		d, err := begin(v, action, name, "")
		doings[i], prepared[i].Err = d, cmp.Or(err, e.check(), optionalDay("presentedOn", e.PresentedOn))
	}
	sources, err := r.awardSources(ctx, entries, with, quotas)
	if err != nil {
		return nil, err
	}
	for i := range entries {
		p := &prepared[i]
		if p.Err != nil {
			continue
		}
		a, err := r.awardOf(ctx, doings[i], &entries[i], sources)
		if err == nil {
			err = r.may(ctx, doings[i], a)
		}
		if code := errs.CodeOf(err); code == errs.Internal || code == errs.Unavailable {
			return nil, err
		}
		if p.Err = err; err == nil {
			p.Record = a
		}
	}
	return prepared, r.compareAwards(ctx, v, prepared)
}

// awardSources loads what the entries refer to: one store call for each kind.
func (r *Register) awardSources(ctx context.Context, entries []AwardEntry, with Intake, quotas Quotas) (*awardSources, error) {
	s := &awardSources{used: quotas}
	var types, units, people, decisions, years, blocs, events []string
	for _, e := range entries {
		types, years, decisions = append(types, e.AwardTypeID), append(years, e.BlocYearID), append(decisions, e.DecisionID)
		blocs, units = append(blocs, e.NominatedByBlocID), append(units, e.NominatedByUnitID)
		events = append(events, e.NominatedAtID, e.PresentedAtEventID)
		switch e.Recipient.Kind {
		case UnitRecipient:
			units = append(units, e.Recipient.ID)
		case PersonRecipient:
			people = append(people, e.Recipient.ID)
		case HouseholdRecipient:
		}
	}
	var err error
	if s.decisions, err = among(ctx, r.decisions, with.Decisions, decisions); err != nil {
		return nil, err
	}
	for _, d := range s.decisions {
		units = append(units, d.IssuerID)
	}
	if s.types, err = among(ctx, r.awardTypes, nil, types); err != nil {
		return nil, err
	}
	if s.units, err = among(ctx, r.units, with.Units, units); err != nil {
		return nil, err
	}
	if s.people, err = among(ctx, r.people, with.People, people); err != nil {
		return nil, err
	}
	if s.blocs, err = among(ctx, r.blocs, nil, blocs); err != nil {
		return nil, err
	}
	if s.events, err = among(ctx, r.events, nil, events); err != nil {
		return nil, err
	}
	if s.years, err = among(ctx, r.blocYears, nil, years); err != nil {
		return nil, err
	}
	return s, r.countQuotas(ctx, s)
}

// countQuotas counts the awards of bloc-years with a quota that were not counted before.
func (r *Register) countQuotas(ctx context.Context, s *awardSources) error {
	if s.used == nil {
		s.used = Quotas{}
	}
	for _, y := range s.years {
		for _, form := range []AwardForm{Flag, Certificate} {
			key := quotaKey(y.ID, form)
			if _, known := s.used[key]; known || y.quota(form) == nil {
				continue
			}
			use, err := r.usedOf(ctx, y, form)
			if err != nil {
				return err
			}
			s.used[key] = use
		}
	}
	return nil
}

func quotaKey(blocYearID string, form AwardForm) string { return blocYearID + " " + string(form) }

// have returns the document of a reference that was loaded; nil for none. The error about a missing one has the path.
func have[T any](c *store.Collection[T], path string, found map[string]*T, id string) (*T, error) {
	if id == "" {
		return nil, nil //nolint:nilnil // no reference, no document
	}
	doc, ok := found[id]
	if !ok {
		return nil, missing(c, path, id)
	}
	return doc, nil
}

// awardOf returns the award of an entry.
func (r *Register) awardOf(ctx context.Context, d doing, e *AwardEntry, s *awardSources) (*Award, error) {
	decision, err := have(r.decisions, "decisionId", s.decisions, e.DecisionID)
	_, blocErr := have(r.blocs, "nominatedByBlocId", s.blocs, e.NominatedByBlocID)
	_, unitErr := have(r.units, "nominatedByUnitId", s.units, e.NominatedByUnitID)
	_, eventErr := have(r.events, "nominatedAtId", s.events, e.NominatedAtID)
	_, presentedErr := have(r.events, "presentedAtEventId", s.events, e.PresentedAtEventID)
	year, yearErr := have(r.blocYears, "blocYearId", s.years, e.BlocYearID)
	if err = cmp.Or(err, blocErr, unitErr, eventErr, presentedErr, yearErr); err != nil {
		return nil, err
	}
	t, ok := s.types[e.AwardTypeID]
	if !ok {
		return nil, missing(r.awardTypes, "awardTypeId", e.AwardTypeID)
	}
	if err := allWithoutPersonalData("note", e.Note, "recipient.name", e.Recipient.Name, "code", e.Code); err != nil {
		return nil, err
	}
	day := e.NominatedOn
	if e.Given {
		if decision == nil {
			return nil, errs.InvalidField("decisionId",
				"Khen thưởng đã tặng phải có quyết định: số, ngày và nơi ban hành.",
				"An award that was given needs its decision: number, day and issuer.")
		}
		day = decision.IssuedOn
	}
	day = cmp.Or(day, lastDayOf(e.Year))
	if err := t.checkKind(e.Recipient.Kind, day); err != nil {
		return nil, err
	}
	a := &Award{
		Code: e.Code, AwardTypeID: t.ID, TypeName: t.Label, Form: t.Form, Level: t.Level, Kind: e.Kind, Recipient: e.Recipient,
		Year: e.Year, NominatedByBlocID: e.NominatedByBlocID, NominatedByUnitID: e.NominatedByUnitID, NominatedOn: e.NominatedOn,
		NominatedAtID: e.NominatedAtID, CommentPeriod: e.CommentPeriod, Public: e.Public, Note: e.Note,
	}
	a.ID = cmp.Or(e.ID, r.awards.IDs.Next(r.awards.Prefix, r.awards.Now()))
	a.Code = cmp.Or(a.Code, fmt.Sprintf("HS-%d-%s", a.Year, strings.ToUpper(a.ID[len(a.ID)-10:])))
	if err := r.receiver(ctx, d, a, s, day); err != nil {
		return nil, err
	}
	if err := settleState(a, e, decision, s, t); err != nil {
		return nil, err
	}
	if year != nil {
		if err := year.takes(a, s.used); err != nil {
			return nil, err
		}
	}
	a.Derive()
	return a, nil
}

// receiver fills in the recipient as of a day.
func (r *Register) receiver(ctx context.Context, d doing, a *Award, s *awardSources, day viet.Date) error {
	switch a.Recipient.Kind {
	case UnitRecipient:
		u, ok := s.units[a.Recipient.ID]
		if !ok {
			return missing(r.units, "recipient.id", a.Recipient.ID)
		}
		return a.receivedBy(u, day)
	case PersonRecipient:
		p, ok := s.people[a.Recipient.ID]
		if !ok {
			return missing(r.people, "recipient.id", a.Recipient.ID)
		}
		if seen, err := r.sees(ctx, d, p); err != nil || !seen {
			return cmp.Or(err, missing(r.people, "recipient.id", a.Recipient.ID))
		}
		a.Recipient.Name, a.Recipient.Masked = p.FullName, p.Mask != nil
		return nil
	default:
		a.Recipient.ID = ""
		return cleanName("recipient.name", &a.Recipient.Name)
	}
}

// settleState gives the award the state of its entry: granted by the decision, or on its way.
func settleState(a *Award, e *AwardEntry, decision *Decision, s *awardSources, t *AwardType) error {
	if !e.Given {
		a.State = cmp.Or(e.State, Nominated)
		return a.beginning()
	}
	issuer, ok := s.units[decision.IssuerID]
	if !ok {
		return errs.InvalidField("decisionId", "Không tìm thấy nơi ban hành quyết định.", "The issuer of the decision is not there.")
	}
	if err := cmp.Or(a.grantedBy(decision, issuer, t), inOrder("presentedOn", decision.IssuedOn, e.PresentedOn)); err != nil {
		return err
	}
	a.State, a.Imported, a.PresentedOn, a.PresentedAtEventID = Granted, true, e.PresentedOn, e.PresentedAtEventID
	return nil
}

// takes places the award in the bloc-year, if its quota has room besides what is used of it, and uses it.
func (y *BlocYear) takes(a *Award, quotas Quotas) error {
	use := quotas[quotaKey(y.ID, a.Form)]
	var err error
	if a.Place, err = y.place(a, use); err != nil {
		return err
	}
	if use != nil {
		use.add(a.Place)
	}
	a.BlocYearID, a.BlocID = y.ID, y.BlocID
	if a.NominatedByBlocID == "" && a.NominatedByUnitID == "" {
		a.NominatedByBlocID = y.BlocID
	}
	return nil
}

// compareAwards finds what is there already for each award, and what is unusual beside it: two store calls.
func (r *Register) compareAwards(ctx context.Context, v access.Viewer, prepared []Prepared[Award]) error {
	var claims, codes, recipients []string
	var years []any
	for _, p := range prepared {
		if p.Record == nil {
			continue
		}
		codes = append(codes, p.Record.Code)
		if p.Record.Claim != "" {
			claims, recipients = append(claims, p.Record.Claim), append(recipients, p.Record.Recipient.ID)
			if !slices.Contains(years, any(p.Record.Year)) {
				years = append(years, p.Record.Year)
			}
		}
	}
	byClaim, err := r.awardsBy(ctx, "claim", claims, func(a *Award) string { return a.Claim })
	if err != nil {
		return err
	}
	byCode, err := r.awardsBy(ctx, "code", codes, func(a *Award) string { return a.Code })
	if err != nil {
		return err
	}
	beside, err := r.awards.FindPer(ctx, "recipient.id", listed(recipients), store.Query{
		Where: store.In{Field: "year", Values: years}, Sort: AwardsNewest.Order().Sort, Limit: maxBeside,
	})
	if err != nil {
		return err
	}
	for i := range prepared {
		p := &prepared[i]
		if p.Record == nil {
			continue
		}
		p.Existing = byClaim[p.Record.Claim]
		if other := byCode[p.Record.Code]; other != nil && p.Existing == nil {
			p.Record, p.Err = nil, other.takesCode(v)
			continue
		}
		p.Warnings = p.Record.warnings(beside[p.Record.Recipient.ID])
	}
	return nil
}

// takesCode is the refusal of another award under the code of this one, which it describes to who may see it.
func (a *Award) takesCode(v access.Viewer) error {
	if a.hidden() && public(v) != nil {
		return errs.InvalidField("code", "Mã này đã được dùng.", "This code is taken.")
	}
	return errs.InvalidField("code",
		fmt.Sprintf("Mã %s đã là của hồ sơ khác: %s, %s, năm %d.", a.Code, a.Recipient.Name, a.TypeName, a.Year),
		fmt.Sprintf("The code %s is that of another award: %s, %s, %d.", a.Code, a.Recipient.Name, a.TypeName, a.Year))
}

// maxBeside bounds the awards of one recipient and year that are looked at for advice.
const maxBeside = 20

// awardsBy returns the awards with unique values, by these.
func (r *Register) awardsBy(ctx context.Context, field string, values []string, of func(*Award) string) (map[string]*Award, error) {
	found := make(map[string]*Award, len(values))
	if len(values) == 0 {
		return found, nil
	}
	docs, err := r.awards.Find(ctx, store.Query{Where: store.AnyOf(field, listed(values)...), Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, a := range docs {
		found[of(a)] = a
	}
	return found, nil
}

// AwardDifferences returns in which fields an award of a list differs from the one that is there, by their names in the
// schema. What the list does not say differs from nothing.
func AwardDifferences(present, fromList *Award) []Difference {
	return differences([]Difference{
		{"recipientName", present.Recipient.Name, fromList.Recipient.Name},
		{"state", string(present.State), string(fromList.State)},
		{"decidedOn", string(present.DecidedOn), string(fromList.DecidedOn)},
		{"issuerName", present.IssuerName, fromList.IssuerName},
		{"decisionId", present.DecisionID, fromList.DecisionID},
		{"presentedOn", string(present.PresentedOn), string(fromList.PresentedOn)},
		{"blocYearId", present.BlocYearID, fromList.BlocYearID},
		{"note", present.Note, fromList.Note},
	})
}

// SameAward reports whether two preparations of one entry came to the same award.
func (r *Register) SameAward(a, b *Award) (bool, error) { return same(r.awards, a, b) }
