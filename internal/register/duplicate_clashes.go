package register

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// What stands in the way of a join: records of both that cannot both be of one. Each function gets a page of those that refer
// to the duplicate, and asks once for all of them.

// setAll returns copies of records as they would be.
func setAll[T any](j joining, page []*T, set func(*T, joining)) []*T {
	next := make([]*T, len(page))
	for i, doc := range page {
		changed := *doc
		set(&changed, j)
		if d, ok := any(&changed).(store.Deriver); ok {
			d.Derive()
		}
		next[i] = &changed
	}
	return next
}

// holders returns the records that have one of the values of a unique field which the records of a page would take, without
// those of the page, by the value.
func holders[T any](ctx context.Context, c *store.Collection[T], field string, page []*T, value func(*T) string) (map[string]*T, error) {
	var values []string
	for _, doc := range page {
		if v := value(doc); v != "" {
			values = append(values, v)
		}
	}
	byValue := map[string]*T{}
	if len(values) == 0 {
		return byValue, nil
	}
	found, err := c.Find(ctx, store.Query{Where: store.AnyOf(field, listed(values)...), Limit: store.MaxLimit})
	if err != nil {
		return nil, fmt.Errorf("find what the other record has: %w", err)
	}
	for _, doc := range found {
		if !slices.ContainsFunc(page, func(own *T) bool { return headID(own) == headID(doc) }) {
			byValue[value(doc)] = doc
		}
	}
	return byValue, nil
}

// clashOfAwards finds awards that both have: of one type, year and kind, or of one type by one decision.
func (r *Register) clashOfAwards(ctx context.Context, j joining, page []*Award) ([]JoinObstacle, error) {
	page = slices.DeleteFunc(slices.Clone(page), func(a *Award) bool { return a.Recipient.ID != j.from || a.State == Withdrawn })
	next := setAll(j, page, func(a *Award, j joining) { j.receive(&a.Recipient) })
	byClaim, err := holders(ctx, r.awards, "claim", next, func(a *Award) string { return a.Claim })
	if err != nil {
		return nil, err
	}
	var decisions []string
	for _, a := range next {
		if a.DecisionID != "" {
			decisions = append(decisions, a.DecisionID)
		}
	}
	byDecision := map[[2]string]*Award{}
	if len(decisions) > 0 {
		others, err := r.awards.Find(ctx, store.Query{
			Where: store.And{store.Eq{Field: "recipient.id", Value: j.into}, store.AnyOf("decisionId", listed(decisions)...)}, Limit: store.MaxLimit,
		})
		if err != nil {
			return nil, fmt.Errorf("find awards by the same decisions: %w", err)
		}
		for _, a := range others {
			byDecision[[2]string{a.DecisionID, a.AwardTypeID}] = a
		}
	}
	var found []JoinObstacle
	for _, a := range next {
		other := byClaim[a.Claim]
		if other == nil && a.DecisionID != "" {
			other = byDecision[[2]string{a.DecisionID, a.AwardTypeID}]
		}
		if other != nil {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều có hồ sơ %s năm %d (%s và %s); hãy rút hoặc xóa một hồ sơ.", a.TypeName, a.Year, a.Code, other.Code),
				En:  fmt.Sprintf("Both have the award %s of %d (%s and %s): withdraw or remove one.", a.TypeName, a.Year, a.Code, other.Code),
				IDs: []string{a.ID, other.ID},
			})
		}
	}
	return found, nil
}

// clashOfTitles finds registrations that both have for one award in one bloc-year.
func (r *Register) clashOfTitles(ctx context.Context, j joining, page []*TitleRegistration) ([]JoinObstacle, error) {
	next := setAll(j, page, func(t *TitleRegistration, j joining) {
		j.receive(&t.Recipient)
		j.swap(&t.UnitID)
	})
	byEntry, err := holders(ctx, r.titles, "entry", next, func(t *TitleRegistration) string { return t.Entry })
	var found []JoinObstacle
	for _, t := range next {
		if other := byEntry[t.Entry]; t.Entry != "" && other != nil {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều đăng ký %s năm %d; hãy rút một đăng ký.", t.TypeName, t.Year),
				En:  fmt.Sprintf("Both registered for %s in %d: withdraw one registration.", t.TypeName, t.Year),
				IDs: []string{t.ID, other.ID},
			})
		}
	}
	return found, err
}

// clashOfOffices finds offices that both hold in one bloc-year.
func (r *Register) clashOfOffices(ctx context.Context, j joining, page []*OfficeTerm) ([]JoinObstacle, error) {
	next := setAll(j, page, func(t *OfficeTerm, j joining) { j.swap(&t.UnitID) })
	byOffice, err := holders(ctx, r.officeTerms, "office", next, func(t *OfficeTerm) string { return t.Office })
	var found []JoinObstacle
	for _, t := range next {
		if other := byOffice[t.Office]; t.Office != "" && other != nil {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều giữ chức vụ trong khối năm %d; hãy kết thúc hoặc từ chối một nhiệm kỳ.", t.Year),
				En:  fmt.Sprintf("Both hold an office of the bloc in %d: end or decline one term.", t.Year),
				IDs: []string{t.ID, other.ID},
			})
		}
	}
	return found, err
}

