package main

import (
	"bytes"
	"strings"
	"testing"

	"thidua/internal/journal"
	"thidua/internal/store"
)

// Ensure that a journal that somebody has shortened is not called whole.
func TestVerifyJournal(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var stdout, stderr bytes.Buffer
	for _, args := range [][]string{{"example"}, {"verify-journal"}} {
		if err := run(t.Context(), append(args, "--data="+data), &stdout, &stderr); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(stdout.String(), "The journal is whole") {
		t.Errorf("it says %q", stdout.String())
	}
	h, err := open(t.Context(), config{Data: data}, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	const seventh = "0000000000000007"
	if _, err := h.store.Apply(t.Context(), store.Write{Schema: journal.Schema(), ID: seventh, IfVersion: 1}); err != nil {
		t.Fatal(err)
	}
	h.close(t.Context())
	err = run(t.Context(), []string{"verify-journal", "--data=" + data}, &stdout, &stderr)
	if err == nil || !strings.Contains(err.Error(), "record 7: ") {
		t.Errorf("of a journal without its seventh entry it says %v", err)
	}
}
