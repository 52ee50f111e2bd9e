package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Authority (thẩm quyền) says who may decide an award, and when. The law moves such powers about and ends whole levels, so
// an award type has as many as it takes; which of them holds is asked as of the day of a decision.
type Authority struct {
	Title     string     `bson:"title"`           // such as "Chủ tịch UBND cấp huyện"
	Level     AdminLevel `bson:"level,omitempty"` // of the body that issues the decision; empty for any
	UnitTypes []UnitType `bson:"unitTypes"`       // which bodies; empty for any
	ValidFrom viet.Date  `bson:"validFrom,omitempty"`
	ValidTo   viet.Date  `bson:"validTo,omitempty"` // the last day
	Basis     string     `bson:"basis,omitempty"`   // where the law says so
	Certainty Certainty  `bson:"certainty"`
}

// Certainty says how sure an entry is about what the law says. A catalogue that ships with a program is no gazette: who
// rests on an entry must know whether somebody has read the law for it.
type Certainty string

// The certainties.
const (
	ReadInSource     Certainty = "READ_IN_SOURCE"    // somebody has read it in the source that the basis names
	GeneralKnowledge Certainty = "GENERAL_KNOWLEDGE" // it is how people of the field know it; check it before you rest on it
	Unverified       Certainty = "UNVERIFIED"        // it is from a source that may be wrong
)

func certainties() []Certainty { return []Certainty{ReadInSource, GeneralKnowledge, Unverified} }

// check cleans and checks an authority in place; its list becomes its own.
func (a *Authority) check(path string) error {
	a.Certainty = cmp.Or(a.Certainty, Unverified)
	err := cmp.Or(
		cleanName(path+".title", &a.Title), cleanOptional(path+".basis", &a.Basis), known(path+".certainty", a.Certainty, certainties()...),
		optionalDay(path+".validFrom", a.ValidFrom), optionalDay(path+".validTo", a.ValidTo), inOrder(path+".validTo", a.ValidFrom, a.ValidTo),
	)
	if a.Level != "" {
		err = cmp.Or(err, known(path+".level", a.Level, adminLevels()...))
	}
	for _, t := range a.UnitTypes {
		err = cmp.Or(err, known(path+".unitTypes", t, unitTypes()...))
	}
	a.UnitTypes = listed(a.UnitTypes)
	return err
}

// holds reports whether the body may decide on the day.
func (a Authority) holds(body *Unit, on viet.Date) bool {
	return within(on, a.ValidFrom, a.ValidTo) && (a.Level == "" || a.Level == body.Level) &&
		(len(a.UnitTypes) == 0 || slices.Contains(a.UnitTypes, body.Type))
}

// checkAuthorities cleans and checks the table of who decides; it becomes the entry's own. An entry that names nobody else
// is decided by those of the table.
func (t *AwardType) checkAuthorities() error {
	err := notMore("authorities", len(t.Authorities))
	t.Authorities = slices.Clone(t.Authorities)
	for i := range t.Authorities {
		err = cmp.Or(err, t.Authorities[i].check(fmt.Sprintf("authorities.%d", i)))
	}
	if len(t.Deciders) == 0 {
		for _, a := range t.Authorities {
			t.Deciders = append(t.Deciders, a.Title)
		}
		t.Deciders = listed(t.Deciders)
	}
	return err
}

// decidable refuses a decision by a body that has no power over the award on its day: by the table of the entry or, where it
// has none, by the level of the award.
func (a *Award) decidable(d *Decision, issuer *Unit, t *AwardType) error {
	may := true
	switch {
	case t != nil && len(t.Authorities) > 0:
		may = slices.ContainsFunc(t.Authorities, func(a Authority) bool { return a.holds(issuer, d.IssuedOn) })
	case slices.Contains([]AdminLevel{StateLevel, MinistryLevel, ProvinceLevel, DistrictLevel}, a.Level):
		may = issuer.Level == a.Level
	default: // communes and below are decided by heads of bodies of any level
	}
	if may {
		return nil
	}
	return errs.InvalidField("decisionId",
		fmt.Sprintf("%s không có thẩm quyền quyết định %s vào ngày %s.", d.IssuerName, a.TypeName, d.IssuedOn.Format()),
		fmt.Sprintf("%s is not of those who may decide %s on %s.", d.IssuerName, a.TypeName, d.IssuedOn))
}
