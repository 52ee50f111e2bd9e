package partner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// sheet is what one process counted of one partner on one day: sums, not increments, so that a write may be made again when
// nobody knows whether it was made, and no two processes write the same document.
type sheet struct {
	store.Head `bson:",inline"`
	PartnerID  string    `bson:"partnerId"`
	Day        viet.Date `bson:"day"`
	Counts     `bson:",inline"`
}

func usageSchema() *store.Schema {
	text := func(path string) store.Field { return store.Field{Path: path, Kind: store.String, Required: true} }
	return &store.Schema{
		Name: "partner_usage", Unjournaled: true,
		Fields:  []store.Field{text("partnerId"), text("day")},
		Indexes: []store.Index{{Fields: []string{"day"}}, {Fields: []string{"partnerId", "day"}}},
	}
}

// tally is what this process counted and still needs to know.
type tally struct {
	mu    sync.Mutex
	pages map[dayOf]*page
}

type dayOf struct {
	partnerID string
	day       viet.Date
}

// page is a day of a partner. Who flushes has stored and sheet to themselves.
type page struct {
	counts Counts
	stored Counts
	sheet  *sheet // as it was written last; nil if it was not
}

func (p *Partners) count(partnerID string, k Kind) {
	key := dayOf{partnerID, viet.Today(p.now())}
	p.tally.mu.Lock()
	defer p.tally.mu.Unlock()
	if p.tally.pages[key] == nil {
		p.tally.pages[key] = &page{}
	}
	p.tally.pages[key].counts.one(k)
}

// Flush writes what was counted and is not written. What fails is tried again with the next flush.
func (p *Partners) Flush(ctx context.Context) error {
	p.flushing.Lock()
	defer p.flushing.Unlock()
	yesterday := viet.Today(p.now().AddDate(0, 0, -1))
	type task struct {
		dayOf
		*page
		counts Counts
	}
	var tasks []task
	p.tally.mu.Lock()
	for key, pg := range p.tally.pages {
		switch {
		case pg.counts != pg.stored:
			tasks = append(tasks, task{key, pg, pg.counts})
		case key.day.Before(yesterday): // nothing comes to it any more
			delete(p.tally.pages, key)
		}
	}
	p.tally.mu.Unlock()
	var all error
	for _, t := range tasks {
		if err := p.write(ctx, t.dayOf, t.page, t.counts); err != nil {
			all = errors.Join(all, fmt.Errorf("write what %s asked for: %w", t.partnerID, err))
		}
	}
	return all
}

// write stores the sums of a page.
func (p *Partners) write(ctx context.Context, key dayOf, pg *page, counts Counts) error {
	is := &sheet{Head: store.Head{ID: p.sheetID(key)}, PartnerID: key.partnerID, Day: key.day, Counts: counts}
	act := store.Act{Actor: access.SystemActor}
	save := func() error {
		if pg.sheet == nil {
			return p.usage.Insert(ctx, is, act)
		}
		return p.usage.Replace(ctx, pg.sheet, is, act)
	}
	err := save()
	if code := errs.CodeOf(err); code == errs.Conflict || code == errs.Duplicate { // a former write came to pass after all
		if pg.sheet, err = p.usage.ByID(ctx, is.ID); err == nil {
			err = save()
		}
	}
	if err == nil {
		pg.sheet, pg.stored = is, counts
	}
	return err
}

func (p *Partners) sheetID(key dayOf) string {
	return key.partnerID + "." + string(key.day) + "." + p.process
}

// MaxUsageDays is for how many days counts are kept, and may be asked for at once.
const MaxUsageDays = 400

