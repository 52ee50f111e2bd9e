package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Ensure that a saved answer is checked by the keys of the store and by saved keys, and that an altered one is not ours.
func TestVerifyAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	var stdout, stderr bytes.Buffer
	if err := run(t.Context(), []string{"example", "--data=" + data}, &stdout, &stderr); err != nil {
		t.Fatal(err)
	}
	h, err := open(t.Context(), config{Data: data}, &stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.verifyKeys.Publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	found, err := h.register.Decisions(t.Context(), access.System(), register.DecisionFilter{}, register.DecisionsNewest, store.Page{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := h.verifier.Code(t.Context(), found[0].PaperCode)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := h.verifyKeys.Public(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key, err := keys.Keys[0].MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	h.close(t.Context())
	save := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, set := save("good.jws", answer.JWS), save("keys.json", `{"keys": [`+string(key)+`]}`)
	altered := save("altered.jws", strings.Replace(answer.JWS, ".", ".A", 1))
	for _, args := range [][]string{{"--data=" + data}, {"--keys=" + set, "--data=" + filepath.Join(dir, "none")}} {
		stdout.Reset()
		if err := run(t.Context(), append([]string{"verify-answer", good}, args...), &stdout, &stderr); err != nil || !strings.Contains(stdout.String(), found[0].Number) {
			t.Errorf("%v: %v, %s", args, err, &stdout)
		}
		if err := run(t.Context(), append([]string{"verify-answer", altered}, args...), &stdout, &stderr); err == nil {
			t.Errorf("%v: an altered answer is taken", args)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "none")); err == nil {
		t.Error("with saved keys it made a store")
	}
}
