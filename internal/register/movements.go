package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// MovementFilter chooses movements; an empty field is no condition.
type MovementFilter struct {
	BlocYear *string
	Form     *MovementForm
	Level    []AdminLevel
}

func (f MovementFilter) where() store.Where {
	return store.All(is("blocYearIds", f.BlocYear), is("form", f.Form), oneOf("level", f.Level))
}

// MovementOrder is an order of movements.
type MovementOrder string

// MovementsByName is the Vietnamese alphabetical order.
const MovementsByName MovementOrder = "NAME"

// Order returns the order for the store.
func (MovementOrder) Order() store.Order[Movement] {
	return sortBy(false, func(m *Movement) []any { return []any{m.SortKey} }, "sortKey")
}

// Movements returns a page of movements.
func (r *Register) Movements(ctx context.Context, _ access.Viewer, f MovementFilter, o MovementOrder, p store.Page) ([]*Movement, error) {
	return r.movements.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountMovements counts movements.
func (r *Register) CountMovements(ctx context.Context, _ access.Viewer, f MovementFilter) (int64, error) {
	return r.movements.Count(ctx, f.where())
}

// MovementsByID returns those of the movements that exist.
func (r *Register) MovementsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Movement, error) {
	return r.movements.ByIDs(ctx, ids, store.Whole)
}

// MovementsOfBlocYears returns the movements in which each bloc-year took part.
func (r *Register) MovementsOfBlocYears(ctx context.Context, _ access.Viewer, blocYearIDs []string, f MovementFilter, o MovementOrder, p store.Page) (map[string][]*Movement, error) {
	return r.movements.FindPer(ctx, "blocYearIds", blocYearIDs, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// NewMovement is the input of a new movement, launched by a unit or by a bloc.
type NewMovement struct {
	Name             string
	Form             MovementForm
	Level            AdminLevel
	LaunchedByUnitID string
	LaunchedByBlocID string
	ParentID         string
	From             viet.Date
	To               viet.Date
	Occasion         string
	Purpose          string
	BlocYearIDs      []string
}

// LaunchMovement records a movement.
func (r *Register) LaunchMovement(ctx context.Context, v access.Viewer, in NewMovement) (*Movement, error) {
	d, err := begin(v, access.Create, "movement.launch", "")
	if err != nil {
		return nil, err
	}
	m := &Movement{
		Name: in.Name, Form: in.Form, Level: in.Level, LaunchedByUnitID: in.LaunchedByUnitID,
		LaunchedByBlocID: in.LaunchedByBlocID, ParentID: in.ParentID, From: in.From, To: in.To, Occasion: in.Occasion,
		Purpose: in.Purpose, BlocYearIDs: in.BlocYearIDs,
	}
	if err := r.checkMovement(ctx, m); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.movements, d, m); err != nil {
		return nil, err
	}
	return m, nil
}

// MovementChange is the input of a change of a movement; nil keeps what there is, "" takes it away. Who launched it stays.
type MovementChange struct {
	ID          string
	Version     int64
	Name        *string
	Form        *MovementForm
	Level       *AdminLevel
	ParentID    *string
	From        *viet.Date
	To          *viet.Date // the last day
	Occasion    *string
	Purpose     *string
	BlocYearIDs *[]string
}

// UpdateMovement changes a movement.
func (r *Register) UpdateMovement(ctx context.Context, v access.Viewer, in MovementChange) (*Movement, error) {
	d, err := begin(v, access.Update, "movement.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.movements, d, Ref{in.ID, in.Version}, func(m *Movement) (*Movement, error) {
		next := *m
		set(&next.Name, in.Name)
		set(&next.Form, in.Form)
		set(&next.Level, in.Level)
		set(&next.ParentID, in.ParentID)
		set(&next.From, in.From)
		set(&next.To, in.To)
		set(&next.Occasion, in.Occasion)
		set(&next.Purpose, in.Purpose)
		set(&next.BlocYearIDs, in.BlocYearIDs)
		return &next, r.checkMovement(ctx, &next)
	})
}

// maxMovementDepth bounds the movements that answer one another.
const maxMovementDepth = 10

// checkMovement cleans and checks a movement in place; its list becomes its own.
func (r *Register) checkMovement(ctx context.Context, m *Movement) error {
	err := cmp.Or(
		cleanName("name", &m.Name), known("form", m.Form, Regular, Thematic), known("level", m.Level, adminLevels()...),
		validDay("from", m.From), optionalDay("to", m.To), inOrder("to", m.From, m.To),
		cleanOptional("occasion", &m.Occasion), cleanBody("purpose", &m.Purpose),
	)
	if err != nil {
		return err
	}
	if (m.LaunchedByUnitID == "") == (m.LaunchedByBlocID == "") {
		return errs.InvalidField("launchedByUnitId",
			"Hãy nêu đúng một nơi phát động: đơn vị hoặc khối.", "Name exactly one launcher: a unit or a bloc.")
	}
	m.BlocYearIDs = listed(m.BlocYearIDs)
	_, blocYearsErr := allReferred(ctx, r.blocYears, "blocYearIds", m.BlocYearIDs)
	return cmp.Or(
		optional(ctx, r.units, "launchedByUnitId", m.LaunchedByUnitID), optional(ctx, r.blocs, "launchedByBlocId", m.LaunchedByBlocID),
		r.answers(ctx, m), blocYearsErr,
	)
}

// answers refuses a wider movement that does not exist, or that answers this one.
func (r *Register) answers(ctx context.Context, m *Movement) error {
	for above, depth := m.ParentID, 0; above != ""; depth++ {
		if above == m.ID || depth == maxMovementDepth {
			return errs.InvalidField("parentId",
				"Phong trào không thể hưởng ứng chính nó hoặc phong trào hưởng ứng nó.",
				"A movement cannot answer itself or one that answers it.")
		}
		parent, err := referred(ctx, r.movements, "parentId", above)
		if err != nil {
			return err
		}
		above = parent.ParentID
	}
	return nil
}
