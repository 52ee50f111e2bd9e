package intake

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
)

// What is particular to one kind of list is said here, and in the files that bear its name: which columns it may have, who
// may take one in, how its rows become records, and how they do so once more before they are stored.

// plan is what the rows of a list are read by.
type plan struct {
	layout sheet.Layout
	tasks  *register.TaskPlan  // of a list of tasks
	scores *register.SheetPlan // of a list of scores
}

// check refuses options that fit no list of a kind.
func (o *Options) check(kind Kind) error {
	switch kind {
	case Awards:
		return o.Awards.check()
	case Units:
		return o.Units.check()
	case Tasks, ScoreSheets:
		return nil // the register checks what they name
	default:
		return errs.InvalidField("kind", "Loại danh sách này chưa có.", "There is no list of this kind.")
	}
}

// planFor returns the plan of a list, for those who may enter its records.
func (x *Importer) planFor(ctx context.Context, v access.Viewer, kind Kind, o Options) (*plan, error) {
	switch kind {
	case Awards:
		return &plan{layout: awardLayout()}, nil
	case Units:
		_, err := x.register.PrepareUnits(ctx, v, nil, register.Intake{}, nil)
		return &plan{layout: unitLayout()}, err
	case Tasks:
		tasks, err := x.register.TaskPlan(ctx, v, o.BlocYearID)
		return &plan{layout: taskLayout(), tasks: tasks}, err
	case ScoreSheets:
		scores, err := x.register.SheetPlan(ctx, v, register.SheetPlanning{
			BlocYearID: o.BlocYearID, TemplateID: o.Scores.TemplateID, MemberOn: o.Scores.MemberOn, Public: o.Scores.Public,
		})
		if err != nil {
			return nil, err
		}
		return &plan{layout: scoreLayout(scores.Criteria()), scores: scores}, nil
	default:
		return nil, fmt.Errorf("plan a list of %s: there is no such kind", kind)
	}
}

// records turns the rows of a page into records.
func (r *reading) records(ctx context.Context, page *Page) error {
	switch r.m.Kind {
	case Awards:
		return r.awards(ctx, page)
	case Units:
		return r.units(ctx, page)
	case Tasks:
		return r.tasks(ctx, page)
	case ScoreSheets:
		return r.scores(ctx, page)
	default:
		return fmt.Errorf("read a list of %s: there is no such kind", r.m.Kind)
	}
}

// records prepares the records of a page once more.
func (c *rechecking) records(ctx context.Context, page *Page) error {
	switch c.kind {
	case Awards:
		return c.awards(ctx, page)
	case Units:
		return c.units(ctx, page)
	case Tasks:
		return c.tasks(ctx, page)
	case ScoreSheets:
		return c.scores(page)
	default:
		return fmt.Errorf("check a list of %s once more: there is no such kind", c.kind)
	}
}

// line is a row of a list on its way to a record.
type line struct {
	row     *Row
	cells   []sheet.Cell
	columns []sheet.Column
	// column returns the column that a field of the record comes from, by its path in the register's input; -1 if it comes
	// from none.
	column func(path []string) int
}

func (l *line) at(col int) place {
	return place{column: l.cells[col].Column, means: l.columns[col].Names[0]}
}

func (l *line) text(col int) string { return l.cells[col].Value.Text }

func (l *line) given(col int) bool { return l.cells[col].Value.Given }

// lacks says of a column that must say something, and does not, what is missing; one that is wrong has said so already.
func (l *line) lacks(col int, vi, en string) {
	if !l.given(col) && l.cells[col].Err == nil {
		l.row.wrong(l.at(col), errs.New(errs.Invalid, vi, en))
	}
}

// refused says on the row why the register refuses something; what the register could not do comes back.
func (l *line) refused(err error) error {
	e := errs.As(err)
	if e == nil || e.Code == errs.Unavailable || e.Code == errs.Internal {
		return err
	}
	at := place{}
	if len(e.Field) > 0 {
		if col := l.column(e.Field); col >= 0 {
			at = l.at(col)
		}
	}
	l.row.wrong(at, e)
	return nil
}

// columnOf finds the column of a field by the first part of its path.
func columnOf(columns map[string]int) func([]string) int {
	return func(path []string) int {
		if col, ok := columns[path[0]]; ok {
			return col
		}
		return -1
	}
}

// recorded says of a row that its record is there already, perhaps with other values, which the advice is about.
func (row *Row) recorded(existingID string, differences []register.Difference, vi, en string) {
	row.Verdict, row.ExistingID = IsSame, existingID
	if row.Diff = differences; len(row.Diff) > 0 {
		row.Verdict = IsDifferent
		row.advise(place{}, vi, en)
	}
}
