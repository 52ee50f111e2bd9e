package gate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
)

// One flag and three certificates are linked.
func TestNumbersInWordsAreComparedWithTheLinks(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	for _, c := range []struct{ text, want string }{
		{"đề nghị tặng Cờ thi đua của UBND tỉnh cho 01 đơn vị; đề nghị tặng Bằng khen của UBND tỉnh cho 03 đơn vị", ""},
		{"tặng Cờ thi đua cho Ban Quản lý Khu kinh tế tỉnh, và Bằng khen cho ba đơn vị: A, B, C", ""},
		{"đề nghị 01 Cờ thi đua, 03 Bằng khen", ""},
		{"Có 03 đơn vị được đề nghị tặng Bằng khen", ""},
		{"đề nghị tặng Cờ thi đua cho 02 đơn vị", "02 đơn vị"},
		{"đề nghị tặng Bằng khen cho 3 tập thể", ""},
		{"đề nghị tặng Bằng khen cho bốn tập thể", "bốn tập thể"},
		{"đề nghị tặng Bằng khen cho mười hai tập thể", "mười hai tập thể"},
		{"đề nghị 05 Bằng khen", "05 Bằng khen"},
		{"Có 02 đơn vị được đề nghị tặng Bằng khen", "02 đơn vị"},
		{"Bằng khen cho 03 tập thể và 02 cá nhân", ""},
		{"Bằng khen cho 02 cá nhân", ""},
		{"Khối có 08 đơn vị. Bằng khen do tỉnh tặng", ""},
		{"Khối có 08 đơn vị, đề nghị tặng Bằng khen", ""},
		{"Là một đơn vị được đề nghị tặng Bằng khen", ""},
		{"Giấy khen cho 40 cá nhân; Giấy khen cho 12 tập thể", ""},
		{"Trong năm đơn vị được đề nghị tặng Bằng khen", ""},
		{"Năm 2021 Bằng khen được đề nghị", ""},
		{"ngày 14/01 Bằng khen được đề nghị", ""},
		{"các đơn vị, một số đơn vị được đề nghị tặng Bằng khen", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			m := matterOf(g, draftOf(richtext.Body{paragraph(c.text)}, nominations()), nominations())
			r := &Report{}
			r.add(g.counts(m))
			var quotes []string
			for _, f := range append(r.Blocking, r.Warnings...) {
				quotes = append(quotes, f.Quote)
			}
			if diff := cmp.Diff(c.want, strings.Join(quotes, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestInvariant12DeclaredNumbersAreComparedWithTheLinks(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	flag, certificate := "awt_"+string(register.Flag), "awt_"+string(register.Certificate)
	for _, c := range []struct {
		name     string
		declared []newsroom.DeclaredAward
		want     []string
	}{
		{"the same", []newsroom.DeclaredAward{{AwardTypeID: flag, Count: 1}, {AwardTypeID: certificate, Count: 3}}, nil},
		{"too few and too many", []newsroom.DeclaredAward{{AwardTypeID: flag, Count: 2}, {AwardTypeID: certificate, Count: 2}}, []string{"declaredAwards.0.count", "declaredAwards.1.count"}},
		{"of nothing linked", []newsroom.DeclaredAward{{AwardTypeID: "awt_x", Count: 1}}, []string{"declaredAwards.0.count"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := draftOf(nil, nominations())
			d.Declared = c.declared
			var got []string
			for _, f := range declared(matterOf(g, d, nominations())) {
				got = append(got, strings.Join(f.Path, "."))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOneAchievementHasOneAward(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	flag := award("awa_flag", register.Flag, "uni_zone", register.Nominated)
	for _, c := range []struct {
		name  string
		other *register.Award
		want  int
	}{
		{"the certificate too", award("awa_2", register.Certificate, "uni_zone", register.Nominated), 1},
		{"another unit", award("awa_2", register.Certificate, "uni_trade", register.Nominated), 0},
		{"another year", award("awa_2", register.Certificate, "uni_zone", register.Nominated, func(a *register.Award) { a.Year = 2020 }), 0},
		{"another level", award("awa_2", register.Certificate, "uni_zone", register.Nominated, func(a *register.Award) { a.Level = register.StateLevel }), 0},
		{"for something else", award("awa_2", register.Certificate, "uni_zone", register.Nominated, func(a *register.Award) { a.Kind = register.Extraordinary }), 0},
		{"withdrawn", award("awa_2", register.Certificate, "uni_zone", register.Withdrawn), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			both := []*register.Award{flag, c.other}
			if got := doubled(matterOf(g, draftOf(nil, both), both)); len(got) != c.want {
				t.Errorf("got %d findings, want %d", len(got), c.want)
			}
		})
	}
}
