package graph

import (
	"context"
	"slices"
	"strings"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r *Resolver) users(ctx context.Context, ids []string) (map[string]*access.User, error) {
	return r.Accounts.UsersByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) tokens(ctx context.Context, ids []string) (map[string]*access.Token, error) {
	return r.Accounts.TokensByID(ctx, r.viewer(ctx), ids)
}

func (r *Resolver) sessions(ctx context.Context, ids []string) (map[string]*access.Session, error) {
	v := r.viewer(ctx)
	if v.SessionID == "" {
		return map[string]*access.Session{}, nil
	}
	all, err := r.Accounts.Sessions(ctx, v)
	byID := make(map[string]*access.Session, len(ids))
	for _, s := range all {
		if slices.Contains(ids, s.ID) {
			byID[s.ID] = s
		}
	}
	return byID, err
}

func (r queryResolver) Viewer(ctx context.Context) (*access.Viewer, error) {
	v := r.viewer(ctx)
	if v.IsAnonymous() {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return &v, nil
}

func (r queryResolver) Users(
	ctx context.Context, first *int64, after *string, last *int64, before *string,
) (*connection.Users, error) {
	v := r.viewer(ctx)
	return list(ctx, access.UserOrder(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*access.User, error) { return r.Accounts.Users(ctx, v, p) },
		func(ctx context.Context) (int64, error) { return r.Accounts.CountUsers(ctx, v) })
}

func (r queryResolver) Tokens(
	ctx context.Context, first *int64, after *string, last *int64, before *string,
) (*connection.Tokens, error) {
	v := r.viewer(ctx)
	return list(ctx, access.TokenOrder(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*access.Token, error) { return r.Accounts.Tokens(ctx, v, p) },
		func(ctx context.Context) (int64, error) { return r.Accounts.CountTokens(ctx, v) })
}

func (r queryResolver) ExplainAccess(ctx context.Context, id string, field *string, as *access.Role) (*gen.AccessExplanation, error) {
	v := r.viewer(ctx)
	subject := access.Subject{Noun: access.Users, CreatedBy: v.Actor}
	if as != nil && *as != v.Role {
		subject = access.Subject{Noun: access.Settings}
	}
	if err := v.Require(access.See, subject); err != nil {
		return nil, err
	}
	prefix, _, _ := strings.Cut(id, "_")
	noun, ok := nouns()[prefix]
	if !ok {
		return nil, errs.InvalidField("id", "Mã này không thuộc loại đối tượng nào có phân quyền.", "This is no ID of an object that the policy is about.")
	}
	asked := access.Subject{Noun: noun}
	if field != nil {
		asked.Field = *field
	}
	role := v.Role
	if as != nil {
		role = *as
	}
	e := access.Explain(role, asked)
	answer := &gen.AccessExplanation{IsAllowed: e.Allowed, Rule: &e.Rule, Message: e.Vi}
	if exchangeOf(ctx).lang == english {
		answer.Message = e.En
	}
	return answer, nil
}

// nouns has the noun of the policy for the prefix of each kind of ID.
func nouns() map[string]access.Noun {
	all := map[string]access.Noun{
		"drf": access.Drafts, "art": access.Drafts, "cat": access.Categories, "tag": access.Tags, "med": access.MediaFiles,
		"usr": access.Users, "ses": access.Users, "tok": access.Users, "cfd": access.Settings,
		"pdc": access.Documents, "whk": access.Settings,
		"elr": access.Settings,
	}
	for _, record := range []string{"uni", "blo", "mem", "bly", "off", "per", "awt", "awa", "dec", "tas", "eve", "mov", "leg", "com", "trg", "rev", "dru", "sct", "sco"} {
		all[record] = access.Records
	}
	return all
}

// Viewer returns the resolvers of who asks.
func (r *Resolver) Viewer() gen.ViewerResolver { return viewerResolver{r} }

type viewerResolver struct{ *Resolver }

func (r viewerResolver) User(ctx context.Context, v *access.Viewer) (*access.User, error) {
	if v.SessionID == "" {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	return one(ctx, v, func(v *access.Viewer) string { return v.Actor }, r.users)
}

func (r viewerResolver) Unit(ctx context.Context, v *access.Viewer) (*register.Unit, error) {
	return one(ctx, v, func(v *access.Viewer) string { return v.UnitID }, r.units)
}

func (r viewerResolver) Permissions(_ context.Context, v *access.Viewer) ([]*access.Rule, error) {
	rules := []*access.Rule{}
	for _, rule := range access.Policy() {
		if rule.Role == v.Role && (v.Scope == nil || len(v.Scope.Nouns) == 0 || slices.Contains(v.Scope.Nouns, rule.Noun)) {
			rules = append(rules, &rule)
		}
	}
	return rules, nil
}

func (r viewerResolver) Sessions(ctx context.Context, v *access.Viewer) ([]*access.Session, error) {
	if v.SessionID == "" {
		return nil, nil
	}
	return r.Accounts.Sessions(ctx, *v)
}

// User returns the resolvers of accounts.
func (r *Resolver) User() gen.UserResolver { return userResolver{r} }

type userResolver struct{ *Resolver }

// visible returns a pointer to a part of an account, or nil if the viewer may not see it.
func visible[T any](v access.Viewer, u *access.User, field string, part T) *T {
	if !u.May(v, field) {
		return nil
	}
	return &part
}

func (r userResolver) Login(ctx context.Context, u *access.User) (*string, error) {
	return visible(r.viewer(ctx), u, "login", u.Login), nil
}

func (r userResolver) Role(ctx context.Context, u *access.User) (*access.Role, error) {
	return visible(r.viewer(ctx), u, "role", u.Role), nil
}

func (r userResolver) IsDisabled(ctx context.Context, u *access.User) (*bool, error) {
	return visible(r.viewer(ctx), u, "isDisabled", u.Disabled), nil
}

func (r userResolver) HasTotp(ctx context.Context, u *access.User) (*bool, error) {
	return visible(r.viewer(ctx), u, "hasTotp", u.HasTOTP), nil
}

func (r userResolver) Unit(ctx context.Context, u *access.User) (*register.Unit, error) {
	v := r.viewer(ctx)
	return one(ctx, u, func(u *access.User) string {
		if !u.May(v, "unit") {
			return ""
		}
		return u.UnitID
	}, r.units)
}

// Session returns the resolvers of sessions.
func (r *Resolver) Session() gen.SessionResolver { return sessionResolver{r} }

type sessionResolver struct{ *Resolver }

func (r sessionResolver) IsCurrent(ctx context.Context, s *access.Session) (bool, error) {
	return s.ID == r.viewer(ctx).SessionID, nil
}

// Token returns the resolvers of API tokens.
func (r *Resolver) Token() gen.TokenResolver { return tokenResolver{r} }

type tokenResolver struct{ *Resolver }

func (r tokenResolver) Unit(ctx context.Context, t *access.Token) (*register.Unit, error) {
	return one(ctx, t, func(t *access.Token) string { return t.UnitID }, r.units)
}

func (r tokenResolver) States(_ context.Context, t *access.Token) ([]newsroom.State, error) {
	states := make([]newsroom.State, len(t.States))
	for i, s := range t.States {
		states[i] = newsroom.State(s)
	}
	return states, nil
}
