package gate

import (
	"testing"
	"time"

	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// newGate returns a gate whose checks are tried without a store.
func newGate(tb testing.TB) *Gate {
	tb.Helper()
	g, err := New(nil, nil, func() time.Time { return time.Date(2022, 1, 15, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		tb.Fatal(err)
	}
	g.SiteURL = "https://thidua.example.vn"
	return g
}

func unit(id string, t register.UnitType, name, short string, aliases ...string) *register.Unit {
	u := &register.Unit{Head: store.Head{ID: id}, OfficialName: name, ShortName: short, Aliases: aliases, Type: t}
	u.Derive()
	return u
}

// The units of the tests: those of the conference, and one of another province.
func testUnits() map[string]*register.Unit {
	all := map[string]*register.Unit{}
	for _, u := range []*register.Unit{
		unit("uni_province", register.PeoplesCommittee, "Ủy ban nhân dân tỉnh Kon Tum", "UBND tỉnh Kon Tum"),
		unit("uni_zone", register.Board, "Ban Quản lý Khu kinh tế tỉnh Kon Tum", "BQL Khu kinh tế"),
		unit("uni_irrigation", register.OtherUnit, "Ban Quản lý khai thác các công trình thủy lợi tỉnh Kon Tum", ""),
		unit("uni_resources", register.Department, "Sở Tài nguyên và Môi trường tỉnh Kon Tum", "Sở TN&MT"),
		unit("uni_construction", register.Department, "Sở Xây dựng tỉnh Kon Tum", "Sở Xây dựng"),
		unit("uni_trade", register.Department, "Sở Công Thương tỉnh Kon Tum", "Sở Công Thương"),
		unit("uni_agriculture", register.Department, "Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT"),
		unit("uni_fund", register.Fund, "Quỹ Bảo vệ và phát triển rừng tỉnh Kon Tum", "", "Quỹ Bảo vệ phát triển rừng"),
		unit("uni_gialai", register.Department, "Sở Xây dựng tỉnh Gia Lai", ""),
		unit("uni_cooperative", register.Enterprise, "Hợp tác xã Ví Dụ", ""),
	} {
		all[u.ID] = u
	}
	return all
}

// award is an award of 2021 to a unit of the tests.
func award(id string, form register.AwardForm, unitID string, state register.AwardState, changes ...func(*register.Award)) *register.Award {
	a := &register.Award{
		Head: store.Head{ID: id}, AwardTypeID: "awt_" + string(form), Form: form, Level: register.ProvinceLevel, Kind: register.Merit,
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: unitID, Name: testUnits()[unitID].OfficialName},
		Year:      2021, State: state, Public: true,
	}
	for _, change := range changes {
		change(a)
	}
	return a
}

// nominations are those of the conference.
func nominations() []*register.Award {
	return []*register.Award{
		award("awa_flag", register.Flag, "uni_zone", register.Nominated),
		award("awa_cert1", register.Certificate, "uni_resources", register.Nominated),
		award("awa_cert2", register.Certificate, "uni_fund", register.Nominated),
		award("awa_cert3", register.Certificate, "uni_trade", register.Nominated),
	}
}

// draftOf returns a draft with a body that links to awards and to units.
func draftOf(body richtext.Body, awards []*register.Award, unitIDs ...string) *newsroom.Draft {
	d := &newsroom.Draft{Head: store.Head{ID: "drf_01"}, Content: newsroom.Content{
		Title: "Bài thử", Slug: "bai-thu", Summary: "Tóm tắt.", Body: body, UnitIDs: unitIDs,
	}}
	for _, a := range awards {
		d.AwardIDs = append(d.AwardIDs, a.ID)
	}
	return d
}

// matterOf is what would be loaded for a draft of the tests.
func matterOf(g *Gate, draft *newsroom.Draft, awards []*register.Award) *matter {
	m := &matter{
		Draft: draft, texts: g.textsOf(&draft.Content), linksFound: linksOf(draft.Body, g.SiteURL), day: viet.Date("2022-01-14"),
		media: map[string]*newsroom.Media{}, articles: map[string]*newsroom.Article{}, bySlug: map[string]*newsroom.Article{},
		awards: map[string]*register.Award{}, units: map[string]*register.Unit{}, named: map[string][]*register.Unit{},
	}
	for _, a := range awards {
		m.awards[a.ID] = a
	}
	all := testUnits()
	for _, id := range m.unitIDs() {
		if u, ok := all[id]; ok {
			m.units[id] = u
		}
	}
	for _, u := range all {
		for _, key := range u.NameKeys {
			m.named[key] = append(m.named[key], u)
		}
	}
	m.resolveNames(m.readNames())
	return m
}

func paragraph(text string) richtext.Block {
	return &richtext.Paragraph{Content: []richtext.Inline{{Text: text}}}
}

func heading(text string) richtext.Block {
	return &richtext.Heading{Level: 2, Content: []richtext.Inline{{Text: text}}}
}

func list(items ...string) richtext.Block {
	l := &richtext.List{}
	for _, item := range items {
		l.Items = append(l.Items, richtext.ListItem{Content: []richtext.Inline{{Text: item}}})
	}
	return l
}

// kept returns findings as the report has them, in words: code, severity, quote.
func kept(findings []*Finding) []string {
	r := &Report{}
	r.add(findings)
	said := []string{}
	for _, f := range append(r.Blocking, r.Warnings...) {
		said = append(said, string(f.Severity)+" "+string(f.Code)+" “"+f.Quote+"” "+f.SubjectID)
	}
	return said
}
