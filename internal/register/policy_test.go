package register_test

import (
	"testing"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// attempt is a change that somebody tries; it is made anew for each, because one may succeed.
type attempt struct {
	name string
	// own is the unit to whose people the record belongs; "" for the whole office alone.
	own string
	do  func(v access.Viewer) error
}

// attempts returns one change of each kind. Every change is refused later for its version or its state, if not for the
// viewer, so they do not disturb each other; creations are of things that may be there many times.
func attempts(t *testing.T, w *world) []attempt {
	t.Helper()
	ctx := t.Context()
	bloc := made[*register.Bloc](t)(w.CreateBloc(ctx, w.editor, register.NewBloc{Name: "Khối Hai", Kind: register.Cum, Level: register.ProvinceLevel, ValidFrom: "2018-07-20", SupervisorID: w.one.ID}))
	joined := made[*register.BlocMembership](t)(w.JoinBloc(ctx, w.editor, register.BlocJoining{BlocID: bloc.ID, UnitID: w.two.ID, From: "2021-01-01"}))
	year := made[*register.BlocYear](t)(w.OpenBlocYear(ctx, w.editor, register.NewBlocYear{BlocID: bloc.ID, Year: 2021}))
	office := made[*register.OfficeTerm](t)(w.ProposeOfficer(ctx, w.editor, register.OfficeProposal{BlocYearID: year.ID, UnitID: w.two.ID, Role: register.HeadRole, On: "2021-03-01"}))
	task := made[*register.Task](t)(w.AdoptTask(ctx, w.editor, register.NewTask{BlocYearID: year.ID, Title: "Việc", Category: register.OtherTask, OwnerIDs: []string{w.two.ID}}))
	award := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2019, true))
	decision := made[*register.Decision](t)(w.CreateDecision(ctx, w.editor, register.NewDecision{Number: "7/QĐ-S1", IssuedOn: "2022-01-01", IssuerID: w.one.ID, Title: "Khen", Public: true}))
	person := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{FullName: "Trần Ví Dụ", Public: true, Positions: []register.Position{{UnitID: w.one.ID, Title: "Giám đốc"}}}))
	event := made[*register.Event](t)(w.HoldEvent(ctx, w.editor, register.NewEvent{Type: register.Ceremony, Title: "Lễ", StartsOn: "2021-01-01", HostUnitID: w.one.ID}))
	movement := made[*register.Movement](t)(w.LaunchMovement(ctx, w.editor, register.NewMovement{Name: "Phong trào", Form: register.Regular, Level: register.ProvinceLevel, From: "2021-01-01", LaunchedByBlocID: bloc.ID}))
	law := made[*register.LegalReference](t)(w.CreateLegalReference(ctx, w.editor, register.NewLegalReference{Kind: register.Luat, RawText: "Luật"}))
	one := w.one.ID
	const old = 99 // no version that there is
	change := func(name, own string, do func(v access.Viewer) error) attempt { return attempt{name, own, do} }
	return []attempt{
		change("CreateUnit", "", func(v access.Viewer) error {
			return second(w.CreateUnit(ctx, v, register.NewUnit{OfficialName: "Sở Ba", Type: register.Department, Level: register.ProvinceLevel, ParentID: one}))
		}),
		change("UpdateUnit", one, func(v access.Viewer) error {
			return second(w.UpdateUnit(ctx, v, register.UnitChange{ID: one, Version: old}))
		}),
		change("RenameUnit", "", func(v access.Viewer) error {
			return second(w.RenameUnit(ctx, v, register.UnitRename{ID: one, Version: old, Name: "Sở Mới", On: "2025-03-01"}))
		}),
		change("MoveUnit", "", func(v access.Viewer) error {
			return second(w.MoveUnit(ctx, v, register.UnitMove{ID: one, Version: old, On: "2025-03-01"}))
		}),
		change("TransferProvince", "", func(v access.Viewer) error {
			return second(w.TransferProvince(ctx, v, register.UnitTransfer{ID: one, Version: old, On: "2025-03-01", Province: register.Province{Code: "51", Name: "Quảng Ngãi"}}))
		}),
		change("MergeUnits", "", func(v access.Viewer) error {
			return second(w.MergeUnits(ctx, v, register.UnitMerger{From: []register.Ref{{ID: one, Version: old}}, Into: heir(w.two), On: "2025-03-01"}))
		}),
		change("SplitUnit", "", func(v access.Viewer) error {
			_, _, err := w.SplitUnit(ctx, v, register.UnitSplit{ID: one, Version: old, Into: []register.Heir{heir(w.two)}, On: "2025-03-01"})
			return err
		}),
		change("DissolveUnit", "", func(v access.Viewer) error {
			return second(w.DissolveUnit(ctx, v, register.UnitDissolution{ID: one, Version: old, On: "2025-03-01"}))
		}),
		change("RemoveUnit", "", func(v access.Viewer) error { return w.RemoveUnit(ctx, v, register.Ref{ID: one, Version: old}) }),
		change("CreateBloc", one, func(v access.Viewer) error {
			return second(w.CreateBloc(ctx, v, register.NewBloc{Name: "Khối Ba", Kind: register.Khoi, Level: register.ProvinceLevel, ValidFrom: "2018-07-20", SupervisorID: one}))
		}),
		change("UpdateBloc", one, func(v access.Viewer) error {
			return second(w.UpdateBloc(ctx, v, register.BlocChange{ID: bloc.ID, Version: old}))
		}),
		change("RenameBloc", one, func(v access.Viewer) error {
			return second(w.RenameBloc(ctx, v, register.BlocRename{ID: bloc.ID, Version: old, Name: "Khối Bốn", On: "2025-01-01"}))
		}),
		change("EndBloc", one, func(v access.Viewer) error {
			return second(w.EndBloc(ctx, v, register.BlocEnd{ID: bloc.ID, Version: old, On: "2025-01-01"}))
		}),
		change("JoinBloc", one, func(v access.Viewer) error {
			return second(w.JoinBloc(ctx, v, register.BlocJoining{BlocID: bloc.ID, UnitID: w.two.ID, From: "2022-01-01"}))
		}),
		change("LeaveBloc", one, func(v access.Viewer) error {
			return second(w.LeaveBloc(ctx, v, register.BlocLeaving{ID: joined.ID, Version: old, On: "2025-01-01"}))
		}),
		change("UpdateMembership", one, func(v access.Viewer) error {
			return second(w.UpdateMembership(ctx, v, register.MembershipChange{ID: joined.ID, Version: old}))
		}),
		change("RemoveMembership", one, func(v access.Viewer) error {
			return w.RemoveMembership(ctx, v, register.Ref{ID: joined.ID, Version: old})
		}),
		change("OpenBlocYear", one, func(v access.Viewer) error {
			return second(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: bloc.ID, Year: 2021}))
		}),
		change("AdvanceBlocYear", one, func(v access.Viewer) error {
			return second(w.AdvanceBlocYear(ctx, v, register.BlocYearStep{ID: year.ID, Version: old, To: register.CompactSigned}))
		}),
		change("UpdateBlocYear", one, func(v access.Viewer) error {
			return second(w.UpdateBlocYear(ctx, v, register.BlocYearUpdate{ID: year.ID, Version: old}))
		}),
		change("ProposeOfficer", one, func(v access.Viewer) error {
			return second(w.ProposeOfficer(ctx, v, register.OfficeProposal{BlocYearID: year.ID, UnitID: w.two.ID, Role: register.DeputyRole, On: "2021-03-01"}))
		}),
		change("ConfirmOfficer", one, func(v access.Viewer) error {
			return second(w.ConfirmOfficer(ctx, v, register.OfficeConfirmation{ID: office.ID, Version: old}))
		}),
		change("DeclineOfficer", one, func(v access.Viewer) error {
			return second(w.DeclineOfficer(ctx, v, register.OfficeDecline{ID: office.ID, Version: old, Reason: "Bận"}))
		}),
		change("EndOffice", one, func(v access.Viewer) error {
			return second(w.EndOffice(ctx, v, register.OfficeEnd{ID: office.ID, Version: old, On: "2022-01-01"}))
		}),
		change("UpdateTask", one, func(v access.Viewer) error {
			return second(w.UpdateTask(ctx, v, register.TaskChange{ID: task.ID, Version: old}))
		}),
		change("ReportTask", w.two.ID, func(v access.Viewer) error {
			return second(w.ReportTask(ctx, v, register.TaskReport{ID: task.ID, Version: old}))
		}),
		change("FinishTask", w.two.ID, func(v access.Viewer) error {
			return second(w.FinishTask(ctx, v, register.Ref{ID: task.ID, Version: old}))
		}),
		change("ReopenTask", one, func(v access.Viewer) error {
			return second(w.ReopenTask(ctx, v, register.TaskReason{ID: task.ID, Version: old, Reason: "Chưa xong"}))
		}),
		change("NominateAward", one, func(v access.Viewer) error { // there is one already
			_, _, err := w.NominateAward(ctx, v, register.Nomination{AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2019, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: one}})
			return err
		}),
		change("UpdateAward", one, func(v access.Viewer) error {
			return second(w.UpdateAward(ctx, v, register.AwardChange{ID: award.ID, Version: old}))
		}),
		change("SubmitAward", one, func(v access.Viewer) error {
			return second(w.SubmitAward(ctx, v, register.AwardSubmission{ID: award.ID, Version: old}))
		}),
		change("WithdrawAward", one, func(v access.Viewer) error {
			return second(w.WithdrawAward(ctx, v, register.AwardReason{ID: award.ID, Version: old, Reason: "Rút"}))
		}),
		change("RemoveAward", one, func(v access.Viewer) error { return w.RemoveAward(ctx, v, register.Ref{ID: award.ID, Version: old}) }),
		change("RecordReview", "", func(v access.Viewer) error {
			_, results, _, err := w.RecordReview(ctx, v, register.NewReview{
				BlocYearID: year.ID, HeldOn: "2022-01-14", Method: register.Consensus, Items: []register.AwardBallot{{ID: award.ID, Version: old}},
			})
			if err == nil {
				err = results[0].Err
			}
			return err
		}),
		change("ReturnAward", "", func(v access.Viewer) error {
			return second(w.ReturnAward(ctx, v, register.AwardReason{ID: award.ID, Version: old, Reason: "Thiếu"}))
		}),
		change("ApproveAward", "", func(v access.Viewer) error {
			return second(w.ApproveAward(ctx, v, register.AwardApproval{ID: award.ID, Version: old, DecisionID: decision.ID}))
		}),
		change("ApproveAwards", "", func(v access.Viewer) error {
			_, results, err := w.ApproveAwards(ctx, v, decision.ID, []register.Ref{{ID: award.ID, Version: old}})
			if err == nil {
				err = results[0].Err
			}
			return err
		}),
		change("PresentAward", "", func(v access.Viewer) error {
			return second(w.PresentAward(ctx, v, register.Presentation{ID: award.ID, Version: old, On: "2022-07-22"}))
		}),
		change("RevokeAward", "", func(v access.Viewer) error {
			return second(w.RevokeAward(ctx, v, register.AwardRevocation{ID: award.ID, Version: old, DecisionID: decision.ID, Reason: "Sai"}))
		}),
		change("UpdateDecision", one, func(v access.Viewer) error {
			return second(w.UpdateDecision(ctx, v, register.DecisionChange{ID: decision.ID, Version: old}))
		}),
		change("UpdatePerson", one, func(v access.Viewer) error {
			return second(w.UpdatePerson(ctx, v, register.PersonChange{ID: person.ID, Version: old}))
		}),
		change("UpdateEvent", one, func(v access.Viewer) error {
			return second(w.UpdateEvent(ctx, v, register.EventChange{ID: event.ID, Version: old}))
		}),
		change("UpdateMovement", one, func(v access.Viewer) error {
			return second(w.UpdateMovement(ctx, v, register.MovementChange{ID: movement.ID, Version: old}))
		}),
		change("UpdateLegalReference", "", func(v access.Viewer) error {
			return second(w.UpdateLegalReference(ctx, v, register.LegalReferenceChange{ID: law.ID, Version: old}))
		}),
	}
}

