package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// NewScoringTemplate is the input of a new scoring template.
type NewScoringTemplate struct {
	Name         string
	Year         int64
	BlocID       string      // for one bloc
	Level        *AdminLevel // for all blocs of a level; not together with a bloc
	Lines        []Criterion
	FreeSum      bool // the lines need not add up to 100
	BonusMax     Points
	DeductionMax Points
}

// CreateScoringTemplate makes a scoring template. The first of a bloc, or of a level, and year is revision 1.
func (r *Register) CreateScoringTemplate(ctx context.Context, v access.Viewer, in NewScoringTemplate) (*ScoringTemplate, error) {
	d, err := begin(v, access.Create, "scoringtemplate.create", "")
	if err != nil {
		return nil, err
	}
	return r.addTemplate(ctx, d, in.BlocID, in.Level, &ScoringTemplate{
		Name: in.Name, Year: in.Year, Lines: in.Lines, FreeSum: in.FreeSum, BonusMax: in.BonusMax, DeductionMax: in.DeductionMax,
	})
}

// ScoringTemplateCopy is the input of a copy of a scoring template.
type ScoringTemplateCopy struct {
	ID     string
	Year   int64       // the same if zero
	Name   string      // the same if empty
	BlocID string      // for one bloc
	Level  *AdminLevel // for all blocs of a level; with neither, for whom the template was
}

// CopyScoringTemplate copies the criteria of a template, mostly last year's. For the same bloc or level and year the copy is
// the next revision.
func (r *Register) CopyScoringTemplate(ctx context.Context, v access.Viewer, in ScoringTemplateCopy) (*ScoringTemplate, error) {
	d, err := begin(v, access.Create, "scoringtemplate.copy", "")
	if err != nil {
		return nil, err
	}
	from, err := shown(ctx, r, r.scoringTemplates, d, "id", in.ID)
	if err != nil {
		return nil, err
	}
	if in.BlocID == "" && in.Level == nil {
		if in.BlocID = from.BlocID; in.BlocID == "" {
			in.Level = &from.Level
		}
	}
	return r.addTemplate(ctx, d, in.BlocID, in.Level, &ScoringTemplate{
		Name: cmp.Or(in.Name, from.Name), Year: cmp.Or(in.Year, from.Year), Lines: from.Lines, FreeSum: from.FreeSum,
		BonusMax: from.BonusMax, DeductionMax: from.DeductionMax, CopiedFromID: from.ID,
	})
}

// maxRevisionTries bounds how often a revision is counted anew, because somebody else has just added one.
const maxRevisionTries = 5

// addTemplate saves a new template as the next revision for its bloc or level.
func (r *Register) addTemplate(ctx context.Context, d doing, blocID string, level *AdminLevel, t *ScoringTemplate) (*ScoringTemplate, error) {
	if (blocID == "") == (level == nil) {
		return nil, errs.InvalidField("blocId",
			"Hãy nêu một khối, hoặc một cấp cho mọi khối của cấp đó.", "Name a bloc, or a level for all blocs of it.")
	}
	if level != nil {
		t.Level = *level
	} else {
		b, err := referred(ctx, r.blocs, "blocId", blocID)
		if err != nil {
			return nil, err
		}
		t.BlocID, t.Level = b.ID, b.Level
	}
	t.State = TemplateDrafted
	t.Derive()
	if err := t.check(); err != nil {
		return nil, err
	}
	for tried := 1; ; tried++ {
		last, err := r.scoringTemplates.Find(ctx, store.Query{
			Where: store.And{store.Eq{Field: "scope", Value: t.Scope}, inYear(&t.Year)},
			Sort:  TemplatesNewest.Order().Sort, Limit: 1,
		})
		if err != nil {
			return nil, err
		}
		t.Revision = 1
		if len(last) > 0 {
			t.Revision = last[0].Revision + 1
		}
		err = create(ctx, r, r.scoringTemplates, d, t)
		if err == nil {
			return t, nil
		}
		if errs.CodeOf(err) != errs.Duplicate || tried == maxRevisionTries {
			return nil, err
		}
	}
}

// ScoringTemplateChange is the input of a change of a scoring template; nil keeps what there is.
type ScoringTemplateChange struct {
	ID           string
	Version      int64
	Name         *string
	Lines        *[]Criterion // all of them
	FreeSum      *bool
	BonusMax     *Points
	DeductionMax *Points
}

// UpdateScoringTemplate changes a scoring template that no sheet uses yet.
func (r *Register) UpdateScoringTemplate(ctx context.Context, v access.Viewer, in ScoringTemplateChange) (*ScoringTemplate, error) {
	d, err := begin(v, access.Update, "scoringtemplate.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.scoringTemplates, d, Ref{in.ID, in.Version}, func(t *ScoringTemplate) (*ScoringTemplate, error) {
		if err := t.changeable(); err != nil {
			return nil, err
		}
		next := *t
		set(&next.Name, in.Name)
		set(&next.Lines, in.Lines)
		set(&next.FreeSum, in.FreeSum)
		set(&next.BonusMax, in.BonusMax)
		set(&next.DeductionMax, in.DeductionMax)
		return &next, next.check()
	})
}

// RemoveScoringTemplate removes a scoring template that was entered by mistake and that no sheet uses.
func (r *Register) RemoveScoringTemplate(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.scoringTemplates, v, "scoringtemplate.remove", ref)
}
