package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// attempt counts the tries to sign in that did not succeed, for an account, an address, or both together.
type attempt struct {
	store.Head  `bson:",inline"`
	Failures    int64     `bson:"failures"`
	LockedUntil time.Time `bson:"lockedUntil"`
}

func attemptSchema() *store.Schema {
	return &store.Schema{Name: "sign_in_attempts", Unjournaled: true}
}

// attemptKey is what is counted, and how many tries it has.
type attemptKey struct {
	id    string
	free  int64         // tries before the first wait
	first time.Duration // the first wait; each further try doubles it
	most  time.Duration
}

// pairKey counts the tries at one account from one address. Somebody who guesses from one place is soon kept out,
// while the account's owner, elsewhere, is not.
func pairKey(login, address string) attemptKey {
	return attemptKey{id: attemptID("pair", login, address), free: 5, first: time.Minute, most: time.Hour}
}

// accountKey counts the tries at one account from everywhere. It only slows: nobody can lock another out for long.
func accountKey(login string) attemptKey {
	return attemptKey{id: attemptID("account", login, ""), free: 30, first: 10 * time.Second, most: time.Minute}
}

// addressKey counts the tries from one address at all accounts. A whole office may share one.
func addressKey(address string) attemptKey {
	return attemptKey{id: attemptID("address", "", address), free: 100, first: time.Minute, most: time.Hour}
}

// attemptID hides what it counts: neither logins that do not exist nor addresses are kept.
func attemptID(kind, login, address string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s", kind, login, address))
	return "att_" + hex.EncodeToString(sum[:16])
}

// forgetAfter is how long a failure counts.
const forgetAfter = 24 * time.Hour

// maxCountTries bounds how often a count is tried against others who count at the same moment.
const maxCountTries = 100

// count counts a try under each key before it is made, so that many at once have no more tries than one after the
// other. It fails with [errs.LockedOut] if a key has to wait.
func (a *Accounts) count(ctx context.Context, keys []attemptKey) error {
	for _, key := range keys {
		if err := a.countOne(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

func (a *Accounts) countOne(ctx context.Context, key attemptKey) error {
	for range maxCountTries {
		found, err := a.attempts.ByIDs(ctx, []string{key.id}, store.Whole)
		if err != nil {
			return err
		}
		now := a.instant()
		before := found[key.id]
		after := &attempt{Head: store.Head{ID: key.id}, LockedUntil: now}
		if before != nil {
			if wait := before.LockedUntil.Sub(now); wait > 0 {
				return lockedOut(wait)
			}
			if now.Sub(before.UpdatedAt) < forgetAfter {
				after.Failures = before.Failures
			}
		}
		if after.Failures++; after.Failures >= key.free {
			after.LockedUntil = now.Add(min(key.most, key.first<<min(after.Failures-key.free, 10)))
		}
		if before == nil {
			err = a.attempts.Insert(ctx, after, store.Act{})
		} else {
			err = a.attempts.Replace(ctx, before, after, store.Act{})
		}
		if errs.CodeOf(err) != errs.Conflict {
			return err
		}
	}
	return lockedOut(time.Second)
}

// forget takes the counts away after a success. Somebody who counts at the same moment may keep theirs.
func (a *Accounts) forget(ctx context.Context, keys []attemptKey) error {
	for _, key := range keys {
		found, err := a.attempts.ByIDs(ctx, []string{key.id}, store.Whole)
		if err != nil {
			return err
		}
		before := found[key.id]
		if before == nil {
			continue
		}
		after := &attempt{LockedUntil: a.instant()}
		if err := a.attempts.Replace(ctx, before, after, store.Act{}); err != nil && errs.CodeOf(err) != errs.Conflict {
			return err
		}
	}
	return nil
}

func lockedOut(wait time.Duration) error {
	seconds := int64((wait + time.Second - 1) / time.Second)
	return errs.New(errs.LockedOut,
		fmt.Sprintf("Đã thử sai quá nhiều lần; hãy chờ %d giây rồi thử lại.", seconds),
		fmt.Sprintf("There were too many wrong tries; wait %d seconds and try again.", seconds))
}
