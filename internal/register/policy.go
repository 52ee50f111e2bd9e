package register

import (
	"context"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Which action of the policy a change of a record is:
//
//	Create   a new record, such as the nomination of an award
//	Update   its details; of a task also how it goes on
//	Submit   handing an award in, and withdrawing it
//	Review   what a meeting or a council says: votes, returns and rejections; confirming officers; cancelling a task
//	Publish  what a decision brings: an award approved or presented, a unit renamed, merged, split, transferred, dissolved
//	Retract  taking an award back
//	Remove   removing what was entered by mistake
//
// People of the whole office may do all of it. Those of one unit may do it with the records that belong to that unit
// (see Register.unitsOf), and update, submit and remove what they made themselves. Nobody decides on what is merely
// their own: for Review, Publish and Retract an award belongs to no unit, nor does a unit for its history.
// The catalogue of award types is law, and a setting: administrators keep it.

// doing is a change on its way: who makes it, what the policy calls it, and what the journal does.
type doing struct {
	viewer access.Viewer
	noun   access.Noun
	action access.Action
	name   string // of the journal, such as "unit.rename"
	note   string
}

// begin begins the change of a record, unless the viewer may make none of its kind.
func begin(v access.Viewer, action access.Action, name, note string) (doing, error) {
	return beginOf(access.Records, v, action, name, note)
}

// beginOf is [begin] for another noun of the policy.
func beginOf(noun access.Noun, v access.Viewer, action access.Action, name, note string) (doing, error) {
	d := doing{viewer: v, noun: noun, action: action, name: name, note: note}
	if v.Reach(action, noun) == access.Nowhere {
		return d, v.Require(action, access.Subject{Noun: noun})
	}
	return d, nil
}

// act is what the journal records.
func (d doing) act() store.Act { return store.Act{Actor: d.viewer.Actor, Action: d.name, Note: d.note} }

// may refuses the change of a record, as it is or as it is to be created, that does not belong to the viewer.
func (r *Register) may(ctx context.Context, d doing, record store.Document) error {
	s, err := r.subject(ctx, d, record)
	if err != nil {
		return err
	}
	return d.viewer.Require(d.action, s)
}

// sees reports whether the record exists for whoever makes the change: what is not public exists for those who may see
// the records that it belongs to.
func (r *Register) sees(ctx context.Context, d doing, record store.Document) (bool, error) {
	if h, ok := record.(interface{ hidden() bool }); !ok || !h.hidden() {
		return true, nil
	}
	d.action = access.See
	s, err := r.subject(ctx, d, record)
	return err == nil && d.viewer.Decide(access.See, s).Allowed, err
}

// subject is the record as the policy sees it: of a viewer's own unit if one of the units that it belongs to is that.
func (r *Register) subject(ctx context.Context, d doing, record store.Document) (access.Subject, error) {
	s := access.Subject{Noun: d.noun}
	if a, ok := record.(*Award); ok {
		s.State = string(a.State)
	}
	switch d.action {
	case access.Review, access.Publish, access.Retract: // who made it has no say in what becomes of it
	default:
		s.CreatedBy = record.DocumentHead().CreatedBy
	}
	if _, ok := record.(*ScoreSheet); ok {
		s.CreatedBy = "" // whoever opened it did so for its unit
	}
	if d.viewer.UnitID == "" {
		return s, nil
	}
	units, err := r.unitsOf(ctx, d.action, record)
	if err == nil && slices.Contains(units, d.viewer.UnitID) {
		s.UnitID = d.viewer.UnitID
	}
	return s, err
}

// unitsOf returns the units to which a record belongs for an action:
//
//	unit                               itself, for its details; its history is the office's
//	bloc, its years, members, offices  the unit that supervises the bloc
//	task                               the same; for its progress and results also the units that answer for it
//	event                              its host, and the unit that organises it or supervises the bloc that does
//	movement                           the unit that launched it, or supervises the bloc that did
//	award                              the unit that receives or nominates it, until it is decided on
//	decision                           the unit that issued it
//	person                             the units of the positions
//	award type, legal reference        none
//	scoring template                   the unit that supervises its bloc
//	score sheet                        see Register.unitsOfSheet
func (r *Register) unitsOf(ctx context.Context, action access.Action, record store.Document) ([]string, error) {
	official := action == access.Review || action == access.Publish || action == access.Retract
	switch d := record.(type) {
	case *Unit:
		if official || action == access.Create || action == access.Remove {
			return nil, nil
		}
		return []string{d.ID}, nil
	case *Bloc:
		return []string{d.SupervisorID}, nil
	case *BlocMembership:
		return r.supervisor(ctx, d.BlocID)
	case *BlocYear:
		return r.supervisor(ctx, d.BlocID)
	case *OfficeTerm:
		return r.supervisor(ctx, d.BlocID)
	case *Task:
		units, err := r.supervisor(ctx, d.BlocID)
		if action == access.Update {
			units = append(units, d.OwnerIDs...)
		}
		return units, err
	case *Event:
		units, err := r.supervisor(ctx, d.OrganizerBlocID)
		return append(units, d.HostUnitID, d.OrganizerUnitID), err
	case *Movement:
		units, err := r.supervisor(ctx, d.LaunchedByBlocID)
		return append(units, d.LaunchedByUnitID), err
	case *Award:
		if official {
			return nil, nil
		}
		return []string{d.Recipient.ID, d.NominatedByUnitID}, nil
	case *Decision:
		return []string{d.IssuerID}, nil
	case *ScoringTemplate:
		return r.supervisor(ctx, d.BlocID)
	case *ScoreSheet:
		return r.unitsOfSheet(ctx, action, d)
	case *Person:
		units := make([]string, len(d.Positions))
		for i, p := range d.Positions {
			units[i] = p.UnitID
		}
		return units, nil
	default:
		return nil, nil
	}
}

// supervisor returns the unit that oversees a bloc; none for no bloc.
func (r *Register) supervisor(ctx context.Context, blocID string) ([]string, error) {
	if blocID == "" {
		return nil, nil
	}
	b, err := r.blocs.ByID(ctx, blocID)
	if errs.CodeOf(err) == errs.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return []string{b.SupervisorID}, nil
}

// The records that need not be public.

func (a *Award) hidden() bool    { return !a.Public }
func (d *Decision) hidden() bool { return !d.Public }
func (p *Person) hidden() bool   { return !p.Public }

func (t *ScoringTemplate) hidden() bool { return !t.Public }
func (s *ScoreSheet) hidden() bool      { return !s.Public }
