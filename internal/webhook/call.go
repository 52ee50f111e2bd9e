package webhook

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Bounds of a request. Together they are less than what is left of a lease when a request begins.
const (
	callTimeout  = 12 * time.Second // for all of it, from the name to the beginning of the answer
	dialTimeout  = 5 * time.Second
	maxHeader    = 16 << 10
	maxAnswer    = 2 << 10 // bytes of an answer that are read
	maxAddresses = 4       // of one name, that are tried
)

// Failures before there is an answer, besides those of the network.
var (
	errNotAllowed = errors.New("the address may not be called")
	errNoName     = errors.New("the name has no address")
)

// Lookup returns the addresses of a name.
type Lookup func(ctx context.Context, host string) ([]netip.Addr, error)

// caller sends requests to addresses that may be called. It asks for the address of a name once, checks it, and calls
// just that one, so that no second answer can lead elsewhere. It follows no redirect, and no proxy of the environment.
type caller struct {
	allowed Allowed
	lookup  Lookup
	clients map[string]*http.Client // by scheme
}

func newCaller(allowed Allowed, lookup Lookup, roots *x509.CertPool) *caller {
	c := &caller{allowed: allowed, lookup: lookup, clients: map[string]*http.Client{}}
	if c.lookup == nil {
		c.lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	for _, scheme := range []string{"http", "https"} {
		c.clients[scheme] = &http.Client{
			Transport: &http.Transport{
				DialContext: c.dial(scheme), TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, TLSHandshakeTimeout: dialTimeout,
				ForceAttemptHTTP2: true, DisableCompression: true, MaxResponseHeaderBytes: maxHeader,
				MaxIdleConns: MaxWebhooks, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second,
			},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return c
}

// dial connects to the host of a request after it has checked where that is.
func (c *caller) dial(scheme string) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		ctx, cancel := context.WithTimeout(ctx, dialTimeout)
		defer cancel()
		places, err := c.places(ctx, scheme, address)
		if err != nil {
			return nil, err
		}
		var failed error
		for _, at := range places {
			conn, err := new(net.Dialer).DialContext(ctx, network, at.String())
			if err == nil {
				return conn, nil
			}
			failed = errors.Join(failed, err)
		}
		return nil, failed
	}
}

// places returns the addresses of a host, all of which may be called. A name with one that may not is refused whole: nobody
// has a good reason for it.
func (c *caller) places(ctx context.Context, scheme, address string) ([]netip.AddrPort, error) {
	host, portText, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil {
		return nil, err
	}
	addrs := []netip.Addr{}
	if literal, err := netip.ParseAddr(host); err == nil {
		addrs = append(addrs, literal)
	} else {
		found, err := c.lookup(ctx, host)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || len(found) == 0 {
			return nil, fmt.Errorf("%w: %s", errNoName, host)
		}
		for _, a := range found {
			addrs = append(addrs, a.Unmap()) // resolvers write IPv4 both ways
		}
	}
	var places []netip.AddrPort
	for _, a := range addrs {
		at := netip.AddrPortFrom(a, uint16(port))
		if !c.allowed.MayCall(scheme, at) {
			return nil, fmt.Errorf("%w: %s at %s", errNotAllowed, host, at)
		}
		places = append(places, at)
	}
	return places[:min(len(places), maxAddresses)], nil
}

// answer is what came back.
type answer struct {
	status int
	start  string        // the beginning of the body, as text
	wait   time.Duration // that the receiver asks for; zero for none
}

// post sends a body. The error is of before the answer.
func (c *caller) post(ctx context.Context, address string, header http.Header, body string) (answer, error) {
	u, err := c.allowed.parse(address) // the operator may have changed what is allowed
	if err != nil {
		return answer{}, errors.Join(errNotAllowed, err)
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	request.Header = header
	response, err := c.clients[u.Scheme].Do(request)
	if err != nil {
		return answer{}, err
	}
	defer func() { _ = response.Body.Close() }()
	// What is missing of a body that ends too soon does not matter: the status is what counts.
	start, _ := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	return answer{status: response.StatusCode, start: readable(start), wait: waitOf(response.Header.Get("Retry-After"))}, nil
}

// readable is the beginning of an answer as a line of text.
func readable(body []byte) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(body), ""))
	runes := []rune(strings.TrimSpace(text))
	return string(runes[:min(len(runes), MaxAnswer)])
}

// waitOf reads Retry-After in seconds. Dates are not read: our clock and theirs may differ.
func waitOf(text string) time.Duration {
	n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
	if err != nil {
		return 0
	}
	return time.Duration(n) * time.Second
}

// failureOf says why there is no answer.
func failureOf(err error) Failure {
	var timeout net.Error
	var untrusted *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	switch {
	case errors.Is(err, errNotAllowed):
		return NotAllowed
	case errors.Is(err, errNoName):
		return NoSuchName
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return TimedOut
	case errors.As(err, &untrusted), errors.As(err, &record), errors.As(err, &alert), errors.Is(err, http.ErrSchemeMismatch):
		return NoTLS
	default:
		return NoConnect
	}
}
