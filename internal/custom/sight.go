package custom

import "thidua/internal/access"

// Sight decides which fields somebody sees in a document.
type Sight func(*Field) bool

// Readers is the sight of readers: what is public.
func Readers(f *Field) bool { return f.Public }

// Seeing is the sight of a viewer in one document: public fields, and of the others those that the policy lets the viewer
// see, each by the name custom.<key>. The noun of the subject is the field's. For the conditions of a list the subject is
// what the list is narrowed to: the viewer's own unit and the viewer's own documents.
func Seeing(v access.Viewer, s access.Subject) Sight {
	return func(f *Field) bool {
		field := access.Subject{Noun: f.Noun.policy(), UnitID: s.UnitID, CreatedBy: s.CreatedBy, State: s.State, Field: path(f.Key)}
		return f.Public || v.Decide(access.See, field).Allowed
	}
}
