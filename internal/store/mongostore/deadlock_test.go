package mongostore

import (
	"context"
	"errors"
	"testing"

	"go.mongodb.org/mongo-driver/v2/mongo"
)

// TestUntangled: a write that was given up for another's sake is done again, a few times; no other failure is.
func TestUntangled(t *testing.T) {
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
			err := untangled(t.Context(), func() error {
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
	if err := untangled(ended, func() error { tries++; return refused(112, "WriteConflict") }); err == nil || tries != 1 {
		t.Errorf("after its end it is tried %d times: %v", tries, err)
	}
}
