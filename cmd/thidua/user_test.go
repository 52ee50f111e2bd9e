package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// Ensure that whoever has the machine can make accounts, and that their people can sign in with what was printed.
func TestUserCommands(t *testing.T) {
	t.Parallel()
	data := "--data=" + t.TempDir()
	command := func(args ...string) (string, error) {
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), append([]string{data}, args...), &stdout, &stderr)
		return stdout.String(), err
	}
	said := func(args ...string) string {
		t.Helper()
		out, err := command(args...)
		if err != nil {
			t.Fatalf("thidua %s: %v", strings.Join(args, " "), err)
		}
		return out
	}
	passwordIn := func(out string) string {
		t.Helper()
		m := regexp.MustCompile(`password (\S+)`).FindStringSubmatch(out)
		if m == nil {
			t.Fatalf("no password in %q", out)
		}
		return m[1]
	}

	first := passwordIn(said("user", "add", "an", "--full-name=Lê Thị An", "--role=records-officer"))
	if _, err := command("user", "add", "an", "--full-name=An", "--role=reader"); err == nil {
		t.Error("the login could be taken twice")
	}
	if _, err := command("user", "password", "binh"); err == nil {
		t.Error("an account that does not exist got a password")
	}
	second := passwordIn(said("user", "password", "an"))
	if list := said("user", "list"); !regexp.MustCompile(`an +Lê Thị An +RECORDS_OFFICER +false +usr_`).MatchString(list) {
		t.Errorf("the list is\n%s", list)
	}
	said("user", "disable", "an")
	signIn := func(password string) string {
		s := start(t, data, "--no-example")
		defer func() {
			if err := s.stop(); err != nil {
				t.Error(err)
			}
		}()
		return ask(t, s.url, fmt.Sprintf(`mutation { sessionStart(input: {login: "an", password: %q}) { viewer { name } userErrors { code } } }`, password))
	}
	if got := signIn(second); !strings.Contains(got, "INVALID_CREDENTIALS") {
		t.Errorf("signing in with a disabled account: %s", got)
	}
	said("user", "enable", "an")
	if got := signIn(first); !strings.Contains(got, "INVALID_CREDENTIALS") {
		t.Errorf("signing in with the old password: %s", got)
	}
	if got := signIn(second); !strings.Contains(got, "Lê Thị An") {
		t.Errorf("signing in: %s", got)
	}
}

// Ensure that the first start of a store prints a password once, and that it works.
func TestFirstAdministrator(t *testing.T) {
	t.Parallel()
	h, err := open(t.Context(), config{Data: t.TempDir()}, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.close(t.Context())
	var first, second bytes.Buffer
	if err := h.firstAdministrator(t.Context(), &first); err != nil || !strings.Contains(first.String(), "login admin, password ") {
		t.Errorf("the first start printed %q, %v", first.String(), err)
	}
	if err := h.firstAdministrator(t.Context(), &second); err != nil || second.Len() > 0 {
		t.Errorf("the second start printed %q, %v", second.String(), err)
	}
}
