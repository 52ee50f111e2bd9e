package journal

import (
	"context"

	"thidua/internal/store"
)

// Poking returns the store with a relay that is told of every write through it, so that this process sees its own
// changes in the journal within milliseconds.
func Poking(s store.Store, r *Relay) store.Store { return poking{Store: s, relay: r} }

type poking struct {
	store.Store
	relay *Relay
}

// Apply implements [store.Writer].
func (p poking) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	n, err := p.Store.Apply(ctx, writes...)
	if n > 0 {
		p.relay.Poke()
	}
	return n, err
}
