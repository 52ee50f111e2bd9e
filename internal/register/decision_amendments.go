package register

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Amendment (sửa đổi, đính chính) is what a later decision corrects in another. The amended decision and its awards keep
// the words as issued; readers see what is corrected beside them.
type Amendment struct {
	DecisionID  string               `bson:"decisionId"` // the decision that amends
	On          viet.Date            `bson:"on"`         // its day
	Corrections []DecisionCorrection `bson:"corrections"`
	Note        string               `bson:"note,omitempty"`
	// Withdrawn is an amendment that was entered by mistake. It stays, so that what hangs on it can be put back whenever
	// that was cut short, but nobody is shown it.
	Withdrawn bool `bson:"withdrawn,omitempty"`
}

// DecisionCorrection is one thing that an amendment corrects.
type DecisionCorrection struct {
	Part    DecisionPart `bson:"part"`
	AwardID string       `bson:"awardId,omitempty"` // whose recipient's name it is
	Was     string       `bson:"was,omitempty"`     // as issued
	Is      string       `bson:"is"`                // as corrected
}

// DecisionPart is what of a decision is corrected.
type DecisionPart string

// The parts. RecipientNamePart corrects how the decision spells one recipient; OtherPart is said in words.
const (
	NumberPart        DecisionPart = "NUMBER"
	DayPart           DecisionPart = "ISSUED_ON"
	TitlePart         DecisionPart = "TITLE"
	SignerPart        DecisionPart = "SIGNER"
	RecipientNamePart DecisionPart = "RECIPIENT_NAME"
	OtherPart         DecisionPart = "OTHER"
)

func decisionParts() []DecisionPart {
	return []DecisionPart{NumberPart, DayPart, TitlePart, SignerPart, RecipientNamePart, OtherPart}
}

// maxAmendments bounds how often one decision is amended.
const maxAmendments = 50

// DecisionAmending is the input of an amendment. What a correction says of the words as issued is read for [OtherPart]
// only; the others have theirs on record.
type DecisionAmending struct {
	ID          string
	Version     int64
	ByID        string // the decision that amends
	Corrections []DecisionCorrection
	Note        string
}

// AmendDecision records that a decision corrects another. The amended one is written first, then the awards whose
// recipient's name is corrected; the same call again completes what was cut short.
func (r *Register) AmendDecision(ctx context.Context, v access.Viewer, in DecisionAmending) (*Decision, error) {
	d, err := begin(v, access.Publish, "decision.amend", "")
	if err = cmp.Or(err, in.check()); err != nil {
		return nil, err
	}
	d.note = in.Note
	was, err := shown(ctx, r, r.decisions, d, "id", in.ID)
	if err != nil {
		return nil, err
	}
	if err := r.may(ctx, d, was); err != nil {
		return nil, err
	}
	by, err := shown(ctx, r, r.decisions, d, "byId", in.ByID)
	if err != nil {
		return nil, err
	}
	awards, err := r.corrected(ctx, was, in.Corrections)
	if err != nil {
		return nil, err
	}
	next, err := was.amended(by, in, awards)
	if err != nil {
		return nil, err
	}
	return r.saveAmendments(ctx, d, Ref{in.ID, in.Version}, was, next)
}

// AmendmentWithdrawal is the input that takes back an amendment which was entered by mistake.
type AmendmentWithdrawal struct {
	ID      string
	Version int64
	ByID    string // the decision that was said to amend
	Reason  string
}