// clashOfMemberships finds memberships of both in one bloc with a day in common, and those of a time in which the unit that
// stays does not exist.
func (r *Register) clashOfMemberships(ctx context.Context, j joining, page []*BlocMembership) ([]JoinObstacle, error) {
	into, err := r.units.ByID(ctx, j.into)
	if err != nil {
		return nil, err
	}
	others, err := r.memberships.FindPer(ctx, "unitId", []string{j.into}, store.Query{Limit: store.MaxLimit})
	if err != nil {
		return nil, fmt.Errorf("find the memberships of %s: %w", j.into, err)
	}
	var found []JoinObstacle
	for _, m := range page {
		if !into.ExistsOn(m.From) || (into.ValidTo != "" && (m.To == "" || m.To > into.ValidTo)) {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("%s không tồn tại trong suốt thời gian tham gia khối từ %s; hãy gộp theo chiều ngược lại hoặc sửa ngày.", into.OfficialName, m.From.Format()),
				En:  fmt.Sprintf("%s does not exist in all of the membership from %s: join the other one into it, or mend the days.", into.OfficialName, m.From),
				IDs: []string{m.ID, into.ID},
			})
		}
		if o := overlapping(m, others[j.into]); o != nil {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai cùng là thành viên của một khối (từ %s và từ %s); hãy xóa hoặc kết thúc một tư cách thành viên.", m.From.Format(), o.From.Format()),
				En:  fmt.Sprintf("Both are members of one bloc at the same time (from %s and from %s): remove or end one membership.", m.From, o.From),
				IDs: []string{m.ID, o.ID},
			})
		}
	}
	return found, nil
}

// overlapping returns a membership of the same bloc that has a day in common with another; nil if there is none.
func overlapping(m *BlocMembership, others []*BlocMembership) *BlocMembership {
	for _, o := range others {
		if o.ID != m.ID && o.BlocID == m.BlocID && overlap(m.From, m.To, o.From, o.To) {
			return o
		}
	}
	return nil
}

// takesTurn gives a membership of a duplicate the next turn of the record that stays, as [Register.JoinBloc] does, so that one
// that is made at the same moment is seen by one of both.
func (r *Register) takesTurn(ctx context.Context, j joining, m *BlocMembership) (bool, error) {
	others, err := r.memberships.FindPer(ctx, "unitId", []string{j.into}, store.Query{Where: store.Eq{Field: "blocId", Value: m.BlocID}, Limit: store.MaxLimit})
	if err != nil {
		return false, fmt.Errorf("find the memberships of %s: %w", j.into, err)
	}
	m.Turn = 1 + turns(others[j.into])
	return overlapping(m, others[j.into]) == nil, nil
}

// clashOfCompacts finds compacts that both signed.
func (r *Register) clashOfCompacts(_ context.Context, j joining, page []*Compact) ([]JoinObstacle, error) {
	var found []JoinObstacle
	for _, c := range page {
		if c.signedBy(j.from) && c.signedBy(j.into) {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều ký giao ước thi đua năm %d; hãy sửa danh sách ký trước.", c.Year),
				En:  fmt.Sprintf("Both signed the compact of %d: mend the list of signatures first.", c.Year),
				IDs: []string{c.ID},
			})
		}
	}
	return found, nil
}

// signedBy reports whether a unit is among the signatories.
func (c *Compact) signedBy(unitID string) bool {
	return slices.ContainsFunc(c.Signatories, func(s Signatory) bool { return s.UnitID == unitID })
}

// signedOnce keeps a unit from having signed a compact twice.
func signedOnce(_ context.Context, j joining, next *Compact) (bool, error) {
	n := 0
	for _, s := range next.Signatories {
		if s.UnitID == j.into {
			n++
		}
	}
	return n <= 1, nil
}

// clashOfReviews finds sessions of both councils on one day, by one method.
func (r *Register) clashOfReviews(ctx context.Context, j joining, page []*ReviewSession) ([]JoinObstacle, error) {
	next := setAll(j, page, func(s *ReviewSession, j joining) { j.swap(&s.CouncilID) })
	byMeeting, err := holders(ctx, r.reviews, "meeting", next, func(s *ReviewSession) string { return s.Meeting })
	var found []JoinObstacle
	for _, s := range next {
		if other := byMeeting[s.Meeting]; other != nil {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai hội đồng đều có phiên bình xét ngày %s cùng hình thức.", s.HeldOn.Format()),
				En:  fmt.Sprintf("Both councils held a session on %s by the same method.", s.HeldOn),
				IDs: []string{s.ID, other.ID},
			})
		}
	}
	return found, err
}

