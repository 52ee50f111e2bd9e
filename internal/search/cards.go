package search

import (
	"strings"
	"time"

	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// The functions of this file say of each noun what is searched. They read nothing but the document, so that an entry
// is out of date only when its document has changed.

func articleCard(a *newsroom.Article) Card {
	c := Card{
		ID: a.ID, Version: a.Version, Noun: Articles, Kind: string(a.Kind), Year: int64(viet.Today(a.PublishedAt).Year()),
		BlocIDs: a.BlocIDs, UnitIDs: a.UnitIDs, Title: a.Title, Names: named(a.Byline), Summary: a.Summary, Body: a.Body.Text(),
		At: a.PublishedAt, Until: a.ExpiresAt,
	}
	if a.Source != nil {
		c.Names = append(c.Names, named(a.Source.SiteName)...)
	}
	return c
}

func unitCard(u *register.Unit) Card {
	c := Card{
		ID: u.ID, Version: u.Version, Noun: Units, Kind: string(u.Type), UnitIDs: []string{u.ID},
		Title: u.OfficialName, Names: named(append([]string{u.ShortName, u.Code}, u.Aliases...)...), At: u.CreatedAt,
	}
	for _, span := range u.Names {
		c.Names = append(c.Names, span.Name)
	}
	return c
}

func blocCard(b *register.Bloc) Card {
	c := Card{
		ID: b.ID, Version: b.Version, Noun: Blocs, Kind: string(b.Kind), BlocIDs: []string{b.ID},
		Title: b.Name, Names: named(append([]string{b.ShortName}, b.Aliases...)...), At: b.CreatedAt,
	}
	for _, span := range b.Names {
		c.Names = append(c.Names, span.Name)
	}
	return c
}

func personCard(p *register.Person) Card {
	c := Card{ID: p.ID, Version: p.Version, Noun: People, Kind: string(p.StaffCategory), Title: p.FullName, Names: named(p.Aliases...), At: p.CreatedAt}
	titles := make([]string, len(p.Positions))
	for i, pos := range p.Positions {
		titles[i] = pos.Title
		c.UnitIDs = append(c.UnitIDs, pos.UnitID)
	}
	c.Summary = strings.Join(titles, "; ")
	return c
}

func awardTypeCard(t *register.AwardType) Card {
	return Card{
		ID: t.ID, Version: t.Version, Noun: AwardTypes, Kind: string(t.Form),
		Title: t.Label, Names: named(append([]string{t.Code}, t.LabelVariants...)...), Summary: t.Meaning,
		Body: strings.Join(t.Deciders, "\n"), At: t.CreatedAt,
	}
}

// awardCard has nothing of the decision, which need not be public.
func awardCard(a *register.Award) Card {
	c := Card{
		ID: a.ID, Version: a.Version, Noun: Awards, Kind: string(a.Form), Year: a.Year, BlocIDs: named(a.BlocID),
		Title: a.RecipientName(), Names: named(a.Code), Summary: a.TypeName, At: time.Date(int(a.Year), time.December, 31, 0, 0, 0, 0, time.UTC),
	}
	if a.Recipient.Kind == register.UnitRecipient {
		c.UnitIDs = named(a.Recipient.ID)
	}
	return c
}

func decisionCard(d *register.Decision) Card {
	return Card{
		ID: d.ID, Version: d.Version, Noun: Decisions, Year: d.Year, UnitIDs: named(d.IssuerID),
		Title: d.Title, Names: named(d.Number, "Quyết định số "+d.Number), Summary: d.IssuerName, Body: d.Signer, At: d.IssuedOn.Time(),
	}
}

func taskCard(t *register.Task) Card {
	c := Card{
		ID: t.ID, Version: t.Version, Noun: Tasks, Kind: string(t.Category), Year: t.Year, BlocIDs: named(t.BlocID), UnitIDs: t.OwnerIDs,
		Title: t.Title, Body: t.Body, At: t.CreatedAt,
	}
	for _, r := range t.Results {
		c.Body += "\n" + r.Text
	}
	return c
}

func eventCard(e *register.Event) Card {
	return Card{
		ID: e.ID, Version: e.Version, Noun: Events, Kind: string(e.Type), Year: int64(e.StartsOn.Year()),
		BlocIDs: named(e.OrganizerBlocID), UnitIDs: distinct(append(named(e.HostUnitID, e.OrganizerUnitID), e.ParticipantIDs...)),
		Title: e.Title, Summary: e.VenueText, At: e.StartsOn.Time(),
	}
}

func movementCard(m *register.Movement) Card {
	return Card{
		ID: m.ID, Version: m.Version, Noun: Movements, Kind: string(m.Form), Year: int64(m.From.Year()),
		BlocIDs: named(m.LaunchedByBlocID), UnitIDs: named(m.LaunchedByUnitID),
		Title: m.Name, Summary: m.Occasion, Body: m.Purpose, At: m.From.Time(),
	}
}

func legalReferenceCard(l *register.LegalReference) Card {
	c := Card{
		ID: l.ID, Version: l.Version, Noun: LegalReferences, Kind: string(l.Kind),
		Title: l.RawText, Names: named(l.Number), Summary: l.Subject, Body: l.Issuer, At: l.CreatedAt,
	}
	if l.IssuedOn != "" {
		c.Year, c.At = int64(l.IssuedOn.Year()), l.IssuedOn.Time()
	}
	return c
}

// named returns the texts that are not empty.
func named(texts ...string) []string {
	all := make([]string, 0, len(texts))
	for _, t := range texts {
		if t != "" {
			all = append(all, t)
		}
	}
	return all
}
