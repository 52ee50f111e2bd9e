package graph

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/store"
)

func (r mutationResolver) ArticleRestoreVersion(ctx context.Context, input gen.ArticleRestoreVersionInput) (*shape.RestorePayload, error) {
	missing := []string{}
	d, err := r.Desk.Restore(ctx, r.viewer(ctx), newsroom.Ref{ID: input.ID, Version: input.Version}, newsroom.Restoration{
		Number: input.Restore, Slug: value(input.Slug), Note: value(input.Note),
		Vet: func(ctx context.Context, c *newsroom.Content) (err error) {
			missing, err = r.vet(ctx, c, input.WithoutMissing)
			return err
		},
	})
	payload := &shape.RestorePayload{Draft: d, Missing: missing}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ArticleDuplicate(ctx context.Context, input gen.ArticleDuplicateInput) (*shape.DraftPayload, error) {
	v := r.viewer(ctx)
	unit := v.UnitID
	if given := givenOrEmpty(input.OwnerUnitID); given != nil {
		unit = *given
	}
	d, err := r.Desk.Duplicate(ctx, v, store.Revision{ID: input.ID, Version: value(input.Version)}, unit)
	return r.answer(ctx, d, err)
}

// reference is what content refers to, one kind of document at a time.
type reference struct {
	known existence
	lists []*[]string
	ones  []*string
	body  []string // what the body shows
}

// references returns all that content refers to, in as few kinds as there are stores to ask.
func (r *Resolver) references(c *newsroom.Content) []reference {
	shown := c.Body.References()
	return []reference{
		{exist(r.media), []*[]string{&c.GalleryIDs, &c.AttachmentIDs}, []*string{&c.CoverID}, shown.Media},
		{exist(r.categories), []*[]string{&c.CategoryIDs}, nil, nil},
		{exist(r.tags), []*[]string{&c.TagIDs}, nil, nil},
		{exist(r.events), nil, []*string{&c.EventID}, nil},
		{exist(r.blocs), []*[]string{&c.BlocIDs}, nil, nil},
		{exist(r.blocYears), []*[]string{&c.BlocYearIDs}, nil, nil},
		{exist(r.units), []*[]string{&c.UnitIDs}, nil, nil},
		{exist(r.people), []*[]string{&c.PersonIDs}, nil, nil},
		{exist(r.awards), []*[]string{&c.AwardIDs}, nil, shown.Awards},
		{exist(r.tasks), []*[]string{&c.TaskIDs}, nil, shown.Tasks},
		{exist(r.legalReferences), []*[]string{&c.CitationIDs}, nil, shown.LegalReferences},
		{exist(r.movements), []*[]string{&c.MovementIDs}, nil, nil},
		{exist(r.decisions), []*[]string{&c.DecisionIDs}, nil, nil},
		{exist(r.articles), nil, nil, shown.Articles},
	}
}

// vet looks whether all that content refers to exists for the viewer: one store call for each kind of document. If it does
// not, that is an error, or else the links that lead nowhere are left out. It returns what is missing.
func (r *Resolver) vet(ctx context.Context, c *newsroom.Content, without bool) ([]string, error) {
	missing := []string{}
	for _, ref := range r.references(c) {
		gone, err := ref.gone(ctx)
		if err != nil {
			return nil, err
		}
		missing = append(missing, gone...)
		ref.leaveOut(gone)
	}
	declared, err := r.undeclared(ctx, c)
	if err != nil {
		return nil, err
	}
	missing = append(missing, declared...)
	values, err := r.unreferred(ctx, c)
	if err != nil {
		return nil, err
	}
	missing = append(missing, values...)
	if len(missing) > 0 && !without {
		return nil, missingLinks(missing)
	}
	return missing, nil
}

// gone returns the IDs of what does not exist.
func (ref *reference) gone(ctx context.Context) ([]string, error) {
	ids := slices.Clone(ref.body)
	for _, list := range ref.lists {
		ids = append(ids, *list...)
	}
	for _, one := range ref.ones {
		ids = append(ids, *one)
	}
	return absent(ctx, distinct(ids), ref.known)
}

// absent returns those of the IDs that are not known.
func absent(ctx context.Context, ids []string, known existence) ([]string, error) {
	var gone []string
	for part := range slices.Chunk(ids, store.MaxLimit) {
		found, err := known(ctx, part)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			if !found[id] {
				gone = append(gone, id)
			}
		}
	}
	return gone, nil
}

// leaveOut takes IDs out of the links.
func (ref *reference) leaveOut(gone []string) {
	isGone := func(id string) bool { return slices.Contains(gone, id) }
	for _, list := range ref.lists {
		*list = slices.DeleteFunc(slices.Clone(*list), isGone)
	}
	for _, one := range ref.ones {
		if isGone(*one) {
			*one = ""
		}
	}
}

// undeclared takes the lines of declared awards out whose types are no more, and returns the IDs of those.
func (r *Resolver) undeclared(ctx context.Context, c *newsroom.Content) ([]string, error) {
	types := make([]string, len(c.Declared))
	for i, d := range c.Declared {
		types[i] = d.AwardTypeID
	}
	gone, err := absent(ctx, distinct(types), exist(r.awardTypes))
	c.Declared = slices.DeleteFunc(slices.Clone(c.Declared), func(d newsroom.DeclaredAward) bool {
		return slices.Contains(gone, d.AwardTypeID)
	})
	return gone, err
}

// unreferred takes the custom values out that refer to what is no more, and returns its IDs.
func (r *Resolver) unreferred(ctx context.Context, c *newsroom.Content) ([]string, error) {
	known, byPrefix := r.referable(), map[string][]string{}
	for _, id := range distinct(c.References()) {
		prefix, _, _ := strings.Cut(id, "_")
		byPrefix[prefix] = append(byPrefix[prefix], id)
	}
	var all []string
	for _, prefix := range slices.Sorted(maps.Keys(known)) {
		gone, err := absent(ctx, byPrefix[prefix], known[prefix])
		if err != nil {
			return nil, err
		}
		all = append(all, gone...)
	}
	if len(all) > 0 {
		c.Values = c.Without(all)
	}
	return all, nil
}

// maxNamed is how many missing objects an error names.
const maxNamed = 10

func missingLinks(ids []string) error {
	names := strings.Join(ids[:min(len(ids), maxNamed)], ", ")
	if len(ids) > maxNamed {
		names += ", …"
	}
	return fieldError(errs.NotFound, []string{"restore"},
		fmt.Sprintf("Phiên bản này dẫn tới %d đối tượng không còn: %s. Chọn withoutMissing để khôi phục mà bỏ các liên kết đó.", len(ids), names),
		fmt.Sprintf("The version refers to %d objects that are there no more: %s. Set withoutMissing to restore it without these links.", len(ids), names))
}
