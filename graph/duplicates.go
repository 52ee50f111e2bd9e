package graph

import (
	"context"
	"encoding/base64"

	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/graph/shape"
	"thidua/internal/errs"
	"thidua/internal/register"
)

// maxDuplicates is the largest number of names of one page.
const maxDuplicates = 50

func (r queryResolver) Duplicates(ctx context.Context, noun register.DuplicateNoun, first int64, after *string) (*shape.DuplicatePage, error) {
	if err := within("first", first, maxDuplicates); err != nil {
		return nil, err
	}
	key := ""
	if after != nil {
		raw, err := base64.RawURLEncoding.DecodeString(*after)
		if err != nil {
			return nil, errs.InvalidField("after",
				"Con trỏ không đọc được; hãy dùng đúng giá trị endCursor đã nhận.", "The cursor cannot be read: use an endCursor as it was given.")
		}
		key = string(raw)
	}
	found, err := r.Register.Duplicates(ctx, r.viewer(ctx), noun, key, int(first))
	if err != nil {
		return nil, err
	}
	adopt(ctx, found.Groups)
	page := &shape.DuplicatePage{Nodes: found.Groups, HasNextPage: found.More}
	if found.More {
		cursor := base64.RawURLEncoding.EncodeToString([]byte(found.Key))
		page.EndCursor = &cursor
	}
	return page, nil
}

// Duplicate returns the resolvers of groups of records that may be one.
func (r *Resolver) Duplicate() gen.DuplicateResolver { return duplicateResolver{r} }

type duplicateResolver struct{ *Resolver }

// Records loads the records of all groups of the page in one call.
func (r duplicateResolver) Records(ctx context.Context, d *register.Duplicate) ([]scalar.Node, error) {
	all, err := edge(ctx, d, func(ctx context.Context, groups []*register.Duplicate) (map[string]scalar.Node, error) {
		var ids []string
		for _, g := range groups {
			ids = append(ids, g.IDs...)
		}
		return r.nodes(ctx, ids)
	})
	records := make([]scalar.Node, 0, len(d.IDs))
	for _, id := range d.IDs {
		if node, ok := all[id]; ok {
			records = append(records, node)
		}
	}
	return records, err
}

func (r mutationResolver) DuplicateDismiss(ctx context.Context, input gen.DuplicateDismissInput) (*gen.DuplicateDismissPayload, error) {
	err := r.Register.DismissDuplicate(ctx, r.viewer(ctx), input.Ids, value(input.Note))
	payload := &gen.DuplicateDismissPayload{IsDismissed: err == nil}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) DuplicateReopen(ctx context.Context, input gen.DuplicateReopenInput) (*gen.DuplicateReopenPayload, error) {
	err := r.Register.ReopenDuplicate(ctx, r.viewer(ctx), input.Ids)
	payload := &gen.DuplicateReopenPayload{IsReopened: err == nil}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
