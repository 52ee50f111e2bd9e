package partner

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
)

func TestOriginsAreAsBrowsersSendThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, want string // want is empty for a refusal
	}{
		{"a site", "https://baochi.example.vn", "https://baochi.example.vn"},
		{"capital letters", " HTTPS://BaoChi.Example.VN ", "https://baochi.example.vn"},
		{"a slash at the end", "https://baochi.example.vn/", "https://baochi.example.vn"},
		{"the port that goes without saying", "https://baochi.example.vn:443", "https://baochi.example.vn"},
		{"another port", "https://baochi.example.vn:08443", "https://baochi.example.vn:8443"},
		{"a Vietnamese name", "https://Báochí.vn", "https://xn--boch-5na9e.vn"},
		{"the same name, decomposed", "https://Ba\u0301ochi\u0301.vn", "https://xn--boch-5na9e.vn"},
		{"an address", "https://10.20.0.5", "https://10.20.0.5"},
		{"an address of IPv6", "https://[2001:DB8:0::1]:8443", "https://[2001:db8::1]:8443"},
		{"this machine", "http://localhost:5173", "http://localhost:5173"},
		{"this machine by number", "http://127.0.0.1:80", "http://127.0.0.1"},
		{"this machine by IPv6", "http://[::1]:3000", "http://[::1]:3000"},
		{"a site by http", "http://baochi.example.vn", ""},
		{"a name that looks like this machine", "http://localhost.example.vn", ""},
		{"a path", "https://baochi.example.vn/tin", ""},
		{"two slashes", "https://baochi.example.vn//", ""},
		{"a query", "https://baochi.example.vn?a=1", ""},
		{"an empty query", "https://baochi.example.vn?", ""},
		{"a fragment", "https://baochi.example.vn#", ""},
		{"a user", "https://bao@baochi.example.vn", ""},
		{"a wildcard", "https://*.example.vn", ""},
		{"everybody", "*", ""},
		{"no origin", "null", ""},
		{"nothing", "", ""},
		{"no scheme", "baochi.example.vn", ""},
		{"another scheme", "ftp://baochi.example.vn", ""},
		{"a script", "javascript:alert(1)", ""},
		{"one label", "https://baochi", ""},
		{"a dot at the end", "https://baochi.example.vn.", ""},
		{"an address in few parts", "https://127.1", ""},
		{"an address in hexadecimals", "https://0x7f.0x1", ""},
		{"port 0", "https://baochi.example.vn:0", ""},
		{"a port that is none", "https://baochi.example.vn:65536", ""},
		{"a colon without a port", "https://baochi.example.vn:", ""},
		{"another header", "https://baochi.example.vn\r\nX-A: b", ""},
		{"another policy", "https://baochi.example.vn; script-src *", ""},
		{"two origins", "https://baochi.example.vn https://xau.example.com", ""},
		{"a quote", "https://baochi.example.vn'", ""},
		{"a long name", "https://" + strings.Repeat("a.", 200) + "vn", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseOrigin("origins.0", tt.text)
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("%q is %q, %v; want %q", tt.text, got, err, tt.want)
			}
			if e := errs.As(err); err != nil && (e == nil || e.Code != errs.Invalid || !slices.Equal(e.Field, []string{"origins", "0"})) {
				t.Errorf("refused with %v", err)
			}
			if again, err := ParseOrigin("", got); tt.want != "" && (err != nil || again != got) {
				t.Errorf("%q becomes %q, %v", got, again, err)
			}
		})
	}
}

