package register_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// The invariants that what completes a bloc's year must keep, by their numbers in the model of the field. Races are tried on
// both stores.

// gathering is a store that holds the first writes of a race until everybody is about to write: nobody has seen what another
// does, so that only the store can tell them apart.
type gathering struct {
	store.Store
	coming sync.WaitGroup
}

// gatheringKey is under what a racer's context has who it is.
type gatheringKey struct{}

func (s *gathering) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	if mine, ok := ctx.Value(gatheringKey{}).(*sync.Once); ok {
		mine.Do(s.coming.Done)
		s.coming.Wait()
	}
	return s.Store.Apply(ctx, writes...)
}

// raceBlind is race among those who all look before anybody writes. Whoever is refused before the first write must not be
// among them.
func (w *world) raceBlind(t *testing.T, do func(ctx context.Context, r *register.Register, i int) error) int {
	t.Helper()
	s := &gathering{Store: w.store}
	s.coming.Add(racers)
	r := register.New(s, time.Now, store.NewIDs())
	return race(t, func(i int) error {
		return do(context.WithValue(t.Context(), gatheringKey{}, new(sync.Once)), r, i)
	})
}

// sign signs the compact of the world's year.
func (w *world) sign(t *testing.T, by ...register.Signatory) (*register.Compact, error) {
	t.Helper()
	return w.SignCompact(t.Context(), w.editor, register.CompactToSign{
		BlocYearID: w.year.ID, Version: w.year.Version, On: "2021-03-09", Contents: []string{"Hoàn thành chỉ tiêu."}, Signatories: by,
	})
}

func TestInvariant02SignatoriesAreMembersOnTheDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	if got := said(second(w.sign(t, register.Signatory{UnitID: w.one.ID}, register.Signatory{UnitID: w.province.ID}))); got != "INVALID signatories.1.unitId" {
		t.Errorf("a signature of no member said %q", got)
	}
	c := made[*register.Compact](t)(w.sign(t, register.Signatory{UnitID: w.one.ID}))
	add := func(on viet.Date) (*register.Compact, error) {
		return w.AddSignatures(ctx, w.editor, register.CompactSignatures{
			ID: c.ID, Version: c.Version, Signatories: []register.Signatory{{UnitID: w.two.ID, SignedOn: on}},
		})
	}
	if got := said(second(add("2021-03-08"))); got != "INVALID signatories.0.signedOn" {
		t.Errorf("a signature before the first ones said %q", got)
	}
	c = made[*register.Compact](t)(add("2021-04-01"))
	if got := said(second(add("2021-05-01"))); got != "INVALID signatories.0.unitId" {
		t.Errorf("a second signature said %q", got)
	}
	members := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, []string{w.two.ID}, nil, page()))
	m := members[w.two.ID][0]
	leave := register.BlocLeaving{ID: m.ID, Version: m.Version, On: "2021-03-31"}
	if got := said(second(w.LeaveBloc(ctx, w.editor, leave))); got != "INVALID on" {
		t.Errorf("leaving before the signature said %q", got)
	}
	if got := said(w.RemoveMembership(ctx, w.editor, register.Ref{ID: m.ID, Version: m.Version})); got != "INVALID id" {
		t.Errorf("removing the membership said %q", got)
	}
	leave.On = "2021-04-01"
	made[*register.BlocMembership](t)(w.LeaveBloc(ctx, w.editor, leave))
}

func TestInvariant03OneOfManyTakesTheLastPlace(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		const quota = 3
		made[*register.BlocYear](t)(w.UpdateBlocYear(t.Context(), w.editor, register.BlocYearUpdate{
			ID: w.year.ID, Version: w.year.Version, FlagQuota: ptr(ptr(int64(quota))),
		}))
		units := make([]*register.Unit, 8)
		for i := range units {
			units[i] = w.department(t, fmt.Sprintf("Sở Cờ %d", i))
		}
		awards := make([]*register.Award, len(units))
		n := w.raceBlind(t, func(ctx context.Context, r *register.Register, i int) error {
			a, _, err := r.NominateAward(ctx, w.editor, register.Nomination{
				AwardTypeID: w.flag.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID,
				Recipient: register.Recipient{Kind: register.UnitRecipient, ID: units[i].ID},
			})
			if err == nil {
				awards[i] = a
			} else if errs.CodeOf(err) != errs.Limit {
				t.Errorf("it said %v", err)
			}
			return err
		})
		if n != quota {
			t.Fatalf("%d flags of %d are nominated", n, quota)
		}
		for i, a := range awards { // what is withdrawn leaves its place to one other
			if a == nil {
				continue
			}
			made[*register.Award](t)(w.WithdrawAward(t.Context(), w.editor, register.AwardReason{ID: a.ID, Version: a.Version, Reason: "Rút"}))
			_, _, err := w.NominateAward(t.Context(), w.editor, register.Nomination{
				AwardTypeID: w.flag.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID,
				Recipient: register.Recipient{Kind: register.UnitRecipient, ID: units[i].ID},
			})
			if err != nil {
				t.Error(err)
			}
			break
		}
	})
}

