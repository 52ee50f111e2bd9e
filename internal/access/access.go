// Package access says who asks and what they may do. The domain packages take a [Viewer] with every call and decide by
// it what exists for that viewer; nothing above them decides anything.
package access

// Viewer is whoever makes a request. The zero Viewer is an anonymous reader, who sees what is published.
type Viewer struct {
	// Actor is the ID that the journal records: a user's, an API token's, or [SystemActor]. Empty for an anonymous reader.
	Actor string
	// Name is what other people see of the actor, such as "Nguyễn Văn An".
	Name string
	// Role decides, by the policy table, what the viewer may do. Empty for an anonymous reader.
	Role Role
	// UnitID is the unit that the viewer works for: what the policy allows within the own unit ends there. Empty for
	// people of the whole office, to whom every unit is their own.
	UnitID string
	// SessionID is the session in which the viewer is signed in; empty for API tokens.
	SessionID string
	// Scope narrows what the role allows further; nil but for API tokens.
	Scope *TokenScope
	// ReadOnly is true while an administrator looks as somebody else: see [Viewer.LookAs].
	ReadOnly bool
}

// SystemActor is the actor of changes that the program makes by itself, such as loading the example content.
const SystemActor = "system"

// Anonymous returns the viewer of a request without credentials.
func Anonymous() Viewer { return Viewer{} }

// System returns the viewer for work that the operator starts on the machine itself.
func System() Viewer { return Viewer{Actor: SystemActor, Role: Administrator} }

// IsAnonymous reports whether the viewer is a reader without credentials, to whom only published content exists.
func (v Viewer) IsAnonymous() bool { return v.Actor == "" }