func site() Settings {
	return Settings{Name: "Báo Mẫu", Origins: []string{"https://baochi.example.vn"}}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	past, later := now.Add(-time.Hour), now.Add(time.Hour+time.Nanosecond)
	full := Settings{
		Name: "  Báo\u00a0 Mẫu ", Origins: []string{"https://baochi.example.vn", "http://localhost:3000", "HTTPS://baochi.example.vn:443"},
		BlocIDs: []string{"blo_2", "blo_1", "blo_2"}, CategoryIDs: []string{}, PerMinute: 60, Credit: " Theo thidua ", Licence: "CC BY 4.0",
		LicenceURL: "https://creativecommons.org/licenses/by/4.0/", ExpiresAt: &later, Note: " Gọi chị Mẫu.\n",
	}
	got, err := full.checked(now, nil)
	trimmed := later.Truncate(time.Millisecond)
	want := Settings{
		Name: "Báo Mẫu", Origins: []string{"https://baochi.example.vn", "http://localhost:3000"}, BlocIDs: []string{"blo_2", "blo_1"},
		CategoryIDs: []string{}, PerMinute: 60, Credit: "Theo thidua", Licence: "CC BY 4.0",
		LicenceURL: "https://creativecommons.org/licenses/by/4.0/", ExpiresAt: &trimmed, Note: "Gọi chị Mẫu.",
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if least, err := site().checked(now, nil); err != nil || least.PerMinute != DefaultPerMinute {
		t.Errorf("the least that can be said: %+v, %v", least, err)
	}
	for field, change := range map[string]func(*Settings){
		"name":        func(s *Settings) { s.Name = " " },
		"note":        func(s *Settings) { s.Note = strings.Repeat("ă", MaxNote+1) },
		"credit":      func(s *Settings) { s.Credit = strings.Repeat("ă", MaxCredit+1) },
		"licence":     func(s *Settings) { s.Licence = strings.Repeat("ă", MaxLicence+1) },
		"licenceUrl":  func(s *Settings) { s.LicenceURL = "javascript:alert(1)//https://" },
		"perMinute":   func(s *Settings) { s.PerMinute = MaxPerMinute + 1 },
		"expiresAt":   func(s *Settings) { s.ExpiresAt = &past },
		"origins":     func(s *Settings) { s.Origins = nil },
		"origins.1":   func(s *Settings) { s.Origins = append(s.Origins, "https://*.vn") },
		"blocIds":     func(s *Settings) { s.BlocIDs = make([]string, MaxTopics+1) },
		"categoryIds": func(s *Settings) { s.CategoryIDs = make([]string, MaxTopics+1) },
	} {
		s := site()
		change(&s)
		if _, err := s.checked(now, nil); errs.CodeOf(err) != errs.Invalid || strings.Join(errs.As(err).Field, ".") != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	was := site()
	was.ExpiresAt = &past
	if _, err := was.checked(now, &past); err != nil {
		t.Errorf("another setting of an expired partner cannot be changed: %v", err)
	}
	negative := site()
	negative.PerMinute = -1
	if _, err := negative.checked(now, nil); err == nil {
		t.Error("less than nothing a minute")
	}
}

func TestWhatAPartnerMayShow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name                                         string
		allowedBlocs, allowedCats, blocs, categories []string
		want                                         bool
	}{
		{"all, if nothing is said", nil, nil, nil, nil, true},
		{"of its blocs", []string{"a", "b"}, nil, []string{"c", "b"}, nil, true},
		{"of no bloc", []string{"a"}, nil, nil, []string{"x"}, false},
		{"of another bloc", []string{"a"}, nil, []string{"b"}, nil, false},
		{"of its bloc and another category", []string{"a"}, []string{"x"}, []string{"a"}, []string{"y"}, false},
		{"of both", []string{"a"}, []string{"x"}, []string{"a"}, []string{"y", "x"}, true},
	} {
		p := &Partner{Settings: Settings{BlocIDs: tt.allowedBlocs, CategoryIDs: tt.allowedCats}}
		if got := p.MayShow(tt.blocs, tt.categories); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestStates(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Millisecond), now.Add(time.Millisecond)
	for _, tt := range []struct {
		name   string
		p      Partner
		origin string
		state  State
		code   errs.Code
	}{
		{"no expiry", Partner{}, "https://a.vn", Active, ""},
		{"another page", Partner{}, "https://b.vn", Active, errs.Forbidden},
		{"no page", Partner{}, "", Active, ""},
		{"a page without an origin of its own", Partner{}, "null", Active, errs.Forbidden},
		{"the last moment", Partner{Settings: Settings{ExpiresAt: &after}}, "https://a.vn", Active, ""},
		{"the first moment after", Partner{Settings: Settings{ExpiresAt: &now}}, "https://a.vn", Expired, errs.Forbidden},
		{"paused", Partner{Paused: true}, "https://a.vn", Paused, errs.Forbidden},
		{"paused and expired", Partner{Paused: true, Settings: Settings{ExpiresAt: &before}}, "", Paused, errs.Forbidden},
	} {
		tt.p.Origins = []string{"https://a.vn"}
		if got, err := tt.p.StateAt(now), tt.p.judge(tt.origin, now); got != tt.state || errs.CodeOf(err) != tt.code {
			t.Errorf("%s: %s, %v", tt.name, got, err)
		}
	}
}