// clashOfDecisions finds decisions of one number and day that both issued.
func (r *Register) clashOfDecisions(ctx context.Context, j joining, page []*Decision) ([]JoinObstacle, error) {
	numbers := make([]string, len(page))
	for i, d := range page {
		numbers[i] = d.NumberKey
	}
	others, err := r.decisions.Find(ctx, store.Query{
		Where: store.And{store.AnyOf("numberKey", listed(numbers)...), store.Eq{Field: "issuerId", Value: j.into}}, Limit: store.MaxLimit,
	})
	if err != nil {
		return nil, fmt.Errorf("find the decisions of %s: %w", j.into, err)
	}
	var found []JoinObstacle
	for _, d := range page {
		i := slices.IndexFunc(others, func(o *Decision) bool { return o.NumberKey == d.NumberKey && o.IssuedOn == d.IssuedOn })
		if i >= 0 {
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều có quyết định số %s ngày %s; hãy chuyển hồ sơ sang một quyết định và xóa quyết định kia.", d.Number, d.IssuedOn.Format()),
				En:  fmt.Sprintf("Both issued the decision %s of %s: keep one of the two.", d.Number, d.IssuedOn),
				IDs: []string{d.ID, others[i].ID},
			})
		}
	}
	return found, nil
}

// clashOfSheets finds score sheets of one bloc-year that both have, and those by which one scores the other.
func (r *Register) clashOfSheets(ctx context.Context, j joining, page []*ScoreSheet) ([]JoinObstacle, error) {
	years := make([]string, len(page))
	for i, s := range page {
		years[i] = s.BlocYearID
	}
	others, err := r.scoreSheets.Find(ctx, store.Query{
		Where: store.And{store.AnyOf("blocYearId", listed(years)...), store.Eq{Field: "unitId", Value: j.into}}, Limit: store.MaxLimit, Read: store.Light,
	})
	if err != nil {
		return nil, fmt.Errorf("find the score sheets of %s: %w", j.into, err)
	}
	var found []JoinObstacle
	for _, s := range page {
		i := slices.IndexFunc(others, func(o *ScoreSheet) bool { return o.BlocYearID == s.BlocYearID })
		switch {
		case s.UnitID == j.from && i >= 0:
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Cả hai đều có bảng điểm năm %d; hãy xóa một bảng.", s.Year),
				En:  fmt.Sprintf("Both have a score sheet of %d: remove one.", s.Year),
				IDs: []string{s.ID, others[i].ID},
			})
		case s.UnitID == j.into || s.UnitID == j.from && slices.Contains(s.CrossUnitIDs, j.into):
			found = append(found, JoinObstacle{
				Vi:  fmt.Sprintf("Bản ghi này chấm chéo cho bản ghi kia năm %d; hãy đổi đơn vị chấm chéo trước.", s.Year),
				En:  fmt.Sprintf("One cross-scores the other in %d: name another unit for that first.", s.Year),
				IDs: []string{s.ID},
			})
		}
	}
	return found, nil
}

// scoredByOthers keeps a unit from cross-scoring itself.
func scoredByOthers(_ context.Context, _ joining, next *ScoreSheet) (bool, error) {
	return !slices.Contains(next.CrossUnitIDs, next.UnitID), nil
}

// clashOfDismissals finds notes that the two are different ones.
func (r *Register) clashOfDismissals(_ context.Context, j joining, page []*Dismissal) ([]JoinObstacle, error) {
	for _, d := range page {
		if slices.Contains(d.IDs, j.from) && slices.Contains(d.IDs, j.into) {
			return []JoinObstacle{{
				Vi:  "Hai bản ghi đã được xác nhận là khác nhau; hãy bỏ xác nhận đó trước (duplicateReopen).",
				En:  "The two were noted as different ones: take that back first (duplicateReopen).",
				IDs: []string{j.from, j.into},
			}}, nil
		}
	}
	return nil, nil
}

// saysMore reports whether a note that records are different says anything yet; one that does not, or that is there already
// of the record that stays, is removed instead.
func (r *Register) saysMore(ctx context.Context, j joining, next *Dismissal) (bool, error) {
	next.Derive()
	there, err := r.dismissals.Count(ctx, store.Eq{Field: "key", Value: next.Key})
	if err != nil || (there == 0 && len(next.IDs) > 1) {
		return err == nil, err
	}
	now, err := r.dismissals.ByID(ctx, next.ID)
	if err == nil {
		err = r.dismissals.Remove(ctx, now, store.Act{Actor: j.act.Actor, Action: "duplicate.joinduplicate", Note: j.act.Note})
	}
	if code := errs.CodeOf(err); err != nil && code != errs.Conflict && code != errs.NotFound {
		return false, fmt.Errorf("remove what is noted twice: %w", err)
	}
	return false, nil
}
