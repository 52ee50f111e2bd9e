package register

import (
	"context"
	"fmt"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// maxSuccessions bounds how often units have continued each other, one after the other.
const maxSuccessions = 50

// passing returns the writes that give the units which continue the heirs, near and far, what these have come to continue:
// mergers are not always entered in the order in which they happened. It goes the way of the successions, for who was split
// off has no part in what its old unit took over later. Where all is passed on there is nothing to write, so that it may run
// again after it was cut short.
func (r *Register) passing(ctx context.Context, d doing, heirs []*Unit) ([]store.Write, error) {
	was, is := map[string]*Unit{}, map[string]*Unit{}
	var reached []string // in the order in which they were
	for depth := 0; len(heirs) > 0; depth++ {
		if depth == maxSuccessions {
			return nil, errs.New(errs.Limit,
				fmt.Sprintf("Các đơn vị kế thừa nhau quá %d lần.", maxSuccessions), fmt.Sprintf("Units continue each other more than %d times.", maxSuccessions))
		}
		gifts := giftsOf(heirs)
		var ids, unread []string
		for _, g := range gifts {
			ids = append(ids, g.to)
			if was[g.to] == nil {
				unread = append(unread, g.to)
			}
		}
		units, err := r.units.ByIDs(ctx, listed(unread), store.Whole)
		if err != nil {
			return nil, err
		}
		for _, id := range listed(unread) {
			if u := units[id]; u != nil {
				was[id], is[id] = u, u
				reached = append(reached, id)
			}
		}
		for _, g := range gifts {
			if is[g.to] == nil {
				continue
			}
			if is[g.to], err = is[g.to].continuing([]*Unit{g.from}, g.on); err != nil {
				return nil, err
			}
		}
		heirs = heirs[:0:0]
		for _, id := range listed(ids) {
			if is[id] != nil {
				heirs = append(heirs, is[id])
			}
		}
	}
	var writes []store.Write
	for _, id := range reached {
		if is[id] == was[id] {
			continue
		}
		w, err := r.units.Replacing(was[id], is[id], d.act())
		if err != nil {
			return nil, err
		}
		writes = append(writes, w)
	}
	return writes, nil
}

// gift is what a unit passes on to one that continues it from a day on.
type gift struct {
	from *Unit
	to   string
	on   viet.Date
}

// giftsOf returns the gifts of units to those that continue them. A new name or province makes no other unit.
func giftsOf(units []*Unit) []gift {
	var gifts []gift
	for _, u := range units {
		for _, s := range u.Successions {
			if (s.Kind == Merge || s.Kind == Split) && s.ToID != "" && s.ToID != u.ID {
				gifts = append(gifts, gift{from: u, to: s.ToID, on: s.On})
			}
		}
	}
	return gifts
}
