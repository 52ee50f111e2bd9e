package graph_test

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/signin"
)

// Ensure that an administrator who looks as somebody else sees what those see, by the API and nothing more, and changes nothing.
func TestLookAs(t *testing.T) {
	t.Parallel()
	server := newExampleServer(t, openSQLite(t))
	site := httptest.NewServer(server.handler)
	t.Cleanup(site.Close)
	f := caller{t, site.URL}
	ctx := t.Context()
	admin := f.signedIn(server, "quantri", access.Administrator)
	editor := f.signedIn(server, "bientap", access.Editor)
	draft, err := server.desk.CreateDraft(ctx, access.System(), newsroom.Content{Title: "Bài của đơn vị"}, "uni_home")
	if err != nil {
		t.Fatal(err)
	}
	as := func(headers []string, who string) []string { return append(slices.Clone(headers), signin.LookAs, who) }

	read := `{ draft(slug: "` + draft.Slug + `") { title } users { totalCount } }`
	write := `mutation { a: articleUpdate(input: {id: "` + draft.ID + `", version: 1, content: {title: "Khác"}}) { userErrors { code } } }`
	for _, tt := range []struct {
		name     string
		document string
		headers  []string
		want     refusal
	}{
		{"oneself", read, admin, refusal{200, nil}},
		{"a reader", read, as(admin, "READER"), refusal{200, []string{"FORBIDDEN"}}},
		{"readers without an account", read, as(admin, "ANONYMOUS"), refusal{200, []string{"UNAUTHENTICATED", "UNAUTHENTICATED"}}},
		{"a change as an editor", write, as(admin, "EDITOR"), refusal{403, []string{"FORBIDDEN"}}},
		{"a change as oneself who only looks", write, as(admin, "ADMINISTRATOR"), refusal{403, []string{"FORBIDDEN"}}},
		{"a change as nobody in particular", write, as(admin, "ANONYMOUS"), refusal{403, []string{"FORBIDDEN"}}},
		{"a role that there is not", read, as(admin, "DIRECTOR"), refusal{400, []string{"INVALID"}}},
		{"an editor who would be more", read, as(editor, "ADMINISTRATOR"), refusal{403, []string{"FORBIDDEN"}}},
		{"nobody who would be more", read, as(nil, "ADMINISTRATOR"), refusal{401, []string{"UNAUTHENTICATED"}}},
		{"nobody, of what is kept for all", `{ service { name } }`, as(nil, "ANONYMOUS"), refusal{401, []string{"UNAUTHENTICATED"}}},
	} {
		if got := f.ask(tt.document, tt.headers...); got.status != tt.want.status || !slices.Equal(got.codes, tt.want.codes) {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}

	title := `{ draft(slug: "` + draft.Slug + `") { title } }`
	const seen, hidden = `{"data":{"draft":{"title":"Bài của đơn vị"}},`, `{"data":{"draft":null},`
	for who, want := range map[string]string{
		"EDITOR": seen, "EDITOR; unit=uni_home": seen, "EDITOR; unit=uni_away": hidden, "CONTRIBUTOR; unit=uni_away": hidden,
		"READER": hidden,
	} {
		if got := f.text(title, as(admin, who)...); !strings.HasPrefix(got, want) {
			t.Errorf("as %s: %s, want %s", who, got, want)
		}
	}
	now, err := server.desk.Draft(ctx, access.System(), draft.ID)
	if err != nil || now.Version != draft.Version {
		t.Errorf("the draft has the version %d, %v", now.Version, err)
	}
}

// signedIn makes an account for people of the whole office, and returns the headers of their browser.
func (c caller) signedIn(server *exampleServer, login string, role access.Role) []string {
	c.t.Helper()
	_, _, err := server.accounts.CreateUser(c.t.Context(), access.System(), access.NewUser{Login: login, Name: login, Role: role, Password: scenarioPassword})
	if err != nil {
		c.t.Fatal(err)
	}
	_, _, secret, err := server.accounts.SignIn(c.t.Context(), access.Attempt{Login: login, Password: scenarioPassword, Address: "192.0.2.1"})
	if err != nil {
		c.t.Fatal(err)
	}
	return []string{"Cookie", "thidua=" + secret, "Sec-Fetch-Site", "same-origin"}
}
