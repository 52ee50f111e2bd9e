package mongostore

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"thidua/internal/errs"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// TestOneByOne: a write that was given up for another's sake is done again, a few times; no other failure is.
func TestOneByOne(t *testing.T) {
	t.Parallel()
	refused := func(code int, message string) error {
		return mongo.WriteException{WriteErrors: mongo.WriteErrors{{Code: code, Message: message}}}
	}
	for _, test := range []struct {
		name   string
		errs   []error // of one try after the other; the last of all further ones
		tries  int
		passes bool // in the end
	}{
		{"done at once", []error{nil}, 1, true},
		{"given up once", []error{refused(1, "deadlock detected"), nil}, 2, true},
		{"a conflict of writes", []error{refused(112, "WriteConflict"), refused(112, "WriteConflict"), nil}, 3, true},
		{"again and again", []error{refused(1, "deadlock detected")}, maxDeadlocks, false},
		{"a duplicate", []error{refused(codeDuplicateKey, "E11000 duplicate key"), nil}, 1, false},
		{"no answer of the server", []error{errors.New("connection lost"), nil}, 1, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			tries := 0
			err := newOneByOne().do(t.Context(), func() error {
				tries++
				return test.errs[min(tries, len(test.errs))-1]
			})
			if tries != test.tries || (err == nil) != test.passes {
				t.Errorf("it is tried %d times and ends with %v", tries, err)
			}
		})
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	tries := 0
	if err := newOneByOne().do(ended, func() error { tries++; return refused(112, "WriteConflict") }); err == nil || tries != 1 {
		t.Errorf("after its end it is tried %d times: %v", tries, err)
	}
}

// TestOneOfManyTakesAUniqueValue: of those who want one value at the same moment one has it, and all others are told that it is taken; none
// hears that the database is away because they stood in each other's way.
func TestOneOfManyTakesAUniqueValue(t *testing.T) {
	t.Parallel()
	const rounds, writers = 4, 12
	s := open(t, Config{URI: mongotest.OwnDatabase(t)})
	ctx, things := t.Context(), storetest.Things()
	if err := s.Ensure(ctx, things); err != nil {
		t.Fatal(err)
	}
	for round := range rounds {
		start, errors := make(chan struct{}), make(chan error)
		for i := range writers {
			w := writeOf(t, things, fmt.Sprintf("t%d-%d", round, i), 0, storetest.Fields{"code": fmt.Sprintf("c%d", round)})
			go func() {
				<-start
				_, err := s.Apply(ctx, w)
				errors <- err
			}()
		}
		close(start)
		took := 0
		for range writers {
			switch err := <-errors; {
			case err == nil:
				took++
			case errs.CodeOf(err) != errs.Duplicate:
				t.Errorf("round %d: %v", round, err)
			}
		}
		if took != 1 {
			t.Errorf("round %d: %d have the value", round, took)
		}
	}
}
