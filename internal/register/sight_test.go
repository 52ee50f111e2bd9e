package register_test

import (
	"testing"

	"thidua/internal/access"
	"thidua/internal/register"
)

// Ensure that the policy decides who sees records that are not public, and not that somebody is signed in.
func TestWhoSeesWhatIsNotPublic(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	person := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{FullName: "Lê Kín"}))
	decision := made[*register.Decision](t)(w.CreateDecision(ctx, w.editor, register.NewDecision{
		Number: "1/QĐ-UBND", IssuedOn: "2022-01-01", IssuerID: w.province.ID, Title: "Khen thưởng",
	}))
	award := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, false))
	for _, tt := range []struct {
		name   string
		viewer access.Viewer
		want   int
	}{
		{"a reader who has not signed in", access.Anonymous(), 0},
		{"a reader", access.Viewer{Actor: "usr_a", Role: access.Reader}, 0},
		{"a contributor of the office", access.Viewer{Actor: "usr_a", Role: access.Contributor}, 0},
		{"an editor of a unit", access.Viewer{Actor: "usr_a", Role: access.Editor, UnitID: w.one.ID}, 0},
		{"an editor of the office", access.Viewer{Actor: "usr_a", Role: access.Editor}, 1},
		{"a records officer of a unit", access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer, UnitID: w.one.ID}, 0},
		{"a records officer of the office", access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer}, 1},
		{"a token for drafts", access.Viewer{Actor: "tok_a", Role: access.Administrator, Scope: &access.TokenScope{Nouns: []access.Noun{access.Drafts}}}, 0},
		{"an administrator", access.Viewer{Actor: "usr_a", Role: access.Administrator}, 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			people, err := w.PeopleByID(ctx, tt.viewer, []string{person.ID})
			check(t, "people", len(people), tt.want, err)
			decisions, err := w.DecisionsByID(ctx, tt.viewer, []string{decision.ID})
			check(t, "decisions", len(decisions), tt.want, err)
			awards, err := w.AwardsByID(ctx, tt.viewer, []string{award.ID})
			check(t, "awards", len(awards), tt.want, err)
			n, err := w.CountAwards(ctx, tt.viewer, register.AwardFilter{})
			check(t, "the count of awards", int(n), tt.want, err)
			counts, err := w.CountAwardsBy(ctx, tt.viewer, register.AwardFilter{}, []register.AwardDimension{register.ByForm})
			check(t, "the groups of awards", len(counts), tt.want, err)
			found, err := w.People(ctx, tt.viewer, register.PersonFilter{Name: ptr("le kin")}, register.PeopleByName, page())
			check(t, "the search for people", len(found), tt.want, err)
		})
	}
}

func check(t *testing.T, what string, got, want int, err error) {
	t.Helper()
	if err != nil || got != want {
		t.Errorf("%s: %d, %v, want %d", what, got, err, want)
	}
}
