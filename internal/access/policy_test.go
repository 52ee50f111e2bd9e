package access_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"thidua/internal/access"
)

// TestPolicy writes the table out: per role and noun the reach of each action, in the order of Actions, as 0 nowhere,
// 1 own, 2 own unit, 3 anywhere.
func TestPolicy(t *testing.T) {
	t.Parallel()
	want := `
READER DRAFT 000000000
READER CATEGORY 000000000
READER TAG 000000000
READER MEDIA 000000000
READER RECORD 000000000
READER USER 101000000
READER SETTING 000000000
READER DOCUMENT 000000000
CONTRIBUTOR DRAFT 221100000
CONTRIBUTOR CATEGORY 000000000
CONTRIBUTOR TAG 000000000
CONTRIBUTOR MEDIA 221000010
CONTRIBUTOR RECORD 000000000
CONTRIBUTOR USER 101000000
CONTRIBUTOR SETTING 000000000
CONTRIBUTOR DOCUMENT 000000000
EDITOR DRAFT 222222222
EDITOR CATEGORY 333333333
EDITOR TAG 333333333
EDITOR MEDIA 222222222
EDITOR RECORD 200000000
EDITOR USER 101000000
EDITOR SETTING 000000000
EDITOR DOCUMENT 000000000
RECORDS_OFFICER DRAFT 200000000
RECORDS_OFFICER CATEGORY 000000000
RECORDS_OFFICER TAG 000000000
RECORDS_OFFICER MEDIA 222222222
RECORDS_OFFICER RECORD 222222222
RECORDS_OFFICER USER 101000000
RECORDS_OFFICER SETTING 000000000
RECORDS_OFFICER DOCUMENT 000000000
ADMINISTRATOR DRAFT 333333333
ADMINISTRATOR CATEGORY 333333333
ADMINISTRATOR TAG 333333333
ADMINISTRATOR MEDIA 333333333
ADMINISTRATOR RECORD 333333333
ADMINISTRATOR USER 333333333
ADMINISTRATOR SETTING 333333333
ADMINISTRATOR DOCUMENT 333333333
`
	reach := map[access.Rule]access.Reach{}
	for _, r := range access.Policy() {
		to := r.Reach
		r.Reach = 0
		reach[r] = to
	}
	var got strings.Builder
	for _, role := range access.Roles() {
		for _, noun := range access.Nouns() {
			fmt.Fprintf(&got, "%s %s ", role, noun)
			for _, action := range access.Actions() {
				fmt.Fprint(&got, int(reach[access.Rule{Role: role, Noun: noun, Action: action}]))
			}
			got.WriteString("\n")
		}
	}
	if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got.String())); diff != "" {
		t.Error(diff)
	}
}

// Ensure that a narrower unit or scope never allows more, that nobody without a role may do anything, and that
// administrators may do whatever anybody may.
func TestNarrowerIsNeverMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		units, people := []string{"", "uni_1", "uni_2"}, []string{"usr_1", "usr_2"}
		v := access.Viewer{Actor: "usr_1", Role: rapid.SampledFrom(access.Roles()).Draw(t, "role"), UnitID: rapid.SampledFrom(units).Draw(t, "unit")}
		s := access.Subject{
			Noun: rapid.SampledFrom(access.Nouns()).Draw(t, "noun"), UnitID: rapid.SampledFrom(units).Draw(t, "of unit"),
			CreatedBy: rapid.SampledFrom(people).Draw(t, "by"), State: rapid.SampledFrom([]string{"", "DRAFT", "PUBLISHED"}).Draw(t, "state"),
			Field: rapid.SampledFrom([]string{"", "name", "login"}).Draw(t, "field"),
		}
		a := rapid.SampledFrom(access.Actions()).Draw(t, "action")
		allowed := v.Decide(a, s).Allowed
		whole, scoped, admin, nobody := v, v, v, v
		whole.UnitID, admin.Role, nobody.Role = "", access.Administrator, ""
		scoped.Scope = &access.TokenScope{
			Nouns: rapid.SliceOf(rapid.SampledFrom(access.Nouns())).Draw(t, "nouns"), States: rapid.SliceOf(rapid.SampledFrom([]string{"DRAFT", "PUBLISHED"})).Draw(t, "states"),
		}
		if allowed && !whole.Decide(a, s).Allowed {
			t.Error("people of a unit may do what those of the whole office may not")
		}
		if !allowed && scoped.Decide(a, s).Allowed {
			t.Error("a token may do what its role may not")
		}
		if allowed && !admin.Decide(a, s).Allowed {
			t.Error("an administrator may not do it")
		}
		if nobody.Decide(a, s).Allowed || access.Anonymous().Decide(a, s).Allowed {
			t.Error("somebody without a role may do it")
		}
		if (v.Require(a, s) == nil) != allowed {
			t.Error("Require and Decide differ")
		}
	})
}

func TestDecidingAllocatesNothing(t *testing.T) {
	v := access.Viewer{Actor: "usr_1", Role: access.Editor, UnitID: "uni_1"}
	s := access.Subject{Noun: access.Drafts, UnitID: "uni_1"}
	if n := testing.AllocsPerRun(100, func() { v.Decide(access.Publish, s) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestExplain(t *testing.T) {
	t.Parallel()
	for _, role := range access.Roles() {
		for _, noun := range access.Nouns() {
			e := access.Explain(role, access.Subject{Noun: noun})
			anyone := access.Viewer{Actor: "usr_1", Role: role}.Decide(access.See, access.Subject{Noun: noun, CreatedBy: "usr_1"})
			if e.Allowed != anyone.Allowed || e.Vi == "" || e.En == "" {
				t.Errorf("%s %s: %+v", role, noun, e)
			}
		}
	}
}
