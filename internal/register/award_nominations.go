package register

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Nomination is the input of a new award.
type Nomination struct {
	Code              string // the office's own number, unique; made if empty
	AwardTypeID       string
	Kind              CommendationKind
	Recipient         Recipient // the name is read for a household only; others' is that of the day
	Year              int64     // of the achievement
	BlocYearID        string
	NominatedByBlocID string // the bloc of the bloc-year if nobody is named
	NominatedByUnitID string
	NominatedOn       viet.Date
	NominatedAtID     string     // event
	State             AwardState // [Nominated] if empty; what else there is, Award.beginning says
	CommentPeriod     *CommentPeriod
	Public            bool
	Note              string

	registrationID string // of an award that begins from a registration
	householdMask  *Mask  // of that registration
	past           bool   // of an award that is imported: its bloc-year may be closed
}

// NominateAward records that an award is proposed. The names of recipient and award, their level and province are those
// of the day, for good. What is unusual, but allowed, comes back as warnings.
func (r *Register) NominateAward(ctx context.Context, v access.Viewer, in Nomination) (*Award, []Warning, error) {
	in.State = cmp.Or(in.State, Nominated)
	d, err := begin(v, access.Create, "award.nominate", "")
	if err != nil {
		return nil, nil, err
	}
	if in.State == Registered {
		d.name = "award.register"
	}
	a, others, err := r.newAward(ctx, d, in, in.NominatedOn)
	if err != nil {
		return nil, nil, err
	}
	a.State = in.State
	if err := a.beginning(); err != nil {
		return nil, nil, err
	}
	if err := r.insertAward(ctx, d, a); err != nil {
		return nil, nil, err
	}
	return a, a.warnings(others), nil
}

// ImportedAward is the input of an award of the past.
type ImportedAward struct {
	Nomination
	DecisionID         string
	PresentedOn        viet.Date // if known
	PresentedAtEventID string
}

// ImportAward enters an award that was given in the past, with its decision; the steps before it are not on record.
func (r *Register) ImportAward(ctx context.Context, v access.Viewer, in ImportedAward) (*Award, []Warning, error) {
	d, err := begin(v, access.Publish, "award.import", "")
	err = cmp.Or(err, optionalDay("presentedOn", in.PresentedOn))
	if err != nil {
		return nil, nil, err
	}
	decision, issuer, err := r.decision(ctx, d, in.DecisionID)
	if err != nil {
		return nil, nil, err
	}
	if err := optional(ctx, r.events, "presentedAtEventId", in.PresentedAtEventID); err != nil {
		return nil, nil, err
	}
	in.past = true
	a, others, err := r.newAward(ctx, d, in.Nomination, decision.IssuedOn)
	if err != nil {
		return nil, nil, err
	}
	t, err := r.awardTypes.ByID(ctx, a.AwardTypeID)
	if err != nil {
		return nil, nil, err
	}
	err = cmp.Or(a.grantedBy(decision, issuer, t), inOrder("presentedOn", decision.IssuedOn, in.PresentedOn))
	if err != nil {
		return nil, nil, err
	}
	a.State = Granted
	a.PresentedOn, a.PresentedAtEventID = in.PresentedOn, in.PresentedAtEventID
	if err := r.insertAward(ctx, d, a); err != nil {
		return nil, nil, err
	}
	return a, a.warnings(others), nil
}

