package register_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

func ptr[T any](v T) *T { return &v }

func page() store.Page { return store.Page{Limit: 100} }

// world is a register with a province, its bloc of two departments, and its catalogue.
type world struct {
	*register.Register
	store       store.Store
	editor      access.Viewer
	province    *register.Unit
	one, two    *register.Unit
	bloc        *register.Bloc
	year        *register.BlocYear
	flag, cert  *register.AwardType
	certOfState *register.AwardType
}

// newWorld makes a world in memory.
func newWorld(tb testing.TB) *world {
	tb.Helper()
	s, err := sqlitestore.Open(tb.Context(), sqlitestore.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	return newWorldOn(tb, s)
}

// onBothStores runs a test in a world in memory and, if there is a server for tests, in one on MongoDB: what happens at the same
// moment is decided by the store.
func onBothStores(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, newWorld(t))
	})
	t.Run("mongodb", func(t *testing.T) {
		t.Parallel()
		if mongotest.ServerURI() == "" {
			t.Skip("MONGODB_TEST_URI is not set")
		}
		s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
		if err != nil {
			t.Fatal(err)
		}
		test(t, newWorldOn(t, s))
	})
}

// newWorldOn is newWorld on a store, which it closes in the end.
func newWorldOn(tb testing.TB, s store.Store) *world {
	tb.Helper()
	tb.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(tb.Context())); err != nil {
			tb.Error(err)
		}
	})
	if err := s.Ensure(tb.Context(), register.Schemas()...); err != nil {
		tb.Fatal(err)
	}
	counted := store.Counted(s)
	now := func() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }
	w := &world{Register: register.New(counted, now, store.NewIDs()), store: counted, editor: access.System()}
	ctx := tb.Context()
	konTum := &register.Province{Code: "62", Name: "Kon Tum"}
	w.province = made[*register.Unit](tb)(w.CreateUnit(ctx, w.editor, register.NewUnit{OfficialName: "UBND tỉnh", Type: register.PeoplesCommittee, Level: register.ProvinceLevel, Province: konTum}))
	w.one = w.department(tb, "Sở Một")
	w.two = w.department(tb, "Sở Hai")
	w.bloc = made[*register.Bloc](tb)(w.CreateBloc(ctx, w.editor, register.NewBloc{Name: "Khối Một", Kind: register.Khoi, Level: register.ProvinceLevel, ValidFrom: "2018-07-20"}))
	for _, u := range []*register.Unit{w.one, w.two} {
		made[*register.BlocMembership](tb)(w.JoinBloc(ctx, w.editor, register.BlocJoining{BlocID: w.bloc.ID, UnitID: u.ID, From: "2021-01-01"}))
	}
	w.year = made[*register.BlocYear](tb)(w.OpenBlocYear(ctx, w.editor, register.NewBlocYear{BlocID: w.bloc.ID, Year: 2021, FlagQuota: ptr(int64(1))}))
	kind := func(code string, form register.AwardForm, level register.AdminLevel) *register.AwardType {
		return made[*register.AwardType](tb)(w.CreateAwardType(ctx, w.editor, register.NewAwardType{
			Code: code, Label: "Khen " + code, Form: form, Level: level,
			RecipientKinds: []register.RecipientKind{register.UnitRecipient, register.HouseholdRecipient, register.PersonRecipient},
		}))
	}
	w.flag = kind("CO", register.Flag, register.ProvinceLevel)
	w.cert = kind("BK", register.Certificate, register.ProvinceLevel)
	w.certOfState = kind("BKTT", register.Certificate, register.StateLevel)
	return w
}

// made returns what a use case made; its failure ends the test.
func made[T any](tb testing.TB) func(T, error) T {
	tb.Helper()
	return func(doc T, err error) T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return doc
	}
}

func (w *world) department(tb testing.TB, name string) *register.Unit {
	tb.Helper()
	return made[*register.Unit](tb)(w.CreateUnit(tb.Context(), w.editor, register.NewUnit{
		OfficialName: name, Type: register.Department, Level: register.ProvinceLevel, ParentID: w.province.ID,
		Province: &register.Province{Code: "62", Name: "Kon Tum"},
	}))
}

// nominate nominates a unit in a year.
func (w *world) nominate(ctx context.Context, u *register.Unit, t *register.AwardType, year int64, public bool) (*register.Award, error) {
	a, _, err := w.NominateAward(ctx, w.editor, register.Nomination{
		AwardTypeID: t.ID, Kind: register.Merit, Year: year, Public: public,
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID},
	})
	return a, err
}

// said is what a use case failed with: the code and the field's path; empty for success.
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

// submit takes a nominated award to where it is decided on.
func (w *world) submit(tb testing.TB, a *register.Award) *register.Award {
	tb.Helper()
	a = w.vote(tb, a)
	return made[*register.Award](tb)(w.SubmitAward(tb.Context(), w.editor, register.AwardSubmission{ID: a.ID, Version: a.Version}))
}

// refs names units at the versions that they have here.
func refs(units ...*register.Unit) []register.Ref {
	all := make([]register.Ref, len(units))
	for i, u := range units {
		all[i] = register.Ref{ID: u.ID, Version: u.Version}
	}
	return all
}

// heir is a unit that exists and continues others.
func heir(u *register.Unit) register.Heir {
	return register.Heir{Unit: &register.Ref{ID: u.ID, Version: u.Version}}
}

// vote lets the council of the award's recipient agree to it, at a session of its own.
func (w *world) vote(tb testing.TB, a *register.Award) *register.Award {
	tb.Helper()
	session := register.NewReview{
		CouncilID: w.department(tb, "Hội đồng của "+a.Code).ID, HeldOn: "2022-01-14", Method: register.Consensus,
		Items: []register.AwardBallot{{ID: a.ID, Version: a.Version}},
	}
	_, results, _, err := w.RecordReview(tb.Context(), w.editor, session)
	if err != nil || results[0].Err != nil {
		tb.Fatal(err, results)
	}
	return results[0].Record
}
