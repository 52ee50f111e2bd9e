package register

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// refusal is what a rule said no with: the code and the field's path; empty for yes.
func refusal(err error) string {
	e := errs.As(err)
	if e == nil {
		return ""
	}
	said := string(e.Code)
	for _, part := range e.Field {
		said += " " + part
	}
	return said
}

func department() *Unit {
	return &Unit{
		Head: store.Head{ID: "uni_1", Version: 1}, OfficialName: "Sở Cũ", ValidFrom: "2010-01-01",
		Names:     []NameSpan{{Name: "Sở Cũ", From: "2010-01-01"}},
		Provinces: []ProvinceSpan{{Code: "62", Name: "Kon Tum", From: "2010-01-01"}},
	}
}

func TestRenaming(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		change  func(*Unit)
		to      string
		on      viet.Date
		refused string
		names   []NameSpan
	}{
		{
			name: "closes the span of the old name on the day before", to: "Sở Mới", on: "2025-03-01",
			names: []NameSpan{{Name: "Sở Cũ", From: "2010-01-01", To: "2025-02-28"}, {Name: "Sở Mới", From: "2025-03-01"}},
		},
		{name: "is refused to the same name", to: "Sở Cũ", on: "2025-03-01", refused: "INVALID name"},
		{name: "is refused on the unit's first day", to: "Sở Mới", on: "2010-01-01", refused: "INVALID on"},
		{
			name: "is refused to a unit that has ended", to: "Sở Mới", on: "2025-03-01", refused: "INVALID on",
			change: func(u *Unit) { u.ValidTo = "2025-02-28" },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := department()
			if tt.change != nil {
				tt.change(before)
			}
			after, err := before.renamed(tt.to, tt.on, "leg_1", "")
			if diff := cmp.Diff(tt.refused, refusal(err)); diff != "" || err != nil {
				if diff != "" {
					t.Error(diff)
				}
				return
			}
			if diff := cmp.Diff(tt.names, after.Names); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff([]Succession{{Kind: Rename, ToID: "uni_1", On: tt.on, DocumentID: "leg_1"}}, after.Successions); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(department(), before); diff != "" {
				t.Errorf("the version before has changed: %s", diff)
			}
			if got := after.NameAsOf("2021-12-31"); got != "Sở Cũ" {
				t.Errorf("its name in 2021 is %q now", got)
			}
		})
	}
}

// Names and provinces are entered in any order, and for units that have ended too, as long as it was before the end.
func TestHistoryIsEnteredInAnyOrder(t *testing.T) {
	t.Parallel()
	u := department()
	var err error
	change := func(next *Unit, failed error) {
		t.Helper()
		if failed != nil {
			t.Fatal(failed)
		}
		u = next
	}
	change(u.renamed("Sở Thứ Ba", "2020-01-01", "", ""))
	change(u.succeededBy(succession{kind: Merge, on: "2025-03-01", ends: true}, []string{"uni_9"}))
	change(u.renamed("Sở Thứ Hai", "2015-01-01", "", ""))
	change(u.transferred(Province{Code: "51", Name: "Quảng Ngãi"}, "2024-01-01", "", ""))
	change(u.transferred(Province{Code: "49", Name: "Quảng Nam"}, "2012-01-01", "", ""))
	want := []NameSpan{
		{Name: "Sở Cũ", From: "2010-01-01", To: "2014-12-31"},
		{Name: "Sở Thứ Hai", From: "2015-01-01", To: "2019-12-31"},
		{Name: "Sở Thứ Ba", From: "2020-01-01"},
	}
	if diff := cmp.Diff(want, u.Names); diff != "" || u.OfficialName != "Sở Thứ Ba" {
		t.Errorf("it is %s: %s", u.OfficialName, diff)
	}
	provinces := []ProvinceSpan{
		{Code: "62", Name: "Kon Tum", From: "2010-01-01", To: "2011-12-31"},
		{Code: "49", Name: "Quảng Nam", From: "2012-01-01", To: "2023-12-31"},
		{Code: "51", Name: "Quảng Ngãi", From: "2024-01-01"},
	}
	if diff := cmp.Diff(provinces, u.Provinces); diff != "" {
		t.Error(diff)
	}
	for i, s := range u.Successions[1:] {
		if s.On < u.Successions[i].On {
			t.Errorf("%+v is not in order", u.Successions)
		}
	}
	for what, refused := range map[string]func() (*Unit, error){
		"INVALID name": func() (*Unit, error) { return u.renamed("Sở Thứ Ba", "2017-01-01", "", "") },
		"INVALID on":   func() (*Unit, error) { return u.renamed("Sở Khác", "2015-01-01", "", "") },
	} {
		if _, err = refused(); refusal(err) != what {
			t.Errorf("refused with %v, want %s", err, what)
		}
	}
	if _, err = u.renamed("Sở Khác", "2025-03-01", "", ""); refusal(err) != "INVALID on" {
		t.Errorf("after its end a new name is refused with %v", err)
	}
}

