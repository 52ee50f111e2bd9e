package register

import (
	"cmp"
	"context"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// AwardTypeFilter chooses award types; an empty field is no condition.
type AwardTypeFilter struct {
	Family  *AwardFamily
	Form    []AwardForm
	Level   []AdminLevel
	ValidOn *viet.Date
}

func (f AwardTypeFilter) where() store.Where {
	return store.All(
		is("family", f.Family), oneOf("form", f.Form), oneOf("level", f.Level), lasting("validFrom", "validTo", f.ValidOn),
	)
}

// AwardTypeOrder is an order of award types.
type AwardTypeOrder string

// AwardTypesByName is the Vietnamese alphabetical order.
const AwardTypesByName AwardTypeOrder = "NAME"

// Order returns the order for the store.
func (AwardTypeOrder) Order() store.Order[AwardType] {
	return sortBy(false, func(t *AwardType) []any { return []any{t.SortKey} }, "sortKey")
}

// AwardTypes returns a page of the catalogue.
func (r *Register) AwardTypes(ctx context.Context, _ access.Viewer, f AwardTypeFilter, o AwardTypeOrder, p store.Page) ([]*AwardType, error) {
	return r.awardTypes.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountAwardTypes counts award types.
func (r *Register) CountAwardTypes(ctx context.Context, _ access.Viewer, f AwardTypeFilter) (int64, error) {
	return r.awardTypes.Count(ctx, f.where())
}

// AwardTypesByID returns those of the award types that exist.
func (r *Register) AwardTypesByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*AwardType, error) {
	return r.awardTypes.ByIDs(ctx, ids, store.Whole)
}

// AwardTypeByCode returns the award type of a code, or [errs.NotFound].
func (r *Register) AwardTypeByCode(ctx context.Context, _ access.Viewer, code string) (*AwardType, error) {
	return r.awardTypes.First(ctx, store.Query{Where: store.Eq{Field: "code", Value: code}}, code)
}

// NewAwardType is the input of a new entry of the catalogue. Its family follows from its form.
type NewAwardType struct {
	Code           string // capital letters, digits and "_"; unique
	Label          string
	LabelVariants  []string
	Meaning        string
	Form           AwardForm
	Level          AdminLevel
	Rank           *int64
	RecipientKinds []RecipientKind
	Deciders       []string
	ValidFrom      viet.Date
	ValidTo        viet.Date
	LegalBasisIDs  []string
	Authorities    []Authority
	Certainty      Certainty
	Basis          string
}

// CreateAwardType adds an entry to the catalogue of awards.
func (r *Register) CreateAwardType(ctx context.Context, v access.Viewer, in NewAwardType) (*AwardType, error) {
	d, err := beginOf(access.Settings, v, access.Create, "awardtype.create", "")
	if err != nil {
		return nil, err
	}
	t, err := in.awardType()
	if err != nil {
		return nil, err
	}
	if _, err := allReferred(ctx, r.legalReferences, "legalBasisIds", t.LegalBasisIDs); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.awardTypes, d, t); err != nil {
		return nil, err
	}
	return t, nil
}

// awardType checks the input and returns the entry that it describes.
func (in NewAwardType) awardType() (*AwardType, error) {
	t := &AwardType{
		Code: in.Code, Label: in.Label, LabelVariants: in.LabelVariants, Meaning: in.Meaning, Family: in.Form.family(), Form: in.Form,
		Level: in.Level, Rank: in.Rank, RecipientKinds: in.RecipientKinds, Deciders: in.Deciders, ValidFrom: in.ValidFrom,
		ValidTo: in.ValidTo, LegalBasisIDs: in.LegalBasisIDs, Authorities: in.Authorities, Certainty: in.Certainty, Basis: in.Basis,
	}
	if err := t.check(); err != nil {
		return nil, err
	}
	return t, nil
}

