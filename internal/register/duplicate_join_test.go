package register_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
)

// twin makes a second entry of the world's first department, to which something of every kind refers that may.
func (w *world) twin(tb testing.TB) *register.Unit {
	tb.Helper()
	ctx, v := tb.Context(), w.editor
	twin := made[*register.Unit](tb)(w.CreateUnit(ctx, v, register.NewUnit{
		OfficialName: "SỞ MỘT tỉnh", ShortName: "S1", Aliases: []string{"Sở số Một"}, Code: "S-01", Type: register.Department, Level: register.ProvinceLevel,
	}))
	bloc := made[*register.Bloc](tb)(w.CreateBloc(ctx, v, register.NewBloc{Name: "Cụm Khác", Kind: register.Cum, Level: register.ProvinceLevel, ValidFrom: "2018-07-20", SupervisorID: twin.ID}))
	for _, u := range []*register.Unit{twin, w.two} {
		made[*register.BlocMembership](tb)(w.JoinBloc(ctx, v, register.BlocJoining{BlocID: bloc.ID, UnitID: u.ID, From: "2019-01-01"}))
	}
	year := made[*register.BlocYear](tb)(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: bloc.ID, Year: 2020}))
	made[*register.OfficeTerm](tb)(w.ProposeOfficer(ctx, v, register.OfficeProposal{BlocYearID: year.ID, UnitID: twin.ID, Role: register.HeadRole, On: "2020-03-01"}))
	_, titles, err := w.RegisterTitles(ctx, v, register.TitleEntries{BlocYearID: year.ID, Items: []register.TitleEntry{
		{AwardTypeID: w.cert.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: twin.ID}, RegisteredOn: "2020-03-01"},
	}})
	if err != nil || titles[0].Err != nil {
		tb.Fatal(err, titles)
	}
	_, err = w.SignCompact(ctx, v, register.CompactToSign{BlocYearID: year.ID, Version: year.Version, On: "2020-03-09", Contents: []string{"Thi đua."}, Signatories: []register.Signatory{{UnitID: twin.ID}, {UnitID: w.two.ID}}})
	if err != nil {
		tb.Fatal(err)
	}
	made[*register.Unit](tb)(w.CreateUnit(ctx, v, register.NewUnit{OfficialName: "Phòng của Sở Một", Type: register.OtherUnit, Level: register.Grassroots, ParentID: twin.ID}))
	made[*register.Person](tb)(w.CreatePerson(ctx, v, register.NewPerson{FullName: "Trần Ví Dụ", Public: true, Positions: []register.Position{{UnitID: twin.ID, Title: "Giám đốc"}}}))
	a := made[*register.Award](tb)(w.nominate(ctx, twin, w.cert, 2018, true))
	_, _, err = w.NominateAward(ctx, v, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2018, NominatedByUnitID: twin.ID, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.two.ID},
	})
	if err != nil {
		tb.Fatal(err)
	}
	_, _, _, err = w.RecordReview(ctx, v, register.NewReview{CouncilID: twin.ID, HeldOn: "2019-01-14", Method: register.Consensus, Items: []register.AwardBallot{{ID: a.ID, Version: a.Version}}})
	if err != nil {
		tb.Fatal(err)
	}
	made[*register.Decision](tb)(w.CreateDecision(ctx, v, register.NewDecision{Number: "7/QĐ-S1", IssuedOn: "2022-01-01", IssuerID: twin.ID, Title: "Khen", Public: true}))
	made[*register.Task](tb)(w.AdoptTask(ctx, v, register.NewTask{BlocYearID: year.ID, Title: "Việc", Category: register.OtherTask, OwnerIDs: []string{twin.ID, w.one.ID}}))
	made[*register.Event](tb)(w.HoldEvent(ctx, v, register.NewEvent{Type: register.Ceremony, Title: "Lễ", StartsOn: "2021-01-01", HostUnitID: twin.ID, OrganizerUnitID: twin.ID, ParticipantIDs: []string{w.two.ID, twin.ID, w.one.ID}}))
	made[*register.Movement](tb)(w.LaunchMovement(ctx, v, register.NewMovement{Name: "Phong trào", Form: register.Regular, Level: register.ProvinceLevel, From: "2021-01-01", LaunchedByUnitID: twin.ID}))
	if err := w.DismissDuplicate(ctx, v, []string{twin.ID, w.two.ID}, ""); err != nil {
		tb.Fatal(err)
	}
	if err := w.DismissDuplicate(ctx, v, []string{w.one.ID, w.two.ID}, ""); err != nil { // what is noted of both is noted once then
		tb.Fatal(err)
	}
	return twin
}

