package exposure

import (
	"net/http"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
)

// viewer is somebody who asks: an anonymous reader, a person or a program.
type viewer struct {
	name string
	// as is who the server must take the viewer for.
	as access.Viewer
	// refused is the code that every request gets; empty if the viewer is let in.
	refused errs.Code
	// present adds what proves who it is.
	present func(*http.Request)
}

// sees is what the audit expects of the policy. It reads the lines of the table that people read, and shares no code
// with those who decide by it: [access.Viewer.Decide], and the conditions of the lists.
func (v *viewer) sees(s access.Subject) bool {
	if v.refused != "" {
		return false
	}
	if scope := v.as.Scope; scope != nil {
		if len(scope.Nouns) > 0 && !slices.Contains(scope.Nouns, s.Noun) {
			return false
		}
		if len(scope.States) > 0 && s.State != "" && !slices.Contains(scope.States, s.State) {
			return false
		}
	}
	own := v.as.Actor != "" && s.CreatedBy == v.as.Actor
	switch reach(v.as.Role, s.Noun, s.Field) {
	case access.Anywhere:
		return true
	case access.OwnUnit:
		return own || v.as.UnitID == "" || v.as.UnitID == s.UnitID
	case access.Own:
		return own
	default:
		return false
	}
}

// seesMark is sees for a mark.
func (v *viewer) seesMark(m *Mark) bool {
	if !m.anyOne {
		return v.sees(m.Subject)
	}
	s := m.Subject
	s.UnitID, s.CreatedBy = v.as.UnitID, v.as.Actor
	return v.sees(s)
}

// reach looks up how far a role sees: the line of the field, or else the line of the noun.
func reach(role access.Role, noun access.Noun, field string) access.Reach {
	found := access.Nowhere
	for _, rule := range access.Policy() {
		if rule.Role != role || rule.Noun != noun || rule.Action != access.See {
			continue
		}
		switch rule.Field {
		case field:
			if field != "" {
				return rule.Reach
			}
			found = rule.Reach
		case "":
			found = rule.Reach
		}
	}
	return found
}
