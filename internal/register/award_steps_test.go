package register

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// TestAwardSteps writes the whole table of states and steps out: where each step leads from each state. An empty place is
// a refusal.
func TestAwardSteps(t *testing.T) {
	t.Parallel()
	want := map[AwardState]map[AwardStep]AwardState{
		Registered: {Nominating: Nominated, Withdrawing: Withdrawn},
		Nominated:  {Voting: Voted, Withdrawing: Withdrawn},
		Voted:      {Submitting: Submitted, Withdrawing: Withdrawn},
		Submitted:  {Returning: Returned, Approving: Approved, Rejecting: Rejected, Withdrawing: Withdrawn},
		Returned:   {Submitting: Submitted, Withdrawing: Withdrawn},
		Approved:   {Presenting: Granted, Revoking: Revoked},
		Granted:    {Revoking: Revoked},
		Rejected:   {},
		Revoked:    {},
		Withdrawn:  {},
	}
	got := map[AwardState]map[AwardStep]AwardState{}
	for _, from := range allAwardStates() {
		got[from] = map[AwardStep]AwardState{}
		for _, step := range AwardSteps() {
			before := &Award{State: from, Kind: Merit}
			after, err := before.take(step)
			if before.State != from {
				t.Errorf("the step %s changes the version before", step)
			}
			if err != nil {
				if refusal(err) != "WRONG_STATE" {
					t.Errorf("from %s the step %s is refused with %v", from, step, err)
				}
				continue
			}
			got[from][step] = after.State
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A step besides has rules of its own; every one of them is a step of the table.
func TestWhatStepsAskFor(t *testing.T) {
	t.Parallel()
	grant := &Decision{Head: store.Head{ID: "dec_1"}, IssuedOn: "2022-05-04", IssuerName: "UBND tỉnh"}
	issuer := &Unit{Level: ProvinceLevel}
	vote := func(session string, passed bool) Vote {
		return Vote{SessionID: session, On: "2022-01-14", Method: Consensus, Ballot: Ballot{Passed: passed}}
	}
	tests := []struct {
		name    string
		award   Award
		take    func(*Award) (*Award, error)
		refused string
		state   AwardState
	}{
		{"a nomination at the end of the year", Award{State: Registered, Year: 2021}, func(a *Award) (*Award, error) { return a.nominated("2021-12-31", "") }, "", Nominated},
		{"a nomination before the year", Award{State: Registered, Year: 2021}, func(a *Award) (*Award, error) { return a.nominated("2020-12-31", "") }, "INVALID on", ""},
		{"a vote that passed", Award{State: Nominated}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", true)) }, "", Voted},
		{"a vote that did not pass", Award{State: Nominated}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", false)) }, "", Nominated},
		{"a vote before the nomination", Award{State: Nominated, NominatedOn: "2022-01-15"}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", true)) }, "INVALID id", ""},
		{"a vote of a registered award", Award{State: Registered}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", true)) }, "WRONG_STATE", ""},
		{"a session that corrects itself", Award{State: Voted, Vote: &Vote{SessionID: "rev_1"}}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", false)) }, "", Nominated},
		{"another session on what passed", Award{State: Voted, Vote: &Vote{SessionID: "rev_1"}}, func(a *Award) (*Award, error) { return a.voted(vote("rev_2", true)) }, "WRONG_STATE", ""},
		{"another session on what did not pass", Award{State: Nominated, Vote: &Vote{SessionID: "rev_1"}}, func(a *Award) (*Award, error) { return a.voted(vote("rev_2", true)) }, "", Voted},
		{"a correction after the submission", Award{State: Submitted, Vote: &Vote{SessionID: "rev_1"}}, func(a *Award) (*Award, error) { return a.voted(vote("rev_1", false)) }, "WRONG_STATE", ""},
		{"a submission before the vote", Award{State: Voted, Vote: &Vote{On: "2022-01-14"}}, func(a *Award) (*Award, error) { return a.submitted("2022-01-13") }, "INVALID on", ""},
		{"a submission without a day", Award{State: Voted, Vote: &Vote{On: "2022-01-14"}}, func(a *Award) (*Award, error) { return a.submitted("") }, "", Submitted},
		{"a submission without a vote", Award{State: Nominated, Kind: Merit}, func(a *Award) (*Award, error) { return a.submitted("") }, "WRONG_STATE", ""},
		{"an extraordinary deed without a vote", Award{State: Nominated, Kind: Extraordinary}, func(a *Award) (*Award, error) { return a.submitted("") }, "", Submitted},
		{"a second submission", Award{State: Returned, ReturnedReason: "Thiếu biên bản"}, func(a *Award) (*Award, error) {
			next, err := a.submitted("2022-02-14")
			if err == nil && next.ReturnedReason != "" {
				t.Error("it says why it was returned still")
			}
			return next, err
		}, "", Submitted},
		{"an approval", Award{State: Submitted, Level: ProvinceLevel, Year: 2021}, func(a *Award) (*Award, error) { return a.decided(grant, issuer, nil) }, "", Approved},
		{"an approval again", Award{State: Granted, DecisionID: "dec_1"}, func(a *Award) (*Award, error) { return a.decided(grant, issuer, nil) }, "", Granted},
		{"an approval by another decision", Award{State: Granted, DecisionID: "dec_0"}, func(a *Award) (*Award, error) { return a.decided(grant, issuer, nil) }, "WRONG_STATE", ""},
		{"an approval after a revocation", Award{State: Revoked, DecisionID: "dec_1"}, func(a *Award) (*Award, error) { return a.decided(grant, issuer, nil) }, "WRONG_STATE", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			after, err := tt.take(&tt.award)
			if got := refusal(err); got != tt.refused {
				t.Fatalf("refused with %q, want %q", got, tt.refused)
			}
			if err == nil && after.State != tt.state {
				t.Errorf("it becomes %s, want %s", after.State, tt.state)
			}
		})
	}
}

func TestBeginnings(t *testing.T) {
	t.Parallel()
	for _, kind := range []CommendationKind{Merit, Extraordinary} {
		var got []AwardState
		for _, s := range allAwardStates() {
			if (&Award{State: s, Kind: kind}).beginning() == nil {
				got = append(got, s)
			}
		}
		want := []AwardState{Registered, Nominated}
		if kind == Extraordinary {
			want = append(want, Submitted)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestTaskSteps(t *testing.T) {
	t.Parallel()
	want := map[TaskState]map[TaskStep]TaskState{
		Planned:    {StartingTask: InProgress, FinishingTask: Done, CancellingTask: Cancelled},
		InProgress: {FinishingTask: Done, CancellingTask: Cancelled},
		Done:       {ReopeningTask: InProgress},
		Cancelled:  {},
	}
	for from, steps := range want {
		got := map[TaskStep]TaskState{}
		for _, step := range []TaskStep{StartingTask, FinishingTask, CancellingTask, ReopeningTask} {
			after, err := (&Task{State: from}).take(step)
			if err == nil {
				got[step] = after.State
			} else if refusal(err) != "WRONG_STATE" {
				t.Errorf("from %s the step %s is refused with %v", from, step, err)
			}
		}
		if diff := cmp.Diff(steps, got); diff != "" {
			t.Errorf("from %s: %s", from, diff)
		}
	}
}

func TestTaskReports(t *testing.T) {
	t.Parallel()
	result := func(on viet.Date, text string) *TaskResult { return &TaskResult{On: on, Text: text} }
	tests := []struct {
		name    string
		task    Task
		report  TaskReport
		refused string
		want    Task
	}{
		{
			name: "the first begins a planned task", task: Task{State: Planned}, report: TaskReport{Progress: ptr(int64(10))},
			want: Task{State: InProgress, Progress: 10},
		},
		{
			name: "results are in the order of their days", task: Task{State: InProgress, Progress: 50, Results: []TaskResult{{On: "2022-06-01", Text: "Sau"}}},
			report: TaskReport{Result: result("2022-03-01", "Trước")},
			want:   Task{State: InProgress, Progress: 50, Results: []TaskResult{{On: "2022-03-01", Text: "Trước"}, {On: "2022-06-01", Text: "Sau"}}},
		},
		{name: "all of it is not the end", task: Task{State: InProgress}, report: TaskReport{Progress: ptr(int64(100))}, want: Task{State: InProgress, Progress: 100}},
		{name: "more than all", task: Task{State: InProgress}, report: TaskReport{Progress: ptr(int64(101))}, refused: "INVALID progress"},
		{name: "nothing", task: Task{State: InProgress}, refused: "INVALID progress"},
		{name: "a result of no day", task: Task{State: InProgress}, report: TaskReport{Result: result("", "Có")}, refused: "INVALID result on"},
		{name: "a result of no words", task: Task{State: InProgress}, report: TaskReport{Result: result("2022-03-01", " \n")}, refused: "INVALID result text"},
		{name: "a task that is done", task: Task{State: Done}, report: TaskReport{Progress: ptr(int64(10))}, refused: "WRONG_STATE"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := tt.report.apply(&tt.task)
			if refusal(err) != tt.refused {
				t.Fatalf("refused with %v, want %q", err, tt.refused)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOfficeSteps(t *testing.T) {
	t.Parallel()
	want := map[OfficeStatus][]OfficeStatus{
		OfficeProposed: {OfficeConfirmed, OfficeDeclined}, OfficeConfirmed: {OfficeEnded}, OfficeDeclined: nil, OfficeEnded: nil,
	}
	for from, to := range want {
		var got []OfficeStatus
		term := &OfficeTerm{Status: from, ProposedOn: "2022-01-14"}
		for _, after := range []func() (*OfficeTerm, error){
			func() (*OfficeTerm, error) { return term.confirmed("2022-02-01", "") },
			term.declined,
			func() (*OfficeTerm, error) { return term.ended("2022-12-31") },
		} {
			if next, err := after(); err == nil {
				got = append(got, next.Status)
			}
		}
		if diff := cmp.Diff(to, got); diff != "" {
			t.Errorf("from %s: %s", from, diff)
		}
	}
	term := &OfficeTerm{Status: OfficeConfirmed, ProposedOn: "2022-01-14", From: "2022-02-01"}
	if _, err := term.ended("2022-01-31"); refusal(err) != "INVALID on" {
		t.Errorf("an end before the first day is refused with %v", err)
	}
}

func TestBlocHistory(t *testing.T) {
	t.Parallel()
	b := &Bloc{Head: store.Head{ID: "blo_1"}, Name: "Khối Một", ValidFrom: "2018-07-20", Names: []NameSpan{{Name: "Khối Một", From: "2018-07-20"}}}
	renamed, err := b.renamed("Khối Hai", "2024-01-01")
	if err != nil {
		t.Fatal(err)
	}
	want := []NameSpan{{Name: "Khối Một", From: "2018-07-20", To: "2023-12-31"}, {Name: "Khối Hai", From: "2024-01-01"}}
	if diff := cmp.Diff(want, renamed.Names); diff != "" || renamed.Name != "Khối Hai" || b.Names[0].To != "" {
		t.Errorf("it is %q: %s", renamed.Name, diff)
	}
	ended, err := renamed.ended("2025-06-30", []string{"blo_2"})
	if err != nil || ended.ValidTo != "2025-06-30" {
		t.Fatalf("it ends on %v, %v", ended, err)
	}
	for name, err := range map[string]error{
		"the same name":               second(b.renamed("Khối Một", "2024-01-01")),
		"a name before the bloc":      second(b.renamed("Khối Hai", "2018-07-20")),
		"an end before the name":      second(renamed.ended("2023-12-31", nil)),
		"an end by itself":            second(b.ended("2025-06-30", []string{"blo_1"})),
		"a new name after the end":    second(ended.renamed("Khối Ba", "2026-01-01")),
		"an end after the end":        second(ended.ended("2026-01-01", nil)),
		"an end before the beginning": second(b.ended("2018-07-19", nil)),
	} {
		if err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// Every field that may hold a removed document's ID is found by an index, and is a field of its schema.
func TestReferencesAreIndexed(t *testing.T) {
	t.Parallel()
	n := 0
	for _, s := range Schemas() {
		for _, ref := range referencesTo(s.Name) {
			n++
			plan, err := store.NewCountPlan(ref.schema, store.Eq{Field: ref.field, Value: "id"}, nil)
			if err != nil || len(plan.Prefix) == 0 {
				t.Errorf("%s.%s, which refers to %s, is served by %v, %v", ref.schema.Name, ref.field, s.Name, plan.Index, err)
			}
		}
	}
	if n < 40 {
		t.Errorf("only %d references are known", n)
	}
}

// Every field of a document that holds an ID is known as a reference, or is one of those that only repeat another.
func TestNoReferenceIsForgotten(t *testing.T) {
	t.Parallel()
	known := map[string]bool{
		"office_terms.blocId": true, "tasks.blocId": true, "awards.blocId": true, // of the bloc-year
		"compacts.blocId": true, "title_registrations.blocId": true, "review_sessions.blocId": true, // likewise
		"awards.commentPeriod.noticeId":       true, // an article's, whose withdrawal only takes the link away
		"units.successions.toId":              true, // the lineage of the unit that it names has it too
		"score_sheets.lines.evidence.mediaId": true, // a file of the newsroom's
		"units.joinedIds":                     true, // of records that are no more, and so is the next
		"people.joinedIds":                    true,
		"duplicate_joins.fromId":              true,
	}
	for _, s := range Schemas() {
		for _, ref := range referencesTo(s.Name) {
			known[ref.schema.Name+"."+ref.field] = true
		}
	}
	for name, doc := range documents(t) {
		for _, path := range idPaths(reflect.TypeOf(doc).Elem(), "") {
			if !known[name+"."+path] {
				t.Errorf("%s.%s may hold the ID of a document that is removed", name, path)
			}
		}
	}
}

// documents returns an empty document of each collection.
func documents(t *testing.T) map[string]any {
	t.Helper()
	all := map[string]any{
		unitsName: &Unit{}, blocsName: &Bloc{}, membershipsName: &BlocMembership{}, blocYearsName: &BlocYear{}, officeTermsName: &OfficeTerm{},
		peopleName: &Person{}, awardTypesName: &AwardType{}, awardsName: &Award{}, decisionsName: &Decision{}, tasksName: &Task{},
		eventsName: &Event{}, movementsName: &Movement{}, legalReferencesName: &LegalReference{},
		compactsName: &Compact{}, titlesName: &TitleRegistration{}, reviewsName: &ReviewSession{}, dossierRulesName: &DossierRule{},
		scoringTemplatesName: &ScoringTemplate{}, scoreSheetsName: &ScoreSheet{}, dismissalsName: &Dismissal{},
		eligibilityRulesName: &EligibilityRule{}, duplicateJoinsName: &DuplicateJoin{},
	}
	if len(all) != len(Schemas()) {
		t.Fatal("a collection is left out")
	}
	return all
}

// Every document that has a state tells it to the journal, which so says from where to where each step led.
func TestInvariant19EveryStateIsToldToTheJournal(t *testing.T) {
	t.Parallel()
	n := 0
	for name, doc := range documents(t) {
		for _, field := range []string{"State", "Status"} {
			v := reflect.ValueOf(doc).Elem().FieldByName(field)
			if !v.IsValid() {
				continue
			}
			n++
			v.SetString("MARK")
			if s, ok := doc.(store.Stateful); !ok || s.JournalState() != "MARK" {
				t.Errorf("the journal is not told the state of %s", name)
			}
		}
	}
	if n < 7 {
		t.Errorf("only %d documents have a state", n)
	}
}

// idPaths returns the paths of the fields of a struct that hold IDs.
func idPaths(t reflect.Type, prefix string) []string {
	var paths []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("bson"), ",")
		of := f.Type
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			of = of.Elem()
		}
		switch {
		case f.Anonymous:
		case of.Kind() == reflect.Struct && of.PkgPath() == t.PkgPath():
			paths = append(paths, idPaths(of, prefix+tag+".")...)
		case tag == "id", strings.HasSuffix(tag, "Id"), strings.HasSuffix(tag, "Ids"):
			paths = append(paths, prefix+tag)
		}
	}
	return paths
}
