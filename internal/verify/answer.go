package verify

import (
	"time"

	"thidua/internal/register"
	"thidua/internal/viet"
)

// Status is what an answer says.
type Status string

// The statuses.
const (
	Valid   Status = "VALID"   // it is real and in force
	Amended Status = "AMENDED" // it is real, and a part of it was changed or taken back
	Revoked Status = "REVOKED" // it was real, and a later decision took it back
	Unknown Status = "UNKNOWN" // no public record is exactly this; it is not said whether there is another
)

// Answer is the answer to one question, and what is signed: its JSON, with the members in this order, is the payload. Add
// members, never change what one means: answers are kept for years.
type Answer struct {
	Site       string      `json:"site"` // the address of who answers
	AsOf       time.Time   `json:"asOf"` // when it was true, to the second
	Asked      Question    `json:"asked"`
	Status     Status      `json:"status"`
	Code       string      `json:"code,omitempty"` // of the record, however it was asked for
	Decision   *Decision   `json:"decision,omitempty"`
	Award      *Award      `json:"award,omitempty"`
	Revocation *Revocation `json:"revocation,omitempty"`
}

// Question is what was asked, cleaned: a code, or number, issuer and day of a decision.
type Question struct {
	Code     string    `json:"code,omitempty"`
	Number   string    `json:"number,omitempty"`
	Issuer   string    `json:"issuer,omitempty"`
	IssuedOn viet.Date `json:"issuedOn,omitempty"`
}

// Decision is what is said of a decision. Of an award whose decision is not public, only its day and issuer are.
type Decision struct {
	Number   string    `json:"number,omitempty"`
	IssuedOn viet.Date `json:"issuedOn"`
	Issuer   string    `json:"issuer"` // under the name of that day
	Signer   string    `json:"signer,omitempty"`
	Title    string    `json:"title,omitempty"`
	// Given counts the public awards that it gave and that are in force, TakenBack those that were taken back. Whom it gave
	// them to is not said: each certificate has a code of its own.
	Given     *int64 `json:"given,omitempty"` // nil if an award was asked for
	TakenBack *int64 `json:"takenBack,omitempty"`
}

// Award is what is said of an award: what stands on its certificate.
type Award struct {
	Type      string `json:"type"`
	Recipient string `json:"recipient"` // the name of the time, or the one that masks it
	// CorrectedRecipient is the name as a later decision corrects it; empty if none does.
	CorrectedRecipient string `json:"correctedRecipient,omitempty"`

	Kind        register.RecipientKind `json:"recipientKind"`
	Year        int64                  `json:"year"`  // of the achievement
	Label       string                 `json:"label"` // the right wording for its state
	PresentedOn viet.Date              `json:"presentedOn,omitempty"`
}

// Revocation is how an award was taken back.
type Revocation struct {
	On     viet.Date `json:"on"`
	Reason string    `json:"reason"`
	Number string    `json:"number,omitempty"` // of the decision that does; empty if that is not public
	Issuer string    `json:"issuer,omitempty"`
}

// ofAward fills in what is said of an award. The decisions that are not public are nil.
func (a *Answer) ofAward(award *register.Award, decision, revoking *register.Decision) {
	a.Status, a.Code = Valid, award.PaperCode
	a.Award = &Award{
		Type: award.TypeName, Recipient: award.RecipientName(), Kind: award.Recipient.Kind, Year: award.Year, Label: award.StatusLabel(),
		PresentedOn: award.PresentedOn, CorrectedRecipient: award.ShownCorrection(),
	}
	if award.CorrectedName != "" {
		a.Status = Amended
	}
	a.Decision = &Decision{IssuedOn: award.DecidedOn, Issuer: award.IssuerName}
	if decision != nil {
		a.Decision = described(decision)
	}
	if award.State != register.Revoked || award.Revocation == nil {
		return
	}
	a.Status = Revoked
	a.Revocation = &Revocation{On: award.Revocation.On, Reason: award.Revocation.Reason}
	if revoking != nil {
		a.Revocation.Number, a.Revocation.Issuer = revoking.Number, revoking.IssuerName
	}
}

// ofDecision fills in what is said of a decision, with the amendments that readers see. Awards that were taken back amend it: that all public ones were does not
// tell that all were, and the decision itself stands.
func (a *Answer) ofDecision(decision *register.Decision, amendments []*register.Amendment, counts []register.AwardCount) {
	a.Status, a.Code, a.Decision = Valid, decision.PaperCode, described(decision)
	a.Decision.Given, a.Decision.TakenBack = new(int64), new(int64)
	if len(amendments) > 0 {
		a.Status = Amended
	}
	for _, c := range counts {
		switch c.State {
		case register.Approved, register.Granted:
			*a.Decision.Given += c.Count
		case register.Revoked:
			*a.Decision.TakenBack += c.Count
			a.Status = Amended
		default:
		}
	}
}

func described(d *register.Decision) *Decision {
	return &Decision{Number: d.Number, IssuedOn: d.IssuedOn, Issuer: d.IssuerName, Signer: d.Signer, Title: d.Title}
}