// newAward checks the input of an award, whose names are to be those of a day (the last of the year if it is unknown),
// and returns it without a state, with the other awards of its recipient.
func (r *Register) newAward(ctx context.Context, d doing, in Nomination, named viet.Date) (*Award, []*Award, error) {
	if err := in.check(); err != nil {
		return nil, nil, err
	}
	day := cmp.Or(named, lastDayOf(in.Year))
	t, err := referred(ctx, r.awardTypes, "awardTypeId", in.AwardTypeID)
	if err != nil {
		return nil, nil, err
	}
	if err := t.checkKind(in.Recipient.Kind, day); err != nil {
		return nil, nil, err
	}
	err = cmp.Or(
		optional(ctx, r.blocs, "nominatedByBlocId", in.NominatedByBlocID),
		optional(ctx, r.units, "nominatedByUnitId", in.NominatedByUnitID),
		optional(ctx, r.events, "nominatedAtId", in.NominatedAtID),
	)
	if err != nil {
		return nil, nil, err
	}
	a := &Award{
		Code: in.Code, AwardTypeID: t.ID, TypeName: t.Label, Form: t.Form, Level: t.Level, Kind: in.Kind,
		Recipient: in.Recipient, Year: in.Year, NominatedByBlocID: in.NominatedByBlocID,
		NominatedByUnitID: in.NominatedByUnitID, NominatedOn: in.NominatedOn, NominatedAtID: in.NominatedAtID,
		CommentPeriod: in.CommentPeriod, Public: in.Public, Note: in.Note, RegistrationID: in.registrationID, Imported: in.past,
		HouseholdMask: in.householdMask,
	}
	if err := r.nameRecipient(ctx, d, a, day); err != nil {
		return nil, nil, err
	}
	if err := r.may(ctx, d, a); err != nil { // before it is said what others there are
		return nil, nil, err
	}
	others, err := r.othersOf(ctx, a)
	if err != nil {
		return nil, nil, err
	}
	if err := r.placeInBlocYear(ctx, a, in.BlocYearID); err != nil {
		return nil, nil, err
	}
	return a, others, nil
}

// check cleans and checks what can be known without a look at other documents.
func (in *Nomination) check() error {
	err := cmp.Or(
		cleanOptional("code", &in.Code), cleanBody("note", &in.Note), validYear(in.Year),
		known("kind", in.Kind, commendationKinds()...), known("recipient.kind", in.Recipient.Kind, recipientKinds()...),
		optionalDay("nominatedOn", in.NominatedOn),
	)
	if err != nil {
		return err
	}
	if err := allWithoutPersonalData("note", in.Note, "recipient.name", in.Recipient.Name, "code", in.Code); err != nil {
		return err
	}
	if in.NominatedOn != "" && in.Year > int64(in.NominatedOn.Year()) {
		return errs.InvalidField("year",
			"Năm thành tích không được sau năm đề nghị.",
			"The year of the achievement must not be after that of the nomination.")
	}
	if in.NominatedByBlocID != "" && in.NominatedByUnitID != "" {
		return errs.InvalidField("nominatedByUnitId",
			"Chỉ nêu một nơi đề nghị: khối hoặc đơn vị.", "Name one nominator: a bloc or a unit.")
	}
	return in.CommentPeriod.check()
}

// nameRecipient fills in the recipient's name of the day and, for a unit, its province at the end of the achievement year.
func (r *Register) nameRecipient(ctx context.Context, d doing, a *Award, day viet.Date) error {
	switch a.Recipient.Kind {
	case UnitRecipient:
		u, err := referred(ctx, r.units, "recipient.id", a.Recipient.ID)
		if err != nil {
			return err
		}
		return a.receivedBy(u, day)
	case PersonRecipient:
		p, err := shown(ctx, r, r.people, d, "recipient.id", a.Recipient.ID)
		if err != nil {
			return err
		}
		a.Recipient.Name, a.Recipient.Masked = p.FullName, p.Mask != nil
	case HouseholdRecipient:
		a.Recipient.ID, a.Recipient.Masked = "", a.HouseholdMask != nil
		return cleanName("recipient.name", &a.Recipient.Name)
	}
	return nil
}

// receivedBy fills in the name that a unit had on a day, and its province at the end of the achievement year.
func (a *Award) receivedBy(u *Unit, day viet.Date) error {
	yearEnd := lastDayOf(a.Year)
	if !overlap(u.ValidFrom, u.ValidTo, firstDayOf(a.Year), yearEnd) {
		return errs.InvalidField("recipient.id",
			fmt.Sprintf("%s không tồn tại trong năm %d.", u.OfficialName, a.Year),
			fmt.Sprintf("%s does not exist in %d.", u.OfficialName, a.Year))
	}
	a.Recipient.Name = u.NameAsOf(day)
	if span := u.ProvinceAsOf(yearEnd); span != nil {
		a.Province = &Province{Code: span.Code, Name: span.Name}
	}
	return nil
}

