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
	d, err := begin(v, access.Create, "legalreference.create", "")
	if err != nil {
		return nil, err
	}
	l := &LegalReference{
		Kind: in.Kind, Number: in.Number, RawText: in.RawText, IssuedOn: in.IssuedOn, Issuer: in.Issuer,
		IssuerTerm: in.IssuerTerm, Subject: in.Subject, Relations: in.Relations, URL: in.URL,
	}
	if err := r.checkReference(ctx, l); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.legalReferences, d, l); err != nil {
		return nil, err
	}
	return l, nil
}

// LegalReferenceChange is the input of a change of a legal reference; nil keeps what there is, "" takes it away.
type LegalReferenceChange struct {
	ID         string
	Version    int64
	Kind       *DocumentKind
	Number     *string
	RawText    *string
	IssuedOn   *viet.Date
	Issuer     *string
	IssuerTerm **int64
	Subject    *string
	Relations  *[]LegalRelation // all of them
	URL        *string
}

// UpdateLegalReference changes a legal reference.
func (r *Register) UpdateLegalReference(ctx context.Context, v access.Viewer, in LegalReferenceChange) (*LegalReference, error) {
	d, err := begin(v, access.Update, "legalreference.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.legalReferences, d, Ref{in.ID, in.Version}, func(l *LegalReference) (*LegalReference, error) {
		next := *l
		set(&next.Kind, in.Kind)
		set(&next.Number, in.Number)
		set(&next.RawText, in.RawText)
		set(&next.IssuedOn, in.IssuedOn)
		set(&next.Issuer, in.Issuer)
		set(&next.IssuerTerm, in.IssuerTerm)
		set(&next.Subject, in.Subject)
		set(&next.Relations, in.Relations)
		set(&next.URL, in.URL)
		return &next, r.checkReference(ctx, &next)
	})
}

// checkReference cleans and checks a legal reference in place; its relations become a list of their own.
func (r *Register) checkReference(ctx context.Context, l *LegalReference) error {
	err := cmp.Or(
		known("kind", l.Kind, documentKinds()...), cleanName("rawText", &l.RawText), optionalDay("issuedOn", l.IssuedOn),
		cleanOptional("issuer", &l.Issuer), cleanOptional("subject", &l.Subject), validURL("url", l.URL),
		notMore("relations", len(l.Relations)),
	)
	if err == nil && l.Number != "" {
		var number viet.DocNumber
		number, err = viet.ParseDocNumber(l.Number)
		l.Number = number.Text
	}
	if l.IssuerTerm != nil {
		err = cmp.Or(err, between("issuerTerm", *l.IssuerTerm, 1, 99))
	}
	if err != nil {
		return err
	}
	l.Relations = append([]LegalRelation{}, l.Relations...)
	related := make([]string, len(l.Relations))
	for i, rel := range l.Relations {
		related[i] = rel.ToID
		path := fmt.Sprintf("relations.%d", i)
		if rel.ToID == l.ID && l.ID != "" {
			err = errs.InvalidField(path+".toId", "Văn bản không có quan hệ với chính nó.", "A document has no relation to itself.")
		}
		if err = cmp.Or(known(path+".kind", rel.Kind, relationKinds()...), err); err != nil {
			return err
		}
	}
	found, err := r.legalReferences.ByIDs(ctx, related, store.Whole)
	for i, id := range related {
		if err == nil && found[id] == nil {
			err = missing(r.legalReferences, fmt.Sprintf("relations.%d.toId", i), id)
		}
	}
	return err
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
