package access

import (
	"context"
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// MoveUnit lets the people and tokens that work for a unit work for another one: the unit was entered twice, and one record of it
// stays. It returns how many were moved; to do so again finds none.
func (a *Accounts) MoveUnit(ctx context.Context, actor, from, into string) (int, error) {
	act := store.Act{Actor: actor, Action: "user.moveunit", Note: "gộp " + from + " vào " + into}
	users, err := move(ctx, a.users, from, act, func(u *account) { u.UnitID = into })
	if err != nil {
		return users, err
	}
	act.Action = "token.moveunit"
	tokens, err := move(ctx, a.tokens, from, act, func(t *token) { t.UnitID = into })
	return users + tokens, err
}

// move changes the documents that name a unit, until none is left.
func move[T any](ctx context.Context, c *store.Collection[T], unitID string, act store.Act, to func(*T)) (moved int, err error) {
	for {
		found, err := c.Find(ctx, store.Query{Where: store.Eq{Field: "unitId", Value: unitID}, Limit: store.MaxLimit})
		if err != nil || len(found) == 0 {
			return moved, err
		}
		for _, before := range found {
			after := *before
			to(&after)
			err := c.Replace(ctx, before, &after, act)
			if errs.CodeOf(err) == errs.Conflict { // it is read once more
				continue
			}
			if err != nil {
				return moved, fmt.Errorf("move what works for %s: %w", unitID, err)
			}
			moved++
		}
	}
}