func TestInvariant11MembershipsOfOneMomentDoNotOverlap(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		join := func(ctx context.Context, r *register.Register, i int) error {
			return second(r.JoinBloc(ctx, w.editor, register.BlocJoining{
				BlocID: w.bloc.ID, UnitID: w.province.ID, Ordinal: int64(i + 10), From: viet.Date(fmt.Sprintf("2022-01-%02d", i+1)),
			}))
		}
		if n := w.raceBlind(t, join); n != 1 {
			t.Errorf("%d memberships that have days in common", n)
		}
	})
}

func TestInvariant11MembershipsOfOneMomentWithoutADayInCommon(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		join := func(ctx context.Context, r *register.Register, i int) error {
			day := viet.Date(fmt.Sprintf("%d-01-01", 2019+i))
			return second(r.JoinBloc(ctx, w.editor, register.BlocJoining{
				BlocID: w.bloc.ID, UnitID: w.province.ID, Ordinal: int64(i + 10), From: day, To: day,
			}))
		}
		if n := w.raceBlind(t, join); n != racers {
			t.Errorf("%d of %d memberships, of a day each", n, racers)
		}
	})
}

func TestInvariant11ALongerMembershipAndANewOne(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		m := made[*register.BlocMembership](t)(w.JoinBloc(ctx, w.editor, register.BlocJoining{
			BlocID: w.bloc.ID, UnitID: w.province.ID, From: "2022-01-01", To: "2022-06-30",
		}))
		n := w.raceBlind(t, func(ctx context.Context, r *register.Register, i int) error {
			if i == 0 {
				return second(r.UpdateMembership(ctx, w.editor, register.MembershipChange{ID: m.ID, Version: m.Version, To: ptr(viet.Date("2023-12-31"))}))
			}
			return second(r.JoinBloc(ctx, w.editor, register.BlocJoining{
				BlocID: w.bloc.ID, UnitID: w.province.ID, From: viet.Date(fmt.Sprintf("2023-0%d-01", i)),
			}))
		})
		if n != 1 {
			t.Errorf("%d of them were done, which have days in common", n)
		}
	})
}

func TestInvariant16VotesWithinThosePresentWithinTheMembers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a := made[*register.Award](t)(w.nominate(t.Context(), w.one, w.cert, 2021, true))
	n := func(n int64) *int64 { return &n }
	for _, tt := range []struct {
		name              string
		eligible, present *int64
		yes, no, invalid  *int64
		want              string
	}{
		{"more votes than people present", n(12), n(8), n(7), n(1), n(1), "INVALID items.0.yes"},
		{"more votes than members", n(8), nil, n(7), n(1), n(1), "INVALID items.0.yes"},
		{"more people present than members", n(8), n(9), n(7), nil, nil, "INVALID present"},
		{"a negative count", n(8), n(8), n(-1), nil, nil, "INVALID items.0.yes"},
		{"as many as there are", n(9), n(9), n(7), n(1), n(1), ""},
	} {
		_, results, _, err := w.RecordReview(t.Context(), w.editor, register.NewReview{
			CouncilID: w.province.ID, HeldOn: "2022-01-14", Method: register.SecretBallot, Eligible: tt.eligible, Present: tt.present,
			Items: []register.AwardBallot{{ID: a.ID, Version: a.Version, Yes: tt.yes, No: tt.no, Invalid: tt.invalid, Passed: ptr(true)}},
		})
		if err == nil && len(results) == 1 {
			err = results[0].Err
		}
		if got := said(err); got != tt.want {
			t.Errorf("%s: said %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestInvariant17AClosedYearTakesNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	made[*register.Compact](t)(w.sign(t))
	for i, to := range []register.BlocYearState{register.FinalReviewed, register.Closed} {
		made[*register.BlocYear](t)(w.AdvanceBlocYear(ctx, v, register.BlocYearStep{ID: w.year.ID, Version: int64(i + 2), To: to}))
	}
	_, _, err := w.NominateAward(ctx, v, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	if got := said(err); got != "WRONG_STATE" {
		t.Errorf("a nomination said %q", got)
	}
	_, _, err = w.RegisterTitles(ctx, v, register.TitleEntries{BlocYearID: w.year.ID, Items: []register.TitleEntry{w.title(w.one)}})
	if got := said(err); got != "WRONG_STATE" {
		t.Errorf("a registration said %q", got)
	}
}

// title is the registration of a unit for the certificate.
func (w *world) title(u *register.Unit) register.TitleEntry {
	return register.TitleEntry{
		AwardTypeID: w.cert.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: u.ID}, RegisteredOn: "2021-02-01",
	}
}
