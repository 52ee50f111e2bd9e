package partner

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"thidua/internal/errs"
)

// ParseOrigin returns an origin as browsers send it in the header Origin, which it must be compared with letter by letter: lower
// case, names in ASCII, without the port that goes without saying. https alone is taken, but for this machine itself. The error is
// about the field at a path.
func ParseOrigin(path, text string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Opaque != "" || u.User != nil || u.Host == "" || strings.Trim(u.Path, "/") != "" || len(u.Path) > 1 ||
		u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#") {
		return "", errs.InvalidField(path,
			"Ghi nguồn gồm giao thức và tên miền, như https://baochi.example.vn, không kèm đường dẫn.",
			"Write an origin as scheme and host, such as https://baochi.example.vn, without a path.")
	}
	host, local, ok := hostOf(u.Hostname())
	if !ok {
		return "", errs.InvalidField(path,
			"Tên miền không đúng; ghi đầy đủ từng tên, không dùng dấu *.", "The host is no name: write each in full, without a *.")
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !local) {
		return "", errs.InvalidField(path,
			"Trang đối tác phải dùng https; http chỉ dành cho máy đang thử (localhost).",
			"A partner's site must use https: http is for trying on this machine alone (localhost).")
	}
	port, ok := portOf(u)
	if !ok {
		return "", errs.InvalidField(path, "Cổng phải là số từ 1 đến 65535.", "A port is a number from 1 to 65535.")
	}
	return u.Scheme + "://" + host + port, nil
}

// hostOf returns a host as browsers write it, and whether it is the machine of whoever looks at the page.
func hostOf(text string) (host string, local, ok bool) {
	if ip, err := netip.ParseAddr(text); err == nil {
		if ip.Zone() != "" || ip.Is4In6() {
			return "", false, false
		}
		if ip.Is6() {
			return "[" + ip.String() + "]", ip.IsLoopback(), true
		}
		return ip.String(), ip.IsLoopback(), true
	}
	name, err := idna.Lookup.ToASCII(text)
	if err != nil || len(name) > 253 {
		return "", false, false
	}
	name = strings.ToLower(name)
	if name == "localhost" {
		return name, true, true
	}
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || last == "" || strings.Trim(last, "0123456789") == "" || strings.HasPrefix(last, "0x") { // other ways to write an address
		return "", false, false
	}
	return name, false, true
}

// portOf returns the port of an origin with its colon; nothing if it goes without saying.
func portOf(u *url.URL) (port string, ok bool) {
	if u.Port() == "" {
		return "", !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil || n == 0 {
		return "", false
	}
	if u.Scheme == "https" && n == 443 || u.Scheme == "http" && n == 80 {
		return "", true
	}
	return ":" + strconv.FormatUint(n, 10), true
}

// isLocal reports whether a parsed origin is the machine of whoever looks at the page: every developer has one of that name.
func isLocal(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil {
		return false
	}
	_, local, _ := hostOf(u.Hostname())
	return local
}