// check cleans and checks the entry in place; its lists become its own.
func (t *AwardType) check() error {
	variants, variantsErr := cleanNames("labelVariants", t.LabelVariants)
	deciders, decidersErr := cleanNames("deciders", t.Deciders)
	err := cmp.Or(
		validCode(t.Code), cleanName("label", &t.Label), variantsErr, cleanBody("meaning", &t.Meaning),
		known("form", t.Form, awardForms()...), known("level", t.Level, adminLevels()...), decidersErr,
		optionalDay("validFrom", t.ValidFrom), optionalDay("validTo", t.ValidTo), inOrder("validTo", t.ValidFrom, t.ValidTo),
	)
	if t.Rank != nil {
		err = cmp.Or(err, between("rank", *t.Rank, 1, 3))
	}
	if len(t.RecipientKinds) == 0 {
		err = cmp.Or(err, error(errs.InvalidField("recipientKinds",
			"Hãy nêu ít nhất một loại đối tượng.", "Name at least one kind of recipient.")))
	}
	for _, kind := range t.RecipientKinds {
		err = cmp.Or(err, known("recipientKinds", kind, recipientKinds()...))
	}
	if t.Certainty != "" {
		err = cmp.Or(err, known("certainty", t.Certainty, certainties()...))
	}
	t.LabelVariants, t.Deciders = variants, deciders
	err = cmp.Or(err, cleanOptional("basis", &t.Basis), t.checkAuthorities())
	t.RecipientKinds, t.LegalBasisIDs = listed(t.RecipientKinds), listed(t.LegalBasisIDs)
	return err
}

// AwardTypeChange is the input of a change of an entry of the catalogue; nil keeps what there is, "" takes it away. Code,
// form and level are what the entry is, and awards have them: a new law makes a new entry.
type AwardTypeChange struct {
	ID             string
	Version        int64
	Label          *string
	LabelVariants  *[]string
	Meaning        *string
	Rank           **int64
	RecipientKinds *[]RecipientKind
	Deciders       *[]string
	ValidFrom      *viet.Date
	ValidTo        *viet.Date
	LegalBasisIDs  *[]string
	Authorities    *[]Authority
	Certainty      *Certainty
	Basis          *string
}

// UpdateAwardType changes an entry of the catalogue. Awards keep what theirs was called.
func (r *Register) UpdateAwardType(ctx context.Context, v access.Viewer, in AwardTypeChange) (*AwardType, error) {
	d, err := beginOf(access.Settings, v, access.Update, "awardtype.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.awardTypes, d, Ref{in.ID, in.Version}, func(t *AwardType) (*AwardType, error) {
		next := *t
		set(&next.Label, in.Label)
		set(&next.LabelVariants, in.LabelVariants)
		set(&next.Meaning, in.Meaning)
		set(&next.Rank, in.Rank)
		set(&next.RecipientKinds, in.RecipientKinds)
		set(&next.Deciders, in.Deciders)
		set(&next.ValidFrom, in.ValidFrom)
		set(&next.ValidTo, in.ValidTo)
		set(&next.LegalBasisIDs, in.LegalBasisIDs)
		set(&next.Authorities, in.Authorities)
		set(&next.Certainty, in.Certainty)
		set(&next.Basis, in.Basis)
		if err := next.check(); err != nil {
			return nil, err
		}
		_, err := allReferred(ctx, r.legalReferences, "legalBasisIds", next.LegalBasisIDs)
		return &next, err
	})
}

// family tells titles from forms of commendation: a flag is a title, a certificate is not.
func (f AwardForm) family() AwardFamily {
	switch f {
	case TitlePerson, TitleCollective, TitleHousehold, Flag:
		return TitleFamily
	default:
		return FormFamily
	}
}

func validCode(code string) error {
	if code != "" && len(code) <= 60 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == "" {
		return nil
	}
	return errs.InvalidField("code",
		"Mã chỉ gồm chữ hoa không dấu, số và dấu gạch dưới, tối đa 60 ký tự.",
		"A code has only capital letters, digits and underscores, at most 60.")
}
