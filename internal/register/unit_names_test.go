package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNameKeysAreHowTextsNameAUnit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		unit Unit
		want []string
	}{
		{"a department, with and without its province", Unit{OfficialName: "Sở Xây dựng tỉnh Kon Tum", Type: Department}, []string{
			"so xay dung", "so xay dung tinh", "so xay dung tinh kon tum",
		}},
		{"a committee is never named without its level", Unit{OfficialName: "UBND tỉnh Kon Tum", Type: PeoplesCommittee}, []string{
			"uy ban nhan dan tinh", "uy ban nhan dan tinh kon tum",
		}},
		{"short names and aliases, abbreviations in full", Unit{OfficialName: "Sở Nông nghiệp và PTNT", ShortName: "Sở NN&PTNT", Aliases: []string{"Sở Nông nghiệp"}}, []string{
			"so nong nghiep", "so nong nghiep va phat trien nong thon",
		}},
		{"former names", Unit{OfficialName: "Sở B", Names: []NameSpan{{Name: "Sở A"}, {Name: "Sở B"}}}, []string{"so a", "so b"}},
		{"two words are not a name", Unit{OfficialName: "Công an tỉnh Kon Tum", Type: ArmedForce}, []string{"cong an tinh", "cong an tinh kon tum"}},
		{"a level that is a common word", Unit{OfficialName: "Hội Nông dân xã viên"}, []string{"hoi nong dan xa vien"}},
		{"a city", Unit{OfficialName: "Ủy ban nhân dân thành phố Kon Tum", Type: PeoplesCommittee}, []string{
			"uy ban nhan dan thanh pho", "uy ban nhan dan thanh pho kon tum",
		}},
		{"no words", Unit{OfficialName: "-"}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.unit.Derive()
			if diff := cmp.Diff(c.want, c.unit.NameKeys); diff != "" {
				t.Error(diff)
			}
		})
	}
}
