package graph

import (
	"context"
	"errors"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/internal/errs"
	"thidua/internal/persisted"
	"thidua/internal/store"
)

func (r *Resolver) persistedDocuments(ctx context.Context, ids []string) (map[string]*persisted.Document, error) {
	return r.Documents.ByID(ctx, r.viewer(ctx), ids, store.Light)
}

func (r queryResolver) Documents(
	ctx context.Context, first *int64, after *string, last *int64, before *string,
) (*connection.PersistedDocuments, error) {
	v := r.viewer(ctx)
	return list(ctx, persisted.Order(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*persisted.Document, error) {
			return r.Resolver.Documents.List(ctx, v, p)
		},
		func(ctx context.Context) (int64, error) { return r.Resolver.Documents.Count(ctx, v) })
}

// PersistedDocument returns the resolvers of saved queries.
func (r *Resolver) PersistedDocument() gen.PersistedDocumentResolver {
	return persistedDocumentResolver{r}
}

type persistedDocumentResolver struct{ *Resolver }

// Text loads the texts of all siblings, which lists leave unread.
func (r persistedDocumentResolver) Text(ctx context.Context, d *persisted.Document) (string, error) {
	if d.Text != "" { // it has just been saved
		return d.Text, nil
	}
	whole, err := edge(ctx, d, func(ctx context.Context, docs []*persisted.Document) (map[string]*persisted.Document, error) {
		return r.Documents.ByID(ctx, r.viewer(ctx), idsOf(docs), store.Whole)
	})
	if err != nil {
		return "", err
	}
	if found := whole[d.ID]; found != nil {
		return found.Text, nil
	}
	return "", errs.Missing("câu truy vấn đã lưu", "saved query", d.ID)
}

func (r mutationResolver) DocumentSave(ctx context.Context, input gen.DocumentSaveInput) (*gen.DocumentSavePayload, error) {
	payload := &gen.DocumentSavePayload{}
	err := r.Documents.MaySave(r.viewer(ctx))
	if err == nil {
		err = checkDocument(ctx, input.Text)
	}
	if err == nil {
		payload.Document, err = r.Documents.Save(ctx, r.viewer(ctx), persisted.Saving{
			Text: input.Text, Name: value(input.Name), MaxAge: input.MaxAge.Value(), Version: value(input.Version),
		})
	}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// checkDocument says what is wrong with a text that shall be saved, as an error about the field.
func checkDocument(ctx context.Context, text string) error {
	err := exchangeOf(ctx).check(ctx, text)
	if err == nil {
		return nil
	}
	var several gqlerror.List
	if errors.As(err, &several) && len(several) > 0 {
		return errs.InvalidField("text", several[0].Message, several[0].Message).Because(err)
	}
	if e := errs.As(err); e != nil {
		return errs.InvalidField("text", e.Vi, e.En).Because(err)
	}
	return err
}

func (r mutationResolver) DocumentAllow(ctx context.Context, input gen.DocumentAllowInput) (*gen.DocumentAllowPayload, error) {
	d, err := r.Documents.Allow(ctx, r.viewer(ctx), input.ID, input.Version, true)
	payload := &gen.DocumentAllowPayload{Document: d}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) DocumentDeny(ctx context.Context, input gen.DocumentDenyInput) (*gen.DocumentDenyPayload, error) {
	d, err := r.Documents.Allow(ctx, r.viewer(ctx), input.ID, input.Version, false)
	payload := &gen.DocumentDenyPayload{Document: d}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
