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
	a, err := act(v, "movement.launch", "")
	err = cmp.Or(err,
		cleanName("name", &in.Name), known("form", in.Form, Regular, Thematic), known("level", in.Level, adminLevels()...),
		validDay("from", in.From), optionalDay("to", in.To), inOrder("to", in.From, in.To),
		cleanOptional("occasion", &in.Occasion), cleanBody("purpose", &in.Purpose),
	)
	if err != nil {
		return nil, err
	}
	if (in.LaunchedByUnitID == "") == (in.LaunchedByBlocID == "") {
		return nil, errs.InvalidField("launchedByUnitId",
			"Hãy nêu đúng một nơi phát động: đơn vị hoặc khối.", "Name exactly one launcher: a unit or a bloc.")
	}
	m := &Movement{
		Name: in.Name, Form: in.Form, Level: in.Level, LaunchedByUnitID: in.LaunchedByUnitID,
		LaunchedByBlocID: in.LaunchedByBlocID, ParentID: in.ParentID, From: in.From, To: in.To, Occasion: in.Occasion,
		Purpose: in.Purpose, BlocYearIDs: listed(in.BlocYearIDs),
	}
	_, blocYearsErr := allReferred(ctx, r.blocYears, "blocYearIds", m.BlocYearIDs)
	err = cmp.Or(
		optional(ctx, r.units, "launchedByUnitId", m.LaunchedByUnitID), optional(ctx, r.blocs, "launchedByBlocId", m.LaunchedByBlocID),
		optional(ctx, r.movements, "parentId", m.ParentID), blocYearsErr,
	)
	if err != nil {
		return nil, err
	}
	if err := insert(ctx, r.movements, m, a); err != nil {
		return nil, err
	}
	return m, nil
}
