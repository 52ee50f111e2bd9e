package exposure

import (
	"context"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// recordItems are records that are not public. Those of the home unit belong to it.
func recordItems() []item {
	return []item{
		{name: "a person who is not public", plant: func(ctx context.Context, p *planter) error {
			secret := p.record(p.places.home)
			person, err := p.register().CreatePerson(ctx, access.System(), register.NewPerson{
				FullName: "Nguyễn Thị " + p.word("fullName"), Honorific: "Bà " + p.word("honorific"),
				Positions: []register.Position{{UnitID: p.places.home, Title: "Chuyên viên " + p.word("position")}},
			})
			if err != nil {
				return err
			}
			p.id(secret, "id", person.ID)
			p.text(secret, "fullName", person.FullName)
			p.text(secret, "honorific", person.Honorific)
			p.text(secret, "position", person.Positions[0].Title)
			return nil
		}},
		{name: "a decision and an award that are not public", plant: plantDecision},
		{name: "a public award that mentions what is not public", public: true, plant: plantMention},
		{name: "a public award of somebody who is masked", public: true, plant: plantMasked},
		{name: "a public award of a household that is masked", public: true, plant: plantMaskedHousehold},
		{name: "a nomination that is not public", plant: func(ctx context.Context, p *planter) error {
			secret, ofNobody := p.record(p.places.home), p.record("")
			person, err := p.register().CreatePerson(ctx, access.System(), register.NewPerson{FullName: "Trần Văn " + p.word("fullName")})
			if err != nil {
				return err
			}
			a, _, err := p.register().NominateAward(ctx, access.System(), register.Nomination{
				Code: "MAT-" + p.word("code"), AwardTypeID: p.places.awardType, Kind: register.Merit, Year: secretYear,
				Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ ông " + p.word("recipient")}, BlocYearID: "",
				NominatedByUnitID: p.places.home, NominatedOn: "2004-03-01", Note: "Ghi chú " + p.word("note"),
			})
			if err != nil {
				return err
			}
			p.id(secret, "id", a.ID)
			p.id(ofNobody, "person", person.ID)
			p.text(ofNobody, "fullName", person.FullName)
			p.text(secret, "code", a.Code)
			p.text(secret, "recipient", a.Recipient.Name)
			p.text(secret, "note", a.Note)
			p.marks[len(p.marks)-1].Hidden = true // no field shows it
			return nil
		}},
	}
}

// plantMention plants a public award of a person who is not, by a decision that is not.
func plantMention(ctx context.Context, p *planter) error {
	secret := p.record(p.places.home)
	r := p.register()
	person, err := r.CreatePerson(ctx, access.System(), register.NewPerson{FullName: "Đỗ Văn Mẫu", Honorific: "Ông " + p.word("honorific")})
	if err != nil {
		return err
	}
	d, err := r.CreateDecision(ctx, access.System(), register.NewDecision{
		Number: "7933/QĐ-UBND", IssuedOn: "2019-02-18", IssuerID: p.places.home, Title: "Khen thưởng " + p.word("title"),
	})
	if err != nil {
		return err
	}
	_, _, err = r.ImportAward(ctx, access.System(), register.ImportedAward{
		Nomination: register.Nomination{
			Code: "CONG-KHAI-1", AwardTypeID: p.places.awardType, Kind: register.Merit, Year: 2018, Public: true,
			Recipient: register.Recipient{Kind: register.PersonRecipient, ID: person.ID},
		},
		DecisionID: d.ID,
	})
	if err != nil {
		return err
	}
	p.id(p.record(""), "person", person.ID)
	p.id(secret, "decision", d.ID)
	p.text(p.record(""), "honorific", person.Honorific)
	p.text(secret, "title", d.Title)
	return nil
}

// plantMasked plants a public award of a public person, who is masked then.
func plantMasked(ctx context.Context, p *planter) error {
	secret := p.record(p.places.home)
	r := p.register()
	person, err := r.CreatePerson(ctx, access.System(), register.NewPerson{
		FullName: "Phan Thị " + p.word("fullName"), Honorific: "Bà " + p.word("honorific"), Public: true,
		Positions: []register.Position{{UnitID: p.places.home, Title: "Phó Giám đốc " + p.word("position")}},
	})
	if err != nil {
		return err
	}
	award, _, err := r.NominateAward(ctx, access.System(), register.Nomination{
		Code: "CONG-KHAI-2", AwardTypeID: p.places.awardType, Kind: register.Merit, Year: 2018, Public: true,
		Recipient: register.Recipient{Kind: register.PersonRecipient, ID: person.ID},
	})
	if err != nil {
		return err
	}
	papers := []register.DossierPaper{{Kind: register.Submission, Number: "7/TTr-" + p.word("paper"), Note: "Tủ " + p.word("paperNote")}}
	_, err = r.UpdateAward(ctx, access.System(), register.AwardChange{ID: award.ID, Version: award.Version, Documents: &papers})
	if err != nil {
		return err
	}
	_, err = r.MaskPerson(ctx, access.System(), register.PersonMasking{
		ID: person.ID, Version: person.Version, Reason: "Đề nghị của cá nhân " + p.word("reason"), LegalBasis: "Điều " + p.word("legalBasis"),
	})
	if err != nil {
		return err
	}
	p.id(secret, "person", person.ID)
	p.text(secret, "fullName", person.FullName)
	p.text(secret, "honorific", person.Honorific)
	p.text(secret, "position", person.Positions[0].Title)
	p.text(p.record(""), "paper", papers[0].Number)
	p.text(p.record(""), "paperNote", papers[0].Note)
	p.text(secret, "reason", "Đề nghị của cá nhân "+p.word("reason"))
	p.text(secret, "legalBasis", "Điều "+p.word("legalBasis"))
	return nil
}

// plantMaskedHousehold plants a public award of a household, whose name is masked then.
func plantMaskedHousehold(ctx context.Context, p *planter) error {
	secret := p.record(p.places.home)
	r := p.register()
	award, _, err := r.NominateAward(ctx, access.System(), register.Nomination{
		Code: "CONG-KHAI-3", AwardTypeID: p.places.awardType, Kind: register.Merit, Year: 2018, Public: true, NominatedByUnitID: p.places.home,
		Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: "Hộ ông " + p.word("household")},
	})
	if err != nil {
		return err
	}
	_, _, err = r.MaskRecipient(ctx, access.System(), register.RecipientMasking{
		ID: award.ID, Version: award.Version, Reason: "Đề nghị của gia đình " + p.word("reason"), LegalBasis: "Điều " + p.word("legalBasis"),
	})
	if err != nil {
		return err
	}
	p.text(secret, "household", award.Recipient.Name)
	p.text(secret, "reason", "Đề nghị của gia đình "+p.word("reason"))
	p.text(secret, "legalBasis", "Điều "+p.word("legalBasis"))
	return nil
}

