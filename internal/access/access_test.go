package access_test

import (
	"testing"

	"thidua/internal/access"
)

func TestOnlyAViewerWithoutAnActorIsAnonymous(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		viewer access.Viewer
		want   bool
	}{
		{"the zero viewer", access.Viewer{}, true},
		{"a reader", access.Anonymous(), true},
		{"the program", access.System(), false},
		{"a user", access.Viewer{Actor: "usr_1"}, false},
	} {
		if got := c.viewer.IsAnonymous(); got != c.want {
			t.Errorf("%s: anonymous %t", c.name, got)
		}
	}
}
