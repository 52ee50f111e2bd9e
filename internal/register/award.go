package register

import (
	"fmt"

	"thidua/internal/papercode"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Award (hồ sơ khen thưởng) is one award on its way from registration to presentation. A nomination is an Award whose
// State is not yet [Approved]: its wording never says that the award was given (see Award.StatusLabel).
type Award struct {
	store.Head  `bson:",inline"`
	Code        string           `bson:"code"` // the office's own number of the dossier, unique
	AwardTypeID string           `bson:"awardTypeId"`
	TypeName    string           `bson:"typeName"` // what the award was called then, such as "Cờ thi đua của UBND tỉnh"
	Form        AwardForm        `bson:"form"`     // of the type; kept for filters and counts
	Level       AdminLevel       `bson:"level"`    // of the type at that time
	Kind        CommendationKind `bson:"kind"`
	Recipient   Recipient        `bson:"recipient"`
	Province    *Province        `bson:"province,omitempty"` // of the recipient at the end of the achievement year
	Year        int64            `bson:"year"`               // the year of the achievement, not of the decision
	BlocYearID  string           `bson:"blocYearId,omitempty"`
	BlocID      string           `bson:"blocId,omitempty"` // of the bloc-year
	// NominatedByBlocID or NominatedByUnitID says who nominates.
	NominatedByBlocID  string         `bson:"nominatedByBlocId,omitempty"`
	NominatedByUnitID  string         `bson:"nominatedByUnitId,omitempty"`
	NominatedOn        viet.Date      `bson:"nominatedOn,omitempty"`
	NominatedAtID      string         `bson:"nominatedAtId,omitempty"`  // event
	RegistrationID     string         `bson:"registrationId,omitempty"` // the registration that it began from
	State              AwardState     `bson:"state"`
	Vote               *Vote          `bson:"vote,omitempty"` // the last one
	Documents          []DossierPaper `bson:"documents,omitempty"`
	SubmittedOn        viet.Date      `bson:"submittedOn,omitempty"`    // the last time
	ReturnedReason     string         `bson:"returnedReason,omitempty"` // while it is returned
	CommentPeriod      *CommentPeriod `bson:"commentPeriod,omitempty"`
	DecisionID         string         `bson:"decisionId,omitempty"`
	DecidedOn          viet.Date      `bson:"decidedOn,omitempty"`  // of the decision
	IssuerName         string         `bson:"issuerName,omitempty"` // of the decision, as of its date
	PresentedOn        viet.Date      `bson:"presentedOn,omitempty"`
	PresentedAtEventID string         `bson:"presentedAtEventId,omitempty"`
	RejectedReason     string         `bson:"rejectedReason,omitempty"`
	Revocation         *Revocation    `bson:"revocation,omitempty"`
	Public             bool           `bson:"public"`         // whether anonymous readers may see it
	Imported           bool           `bson:"imported"`       // entered from older records, without the steps before
	Note               string         `bson:"note,omitempty"` // a remark for readers
	// CorrectedName is the recipient's name as an amendment of the decision corrects it; Recipient keeps the one as issued.
	CorrectedName string `bson:"correctedName,omitempty"`
	// Claim is derived: the unique key that keeps a recipient from having two awards of one type, year and kind, whatever
	// happens at the same time. A withdrawn award has none, nor has a household, which has no ID.
	Claim string `bson:"claim,omitempty"`
	// Begun is derived: the unique key that keeps two awards from beginning from one registration.
	Begun string `bson:"begun,omitempty"`
	// Place is which of the places of its bloc-year's quota it has, from 1; 0 if there was no quota. PlaceClaim is derived:
	// the unique key that keeps two awards from having one place. A withdrawn award has none.
	Place      int64  `bson:"place,omitempty"`
	PlaceClaim string `bson:"placeClaim,omitempty"`
	// HouseholdMask says why readers do not see the name of the household that receives it.
	HouseholdMask *Mask    `bson:"householdMask,omitempty"`
	Terms         []string `bson:"terms"`   // derived: search terms of the recipient's name, as readers see it
	SortKey       string   `bson:"sortKey"` // derived: Vietnamese order of that name

	store.Origin `bson:",inline"`
	// PaperCode is derived from the ID: the code on the certificate, by which the award is verified.
	PaperCode string `bson:"paperCode,omitempty"`
}

// Recipient is who receives an award. The name is that of the time and is never rewritten by a rename.
type Recipient struct {
	Kind RecipientKind `bson:"kind"`
	ID   string        `bson:"id,omitempty"` // of the unit or person; empty for a household, which is only named
	Name string        `bson:"name"`
	// Masked is true of a person or a household whose name readers do not see: see [Recipient.Shown].
	Masked bool `bson:"masked,omitempty"`
}

// Province is a province by the code and name of a time.
type Province struct {
	Code string `bson:"code"`
	Name string `bson:"name"`
}

// Revocation takes an award back by a decision of its own; the grant stays on record.
type Revocation struct {
	DecisionID string    `bson:"decisionId"`
	Reason     string    `bson:"reason"`
	On         viet.Date `bson:"on"`
}

// RecipientKind is what kind of recipient an award has.
type RecipientKind string

// The kinds of recipient.
const (
	UnitRecipient      RecipientKind = "UNIT"
	PersonRecipient    RecipientKind = "PERSON"
	HouseholdRecipient RecipientKind = "HOUSEHOLD"
)

// AwardState is how far an award has come.
type AwardState string

// The states. Only Approved and Granted may be worded as given.
const (
	Registered AwardState = "REGISTERED"
	Nominated  AwardState = "NOMINATED"
	Voted      AwardState = "VOTED"
	Submitted  AwardState = "SUBMITTED"
	Returned   AwardState = "RETURNED"
	Approved   AwardState = "APPROVED"
	Granted    AwardState = "GRANTED"
	Rejected   AwardState = "REJECTED"
	Revoked    AwardState = "REVOKED"
	Withdrawn  AwardState = "WITHDRAWN"
)

// CommendationKind (loại hình khen thưởng) is what an award is given for.
type CommendationKind string

// The kinds of commendation.
const (
	Merit         CommendationKind = "MERIT"
	Extraordinary CommendationKind = "EXTRAORDINARY"
	ForMovement   CommendationKind = "MOVEMENT"
	Dedication    CommendationKind = "DEDICATION"
	Seniority     CommendationKind = "SENIORITY"
	Foreign       CommendationKind = "FOREIGN"
)

// Derive computes the search terms, the sort key, the claims and the code for paper.
func (a *Award) Derive() {
	a.Claim, a.Begun, a.PlaceClaim = "", "", ""
	if a.State != Withdrawn {
		if a.Recipient.ID != "" {
			a.Claim = fmt.Sprintf("%s %s %d %s", a.Recipient.ID, a.AwardTypeID, a.Year, a.Kind)
		}
		if a.Place > 0 {
			a.PlaceClaim = fmt.Sprintf("%s %s %d", a.BlocYearID, a.Form, a.Place)
		}
		a.Begun = a.RegistrationID
	}
	name := a.RecipientName()
	a.Terms = searchTerms(name, a.ShownCorrection())
	a.SortKey = viet.SortKey(name)
	a.PaperCode = papercode.Of(papercode.Award, a.ID)
}

// AwardType (danh hiệu, hình thức khen thưởng) is an entry of the catalogue of awards. The law changes, so an entry
// is valid for a time.
type AwardType struct {
	store.Head     `bson:",inline"`
	Code           string          `bson:"code"`
	Label          string          `bson:"label"`             // such as "Cờ thi đua của UBND tỉnh"
	LabelVariants  []string        `bson:"labelVariants"`     // other wordings of the same award
	Meaning        string          `bson:"meaning,omitempty"` // what it is, for citizens
	Family         AwardFamily     `bson:"family"`
	Form           AwardForm       `bson:"form"`
	Level          AdminLevel      `bson:"level"`
	Rank           *int64          `bson:"rank,omitempty"` // 1 to 3: hạng Nhất, Nhì, Ba
	RecipientKinds []RecipientKind `bson:"recipientKinds"`
	Deciders       []string        `bson:"deciders"` // who may decide it, such as "Chủ tịch UBND tỉnh"
	ValidFrom      viet.Date       `bson:"validFrom,omitempty"`
	ValidTo        viet.Date       `bson:"validTo,omitempty"`
	LegalBasisIDs  []string        `bson:"legalBasisIds"`
	// Authorities is the table of who may decide it, in time; empty where only the level says so.
	Authorities []Authority `bson:"authorities,omitempty"`
	Certainty   Certainty   `bson:"certainty,omitempty"` // of the entry; empty if nobody has said
	Basis       string      `bson:"basis,omitempty"`     // where the law has it, in words
	Terms       []string    `bson:"terms"`               // derived
	SortKey     string      `bson:"sortKey"`             // derived
}

// AwardFamily tells an emulation title (danh hiệu) from a form of commendation (hình thức).
type AwardFamily string

// The families. A flag is a title, a certificate a form; people call both khen thưởng.
const (
	TitleFamily AwardFamily = "TITLE"
	FormFamily  AwardFamily = "FORM"
)

// AwardForm is the form of an award.
type AwardForm string

// The forms.
const (
	TitlePerson     AwardForm = "TITLE_PERSON"
	TitleCollective AwardForm = "TITLE_COLLECTIVE"
	TitleHousehold  AwardForm = "TITLE_HOUSEHOLD"
	Flag            AwardForm = "FLAG"
	Order           AwardForm = "ORDER"
	Medal           AwardForm = "MEDAL"
	StateHonour     AwardForm = "STATE_HONOUR"
	StatePrize      AwardForm = "STATE_PRIZE"
	Badge           AwardForm = "BADGE"
	Certificate     AwardForm = "CERT"
	Letter          AwardForm = "LETTER"
)

// Derive computes the search terms and the sort key.
func (t *AwardType) Derive() {
	t.Terms = searchTerms(append([]string{t.Label}, t.LabelVariants...)...)
	t.SortKey = viet.SortKey(t.Label)
}

// Decision (quyết định khen thưởng) is the paper by which awards are given or taken back. The same number recurs every
// year and in every province: number, issuer and day together are unique.
type Decision struct {
	store.Head `bson:",inline"`
	Number     string    `bson:"number"`    // such as "263/QĐ-UBND"
	NumberKey  string    `bson:"numberKey"` // derived: folded, for look-up
	IssuedOn   viet.Date `bson:"issuedOn"`
	Year       int64     `bson:"year"` // derived from IssuedOn
	IssuerID   string    `bson:"issuerId"`
	IssuerName string    `bson:"issuerName"` // as of IssuedOn
	Signer     string    `bson:"signer,omitempty"`
	Title      string    `bson:"title"`
	Public     bool      `bson:"public"`
	// Amendments is what later decisions correct, the oldest first (see [Amendment]).
	Amendments []Amendment `bson:"amendments,omitempty"`

	store.Origin `bson:",inline"`
	PaperCode    string `bson:"paperCode,omitempty"` // derived from the ID: the code by which it is verified
}

// Derive computes the look-up key, the year and the code for paper.
func (d *Decision) Derive() {
	d.PaperCode = papercode.Of(papercode.Decision, d.ID)
	d.NumberKey = numberKey(d.Number)
	d.Year = int64(d.IssuedOn.Year())
}
