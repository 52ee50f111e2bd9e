package exposure

import (
	"context"
	"net/http"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
)

// anonymous is the reader who has not signed in.
const anonymous = "anonymous reader"

// password is that of every account in a world.
const password = "mat-khau-cua-nguoi-thu" //nolint:gosec // of accounts in a scratch store

// administrator is whom the audit asks to see that it is not blind.
const administrator = "administrator of the office"

// peopleItems are those who ask: each role at the home unit, at another one and for the whole office, and API tokens
// that are narrower than their role, or no good any more.
func peopleItems() []item {
	var all []item
	for _, role := range access.Roles() {
		for _, place := range []struct{ name, unit string }{{"the home unit", "home"}, {"the other unit", "away"}, {"the office", ""}} {
			if role == access.Administrator && place.unit != "" {
				continue // to whom everything is theirs
			}
			name := strings.ToLower(strings.ReplaceAll(string(role), "_", " ")) + " of " + place.name
			all = append(all, item{name: name, public: true, plant: func(ctx context.Context, p *planter) error {
				return p.person(ctx, role, p.unit(place.unit))
			}})
		}
	}
	token := func(name string, role access.Role, unit string, nouns []access.Noun, states []newsroom.State) {
		all = append(all, item{name: name, public: true, plant: func(ctx context.Context, p *planter) error {
			_, err := p.program(ctx, access.Token{Role: role, UnitID: p.unit(unit), Nouns: nouns, States: stateNames(states)})
			return err
		}})
	}
	none := []newsroom.State{}
	token("token for published drafts", access.Editor, "", []access.Noun{access.Drafts}, []newsroom.State{newsroom.Published})
	token("token for drafts of the other unit", access.Editor, "away", []access.Noun{access.Drafts}, none)
	token("token for categories", access.Editor, "", []access.Noun{access.Categories}, none)
	token("token for records", access.RecordsOfficer, "", []access.Noun{access.Records}, none)
	token("token for tags with all rights", access.Administrator, "", []access.Noun{access.Tags}, none)
	return append(all, refusedItems()...)
}

func stateNames(states []newsroom.State) []string {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = string(s)
	}
	return names
}

// refusedItems are those whom the door must not let in any more.
func refusedItems() []item {
	return []item{
		{name: "expired token", public: true, plant: func(ctx context.Context, p *planter) error {
			past := p.clock.Add(time.Minute)
			v, err := p.program(ctx, access.Token{Role: access.Administrator, ExpiresAt: &past})
			if err == nil {
				v.refused = errs.TokenExpired
			}
			return err
		}},
		{name: "revoked token", public: true, plant: func(ctx context.Context, p *planter) error {
			v, err := p.program(ctx, access.Token{Role: access.Administrator})
			if err != nil {
				return err
			}
			accounts, err := p.accounts(ctx)
			if err == nil {
				_, err = accounts.RevokeToken(ctx, access.System(), v.as.Actor, 1)
			}
			v.refused = errs.InvalidCredentials
			return err
		}},
		{name: "administrator who signed out", public: true, plant: func(ctx context.Context, p *planter) error {
			if err := p.person(ctx, access.Administrator, ""); err != nil {
				return err
			}
			v := p.actors[p.item]
			accounts, err := p.accounts(ctx)
			if err == nil {
				err = accounts.SignOutEverywhere(ctx, v.as)
			}
			v.refused = errs.SessionEnded
			return err
		}},
	}
}

// person makes an account and signs it in.
func (p *planter) person(ctx context.Context, role access.Role, unit string) error {
	accounts, err := p.accounts(ctx)
	if err != nil {
		return err
	}
	login := p.word("login")
	user, _, err := accounts.CreateUser(ctx, access.System(), access.NewUser{
		Login: login, Name: p.item, Role: role, UnitID: unit, Password: password,
	})
	if err != nil {
		return err
	}
	p.text(access.Subject{Noun: access.Users, UnitID: unit, CreatedBy: user.ID, Field: "login"}, "login", login)
	// Signed in just before everybody asks: a session ends when nobody uses it.
	p.clock = serverTime().Add(-time.Minute)
	session, _, secret, err := accounts.SignIn(ctx, access.Attempt{Login: login, Password: password, Address: "192.0.2.1", Agent: p.word("agent")})
	if err != nil {
		return err
	}
	own := access.Subject{Noun: access.Users, UnitID: unit, CreatedBy: user.ID}
	for _, m := range []*Mark{p.mark(own, "session", idMark, session.ID, session.ID), p.mark(own, "agent", textMark, p.word("agent"), p.word("agent"))} {
		m.Hidden = p.item != administrator // sessions are shown to nobody but their own people
	}
	p.actors[p.item] = &viewer{name: p.item, as: user.Viewer(session), present: func(r *http.Request) {
		r.Header.Set("Cookie", "thidua="+secret)
	}}
	return nil
}

// program makes an API token.
func (p *planter) program(ctx context.Context, t access.Token) (*viewer, error) {
	accounts, err := p.accounts(ctx)
	if err != nil {
		return nil, err
	}
	t.Name = p.item
	token, secret, err := accounts.CreateToken(ctx, access.System(), t)
	if err != nil {
		return nil, err
	}
	v := &viewer{
		name:    p.item,
		as:      access.Viewer{Actor: token.ID, Name: token.Name, Role: t.Role, UnitID: t.UnitID, Scope: &access.TokenScope{Nouns: t.Nouns, States: t.States}},
		present: func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+secret) },
	}
	p.actors[p.item] = v
	return v, nil
}

// accountItems are accounts and keys of others.
func accountItems() []item {
	return []item{
		{name: "a colleague's account", plant: func(ctx context.Context, p *planter) error {
			accounts, err := p.accounts(ctx)
			if err != nil {
				return err
			}
			user, _, err := accounts.CreateUser(ctx, access.System(), access.NewUser{
				Login: p.word("login"), Name: "Phạm " + p.word("name"), Role: access.Editor, UnitID: p.places.home, Password: password,
			})
			if err != nil {
				return err
			}
			of := func(field string) access.Subject {
				return access.Subject{Noun: access.Users, UnitID: user.UnitID, CreatedBy: user.ID, Field: field}
			}
			p.id(of("name"), "id", user.ID)
			p.text(of("name"), "name", user.Name)
			p.text(of("login"), "login", user.Login)
			return nil
		}},
		{name: "an API token of a partner", plant: func(ctx context.Context, p *planter) error {
			accounts, err := p.accounts(ctx)
			if err != nil {
				return err
			}
			token, _, err := accounts.CreateToken(ctx, access.System(), access.Token{
				Name: "Báo " + p.word("name"), Role: access.Reader, Origins: []string{"https://" + p.word("origin") + ".vn"},
			})
			if err != nil {
				return err
			}
			all := access.Subject{Noun: access.Users}
			p.id(all, "id", token.ID)
			p.text(all, "name", token.Name)
			p.text(all, "origin", token.Origins[0])
			return nil
		}},
	}
}
