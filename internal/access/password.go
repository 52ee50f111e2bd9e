package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"thidua/internal/errs"
)

// Cost is what one guess at a password costs.
type Cost struct {
	MemoryKiB, Passes uint32
}

// DefaultCost is the least that OWASP's cheat sheet on password storage recommends for argon2id.
func DefaultCost() Cost { return Cost{MemoryKiB: 19 << 10, Passes: 2} }

// hashesAtOnce bounds how many hashes are computed at the same time, and with them memory.
const hashesAtOnce = 4

// Bounds of a password: short ones are guessed, and long ones would let anybody keep us busy.
const (
	MinPassword = 10  // code points
	MaxPassword = 256 // bytes
)

// common are passwords that are tried first, of those long enough to be allowed.
func common() []string {
	return []string{
		"1234567890", "0123456789", "12345678910", "9876543210", "password123", "password1234", "qwertyuiop", "1q2w3e4r5t",
		"administrator", "admin12345", "admin123456", "matkhau123", "matkhau1234", "thiduakhenthuong", "khenthuong", "vietnam123",
		"1111111111", "0000000000", "abcd123456", "abc1234567", "iloveyou123",
	}
}

// checkPassword refuses what is guessed easily.
func checkPassword(field, password, login string) error {
	switch {
	case !utf8.ValidString(password) || utf8.RuneCountInString(password) < MinPassword || len(password) > MaxPassword:
		return errs.InvalidField(field,
			fmt.Sprintf("Mật khẩu dài ít nhất %d ký tự và nhiều nhất %d byte.", MinPassword, MaxPassword),
			fmt.Sprintf("A password has at least %d characters and at most %d bytes.", MinPassword, MaxPassword))
	case slices.Contains(common(), strings.ToLower(password)) || strings.EqualFold(password, login),
		len(strings.Trim(password, password[:1])) == 0:
		return errs.InvalidField(field,
			"Mật khẩu này quá dễ đoán; hãy chọn mật khẩu khác.", "This password is too easy to guess; choose another.")
	default:
		return nil
	}
}

// normal is the password in the one form in which keyboards with and without dead keys write the same.
func normal(password string) string { return norm.NFC.String(password) }

// hash waits for its turn and returns the hash of a password.
func (a *Accounts) hash(ctx context.Context, password string) (hash string, err error) {
	err = a.inTurn(ctx, func() error {
		hash, err = argon2id.CreateHash(normal(password), &argon2id.Params{
			Memory: a.cost.MemoryKiB, Iterations: a.cost.Passes, Parallelism: 1, SaltLength: 16, KeyLength: 32,
		})
		return err
	})
	return hash, err
}

// matches waits for its turn and reports whether the password has the hash.
func (a *Accounts) matches(ctx context.Context, password, hash string) (matches bool, err error) {
	err = a.inTurn(ctx, func() error {
		matches, err = argon2id.ComparePasswordAndHash(normal(password), hash)
		return err
	})
	return matches, err
}

func (a *Accounts) inTurn(ctx context.Context, work func() error) error {
	select {
	case a.hashing <- struct{}{}:
		defer func() { <-a.hashing }()
		return work()
	case <-ctx.Done():
		return errs.New(errs.Unavailable, "Máy chủ đang bận; hãy thử lại.", "The server is busy; try again.").Because(ctx.Err())
	}
}

// ChangePassword sets a new password for the viewer's own account and ends all their other sessions.
func (a *Accounts) ChangePassword(ctx context.Context, v Viewer, current, password string) (*User, error) {
	before, err := a.mine(ctx, v, v.Actor)
	if err != nil {
		return nil, err
	}
	if err := checkPassword("password", password, before.Login); err != nil {
		return nil, err
	}
	if err := a.confirm(ctx, before, current); err != nil {
		return nil, err
	}
	after := *before
	if after.PasswordHash, err = a.hash(ctx, password); err != nil {
		return nil, err
	}
	if err := a.save(ctx, v, before, &after, "user.change-password"); err != nil {
		return nil, err
	}
	return &after.User, a.endSessions(ctx, v, v.Actor, v.SessionID)
}

// ResetPassword gives an account a new password, which is returned and shown nowhere again, takes away its second
// factor, and ends its sessions. It is an administrator's.
func (a *Accounts) ResetPassword(ctx context.Context, v Viewer, id string) (*User, string, error) {
	before, err := a.mine(ctx, v, id)
	if err != nil {
		return nil, "", err
	}
	if err := v.Require(Remove, before.subject("")); err != nil {
		return nil, "", err
	}
	after := *before
	password := rand.Text()
	if after.PasswordHash, err = a.hash(ctx, password); err != nil {
		return nil, "", err
	}
	after.TOTPSecret, after.HasTOTP, after.Recovery = "", false, []string{}
	if err := a.save(ctx, v, before, &after, "user.reset-password"); err != nil {
		return nil, "", err
	}
	return &after.User, password, a.endSessions(ctx, v, id, "")
}

// confirm asks for the password again before something that matters. Wrong ones count as those of a sign-in do.
func (a *Accounts) confirm(ctx context.Context, acc *account, password string) error {
	keys := []attemptKey{accountKey(acc.Login)}
	if err := a.count(ctx, keys); err != nil {
		return err
	}
	ok, err := a.matches(ctx, password, acc.PasswordHash)
	if err != nil {
		return err
	}
	if !ok {
		return errs.InvalidField("currentPassword", "Mật khẩu hiện tại không đúng.", "The current password is wrong.")
	}
	return a.forget(ctx, keys)
}
