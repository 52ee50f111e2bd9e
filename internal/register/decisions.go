package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// DecisionFilter chooses decisions; an empty field is no condition.
type DecisionFilter struct {
	Number   *string // in any spelling of it: "263/QĐ-UBND", "263/qd-ubnd"
	Issuer   *string
	Year     *int64
	IssuedOn *viet.Date
}

func (f DecisionFilter) where(v access.Viewer) store.Where {
	return store.All(
		isDocument(f.Number), is("issuerId", f.Issuer), is("issuedOn", f.IssuedOn), inYear(f.Year),
		public(v.IsAnonymous()),
	)
}

// DecisionOrder is an order of decisions.
type DecisionOrder string

// The orders, by day of issue.
const (
	DecisionsNewest DecisionOrder = "NEWEST"
	DecisionsOldest DecisionOrder = "OLDEST"
)

// Order returns the order for the store.
func (o DecisionOrder) Order() store.Order[Decision] {
	return sortBy(o != DecisionsOldest, func(d *Decision) []any { return []any{string(d.IssuedOn)} }, "issuedOn")
}

// Decisions returns a page of decisions.
func (r *Register) Decisions(ctx context.Context, v access.Viewer, f DecisionFilter, o DecisionOrder, p store.Page) ([]*Decision, error) {
	return r.decisions.Find(ctx, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// CountDecisions counts decisions.
func (r *Register) CountDecisions(ctx context.Context, v access.Viewer, f DecisionFilter) (int64, error) {
	return r.decisions.Count(ctx, f.where(v))
}

// DecisionsByID returns those of the decisions that exist for the viewer.
func (r *Register) DecisionsByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Decision, error) {
	return visible(ctx, r.decisions, v, ids)
}

// DecisionsOfIssuers returns the decisions of each unit.
func (r *Register) DecisionsOfIssuers(ctx context.Context, v access.Viewer, issuerIDs []string, f DecisionFilter, o DecisionOrder, p store.Page) (map[string][]*Decision, error) {
	return r.decisions.FindPer(ctx, "issuerId", issuerIDs, store.Query{Where: f.where(v), Sort: o.Order().Sort}.Paged(p))
}

// NewDecision is the input of a new decision.
type NewDecision struct {
	Number   string
	IssuedOn viet.Date
	IssuerID string // unit
	Signer   string
	Title    string
	Public   bool // whether anonymous readers may see it
}

// CreateDecision records a decision, with its issuer's name of the day.
func (r *Register) CreateDecision(ctx context.Context, v access.Viewer, in NewDecision) (*Decision, error) {
	a, err := act(v, "decision.create", "")
	if err != nil {
		return nil, err
	}
	number, err := viet.ParseDocNumber(in.Number)
	err = cmp.Or(err, validDay("issuedOn", in.IssuedOn), cleanName("title", &in.Title), cleanOptional("signer", &in.Signer))
	if err != nil {
		return nil, err
	}
	issuer, err := referred(ctx, r.units, "issuerId", in.IssuerID)
	if err != nil {
		return nil, err
	}
	if !issuer.ExistsOn(in.IssuedOn) {
		return nil, errs.InvalidField("issuerId",
			issuer.OfficialName+" không tồn tại vào ngày ban hành.",
			issuer.OfficialName+" does not exist on the day of issue.")
	}
	d := &Decision{
		Number: number.Text, IssuedOn: in.IssuedOn, IssuerID: issuer.ID, IssuerName: issuer.NameAsOf(in.IssuedOn),
		Signer: in.Signer, Title: in.Title, Public: in.Public,
	}
	if err := insert(ctx, r.decisions, d, a); err != nil {
		return nil, err
	}
	return d, nil
}
