package catalogue

import (
	"context"
	"fmt"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/store"
)

// edition names what is loaded. A later edition would be another catalogue, for offices to take over entry by entry.
const edition = "starting"

// Load loads the catalogue, unless it was loaded before or the store has award types that somebody has entered; it reports
// whether it did. Entries whose code is there already stay as they are.
func Load(ctx context.Context, d Deps) (bool, error) {
	l := loader{deps: d, register: d.Register, viewer: access.System(), references: map[string]string{}, types: map[string]string{}}
	if wanted, err := l.wanted(ctx); err != nil || !wanted {
		return false, err
	}
	for _, part := range []struct {
		name string
		load func(context.Context) error
	}{{"legal references", l.loadReferences}, {"award types", l.loadTypes}, {"eligibility rules", l.loadRules}, {"dossier rules", l.loadDossierRules}} {
		if err := part.load(ctx); err != nil {
			return false, fmt.Errorf("load %s: %w", part.name, err)
		}
	}
	return true, d.mark(ctx, edition)
}

// loader remembers the IDs of what was made, or found.
type loader struct {
	deps       Deps
	register   *register.Register
	viewer     access.Viewer
	references map[string]string // by number
	types      map[string]string // by code
}

// wanted reports whether the catalogue is to be loaded: it never was, whole, and nobody has entered award types by hand.
func (l *loader) wanted(ctx context.Context) (bool, error) {
	done, err := l.deps.marked(ctx, edition)
	if err != nil || done {
		return false, err
	}
	there, err := l.register.AwardTypes(ctx, l.viewer, register.AwardTypeFilter{}, register.AwardTypesByName, store.Page{Limit: store.MaxLimit})
	if err != nil {
		return false, err
	}
	for _, t := range there {
		if t.CreatedBy != access.SystemActor {
			return false, nil
		}
	}
	return true, nil
}

func (l *loader) loadReferences(ctx context.Context) error {
	for _, in := range legalReferences() {
		found, err := l.register.LegalReferences(ctx, l.viewer, register.LegalReferenceFilter{Number: &in.Number}, register.LegalReferencesByName, store.Page{Limit: 1})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			made, err := l.register.CreateLegalReference(ctx, l.viewer, in)
			if err != nil {
				return err
			}
			found = append(found, made)
		}
		l.references[in.Number] = found[0].ID
	}
	return nil
}

func (l *loader) loadTypes(ctx context.Context) error {
	for _, in := range AwardTypes() {
		in.LegalBasisIDs = []string{l.references[law2022]}
		id, err := ensure(ctx,
			func() (*register.AwardType, error) { return l.register.AwardTypeByCode(ctx, l.viewer, in.Code) },
			func() (*register.AwardType, error) { return l.register.CreateAwardType(ctx, l.viewer, in) },
		)
		if err != nil {
			return err
		}
		l.types[in.Code] = id.ID
	}
	return nil
}

func (l *loader) loadRules(ctx context.Context) error {
	for _, rule := range rules() {
		in := l.resolved(rule)
		_, err := ensure(ctx,
			func() (*register.EligibilityRule, error) {
				return l.register.EligibilityRuleByCode(ctx, l.viewer, in.Code)
			},
			func() (*register.EligibilityRule, error) { return l.register.CreateEligibilityRule(ctx, l.viewer, in) },
		)
		if err != nil {
			return fmt.Errorf("%s: %w", in.Code, err)
		}
	}
	return nil
}

// resolved returns a rule with IDs in place of codes and numbers.
func (l *loader) resolved(in register.NewEligibilityRule) register.NewEligibilityRule {
	in.AwardTypeID = l.types[in.AwardTypeID]
	for i, number := range in.LegalBasisIDs {
		in.LegalBasisIDs[i] = l.references[number]
	}
	for i := range in.Conditions {
		for j, code := range in.Conditions[i].AwardTypeIDs {
			in.Conditions[i].AwardTypeIDs[j] = l.types[code]
		}
	}
	return in
}

// ensure returns what find finds, or else what create creates. Another process may create it in between.
func ensure[T any](_ context.Context, find, create func() (*T, error)) (*T, error) {
	found, err := find()
	if errs.CodeOf(err) != errs.NotFound {
		return found, err
	}
	made, err := create()
	if errs.CodeOf(err) == errs.Duplicate {
		return find()
	}
	return made, err
}
