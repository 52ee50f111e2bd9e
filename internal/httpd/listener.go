package httpd

import (
	"net"
	"sync"
)

// limitListener accepts a connection only when there is room for it; until then it waits in the kernel's queue.
type limitListener struct {
	*net.TCPListener
	room   chan struct{} // holds one element for each open connection
	closed chan struct{}
	once   sync.Once
}

// limit returns the listener with room for n open connections.
func limit(l *net.TCPListener, n int) *limitListener {
	return &limitListener{TCPListener: l, room: make(chan struct{}, n), closed: make(chan struct{})}
}

// Accept waits for room, and then for a connection.
func (l *limitListener) Accept() (net.Conn, error) {
	select {
	case l.room <- struct{}{}:
	case <-l.closed:
		return nil, net.ErrClosed
	}
	conn, err := l.AcceptTCP()
	if err != nil {
		<-l.room
		return nil, err
	}
	return &limitedConn{TCPConn: conn, leave: sync.OnceFunc(func() { <-l.room })}, nil
}

// Close stops accepting, and wakes an Accept that waits for room. Open connections keep theirs.
func (l *limitListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return l.TCPListener.Close()
}

// limitedConn gives its room back when it is closed. It is a TCP connection in full: the HTTP server half-closes it after
// a refusal, so that the client can read the reason, and lets the kernel send files.
type limitedConn struct {
	*net.TCPConn
	leave func()
}

// Close closes the connection; closing it again frees nothing more.
func (c *limitedConn) Close() error {
	defer c.leave()
	return c.TCPConn.Close()
}
