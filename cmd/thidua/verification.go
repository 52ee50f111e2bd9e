package main

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-jose/go-jose/v4"

	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/verify"
)

// verifyKey is where the private key of verification is.
func (c config) verifyKey() string {
	if c.VerifyKey != "" {
		return c.VerifyKey
	}
	return filepath.Join(c.Data, "verify-key.pem")
}

// sealWith makes the verifier, which signs with a key. The house is furnished.
func (h *house) sealWith(key ed25519.PrivateKey) error {
	var err error
	if h.verifyKeys, err = verify.NewKeys(store.Counted(h.store), h.now, h.ids, key); err != nil {
		return err
	}
	h.verifier, err = verify.New(h.register, h.verifyKeys, h.now)
	return err
}

// meterOf returns the meter by which the API counts towards the same bound as the pages of verification.
func meterOf(turns *verify.Turns) func(ctx context.Context, field string, times int) error {
	return func(ctx context.Context, field string, times int) error {
		if field != "awardVerify" {
			return nil
		}
		visit, err := signin.VisitFrom(ctx)
		if err != nil {
			return err
		}
		return turns.Take(visit.Address, times)
	}
}

// errNotOurs is the failure of an answer that was not signed by any of the keys.
var errNotOurs = errors.New("the answer is not to be trusted")

// verifyAnswer checks a saved answer by the keys of the store.
func (h *house) verifyAnswer(ctx context.Context, c verifyAnswerConfig, stdout io.Writer) error {
	keys, err := h.verifyKeys.Public(ctx)
	if err != nil {
		return err
	}
	return checkAnswer(c.File, keys, stdout)
}

// verifyAnswer checks a saved answer by saved keys, without a store.
func verifyAnswer(c verifyAnswerConfig, stdout io.Writer) error {
	data, err := os.ReadFile(c.Keys)
	if err != nil {
		return fmt.Errorf("read the keys: %w", err)
	}
	keys := new(jose.JSONWebKeySet)
	if err := json.Unmarshal(data, keys); err != nil {
		return fmt.Errorf("%s is no JWK Set: %w", c.Keys, err)
	}
	return checkAnswer(c.File, keys, stdout)
}

func checkAnswer(file string, keys *jose.JSONWebKeySet, stdout io.Writer) error {
	saved, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("read the answer: %w", err)
	}
	answer, err := verify.Check(saved, keys)
	if err != nil {
		return fmt.Errorf("%w: %w", errNotOurs, err)
	}
	text, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "The signature is right / chữ ký đúng: %s, as of %s.\n%s\n", answer.Status, answer.AsOf.Format("2006-01-02 15:04:05 UTC"), text)
	return err
}
