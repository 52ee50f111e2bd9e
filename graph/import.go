package graph

import (
	"context"
	"strings"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/access"
	"thidua/internal/intake"
	"thidua/internal/register"
	"thidua/internal/store"
)

func (r *Resolver) imports(ctx context.Context, ids []string) (map[string]*intake.Import, error) {
	return r.Intake.ImportsByID(ctx, r.viewer(ctx), ids)
}

// importOf returns an import that exists for the viewer; nil if there is none.
func (r *Resolver) importOf(ctx context.Context, id string) (*intake.Import, error) {
	docs, err := r.imports(ctx, []string{id})
	return docs[id], err
}

func (r queryResolver) Import(ctx context.Context, id string) (*intake.Import, error) {
	return r.importOf(ctx, id)
}

func (r queryResolver) Imports(
	ctx context.Context, where *intake.Filter, first *int64, after *string, last *int64, before *string,
) (*connection.Imports, error) {
	v := r.viewer(ctx)
	return list(ctx, intake.Newest(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*intake.Import, error) {
			return r.Intake.Imports(ctx, v, or(where), p)
		},
		func(ctx context.Context) (int64, error) { return r.Intake.CountImports(ctx, v, or(where)) })
}

func (r queryResolver) ImportRows(
	ctx context.Context, importID string, where *intake.RowFilter, first *int64, after *string, last *int64, before *string,
) (*connection.ImportRows, error) {
	m, err := r.importOf(ctx, importID)
	if err != nil || m == nil {
		return nil, err
	}
	return list(ctx, intake.RowOrder(), pageArgs(first, after, last, before),
		func(ctx context.Context, p store.Page) ([]*intake.Row, error) {
			rows, err := r.Intake.Rows(ctx, m, or(where), p)
			adoptProspects(ctx, rows)
			return rows, err
		},
		func(context.Context) (int64, error) { return r.Intake.CountRows(m, or(where)) })
}

// adoptProspects makes siblings of the records that rows would be stored as.
func adoptProspects(ctx context.Context, rows []*intake.Row) {
	adoptOnly(ctx, rows, func(row *intake.Row) *register.Award { return row.Award })
	adoptOnly(ctx, rows, func(row *intake.Row) *register.Unit { return row.Unit })
	adoptOnly(ctx, rows, func(row *intake.Row) *register.Task { return row.Task })
	adoptOnly(ctx, rows, func(row *intake.Row) *register.ScoreSheet { return row.ScoreSheet })
}

func adoptOnly[T any](ctx context.Context, rows []*intake.Row, record func(*intake.Row) *T) {
	var records []*T
	for _, row := range rows {
		if doc := record(row); doc != nil {
			records = append(records, doc)
		}
	}
	adopt(ctx, records)
}

// Import returns the resolvers of imports.
func (r *Resolver) Import() gen.ImportResolver { return importResolver{r} }

type importResolver struct{ *Resolver }

func (r importResolver) Progress(ctx context.Context, m *intake.Import) (*intake.Progress, error) {
	return one(ctx, m, func(m *intake.Import) string { return m.ID }, r.Intake.ProgressOf)
}

func (r importResolver) CreatedBy(ctx context.Context, m *intake.Import) (*access.User, error) {
	return one(ctx, m, func(m *intake.Import) string { return m.AuthorID }, r.users)
}

func (r importResolver) AppliedBy(ctx context.Context, m *intake.Import) (*access.User, error) {
	return one(ctx, m, func(m *intake.Import) string { return m.AppliedBy }, r.users)
}

func (r importResolver) UndoneBy(ctx context.Context, m *intake.Import) (*access.User, error) {
	return one(ctx, m, func(m *intake.Import) string { return m.UndoneBy }, r.users)
}

// ImportRow returns the resolvers of rows.
func (r *Resolver) ImportRow() gen.ImportRowResolver { return importRowResolver{r} }

type importRowResolver struct{ *Resolver }

func (r importRowResolver) Existing(ctx context.Context, row *intake.Row) (scalar.Node, error) {
	if row.ExistingID == "" {
		return nil, nil //nolint:nilnil // null in GraphQL
	}
	found, err := edge(ctx, row, func(ctx context.Context, rows []*intake.Row) (map[string]scalar.Node, error) {
		var ids []string
		for _, row := range rows {
			if row.ExistingID != "" {
				ids = append(ids, row.ExistingID)
			}
		}
		return r.nodes(ctx, ids)
	})
	return found[row.ExistingID], err
}

// ImportIssue returns the resolvers of issues.
func (r *Resolver) ImportIssue() gen.ImportIssueResolver { return importIssueResolver{r} }

type importIssueResolver struct{ *Resolver }

func (importIssueResolver) Message(ctx context.Context, i *intake.Issue) (string, error) {
	return inLanguage(ctx, i.Vi, i.En), nil
}

