package gate

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/viet"
)

func TestNamesOfUnitsAreResolved(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	linked := []string{"uni_province", "uni_zone", "uni_irrigation", "uni_resources", "uni_construction", "uni_fund"}
	for _, c := range []struct{ name, text, want string }{
		{"linked, by short and long names", "Sở Xây dựng, Sở Tài nguyên và Môi trường tỉnh Kon Tum, Sở TN&MT họp", ""},
		{"linked, with a part of the place", "trụ sở Ban Quản lý Khu kinh tế tỉnh. UBND tỉnh quyết định", ""},
		{"linked, within a sentence of small letters", "Ban Quản lý khai thác các công trình thủy lợi được giới thiệu", ""},
		{"linked, in another spelling", "Uỷ ban nhân dân tỉnh Kon Tum; SỞ XÂY DỰNG", ""},
		{"linked, by an alias", "Quỹ Bảo vệ phát triển rừng", ""},
		{"not linked", "Sở Công Thương tổ chức hội nghị", "UNIT_NOT_LINKED “Sở Công Thương” uni_trade"},
		{"not linked, abbreviated", "Sở NN&PTNT tổ chức", "UNIT_NOT_LINKED “Sở NN&PTNT” uni_agriculture"},
		{"not linked, in half-short form", "Sở Nông nghiệp và PTNT", "UNIT_NOT_LINKED “Sở Nông nghiệp và PTNT” uni_agriculture"},
		{"of another place than the linked one", "Sở Xây dựng tỉnh Gia Lai", "UNIT_NOT_LINKED “Sở Xây dựng tỉnh Gia Lai” uni_gialai"},
		{"the committee of another place", "UBND tỉnh Gia Lai tặng", "UNKNOWN_UNIT “UBND tỉnh Gia Lai” "},
		{"a cooperative that the register has", "Hợp tác xã Ví Dụ tham gia", "UNIT_NOT_LINKED “Hợp tác xã Ví Dụ” uni_cooperative"},
		{"a cooperative that it does not have", "Hợp tác xã Măng Đen tham gia", ""},
		{"unknown", "Sở Nội vụ và Sở Xây dựng", "UNKNOWN_UNIT “Sở Nội vụ” "},
		{"unknown, with a longer name", "Sở Lao động - Thương binh và Xã hội", "UNKNOWN_UNIT “Sở Lao động - Thương binh và Xã hội” "},
		{"twice", "Sở Nội vụ họp. Sở Nội vụ về", "UNKNOWN_UNIT “Sở Nội vụ” "},
		{"no names", "Sở hữu trí tuệ, cơ sở, trụ sở, Cơ Sở Hạ Tầng, Quỹ thời gian, UBND các cấp, Ban Quản lý đã họp, quỹ khen thưởng, một số sở", ""},
		{"a head with nothing behind", "Sở. Quỹ, UBND", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := &Report{}
			r.add(units(matterOf(g, draftOf(richtext.Body{paragraph(c.text)}, nil, linked...), nil)))
			var got []string
			for _, f := range append(r.Blocking, r.Warnings...) {
				got = append(got, string(f.Code)+" “"+f.Quote+"” "+strings.Join(f.UnitIDs, " "))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestUnitsOfTheDayComeFirst(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	old := unit("uni_old", register.Department, "Sở Y tế tỉnh Kon Tum", "")
	old.ValidTo = "2025-06-30"
	next := unit("uni_new", register.Department, "Sở Y tế tỉnh Quảng Ngãi", "")
	next.ValidFrom, next.Lineage = "2025-07-01", []string{"uni_old"}
	found := func(day viet.Date, linked ...string) []string {
		t.Helper()
		m := matterOf(g, draftOf(richtext.Body{paragraph("Sở Y tế họp")}, nil), nil)
		m.names, m.day, m.UnitIDs = nil, day, linked
		m.named["so y te"] = []*register.Unit{next, old}
		m.units = map[string]*register.Unit{"uni_old": old, "uni_new": next}
		m.UnitIDs = nil // so that the text's name is looked up as any other
		open := m.readNames()
		m.UnitIDs = linked
		m.resolveNames(open)
		var ids []string
		for _, f := range units(m) {
			ids = append(ids, f.UnitIDs...)
		}
		return ids
	}
	for _, c := range []struct {
		name string
		got  []string
		want []string
	}{
		{"before the merger", found("2022-01-14"), []string{"uni_old", "uni_new"}},
		{"after it", found("2026-01-14"), []string{"uni_new", "uni_old"}},
		{"what continues it is linked", found("2022-01-14", "uni_new"), nil},
	} {
		if !slices.Equal(c.want, c.got) {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}
