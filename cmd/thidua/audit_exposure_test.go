package main

import (
	"bytes"
	"strings"
	"testing"
)

// Ensure that the command looks at the house as it is wired for serving, and says what it did.
func TestAuditExposure(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it takes half a minute; graph/exposure has a shorter one")
	}
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"audit-exposure", "--as", "anonymous reader", "--as", "expired token"}, &stdout, &stderr); err != nil {
		t.Fatalf("%v\n%s%s", err, stdout.String(), stderr.String())
	}
	for _, want := range []string{"anonymous reader", "expired token", " 0 leaks, 0 blind spots"} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("%q is not in\n%s", want, stdout.String())
		}
	}
	if err := run(t.Context(), []string{"audit-exposure", "--as", "nobody"}, &stdout, &stderr); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("asked as nobody: %v", err)
	}
}
