package graph

import (
	"bufio"
	"bytes"
	"net"
	"net/http"
	"time"

	"golang.org/x/time/rate"
)

// wireBuffer is the size of the buffers of a socket. Most messages of clients are smaller, and larger answers pass them by.
const wireBuffer = 1 << 10

// wire is the connection below a socket. Who sends more than the bound waits: what frames there are is not looked at, so this holds
// for pings and for fragments without content as well.
type wire struct {
	net.Conn
	early   []byte // what the client sent with the handshake
	limiter *rate.Limiter
	now     func() time.Time
}

// Read reads some bytes, after those before have been paid by waiting.
func (w *wire) Read(p []byte) (int, error) {
	if len(p) > wireBuffer {
		p = p[:wireBuffer] // so that no wait is long
	}
	if n := copy(p, w.early); n > 0 {
		w.early = w.early[n:]
		return n, nil
	}
	n, err := w.Conn.Read(p)
	if n > 0 {
		now := w.now()
		time.Sleep(w.limiter.ReserveN(now, n).DelayFrom(now)) // the wait is what the sender pays with: it fills its own buffers meanwhile, none of ours
	}
	return n, err
}

// wiring is a response writer that becomes a wire when the connection is taken over.
type wiring struct {
	http.ResponseWriter
	bytes int // a second
	now   func() time.Time
	wire  *wire // once it is taken over
}

// Hijack takes the connection over, with what the client has sent already.
func (w *wiring) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	const atOnce = 4
	w.wire = &wire{Conn: conn, now: w.now, limiter: rate.NewLimiter(rate.Limit(w.bytes), max(atOnce*w.bytes, wireBuffer))}
	early, err := buffered.Peek(buffered.Reader.Buffered())
	w.wire.early = bytes.Clone(early)
	return w.wire, bufio.NewReadWriter(bufio.NewReaderSize(w.wire, wireBuffer), bufio.NewWriterSize(w.wire, wireBuffer)), err
}
