package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/viet"
)

// NewBlocYear is the input of a new bloc-year.
type NewBlocYear struct {
	BlocID           string
	Year             int64
	On               viet.Date // the day it was opened, if known
	EventID          string    // the event that opened it
	FlagQuota        *int64    // most flags that may be nominated; nil is no limit
	CertificateQuota *int64
}

// OpenBlocYear opens a year of a bloc. The year before need not be closed.
func (r *Register) OpenBlocYear(ctx context.Context, v access.Viewer, in NewBlocYear) (*BlocYear, error) {
	d, err := begin(v, access.Create, "blocyear.open", "")
	err = cmp.Or(err, validYear(in.Year), optionalDay("on", in.On),
		validQuota("flagQuota", in.FlagQuota), validQuota("certificateQuota", in.CertificateQuota))
	if err != nil {
		return nil, err
	}
	b, err := referred(ctx, r.blocs, "blocId", in.BlocID)
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	if in.Year < int64(b.ValidFrom.Year()) || (b.ValidTo != "" && in.Year > int64(b.ValidTo.Year())) {
		return nil, errs.InvalidField("year", "Khối không hoạt động trong năm này.", "The bloc does not exist in this year.")
	}
	y := &BlocYear{
		BlocID: b.ID, Year: in.Year, State: Opened, FlagQuota: in.FlagQuota, CertificateQuota: in.CertificateQuota,
		Transitions: []BlocYearChange{{To: Opened, On: in.On, EventID: in.EventID}},
	}
	if err := create(ctx, r, r.blocYears, d, y); err != nil {
		return nil, err
	}
	return y, nil
}

func validQuota(path string, quota *int64) error {
	if quota == nil {
		return nil
	}
	return between(path, *quota, 0, maxListed)
}

// BlocYearStep is the input of a bloc-year's next state.
type BlocYearStep struct {
	ID         string
	Version    int64
	To         BlocYearState
	On         viet.Date // if known
	EventID    string    // the event at which it happened
	Assessment *string   // what the final review found; nil keeps what there is
}

// AdvanceBlocYear takes a bloc-year one step further.
func (r *Register) AdvanceBlocYear(ctx context.Context, v access.Viewer, in BlocYearStep) (*BlocYear, error) {
	d, err := begin(v, access.Update, in.To.act(), "")
	if in.Assessment != nil {
		text := *in.Assessment
		err = cmp.Or(err, cleanBody("assessment", &text))
		in.Assessment = &text
	}
	if err != nil {
		return nil, err
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	advance := func(y *BlocYear, unsettled int64) (*BlocYear, error) {
		y, err := r.signedBefore(ctx, y, in.To)
		if err != nil {
			return nil, err
		}
		next, err := y.advanced(BlocYearChange{To: in.To, On: in.On, EventID: in.EventID}, unsettled)
		if err == nil && in.Assessment != nil {
			next.Assessment = *in.Assessment
		}
		return next, err
	}
	if in.To == Closed {
		return r.closeYear(ctx, d, Ref{in.ID, in.Version}, advance)
	}
	return change(ctx, r, r.blocYears, d, Ref{in.ID, in.Version}, func(y *BlocYear) (*BlocYear, error) { return advance(y, 0) })
}

// signedBefore returns a bloc-year that is to go beyond its compact with the step that the compact brings about, if the
// process that wrote the compact died before that.
func (r *Register) signedBefore(ctx context.Context, y *BlocYear, to BlocYearState) (*BlocYear, error) {
	if y.State != Opened || to == CompactSigned {
		return y, nil
	}
	c, err := r.compactOf(ctx, y.ID)
	if err != nil {
		return nil, err
	}
	return y.withCompact(c)
}

// act is what the journal calls the step to a state of a bloc-year.
func (s BlocYearState) act() string {
	switch s {
	case CompactSigned:
		return "blocyear.signcompact"
	case MidYearReviewed:
		return "blocyear.reviewmidyear"
	case FinalReviewed:
		return "blocyear.reviewfinal"
	case Closed:
		return "blocyear.close"
	default:
		return "blocyear.advance"
	}
}

// BlocYearUpdate is the input of a change of a bloc-year's details; nil keeps what there is, a quota of nil within is no limit.
type BlocYearUpdate struct {
	ID               string
	Version          int64
	Assessment       *string
	FlagQuota        **int64
	CertificateQuota **int64
}

// UpdateBlocYear changes a bloc-year's details. A quota below what is nominated already keeps further nominations out.
func (r *Register) UpdateBlocYear(ctx context.Context, v access.Viewer, in BlocYearUpdate) (*BlocYear, error) {
	d, err := begin(v, access.Update, "blocyear.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.blocYears, d, Ref{in.ID, in.Version}, func(y *BlocYear) (*BlocYear, error) {
		next := *y
		set(&next.Assessment, in.Assessment)
		set(&next.FlagQuota, in.FlagQuota)
		set(&next.CertificateQuota, in.CertificateQuota)
		return &next, cmp.Or(
			cleanBody("assessment", &next.Assessment),
			validQuota("flagQuota", next.FlagQuota), validQuota("certificateQuota", next.CertificateQuota),
		)
	})
}
