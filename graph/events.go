package graph

import (
	"bytes"
	"context"
	"net/http"
	"sync"
	"time"
)

// events is the line of a stream, on which events and comments are written one after the other. It keeps nothing: what the client
// does not read in time ends it.
type events struct {
	mu      sync.Mutex
	w       http.ResponseWriter
	control *http.ResponseController
	now     func() time.Time
	pause   time.Duration // that the client may take to read what is sent
	begun   bool
	failed  bool
}

func newEvents(w http.ResponseWriter, now func() time.Time, pause time.Duration) *events {
	return &events{w: w, control: http.NewResponseController(w), now: now, pause: pause}
}

// write sends some bytes at once; false if the client is gone or too slow.
func (e *events) write(text []byte) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.failed {
		return false
	}
	// Where deadlines cannot be moved, as in tests without a connection, the server's own stay.
	_ = e.control.SetWriteDeadline(e.now().Add(e.pause))
	if !e.begun {
		e.begun = true
		_ = e.control.SetReadDeadline(time.Time{}) // nothing more is read; the server would take its end for that of the client
		e.w.Header().Set("Content-Type", mediaEvents+"; charset=utf-8")
		e.w.Header().Set("X-Accel-Buffering", "no") // in the words of nginx: pass on what comes
		e.w.WriteHeader(http.StatusOK)
	}
	_, err := e.w.Write(text)
	if err == nil {
		err = e.control.Flush()
	}
	e.failed = err != nil
	return !e.failed
}

// next sends the answer of one event, which is JSON in one line.
func (e *events) next(body []byte) bool {
	text := append([]byte("event: next\ndata: "), bytes.TrimRight(body, "\n")...)
	return e.write(append(text, "\n\n"...))
}

// complete says that no more will come.
func (e *events) complete() { e.write([]byte("event: complete\ndata:\n\n")) }

// beat writes a comment at once and then at times, so that the client knows that the line is open, and we know when it is not; then
// it gives up. The function that is returned ends it.
func (e *events) beat(ctx context.Context, giveUp context.CancelFunc) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(streamBeat)
		defer tick.Stop()
		for {
			if !e.write([]byte(":\n\n")) {
				giveUp()
				return
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
