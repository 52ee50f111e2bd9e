package register_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func TestAnonymousReadersChangeNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, nobody := t.Context(), access.Anonymous()
	for name, err := range map[string]error{
		"CreateUnit":           second(w.CreateUnit(ctx, nobody, register.NewUnit{})),
		"RenameUnit":           second(w.RenameUnit(ctx, nobody, register.UnitRename{})),
		"MergeUnits":           second(w.MergeUnits(ctx, nobody, register.UnitMerger{})),
		"TransferProvince":     second(w.TransferProvince(ctx, nobody, register.UnitTransfer{})),
		"CreateBloc":           second(w.CreateBloc(ctx, nobody, register.NewBloc{})),
		"JoinBloc":             second(w.JoinBloc(ctx, nobody, register.BlocJoining{})),
		"LeaveBloc":            second(w.LeaveBloc(ctx, nobody, register.BlocLeaving{})),
		"OpenBlocYear":         second(w.OpenBlocYear(ctx, nobody, register.NewBlocYear{})),
		"AdvanceBlocYear":      second(w.AdvanceBlocYear(ctx, nobody, register.BlocYearStep{})),
		"ProposeOfficer":       second(w.ProposeOfficer(ctx, nobody, register.OfficeProposal{})),
		"ConfirmOfficer":       second(w.ConfirmOfficer(ctx, nobody, register.OfficeConfirmation{})),
		"CreatePerson":         second(w.CreatePerson(ctx, nobody, register.NewPerson{})),
		"CreateAwardType":      second(w.CreateAwardType(ctx, nobody, register.NewAwardType{})),
		"ApproveAward":         second(w.ApproveAward(ctx, nobody, register.AwardApproval{})),
		"RejectAward":          second(w.RejectAward(ctx, nobody, register.AwardReason{})),
		"PresentAward":         second(w.PresentAward(ctx, nobody, register.Presentation{})),
		"RevokeAward":          second(w.RevokeAward(ctx, nobody, register.AwardRevocation{})),
		"CreateDecision":       second(w.CreateDecision(ctx, nobody, register.NewDecision{})),
		"AdoptTask":            second(w.AdoptTask(ctx, nobody, register.NewTask{})),
		"HoldEvent":            second(w.HoldEvent(ctx, nobody, register.NewEvent{})),
		"LaunchMovement":       second(w.LaunchMovement(ctx, nobody, register.NewMovement{})),
		"CreateLegalReference": second(w.CreateLegalReference(ctx, nobody, register.NewLegalReference{})),
	} {
		if got := said(err); got != "UNAUTHENTICATED" {
			t.Errorf("%s said %q", name, got)
		}
	}
	if _, _, err := w.NominateAward(ctx, nobody, register.Nomination{}); said(err) != "UNAUTHENTICATED" {
		t.Errorf("NominateAward said %v", err)
	}
	if _, _, err := w.ImportAward(ctx, nobody, register.ImportedAward{}); said(err) != "UNAUTHENTICATED" {
		t.Errorf("ImportAward said %v", err)
	}
}

func second[T any](_ T, err error) error { return err }

