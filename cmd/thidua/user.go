package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"thidua/internal/access"
	"thidua/internal/store"
)

// firstAdministrator makes the first account of a store that has none, and prints its password, once.
func (h *house) firstAdministrator(ctx context.Context, stdout io.Writer) error {
	user, password, err := h.accounts.FirstAdministrator(ctx)
	if err != nil || user == nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "First administrator / quản trị viên đầu tiên: login %s, password %s\n"+
		"The password is shown this once / mật khẩu chỉ hiện lần này.\n", user.Login, password)
	return err
}

// user does what a command for accounts says. Whoever can start it on the machine may do everything.
func (h *house) user(ctx context.Context, command string, c userConfig, stdout io.Writer) error {
	action, _, _ := strings.Cut(strings.TrimPrefix(command, "user "), " ")
	var err error
	switch action {
	case "add":
		err = h.addUser(ctx, c.Add, stdout)
	case "password":
		err = h.resetPassword(ctx, c.Password.Login, stdout)
	case "disable":
		err = h.disableUser(ctx, c.Disable.Login, true)
	case "enable":
		err = h.disableUser(ctx, c.Enable.Login, false)
	default:
		return h.listUsers(ctx, stdout)
	}
	if err != nil {
		return err
	}
	return h.relay.Drain(ctx)
}

func (h *house) addUser(ctx context.Context, c userAddConfig, stdout io.Writer) error {
	role := access.Role(strings.ToUpper(strings.ReplaceAll(c.Role, "-", "_")))
	user, password, err := h.accounts.CreateUser(ctx, access.System(), access.NewUser{
		Login: c.Login, Name: c.FullName, Role: role, UnitID: c.Unit,
	})
	if err != nil {
		return fmt.Errorf("add user: %w", err)
	}
	return printPassword(stdout, user, password)
}

func (h *house) resetPassword(ctx context.Context, login string, stdout io.Writer) error {
	user, err := h.accounts.UserByLogin(ctx, access.System(), login)
	if err != nil {
		return fmt.Errorf("find user: %w", err)
	}
	user, password, err := h.accounts.ResetPassword(ctx, access.System(), user.ID)
	if err != nil {
		return fmt.Errorf("reset password: %w", err)
	}
	return printPassword(stdout, user, password)
}

func printPassword(w io.Writer, u *access.User, password string) error {
	_, err := fmt.Fprintf(w, "%s (%s) signs in with the password %s\n", u.Login, u.Name, password)
	return err
}

func (h *house) disableUser(ctx context.Context, login string, disabled bool) error {
	user, err := h.accounts.UserByLogin(ctx, access.System(), login)
	if err != nil {
		return fmt.Errorf("find user: %w", err)
	}
	_, err = h.accounts.UpdateUser(ctx, access.System(), user.ID, user.Version, access.UserChange{Disabled: &disabled})
	return err
}

// listUsers prints all accounts, a page after the other.
func (h *house) listUsers(ctx context.Context, stdout io.Writer) error {
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "LOGIN\tNAME\tROLE\tUNIT\tDISABLED\tID") // errors of a tabwriter come with Flush
	order := access.UserOrder()
	page := store.Page{Limit: store.MaxLimit}
	for {
		users, err := h.accounts.Users(ctx, access.System(), page)
		if err != nil {
			return fmt.Errorf("list users: %w", err)
		}
		for _, u := range users {
			_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%t\t%s\n", u.Login, u.Name, u.Role, u.UnitID, u.Disabled, u.ID)
		}
		if len(users) < page.Limit {
			return table.Flush()
		}
		last := users[len(users)-1]
		page.After = &store.Position{Values: order.Values(last), ID: last.ID}
	}
}
