package access

import "context"

// viewerKey is the private key of the viewer in a context.
type viewerKey struct{}

// WithViewer returns a context that carries who makes the request, from the transport to the resolvers. Domain packages
// take the viewer as an argument.
func WithViewer(ctx context.Context, v Viewer) context.Context {
	return context.WithValue(ctx, viewerKey{}, v)
}

// ViewerFrom returns the viewer that ctx carries, or the anonymous one.
func ViewerFrom(ctx context.Context) Viewer {
	v, _ := ctx.Value(viewerKey{}).(Viewer)
	return v
}
