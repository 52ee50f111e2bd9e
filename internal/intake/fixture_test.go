package intake_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

// office is an importer over a register with a province and its catalogue.
type office struct {
	*intake.Importer
	records   *register.Register
	store     store.Store
	province  *register.Unit
	trade     *register.Unit // Sở Công Thương
	works     *register.Unit // Sở Xây dựng
	cert      *register.AwardType
	flag      *register.AwardType
	lan       *register.Person // of works
	clerk     access.Viewer    // keeps the records of the whole office
	colleague access.Viewer    // keeps those of works
	clock     *clock
}

// clock is the time of a test.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func stores(tb testing.TB) map[string]func(tb testing.TB) store.Store {
	tb.Helper()
	all := map[string]func(testing.TB) store.Store{"sqlite": func(tb testing.TB) store.Store {
		tb.Helper()
		s, err := sqlitestore.Open(tb.Context(), sqlitestore.Config{})
		return opened(tb, s, err)
	}}
	if mongotest.ServerURI() != "" {
		all["mongodb"] = func(tb testing.TB) store.Store {
			tb.Helper()
			s, err := mongostore.Open(tb.Context(), mongostore.Config{URI: mongotest.OwnDatabase(tb)})
			return opened(tb, s, err)
		}
	}
	return all
}

func opened[S store.Store](tb testing.TB, s S, err error) store.Store {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(tb.Context())); err != nil {
			tb.Error(err)
		}
	})
	if err := s.Ensure(tb.Context(), append(register.Schemas(), intake.Schemas()...)...); err != nil {
		tb.Fatal(err)
	}
	return s
}

// onEachStore runs a test on every store at hand.
func onEachStore(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	for name, open := range stores(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newOffice(t, open(t)))
		})
	}
}

func newOffice(tb testing.TB, s store.Store) *office {
	tb.Helper()
	ctx := tb.Context()
	o := &office{
		store: s, clock: &clock{time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)},
		clerk: access.Viewer{Actor: "usr_clerk", Role: access.RecordsOfficer},
	}
	ids := store.NewIDs()
	o.records = register.New(s, o.clock.Now, ids)
	o.Importer = o.another(s)
	admin := access.System()
	konTum := &register.Province{Code: "62", Name: "Kon Tum"}
	unit := func(name string, of register.UnitType, level register.AdminLevel, aliases ...string) *register.Unit {
		return must[register.Unit](tb)(o.records.CreateUnit(ctx, admin, register.NewUnit{OfficialName: name, Type: of, Level: level, Province: konTum, Aliases: aliases}))
	}
	o.province = unit("Ủy ban nhân dân tỉnh Kon Tum", register.PeoplesCommittee, register.ProvinceLevel)
	o.trade = unit("Sở Công Thương", register.Department, register.ProvinceLevel, "Sở CT")
	o.works = unit("Sở Xây dựng", register.Department, register.ProvinceLevel)
	o.colleague = access.Viewer{Actor: "usr_colleague", Role: access.RecordsOfficer, UnitID: o.works.ID}
	kind := func(code, label string, form register.AwardForm) *register.AwardType {
		t, err := o.records.CreateAwardType(ctx, admin, register.NewAwardType{
			Code: code, Label: label, Form: form, Level: register.ProvinceLevel,
			RecipientKinds: []register.RecipientKind{register.UnitRecipient, register.PersonRecipient, register.HouseholdRecipient},
		})
		return must[register.AwardType](tb)(t, err)
	}
	o.cert, o.flag = kind("BK", "Bằng khen của UBND tỉnh", register.Certificate), kind("CO", "Cờ thi đua của UBND tỉnh", register.Flag)
	o.lan = must[register.Person](tb)(o.records.CreatePerson(ctx, admin, register.NewPerson{
		FullName: "Nguyễn Thị Lan", Positions: []register.Position{{UnitID: o.works.ID, Title: "Chuyên viên"}},
	}))
	return o
}

// another is an importer of another process over a store.
func (o *office) another(s store.Store) *intake.Importer {
	return intake.New(intake.Config{
		Store: s, Register: o.records, Now: o.clock.Now, IDs: store.NewIDs(), Inline: time.Hour, Limits: sheet.DefaultLimits(),
	})
}

// must returns what a use case made; its failure ends the test.
func must[T any](tb testing.TB) func(*T, error) *T {
	tb.Helper()
	return func(doc *T, err error) *T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return doc
	}
}

// said is what a use case failed with; empty for success.
func said(err error) string {
	if err == nil {
		return ""
	}
	e := errs.As(err)
	if e == nil {
		return "internal: " + err.Error()
	}
	return strings.TrimSpace(string(e.Code) + " " + strings.Join(e.Field, "."))
}

// rehearse rehearses a CSV of awards.
func (o *office) rehearse(tb testing.TB, csv string) *intake.Import {
	tb.Helper()
	return must[intake.Import](tb)(o.Rehearse(tb.Context(), o.clerk, listOf(csv)))
}

func listOf(csv string, options ...func(*intake.Options)) intake.Rehearsal {
	in := intake.Rehearsal{Kind: intake.Awards, FileName: "danh-sach.csv", File: strings.NewReader(csv), Bytes: int64(len(csv))}
	for _, option := range options {
		option(&in.Options)
	}
	return in
}

// rows returns all rows of an import.
func (o *office) rows(tb testing.TB, m *intake.Import, f intake.RowFilter) []*intake.Row {
	tb.Helper()
	rows, err := o.Rows(tb.Context(), m, f, store.Page{Limit: 1000})
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

// awards counts the awards that a reader of the office finds.
func (o *office) awards(tb testing.TB) int64 {
	tb.Helper()
	n, err := o.records.CountAwards(tb.Context(), access.System(), register.AwardFilter{})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func ref(m *intake.Import) intake.Ref { return intake.Ref{ID: m.ID, Version: m.Version} }

func storePage() store.Page { return store.Page{Limit: 100} }
