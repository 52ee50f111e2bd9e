package register

import (
	"cmp"
	"context"
	"slices"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// ScoreSelf enters what a unit scores itself; it is the unit's own to enter.
func (r *Register) ScoreSelf(ctx context.Context, v access.Viewer, in Scoring) (*ScoreSheet, error) {
	return r.scoring(ctx, v, access.Update, "scoresheet.scoreself", SelfColumn, in)
}

// ScoreCross enters what the members assigned to it score another member.
func (r *Register) ScoreCross(ctx context.Context, v access.Viewer, in Scoring) (*ScoreSheet, error) {
	return r.scoring(ctx, v, access.Review, "scoresheet.scorecross", CrossColumn, in)
}

// ScoreAgreed enters what the bloc agreed on; the unit that supervises it says so.
func (r *Register) ScoreAgreed(ctx context.Context, v access.Viewer, in Scoring) (*ScoreSheet, error) {
	return r.scoring(ctx, v, access.Publish, "scoresheet.scoreagreed", AgreedColumn, in)
}

func (r *Register) scoring(ctx context.Context, v access.Viewer, action access.Action, name string, c ScoreColumn, in Scoring) (*ScoreSheet, error) {
	d, err := begin(v, action, name, "")
	if err != nil {
		return nil, err
	}
	return r.changeSheet(ctx, d, Ref{in.ID, in.Version}, func(s *ScoreSheet) (*ScoreSheet, error) { return s.scored(c, in) })
}

// SubmitScores hands a sheet in that the unit has scored, to those who cross-score it.
func (r *Register) SubmitScores(ctx context.Context, v access.Viewer, ref Ref) (*ScoreSheet, error) {
	d, err := begin(v, access.Update, "scoresheet.submit", "")
	if err != nil {
		return nil, err
	}
	return r.changeSheet(ctx, d, ref, (*ScoreSheet).handedIn)
}

// AgreeScores makes the agreed scores of a sheet final.
func (r *Register) AgreeScores(ctx context.Context, v access.Viewer, ref Ref) (*ScoreSheet, error) {
	d, err := begin(v, access.Publish, "scoresheet.agree", "")
	if err != nil {
		return nil, err
	}
	return r.changeSheet(ctx, d, ref, (*ScoreSheet).agreed)
}

// PublishScores shows a sheet that is agreed on to everybody.
func (r *Register) PublishScores(ctx context.Context, v access.Viewer, ref Ref) (*ScoreSheet, error) {
	d, err := begin(v, access.Publish, "scoresheet.publish", "")
	if err != nil {
		return nil, err
	}
	return r.changeSheet(ctx, d, ref, func(s *ScoreSheet) (*ScoreSheet, error) {
		return s.published(r.scoreSheets.Now().UTC().Truncate(time.Millisecond))
	})
}

// ScoreReopening is the input that takes a sheet one step back.
type ScoreReopening struct {
	ID      string
	Version int64
	Reason  string
}

// ReopenScores takes a sheet one step back, for a reason that the journal keeps. What was published is public no longer.
func (r *Register) ReopenScores(ctx context.Context, v access.Viewer, in ScoreReopening) (*ScoreSheet, error) {
	d, err := begin(v, access.Retract, "scoresheet.reopen", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	return r.changeSheet(ctx, d, Ref{in.ID, in.Version}, (*ScoreSheet).reopened)
}

// CrossAssigning is the input of who cross-scores a sheet.
type CrossAssigning struct {
	ID        string
	Version   int64
	ByUnitIDs []string // all of them
}

// AssignCrossScoring says which members cross-score a sheet that is not agreed on yet. They are members on the sheet's day.
func (r *Register) AssignCrossScoring(ctx context.Context, v access.Viewer, in CrossAssigning) (*ScoreSheet, error) {
	d, err := begin(v, access.Publish, "scoresheet.assigncross", "")
	if err != nil {
		return nil, err
	}
	return r.changeSheet(ctx, d, Ref{in.ID, in.Version}, func(s *ScoreSheet) (*ScoreSheet, error) {
		if s.State == ScoresAgreed {
			return nil, s.open(CrossColumn)
		}
		by, err := crossUnits("byUnitIds", s.UnitID, in.ByUnitIDs)
		if err != nil {
			return nil, err
		}
		day := BlocDay{BlocID: s.BlocID, Day: s.MemberOn}
		members, err := r.MembershipsOnDays(ctx, v, []BlocDay{day}, store.Page{Limit: store.MaxLimit})
		if err != nil {
			return nil, err
		}
		for _, id := range by {
			if !slices.ContainsFunc(members[day], func(m *BlocMembership) bool { return m.UnitID == id }) {
				return nil, noMember("byUnitIds", s.MemberOn)
			}
		}
		next := *s
		next.CrossUnitIDs = by
		return &next, nil
	})
}

// RemoveScoreSheet removes a sheet that was opened by mistake. One that has been handed in stays.
func (r *Register) RemoveScoreSheet(ctx context.Context, v access.Viewer, ref Ref) error {
	d, err := begin(v, access.Remove, "scoresheet.remove", "")
	if err != nil {
		return err
	}
	s, err := at(ctx, r, r.scoreSheets, d, "", ref)
	if err != nil {
		return err
	}
	if s.State != SelfScoring {
		return errs.New(errs.WrongState,
			"Bảng điểm đã nộp nên phải được lưu; hãy mở lại bước trước nếu cần.",
			"The score sheet was handed in and stays on record: open the step before again if need be.")
	}
	return remove(ctx, r, r.scoreSheets, d, ref)
}

// changeSheet is [change] whose conflict names the lines that somebody else has scored in the meantime.
func (r *Register) changeSheet(ctx context.Context, d doing, ref Ref, to func(*ScoreSheet) (*ScoreSheet, error)) (*ScoreSheet, error) {
	s, err := change(ctx, r, r.scoreSheets, d, ref, to)
	if e := errs.As(err); e != nil && e.Code == errs.Conflict && e.Change != nil {
		return nil, r.conflict(ctx, ref, e)
	}
	return s, err
}

// conflict says in which lines the version that the caller read and the one there is now differ.
func (r *Register) conflict(ctx context.Context, ref Ref, e *errs.Error) error {
	now, err := r.scoreSheets.ByID(ctx, ref.ID)
	if err != nil {
		return err
	}
	read, err := r.scoreSheets.Revisions(ctx, []store.Revision{{ID: ref.ID, Version: ref.Version}}, store.Whole)
	if err != nil {
		return err
	}
	if before := read[store.Revision{ID: ref.ID, Version: ref.Version}]; before != nil {
		named, change := *e, *e.Change
		change.Fields = now.differing(before, change.Fields)
		named.Change = &change
		return &named
	}
	return e
}
