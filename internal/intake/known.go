package intake

import (
	"fmt"
	"hash/maphash"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
)

// known is what a rehearsal remembers from page to page: little for each row, so that a list of a hundred thousand fits.
type known struct {
	seed      maphash.Seed
	claims    map[uint64]int64              // rows by what they claim
	spelled   map[string]bool               // how units are written
	quotas    register.Quotas               // of bloc-years
	people    map[string]string             // new people by name and unit: their IDs
	decisions map[string]*register.Decision // new ones by number, issuer and day
	units     unitsKnown
}

// maxNewDecisions bounds the decisions that one list brings.
const maxNewDecisions = 20_000

// maxSpelled bounds the names that are compared with each other.
const maxSpelled = 2_000

func newKnown() known {
	return known{
		seed: maphash.MakeSeed(), claims: map[uint64]int64{}, spelled: map[string]bool{}, quotas: register.Quotas{}, people: map[string]string{},
		decisions: map[string]*register.Decision{},
		units:     unitsKnown{taken: register.Taken{}, named: map[string][]*register.Unit{}, byID: map[string]*register.Unit{}},
	}
}

// first reports whether no row before has one of the keys; a row that has is named, for what they have in common.
func (r *reading) first(row *Row, vi, en string, keys ...string) bool {
	for _, key := range keys {
		sum := maphash.String(r.known.seed, key)
		if before, ok := r.known.claims[sum]; ok && before != row.Number {
			row.wrong(place{}, errs.New(errs.Duplicate, fmt.Sprintf("Trùng với dòng %d: %s.", before, vi), fmt.Sprintf("It is the same as row %d: %s.", before, en)))
			return false
		}
		r.known.claims[sum] = row.Number
	}
	return true
}

// similar returns the spellings of units that may be one.
func (r *reading) similar() []Similar {
	var list []string
	for name := range r.known.spelled {
		list = append(list, name)
	}
	slices.Sort(list)
	out := []Similar{}
	for _, likely := range sheet.SimilarNames(list) {
		s := Similar{Likeness: likely.Likeness}
		for _, i := range likely.Names {
			s.Names = append(s.Names, list[i])
		}
		if out = append(out, s); len(out) == maxNamed {
			break
		}
	}
	return out
}

// spell remembers how a list writes a unit.
func (r *reading) spell(name string) {
	if len(r.known.spelled) < maxSpelled {
		r.known.spelled[name] = true
	}
}
