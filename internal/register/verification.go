package register

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"thidua/internal/access"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// What a verification looks up. Each answers from what readers see, in one call to the store whether there is nothing,
// something hidden or something public: neither the answer nor its time tells the first two apart.

// Papers returns the code that stands on the certificate of an award, or "" before a decision gave it: there is no
// certificate of a nomination.
func (a *Award) Papers() string {
	if slices.Contains(decidedStates(), a.State) {
		return a.PaperCode
	}
	return ""
}

// decidedStates are the states of an award that a decision gave, also if it was taken back.
func decidedStates() []AwardState { return []AwardState{Approved, Granted, Revoked} }

// AwardByPaperCode returns the award that a decision gave, by the code of its certificate, or nil.
func (r *Register) AwardByPaperCode(ctx context.Context, v access.Viewer, code string) (*Award, error) {
	return only(r.awards.Find(ctx, store.Query{
		Where: store.All(store.Eq{Field: "paperCode", Value: code}, oneOf("state", decidedStates()), public(v)), Limit: 1,
	}))
}

// DecisionByPaperCode returns the decision of a code, or nil.
func (r *Register) DecisionByPaperCode(ctx context.Context, v access.Viewer, code string) (*Decision, error) {
	return only(r.decisions.Find(ctx, store.Query{
		Where: store.All(store.Eq{Field: "paperCode", Value: code}, public(v)), Limit: 1,
	}))
}

// DecisionsIssued returns the decisions with exactly this number, in any spelling of it, and this day that one of the
// units issued: one for each unit at most.
func (r *Register) DecisionsIssued(ctx context.Context, v access.Viewer, number string, issuerIDs []string, on viet.Date) ([]*Decision, error) {
	return r.decisions.Find(ctx, store.Query{
		Where: store.All(
			isDocument(&number), store.AnyOf("issuerId", issuerIDs...), store.Eq{Field: "issuedOn", Value: string(on)}, public(v),
		),
		Limit: maxNamesakes,
	})
}

// maxNamesakes is how many units of one name are looked at.
const maxNamesakes = 20

// slugForm is what a slug looks like; an official name never does.
func slugForm() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`) }

// UnitsCalled returns the IDs of the units that go by an ID, a slug, or exactly this official name on a day, however it is
// spelt and abbreviated. What a duplicate was called, that was joined into a unit, stands on papers too. It costs one call to
// the store, and for an ID or a slug that no unit has another one: which units there are is no secret.
func (r *Register) UnitsCalled(ctx context.Context, abbreviations viet.Abbreviations, name string, on viet.Date) ([]string, error) {
	ids := []string{}
	if utf8.RuneCountInString(name) > maxName {
		name = "" // nothing is called so; asked for all the same, which takes as long as for another name
	}
	key := NameKey(NameWords(abbreviations, name))
	var where, joinedAs store.Where
	switch {
	case strings.HasPrefix(name, r.units.Prefix+"_"):
		where, joinedAs = store.AnyOf(store.IDField, name), store.AnyOf("joinedIds", name)
	case slugForm().MatchString(name):
		where, joinedAs = store.Eq{Field: "slug", Value: name}, store.AnyOf("joinedSlugs", name)
	default:
		where = store.AnyOf("nameKeys", key)
	}
	found, err := r.units.Find(ctx, store.Query{Where: where, Limit: maxNamesakes})
	if err == nil && len(found) == 0 && joinedAs != nil {
		found, err = r.units.Find(ctx, store.Query{Where: joinedAs, Limit: maxNamesakes})
	}
	for _, u := range found {
		if joinedAs != nil || slices.ContainsFunc(u.papersCall(on), func(name string) bool { return NameKey(NameWords(abbreviations, name)) == key }) {
			ids = append(ids, u.ID)
		}
	}
	return ids, err
}

// papersCall returns the names under which papers of a day name the unit: the official one, and of one into which duplicates were
// joined also what those were called.
func (u *Unit) papersCall(day viet.Date) []string {
	names := []string{u.NameAsOf(day)}
	if len(u.JoinedIDs) > 0 {
		names = append(names, u.Aliases...)
	}
	return names
}

// only returns the first of a list, or nil.
func only[T any](found []*T, err error) (*T, error) {
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}
