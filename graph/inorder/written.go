package inorder

import (
	"bytes"
	"io"
	"sync"

	"github.com/99designs/gqlgen/graphql"
)

// output gathers an answer. It is the writer that values are marshalled to: those of this package append to its bytes.
type output struct{ bytes []byte }

// Write gathers bytes; it cannot fail.
func (o *output) Write(p []byte) (int, error) {
	o.bytes = append(o.bytes, p...)
	return len(p), nil
}

// WriteString gathers a text; it cannot fail.
func (o *output) WriteString(s string) (int, error) {
	o.bytes = append(o.bytes, s...)
	return len(s), nil
}

// write writes a value of this package to any writer.
func write(w io.Writer, value interface{ appendTo(o *output) }) {
	if o, ok := w.(*output); ok {
		value.appendTo(o)
		return
	}
	var o output
	value.appendTo(&o)
	_, _ = w.Write(o.bytes)
}

// maxOutput bounds, in bytes, the outputs that wait for the next answer.
const maxOutput = 1 << 20

// outputs are those that answers were gathered in: growing a new one to the size of an answer costs several times its bytes.
var outputs = sync.Pool{New: func() any { return new(output) }} //nolint:gochecknoglobals // scratch space: no caller can tell whose it was

// Written is a value as JSON.
func Written(value graphql.Marshaler) []byte {
	o, _ := outputs.Get().(*output)
	o.bytes = o.bytes[:0]
	value.MarshalGQL(o)
	written := bytes.Clone(o.bytes)
	if cap(o.bytes) <= maxOutput {
		outputs.Put(o)
	}
	return written
}
