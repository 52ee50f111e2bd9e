package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"
)

// Config bounds a [Server]. Start from [DefaultConfig]; every duration and count must be positive, as none of them has a
// safe "unlimited".
type Config struct {
	// Addr is the address to listen on; port 0 takes a free one.
	Addr string
	// CORSOrigins are the origins whose pages may read responses, such as "https://baochi.example.vn"; one "*" may stand
	// for a part of the host. None are allowed by default. "*" alone allows all.
	CORSOrigins []string
	// AllowsOrigin reports whether pages of another origin may read responses too: without an account, so neither the header
	// Authorization nor a cookie is for them. It is asked on every request that has an Origin, so that what it says holds at once.
	// Nil for no others.
	AllowsOrigin func(ctx context.Context, origin string) bool

	// ReadHeaderTimeout is how long a client may take to send the head of a request.
	ReadHeaderTimeout time.Duration
	// ReadTimeout is how long a client may take to send a whole request.
	ReadTimeout time.Duration
	// WriteTimeout is how long a response may take, from the end of the request's head.
	WriteTimeout time.Duration
	// IdleTimeout is how long a connection is kept for its next request.
	IdleTimeout time.Duration
	// RequestTimeout is the deadline in the context of each request. It should be shorter than WriteTimeout, so that
	// there is time to say so.
	RequestTimeout time.Duration
	// TransferTimeout is that deadline for requests which carry files in either direction.
	TransferTimeout time.Duration
	// StreamTimeout is that deadline for requests that ask for a stream of events or for a socket.
	StreamTimeout time.Duration
	// ShutdownTimeout is how long [Server.Run] waits for requests that are under way.
	ShutdownTimeout time.Duration
	// MaxHeaderBytes bounds the head of a request. The URL of a GET query is a part of it.
	MaxHeaderBytes int
	// MaxConnections bounds open connections; others wait until one closes.
	MaxConnections int

	// Now is the clock. Required.
	Now func() time.Time
	// NewRequestID makes the ID of a request that comes without one. Required.
	NewRequestID func() string
}

// DefaultConfig returns a config for one machine behind a reverse proxy or alone, without clock and request IDs.
func DefaultConfig() Config {
	return Config{
		Addr:              "127.0.0.1:8080",
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		RequestTimeout:    20 * time.Second,
		TransferTimeout:   16 * time.Minute,
		StreamTimeout:     time.Hour,
		ShutdownTimeout:   20 * time.Second,
		MaxHeaderBytes:    64 << 10,
		MaxConnections:    2_000,
	}
}

// check returns what is wrong with the config.
func (c Config) check() error {
	for name, d := range map[string]time.Duration{
		"ReadHeaderTimeout": c.ReadHeaderTimeout, "ReadTimeout": c.ReadTimeout, "WriteTimeout": c.WriteTimeout,
		"IdleTimeout": c.IdleTimeout, "RequestTimeout": c.RequestTimeout,
		"TransferTimeout": c.TransferTimeout, "StreamTimeout": c.StreamTimeout, "ShutdownTimeout": c.ShutdownTimeout,
	} {
		if d <= 0 {
			return fmt.Errorf("%s must be positive", name)
		}
	}
	switch {
	case c.MaxHeaderBytes <= 0:
		return errors.New("MaxHeaderBytes must be positive")
	case c.MaxConnections <= 0:
		return errors.New("MaxConnections must be positive")
	case c.Now == nil:
		return errors.New("the clock Now is missing")
	case c.NewRequestID == nil:
		return errors.New("the function NewRequestID is missing")
	}
	for _, origin := range c.CORSOrigins {
		if !isOrigin(origin) {
			return fmt.Errorf(`CORS origin %q is not like "https://example.vn"`, origin)
		}
	}
	return nil
}

// isOrigin reports whether text is "*", or a scheme and a host as browsers send them.
func isOrigin(text string) bool {
	if text == "*" {
		return true
	}
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && text == u.Scheme+"://"+u.Host
}
