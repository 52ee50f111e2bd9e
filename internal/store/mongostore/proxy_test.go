package mongostore

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
)

// fault is what a proxy does to one command.
type fault int

const (
	loseAnswer  fault = iota + 1 // the server does it, then the connection breaks before the answer arrives
	loseCommand                  // the connection breaks before the server has the command
	holdAnswer                   // the answer is held back until the proxy is released
)

// proxy stands between a store and its server, and breaks connections.
type proxy struct {
	server string
	mu     sync.Mutex
	faults map[string]fault // by the name of the command
	held   chan struct{}    // closed to let go of answers that are held back
}

// newProxy returns a proxy and the connection string that leads through it.
func newProxy(tb testing.TB, uri string) (*proxy, string) {
	tb.Helper()
	_, rest, _ := strings.Cut(uri, "://")
	host, _, _ := strings.Cut(rest, "/")
	if strings.ContainsAny(host, "@,") || strings.HasPrefix(uri, "mongodb+srv") {
		tb.Skip("a proxy stands before one server without a password only")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatalf("listen: %v", err)
	}
	p := &proxy{server: host, faults: map[string]fault{}, held: make(chan struct{})}
	tb.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(client)
		}
	}()
	through := strings.Replace(uri, host, listener.Addr().String(), 1)
	if !strings.Contains(through, "?") {
		through += "?"
	}
	return p, through + "&directConnection=true"
}

// set makes the proxy treat every such command in this way from now on; 0 makes it honest again.
func (p *proxy) set(command string, f fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults[command] = f
}

// serve passes one message after the other, and each answer, until a side leaves or a fault is due.
func (p *proxy) serve(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	for {
		message, err := readMessage(client)
		if err != nil {
			return
		}
		due := p.due(message)
		if due == loseCommand {
			return
		}
		if _, err := server.Write(message); err != nil {
			return
		}
		answer, err := readMessage(server)
		if err != nil || due == loseAnswer {
			return
		}
		if due == holdAnswer {
			<-p.held
		}
		if _, err := client.Write(answer); err != nil {
			return
		}
	}
}

// due returns the fault for a message, which has the command's name as the first key after header, flags and length.
func (p *proxy) due(message []byte) fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	const nameAt = 16 + 4 + 1 + 4 + 1
	if len(message) < nameAt {
		return 0
	}
	name, _, _ := bytes.Cut(message[nameAt:], []byte{0})
	return p.faults[string(name)]
}

func readMessage(r io.Reader) ([]byte, error) {
	header := make([]byte, 4)
	if _, err := io.ReadFull(r, header); err != nil {
		return nil, err
	}
	message := make([]byte, binary.LittleEndian.Uint32(header))
	copy(message, header)
	_, err := io.ReadFull(r, message[4:])
	return message, err
}
