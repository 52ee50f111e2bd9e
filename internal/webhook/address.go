package webhook

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/errs"
)

// Allowed are the ranges of addresses, not public, that the operator lets webhooks call, by http or https and at any port. All
// other addresses must be public, and are called by https at the ports for it alone. The zero Allowed allows nothing more.
type Allowed struct{ ranges []netip.Prefix }

// ParseAllowed reads ranges such as 10.20.0.0/16, and single addresses.
func ParseAllowed(texts []string) (Allowed, error) {
	var a Allowed
	for _, text := range texts {
		r, err := netip.ParsePrefix(text)
		if err != nil {
			single, bad := netip.ParseAddr(text)
			if bad != nil || single.Zone() != "" {
				return Allowed{}, fmt.Errorf("%q is no address and no range of addresses such as 10.20.0.0/16", text)
			}
			r = netip.PrefixFrom(single, single.BitLen())
		}
		if r.Addr().Is4In6() {
			return Allowed{}, fmt.Errorf("%q: write an IPv4 address as such", text)
		}
		a.ranges = append(a.ranges, r.Masked())
	}
	return a, nil
}

// has reports whether the operator allows an address.
func (a Allowed) has(addr netip.Addr) bool {
	return slices.ContainsFunc(a.ranges, func(r netip.Prefix) bool { return r.Contains(addr) })
}

// securePorts are where public places are called.
func securePorts() []uint16 { return []uint16{443, 8443} }

// MayCall reports whether a request may go to an address, which is that of the connection itself and no name for it.
func (a Allowed) MayCall(scheme string, at netip.AddrPort) bool {
	addr := at.Addr()
	if addr.Zone() != "" || addr.Is4In6() {
		return false
	}
	if a.has(addr) {
		return scheme == "http" || scheme == "https"
	}
	return scheme == "https" && slices.Contains(securePorts(), at.Port()) && isPublic(addr)
}

// isPublic reports whether an address is one that belongs to somebody on the internet. It says no to what is for special
// purposes by the registries of IANA, and so to each of which a router might make an address inside.
func isPublic(addr netip.Addr) bool {
	if !addr.IsGlobalUnicast() || addr.IsPrivate() {
		return false
	}
	if addr.Is6() && !netip.MustParsePrefix("2000::/3").Contains(addr) {
		return false
	}
	return !slices.ContainsFunc(special(), func(r netip.Prefix) bool { return r.Contains(addr) })
}

// special are the ranges for special purposes that are global unicast by their form.
func special() []netip.Prefix {
	texts := []string{
		"0.0.0.0/8",       // this network
		"100.64.0.0/10",   // shared by the customers of a provider
		"192.0.0.0/24",    // protocols
		"192.0.2.0/24",    // documentation
		"192.31.196.0/24", // AS112
		"192.52.193.0/24", // AMT
		"192.88.99.0/24",  // 6to4 relays
		"192.175.48.0/24", // AS112
		"198.18.0.0/15",   // measurements
		"198.51.100.0/24", // documentation
		"203.0.113.0/24",  // documentation
		"240.0.0.0/4",     // reserved, and broadcast
		"2001::/23",       // protocols, Teredo among them, which carries IPv4
		"2001:db8::/32",   // documentation
		"2002::/16",       // 6to4, which carries IPv4
		"2620:4f:8000::/48",
		"3fff::/20", // documentation
	}
	ranges := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		ranges[i] = netip.MustParsePrefix(text)
	}
	return ranges
}

// parse reads the address of a webhook, or says what is wrong with it. Where a name leads is known only when it is called.
func (a Allowed) parse(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	wrong := func(vi, en string) (*url.URL, error) { return nil, errs.InvalidField("url", vi, en) }
	switch {
	case len(text) > MaxURL:
		return wrong(fmt.Sprintf("Địa chỉ dài quá %d byte.", MaxURL), fmt.Sprintf("The address is longer than %d bytes.", MaxURL))
	case err != nil || u.Opaque != "" || u.Hostname() == "":
		return wrong("Cần một địa chỉ đầy đủ, như https://baochi.example.vn/thidua.", "Give a whole address, such as https://baochi.example.vn/thidua.")
	case u.Scheme != "https" && u.Scheme != "http":
		return wrong("Địa chỉ phải bắt đầu bằng https://.", "The address must begin with https://.")
	case u.User != nil:
		return wrong("Địa chỉ không được chứa tên đăng nhập hay mật khẩu; chữ ký đã chứng minh người gửi.",
			"The address must have no user name or password: the signature proves who sends.")
	case u.Fragment != "" || strings.Contains(text, "#"):
		return wrong("Bỏ phần sau dấu #: nó không được gửi đi.", "Leave out the part behind #: it is not sent.")
	}
	port, ok := portOf(u)
	if !ok {
		return wrong("Cổng không đúng.", "The port is wrong.")
	}
	if addr, err := netip.ParseAddr(u.Hostname()); err == nil {
		if !a.MayCall(u.Scheme, netip.AddrPortFrom(addr, port)) {
			return wrong("Không được gọi tới địa chỉ này: chỉ gọi địa chỉ công cộng qua https, cổng 443 hoặc 8443, trừ khi người vận hành cho phép (--webhook-allow).",
				"This address may not be called: only public ones may, by https at port 443 or 8443, unless the operator allows it (--webhook-allow).")
		}
		return u, nil
	}
	if !isName(u.Hostname()) {
		return wrong("Tên máy chủ không đúng; viết tên bằng chữ cái không dấu, chữ số, dấu chấm và gạch nối.",
			"The name of the host is wrong: write it with letters without marks, digits, dots and hyphens.")
	}
	if len(a.ranges) == 0 && (u.Scheme != "https" || !slices.Contains(securePorts(), port)) {
		return wrong("Phải dùng https, cổng 443 hoặc 8443.", "It must be https, at port 443 or 8443.")
	}
	return u, nil
}

// portOf returns the port of an address.
func portOf(u *url.URL) (port uint16, ok bool) {
	if u.Port() == "" {
		if strings.HasSuffix(u.Host, ":") {
			return 0, false
		}
		return map[string]uint16{"http": 80, "https": 443}[u.Scheme], true
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return uint16(n), err == nil && n > 0
}

// isName reports whether text is the name of a host. Other ways to write an IPv4 address, such as 127.1 or 0x7f000001, are
// not, for they end in a number.
func isName(text string) bool {
	labels := strings.Split(strings.TrimSuffix(text, "."), ".")
	if len(text) > 253 {
		return false
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.Trim(strings.ToLower(l), "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" ||
			strings.HasPrefix(l, "-") || strings.HasSuffix(l, "-") {
			return false
		}
	}
	last := strings.ToLower(labels[len(labels)-1])
	return strings.Trim(last, "0123456789") != "" && !strings.HasPrefix(last, "0x")
}