func TestInputIsRefusedWithItsPath(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	long := strings.Repeat("đ", 301)
	unit := func(change func(*register.NewUnit)) error {
		in := register.NewUnit{OfficialName: "Sở Ba", Type: register.Department, Level: register.ProvinceLevel}
		change(&in)
		return second(w.CreateUnit(ctx, v, in))
	}
	tests := []struct {
		name string
		want string
		err  error
	}{
		{"a name of white space", "INVALID officialName", unit(func(in *register.NewUnit) { in.OfficialName = " \u00a0\t" })},
		{"a name of 301 code points", "INVALID officialName", unit(func(in *register.NewUnit) { in.OfficialName = long })},
		{"a name of 300 code points", "", unit(func(in *register.NewUnit) { in.OfficialName = long[2:] })},
		{"an empty alias", "INVALID aliases.1", unit(func(in *register.NewUnit) { in.Aliases = []string{"a", ""} })},
		{"an unknown type", "INVALID type", unit(func(in *register.NewUnit) { in.Type = "CASTLE" })},
		{"a slug with a space", "INVALID slug", unit(func(in *register.NewUnit) { in.Slug = "so ba" })},
		{"a reserved slug", "INVALID slug", unit(func(in *register.NewUnit) { in.Slug = "graphql" })},
		{"a taken slug", "DUPLICATE slug", unit(func(in *register.NewUnit) { in.Slug = w.one.Slug })},
		{"a parent that does not exist", "NOT_FOUND parentId", unit(func(in *register.NewUnit) { in.ParentID = "uni_0" })},
		{"a province without a name", "INVALID province.name", unit(func(in *register.NewUnit) { in.Province = &register.Province{Code: "62"} })},
		{"no day", "INVALID validFrom", unit(func(in *register.NewUnit) { in.ValidFrom = "2021-02-30" })},
		{"a bloc-year of 1947", "INVALID year", second(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: w.bloc.ID, Year: 1947}))},
		{"a bloc-year before the bloc", "INVALID year", second(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: w.bloc.ID, Year: 2017}))},
		{"a bloc-year twice", "DUPLICATE year", second(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: w.bloc.ID, Year: 2021}))},
		{"a negative quota", "INVALID flagQuota", second(w.OpenBlocYear(ctx, v, register.NewBlocYear{BlocID: w.bloc.ID, Year: 2022, FlagQuota: ptr(int64(-1))}))},
		{"an overlapping membership", "INVALID from", second(w.JoinBloc(ctx, v, register.BlocJoining{BlocID: w.bloc.ID, UnitID: w.one.ID, From: "2022-01-01"}))},
		{"an office of a stranger", "INVALID unitId", second(w.ProposeOfficer(ctx, v, register.OfficeProposal{BlocYearID: w.year.ID, UnitID: w.province.ID, Role: register.HeadRole, On: "2021-03-01"}))},
		{"a number that is none", "INVALID number", second(w.CreateDecision(ctx, v, register.NewDecision{Number: "QĐ", IssuedOn: "2021-01-01", IssuerID: w.province.ID, Title: "Khen"}))},
		{"an issuer that does not exist", "NOT_FOUND issuerId", second(w.CreateDecision(ctx, v, register.NewDecision{Number: "1/QĐ-UBND", IssuedOn: "2021-01-01", Title: "Khen"}))},
		{"a task that cites nothing known", "NOT_FOUND citationIds.0", second(w.AdoptTask(ctx, v, register.NewTask{BlocYearID: w.year.ID, Title: "Việc", Category: register.Propaganda, CitationIDs: []string{"leg_0"}}))},
		{"an event by two organizers", "INVALID organizerUnitId", second(w.HoldEvent(ctx, v, register.NewEvent{Type: register.Ceremony, Title: "Lễ", StartsOn: "2021-01-01", OrganizerBlocID: w.bloc.ID, OrganizerUnitID: w.one.ID}))},
		{"a movement of nobody", "INVALID launchedByUnitId", second(w.LaunchMovement(ctx, v, register.NewMovement{Name: "Phong trào", Form: register.Regular, Level: register.ProvinceLevel, From: "2021-01-01"}))},
		{"a code with small letters", "INVALID code", second(w.CreateAwardType(ctx, v, register.NewAwardType{Code: "co", Label: "Cờ"}))},
		{"a page of another scheme", "INVALID url", second(w.CreateLegalReference(ctx, v, register.NewLegalReference{Kind: register.Luat, RawText: "Luật", URL: "javascript:alert(1)"}))},
		{"a relation to nothing", "NOT_FOUND relations.0.toId", second(w.CreateLegalReference(ctx, v, register.NewLegalReference{Kind: register.Luat, RawText: "Luật", Relations: []register.LegalRelation{{Kind: register.Amends, ToID: "leg_0"}}}))},
		{"a position nowhere", "NOT_FOUND positions.0.unitId", second(w.CreatePerson(ctx, v, register.NewPerson{FullName: "Trần Ví Dụ", Positions: []register.Position{{Title: "Giám đốc", UnitID: "uni_0"}}}))},
		{"a merger of nothing", "INVALID from", second(w.MergeUnits(ctx, v, register.UnitMerger{Into: heir(w.one), On: "2025-03-01"}))},
		{"a merger into nothing", "INVALID into", second(w.MergeUnits(ctx, v, register.UnitMerger{From: refs(w.one), On: "2025-03-01"}))},
		{"a merger with itself", "INVALID into", second(w.MergeUnits(ctx, v, register.UnitMerger{From: refs(w.one), Into: heir(w.one), On: "2025-03-01"}))},
		{"a merger into a nameless unit", "INVALID into.new.officialName", second(w.MergeUnits(ctx, v, register.UnitMerger{From: refs(w.one), Into: register.Heir{New: &register.NewUnit{}}, On: "2025-03-01"}))},
		{"an old version", "CONFLICT", second(w.RenameUnit(ctx, v, register.UnitRename{ID: w.one.ID, Version: 9, Name: "Sở Mới", On: "2025-03-01"}))},
		{"a change of nothing", "NOT_FOUND id", second(w.RenameUnit(ctx, v, register.UnitRename{ID: "uni_0", Version: 1, Name: "Sở Mới", On: "2025-03-01"}))},
	}
	for _, tt := range tests {
		if got := said(tt.err); got != tt.want {
			t.Errorf("%s: said %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestSlugsOfNamesakesAreNumbered(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var got []string
	for range 3 {
		got = append(got, w.department(t, "Sở Nội vụ").Slug)
	}
	got = append(got, w.department(t, "Tag").Slug)
	if diff := cmp.Diff([]string{"so-noi-vu", "so-noi-vu-2", "so-noi-vu-3", "tag-2"}, got); diff != "" {
		t.Error(diff)
	}
	if nameless := w.department(t, "🏆"); !strings.HasPrefix(nameless.Slug, "uni-") || !viet.ValidSlug(nameless.Slug) {
		t.Errorf("a name without letters has the slug %q", nameless.Slug)
	}
}

func TestNominating(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	in := register.Nomination{
		AwardTypeID: w.flag.ID, Kind: register.Merit, Year: 2021, BlocYearID: w.year.ID, NominatedOn: "2022-01-14",
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID, Name: "tên giả"}, Public: true,
	}
	nominate := func(change func(*register.Nomination)) (*register.Award, []register.Warning, error) {
		next := in
		change(&next)
		return w.NominateAward(ctx, w.editor, next)
	}
	a, warnings, err := nominate(func(*register.Nomination) {})
	if err != nil || len(warnings) != 0 {
		t.Fatal(err, warnings)
	}
	want := &register.Award{
		Head: a.Head, Code: a.Code, AwardTypeID: w.flag.ID, TypeName: "Khen CO", Form: register.Flag, Level: register.ProvinceLevel,
		Kind: register.Merit, Recipient: register.Recipient{Kind: register.UnitRecipient, ID: w.one.ID, Name: "Sở Một"},
		Province: &register.Province{Code: "62", Name: "Kon Tum"}, Year: 2021, BlocYearID: w.year.ID, BlocID: w.bloc.ID,
		NominatedByBlocID: w.bloc.ID, NominatedOn: "2022-01-14", State: register.Nominated, Public: true,
		Claim: a.Claim, Terms: a.Terms, SortKey: a.SortKey, PaperCode: a.PaperCode,
	}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Error(diff)
	}
	refused := []struct {
		name   string
		want   string
		change func(*register.Nomination)
	}{
		{"the same award again", "DUPLICATE recipient", func(*register.Nomination) {}},
		{"a flag beyond the quota", "LIMIT", func(n *register.Nomination) { n.Recipient.ID = w.two.ID }},
		{"another year than the bloc's", "INVALID year", func(n *register.Nomination) { n.Year = 2020 }},
		{"an achievement after the nomination", "INVALID year", func(n *register.Nomination) { n.Year, n.BlocYearID = 2023, "" }},
		{"two nominators", "INVALID nominatedByUnitId", func(n *register.Nomination) { n.NominatedByBlocID, n.NominatedByUnitID = w.bloc.ID, w.two.ID }},
		{"a household without a name", "INVALID recipient.name", func(n *register.Nomination) {
			n.Recipient = register.Recipient{Kind: register.HouseholdRecipient}
		}},
		{"a recipient that does not exist", "NOT_FOUND recipient.id", func(n *register.Nomination) { n.Recipient.ID = "uni_0" }},
		{"comments that close before they open", "INVALID commentPeriod.closesOn", func(n *register.Nomination) {
			n.CommentPeriod = &register.CommentPeriod{OpensOn: "2022-02-01", ClosesOn: "2022-01-31", Unit: register.WorkingDays}
		}},
	}
	for _, tt := range refused {
		if _, _, err := nominate(tt.change); said(err) != tt.want {
			t.Errorf("%s: said %q, want %q", tt.name, said(err), tt.want)
		}
	}
	_, warnings, err = nominate(func(n *register.Nomination) { n.AwardTypeID = w.cert.ID })
	if err != nil || len(warnings) != 1 {
		t.Errorf("the certificate beside the flag gives %v, %v", warnings, err)
	}
}