// Usage returns what a partner's pages and servers asked for from a day to another, both included. It is for administrators, and for
// the partner itself, which proves who it is with its token. What this process has not written yet is in it.
func (p *Partners) Usage(ctx context.Context, v access.Viewer, partnerID string, from, to viet.Date) (*Usage, error) {
	if v.Actor != partnerID || v.IsAnonymous() {
		if err := v.Require(access.See, subject()); err != nil {
			return nil, err
		}
	}
	if err := checkDays(from, to); err != nil {
		return nil, err
	}
	if _, err := p.partners.ByID(ctx, partnerID); err != nil {
		return nil, err
	}
	days := map[viet.Date]*Counts{}
	add := func(day viet.Date, c Counts) {
		if days[day] == nil {
			days[day] = &Counts{}
		}
		days[day].plus(c)
	}
	mine := p.counted(partnerID, from, to)
	where := store.All(store.Eq{Field: "partnerId", Value: partnerID}, store.Range{Field: "day", From: string(from), To: string(to), UpToIncl: true})
	err := p.eachSheet(ctx, where, func(found []*sheet) error {
		for _, s := range found {
			if _, newer := mine[s.Day]; !newer || s.ID != p.sheetID(dayOf{partnerID, s.Day}) {
				add(s.Day, s.Counts)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for day, c := range mine {
		add(day, c)
	}
	return usageOf(days), nil
}

// usageOf puts days in order and sums them up.
func usageOf(days map[viet.Date]*Counts) *Usage {
	u := &Usage{Days: []*Day{}}
	for day, c := range days {
		u.Days = append(u.Days, &Day{Day: day, Counts: *c})
		u.Total.plus(*c)
	}
	slices.SortFunc(u.Days, func(a, b *Day) int {
		if a.Day.Before(b.Day) {
			return -1
		}
		return 1
	})
	return u
}

func checkDays(from, to viet.Date) error {
	if to.Before(from) {
		return errs.InvalidField("to", "Ngày cuối phải không trước ngày đầu.", "The last day must not be before the first.")
	}
	if to.Time().Sub(from.Time()) >= MaxUsageDays*24*time.Hour {
		return errs.InvalidField("to",
			fmt.Sprintf("Mỗi lần xem tối đa %d ngày.", MaxUsageDays), fmt.Sprintf("At most %d days at once.", MaxUsageDays))
	}
	return nil
}

// counted returns what this process has in memory.
func (p *Partners) counted(partnerID string, from, to viet.Date) map[viet.Date]Counts {
	p.tally.mu.Lock()
	defer p.tally.mu.Unlock()
	mine := map[viet.Date]Counts{}
	for key, pg := range p.tally.pages {
		if key.partnerID == partnerID && !key.day.Before(from) && !key.day.After(to) {
			mine[key.day] = pg.counts
		}
	}
	return mine
}

// eachSheet reads all sheets of which a condition holds, page by page, the oldest days first.
func (p *Partners) eachSheet(ctx context.Context, where store.Where, see func([]*sheet) error) error {
	q := store.Query{Where: where, Sort: store.Sort{By: []string{"day"}}, Limit: store.MaxLimit}
	for {
		found, err := p.usage.Find(ctx, q)
		if err != nil || len(found) == 0 {
			return err
		}
		if err := see(found); err != nil || len(found) < store.MaxLimit {
			return err
		}
		last := found[len(found)-1]
		q.After = &store.Position{Values: []any{string(last.Day)}, ID: last.ID}
	}
}

// How often counts are written and old ones thrown away, and the name under which one process at a time does the latter.
const (
	flushEvery = 5 * time.Second
	tidyEvery  = 6 * time.Hour
	tidyLease  = "partner-usage-tidy"
)

// Tidy throws away what was counted more than [MaxUsageDays] ago. It does nothing if another process is at it.
func (p *Partners) Tidy(ctx context.Context) error {
	held, err := p.store.Acquire(ctx, tidyLease, p.process, tidyEvery/2)
	if err != nil || !held {
		return err
	}
	first := viet.Today(p.now().AddDate(0, 0, -MaxUsageDays))
	return p.eachSheet(ctx, store.Range{Field: "day", To: string(first)}, func(old []*sheet) error {
		writes := make([]store.Write, len(old))
		for i, s := range old {
			writes[i] = p.usage.Removing(s, store.Act{Actor: access.SystemActor})
		}
		if _, err := p.store.Apply(ctx, writes...); err != nil {
			return fmt.Errorf("throw away old counts: %w", err)
		}
		return nil
	})
}

// Run writes counts every few seconds and throws old ones away until ctx ends. What is counted while requests end after that, the
// last [Partners.Flush] writes, which is the caller's.
func (p *Partners) Run(ctx context.Context, report func(error)) {
	flush, tidy := time.NewTicker(flushEvery), time.NewTicker(tidyEvery)
	defer flush.Stop()
	defer tidy.Stop()
	err := p.Tidy(ctx)
	for {
		if err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-flush.C:
			err = p.Flush(ctx)
		case <-tidy.C:
			err = p.Tidy(ctx)
		}
	}
}
