package example

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
)

// Deps is where the content goes.
type Deps struct {
	Register *register.Register
	Desk     *newsroom.Desk
}

// Load loads the example content; progress is told the name of each part before it begins. Content that is there
// already stays as it is.
func Load(ctx context.Context, deps Deps, progress func(part string)) error {
	l := &loader{
		Deps: deps, viewer: access.System(),
		references: map[string]string{}, units: map[string]*register.Unit{}, awardTypes: map[string]string{},
		years: map[int64]*register.BlocYear{}, events: map[string]string{}, awards: map[string]string{}, sections: map[string]string{},
	}
	for _, part := range l.parts() {
		progress(part.name)
		if err := part.load(ctx); err != nil {
			return fmt.Errorf("load %s: %w", part.name, err)
		}
	}
	return nil
}

// Loaded reports whether the example content is there, whole.
func Loaded(ctx context.Context, deps Deps) (bool, error) {
	last, err := deps.Desk.DraftBySlug(ctx, access.System(), lastSlug)
	switch errs.CodeOf(err) {
	case "":
		return published(last), nil
	case errs.NotFound:
		return false, nil
	default:
		return false, err
	}
}

// part is a part of the content, which may rest on those before it.
type part struct {
	name string
	load func(context.Context) error
}

func (l *loader) parts() []part {
	return []part{
		{"legal references", l.loadReferences},
		{"units", l.loadUnits},
		{"award types", l.loadAwardTypes},
		{"the awards of 2018", l.loadAwardsOf2018},
		{"the bloc", l.loadBloc},
		{"the bloc's years 2021 and 2022", l.loadConference},
		{"movements", l.loadMovements},
		{"tasks", l.loadTasks},
		{"nominations", l.loadNominations},
		{"offices", l.loadOffices},
		{"the bloc's year 2024", l.load2024},
		{"the mergers of 2025", l.loadMergers},
		{"sample records", l.loadSamples},
		{"sample score sheets", l.loadScores},
		{"categories and tags", l.loadSections},
		{"articles", l.loadArticles},
	}
}

// loader remembers what the parts have made, or found, for those that follow.
type loader struct {
	Deps
	viewer     access.Viewer
	references map[string]string         // IDs by our key
	units      map[string]*register.Unit // by slug
	awardTypes map[string]string         // IDs by code
	bloc       *register.Bloc
	years      map[int64]*register.BlocYear
	events     map[string]string // IDs by our key
	awards     map[string]string // IDs by code
	sections   map[string]string // IDs of categories and tags by slug

	nominated, tasks, movements []string // IDs of what the conference's report links to
}

// ensure returns what find finds, or else what create creates.
func ensure[T any](find, create func() (*T, error)) (*T, error) {
	found, err := find()
	if errs.CodeOf(err) == errs.NotFound {
		return create()
	}
	return found, err
}

// pick returns the first of a list that fits, or [errs.NotFound].
func pick[T any](list []*T, err error, fits func(*T) bool) (*T, error) {
	if err != nil {
		return nil, err
	}
	for _, item := range list {
		if fits(item) {
			return item, nil
		}
	}
	return nil, errs.Missing("nội dung mẫu", "example content", "")
}

// Begun reports whether a load of the example content has begun, so that one which was killed can be completed: its
// first document is there and was made by the system.
func Begun(ctx context.Context, deps Deps) (bool, error) {
	number := firstNumber
	found, err := deps.Register.LegalReferences(ctx, access.System(), register.LegalReferenceFilter{Number: &number},
		register.LegalReferencesByName, store.Page{Limit: 1})
	if err != nil || len(found) == 0 {
		return false, err
	}
	return found[0].CreatedBy == access.SystemActor, nil
}