// naming returns the collections of which a document holds an ID anywhere, but for the joins and what leads on from it.
func (w *world) naming(tb testing.TB, id string) []string {
	tb.Helper()
	var found []string
	for _, s := range register.Schemas() {
		if s.Name == "duplicate_joins" {
			continue
		}
		docs, err := w.store.Find(tb.Context(), s, store.Query{Limit: store.MaxLimit})
		if err != nil {
			tb.Fatal(err)
		}
		for _, doc := range docs {
			text := doc.String()
			if joined, err := doc.LookupErr("joinedIds"); err == nil {
				text = strings.ReplaceAll(text, joined.String(), "")
			}
			if strings.Contains(text, id) {
				found = append(found, s.Name)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func (w *world) joining(from, into *register.Unit) register.DuplicateJoining {
	return register.DuplicateJoining{ID: from.ID, Version: from.Version, IntoID: into.ID, IntoVersion: into.Version, Reason: "Nhập hai lần."}
}

// isJoined checks that nothing names the twin any more, and that the first department has all of it.
func (w *world) isJoined(t *testing.T, twin *register.Unit) {
	t.Helper()
	ctx, v := t.Context(), access.Anonymous()
	if got := w.naming(t, twin.ID); len(got) > 0 {
		t.Errorf("the duplicate is still named in %v", got)
	}
	units := made[map[string]*register.Unit](t)(w.UnitsByID(ctx, v, []string{twin.ID, w.one.ID}))
	u := units[twin.ID]
	if u == nil || u.ID != w.one.ID {
		t.Fatalf("the ID of the duplicate leads to %+v", u)
	}
	want := &register.Unit{OfficialName: "Sở Một", ShortName: "S1", Aliases: []string{"SỞ MỘT tỉnh", "Sở số Một"}, Code: "S-01"}
	got := &register.Unit{OfficialName: u.OfficialName, ShortName: u.ShortName, Aliases: u.Aliases, Code: u.Code}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the unit that stays (-want +got):\n%s", diff)
	}
	if bySlug := made[*register.Unit](t)(w.UnitBySlug(ctx, v, twin.Slug)); bySlug.ID != w.one.ID {
		t.Errorf("the old address leads to %s", bySlug.ID)
	}
	for _, name := range []string{"sở số một", "SỞ MỘT tỉnh"} {
		if found := made[[]*register.Unit](t)(w.Units(ctx, v, register.UnitFilter{Name: &name}, register.UnitsByName, page())); len(found) != 1 || found[0].ID != w.one.ID {
			t.Errorf("by %q there are %d units", name, len(found))
		}
	}
	awards := made[[]*register.Award](t)(w.Awards(ctx, v, register.AwardFilter{Recipient: &w.one.ID}, register.AwardsOldest, page()))
	if len(awards) != 1 || awards[0].Recipient.Name != "SỞ MỘT tỉnh" {
		t.Errorf("its awards are %+v", awards)
	}
	members := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, v, []string{w.one.ID}, nil, page()))[w.one.ID]
	if len(members) != 2 {
		t.Errorf("it has %d memberships", len(members))
	}
	if page := made[*register.DuplicatePage](t)(w.Duplicates(ctx, w.editor, register.DuplicateUnits, "", 50)); slices.ContainsFunc(page.Groups, func(g *register.Duplicate) bool { return slices.Contains(g.IDs, w.one.ID) }) {
		t.Errorf("it is still among the duplicates: %+v", page.Groups)
	}
}

func TestADuplicateUnitIsJoined(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		twin := w.twin(t)
		var counted int64
		check := made[*register.JoinCheck](t)(w.CheckDuplicateJoin(ctx, w.editor, twin.ID, w.one.ID))
		for _, m := range check.Moves {
			counted += m.Count
		}
		if len(check.Obstacles) > 0 || counted != 17 {
			t.Errorf("the check counts %d references and says %+v", counted, check)
		}
		if got := w.naming(t, twin.ID); len(got) < 12 {
			t.Fatalf("the duplicate is named in %v alone", got)
		}
		done := made[*register.Joined](t)(w.JoinDuplicate(ctx, w.editor, w.joining(twin, w.one)))
		if !done.Complete || done.IntoID != w.one.ID {
			t.Errorf("it came to %+v", done)
		}
		w.isJoined(t, twin)
		again := made[*register.Joined](t)(w.JoinDuplicate(ctx, w.editor, w.joining(twin, w.one)))
		if !again.Complete {
			t.Errorf("the same call again came to %+v", again)
		}
		if got := said(second(w.nominate(ctx, twin, w.flag, 2019, true))); got != "NOT_FOUND recipient.id" {
			t.Errorf("a nomination of the duplicate said %q", got)
		}
		if got := said(w.RemoveUnit(ctx, w.editor, register.Ref{ID: w.one.ID, Version: made[map[string]*register.Unit](t)(w.UnitsByID(ctx, w.editor, []string{w.one.ID}))[w.one.ID].Version})); got != "WRONG_STATE" {
			t.Errorf("the removal of the unit that stays said %q", got)
		}
	})
}