// placeInBlocYear fills in the bloc-year, if there is one, and the place that the award takes of its quota.
func (r *Register) placeInBlocYear(ctx context.Context, a *Award, blocYearID string) error {
	if blocYearID == "" {
		return nil
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", blocYearID)
	if err != nil {
		return err
	}
	if !a.Imported {
		if err := y.open(); err != nil {
			return err
		}
	}
	use, err := r.usedOf(ctx, y, a.Form)
	if err != nil {
		return err
	}
	if a.Place, err = y.place(a, use); err != nil {
		return err
	}
	a.BlocYearID, a.BlocID = y.ID, y.BlocID
	if a.NominatedByBlocID == "" && a.NominatedByUnitID == "" {
		a.NominatedByBlocID = y.BlocID
	}
	return nil
}

// usedOf returns what is used of a bloc-year's quota for a form; nothing, at no cost, where there is no quota.
func (r *Register) usedOf(ctx context.Context, y *BlocYear, form AwardForm) (*quotaUse, error) {
	limit := y.quota(form)
	if limit == nil {
		return used(form, nil), nil
	}
	awards, err := r.awards.Find(ctx, store.Query{
		Where: store.And{
			store.Eq{Field: "blocYearId", Value: y.ID},
			store.Eq{Field: "form", Value: string(form)},
			store.Not{Part: store.Eq{Field: "state", Value: string(Withdrawn)}},
		},
		Sort: AwardsNewest.Order().Sort, Limit: int(*limit) + 1,
	})
	if err != nil {
		return nil, err
	}
	return used(form, awards), nil
}

// othersOf returns the other awards of the recipient. It refuses the award if one of them is of the same type, year and
// kind; the unique claim refuses what happens at the same moment.
func (r *Register) othersOf(ctx context.Context, a *Award) ([]*Award, error) {
	if a.Recipient.ID == "" {
		return nil, nil
	}
	others, err := r.awards.Find(ctx, store.Query{
		Where: store.And{store.Eq{Field: "recipient.id", Value: a.Recipient.ID}, store.Eq{Field: "year", Value: a.Year}},
		Sort:  AwardsNewest.Order().Sort, Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		if o.AwardTypeID == a.AwardTypeID && o.Kind == a.Kind && o.State != Withdrawn {
			return nil, &errs.Error{
				Code: errs.Duplicate, Field: []string{"recipient"},
				Vi: fmt.Sprintf("%s đã có hồ sơ %s cho %s năm %d.", a.Recipient.Name, o.Code, a.TypeName, a.Year),
				En: fmt.Sprintf("%s has the award %s of this type, year and kind already.", a.Recipient.Name, o.Code),
			}
		}
	}
	return others, nil
}

// insertAward saves a new award under its code, or under one made of its ID. If somebody else was given its place of the
// quota in the meantime, it takes the next; if its bloc-year was closed, it is not saved.
func (r *Register) insertAward(ctx context.Context, d doing, a *Award) error {
	if a.Code == "" {
		a.ID = r.awards.IDs.Next(r.awards.Prefix, r.awards.Now())
		a.Code = fmt.Sprintf("HS-%d-%s", a.Year, strings.ToUpper(a.ID[len(a.ID)-10:]))
	}
	for {
		err := create(ctx, r, r.awards, d, a)
		if err == nil && a.BlocYearID != "" && !a.Imported {
			return r.keepOpen(ctx, a)
		}
		if !isTaken(err, "placeClaim") {
			return err
		}
		if err := r.placeInBlocYear(ctx, a, a.BlocYearID); err != nil {
			return err
		}
	}
}

// decision returns the decision of an input and the unit that issued it.
func (r *Register) decision(ctx context.Context, d doing, id string) (*Decision, *Unit, error) {
	decision, err := shown(ctx, r, r.decisions, d, "decisionId", id)
	if err != nil {
		return nil, nil, err
	}
	issuer, err := r.units.ByID(ctx, decision.IssuerID)
	return decision, issuer, err
}
