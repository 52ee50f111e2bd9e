package register

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// joining is a join as those need it who carry it out.
type joining struct {
	from, into string
	masked     bool // whether readers do not see the name of the person who stays
	act        store.Act
}

// moving makes the records of a collection refer to the record that stays.
type moving interface {
	// stays are the obstacles that a move would run into.
	stays(ctx context.Context, j joining, fields []string) ([]JoinObstacle, error)
	// move moves at most some of them. What cannot be moved, because something came in between, is left where it is.
	move(ctx context.Context, j joining, fields []string, most int) (moved, left int, err error)
}

// movesOf is [moving] for the records of one collection.
type movesOf[T any] struct {
	records *store.Collection[T]
	noun    string // of the journal
	// set lets a copy of a record refer to the one that stays; it makes new lists.
	set func(next *T, j joining)
	// fits reports whether a record may be saved as it is then, though something may have come in between; nil for what the
	// unique indexes keep right.
	fits func(ctx context.Context, j joining, next *T) (bool, error)
	// clash returns what stands in the way of some of them, which refer to the duplicate; nil for what nothing does.
	clash func(ctx context.Context, j joining, page []*T) ([]JoinObstacle, error)
}

// movesAtOnce is how many records are read and written together.
const movesAtOnce = 200

// each calls do with the records that refer to the duplicate, a page at a time, until it returns false.
func (m movesOf[T]) each(ctx context.Context, c *store.Collection[T], j joining, fields []string, do func([]*T) (bool, error)) error {
	for _, field := range fields {
		q := store.Query{Where: store.Eq{Field: field, Value: j.from}, Limit: movesAtOnce}
		for {
			page, err := c.Find(ctx, q)
			if err != nil || len(page) == 0 {
				if err != nil {
					return fmt.Errorf("find what refers to %s: %w", j.from, err)
				}
				break
			}
			if more, err := do(page); err != nil || !more {
				return err
			}
			if len(page) < q.Limit {
				break
			}
			q.After = &store.Position{ID: headID(page[len(page)-1])}
		}
	}
	return nil
}

func (m movesOf[T]) stays(ctx context.Context, j joining, fields []string) (found []JoinObstacle, err error) {
	if m.clash == nil {
		return nil, nil
	}
	err = m.each(ctx, m.records, j, fields, func(page []*T) (bool, error) {
		more, err := m.clash(ctx, j, page)
		found = append(found, more...)
		return len(found) <= maxObstacles, err
	})
	return found, err
}

func (m movesOf[T]) move(ctx context.Context, j joining, fields []string, most int) (moved, left int, err error) {
	c := bare(m.records) // also what comes in with an import that is not settled
	act := j.act
	act.Action = m.noun + ".joinduplicate"
	err = m.each(ctx, c, j, fields, func(page []*T) (bool, error) {
		writes := make([]store.Write, 0, len(page))
		for _, before := range page[:min(len(page), most-moved)] {
			next := *before
			m.set(&next, j)
			if m.fits != nil {
				if fits, err := m.fits(ctx, j, &next); err != nil {
					return false, err
				} else if !fits {
					left++
					continue
				}
			}
			w, err := c.Replacing(before, &next, act)
			if err != nil {
				return false, err
			}
			writes = append(writes, w)
		}
		n, err := applyAll(ctx, m.records.Store, writes)
		moved, left = moved+n, left+len(writes)-n
		return moved < most, err
	})
	return moved, left, err
}

// applyAll runs the writes, goes on behind those that are refused because somebody else was faster, and returns how many
// were done.
func applyAll(ctx context.Context, s store.Store, writes []store.Write) (done int, err error) {
	for len(writes) > 0 {
		n, err := s.Apply(ctx, writes...)
		done += n
		if err == nil {
			return done, nil
		}
		if code := errs.CodeOf(err); code != errs.Conflict && code != errs.Duplicate && code != errs.NotFound {
			return done, fmt.Errorf("move what refers to a duplicate: %w", err)
		}
		writes = writes[n+1:]
	}
	return done, nil
}

