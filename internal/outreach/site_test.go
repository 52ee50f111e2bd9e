package outreach

import "testing"

func TestSlugsOfAddresses(t *testing.T) {
	t.Parallel()
	site := Site{URL: "https://thidua.example.vn"}
	for _, c := range []struct {
		name, address, slug string
	}{
		{"an article", "https://thidua.example.vn/bai-viet/le-trao", "le-trao"},
		{"by http", "http://thidua.example.vn/bai-viet/le-trao", "le-trao"},
		{"in capitals", "HTTPS://THIDUA.EXAMPLE.VN/bai-viet/le-trao", "le-trao"},
		{"with what follows", "https://thidua.example.vn/bai-viet/le-trao/?utm=1#anh", "le-trao"},
		{"of another site", "https://khac.example.vn/bai-viet/le-trao", ""},
		{"of a site that ends like ours", "https://xthidua.example.vn/bai-viet/le-trao", ""},
		{"with a login", "https://thidua.example.vn@khac.example.vn/bai-viet/le-trao", ""},
		{"with a login of ours", "https://a:b@thidua.example.vn/bai-viet/le-trao", ""},
		{"another port", "https://thidua.example.vn:444/bai-viet/le-trao", ""},
		{"another page", "https://thidua.example.vn/don-vi/so-a", ""},
		{"a path below", "https://thidua.example.vn/bai-viet/a/b", ""},
		{"no slug", "https://thidua.example.vn/bai-viet/", ""},
		{"another scheme", "javascript://thidua.example.vn/bai-viet/a", ""},
		{"no address", "::::", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, ok := site.slugOf(c.address); got != c.slug && ok || ok != (c.slug != "") {
				t.Errorf("slugOf(%q) = %q, %t, want %q", c.address, got, ok, c.slug)
			}
		})
	}
}
