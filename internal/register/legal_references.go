package register

import (
	"cmp"
	"context"
	"fmt"
	"net/url"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// LegalReferenceFilter chooses legal references; an empty field is no condition.
type LegalReferenceFilter struct {
	Text   *string // every word of it, in number, citation or subject
	Number *string // in any spelling of it
	Kind   []DocumentKind
}

func (f LegalReferenceFilter) where() store.Where {
	return store.All(isDocument(f.Number), oneOf("kind", f.Kind), words(f.Text))
}

// LegalReferenceOrder is an order of legal references.
type LegalReferenceOrder string

// LegalReferencesByName is the Vietnamese alphabetical order of how they are cited.
const LegalReferencesByName LegalReferenceOrder = "NAME"

// Order returns the order for the store.
func (LegalReferenceOrder) Order() store.Order[LegalReference] {
	return sortBy(false, func(l *LegalReference) []any { return []any{l.SortKey} }, "sortKey")
}

// LegalReferences returns a page of legal references.
func (r *Register) LegalReferences(ctx context.Context, _ access.Viewer, f LegalReferenceFilter, o LegalReferenceOrder, p store.Page) ([]*LegalReference, error) {
	return r.legalReferences.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountLegalReferences counts legal references.
func (r *Register) CountLegalReferences(ctx context.Context, _ access.Viewer, f LegalReferenceFilter) (int64, error) {
	return r.legalReferences.Count(ctx, f.where())
}

// LegalReferencesByID returns those of the legal references that exist.
func (r *Register) LegalReferencesByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*LegalReference, error) {
	return r.legalReferences.ByIDs(ctx, ids, store.Whole)
}

// NewLegalReference is the input of a new legal reference. Only the kind and the wording of the citation are certain.
type NewLegalReference struct {
	Kind       DocumentKind
	Number     string
	RawText    string
	IssuedOn   viet.Date
	Issuer     string
	IssuerTerm *int64 // khóa
	Subject    string
	Relations  []LegalRelation
	URL        string
}

// CreateLegalReference records a document of Party or State.
func (r *Register) CreateLegalReference(ctx context.Context, v access.Viewer, in NewLegalReference) (*LegalReference, error) {
	a, err := act(v, "legalreference.create", "")
	if err != nil {
		return nil, err
	}
	l, err := in.reference()
	if err != nil {
		return nil, err
	}
	for i, rel := range l.Relations {
		if _, err := referred(ctx, r.legalReferences, fmt.Sprintf("relations.%d.toId", i), rel.ToID); err != nil {
			return nil, err
		}
	}
	if err := insert(ctx, r.legalReferences, l, a); err != nil {
		return nil, err
	}
	return l, nil
}

// reference checks the input and returns the legal reference that it describes.
func (in NewLegalReference) reference() (*LegalReference, error) {
	err := cmp.Or(
		known("kind", in.Kind, documentKinds()...), cleanName("rawText", &in.RawText), optionalDay("issuedOn", in.IssuedOn),
		cleanOptional("issuer", &in.Issuer), cleanOptional("subject", &in.Subject), validURL("url", in.URL),
		notMore("relations", len(in.Relations)),
	)
	if in.Number != "" {
		number, numberErr := viet.ParseDocNumber(in.Number)
		err = cmp.Or(err, numberErr)
		in.Number = number.Text
	}
	if in.IssuerTerm != nil {
		err = cmp.Or(err, between("issuerTerm", *in.IssuerTerm, 1, 99))
	}
	for i, rel := range in.Relations {
		err = cmp.Or(err, known(fmt.Sprintf("relations.%d.kind", i), rel.Kind, relationKinds()...))
	}
	if err != nil {
		return nil, err
	}
	return &LegalReference{
		Kind: in.Kind, Number: in.Number, RawText: in.RawText, IssuedOn: in.IssuedOn, Issuer: in.Issuer,
		IssuerTerm: in.IssuerTerm, Subject: in.Subject, Relations: append([]LegalRelation{}, in.Relations...), URL: in.URL,
	}, nil
}

// validURL refuses what is no address of a page; an empty one is none.
func validURL(path, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= 2000 {
		return nil
	}
	return errs.InvalidField(path,
		"Địa chỉ phải bắt đầu bằng https:// hoặc http://.", "The address must begin with https:// or http://.")
}
