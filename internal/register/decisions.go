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
		public(v),
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
	d, err := begin(v, access.Create, "decision.create", "")
	if err != nil {
		return nil, err
	}
	number, err := viet.ParseDocNumber(in.Number)
	err = cmp.Or(err, validDay("issuedOn", in.IssuedOn), cleanName("title", &in.Title), cleanOptional("signer", &in.Signer),
		allWithoutPersonalData("title", in.Title, "signer", in.Signer))
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
	decision := &Decision{
		Number: number.Text, IssuedOn: in.IssuedOn, IssuerID: issuer.ID, IssuerName: issuer.NameAsOf(in.IssuedOn),
		Signer: in.Signer, Title: in.Title, Public: in.Public,
	}
	if err := create(ctx, r, r.decisions, d, decision); err != nil {
		return nil, err
	}
	return decision, nil
}

// DecisionChange is the input of a change of a decision's details; nil keeps what there is. The issuer cannot be changed.
type DecisionChange struct {
	ID       string
	Version  int64
	Number   *string
	IssuedOn *viet.Date // only while no award hangs on the decision
	Signer   *string
	Title    *string
	Public   *bool
}

// UpdateDecision changes a decision's details. Its day stays once awards hang on it: they keep it, and the name that the
// issuer had then.
func (r *Register) UpdateDecision(ctx context.Context, v access.Viewer, in DecisionChange) (*Decision, error) {
	d, err := begin(v, access.Update, "decision.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.decisions, d, Ref{in.ID, in.Version}, func(was *Decision) (*Decision, error) {
		next := *was
		set(&next.Number, in.Number)
		set(&next.IssuedOn, in.IssuedOn)
		set(&next.Signer, in.Signer)
		set(&next.Title, in.Title)
		set(&next.Public, in.Public)
		number, err := viet.ParseDocNumber(next.Number)
		next.Number = number.Text
		err = cmp.Or(err, validDay("issuedOn", next.IssuedOn), cleanName("title", &next.Title), cleanOptional("signer", &next.Signer),
			allWithoutPersonalData("title", next.Title, "signer", next.Signer))
		if err == nil && next.IssuedOn != was.IssuedOn {
			err = r.redate(ctx, &next)
		}
		return &next, err
	})
}

// redate names the issuer as of the new day of a decision, on which nothing hangs yet.
func (r *Register) redate(ctx context.Context, d *Decision) error {
	if err := r.unreferred(ctx, decisionsName, d.ID); err != nil {
		return inside("issuedOn", err)
	}
	issuer, err := r.units.ByID(ctx, d.IssuerID)
	if err != nil {
		return err
	}
	if !issuer.ExistsOn(d.IssuedOn) {
		return errs.InvalidField("issuedOn",
			issuer.OfficialName+" không tồn tại vào ngày ban hành.",
			issuer.OfficialName+" does not exist on the day of issue.")
	}
	d.IssuerName = issuer.NameAsOf(d.IssuedOn)
	return nil
}
