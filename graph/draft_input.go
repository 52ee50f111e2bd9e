package graph

import (
	"context"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
)

// edits returns the changes that an input asks for, in the order of the schema: none for what is absent. What it refers
// to must exist for the viewer, which takes one store call for each kind of reference that is given.
func (r *Resolver) edits(ctx context.Context, in *gen.ArticleContentInput) ([]newsroom.Edit, error) {
	var e editor
	e.text(in.Title, func(c *newsroom.Content, v string) { c.Title = v })
	e.text(in.Slug, func(c *newsroom.Content, v string) { c.Slug = v })
	add(&e, givenOrEmpty(in.Kind), func(c *newsroom.Content, v newsroom.Kind) { c.Kind = v })
	e.text(in.Summary, func(c *newsroom.Content, v string) { c.Summary = v })
	e.text(in.Byline, func(c *newsroom.Content, v string) { c.Byline = v })
	e.text(in.Language, func(c *newsroom.Content, v string) { c.Language = v })
	if in.ExpiresAt.IsSet() {
		e.edits = append(e.edits, func(c *newsroom.Content) { c.ExpiresAt = in.ExpiresAt.Value() })
	}
	if source, isSet := in.Source.ValueOK(); isSet {
		e.edits = append(e.edits, func(c *newsroom.Content) { c.Source = sourceOf(source) })
	}
	if declared, isSet := in.DeclaredAwards.ValueOK(); isSet {
		types := make([]string, len(declared))
		for i, d := range declared {
			types[i] = d.AwardTypeID
		}
		e.refer("declaredAwards", types, exist(r.awardTypes))
		e.edits = append(e.edits, func(c *newsroom.Content) { c.Declared = declaredOf(declared) })
	}
	e.link("coverId", in.CoverID, exist(r.media), func(c *newsroom.Content, v string) { c.CoverID = v })
	e.links("galleryIds", in.GalleryIds, exist(r.media), func(c *newsroom.Content, v []string) { c.GalleryIDs = v })
	e.links("attachmentIds", in.AttachmentIds, exist(r.media), func(c *newsroom.Content, v []string) { c.AttachmentIDs = v })
	e.links("categoryIds", in.CategoryIds, exist(r.categories), func(c *newsroom.Content, v []string) { c.CategoryIDs = v })
	e.links("tagIds", in.TagIds, exist(r.tags), func(c *newsroom.Content, v []string) { c.TagIDs = v })
	e.link("eventId", in.EventID, exist(r.events), func(c *newsroom.Content, v string) { c.EventID = v })
	e.links("blocIds", in.BlocIds, exist(r.blocs), func(c *newsroom.Content, v []string) { c.BlocIDs = v })
	e.links("blocYearIds", in.BlocYearIds, exist(r.blocYears), func(c *newsroom.Content, v []string) { c.BlocYearIDs = v })
	e.links("unitIds", in.UnitIds, exist(r.units), func(c *newsroom.Content, v []string) { c.UnitIDs = v })
	e.links("personIds", in.PersonIds, exist(r.people), func(c *newsroom.Content, v []string) { c.PersonIDs = v })
	e.links("awardIds", in.AwardIds, exist(r.awards), func(c *newsroom.Content, v []string) { c.AwardIDs = v })
	e.links("taskIds", in.TaskIds, exist(r.tasks), func(c *newsroom.Content, v []string) { c.TaskIDs = v })
	e.links("citationIds", in.CitationIds, exist(r.legalReferences), func(c *newsroom.Content, v []string) { c.CitationIDs = v })
	e.links("movementIds", in.MovementIds, exist(r.movements), func(c *newsroom.Content, v []string) { c.MovementIDs = v })
	for _, check := range e.checks {
		if err := check(ctx); err != nil {
			return nil, err
		}
	}
	return e.edits, nil
}

// editor collects the edits of an input, and the checks of what they refer to.
type editor struct {
	edits  []newsroom.Edit
	checks []func(context.Context) error
}

// add adds an edit if there is a value.
func add[T any](e *editor, v *T, set func(*newsroom.Content, T)) {
	if v != nil {
		e.edits = append(e.edits, func(c *newsroom.Content) { set(c, *v) })
	}
}

func (e *editor) text(o graphql.Omittable[*string], set func(*newsroom.Content, string)) {
	add(e, givenOrEmpty(o), set)
}

func (e *editor) link(field string, o graphql.Omittable[*string], known existence, set func(*newsroom.Content, string)) {
	if id := value(o); id != "" {
		e.refer(field, []string{id}, known)
	}
	e.text(o, set)
}

func (e *editor) links(field string, o graphql.Omittable[[]string], known existence, set func(*newsroom.Content, []string)) {
	if !o.IsSet() {
		return
	}
	ids := items(o)
	e.refer(field, ids, known)
	e.edits = append(e.edits, func(c *newsroom.Content) { set(c, ids) })
}

// existence says which of some IDs exist for the viewer.
type existence func(ctx context.Context, ids []string) (map[string]bool, error)

func exist[C any](load byID[C]) existence {
	return func(ctx context.Context, ids []string) (map[string]bool, error) {
		found, err := load(ctx, ids)
		known := make(map[string]bool, len(found))
		for id := range found {
			known[id] = true
		}
		return known, err
	}
}

// refer checks that what a field refers to exists, and that it does so once.
func (e *editor) refer(field string, ids []string, known existence) {
	if len(ids) == 0 {
		return
	}
	e.checks = append(e.checks, func(ctx context.Context) error {
		if len(ids) > maxNodes {
			return errs.InvalidField(field, fmt.Sprintf("Có %d mã; tối đa %d.", len(ids), maxNodes), fmt.Sprintf("There are %d IDs; at most %d.", len(ids), maxNodes))
		}
		found, err := known(ctx, distinct(ids))
		if err != nil {
			return err
		}
		seen := map[string]bool{}
		for i, id := range ids {
			path := []string{field, fmt.Sprint(i)}
			switch {
			case !found[id]:
				err := errs.New(errs.NotFound, fmt.Sprintf("Không tìm thấy đối tượng có mã %q.", id), fmt.Sprintf("There is no object with the ID %q here.", id))
				err.Field = path
				return err
			case seen[id]:
				err := errs.New(errs.Invalid, fmt.Sprintf("Mã %q bị lặp lại.", id), fmt.Sprintf("The ID %q is there twice.", id))
				err.Field = path
				return err
			}
			seen[id] = true
		}
		return nil
	})
}

func sourceOf(in *gen.ArticleSourceInput) *newsroom.Source {
	if in == nil {
		return nil
	}
	return &newsroom.Source{SiteName: in.SiteName, URL: value(in.URL)}
}

func declaredOf(in []*gen.DeclaredAwardInput) []newsroom.DeclaredAward {
	declared := make([]newsroom.DeclaredAward, len(in))
	for i, d := range in {
		declared[i] = newsroom.DeclaredAward{AwardTypeID: d.AwardTypeID, Count: d.Count}
	}
	return declared
}
