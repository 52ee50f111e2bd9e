// Package access says who asks. The domain packages take a [Viewer] with every call and decide by it what exists for
// that viewer; nothing above them decides anything. It may import errs only.
package access

// Viewer is whoever makes a request. The zero Viewer is an anonymous reader, who sees what is published.
type Viewer struct {
	// Actor is the ID that the journal records: a user's, or [SystemActor]. Empty for an anonymous reader.
	Actor string
}

// SystemActor is the actor of changes that the program makes by itself, such as loading the example content.
const SystemActor = "system"

// Anonymous returns the viewer of a request without credentials.
func Anonymous() Viewer { return Viewer{} }

// System returns the viewer for work that the operator starts on the machine itself.
func System() Viewer { return Viewer{Actor: SystemActor} }

// IsAnonymous reports whether the viewer is a reader without credentials, to whom only published content exists.
func (v Viewer) IsAnonymous() bool { return v.Actor == "" }
