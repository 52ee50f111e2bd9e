package register

import (
	"cmp"
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TitleEntry is the input of one registration.
type TitleEntry struct {
	AwardTypeID  string
	Recipient    Recipient // the name is read for a household only; others' is that of the day
	UnitID       string    // the member to which a household belongs, or by which a person of several units registers
	RegisteredOn viet.Date
	Public       bool
	Note         string
}

// TitleEntries is the input of the registrations of a bloc-year.
type TitleEntries struct {
	BlocYearID string
	Items      []TitleEntry
}

// RegisterTitles records the registrations of a bloc-year, at most [MaxBatch], each with its own result in the order of the
// list: what is wrong with one disturbs no other. What is registered already comes back as it is, so that the same call
// again completes one that was cut short.
func (r *Register) RegisterTitles(ctx context.Context, v access.Viewer, in TitleEntries) (*BlocYear, []Outcome[TitleRegistration], error) {
	d, err := begin(v, access.Create, "title.register", "")
	if err = cmp.Or(err, batchOf(len(in.Items))); err != nil {
		return nil, nil, err
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", in.BlocYearID)
	if err != nil {
		return nil, nil, err
	}
	if err := y.open(); err != nil {
		return nil, nil, err
	}
	desk, err := r.titleDesk(ctx, d, y, in.Items)
	if err != nil {
		return nil, nil, err
	}
	b := newBatch(r.titles, make([]Ref, len(in.Items)))
	docs, entries := make([]*TitleRegistration, len(in.Items)), map[string]int{}
	for i, item := range in.Items {
		doc, err := desk.entered(item)
		if err == nil {
			err = r.may(ctx, d, doc)
		}
		if err == nil {
			doc.Derive()
			if _, twice := entries[doc.Entry]; twice {
				err = errs.InvalidField("recipient", "Đăng ký này được nêu hai lần.", "This registration is named twice.")
			} else {
				entries[doc.Entry], docs[i] = i, doc
			}
		}
		if err = b.settle(i, doc, err); err != nil {
			return nil, nil, err
		}
	}
	return y, b.results, r.enterTitles(ctx, d, b, docs, entries)
}

// open refuses to add anything to a year that is closed.
func (y *BlocYear) open() error {
	if y.State != Closed {
		return nil
	}
	return errs.New(errs.WrongState,
		"Năm công tác đã kết thúc nên không nhận thêm đăng ký hay đề nghị.",
		"The bloc-year is closed: it takes no more registrations or nominations.")
}

// enterTitles saves the registrations that are not there already. entries has their places in the batch.
func (r *Register) enterTitles(ctx context.Context, d doing, b *batch[TitleRegistration], docs []*TitleRegistration, entries map[string]int) error {
	if len(entries) == 0 {
		return nil
	}
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	there, err := r.titles.Find(ctx, store.Query{Where: store.AnyOf("entry", keys...), Limit: len(keys)})
	if err != nil {
		return err
	}
	for _, t := range there {
		i := entries[t.Entry]
		b.results[i].ID, b.results[i].Record, docs[i] = t.ID, t, nil
	}
	for i, doc := range docs {
		if doc == nil {
			continue
		}
		if err := b.insert(i, doc, d); err != nil {
			return err
		}
	}
	return b.apply(ctx)
}

// titleDesk is all that the registrations of a list refer to.
type titleDesk struct {
	year   *BlocYear
	roll   roll
	types  map[string]*AwardType
	people map[string]*Person // those that exist for the viewer
}

// titleDesk reads what the registrations of a list refer to, whatever their number, in a bounded number of calls.
func (r *Register) titleDesk(ctx context.Context, d doing, y *BlocYear, items []TitleEntry) (*titleDesk, error) {
	var types, units, people []string
	for _, item := range items {
		types, units = append(types, item.AwardTypeID), append(units, item.UnitID)
		switch item.Recipient.Kind {
		case UnitRecipient:
			units = append(units, item.Recipient.ID)
		case PersonRecipient:
			people = append(people, item.Recipient.ID)
		case HouseholdRecipient: // has no ID
		}
	}
	desk := &titleDesk{year: y}
	var err error
	if desk.types, err = r.awardTypes.ByIDs(ctx, listed(types), store.Whole); err != nil {
		return nil, err
	}
	if desk.people, err = r.people.ByIDs(ctx, listed(people), store.Whole); err != nil {
		return nil, err
	}
	for id, p := range desk.people {
		seen, err := r.sees(ctx, d, p)
		if err != nil {
			return nil, err
		}
		if !seen {
			delete(desk.people, id)
		}
		for _, pos := range p.Positions {
			units = append(units, pos.UnitID)
		}
	}
	desk.roll, err = r.rollOf(ctx, y.BlocID, units)
	return desk, err
}

// rollOf reads the members of a bloc, and the units with those above them, level by level up to the members.
func (r *Register) rollOf(ctx context.Context, blocID string, units []string) (roll, error) {
	all := roll{units: map[string]*Unit{}, members: map[string][]*BlocMembership{}}
	members, err := r.memberships.FindPer(ctx, "blocId", []string{blocID}, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return all, err
	}
	for _, m := range members[blocID] {
		all.members[m.UnitID] = append(all.members[m.UnitID], m)
	}
	for depth := 0; len(units) > 0 && depth <= maxUnitDepth; depth++ {
		units = slices.DeleteFunc(listed(units), func(id string) bool { return id == "" || all.units[id] != nil })
		var above []string
		for part := range slices.Chunk(units, store.MaxLimit) {
			found, err := r.units.ByIDs(ctx, part, store.Whole)
			if err != nil {
				return all, err
			}
			for id, u := range found {
				all.units[id] = u
				if len(all.members[id]) == 0 {
					above = append(above, u.ParentID)
				}
			}
		}
		units = above
	}
	return all, nil
}

// entered returns the registration of an entry, under the names of its day.
func (desk *titleDesk) entered(in TitleEntry) (*TitleRegistration, error) {
	y := desk.year
	err := cmp.Or(
		validDay("registeredOn", in.RegisteredOn), cleanBody("note", &in.Note),
		known("recipient.kind", in.Recipient.Kind, recipientKinds()...),
	)
	if err != nil {
		return nil, err
	}
	t := desk.types[in.AwardTypeID]
	if t == nil {
		return nil, notFound("loại khen thưởng", "award type", "awardTypeId", in.AwardTypeID)
	}
	if err := t.checkKind(in.Recipient.Kind, in.RegisteredOn); err != nil {
		return nil, err
	}
	who, person, err := desk.named(in)
	if err != nil {
		return nil, err
	}
	if in.UnitID != "" && desk.roll.units[in.UnitID] == nil {
		return nil, notFound("đơn vị", "unit", "unitId", in.UnitID)
	}
	side, err := desk.roll.side(in.RegisteredOn, who, in.UnitID, person)
	if err != nil {
		return nil, err
	}
	return &TitleRegistration{
		BlocYearID: y.ID, BlocID: y.BlocID, Year: y.Year, UnitID: side, Recipient: who, AwardTypeID: t.ID, TypeName: t.Label,
		Form: t.Form, RegisteredOn: in.RegisteredOn, State: TitleRegistered, Public: in.Public, Note: in.Note,
	}, nil
}

// named returns the recipient of an entry under the name of its day, and the person if it is one.
func (desk *titleDesk) named(in TitleEntry) (Recipient, *Person, error) {
	who := in.Recipient
	switch who.Kind {
	case UnitRecipient:
		u := desk.roll.units[who.ID]
		if u == nil {
			return who, nil, notFound("đơn vị", "unit", "recipient.id", who.ID)
		}
		who.Name = u.NameAsOf(in.RegisteredOn)
	case PersonRecipient:
		p := desk.people[who.ID]
		if p == nil {
			return who, nil, notFound("cá nhân", "person", "recipient.id", who.ID)
		}
		who.Name, who.Masked = p.FullName, p.Mask != nil
		return who, p, nil
	case HouseholdRecipient:
		who.ID = ""
		return who, nil, cleanName("recipient.name", &who.Name)
	}
	return who, nil, nil
}

// TitleReason is the input of a registration that is taken back.
type TitleReason struct {
	ID      string
	Version int64
	Reason  string
}

// WithdrawTitle takes a registration back. One from which an award is on its way is taken back with the award.
func (r *Register) WithdrawTitle(ctx context.Context, v access.Viewer, in TitleReason) (*TitleRegistration, error) {
	d, err := begin(v, access.Submit, "title.withdraw", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return change(ctx, r, r.titles, d, Ref{in.ID, in.Version}, func(t *TitleRegistration) (*TitleRegistration, error) {
		n, err := r.awards.Count(ctx, store.Eq{Field: "begun", Value: t.ID})
		if err != nil {
			return nil, err
		}
		if n > 0 {
			return nil, errs.New(errs.WrongState,
				"Đã có hồ sơ đề nghị từ đăng ký này; hãy rút hồ sơ trước.",
				"An award has begun from this registration: withdraw the award first.")
		}
		return t.withdrawn(in.Reason)
	})
}

// TitleChange is the input of a change of a registration's details; nil keeps what there is. Recipient, award and day are
// what it is: to change them, withdraw it and register anew.
type TitleChange struct {
	ID      string
	Version int64
	Public  *bool
	Note    *string
}

// UpdateTitle changes a registration's details.
func (r *Register) UpdateTitle(ctx context.Context, v access.Viewer, in TitleChange) (*TitleRegistration, error) {
	d, err := begin(v, access.Update, "title.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.titles, d, Ref{in.ID, in.Version}, func(t *TitleRegistration) (*TitleRegistration, error) {
		next := *t
		set(&next.Public, in.Public)
		set(&next.Note, in.Note)
		return &next, cleanBody("note", &next.Note)
	})
}

// RemoveTitle removes a registration that was entered by mistake.
func (r *Register) RemoveTitle(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.titles, v, "title.remove", ref)
}

// TitleNomination is the input of an award that begins from a registration.
type TitleNomination struct {
	ID            string // of the registration
	Version       int64
	Code          string
	Kind          CommendationKind // [Merit] if empty
	NominatedOn   viet.Date
	NominatedAtID string
	State         AwardState
	Public        bool
	Note          string
}

// NominateTitle makes the award of a registration: its recipient, type, year and bloc-year are those of the registration,
// and what [Register.NominateAward] asks for holds. An award begins from a registration once, unless it was withdrawn.
func (r *Register) NominateTitle(ctx context.Context, v access.Viewer, in TitleNomination) (*Award, []Warning, error) {
	d, err := begin(v, access.Create, "award.nominate", "")
	if err != nil {
		return nil, nil, err
	}
	t, err := at(ctx, r, r.titles, d, "", Ref{in.ID, in.Version})
	if err != nil {
		return nil, nil, err
	}
	if t.State != TitleRegistered {
		return nil, nil, errs.New(errs.WrongState, "Đăng ký này đã được rút.", "The registration is withdrawn.")
	}
	a, warnings, err := r.NominateAward(ctx, v, Nomination{
		Code: in.Code, AwardTypeID: t.AwardTypeID, Kind: cmp.Or(in.Kind, Merit), Recipient: t.Recipient, Year: t.Year,
		BlocYearID: t.BlocYearID, NominatedOn: in.NominatedOn, NominatedAtID: in.NominatedAtID, State: in.State,
		Public: in.Public, Note: in.Note, registrationID: t.ID, householdMask: t.HouseholdMask,
	})
	if err == nil && a.Recipient.Kind == HouseholdRecipient {
		a, err = r.keepMasked(ctx, d, a)
	}
	return a, warnings, err
}