// moves returns what moves the records of each collection that may refer to a unit or a person; nil for others.
func (r *Register) moves(collection string) moving {
	switch collection {
	case unitsName:
		return movesOf[Unit]{r.units, "unit", func(u *Unit, j joining) { j.swap(&u.ParentID) }, nil, nil}
	case blocsName:
		return movesOf[Bloc]{r.blocs, "bloc", func(b *Bloc, j joining) { j.swap(&b.SupervisorID) }, nil, nil}
	case membershipsName:
		return movesOf[BlocMembership]{r.memberships, "membership", func(m *BlocMembership, j joining) { j.swap(&m.UnitID) }, r.takesTurn, r.clashOfMemberships}
	case officeTermsName:
		return movesOf[OfficeTerm]{r.officeTerms, "office", func(t *OfficeTerm, j joining) {
			j.swap(&t.UnitID)
			j.swap(&t.PersonID)
		}, nil, r.clashOfOffices}
	case peopleName:
		return movesOf[Person]{r.people, "person", func(p *Person, j joining) {
			p.Positions = slices.Clone(p.Positions)
			for i := range p.Positions {
				j.swap(&p.Positions[i].UnitID)
			}
			p.Positions = listed(p.Positions)
		}, nil, nil}
	case awardsName:
		return movesOf[Award]{r.awards, "award", func(a *Award, j joining) {
			j.receive(&a.Recipient)
			j.swap(&a.NominatedByUnitID)
		}, nil, r.clashOfAwards}
	case titlesName:
		return movesOf[TitleRegistration]{r.titles, "title", func(t *TitleRegistration, j joining) {
			j.receive(&t.Recipient)
			j.swap(&t.UnitID)
		}, nil, r.clashOfTitles}
	case compactsName:
		return movesOf[Compact]{r.compacts, "compact", func(c *Compact, j joining) {
			c.Signatories = slices.Clone(c.Signatories)
			for i := range c.Signatories {
				j.swap(&c.Signatories[i].UnitID)
				j.swap(&c.Signatories[i].PersonID)
			}
		}, signedOnce, r.clashOfCompacts}
	case reviewsName:
		return movesOf[ReviewSession]{r.reviews, "review", func(s *ReviewSession, j joining) { j.swap(&s.CouncilID) }, nil, r.clashOfReviews}
	case decisionsName:
		return movesOf[Decision]{r.decisions, "decision", func(d *Decision, j joining) { j.swap(&d.IssuerID) }, nil, r.clashOfDecisions}
	default:
		return r.movesOfWork(collection)
	}
}

// movesOfWork is [Register.moves] for what is done in a year.
func (r *Register) movesOfWork(collection string) moving {
	switch collection {
	case tasksName:
		return movesOf[Task]{r.tasks, "task", func(t *Task, j joining) { t.OwnerIDs = j.swapped(t.OwnerIDs) }, nil, nil}
	case eventsName:
		return movesOf[Event]{r.events, "event", func(e *Event, j joining) {
			j.swap(&e.HostUnitID)
			j.swap(&e.OrganizerUnitID)
			e.ParticipantIDs = j.swapped(e.ParticipantIDs)
		}, nil, nil}
	case movementsName:
		return movesOf[Movement]{r.movements, "movement", func(m *Movement, j joining) { j.swap(&m.LaunchedByUnitID) }, nil, nil}
	case scoreSheetsName:
		return movesOf[ScoreSheet]{r.scoreSheets, "score", func(s *ScoreSheet, j joining) {
			j.swap(&s.UnitID)
			s.CrossUnitIDs = j.swapped(s.CrossUnitIDs)
		}, scoredByOthers, r.clashOfSheets}
	case dismissalsName:
		return movesOf[Dismissal]{r.dismissals, "duplicate", func(d *Dismissal, j joining) { d.IDs = sortedOnce(j.swapped(d.IDs)) }, r.saysMore, r.clashOfDismissals}
	case duplicateJoinsName:
		return movesOf[DuplicateJoin]{r.duplicateJoins, "duplicate", func(o *DuplicateJoin, j joining) { j.swap(&o.IntoID) }, nil, nil}
	default:
		return nil
	}
}

// swap lets a reference to the duplicate lead to the record that stays.
func (j joining) swap(id *string) {
	if *id == j.from {
		*id = j.into
	}
}

// swapped is [joining.swap] for a list, in which nothing is twice.
func (j joining) swapped(ids []string) []string {
	next := slices.Clone(ids)
	for i := range next {
		j.swap(&next[i])
	}
	return listed(next)
}

// receive is [joining.swap] for a recipient, whose name of the time is not rewritten.
func (j joining) receive(who *Recipient) {
	if who.ID != j.from {
		return
	}
	who.ID = j.into
	if who.Kind == PersonRecipient {
		who.Masked = j.masked
	}
}
