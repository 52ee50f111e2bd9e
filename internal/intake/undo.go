package intake

import (
	"context"
	"fmt"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// undo takes back what an import stored, after it is hidden everywhere and nobody can refer to it any more.
func (x *Importer) undo(ctx context.Context, s *span, m *Import) error {
	progress, err := x.progress.ByID(ctx, m.ID)
	if err != nil {
		return err
	}
	if progress.Removed == 0 {
		if err := x.wait(ctx, x.settle); err != nil {
			return err
		}
		refusal, err := x.standing(ctx, m)
		if err != nil {
			return err
		}
		if refusal != nil {
			after := *m
			after.State, after.Refusal, after.Failures = Applied, refusal, 0
			return x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import.refuse"})
		}
	}
	return x.takeBack(ctx, s, m, func(after *Import) {
		now := x.imports.Now().UTC()
		after.State, after.UndoneAt, after.UndoneBy = Undone, &now, m.Doer.Actor
	})
}

// refuseStanding refuses to take an import back because of records that were changed or that something refers to.
func (x *Importer) refuseStanding(ctx context.Context, m *Import) error {
	refusal, err := x.standing(ctx, m)
	if err != nil || refusal == nil {
		return err
	}
	names := func(of func(RefusedFor) string) string {
		var list []string
		for _, item := range refusal.Items[:min(len(refusal.Items), 5)] {
			list = append(list, fmt.Sprintf("%s (%s)", item.Name, of(item)))
		}
		return strings.Join(list, "; ")
	}
	return errs.New(errs.WrongState,
		refusal.Vi+" "+names(func(r RefusedFor) string { return r.Vi })+".", refusal.En+" "+names(func(r RefusedFor) string { return r.En })+".")
}

// standing names what stands in the way of taking an import back; nil if nothing does.
func (x *Importer) standing(ctx context.Context, m *Import) (*Refusal, error) {
	found, err := x.register.StandingInTheWay(ctx, m.ID)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	refusal := &Refusal{
		Vi:    "Không hoàn tác được vì có hồ sơ đã được sửa hoặc được nhắc đến sau khi nhập:",
		En:    "It cannot be taken back, because records of it were changed, or others refer to them:",
		Items: []RefusedFor{},
	}
	for _, c := range found {
		refusal.Items = append(refusal.Items, RefusedFor{RecordID: c.ID, Name: c.Name, Vi: c.Vi, En: c.En})
	}
	return refusal, nil
}

// takeBack removes the records of an import, from where it was cut short, and saves the state that follows.
func (x *Importer) takeBack(ctx context.Context, s *span, m *Import, then func(*Import)) error {
	progress, err := x.progress.ByID(ctx, m.ID)
	if err != nil {
		return err
	}
	act := store.Act{Actor: m.Doer.Actor, Action: "import.takeback", Note: m.ID}
	for {
		if err := s.goOn(ctx); err != nil {
			return err
		}
		n, err := x.register.RemoveImported(ctx, m.ID, act)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		next := *progress
		next.Removed += int64(n)
		if err := x.progress.Replace(ctx, progress, &next, store.Act{}); err != nil {
			return err
		}
		progress = &next
	}
	after := *m
	after.Failures = 0
	then(&after)
	return x.decide(ctx, m, &after, store.Act{Actor: m.Doer.Actor, Action: "import." + strings.ToLower(string(after.State))})
}

// revertedState returns what becomes of an import whose records could not all be stored, once those that were are gone.
func revertedState(*Import) func(*Import) { return func(after *Import) { after.State = Failed } }

// Tidy throws away what has expired: rows, and files that were never read. Imports themselves stay, as their records name
// them, unless nothing came of them.
func (x *Importer) Tidy(ctx context.Context) error {
	const atOnce = 50
	expired, err := x.imports.Find(ctx, store.Query{
		Where: store.Range{Field: "expiresAt", To: x.now().UTC()}, Sort: store.Sort{By: []string{"expiresAt"}}, Limit: atOnce,
	})
	if err != nil {
		return fmt.Errorf("look for imports that have expired: %w", err)
	}
	for _, m := range expired {
		if m.Works() {
			continue
		}
		if err := x.dropPages(ctx, m.ID); err != nil {
			return err
		}
		if err := x.dropPieces(ctx, m.ID); err != nil {
			return err
		}
		if err := x.expire(ctx, m); err != nil && errs.CodeOf(err) != errs.Conflict {
			return err
		}
	}
	return nil
}

// expire lets go of an import whose rows are gone. One of which nothing came is removed.
func (x *Importer) expire(ctx context.Context, m *Import) error {
	act := store.Act{Actor: access.SystemActor, Action: "import.expire"}
	if m.State != Applied && m.State != Undone {
		return x.imports.Remove(ctx, m, act)
	}
	after := *m
	after.ExpiresAt = farAway()
	return x.imports.Replace(ctx, m, &after, act)
}

// farAway is when imports expire of which there is nothing left to throw away.
func farAway() time.Time { return time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC) }