func TestADuplicatePersonIsJoined(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	p, _ := named(t, w, "Nguyễn Văn Ánh")
	twin := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{
		FullName: "Nguyễn Văn Anh", Honorific: "ông", Public: true, StaffCategory: register.Cadre, Positions: []register.Position{{UnitID: w.one.ID, Title: "Chuyên viên", From: "2015-01-01"}},
	}))
	a, _, err := w.NominateAward(ctx, w.editor, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2019, Public: true, Recipient: register.Recipient{Kind: register.PersonRecipient, ID: twin.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	join := register.DuplicateJoining{ID: twin.ID, Version: twin.Version, IntoID: p.ID, IntoVersion: p.Version, Reason: "Nhập hai lần."}
	if done := made[*register.Joined](t)(w.JoinDuplicate(ctx, w.editor, join)); !done.Complete {
		t.Errorf("it came to %+v", done)
	}
	if got := w.naming(t, twin.ID); len(got) > 0 {
		t.Errorf("the duplicate is still named in %v", got)
	}
	now := made[map[string]*register.Person](t)(w.PeopleByID(ctx, access.Anonymous(), []string{twin.ID}))[twin.ID]
	if now == nil || now.ID != p.ID || now.Honorific != "ông" || now.StaffCategory != register.Cadre || len(now.Positions) != 1 || !slices.Equal(now.Aliases, []string{"Nguyễn Văn Anh"}) {
		t.Errorf("the ID of the duplicate leads to %+v", now)
	}
	moved := made[map[string]*register.Award](t)(w.AwardsByID(ctx, access.Anonymous(), []string{a.ID}))[a.ID]
	if moved.Recipient.ID != p.ID || moved.Recipient.Name != "Nguyễn Văn Anh" {
		t.Errorf("the award is %+v", moved.Recipient)
	}
}

// Ensure that what cannot be of one record is said before anything is changed, with the records.
func TestWhatStandsInTheWayOfAJoin(t *testing.T) {
	t.Parallel()
	unit := func(t *testing.T, w *world, in register.NewUnit) *register.Unit {
		t.Helper()
		in.Type, in.Level = register.Department, register.ProvinceLevel
		return made[*register.Unit](t)(w.CreateUnit(t.Context(), w.editor, in))
	}
	for name, tt := range map[string]struct {
		make func(t *testing.T, w *world) (from, into *register.Unit)
		want string // part of what is said
	}{
		"an award of both": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			twin := unit(t, w, register.NewUnit{OfficialName: "Sở 1"})
			made[*register.Award](t)(w.nominate(t.Context(), twin, w.cert, 2021, true))
			made[*register.Award](t)(w.nominate(t.Context(), w.one, w.cert, 2021, false))
			return twin, w.one
		}, "Both have the award"},
		"memberships of one time": {func(_ *testing.T, w *world) (*register.Unit, *register.Unit) { return w.two, w.one }, "members of one bloc at the same time"},
		"a membership of before": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			return w.two, unit(t, w, register.NewUnit{OfficialName: "Sở Trẻ", ValidFrom: "2024-01-01"})
		}, "does not exist in all of the membership"},
		"a history of its own": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			twin := unit(t, w, register.NewUnit{OfficialName: "Sở 1"})
			return made[*register.Unit](t)(w.RenameUnit(t.Context(), w.editor, register.UnitRename{ID: twin.ID, Version: twin.Version, Name: "Sở Mới", On: "2022-01-01"})), w.one
		}, "a history of its own"},
		"what continues it": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			made[*register.Unit](t)(w.MergeUnits(t.Context(), w.editor, register.UnitMerger{From: refs(w.two), Into: heir(w.one), On: "2025-03-01"}))
			units := made[map[string]*register.Unit](t)(w.UnitsByID(t.Context(), w.editor, []string{w.one.ID, w.two.ID}))
			return units[w.two.ID], units[w.one.ID]
		}, "one continues the other"},
		"other codes": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			return unit(t, w, register.NewUnit{OfficialName: "A", Code: "1"}), unit(t, w, register.NewUnit{OfficialName: "A", Code: "2"})
		}, "codes differ"},
		"other provinces": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			return unit(t, w, register.NewUnit{OfficialName: "A", Province: &register.Province{Code: "64", Name: "Gia Lai"}}), w.one
		}, "different provinces"},
		"one below the other": {func(_ *testing.T, w *world) (*register.Unit, *register.Unit) { return w.one, w.province }, "is below"},
		"what was dismissed": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			twin := unit(t, w, register.NewUnit{OfficialName: "Sở 1"})
			if err := w.DismissDuplicate(t.Context(), w.editor, []string{twin.ID, w.one.ID}, ""); err != nil {
				t.Fatal(err)
			}
			return twin, w.one
		}, "noted as different"},
		"titles for the same": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			_, _, err := w.RegisterTitles(t.Context(), w.editor, register.TitleEntries{
				BlocYearID: w.year.ID, Items: []register.TitleEntry{w.title(w.one), w.title(w.two)},
			})
			if err != nil {
				t.Fatal(err)
			}
			return w.two, w.one
		}, "Both registered for"},
		"offices of one year": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			for role, u := range map[register.OfficeRole]*register.Unit{register.HeadRole: w.one, register.DeputyRole: w.two} {
				made[*register.OfficeTerm](t)(w.ProposeOfficer(t.Context(), w.editor, register.OfficeProposal{BlocYearID: w.year.ID, UnitID: u.ID, Role: role, On: "2021-03-01"}))
			}
			return w.two, w.one
		}, "Both hold an office"},
		"signatures under one compact": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			made[*register.Compact](t)(w.sign(t, register.Signatory{UnitID: w.one.ID}, register.Signatory{UnitID: w.two.ID}))
			return w.two, w.one
		}, "Both signed the compact"},
		"score sheets of one year": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			w.sheets(t)
			return w.two, w.one
		}, "Both have a score sheet"},
		"one that scores the other": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			w.sheets(t)
			return w.one, w.two
		}, "cross-scores the other"},
		"decisions of one number": {func(t *testing.T, w *world) (*register.Unit, *register.Unit) {
			twin := unit(t, w, register.NewUnit{OfficialName: "Sở 1"})
			for _, u := range []*register.Unit{twin, w.one} {
				made[*register.Decision](t)(w.CreateDecision(t.Context(), w.editor, register.NewDecision{Number: "7/QĐ-S1", IssuedOn: "2022-01-01", IssuerID: u.ID, Title: "Khen"}))
			}
			return twin, w.one
		}, "Both issued the decision"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			from, into := tt.make(t, w)
			before := w.naming(t, from.ID)
			check := made[*register.JoinCheck](t)(w.CheckDuplicateJoin(t.Context(), w.editor, from.ID, into.ID))
			if !slices.ContainsFunc(check.Obstacles, func(o register.JoinObstacle) bool {
				return strings.Contains(o.En, tt.want) && o.Vi != "" && len(o.IDs) > 0
			}) {
				t.Errorf("the check says %+v", check.Obstacles)
			}
			done, err := w.JoinDuplicate(t.Context(), w.editor, w.joining(from, into))
			if said(err) != "WRONG_STATE" || done == nil || len(done.Check.Obstacles) != len(check.Obstacles) {
				t.Errorf("the join said %v, %+v", err, done)
			}
			if diff := cmp.Diff(before, w.naming(t, from.ID)); diff != "" {
				t.Errorf("something was changed (-before +after):\n%s", diff)
			}
		})
	}
}

