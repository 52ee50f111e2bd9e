package webhook

import (
	"net/netip"
	"strings"
	"testing"

	"thidua/internal/errs"
)

func allowed(t *testing.T, ranges ...string) Allowed {
	t.Helper()
	a, err := ParseAllowed(ranges)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestWhomWebhooksMayCall(t *testing.T) {
	t.Parallel()
	none, office := allowed(t), allowed(t, "10.20.0.0/16", "fd00:1::/32", "127.0.0.1", "203.0.113.7")
	for _, tt := range []struct {
		name   string
		by     Allowed
		scheme string
		at     string
		want   bool
	}{
		{"a public address", none, "https", "8.8.8.8:443", true},
		{"its other secure port", none, "https", "8.8.8.8:8443", true},
		{"a public IPv6 address", none, "https", "[2606:4700::1]:443", true},
		{"a port for something else", none, "https", "8.8.8.8:25", false},
		{"no encryption", none, "http", "8.8.8.8:80", false},
		{"no encryption at the secure port", none, "http", "8.8.8.8:443", false},
		{"another scheme", office, "ftp", "127.0.0.1:21", false},
		{"loopback", none, "https", "127.0.0.1:443", false},
		{"all of loopback", none, "https", "127.255.255.254:443", false},
		{"this host", none, "https", "0.0.0.0:443", false},
		{"this network", none, "https", "0.1.2.3:443", false},
		{"private 10", none, "https", "10.20.0.5:443", false},
		{"private 172.16", none, "https", "172.31.255.255:443", false},
		{"next to private 172.16", none, "https", "172.32.0.0:443", true},
		{"private 192.168", none, "https", "192.168.1.1:443", false},
		{"link-local, as of cloud metadata", none, "https", "169.254.169.254:443", false},
		{"shared by a provider's customers", none, "https", "100.64.0.1:443", false},
		{"next to it", none, "https", "100.128.0.1:443", true},
		{"multicast", none, "https", "224.0.0.1:443", false},
		{"reserved", none, "https", "240.0.0.1:443", false},
		{"broadcast", none, "https", "255.255.255.255:443", false},
		{"documentation", none, "https", "203.0.113.7:443", false},
		{"measurements", none, "https", "198.19.0.1:443", false},
		{"IPv6 loopback", none, "https", "[::1]:443", false},
		{"IPv6 unspecified", none, "https", "[::]:443", false},
		{"unique-local", none, "https", "[fd12:3456::1]:443", false},
		{"IPv6 link-local", none, "https", "[fe80::1]:443", false},
		{"IPv6 link-local with a zone", none, "https", "[fe80::1%eth0]:443", false},
		{"IPv6 multicast", none, "https", "[ff02::1]:443", false},
		{"IPv4-mapped private", none, "https", "[::ffff:10.0.0.1]:443", false},
		{"IPv4-mapped public", none, "https", "[::ffff:8.8.8.8]:443", false},
		{"IPv4-mapped, of what is allowed", office, "https", "[::ffff:10.20.0.5]:443", false},
		{"IPv4-compatible", none, "https", "[::10.0.0.1]:443", false},
		{"translated by NAT64", none, "https", "[64:ff9b::a00:1]:443", false},
		{"6to4 of a private address", none, "https", "[2002:a00:1::1]:443", false},
		{"Teredo", none, "https", "[2001:0:1::1]:443", false},
		{"allowed by its range", office, "https", "10.20.0.5:443", true},
		{"allowed, without encryption at any port", office, "http", "10.20.255.1:8080", true},
		{"next to what is allowed", office, "http", "10.21.0.1:80", false},
		{"allowed by itself", office, "http", "127.0.0.1:9000", true},
		{"next to what is allowed by itself", office, "http", "127.0.0.2:9000", false},
		{"an allowed unique-local address", office, "https", "[fd00:1::9]:443", true},
		{"an allowed one of documentation", office, "http", "203.0.113.7:80", true},
		{"a public one where others are allowed", office, "http", "8.8.8.8:80", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.by.MayCall(tt.scheme, netip.MustParseAddrPort(tt.at)); got != tt.want {
				t.Errorf("%s %s: %t", tt.scheme, tt.at, got)
			}
		})
	}
}

func TestRangesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "localhost", "10.0.0.0/33", "10.0.0", "::ffff:10.0.0.0/104", "fe80::1%eth0", "10.0.0.0/8 "} {
		if _, err := ParseAllowed([]string{text}); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

func TestAddressesOfWebhooks(t *testing.T) {
	t.Parallel()
	none, office := allowed(t), allowed(t, "10.20.0.0/16")
	for _, tt := range []struct {
		name string
		by   Allowed
		url  string
		ok   bool
	}{
		{"a name", none, "https://baochi.example.vn/thidua?k=1", true},
		{"a name with a port", none, "https://baochi.example.vn:8443/", true},
		{"a name with another port", none, "https://baochi.example.vn:9000/", false},
		{"no encryption", none, "http://baochi.example.vn/", false},
		{"no encryption where addresses are allowed, which are known when it is called", office, "http://noi-bo.example.vn:9000/", true},
		{"an allowed address", office, "http://10.20.0.5:9000/x", true},
		{"an address that is not allowed", office, "http://10.21.0.5/", false},
		{"a public address", none, "https://8.8.8.8/", true},
		{"loopback", none, "https://127.0.0.1/", false},
		{"IPv6 loopback", none, "https://[::1]/", false},
		{"mapped loopback", none, "https://[::ffff:127.0.0.1]/", false},
		{"loopback in short", none, "https://127.1/", false},
		{"loopback as a number", none, "https://2130706433/", false},
		{"loopback as a hexadecimal number", none, "https://0x7f000001/", false},
		{"loopback with hexadecimal parts", none, "https://0x7f.0.0.0x1/", false},
		{"a password", none, "https://a:b@baochi.example.vn/", false},
		{"a user", none, "https://a@baochi.example.vn/", false},
		{"a fragment", none, "https://baochi.example.vn/#a", false},
		{"an empty fragment", none, "https://baochi.example.vn/#", false},
		{"no host", none, "https:///a", false},
		{"no scheme", none, "baochi.example.vn", false},
		{"another scheme", none, "file:///etc/passwd", false},
		{"opaque", none, "https:baochi.example.vn", false},
		{"marks in the name", none, "https://báochí.example.vn/", false},
		{"a space in the name", none, "https://bao chi.example.vn/", false},
		{"an empty label", none, "https://baochi..example.vn/", false},
		{"port 0", none, "https://baochi.example.vn:0/", false},
		{"a port that is none", none, "https://baochi.example.vn:99999/", false},
		{"an empty port", none, "https://baochi.example.vn:/", false},
		{"a line break", none, "https://baochi.example.vn/\r\nx: y", false},
		{"too long", none, "https://baochi.example.vn/" + strings.Repeat("a", MaxURL), false},
		{"empty", none, "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			u, err := tt.by.parse(tt.url)
			if (err == nil) != tt.ok {
				t.Errorf("%q: %v, %v", tt.url, u, err)
			}
			if e := errs.As(err); err != nil && (e == nil || e.Code != errs.Invalid || len(e.Field) != 1 || e.Field[0] != "url") {
				t.Errorf("the refusal is %#v", err)
			}
		})
	}
}
