package store

import (
	"slices"
	"sync/atomic"
)

// OriginField is the path of the ID of what brought a document in together with others, such as an import.
const OriginField = "importId"

// Origin is embedded, as `bson:",inline"`, by documents that may come in together with many others.
type Origin struct {
	ImportID string `bson:"importId,omitempty"` // the import that made it; empty for one that was entered by itself
}

// DocumentOrigin makes the origin reachable for [Collection].
func (o *Origin) DocumentOrigin() string { return o.ImportID }

// Veil hides the documents of origins that are still coming in, or are being taken back, from everybody: to all reads of
// a [Collection] with the veil they do not exist, and when the veil is lifted they are all there at once. Without a
// transaction over many documents it makes a thousand writes one step for readers.
//
// A veil is of one process. Who writes under it in several must wait, between announcing an origin and the first write,
// until all have it on their veil. The zero Veil hides nothing. It is safe for concurrent use.
type Veil struct{ origins atomic.Pointer[[]string] }

// Cover hides the documents of these origins, and no others, from now on.
func (v *Veil) Cover(origins []string) {
	own := slices.Clone(origins)
	slices.Sort(own)
	own = slices.Compact(own)
	v.origins.Store(&own)
}

// Covered returns the origins whose documents are hidden, sorted.
func (v *Veil) Covered() []string {
	if v == nil {
		return nil
	}
	if origins := v.origins.Load(); origins != nil {
		return *origins
	}
	return nil
}

// through is a condition for those of the documents that are not hidden. Where nothing is, it is the condition itself.
func (v *Veil) through(where Where) Where {
	origins := v.Covered()
	if len(origins) == 0 {
		return where
	}
	return All(where, Not{Part: AnyOf(OriginField, origins...)})
}

// hides reports whether a document is hidden.
func (v *Veil) hides(doc any) bool {
	origins := v.Covered()
	if len(origins) == 0 {
		return false
	}
	d, ok := doc.(interface{ DocumentOrigin() string })
	if !ok || d.DocumentOrigin() == "" {
		return false
	}
	_, hidden := slices.BinarySearch(origins, d.DocumentOrigin())
	return hidden
}
