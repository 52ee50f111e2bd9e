package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// TaskEntry is a task of a list, of the bloc-year that the list is about.
type TaskEntry struct {
	Ordinal  int64        `bson:"ordinal,omitempty"` // behind those before it if zero
	Label    string       `bson:"label,omitempty"`
	Title    string       `bson:"title"`
	Body     string       `bson:"body,omitempty"`
	Category TaskCategory `bson:"category"`
	OwnerIDs []string     `bson:"ownerIds"`
	DueOn    viet.Date    `bson:"dueOn,omitempty"`
	State    TaskState    `bson:"state"`    // as far as it has come
	Progress int64        `bson:"progress"` // percent
	Results  []TaskResult `bson:"results"`
	// ID is that of the record; a new one if empty.
	ID string `bson:"id"`
}

// TaskPlan is what a list of tasks is about, read once for all its parts.
type TaskPlan struct {
	year  *BlocYear
	doing doing
	there []*Task // of the bloc-year, saved or of the list
}

// TaskPlan begins a list of tasks of a bloc-year, for those who may adopt one there.
func (r *Register) TaskPlan(ctx context.Context, v access.Viewer, blocYearID string) (*TaskPlan, error) {
	d, err := begin(v, access.Create, "task.adopt", "")
	if err != nil {
		return nil, err
	}
	if blocYearID == "" {
		return nil, errs.InvalidField("blocYearId", "Hãy nêu năm công tác của khối mà các nhiệm vụ này thuộc về.", "Name the bloc-year that these tasks belong to.")
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", blocYearID)
	if err != nil {
		return nil, err
	}
	if err := r.may(ctx, d, &Task{BlocYearID: y.ID, BlocID: y.BlocID}); err != nil {
		return nil, err
	}
	there, err := r.Tasks(ctx, v, TaskFilter{BlocYear: &y.ID}, TasksByOrdinal, store.Page{Limit: store.MaxLimit})
	return &TaskPlan{year: y, doing: d, there: there}, err
}

// Year is that of the bloc-year.
func (p *TaskPlan) Year() int64 { return p.year.Year }

// PrepareTasks returns for each entry the task as it would be saved, by the rules of one that is entered by hand. It saves
// nothing; the entries of later calls come behind these. At most [MaxBatch] entries, one store call.
func (r *Register) PrepareTasks(ctx context.Context, plan *TaskPlan, entries []TaskEntry) ([]Prepared[Task], error) {
	if len(entries) > MaxBatch {
		return nil, fmt.Errorf("prepare %d tasks: at most %d at once", len(entries), MaxBatch)
	}
	var owners []string
	for _, e := range entries {
		owners = append(owners, e.OwnerIDs...)
	}
	units := map[string]*Unit{}
	for part := range slices.Chunk(listed(owners), store.MaxLimit) {
		found, err := r.UnitsByID(ctx, plan.doing.viewer, part)
		if err != nil {
			return nil, err
		}
		for id, u := range found {
			units[id] = u
		}
	}
	prepared := make([]Prepared[Task], len(entries))
	for i := range entries {
		p := &prepared[i]
		if p.Record, p.Err = r.taskOf(plan, &entries[i], units); p.Err != nil {
			p.Record = nil
			continue
		}
		if p.Existing, p.Err = plan.place(p.Record, entries[i].Ordinal); p.Err != nil {
			p.Record = nil
		}
	}
	return prepared, nil
}

// taskOf returns the task of an entry.
func (r *Register) taskOf(plan *TaskPlan, e *TaskEntry, units map[string]*Unit) (*Task, error) {
	t := &Task{
		BlocYearID: plan.year.ID, BlocID: plan.year.BlocID, Year: plan.year.Year, Ordinal: e.Ordinal, Label: e.Label, Title: e.Title, Body: e.Body,
		Category: e.Category, OwnerIDs: e.OwnerIDs, DueOn: e.DueOn, State: e.State, Progress: e.Progress, CitationIDs: []string{},
		Results: slices.Clone(e.Results),
	}
	if t.Results == nil {
		t.Results = []TaskResult{}
	}
	err := cmp.Or(between("ordinal", t.Ordinal, 0, maxListed), t.clean(), t.consistent(), notMore("ownerIds", len(t.OwnerIDs)), notMore("results", len(t.Results)))
	if err != nil {
		return nil, err
	}
	for i, id := range t.OwnerIDs {
		if units[id] == nil {
			return nil, missing(r.units, "ownerIds."+strconv.Itoa(i), id)
		}
	}
	for i := range t.Results {
		path := fmt.Sprintf("results.%d.", i)
		if err := cmp.Or(validDay(path+"on", t.Results[i].On), cleanReason(path+"text", &t.Results[i].Text)); err != nil {
			return nil, err
		}
	}
	t.ID = cmp.Or(e.ID, r.tasks.IDs.Next(r.tasks.Prefix, r.tasks.Now()))
	t.Derive()
	return t, nil
}

// consistent refuses a state that the progress contradicts: what is done is done whole, and what is only planned has come
// nowhere.
func (t *Task) consistent() error {
	err := cmp.Or(known("state", t.State, taskStates()...), between("progress", t.Progress, 0, 100))
	switch {
	case err != nil:
		return err
	case t.State == Done && t.Progress != 100:
		return errs.InvalidField("progress", "Nhiệm vụ đã hoàn thành thì tiến độ là 100%.", "A task that is done has come 100 percent.")
	case t.State == Planned && (t.Progress > 0 || len(t.Results) > 0):
		return errs.InvalidField("state", "Nhiệm vụ đã có tiến độ hoặc kết quả thì đang thực hiện hoặc đã hoàn thành.", "A task with progress or results is in progress, or done.")
	}
	return nil
}

// place gives a task its place in the resolution, unless the resolution has it already, which place returns: at the same
// place, or with the same words where the list has no places.
func (p *TaskPlan) place(t *Task, ordinal int64) (existing *Task, err error) {
	title := viet.AccentKey(t.Title)
	for _, other := range p.there {
		same := viet.AccentKey(other.Title) == title
		if other.Ordinal != ordinal && (ordinal != 0 || !same) {
			continue
		}
		if other.Version > 0 {
			return other, nil
		}
		return nil, errs.InvalidField("ordinal",
			fmt.Sprintf("Một dòng trước đã là nhiệm vụ %d: %s.", other.Ordinal, other.Title), fmt.Sprintf("A row before is task %d: %s.", other.Ordinal, other.Title))
	}
	if t.Ordinal == 0 {
		for _, other := range p.there {
			t.Ordinal = max(t.Ordinal, other.Ordinal)
		}
		t.Ordinal++
	}
	p.there = append(p.there, t)
	return nil, between("ordinal", t.Ordinal, 1, maxListed)
}

// TaskDifferences returns in which fields a task of a list differs from the one that is there, by their names in the schema.
// What the list does not say differs from nothing.
func TaskDifferences(present, fromList *Task) []Difference {
	return differences([]Difference{
		{"title", present.Title, fromList.Title},
		{"body", present.Body, fromList.Body},
		{"ownerIds", strings.Join(present.OwnerIDs, " "), strings.Join(fromList.OwnerIDs, " ")},
		{"dueOn", string(present.DueOn), string(fromList.DueOn)},
		{"state", string(present.State), string(fromList.State)},
		{"progress", strconv.FormatInt(present.Progress, 10), strconv.FormatInt(fromList.Progress, 10)},
	})
}

// SameTask reports whether two preparations of one entry came to the same task.
func (r *Register) SameTask(a, b *Task) (bool, error) { return same(r.tasks, a, b) }