// TestAwardsLife takes an award from nomination to revocation and looks at what stays on record.
func TestAwardsLife(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, v := t.Context(), w.editor
	a := made[*register.Award](t)(w.nominate(ctx, w.one, w.cert, 2021, true))
	decide := func(number string, on viet.Date) *register.Decision {
		return made[*register.Decision](t)(w.CreateDecision(ctx, v, register.NewDecision{Number: number, IssuedOn: on, IssuerID: w.province.ID, Title: "Quyết định", Public: true}))
	}
	grant, revocation := decide("10/QĐ-UBND", "2022-05-04"), decide("20/QĐ-UBND", "2023-05-04")
	if _, err := w.CreateDecision(ctx, v, register.NewDecision{Number: "10/qđ-ubnd", IssuedOn: "2022-05-04", IssuerID: w.province.ID, Title: "Lại"}); said(err) != "DUPLICATE number" {
		t.Errorf("the same number, issuer and day again said %v", err)
	}
	if _, err := w.ApproveAward(ctx, v, register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: grant.ID}); said(err) != "WRONG_STATE" {
		t.Errorf("an approval of what was not submitted said %v", err)
	}
	a = w.submit(t, a)
	if _, err := w.ApproveAward(ctx, v, register.AwardApproval{ID: a.ID, Version: a.Version}); said(err) != "NOT_FOUND decisionId" {
		t.Errorf("an approval without a decision said %v", err)
	}
	a = made[*register.Award](t)(w.ApproveAward(ctx, v, register.AwardApproval{ID: a.ID, Version: a.Version, DecisionID: grant.ID}))
	a = made[*register.Award](t)(w.PresentAward(ctx, v, register.Presentation{ID: a.ID, Version: a.Version, On: "2022-07-22"}))
	made[*register.Unit](t)(w.RenameUnit(ctx, v, register.UnitRename{ID: w.one.ID, Version: w.one.Version, Name: "Sở Mới", On: "2023-01-01"}))
	if _, err := w.RevokeAward(ctx, v, register.AwardRevocation{ID: a.ID, Version: a.Version, DecisionID: revocation.ID, Reason: " "}); said(err) != "INVALID reason" {
		t.Errorf("a revocation without a reason said %v", err)
	}
	a = made[*register.Award](t)(w.RevokeAward(ctx, v, register.AwardRevocation{ID: a.ID, Version: a.Version, DecisionID: revocation.ID, Reason: "Sai"}))
	got := []string{a.Recipient.Name, string(a.State), a.DecisionID, string(a.PresentedOn), a.IssuerName, a.Revocation.Reason}
	if diff := cmp.Diff([]string{"Sở Một", "REVOKED", grant.ID, "2022-07-22", "UBND tỉnh", "Sai"}, got); diff != "" {
		t.Error(diff)
	}
	other := w.submit(t, made[*register.Award](t)(w.nominate(ctx, w.two, w.certOfState, 2021, true)))
	if _, err := w.ApproveAward(ctx, v, register.AwardApproval{ID: other.ID, Version: other.Version, DecisionID: grant.ID}); said(err) != "INVALID decisionId" {
		t.Errorf("a province that decides for the State said %v", err)
	}
	other = made[*register.Award](t)(w.RejectAward(ctx, v, register.AwardReason{ID: other.ID, Version: other.Version, Reason: "Chưa đủ"}))
	if other.State != register.Rejected || other.RejectedReason != "Chưa đủ" {
		t.Errorf("the refused award is %+v", other)
	}
}