// Ensure that of people a mask and the public eye must be alike: a join neither shows nor hides anybody.
func TestAJoinKeepsMasks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	p, _ := named(t, w, "Nguyễn Văn Ánh")
	hidden := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{FullName: "Nguyễn Văn Ánh"}))
	join := func(from, into *register.Person) string {
		return said(second(w.JoinDuplicate(ctx, w.editor, register.DuplicateJoining{ID: from.ID, Version: from.Version, IntoID: into.ID, IntoVersion: into.Version, Reason: "Trùng."})))
	}
	if got := join(hidden, p); got != "WRONG_STATE" {
		t.Errorf("a hidden one into a public one said %q", got)
	}
	masked := made[*register.Person](t)(w.MaskPerson(ctx, w.editor, register.PersonMasking{ID: hidden.ID, Version: hidden.Version, Reason: "Nguyện vọng.", LegalBasis: "Luật"}))
	if got := join(p, masked); got != "WRONG_STATE" {
		t.Errorf("a public one into a masked one said %q", got)
	}
}

func TestWhoMayJoinDuplicates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	twin := made[*register.Unit](t)(w.CreateUnit(t.Context(), w.editor, register.NewUnit{OfficialName: "Sở 1", Type: register.Department, Level: register.ProvinceLevel}))
	for who, tt := range map[string]struct {
		viewer access.Viewer
		want   string
	}{
		"nobody":              {access.Anonymous(), "UNAUTHENTICATED"},
		"an editor":           {access.Viewer{Actor: "usr_e", Role: access.Editor}, "FORBIDDEN"},
		"an officer of it":    {access.Viewer{Actor: "usr_1", Role: access.RecordsOfficer, UnitID: twin.ID}, "FORBIDDEN"},
		"another unit":        {access.Viewer{Actor: "usr_2", Role: access.RecordsOfficer, UnitID: w.two.ID}, "FORBIDDEN"},
		"with an old version": {w.editor, "CONFLICT"},
		"the whole office's":  {access.Viewer{Actor: "usr_3", Role: access.RecordsOfficer}, "CONFLICT"},
		"an administrator":    {access.Viewer{Actor: "usr_4", Role: access.Administrator}, "CONFLICT"},
		"a token for drafts":  {access.Viewer{Actor: "tok_d", Role: access.RecordsOfficer, Scope: &access.TokenScope{Nouns: []access.Noun{access.Drafts}}}, "FORBIDDEN"},
	} {
		in := w.joining(twin, w.one)
		in.Version = 99
		if got := said(second(w.JoinDuplicate(t.Context(), tt.viewer, in))); got != tt.want {
			t.Errorf("%s was told %q, want %q", who, got, tt.want)
		}
		if _, err := w.CheckDuplicateJoin(t.Context(), tt.viewer, twin.ID, w.one.ID); (tt.want == "CONFLICT") != (err == nil) {
			t.Errorf("%s checked: %v", who, err)
		}
	}
}