func TestTransfer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		code      string
		on        viet.Date
		refused   string
		provinces []ProvinceSpan
	}{
		{
			name: "closes the span of the old province", code: "51", on: "2025-07-01",
			provinces: []ProvinceSpan{
				{Code: "62", Name: "Kon Tum", From: "2010-01-01", To: "2025-06-30"},
				{Code: "51", Name: "Quảng Ngãi", From: "2025-07-01"},
			},
		},
		{name: "is refused to the same province", code: "62", on: "2025-07-01", refused: "INVALID province code"},
		{name: "is refused before the unit existed", code: "51", on: "2009-07-01", refused: "INVALID on"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			after, err := department().transferred(Province{Code: tt.code, Name: "Quảng Ngãi"}, tt.on, "", "")
			if got := refusal(err); got != tt.refused {
				t.Fatalf("refused with %q, want %q", got, tt.refused)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tt.provinces, after.Provinces); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSuccession(t *testing.T) {
	t.Parallel()
	merger := succession{kind: Merge, on: "2025-03-01", ends: true}
	tests := []struct {
		name      string
		by        succession
		into      []string
		change    func(*Unit)
		refused   string
		validTo   viet.Date
		successor []Succession
	}{
		{
			name: "a merger ends it on the day before", by: merger, into: []string{"uni_9"}, validTo: "2025-02-28",
			successor: []Succession{{Kind: Merge, ToID: "uni_9", On: "2025-03-01"}},
		},
		{
			name: "a division ends it, with several that continue it", by: succession{kind: Split, on: "2025-03-01", ends: true}, into: []string{"uni_8", "uni_9"},
			validTo: "2025-02-28", successor: []Succession{{Kind: Split, ToID: "uni_8", On: "2025-03-01"}, {Kind: Split, ToID: "uni_9", On: "2025-03-01"}},
		},
		{
			name: "a separation leaves it be", by: succession{kind: Split, on: "2025-03-01"}, into: []string{"uni_9"},
			successor: []Succession{{Kind: Split, ToID: "uni_9", On: "2025-03-01"}},
		},
		{
			name: "a dissolution has no successor", by: succession{kind: Dissolve, on: "2025-03-01", ends: true}, validTo: "2025-02-28",
			successor: []Succession{{Kind: Dissolve, On: "2025-03-01"}},
		},
		{name: "one that has ended ends no more", by: merger, into: []string{"uni_9"}, change: func(u *Unit) { u.ValidTo = "2025-01-31" }, refused: "INVALID on"},
		{name: "it does not end before it began", by: succession{kind: Merge, on: "2010-01-01", ends: true}, into: []string{"uni_9"}, refused: "INVALID on"},
		{
			name: "it does not end before its present name began", by: merger, into: []string{"uni_9"}, refused: "INVALID on",
			change: func(u *Unit) { u.Names = append(u.Names, NameSpan{Name: "Sở Mới", From: "2025-03-01"}) },
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			before := department()
			if tt.change != nil {
				tt.change(before)
			}
			after, err := before.succeededBy(tt.by, tt.into)
			if got := refusal(err); got != tt.refused {
				t.Fatalf("refused with %q, want %q", got, tt.refused)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tt.successor, after.Successions); diff != "" || after.ValidTo != tt.validTo {
				t.Errorf("it ends on %q: %s", after.ValidTo, diff)
			}
			if again, err := after.succeededBy(tt.by, tt.into); err != nil || again != after {
				t.Errorf("the same again gives %v, %v", again, err)
			}
		})
	}
}

func TestContinuing(t *testing.T) {
	t.Parallel()
	unit := func(id string, lineage ...string) *Unit {
		return &Unit{Head: store.Head{ID: id}, Lineage: lineage}
	}
	tests := []struct {
		name    string
		unit    *Unit
		olds    []*Unit
		refused string
		lineage []string
	}{
		{name: "takes over near units, then all that they continue", unit: unit("c"), olds: []*Unit{unit("a", "x"), unit("b", "y", "x")}, lineage: []string{"a", "b", "x", "y"}},
		{name: "keeps what it continued before", unit: unit("c", "z"), olds: []*Unit{unit("a")}, lineage: []string{"z", "a"}},
		{name: "is refused with itself", unit: unit("c"), olds: []*Unit{unit("c")}, refused: "INVALID into"},
		{name: "is refused with a unit that continues it", unit: unit("c"), olds: []*Unit{unit("a", "c")}, refused: "INVALID into"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.unit.continuing(tt.olds, "2025-03-01")
			if refusal(err) != tt.refused {
				t.Fatalf("refused with %v, want %q", err, tt.refused)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tt.lineage, got.Lineage); diff != "" {
				t.Error(diff)
			}
			if again, err := got.continuing(tt.olds, "2025-03-01"); err != nil || again != got {
				t.Errorf("the same again gives %v, %v", again, err)
			}
		})
	}
}