// failing fails every write after the first so many.
type failing struct {
	store.Store
	left int
}

var errCut = errors.New("cut short")

func (s *failing) Apply(ctx context.Context, writes ...store.Write) (int, error) {
	for i, w := range writes {
		if s.left == 0 {
			return i, errCut
		}
		s.left--
		if _, err := s.Store.Apply(ctx, w); err != nil {
			return i, err
		}
	}
	return len(writes), nil
}

func TestMergerCutShortIsCompletedByTheSameCall(t *testing.T) {
	t.Parallel()
	for cut := range 5 { // the successor, two units, two memberships
		t.Run(fmt.Sprintf("after %d writes", cut), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := t.Context()
			in := register.UnitMerger{
				From: refs(w.one, w.two), On: "2025-03-01",
				Into: register.Heir{New: &register.NewUnit{OfficialName: "Sở Một và Hai", Type: register.Department, Level: register.ProvinceLevel}},
			}
			ids := []string{w.one.ID, w.two.ID}
			broken := register.New(&failing{Store: w.store, left: cut}, time.Now, store.NewIDs())
			if _, err := broken.MergeUnits(ctx, w.editor, in); !errors.Is(err, errCut) {
				t.Fatalf("the merger was not cut short: %v", err)
			}
			successor := made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, in))
			again := made[*register.Unit](t)(w.MergeUnits(ctx, w.editor, in))
			if diff := cmp.Diff(successor, again); diff != "" {
				t.Errorf("the merger again: %s", diff)
			}
			if diff := cmp.Diff([]string{w.one.ID, w.two.ID}, successor.Lineage); diff != "" {
				t.Error(diff)
			}
			heirs := made[map[string][]*register.Unit](t)(w.UnitsContinuing(ctx, w.editor, ids, register.UnitsByName, page()))
			memberships := made[map[string][]*register.BlocMembership](t)(w.MembershipsOfUnits(ctx, w.editor, ids, nil, page()))
			olds := made[map[string]*register.Unit](t)(w.UnitsByID(ctx, w.editor, ids))
			for _, id := range ids {
				if len(heirs[id]) != 1 || olds[id].ValidTo != "2025-02-28" || olds[id].Version != 2 || memberships[id][0].To != "2025-02-28" {
					t.Errorf("after the merger: heirs %v, unit %+v, membership %+v", heirs[id], olds[id], memberships[id][0])
				}
			}
		})
	}
}