// UnamendDecision takes back an amendment that was entered by mistake. Like AmendDecision it can be completed by the same
// call.
func (r *Register) UnamendDecision(ctx context.Context, v access.Viewer, in AmendmentWithdrawal) (*Decision, error) {
	d, err := begin(v, access.Publish, "decision.unamend", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	was, err := shown(ctx, r, r.decisions, d, "id", in.ID)
	if err != nil {
		return nil, err
	}
	if err := r.may(ctx, d, was); err != nil {
		return nil, err
	}
	next, err := was.unamended(in.ByID)
	if err != nil {
		return nil, err
	}
	return r.saveAmendments(ctx, d, Ref{in.ID, in.Version}, was, next)
}

// saveAmendments writes the decision, unless nothing changes, and then the names that hang on it.
func (r *Register) saveAmendments(ctx context.Context, d doing, ref Ref, was, next *Decision) (*Decision, error) {
	if next != was {
		if was.Version != ref.Version {
			return nil, outdated(ctx, r.decisions, ref, was)
		}
		if err := r.decisions.Replace(ctx, was, next, d.act()); err != nil {
			return nil, overtaken(ctx, r.decisions, ref, err)
		}
	}
	return next, r.correctNames(ctx, d, next)
}

// nameTries bounds how often the awards of an amendment are read anew because somebody else has just changed one.
const nameTries = 5

// correctNames gives the awards of a decision the names that its amendments correct, where they do not have them yet.
func (r *Register) correctNames(ctx context.Context, d doing, decision *Decision) error {
	names := decision.correctedNames()
	ids := make([]string, 0, len(names))
	for id := range names {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var err error
	for range nameTries {
		awards, readErr := r.awards.ByIDs(ctx, ids, store.Whole)
		if readErr != nil {
			return readErr
		}
		var writes []store.Write
		for _, id := range ids {
			before := awards[id]
			if before == nil || before.CorrectedName == names[id] {
				continue
			}
			after := *before
			after.CorrectedName = names[id]
			w, err := r.awards.Replacing(before, &after, d.act())
			if err != nil {
				return err
			}
			writes = append(writes, w)
		}
		if len(writes) == 0 {
			return nil
		}
		if _, err = r.store.Apply(ctx, writes...); errs.CodeOf(err) != errs.Conflict {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("correct the names of %s: %w", decision.ID, err)
	}
	return nil
}

// corrected returns the awards whose recipients' names an amendment corrects.
func (r *Register) corrected(ctx context.Context, decision *Decision, corrections []DecisionCorrection) (map[string]*Award, error) {
	var ids []string
	for _, c := range corrections {
		if c.Part == RecipientNamePart {
			ids = append(ids, c.AwardID)
		}
	}
	awards, err := r.awards.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	for i, c := range corrections {
		if a := awards[c.AwardID]; c.Part == RecipientNamePart && (a == nil || a.DecisionID != decision.ID) {
			return nil, missing(r.awards, fmt.Sprintf("corrections.%d.awardId", i), c.AwardID)
		}
	}
	return awards, nil
}

// check cleans and checks what can be known without a look at other documents.
func (in *DecisionAmending) check() error {
	err := cmp.Or(cleanBody("note", &in.Note), notMore("corrections", len(in.Corrections)))
	if err == nil && len(in.Corrections) == 0 && viet.CleanTitle(in.Note) == "" {
		err = errs.InvalidField("corrections",
			"Hãy nêu nội dung được sửa, hoặc ghi chú việc sửa đổi.", "Say what is corrected, or give a note.")
	}
	in.Corrections = slices.Clone(in.Corrections)
	for i := range in.Corrections {
		c, path := &in.Corrections[i], fmt.Sprintf("corrections.%d", i)
		err = cmp.Or(err, known(path+".part", c.Part, decisionParts()...), cleanName(path+".is", &c.Is), cleanOptional(path+".was", &c.Was))
		switch c.Part {
		case NumberPart:
			number, invalid := viet.ParseDocNumber(c.Is)
			if e := errs.As(invalid); e != nil {
				err = cmp.Or(err, error(errs.InvalidField(path+".is", e.Vi, e.En)))
			}
			c.Is = number.Text
		case DayPart:
			err = cmp.Or(err, validDay(path+".is", viet.Date(c.Is)))
		case TitlePart, SignerPart, RecipientNamePart, OtherPart:
		}
		if (c.Part == RecipientNamePart) != (c.AwardID != "") {
			err = cmp.Or(err, error(errs.InvalidField(path+".awardId",
				"Chỉ nêu hồ sơ khi sửa tên đối tượng, và khi đó phải nêu.",
				"Name the award if, and only if, a recipient's name is corrected.")))
		}
	}
	return err
}

// amended returns the decision as amended by another; itself if this very amendment is on record already.
func (d *Decision) amended(by *Decision, in DecisionAmending, awards map[string]*Award) (*Decision, error) {
	switch {
	case by.ID == d.ID:
		return nil, errs.InvalidField("byId", "Quyết định không thể tự sửa đổi mình.", "A decision cannot amend itself.")
	case by.IssuedOn.Before(d.IssuedOn):
		return nil, inOrder("byId", d.IssuedOn, by.IssuedOn)
	case by.amendment(d.ID) != nil:
		return nil, errs.InvalidField("byId",
			"Quyết định này lại được chính quyết định kia sửa đổi.", "The one is amended by the other already.")
	case len(d.Amendments) >= maxAmendments:
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Mỗi quyết định được sửa đổi tối đa %d lần.", maxAmendments),
			fmt.Sprintf("A decision is amended at most %d times.", maxAmendments))
	}
	a := Amendment{DecisionID: by.ID, On: by.IssuedOn, Corrections: []DecisionCorrection{}, Note: in.Note}
	for i, c := range in.Corrections {
		c.Was = d.issued(c, awards)
		if c.Was == c.Is {
			return nil, errs.InvalidField(fmt.Sprintf("corrections.%d.is", i),
				"Nội dung sửa trùng với bản đã ban hành.", "It is what was issued.")
		}
		a.Corrections = append(a.Corrections, c)
	}
	if was := d.amendment(by.ID); was != nil {
		if was.Note == a.Note && slices.Equal(was.Corrections, a.Corrections) {
			return d, nil
		}
		return nil, &errs.Error{
			Code: errs.Duplicate, Field: []string{"byId"},
			Vi: "Việc sửa đổi bằng quyết định này đã được ghi; hãy bỏ bản ghi cũ trước khi ghi lại.",
			En: "What this decision amends is on record already: take that back before you enter it anew.",
		}
	}
	next := *d
	next.Amendments = append(slices.Clone(d.Amendments), a)
	slices.SortStableFunc(next.Amendments, func(a, b Amendment) int { return cmp.Compare(a.On, b.On) })
	return &next, nil
}

// issued returns the words that a correction is about, as they were issued.
func (d *Decision) issued(c DecisionCorrection, awards map[string]*Award) string {
	switch c.Part {
	case NumberPart:
		return d.Number
	case DayPart:
		return string(d.IssuedOn)
	case TitlePart:
		return d.Title
	case SignerPart:
		return d.Signer
	case RecipientNamePart:
		return awards[c.AwardID].Recipient.Name
	default:
		return c.Was
	}
}

// amendment returns the amendment by a decision, nil if there is none that holds.
func (d *Decision) amendment(byID string) *Amendment {
	for i := range d.Amendments {
		if a := &d.Amendments[i]; a.DecisionID == byID && !a.Withdrawn {
			return a
		}
	}
	return nil
}

// unamended returns the decision without an amendment; itself if it was taken back already.
func (d *Decision) unamended(byID string) (*Decision, error) {
	known := false
	next := *d
	next.Amendments = slices.Clone(d.Amendments)
	for i := range next.Amendments {
		a := &next.Amendments[i]
		if a.DecisionID == byID {
			known = true
			a.Withdrawn = true
		}
	}
	switch {
	case !known:
		return nil, errs.InvalidField("byId",
			"Không có sửa đổi nào bằng quyết định này.", "No amendment by this decision is on record.")
	case d.amendment(byID) == nil:
		return d, nil
	}
	return &next, nil
}

// correctedNames returns for each award that an amendment ever named the name that holds now; empty for the one as issued.
func (d *Decision) correctedNames() map[string]string {
	names := map[string]string{}
	for _, a := range d.Amendments { // the oldest first: the latest has the last word
		for _, c := range a.Corrections {
			if c.Part != RecipientNamePart {
				continue
			}
			if !a.Withdrawn {
				names[c.AwardID] = c.Is
			} else if _, ok := names[c.AwardID]; !ok {
				names[c.AwardID] = ""
			}
		}
	}
	return names
}

// AmendmentsOf returns what amends each of the decisions, the oldest first, as far as the amending decision exists for the
// viewer, without corrections of awards that do not, or whose recipients are masked. It costs at most two store calls, or none if nothing is amended.
func (r *Register) AmendmentsOf(ctx context.Context, v access.Viewer, decisions []*Decision) (map[string][]*Amendment, error) {
	var by, named []string
	for _, d := range decisions {
		for _, a := range d.Amendments {
			by = append(by, a.DecisionID)
			for _, c := range a.Corrections {
				named = append(named, c.AwardID)
			}
		}
	}
	byDecision := make(map[string][]*Amendment, len(decisions))
	if len(by) == 0 {
		return byDecision, nil
	}
	seen, err := r.DecisionsByID(ctx, v, listed(by))
	if err != nil {
		return nil, err
	}
	named = slices.DeleteFunc(listed(named), func(id string) bool { return id == "" })
	awards := map[string]*Award{}
	for part := range slices.Chunk(named, store.MaxLimit) {
		found, err := r.AwardsByID(ctx, v, part)
		if err != nil {
			return nil, err
		}
		maps.Copy(awards, found)
	}
	for _, d := range decisions {
		for _, a := range d.Amendments {
			if seen[a.DecisionID] == nil || a.Withdrawn {
				continue
			}
			a.Corrections = slices.DeleteFunc(slices.Clone(a.Corrections), func(c DecisionCorrection) bool {
				award := awards[c.AwardID]
				return c.AwardID != "" && (award == nil || award.Recipient.Masked && public(v) != nil)
			})
			byDecision[d.ID] = append(byDecision[d.ID], &a)
		}
	}
	return byDecision, nil
}

// DecisionsAmended returns the decisions that each decision amends, by the one that amends; at most 100 for each.
func (r *Register) DecisionsAmended(ctx context.Context, v access.Viewer, byIDs []string) (map[string][]*Decision, error) {
	found, err := r.decisions.FindPer(ctx, "amendments.decisionId", byIDs, store.Query{
		Where: public(v), Sort: DecisionsOldest.Order().Sort, Limit: 100,
	})
	for by := range found {
		found[by] = slices.DeleteFunc(found[by], func(d *Decision) bool { return d.amendment(by) == nil })
	}
	return found, err
}