// Ensure that a process that dies at any write leaves either two records as they were, or a join that others complete; and that
// it is done with after a minute.
func TestAJoinCutShort(t *testing.T) {
	t.Parallel()
	for left := range 40 {
		t.Run(fmt.Sprint("after ", left, " writes"), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx, twin := t.Context(), w.twin(t)
			now := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
			clock := func() time.Time { return now }
			_, err := register.New(&failing{Store: w.store, left: left}, clock, store.NewIDs()).JoinDuplicate(ctx, w.editor, w.joining(twin, w.one))
			if err != nil && !errors.Is(err, errCut) {
				t.Fatal(err)
			}
			if left < 17 && err == nil {
				t.Fatal("it did not die")
			}
			if u := made[map[string]*register.Unit](t)(w.UnitsByID(ctx, w.editor, []string{twin.ID}))[twin.ID]; u == nil {
				t.Error("the ID of the duplicate leads nowhere")
			}
			alive := register.New(w.store, clock, store.NewIDs())
			for range 3 {
				now = now.Add(2 * time.Minute)
				if err := alive.FinishJoining(ctx); err != nil {
					t.Fatal(err)
				}
			}
			if left < 2 { // only asked for
				if got := len(w.naming(t, twin.ID)); got < 12 {
					t.Errorf("it is named in %d collections", got)
				}
				made[*register.Joined](t)(w.JoinDuplicate(ctx, w.editor, w.joining(twin, w.one)))
			}
			w.isJoined(t, twin)
			counting, calls := store.WithCalls(ctx)
			if err := alive.FinishJoining(counting); left >= 2 && (err != nil || calls.Count() != 2) {
				t.Errorf("with nothing to do it cost %d calls, %v", calls.Count(), err)
			}
		})
	}
}