func TestWhoMayChangeRecords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	officer := func(unit string) access.Viewer {
		return access.Viewer{Actor: "usr_o", Role: access.RecordsOfficer, UnitID: unit}
	}
	for _, a := range attempts(t, w) {
		stranger := w.one.ID
		if a.own == w.one.ID {
			stranger = w.province.ID
		}
		for who, tt := range map[string]struct {
			viewer access.Viewer
			want   string // "" for whatever the rules say
		}{
			"nobody":             {access.Anonymous(), "UNAUTHENTICATED"},
			"a reader":           {access.Viewer{Actor: "usr_r", Role: access.Reader}, "FORBIDDEN"},
			"a contributor":      {access.Viewer{Actor: "usr_c", Role: access.Contributor}, "FORBIDDEN"},
			"an editor":          {access.Viewer{Actor: "usr_e", Role: access.Editor}, "FORBIDDEN"},
			"a token for drafts": {access.Viewer{Actor: "tok_d", Role: access.RecordsOfficer, Scope: &access.TokenScope{Nouns: []access.Noun{access.Drafts}}}, "FORBIDDEN"},
			"another unit":       {officer("uni_0"), "FORBIDDEN"},
			"the unit above":     {officer(stranger), "FORBIDDEN"},
			"the whole office":   {officer(""), ""},
		} {
			got := said(a.do(tt.viewer))
			if a.name == "ReportTask" || a.name == "FinishTask" { // the bloc's supervisor may too
				if who == "the unit above" {
					continue
				}
			}
			refused := got == "FORBIDDEN" || got == "UNAUTHENTICATED" || got == "NOT_FOUND id"
			if got != tt.want && (tt.want != "" || refused) {
				t.Errorf("%s by %s said %q, want %q", a.name, who, got, tt.want)
			}
		}
		if a.own == "" {
			continue
		}
		if got := said(a.do(officer(a.own))); got == "FORBIDDEN" {
			t.Errorf("%s by the own unit said %q", a.name, got)
		}
	}
}

