package register_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
)

// alike returns the groups of duplicates as lines of names.
func (w *world) alike(t *testing.T, noun register.DuplicateNoun, name map[string]string, limit int) []string {
	t.Helper()
	var lines []string
	for after, more := "", true; more; {
		p, err := w.Duplicates(t.Context(), w.editor, noun, after, limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range p.Groups {
			var names []string
			for _, id := range g.IDs {
				names = append(names, name[id])
			}
			slices.Sort(names)
			lines = append(lines, string(g.Likeness)+": "+strings.Join(names, ", "))
		}
		after, more = p.Key, p.More
	}
	slices.Sort(lines)
	return lines
}

func TestDuplicateUnitsAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, names := t.Context(), map[string]string{}
	add := func(name, province string, aliases ...string) *register.Unit {
		t.Helper()
		in := register.NewUnit{OfficialName: name, Type: register.Department, Level: register.ProvinceLevel, Aliases: aliases}
		if province != "" {
			in.Province = &register.Province{Code: province, Name: "Tỉnh " + province}
		}
		u := made[*register.Unit](t)(w.CreateUnit(ctx, w.editor, in))
		names[u.ID] = name
		return u
	}
	add("Sở Thông tin và Truyền thông tỉnh Kon Tum", "62")
	add("Sở Thông tin Truyền thông Kontum", "")
	add("UBND xã Đăk Hà", "62")
	add("Ủy ban nhân dân xã ĐĂK HÀ", "62")
	add("Sở Xây dựng", "62")
	add("Sở Xây dựng", "64")                                                                                     // of another province
	one, two := add("Trung tâm Sáng tạo", "62", "TTST Kon Tum"), add("Trung tâm Xáng tạo", "62", "TTST Kon Tum") // alike by two keys
	want := []string{
		"NEAR_NAME: Sở Thông tin Truyền thông Kontum, Sở Thông tin và Truyền thông tỉnh Kon Tum",
		"SAME_NAME: Trung tâm Sáng tạo, Trung tâm Xáng tạo",
	}
	for _, limit := range []int{1, 2, 50} {
		got := w.alike(t, register.DuplicateUnits, names, limit)
		committee := slices.IndexFunc(got, func(line string) bool {
			return strings.Contains(line, "UBND xã Đăk Hà, Ủy ban nhân dân xã ĐĂK HÀ")
		})
		if committee < 0 {
			t.Errorf("the committee under two spellings is not found: %v", got)
			continue
		}
		if diff := cmp.Diff(want, slices.Delete(got, committee, committee+1)); diff != "" {
			t.Errorf("%d at a time (-want +got):\n%s", limit, diff)
		}
	}
	if err := w.DismissDuplicate(ctx, w.editor, []string{two.ID, one.ID, one.ID}, "hai trung tâm"); err != nil {
		t.Fatal(err)
	}
	if err := w.DismissDuplicate(ctx, w.editor, []string{one.ID, two.ID}, ""); err != nil {
		t.Errorf("again: %v", err)
	}
	if got := w.alike(t, register.DuplicateUnits, names, 50); slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "Trung tâm") }) {
		t.Errorf("what was dismissed comes back: %v", got)
	}
	if err := w.ReopenDuplicate(ctx, w.editor, []string{two.ID, one.ID}); err != nil {
		t.Fatal(err)
	}
	if got := w.alike(t, register.DuplicateUnits, names, 50); !slices.ContainsFunc(got, func(l string) bool { return strings.Contains(l, "Trung tâm") }) {
		t.Errorf("what was taken back does not come: %v", got)
	}
	if err := w.ReopenDuplicate(ctx, w.editor, []string{one.ID, two.ID}); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("taken back twice: %v", err)
	}
}

func TestDuplicatePeopleAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := map[string]string{}
	for _, name := range []string{"Trần Văn Xuân", "trần văn xuân", "Chần Văn Suân", "Giang Thị Dự", "Dang Thị Rự", "Lê Thị Mẫu", "Lê Thị Hậu"} {
		p := made[*register.Person](t)(w.CreatePerson(t.Context(), w.editor, register.NewPerson{FullName: name}))
		names[p.ID] = name
	}
	want := []string{"NEAR_NAME: Dang Thị Rự, Giang Thị Dự", "SAME_NAME: Chần Văn Suân, Trần Văn Xuân, trần văn xuân"}
	if diff := cmp.Diff(want, w.alike(t, register.DuplicatePeople, names, 50)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Ensure that two of a group that were dismissed stay in it if both are like a third.
func TestADismissalDividesNoMoreThanItsPair(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, names := t.Context(), map[string]string{}
	var ids []string
	for i := range 3 {
		p := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{FullName: "Lê Ví Dụ"}))
		names[p.ID] = fmt.Sprint(i)
		ids = append(ids, p.ID)
	}
	for _, tt := range []struct {
		dismissed []string
		want      []string
	}{
		{ids[:2], []string{"SAME_NAME: 0, 1, 2"}},
		{ids[1:], []string{"SAME_NAME: 0, 2"}},
		{ids, nil},
	} {
		if err := w.DismissDuplicate(ctx, w.editor, tt.dismissed, ""); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, w.alike(t, register.DuplicatePeople, names, 50)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestDuplicateDocumentsAreFound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := map[string]string{}
	for _, in := range []register.NewLegalReference{
		{Kind: register.ChiThi, Number: "34-CT/TW", RawText: "a", IssuedOn: "2014-04-07", Issuer: "Bộ Chính trị"},
		{Kind: register.ChiThi, Number: "34-ct/tw", RawText: "b"},
		{Kind: register.QuyetDinh, Number: "263/QĐ-UBND", RawText: "c", IssuedOn: "2019-05-04"},
		{Kind: register.QuyetDinh, Number: "263/QĐ-UBND", RawText: "d", IssuedOn: "2020-05-04"},
		{Kind: register.NghiQuyet, RawText: "e"},
		{Kind: register.NghiQuyet, RawText: "f"},
	} {
		l := made[*register.LegalReference](t)(w.CreateLegalReference(t.Context(), w.editor, in))
		names[l.ID] = l.RawText
	}
	if diff := cmp.Diff([]string{"SAME_NUMBER: a, b"}, w.alike(t, register.DuplicateLegalReferences, names, 50)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Ensure that who does not see all records neither looks for duplicates nor dismisses them, and that nonsense is refused.
func TestWhoMayLookForDuplicates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	for name, tt := range map[string]struct {
		v    access.Viewer
		want errs.Code
	}{
		"nobody":                          {access.Anonymous(), errs.Unauthenticated},
		"a contributor":                   {access.Viewer{Actor: "usr_a", Role: access.Contributor}, errs.Forbidden},
		"a records officer of a unit":     {access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer, UnitID: w.one.ID}, errs.Forbidden},
		"a records officer of the office": {access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer}, ""},
	} {
		if _, err := w.Duplicates(ctx, tt.v, register.DuplicatePeople, "", 10); errs.CodeOf(err) != tt.want {
			t.Errorf("%s looks: %v", name, err)
		}
		if err := w.DismissDuplicate(ctx, tt.v, []string{w.one.ID, w.two.ID}, ""); errs.CodeOf(err) != tt.want {
			t.Errorf("%s dismisses: %v", name, err)
		}
	}
	many := make([]string, register.MaxAlike+1)
	for i := range many {
		many[i] = fmt.Sprint("uni_", i)
	}
	for name, ids := range map[string][]string{
		"none": nil, "one": {w.one.ID}, "one twice": {w.one.ID, w.one.ID}, "too many": many, "of two kinds": {w.bloc.ID, w.one.ID},
		"awards": {"awa_1", "awa_2"}, "what is not there": {w.one.ID, "uni_0"},
	} {
		if err := w.DismissDuplicate(ctx, w.editor, ids, ""); err == nil {
			t.Errorf("%s are dismissed", name)
		}
	}
}