// secretYear is a year in which nothing public happened.
const secretYear = 2003

func plantDecision(ctx context.Context, p *planter) error {
	secret := p.record(p.places.home)
	const day viet.Date = "2004-02-17"
	r := p.register()
	d, err := r.CreateDecision(ctx, access.System(), register.NewDecision{
		Number: "7919/QĐ-UBND", IssuedOn: day, IssuerID: p.places.home,
		Signer: "Lê Văn " + p.word("signer"), Title: "Khen thưởng " + p.word("title"),
	})
	if err != nil {
		return err
	}
	a, _, err := r.ImportAward(ctx, access.System(), register.ImportedAward{
		Nomination: register.Nomination{
			Code: "MAT-" + p.word("code"), AwardTypeID: p.places.awardType, Kind: register.Merit, Year: secretYear,
			Recipient: register.Recipient{Kind: register.UnitRecipient, ID: p.places.home}, Note: "Ghi chú " + p.word("note"),
		},
		DecisionID: d.ID,
	})
	if err != nil {
		return err
	}
	p.id(secret, "decision", d.ID)
	p.id(secret, "award", a.ID)
	p.text(secret, "signer", d.Signer)
	p.text(secret, "title", d.Title)
	p.text(secret, "code", a.Code)
	p.text(secret, "note", a.Note)
	p.marks[len(p.marks)-1].Hidden = true // no field shows it
	for _, code := range []string{d.PaperCode, a.PaperCode} {
		p.mark(secret, "paperCode of "+code, textMark, code, strings.ToLower(code))
	}
	p.mark(secret, "number", textMark, d.Number, "7919/qđ-ubnd")
	p.mark(secret, "issuedOn", dayMark, string(day), string(day))
	p.mark(secret, "year", yearMark, strconv.Itoa(secretYear), "")
	return nil
}

// record is a record as the policy sees it.
func (p *planter) record(unit string) access.Subject {
	return access.Subject{Noun: access.Records, UnitID: unit, CreatedBy: access.SystemActor}
}