// ImportRefusal returns the resolvers of refusals.
func (r *Resolver) ImportRefusal() gen.ImportRefusalResolver { return importRefusalResolver{r} }

type importRefusalResolver struct{ *Resolver }

func (importRefusalResolver) Message(ctx context.Context, i *intake.Refusal) (string, error) {
	return inLanguage(ctx, i.Vi, i.En), nil
}

// ImportRefusedItem returns the resolvers of what a refusal is about.
func (r *Resolver) ImportRefusedItem() gen.ImportRefusedItemResolver { return refusedItemResolver{r} }

type refusedItemResolver struct{ *Resolver }

func (refusedItemResolver) Message(ctx context.Context, i *intake.RefusedFor) (string, error) {
	return inLanguage(ctx, i.Vi, i.En), nil
}

// inLanguage picks the message in the language of the request.
func inLanguage(ctx context.Context, vi, en string) string {
	if exchangeOf(ctx).lang == english {
		return en
	}
	return vi
}

func (r awardResolver) Import(ctx context.Context, a *register.Award) (*intake.Import, error) {
	return one(ctx, a, func(a *register.Award) string { return a.ImportID }, r.imports)
}

func (r decisionResolver) Import(ctx context.Context, d *register.Decision) (*intake.Import, error) {
	return one(ctx, d, func(d *register.Decision) string { return d.ImportID }, r.imports)
}

func (r personResolver) Import(ctx context.Context, p *register.Person) (*intake.Import, error) {
	return one(ctx, p, func(p *register.Person) string { return p.ImportID }, r.imports)
}

func (r unitResolver) Import(ctx context.Context, u *register.Unit) (*intake.Import, error) {
	return one(ctx, u, func(u *register.Unit) string { return u.ImportID }, r.imports)
}

func (r taskResolver) Import(ctx context.Context, t *register.Task) (*intake.Import, error) {
	return one(ctx, t, func(t *register.Task) string { return t.ImportID }, r.imports)
}

func (r scoreSheetResolver) Import(ctx context.Context, s *register.ScoreSheet) (*intake.Import, error) {
	return one(ctx, s, func(s *register.ScoreSheet) string { return s.ImportID }, r.imports)
}

func (r mutationResolver) ImportRehearse(ctx context.Context, input gen.ImportRehearseInput) (*gen.ImportRehearsePayload, error) {
	content := input.File.File.Content()
	m, err := r.Intake.Rehearse(ctx, r.viewer(ctx), intake.Rehearsal{
		Kind: input.Kind, FileName: input.File.File.Name, File: content, Bytes: content.Size(), Options: importOptions(input),
	})
	payload := &gen.ImportRehearsePayload{Import: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

// importOptions is what an input says of a list.
func importOptions(input gen.ImportRehearseInput) intake.Options {
	o := intake.Options{
		Sheet: strings.TrimSpace(value(input.Sheet)), SkipHidden: value(input.SkipHidden), Year: value(input.Year), BlocYearID: value(input.BlocYearID),
	}
	a := value(input.Awards)
	o.Awards = intake.AwardPlan{
		State: value(a.State), AwardTypeID: value(a.AwardTypeID), Kind: value(a.Kind), DecisionID: value(a.DecisionID), Number: value(a.DecisionNumber),
		IssuedOn: value(a.DecidedOn), IssuerID: value(a.IssuerID), Public: value(a.IsPublic), KnownOnly: value(a.KnownOnly),
	}
	u, s := value(input.Units), value(input.Scores)
	o.Units = intake.UnitPlan{Type: value(u.Type), Level: value(u.Level), ParentID: value(u.ParentID), Province: u.Province.Value()}
	o.Scores = intake.ScorePlan{TemplateID: value(s.TemplateID), MemberOn: value(s.MemberOn), Public: value(s.IsPublic)}
	return o
}

func (r mutationResolver) ImportCommit(ctx context.Context, input gen.ImportCommitInput) (*gen.ImportCommitPayload, error) {
	m, err := r.Intake.Commit(ctx, r.viewer(ctx), intake.Ref{ID: input.ID, Version: input.Version}, value(input.LeaveOutErrors))
	payload := &gen.ImportCommitPayload{Import: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ImportUndo(ctx context.Context, input gen.ImportUndoInput) (*gen.ImportUndoPayload, error) {
	m, err := r.Intake.Undo(ctx, r.viewer(ctx), intake.Ref{ID: input.ID, Version: input.Version})
	payload := &gen.ImportUndoPayload{Import: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}

func (r mutationResolver) ImportCancel(ctx context.Context, input gen.ImportCancelInput) (*gen.ImportCancelPayload, error) {
	m, err := r.Intake.Cancel(ctx, r.viewer(ctx), intake.Ref{ID: input.ID, Version: input.Version})
	payload := &gen.ImportCancelPayload{Import: m}
	payload.UserErrors, err = userErrors(ctx, err)
	return payload, err
}
