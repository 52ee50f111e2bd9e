package inorder

import (
	"bytes"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// maxBuffer bounds the buffers that wait for the next answer.
const maxBuffer = 1 << 20

// buffers are those that answers were written to: growing a new one to the size of an answer costs several times its bytes.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }} //nolint:gochecknoglobals // scratch space: no caller can tell whose it was

// Written is a value as JSON.
func Written(value graphql.Marshaler) []byte {
	b, _ := buffers.Get().(*bytes.Buffer)
	b.Reset()
	value.MarshalGQL(b)
	written := bytes.Clone(b.Bytes())
	if b.Cap() <= maxBuffer {
		buffers.Put(b)
	}
	return written
}