func TestTheCatalogueIsTheAdministrators(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	officer := access.Viewer{Actor: "usr_o", Role: access.RecordsOfficer}
	admin := access.Viewer{Actor: "usr_a", Role: access.Administrator}
	edit := register.AwardTypeChange{ID: w.flag.ID, Version: w.flag.Version, ValidTo: ptr[viet.Date]("2025-06-30")}
	if _, err := w.UpdateAwardType(ctx, officer, edit); said(err) != "FORBIDDEN" {
		t.Errorf("an officer's change said %v", err)
	}
	got := made[*register.AwardType](t)(w.UpdateAwardType(ctx, admin, edit))
	if got.ValidTo != "2025-06-30" || got.Label != w.flag.Label {
		t.Errorf("the entry is %+v", got)
	}
	if err := w.RemoveAwardType(ctx, officer, register.Ref{ID: w.flag.ID, Version: got.Version}); said(err) != "FORBIDDEN" {
		t.Errorf("an officer's removal said %v", err)
	}
	if err := w.RemoveAwardType(ctx, admin, register.Ref{ID: w.flag.ID, Version: got.Version}); err != nil {
		t.Error(err)
	}
}

// What is not public does not exist for people of another unit, whether they ask for it or refer to it.
func TestHiddenRecordsDoNotExistForOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	hidden := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, false))
	person := made[*register.Person](t)(w.CreatePerson(ctx, w.editor, register.NewPerson{FullName: "Lê Kín"}))
	own := access.Viewer{Actor: "usr_1", Role: access.RecordsOfficer, UnitID: w.one.ID}
	other := access.Viewer{Actor: "usr_2", Role: access.RecordsOfficer, UnitID: w.two.ID}
	submit := register.AwardSubmission{ID: hidden.ID, Version: hidden.Version}
	if _, err := w.SubmitAward(ctx, other, submit); said(err) != "NOT_FOUND id" {
		t.Errorf("another unit's hidden award said %v", err)
	}
	if _, err := w.SubmitAward(ctx, own, submit); said(err) != "WRONG_STATE" {
		t.Errorf("the own hidden award said %v", err)
	}
	_, _, err := w.NominateAward(ctx, other, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Merit, Year: 2021, NominatedByUnitID: w.two.ID,
		Recipient: register.Recipient{Kind: register.PersonRecipient, ID: person.ID},
	})
	if said(err) != "NOT_FOUND recipient.id" {
		t.Errorf("a hidden person as recipient said %v", err)
	}
}

// Who nominates their own unit does not decide on it, and whoever made a record may correct it.
func TestWhatOneMadeOneself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	officer := access.Viewer{Actor: "usr_1", Role: access.RecordsOfficer, UnitID: w.one.ID}
	a, _, err := w.NominateAward(ctx, officer, register.Nomination{
		AwardTypeID: w.cert.ID, Kind: register.Extraordinary, Year: 2021, State: register.Submitted,
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	decision := made[*register.Decision](t)(w.CreateDecision(ctx, officer, register.NewDecision{Number: "7/QĐ-S1", IssuedOn: "2022-01-01", IssuerID: w.one.ID, Title: "Tự khen"}))
	if _, err := w.ApproveAward(ctx, officer, register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: decision.ID}); said(err) != "FORBIDDEN" {
		t.Errorf("an approval of the own award said %v", err)
	}
	if _, err := w.UpdateAward(ctx, officer, register.AwardChange{ID: a.ID, Version: a.Version, Note: ptr("Sửa")}); err != nil {
		t.Error(err)
	}
}
