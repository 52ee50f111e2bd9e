package register

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Register reads and changes the records. It holds every rule about them: who sees which, what may follow what, which
// names a record keeps. Reads of many parents' edges cost one call to the store each. It is safe for concurrent use.
//
// A change is one conditional write of one document; one that reaches more, such as a merger, writes the document that
// decides first and then the others, and calling it again with the same input completes what was cut short.
type Register struct {
	store store.Store

	units           *store.Collection[Unit]
	blocs           *store.Collection[Bloc]
	memberships     *store.Collection[BlocMembership]
	blocYears       *store.Collection[BlocYear]
	officeTerms     *store.Collection[OfficeTerm]
	people          *store.Collection[Person]
	awardTypes      *store.Collection[AwardType]
	awards          *store.Collection[Award]
	decisions       *store.Collection[Decision]
	tasks           *store.Collection[Task]
	events          *store.Collection[Event]
	movements       *store.Collection[Movement]
	legalReferences *store.Collection[LegalReference]
}

// decodedBytes bounds the memory for records that are read again and again: some 10,000 awards.
const decodedBytes = 32 << 20

// New returns a register over a store that was told of [Schemas].
func New(s store.Store, now func() time.Time, ids *store.IDs) *Register {
	decoded := store.NewDecoded(decodedBytes)
	return &Register{
		store:           s,
		units:           collection[Unit](s, now, ids, unitSchema(), "uni", "đơn vị", "unit", decoded),
		blocs:           collection[Bloc](s, now, ids, blocSchema(), "blo", "khối thi đua", "bloc", decoded),
		memberships:     collection[BlocMembership](s, now, ids, membershipSchema(), "mem", "tư cách thành viên", "membership", decoded),
		blocYears:       collection[BlocYear](s, now, ids, blocYearSchema(), "bly", "năm công tác của khối", "bloc-year", decoded),
		officeTerms:     collection[OfficeTerm](s, now, ids, officeTermSchema(), "off", "nhiệm kỳ", "office term", decoded),
		people:          collection[Person](s, now, ids, personSchema(), "per", "cá nhân", "person", decoded),
		awardTypes:      collection[AwardType](s, now, ids, awardTypeSchema(), "awt", "loại khen thưởng", "award type", decoded),
		awards:          collection[Award](s, now, ids, awardSchema(), "awa", "hồ sơ khen thưởng", "award", decoded),
		decisions:       collection[Decision](s, now, ids, decisionSchema(), "dec", "quyết định", "decision", decoded),
		tasks:           collection[Task](s, now, ids, taskSchema(), "tas", "nhiệm vụ", "task", decoded),
		events:          collection[Event](s, now, ids, eventSchema(), "eve", "sự kiện", "event", decoded),
		movements:       collection[Movement](s, now, ids, movementSchema(), "mov", "phong trào thi đua", "movement", decoded),
		legalReferences: collection[LegalReference](s, now, ids, legalReferenceSchema(), "leg", "văn bản", "legal reference", decoded),
	}
}

func collection[T any](s store.Store, now func() time.Time, ids *store.IDs, schema *store.Schema, prefix, vi, en string, decoded *store.Decoded) *store.Collection[T] {
	return &store.Collection[T]{
		Schema: schema, Store: s, Prefix: prefix, Noun: store.Noun{Vi: vi, En: en}, Now: now, IDs: ids, Decoded: decoded,
	}
}

// act is what the journal records of a change; a reader without credentials makes none.
func act(v access.Viewer, action, note string) (store.Act, error) {
	if v.IsAnonymous() {
		return store.Act{}, errs.New(errs.Unauthenticated,
			"Hãy đăng nhập để thay đổi dữ liệu.",
			"Sign in to change records.")
	}
	return store.Act{Actor: v.Actor, Action: action, Note: note}, nil
}

// change loads a document, refuses a version that is not the newest any more, and saves what the rule to makes of it.
func change[T any](ctx context.Context, c *store.Collection[T], id string, version int64, a store.Act, to func(*T) (*T, error)) (*T, error) {
	before, err := referred(ctx, c, "id", id)
	if err != nil {
		return nil, err
	}
	if any(before).(store.Document).DocumentHead().Version != version {
		return nil, errs.New(errs.Conflict,
			"Dữ liệu đã được người khác thay đổi; hãy tải lại rồi thử lại.",
			"It has been changed by someone else; load it again and retry.")
	}
	after, err := to(before)
	if err != nil {
		return nil, err
	}
	if err := c.Replace(ctx, before, after, a); err != nil {
		return nil, err
	}
	return after, nil
}
