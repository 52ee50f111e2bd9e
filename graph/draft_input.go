package graph

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
)

// edits returns the changes that an input asks for: none for what is absent. What it refers to must exist for the viewer,
// which takes one store call for each kind of reference that is given. The warnings say what the body has lost.
func (r *Resolver) edits(ctx context.Context, in *gen.ArticleContentInput) ([]newsroom.Edit, []richtext.Warning, error) {
	var e editor
	warnings, err := r.editBody(&e, in.Body)
	if err != nil {
		return nil, nil, err
	}
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
	e.links("decisionIds", in.DecisionIds, exist(r.decisions), func(c *newsroom.Content, v []string) { c.DecisionIDs = v })
	if err := r.editCustom(&e, in.Custom); err != nil {
		return nil, nil, err
	}
	for _, check := range e.checks {
		if err := check(ctx); err != nil {
			return nil, nil, err
		}
	}
	return e.edits, warnings, nil
}

// editBody adds the edit of a body that an input has, and the checks of what the body shows and cites.
func (r *Resolver) editBody(e *editor, in graphql.Omittable[*gen.BodyInput]) ([]richtext.Warning, error) {
	given, isSet := in.ValueOK()
	if !isSet {
		return nil, nil
	}
	body, warnings := richtext.Body{}, []richtext.Warning(nil)
	if given != nil {
		var err error
		if body, warnings, err = r.bodyOf("body", *given); err != nil {
			return nil, err
		}
	}
	refs := body.References()
	e.mention(refs.Media, exist(r.media))
	e.mention(refs.Articles, exist(r.articles))
	e.mention(refs.Awards, exist(r.awards))
	e.mention(refs.Tasks, exist(r.tasks))
	e.mention(refs.LegalReferences, exist(r.legalReferences))
	e.edits = append(e.edits, func(c *newsroom.Content) { c.Body = body })
	return warnings, nil
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

// refer checks that what a list refers to exists, and that it does so once.
func (e *editor) refer(field string, ids []string, known existence) {
	if len(ids) > maxNodes { // more than any list takes: the desk says so
		return
	}
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			e.checks = append(e.checks, func(context.Context) error {
				return fieldError(errs.Invalid, []string{field, strconv.Itoa(i)},
					fmt.Sprintf("Mã %q bị lặp lại.", id), fmt.Sprintf("The ID %q is there twice.", id))
			})
			return
		}
	}
	e.check(ids, known, func(i int) []string { return []string{field, strconv.Itoa(i)} })
}

// mention checks that what the body refers to exists; it may do so several times.
func (e *editor) mention(ids []string, known existence) {
	e.check(distinct(ids), known, func(int) []string { return []string{"body"} })
}

// check checks that the IDs exist, in as few store calls as there are hundreds of them.
func (e *editor) check(ids []string, known existence, path func(i int) []string) {
	if len(ids) == 0 {
		return
	}
	e.checks = append(e.checks, func(ctx context.Context) error {
		for start := 0; start < len(ids); start += maxNodes {
			part := ids[start:min(start+maxNodes, len(ids))]
			found, err := known(ctx, part)
			if err != nil {
				return err
			}
			for i, id := range part {
				if !found[id] {
					return fieldError(errs.NotFound, path(start+i),
						fmt.Sprintf("Không tìm thấy đối tượng có mã %q.", id), fmt.Sprintf("There is no object with the ID %q here.", id))
				}
			}
		}
		return nil
	})
}

func fieldError(code errs.Code, path []string, vi, en string) error {
	e := errs.New(code, vi, en)
	e.Field = path
	return e
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
