package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// CompactToSign is the input of the compact of a bloc-year.
type CompactToSign struct {
	BlocYearID  string
	Version     int64     // of the bloc-year
	On          viet.Date // the day of the first signatures, if known
	EventID     string    // the meeting, if it is on record
	Contents    []string
	Signatories []Signatory // the names are read from the units
	Paper       string
}

// SignCompact records the compact of a bloc-year, whose state it takes to [CompactSigned] if that is still [Opened]. The
// compact is written first: the same call again, and whatever step is next taken with the bloc-year, completes what was
// cut short.
func (r *Register) SignCompact(ctx context.Context, v access.Viewer, in CompactToSign) (*Compact, error) {
	d, err := begin(v, access.Create, "compact.sign", "")
	contents, notClean := cleanContents(in.Contents)
	err = cmp.Or(err, optionalDay("on", in.On), notClean, cleanOptional("paper", &in.Paper))
	if err != nil {
		return nil, err
	}
	y, err := referred(ctx, r.blocYears, "blocYearId", in.BlocYearID)
	if err != nil {
		return nil, err
	}
	c := &Compact{
		BlocYearID: y.ID, BlocID: y.BlocID, Year: y.Year, SignedOn: in.On, EventID: in.EventID, Contents: contents,
		Signatories: []Signatory{}, Paper: in.Paper,
	}
	if err := r.may(ctx, d, c); err != nil {
		return nil, err
	}
	if y.Version != in.Version {
		return nil, outdated(ctx, r.blocYears, Ref{in.BlocYearID, in.Version}, y)
	}
	if err := optional(ctx, r.events, "eventId", in.EventID); err != nil {
		return nil, err
	}
	if c, err = r.signing(ctx, d, c, in.Signatories); err != nil {
		return nil, err
	}
	if _, err := y.withCompact(c); err != nil {
		return nil, err
	}
	there, err := r.compactOf(ctx, y.ID)
	switch {
	case err != nil:
		return nil, err
	case there == nil:
		if err := create(ctx, r, r.compacts, d, c); err != nil {
			return nil, err
		}
	case c.isSameAs(there):
		c = there
	default:
		return nil, &errs.Error{
			Code: errs.Duplicate, Field: []string{"blocYearId"},
			Vi: "Năm công tác đã có giao ước; hãy sửa hoặc ký thêm vào giao ước đó.",
			En: "The bloc-year has a compact: correct it, or add signatures to it.",
		}
	}
	return c, r.afterSigning(ctx, d, y, c)
}

// isSameAs reports whether a compact that was signed is the one of the input.
func (c *Compact) isSameAs(there *Compact) bool {
	return c.SignedOn == there.SignedOn && c.EventID == there.EventID && c.Paper == there.Paper &&
		slices.Equal(c.Contents, there.Contents) && slices.Equal(c.Signatories, there.Signatories)
}

// afterSigning takes the bloc-year of a compact to where the compact leads, unless somebody else has.
func (r *Register) afterSigning(ctx context.Context, d doing, y *BlocYear, c *Compact) error {
	next, err := y.withCompact(c)
	if err != nil || next == y {
		return err
	}
	d.name = CompactSigned.act()
	if err := r.blocYears.Replace(ctx, y, next, d.act()); errs.CodeOf(err) != errs.Conflict {
		return err
	}
	now, err := r.blocYears.ByID(ctx, y.ID)
	if err != nil {
		return err
	}
	if next, err = now.withCompact(c); err != nil || next == now {
		return err
	}
	return r.blocYears.Replace(ctx, now, next, d.act())
}

// signing returns the compact with the signatures of an input.
func (r *Register) signing(ctx context.Context, d doing, c *Compact, by []Signatory) (*Compact, error) {
	if len(by) == 0 {
		return c, nil
	}
	if err := notMore("signatories", len(by)); err != nil {
		return nil, err
	}
	ids := make([]string, len(by))
	for i, s := range by {
		ids[i] = s.UnitID
	}
	units, err := r.units.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	members, err := r.memberships.FindPer(ctx, "blocId", []string{c.BlocID}, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, err
	}
	by = slices.Clone(by)
	for i := range by {
		s, path := &by[i], fmt.Sprintf("signatories.%d.", i)
		u := units[s.UnitID]
		if u == nil {
			return nil, missing(r.units, path+"unitId", s.UnitID)
		}
		if s.PersonID != "" {
			if _, err := shown(ctx, r, r.people, d, path+"personId", s.PersonID); err != nil {
				return nil, err
			}
		}
		s.UnitName = u.NameAsOf(cmp.Or(s.SignedOn, c.SignedOn, lastDayOf(c.Year)))
	}
	return c.signed(by, members[c.BlocID])
}

// CompactSignatures is the input of signatures that are added to a compact.
type CompactSignatures struct {
	ID          string
	Version     int64
	Signatories []Signatory
}

// AddSignatures adds signatures to a compact, such as those of members that signed later.
func (r *Register) AddSignatures(ctx context.Context, v access.Viewer, in CompactSignatures) (*Compact, error) {
	d, err := begin(v, access.Update, "compact.addsignatures", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.compacts, d, Ref{in.ID, in.Version}, func(c *Compact) (*Compact, error) {
		return r.signing(ctx, d, c, in.Signatories)
	})
}

// CompactChange is the input of a correction of a compact; nil keeps what there is, "" takes it away. Its day stays: it is
// that of the step of the bloc-year.
type CompactChange struct {
	ID       string
	Version  int64
	Contents *[]string // all of them
	EventID  *string
	Paper    *string
}

// UpdateCompact corrects a compact.
func (r *Register) UpdateCompact(ctx context.Context, v access.Viewer, in CompactChange) (*Compact, error) {
	d, err := begin(v, access.Update, "compact.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.compacts, d, Ref{in.ID, in.Version}, func(c *Compact) (*Compact, error) {
		next := *c
		set(&next.Contents, in.Contents)
		set(&next.EventID, in.EventID)
		set(&next.Paper, in.Paper)
		contents, err := cleanContents(next.Contents)
		next.Contents = contents
		return &next, cmp.Or(err, cleanOptional("paper", &next.Paper), optional(ctx, r.events, "eventId", next.EventID))
	})
}

// RemoveCompact removes a compact that was entered by mistake. The state of the bloc-year stays.
func (r *Register) RemoveCompact(ctx context.Context, v access.Viewer, ref Ref) error {
	return removing(ctx, r, r.compacts, v, "compact.remove", ref)
}

// compactOf returns the compact of a bloc-year, or nil.
func (r *Register) compactOf(ctx context.Context, blocYearID string) (*Compact, error) {
	c, err := r.compacts.First(ctx, store.Query{Where: store.Eq{Field: "blocYearId", Value: blocYearID}}, blocYearID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil //nolint:nilnil // there need not be one
	}
	return c, err
}

// CompactsByID returns those of the compacts that exist.
func (r *Register) CompactsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Compact, error) {
	return r.compacts.ByIDs(ctx, ids, store.Whole)
}

// CompactsOfBlocYears returns the compact of each bloc-year that has one.
func (r *Register) CompactsOfBlocYears(ctx context.Context, _ access.Viewer, blocYearIDs []string) (map[string]*Compact, error) {
	found, err := r.compacts.FindPer(ctx, "blocYearId", blocYearIDs, store.Query{Limit: 1})
	if err != nil {
		return nil, err
	}
	byYear := make(map[string]*Compact, len(found))
	for id, list := range found {
		byYear[id] = list[0]
	}
	return byYear, nil
}