// TestAtTheSameMoment makes the same change many times at once: one of them is made.
func TestAtTheSameMoment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	changes := map[string]func(i int) error{
		"a nomination": func(int) error { return second(w.nominate(ctx, w.one, w.cert, 2021, true)) },
		"the head of a bloc": func(i int) error {
			unit := []*register.Unit{w.one, w.two}[i%2]
			return second(w.ProposeOfficer(ctx, w.editor, register.OfficeProposal{BlocYearID: w.year.ID, UnitID: unit.ID, Role: register.HeadRole, On: "2021-03-01"}))
		},
		"a bloc-year": func(int) error {
			return second(w.OpenBlocYear(ctx, w.editor, register.NewBlocYear{BlocID: w.bloc.ID, Year: 2030}))
		},
		"a new name": func(int) error {
			return second(w.RenameUnit(ctx, w.editor, register.UnitRename{ID: w.two.ID, Version: 1, Name: "Sở Mới", On: "2025-03-01"}))
		},
	}
	for name, change := range changes {
		const many = 8
		results := make(chan string, many)
		for i := range many {
			go func() { results <- said(change(i)) }()
		}
		made := 0
		for range many {
			switch got := <-results; {
			case got == "":
				made++
			case !strings.HasPrefix(got, "DUPLICATE") && !strings.HasPrefix(got, "INVALID") && got != "CONFLICT":
				t.Errorf("%s: said %q", name, got)
			}
		}
		if made != 1 {
			t.Errorf("%s was made %d times", name, made)
		}
	}
}
