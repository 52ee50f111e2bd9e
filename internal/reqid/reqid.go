// Package reqid carries the ID of a request from the HTTP layer to whoever logs or reports about that request.
// Every package may import it; it imports nothing of ours.
package reqid

import "context"

// key is the private key of the ID in a context.
type key struct{}

// With returns a context that carries the ID.
func With(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, key{}, id)
}

// From returns the ID that ctx carries, or "" outside a request.
func From(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}
