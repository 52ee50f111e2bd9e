package shape

import "thidua/internal/register"

// Payload is the answer of a mutation that makes or changes one record.
type Payload[T any] struct {
	Record     *T
	Warnings   []*RecordWarning // of those that give advice
	UserErrors []*UserError
}

// gqlgen finds types by name, so the payload of each noun has one.
type (
	// UnitPayload is the payload of a unit.
	UnitPayload = Payload[register.Unit]
	// BlocPayload is the payload of a bloc.
	BlocPayload = Payload[register.Bloc]
	// BlocMembershipPayload is the payload of a bloc membership.
	BlocMembershipPayload = Payload[register.BlocMembership]
	// BlocYearPayload is the payload of a bloc year.
	BlocYearPayload = Payload[register.BlocYear]
	// OfficeTermPayload is the payload of an office term.
	OfficeTermPayload = Payload[register.OfficeTerm]
	// AwardPayload is the payload of an award.
	AwardPayload = Payload[register.Award]
	// AwardTypePayload is the payload of an award type.
	AwardTypePayload = Payload[register.AwardType]
	// EligibilityRulePayload is the payload of an eligibility rule.
	EligibilityRulePayload = Payload[register.EligibilityRule]
	// DecisionPayload is the payload of a decision.
	DecisionPayload = Payload[register.Decision]
	// TaskPayload is the payload of a task.
	TaskPayload = Payload[register.Task]
	// LegalReferencePayload is the payload of a legal reference.
	LegalReferencePayload = Payload[register.LegalReference]
	// EventPayload is the payload of an event.
	EventPayload = Payload[register.Event]
	// MovementPayload is the payload of a movement.
	MovementPayload = Payload[register.Movement]
	// CompactPayload is the payload of a compact.
	CompactPayload = Payload[register.Compact]
	// TitleRegistrationPayload is the payload of a title registration.
	TitleRegistrationPayload = Payload[register.TitleRegistration]
	// ReviewSessionPayload is the payload of a review session.
	ReviewSessionPayload = Payload[register.ReviewSession]
	// DossierRulePayload is the payload of a dossier rule.
	DossierRulePayload = Payload[register.DossierRule]
	// PersonPayload is the payload of a person.
	PersonPayload = Payload[register.Person]
)

// RecordWarning is advice about a change that was made all the same.
type RecordWarning struct{ Message string }

// Removal is the answer of a mutation that removes a record.
type Removal struct {
	RemovedID  *string
	UserErrors []*UserError
}

// UnitSplit is the answer of the split of a unit.
type UnitSplit struct {
	Unit       *register.Unit
	Heirs      []*register.Unit
	UserErrors []*UserError
}

// AwardBatch is the answer of a decision on many awards.
type AwardBatch struct {
	Decision   *register.Decision
	Results    []*AwardResult
	UserErrors []*UserError
}

// AwardResult is what became of one award of a batch.
type AwardResult struct {
	AwardID    string
	Award      *register.Award
	UserErrors []*UserError
}

// NominationBatch is the answer of the nomination of many awards.
type NominationBatch struct {
	Results    []*NominationResult
	UserErrors []*UserError
}

// NominationResult is what became of one nomination of a list.
type NominationResult struct {
	Award      *register.Award
	Warnings   []*RecordWarning
	UserErrors []*UserError
}

// TitleBatch is the answer of the registration of many titles.
type TitleBatch struct {
	BlocYear   *register.BlocYear
	Results    []*TitleResult
	UserErrors []*UserError
}

// TitleResult is what became of one registration of a list.
type TitleResult struct {
	Registration *register.TitleRegistration
	UserErrors   []*UserError
}

// ReviewPayload is the answer of a session that votes on awards.
type ReviewPayload struct {
	Record     *register.ReviewSession
	Results    []*AwardResult
	Warnings   []*RecordWarning
	UserErrors []*UserError
}

// CommentCallPayload is the answer of a comment call that is opened or closed.
type CommentCallPayload struct {
	CommentPeriod *register.CommentPeriod // of one that is opened
	Results       []*AwardResult
	UserErrors    []*UserError
}
