package register

import (
	"cmp"
	"context"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// EventFilter chooses events; an empty field is no condition.
type EventFilter struct {
	BlocYear, Host, Participant *string

	Type     []EventType
	From, To *viet.Date // both inclusive
}

func (f EventFilter) where() store.Where {
	var days store.Where
	if f.From != nil || f.To != nil {
		span := store.Range{Field: "startsOn", UpToIncl: true}
		if f.From != nil {
			span.From = string(*f.From)
		}
		if f.To != nil {
			span.To = string(*f.To)
		}
		days = span
	}
	return store.All(
		is("blocYearIds", f.BlocYear), is("participantIds", f.Participant), is("hostUnitId", f.Host),
		oneOf("type", f.Type), days,
	)
}

// EventOrder is an order of events.
type EventOrder string

// The orders, by day.
const (
	EventsNewest EventOrder = "NEWEST"
	EventsOldest EventOrder = "OLDEST"
)

// Order returns the order for the store.
func (o EventOrder) Order() store.Order[Event] {
	return sortBy(o != EventsOldest, func(e *Event) []any { return []any{string(e.StartsOn)} }, "startsOn")
}

// Events returns a page of events.
func (r *Register) Events(ctx context.Context, _ access.Viewer, f EventFilter, o EventOrder, p store.Page) ([]*Event, error) {
	return r.events.Find(ctx, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// CountEvents counts events.
func (r *Register) CountEvents(ctx context.Context, _ access.Viewer, f EventFilter) (int64, error) {
	return r.events.Count(ctx, f.where())
}

// EventsByID returns those of the events that exist.
func (r *Register) EventsByID(ctx context.Context, _ access.Viewer, ids []string) (map[string]*Event, error) {
	return r.events.ByIDs(ctx, ids, store.Whole)
}

// EventsOfBlocYears returns the events of each bloc-year. One event may belong to several.
func (r *Register) EventsOfBlocYears(ctx context.Context, _ access.Viewer, blocYearIDs []string, f EventFilter, o EventOrder, p store.Page) (map[string][]*Event, error) {
	return r.eventsPer(ctx, "blocYearIds", blocYearIDs, f, o, p)
}

// EventsOfHosts returns the events at each unit's place.
func (r *Register) EventsOfHosts(ctx context.Context, _ access.Viewer, unitIDs []string, f EventFilter, o EventOrder, p store.Page) (map[string][]*Event, error) {
	return r.eventsPer(ctx, "hostUnitId", unitIDs, f, o, p)
}

// EventsOfParticipants returns the events that each unit attended.
func (r *Register) EventsOfParticipants(ctx context.Context, _ access.Viewer, unitIDs []string, f EventFilter, o EventOrder, p store.Page) (map[string][]*Event, error) {
	return r.eventsPer(ctx, "participantIds", unitIDs, f, o, p)
}

func (r *Register) eventsPer(ctx context.Context, field string, parents []string, f EventFilter, o EventOrder, p store.Page) (map[string][]*Event, error) {
	return r.events.FindPer(ctx, field, parents, store.Query{Where: f.where(), Sort: o.Order().Sort}.Paged(p))
}

// NewEvent is the input of a new event.
type NewEvent struct {
	Type            EventType
	Title           string
	StartsOn        viet.Date
	Session         viet.Session // if the source says only that
	RawDate         string       // as the source wrote it
	DateInferred    bool         // part of the date, such as the year, is concluded from context
	VenueText       string
	HostUnitID      string
	OrganizerBlocID string
	OrganizerUnitID string
	BlocYearIDs     []string
	ParticipantIDs  []string // units
}

// HoldEvent records an event.
func (r *Register) HoldEvent(ctx context.Context, v access.Viewer, in NewEvent) (*Event, error) {
	d, err := begin(v, access.Create, "event.hold", "")
	if err != nil {
		return nil, err
	}
	e := &Event{
		Type: in.Type, Title: in.Title, StartsOn: in.StartsOn, Session: in.Session, RawDate: in.RawDate,
		DateInferred: in.DateInferred, VenueText: in.VenueText, HostUnitID: in.HostUnitID,
		OrganizerBlocID: in.OrganizerBlocID, OrganizerUnitID: in.OrganizerUnitID,
		BlocYearIDs: in.BlocYearIDs, ParticipantIDs: in.ParticipantIDs,
	}
	if err := r.checkEvent(ctx, e); err != nil {
		return nil, err
	}
	if err := create(ctx, r, r.events, d, e); err != nil {
		return nil, err
	}
	return e, nil
}

// EventChange is the input of a change of an event; nil keeps what there is, "" takes it away.
type EventChange struct {
	ID              string
	Version         int64
	Type            *EventType
	Title           *string
	StartsOn        *viet.Date
	Session         *viet.Session
	RawDate         *string
	DateInferred    *bool
	VenueText       *string
	HostUnitID      *string
	OrganizerBlocID *string
	OrganizerUnitID *string
	BlocYearIDs     *[]string
	ParticipantIDs  *[]string
}

// UpdateEvent changes an event.
func (r *Register) UpdateEvent(ctx context.Context, v access.Viewer, in EventChange) (*Event, error) {
	d, err := begin(v, access.Update, "event.update", "")
	if err != nil {
		return nil, err
	}
	return change(ctx, r, r.events, d, Ref{in.ID, in.Version}, func(e *Event) (*Event, error) {
		next := *e
		set(&next.Type, in.Type)
		set(&next.Title, in.Title)
		set(&next.StartsOn, in.StartsOn)
		set(&next.Session, in.Session)
		set(&next.RawDate, in.RawDate)
		set(&next.DateInferred, in.DateInferred)
		set(&next.VenueText, in.VenueText)
		set(&next.HostUnitID, in.HostUnitID)
		set(&next.OrganizerBlocID, in.OrganizerBlocID)
		set(&next.OrganizerUnitID, in.OrganizerUnitID)
		set(&next.BlocYearIDs, in.BlocYearIDs)
		set(&next.ParticipantIDs, in.ParticipantIDs)
		return &next, r.checkEvent(ctx, &next)
	})
}

// checkEvent cleans and checks an event in place; its lists become its own.
func (r *Register) checkEvent(ctx context.Context, e *Event) error {
	err := cmp.Or(
		known("type", e.Type, eventTypes()...), cleanName("title", &e.Title), validDay("startsOn", e.StartsOn),
		known("session", e.Session, "", viet.Morning, viet.Afternoon, viet.Evening, viet.FullDay),
		cleanOptional("rawDate", &e.RawDate), cleanOptional("venueText", &e.VenueText),
	)
	if err != nil {
		return err
	}
	if e.OrganizerBlocID != "" && e.OrganizerUnitID != "" {
		return errs.InvalidField("organizerUnitId",
			"Chỉ nêu một nơi tổ chức: khối hoặc đơn vị.", "Name one organizer: a bloc or a unit.")
	}
	e.BlocYearIDs, e.ParticipantIDs = listed(e.BlocYearIDs), listed(e.ParticipantIDs)
	_, blocYearsErr := allReferred(ctx, r.blocYears, "blocYearIds", e.BlocYearIDs)
	_, participantsErr := allReferred(ctx, r.units, "participantIds", e.ParticipantIDs)
	return cmp.Or(
		optional(ctx, r.units, "hostUnitId", e.HostUnitID), optional(ctx, r.blocs, "organizerBlocId", e.OrganizerBlocID),
		optional(ctx, r.units, "organizerUnitId", e.OrganizerUnitID), blocYearsErr, participantsErr,
	)
}
