package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/signin"
)

func (r mutationResolver) SessionStart(ctx context.Context, input gen.SessionStartInput) (*gen.SessionStartPayload, error) {
	v, err := r.signIn(ctx, input)
	payload := &gen.SessionStartPayload{Viewer: v}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) signIn(ctx context.Context, input gen.SessionStartInput) (*access.Viewer, error) {
	visit, err := signin.VisitFrom(ctx)
	if err != nil {
		return nil, err
	}
	if err := prove(ctx); err != nil {
		return nil, err
	}
	session, user, secret, err := r.Accounts.SignIn(ctx, access.Attempt{
		Login: input.Login, Password: input.Password, Code: value(input.Code), Address: visit.Address, Agent: visit.Agent,
	})
	if err != nil {
		return nil, err
	}
	visit.Leave(secret)
	v := user.Viewer(session)
	become(ctx, v)
	return &v, nil
}

func (r mutationResolver) SessionEnd(ctx context.Context, input *gen.SessionEndInput) (*gen.SessionEndPayload, error) {
	v, id := r.viewer(ctx), ""
	if input != nil {
		id = value(input.ID)
	}
	err := r.Accounts.SignOut(ctx, v, id)
	if err == nil && (id == "" || id == v.SessionID) {
		err = signOut(ctx)
	}
	payload := &gen.SessionEndPayload{}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// signOut makes the browser forget the session that has ended.
func signOut(ctx context.Context) error {
	visit, err := signin.VisitFrom(ctx)
	if err != nil {
		return err
	}
	visit.Leave("")
	become(ctx, access.Anonymous())
	return nil
}

func (r mutationResolver) SessionEndAll(ctx context.Context, input *gen.SessionEndAllInput) (*gen.SessionEndAllPayload, error) {
	v := r.viewer(ctx)
	var err error
	if input != nil && value(input.UserID) != "" && value(input.UserID) != v.Actor {
		err = r.Accounts.EndSessions(ctx, v, value(input.UserID))
	} else if err = r.Accounts.SignOutEverywhere(ctx, v); err == nil {
		err = signOut(ctx)
	}
	payload := &gen.SessionEndAllPayload{}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) PasswordChange(ctx context.Context, input gen.PasswordChangeInput) (*gen.PasswordChangePayload, error) {
	payload := &gen.PasswordChangePayload{}
	err := prove(ctx)
	if err == nil {
		payload.User, err = r.Accounts.ChangePassword(ctx, r.viewer(ctx), input.CurrentPassword, input.Password)
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TotpBegin(ctx context.Context, input gen.TotpBeginInput) (*gen.TotpBeginPayload, error) {
	payload := &gen.TotpBeginPayload{}
	err := prove(ctx)
	if err == nil {
		var secret *access.TOTP
		if secret, err = r.Accounts.BeginTOTP(ctx, r.viewer(ctx), input.CurrentPassword); err == nil {
			payload.Secret, payload.URL = &secret.Secret, &secret.URL
		}
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TotpConfirm(ctx context.Context, input gen.TotpConfirmInput) (*gen.TotpConfirmPayload, error) {
	payload := &gen.TotpConfirmPayload{}
	err := prove(ctx)
	if err == nil {
		payload.User, payload.RecoveryCodes, err = r.Accounts.ConfirmTOTP(ctx, r.viewer(ctx), input.Code)
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TotpDisable(ctx context.Context, input gen.TotpDisableInput) (*gen.TotpDisablePayload, error) {
	payload := &gen.TotpDisablePayload{}
	err := prove(ctx)
	if err == nil {
		payload.User, err = r.Accounts.DisableTOTP(ctx, r.viewer(ctx), input.CurrentPassword)
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) UserCreate(ctx context.Context, input gen.UserCreateInput) (*gen.UserCreatePayload, error) {
	user, password, err := r.Accounts.CreateUser(ctx, r.viewer(ctx), access.NewUser{
		Login: input.Login, Name: input.Name, Role: input.Role, UnitID: value(input.UnitID), Password: value(input.Password),
	})
	payload := &gen.UserCreatePayload{User: user}
	if err == nil && value(input.Password) == "" {
		payload.Password = &password
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) UserUpdate(ctx context.Context, input gen.UserUpdateInput) (*gen.UserUpdatePayload, error) {
	payload := &gen.UserUpdatePayload{}
	change, err := userChange(input)
	if err == nil {
		payload.User, err = r.Accounts.UpdateUser(ctx, r.viewer(ctx), input.ID, input.Version, change)
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func userChange(input gen.UserUpdateInput) (c access.UserChange, err error) {
	if c.Name, err = given(input.Name, "name"); err != nil {
		return c, err
	}
	if c.Role, err = given(input.Role, "role"); err != nil {
		return c, err
	}
	c.UnitID = givenOrEmpty(input.UnitID)
	c.Disabled, err = given(input.IsDisabled, "isDisabled")
	return c, err
}

func (r mutationResolver) UserPasswordReset(ctx context.Context, input gen.UserPasswordResetInput) (*gen.UserPasswordResetPayload, error) {
	user, password, err := r.Accounts.ResetPassword(ctx, r.viewer(ctx), input.ID)
	payload := &gen.UserPasswordResetPayload{User: user}
	if err == nil {
		payload.Password = &password
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TokenCreate(ctx context.Context, input gen.TokenCreateInput) (*gen.TokenCreatePayload, error) {
	states := []string{}
	for _, s := range input.States.Value() {
		states = append(states, string(s))
	}
	token, secret, err := r.Accounts.CreateToken(ctx, r.viewer(ctx), access.Token{
		Name: input.Name, Role: input.Role, UnitID: value(input.UnitID), Nouns: items(input.Nouns), States: states,
		Origins: items(input.Origins), ExpiresAt: input.ExpiresAt.Value(),
	})
	payload := &gen.TokenCreatePayload{Token: token}
	if err == nil {
		payload.Secret = &secret
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) TokenRevoke(ctx context.Context, input gen.TokenRevokeInput) (*gen.TokenRevokePayload, error) {
	token, err := r.Accounts.RevokeToken(ctx, r.viewer(ctx), input.ID, input.Version)
	payload := &gen.TokenRevokePayload{Token: token}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
