package exposure

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// yearItems are what completes a bloc's year and is not public. Those of the home unit belong to it.
func yearItems() []item {
	return []item{
		{name: "a registration that is not public", plant: plantTitle},
		{name: "a review session that is not public", plant: plantSession},
		{name: "a public session on an award that is not", public: true, plant: plantPublicSession},
	}
}

func plantTitle(ctx context.Context, p *planter) error {
	secret, r, v := p.record(""), p.register(), access.System()
	years, err := r.BlocYearsByID(ctx, v, []string{p.places.blocYear})
	if err != nil {
		return err
	}
	y := years[p.places.blocYear]
	members, err := r.MembershipsOfBlocs(ctx, v, []string{y.BlocID}, nil, store.Page{Limit: 1})
	if err != nil || len(members[y.BlocID]) == 0 {
		return fmt.Errorf("find a member of the bloc: %w", err)
	}
	m := members[y.BlocID][0]
	_, results, err := r.RegisterTitles(ctx, v, register.TitleEntries{BlocYearID: y.ID, Items: []register.TitleEntry{{
		AwardTypeID: p.places.awardType, UnitID: m.UnitID, RegisteredOn: m.From, Note: "Ghi chú " + p.word("note"),
		Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ bà " + p.word("recipient")},
	}}})
	if err != nil {
		return err
	}
	if results[0].Err != nil {
		return results[0].Err
	}
	t := results[0].Record
	p.id(secret, "id", t.ID)
	p.text(secret, "recipient", t.Recipient.Name)
	p.text(secret, "note", t.Note)
	return nil
}

func plantSession(ctx context.Context, p *planter) error {
	secret := p.record(p.places.home)
	const day viet.Date = "2004-05-12"
	a, err := plantHousehold(ctx, p)
	if err != nil {
		return err
	}
	yes := int64(7)
	s, results, _, err := p.register().RecordReview(ctx, access.System(), register.NewReview{
		CouncilID: p.places.home, HeldOn: day, Method: register.SecretBallot, Minutes: "Biên bản " + p.word("minutes"),
		Items: []register.AwardBallot{{ID: a.ID, Version: a.Version, Yes: &yes, Passed: new(bool)}},
	})
	if err != nil {
		return err
	}
	if results[0].Err != nil {
		return results[0].Err
	}
	p.id(secret, "id", s.ID)
	p.id(secret, "award", a.ID)
	p.text(secret, "minutes", s.Minutes)
	p.mark(secret, "heldOn", dayMark, string(day), string(day))
	return nil
}

// plantPublicSession plants a session that readers see, without the award on which it voted.
func plantPublicSession(ctx context.Context, p *planter) error {
	a, err := plantHousehold(ctx, p)
	if err != nil {
		return err
	}
	_, results, _, err := p.register().RecordReview(ctx, access.System(), register.NewReview{
		CouncilID: p.places.home, HeldOn: "2004-06-18", Method: register.Consensus, Public: true,
		Items: []register.AwardBallot{{ID: a.ID, Version: a.Version}},
	})
	if err != nil {
		return err
	}
	if results[0].Err != nil {
		return results[0].Err
	}
	p.id(p.record(p.places.home), "award", a.ID)
	p.text(p.record(p.places.home), "recipient", a.Recipient.Name)
	return nil
}

// plantHousehold plants a nomination of a household that is not public.
func plantHousehold(ctx context.Context, p *planter) (*register.Award, error) {
	a, _, err := p.register().NominateAward(ctx, access.System(), register.Nomination{
		Code: "MAT-" + p.word("code"), AwardTypeID: p.places.awardType, Kind: register.Merit, Year: secretYear, NominatedByUnitID: p.places.home,
		Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ ông " + p.word("recipient")},
	})
	return a, err
}