// Ensure that a record which comes to refer to the duplicate while it is joined is moved too.
func TestWhatComesWhileADuplicateIsJoined(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		twin := w.twin(t)
		late := func() error { return second(w.nominate(ctx, twin, w.flag, 2017, true)) }
		s := &interposed{Store: w.store, prefix: "uni_" + twin.ID[4:], before: late} // as the duplicate goes
		r := register.New(s, time.Now, store.NewIDs())
		made[*register.Joined](t)(r.JoinDuplicate(ctx, w.editor, w.joining(twin, w.one)))
		if got := w.naming(t, twin.ID); !slices.Equal(got, []string{"awards"}) {
			t.Fatalf("it is named in %v", got)
		}
		if err := r.FinishJoining(ctx); err != nil {
			t.Fatal(err)
		}
		if got := w.naming(t, twin.ID); len(got) > 0 {
			t.Errorf("it is named in %v", got)
		}
	})
}

// Ensure that of many who join the same records in all directions one does, or none, and that no record is lost.
func TestManyWhoJoinAtTheSameMoment(t *testing.T) {
	t.Parallel()
	onBothStores(t, func(t *testing.T, w *world) {
		ctx := t.Context()
		var units []*register.Unit
		for i := range 3 {
			units = append(units, made[*register.Unit](t)(w.CreateUnit(ctx, w.editor, register.NewUnit{OfficialName: fmt.Sprint("Sở ", i), Type: register.Department, Level: register.ProvinceLevel})))
			made[*register.Award](t)(w.nominate(ctx, units[i], w.cert, int64(2000+i), true))
		}
		race(t, func(i int) error {
			return second(w.JoinDuplicate(ctx, w.editor, w.joining(units[i%3], units[(i+1+i/3%2)%3])))
		})
		later := register.New(w.store, func() time.Time { return time.Now().Add(time.Hour * 24 * 365 * 10) }, store.NewIDs())
		for range 4 {
			if err := later.FinishJoining(ctx); err != nil {
				t.Fatal(err)
			}
		}
		ids := []string{units[0].ID, units[1].ID, units[2].ID}
		found := made[map[string]*register.Unit](t)(w.UnitsByID(ctx, w.editor, ids))
		awards := made[[]*register.Award](t)(w.Awards(ctx, w.editor, register.AwardFilter{}, register.AwardsOldest, page()))
		for i, id := range ids {
			if found[id] == nil || len(awards) != 3 || awards[i].Recipient.ID != found[id].ID {
				t.Fatalf("unit %d leads to %+v, and its award to %+v", i, found[id], awards)
			}
		}
	})
}
