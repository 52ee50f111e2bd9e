package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"thidua/internal/errs"
)

// TOTP is what an authenticator app needs to know.
type TOTP struct {
	Secret string // for typing in
	URL    string // for a QR code
}

// totpPeriod is how long a code holds, in seconds; the one before and the one after are taken too.
const totpPeriod = 30

// BeginTOTP makes a secret for the viewer's authenticator. Codes are asked for once [Accounts.ConfirmTOTP] has seen one.
func (a *Accounts) BeginTOTP(ctx context.Context, v Viewer, password string) (*TOTP, error) {
	before, err := a.mine(ctx, v, v.Actor)
	if err != nil {
		return nil, err
	}
	if before.HasTOTP {
		return nil, errs.New(errs.WrongState, "Mã xác thực đã bật; hãy tắt trước.", "Codes are asked for already; switch that off first.")
	}
	if err := a.confirm(ctx, before, password); err != nil {
		return nil, err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "thidua", AccountName: before.Login, Period: totpPeriod})
	if err != nil {
		return nil, fmt.Errorf("generate a secret: %w", err)
	}
	after := *before
	after.TOTPSecret = key.Secret()
	if err := a.save(ctx, v, before, &after, "user.begin-totp"); err != nil {
		return nil, err
	}
	return &TOTP{Secret: key.Secret(), URL: key.URL()}, nil
}

// recoveryCodes is how many there are, each for one sign-in without the authenticator.
const recoveryCodes = 10

// ConfirmTOTP asks for codes from now on, and returns recovery codes, which are shown nowhere again.
func (a *Accounts) ConfirmTOTP(ctx context.Context, v Viewer, code string) (*User, []string, error) {
	before, err := a.mine(ctx, v, v.Actor)
	if err != nil {
		return nil, nil, err
	}
	if before.TOTPSecret == "" || before.HasTOTP {
		return nil, nil, errs.New(errs.WrongState, "Hãy tạo mã bí mật trước.", "Make a secret first.")
	}
	step, ok, err := a.step(before, code)
	if err != nil {
		return nil, nil, err
	}
	if !ok {
		return nil, nil, errs.InvalidField("code", "Mã không đúng; hãy xem đồng hồ của điện thoại.", "The code is wrong; look at the phone's clock.")
	}
	after := *before
	after.HasTOTP, after.TOTPStep, after.Recovery = true, step, nil
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = strings.ToLower(rand.Text()[:16])
		after.Recovery = append(after.Recovery, digest(codes[i]))
	}
	return &after.User, codes, a.save(ctx, v, before, &after, "user.confirm-totp")
}

// DisableTOTP asks for codes no more.
func (a *Accounts) DisableTOTP(ctx context.Context, v Viewer, password string) (*User, error) {
	before, err := a.mine(ctx, v, v.Actor)
	if err != nil {
		return nil, err
	}
	if err := a.confirm(ctx, before, password); err != nil {
		return nil, err
	}
	after := *before
	after.HasTOTP, after.TOTPSecret, after.Recovery = false, "", []string{}
	return &after.User, a.save(ctx, v, before, &after, "user.disable-totp")
}

// useCode takes a code of the authenticator, or a recovery code, and takes it only once.
func (a *Accounts) useCode(ctx context.Context, acc *account, code string) error {
	code = strings.ToLower(strings.ReplaceAll(strings.TrimSpace(code), " ", ""))
	if code == "" {
		return errs.New(errs.CodeRequired, "Hãy nhập mã của ứng dụng xác thực.", "Enter the code of your authenticator.")
	}
	after := *acc
	if i := slices.Index(acc.Recovery, digest(code)); i >= 0 {
		after.Recovery = slices.Delete(slices.Clone(acc.Recovery), i, i+1)
	} else {
		step, ok, err := a.step(acc, code)
		if err != nil {
			return err
		}
		if !ok {
			return wrongCredentials()
		}
		after.TOTPStep = step
	}
	err := a.save(ctx, Viewer{Actor: acc.ID}, acc, &after, "user.use-code")
	if errs.CodeOf(err) == errs.Conflict { // somebody used it at the same moment
		return wrongCredentials()
	}
	*acc = after
	return err
}

// step returns the time step of a code that is valid now and newer than all that were used.
func (a *Accounts) step(acc *account, code string) (int64, bool, error) {
	now := a.now()
	for _, offset := range []int64{0, -1, 1} {
		step := now.Unix()/totpPeriod + offset
		want, err := totp.GenerateCodeCustom(acc.TOTPSecret, now.Add(time.Duration(offset*totpPeriod)*time.Second), totp.ValidateOpts{
			Period: totpPeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err != nil {
			return 0, false, fmt.Errorf("compute a code: %w", err)
		}
		if step > acc.TOTPStep && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return step, true, nil
		}
	}
	return 0, false, nil
}
