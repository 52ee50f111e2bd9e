package mongostore

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
)

// deadlocked reports whether the server gave a write up, without having done it, because it and another waited for each
// other. MongoDB says WriteConflict; servers over PostgreSQL pass on the words of that.
func deadlocked(err error) bool {
	const writeConflict = 112
	var answer mongo.ServerError
	return errors.As(err, &answer) && (answer.HasErrorCode(writeConflict) || answer.HasErrorMessage("deadlock detected"))
}

// Bounds of how often a write is tried that others stood in the way of, and of how long it rests before.
const (
	maxDeadlocks  = 8
	deadlockPause = 10 * time.Millisecond // before the second try; twice as long before each further one
)

// oneByOne is the way past writes that stand in each other's way: of those that were given up, one at a time tries again.
// Were all to try again at once, they would meet anew: writers of one unique value wait for each other in a ring, and a server over
// PostgreSQL needs a second to see each ring.
type oneByOne chan struct{}

func newOneByOne() oneByOne { return make(oneByOne, 1) }

// do does a write of one document, and does it again as long as it is given up for another's sake. The writers of other processes know
// nothing of this one's order: for their sake it rests before each try, longer each time, and for as long as chance has it.
func (o oneByOne) do(ctx context.Context, write func() error) error {
	err := write()
	if !deadlocked(err) {
		return err
	}
	select {
	case <-ctx.Done():
		return err
	case o <- struct{}{}:
		defer func() { <-o }()
	}
	pause := deadlockPause
	for tried := 1; tried < maxDeadlocks && deadlocked(err); tried++ {
		timer := time.NewTimer(pause/2 + rand.N(pause)) //nolint:gosec // chance is enough here
		select {
		case <-ctx.Done():
			timer.Stop()
			return err
		case <-timer.C:
		}
		pause *= 2
		err = write()
	}
	return err
}
