package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// renamed returns the unit under a new official name from a day on.
func (u *Unit) renamed(name string, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.changeable(on); err != nil {
		return nil, err
	}
	if name == u.OfficialName {
		return nil, errs.InvalidField("name", "Tên mới trùng tên hiện tại.", "It has this name already.")
	}
	next := *u
	next.OfficialName = name
	next.Names = slices.Clone(u.Names)
	last := &next.Names[len(next.Names)-1]
	if last.From != "" && on <= last.From {
		return nil, errs.InvalidField("on",
			fmt.Sprintf("Tên hiện tại có hiệu lực từ %s; tên mới phải từ sau ngày đó.", last.From.Format()),
			fmt.Sprintf("The present name is valid from %s; the new one must begin later.", last.From))
	}
	last.To = dayBefore(on)
	next.Names = append(next.Names, NameSpan{Name: name, From: on})
	return next.succeeded(Succession{Kind: Rename, ToID: u.ID, On: on, DocumentID: documentID, Note: note}), nil
}

// transferred returns the unit as belonging to another province from a day on.
func (u *Unit) transferred(p Province, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.changeable(on); err != nil {
		return nil, err
	}
	next := *u
	next.Provinces = slices.Clone(u.Provinces)
	if n := len(next.Provinces); n > 0 {
		last := &next.Provinces[n-1]
		switch {
		case last.Code == p.Code:
			return nil, errs.InvalidField("province.code", "Đơn vị đã thuộc tỉnh này.", "It belongs to this province already.")
		case last.From != "" && on <= last.From:
			return nil, errs.InvalidField("on",
				fmt.Sprintf("Đơn vị thuộc %s từ %s; ngày chuyển phải sau ngày đó.", last.Name, last.From.Format()),
				fmt.Sprintf("It belongs to %s from %s; the transfer must be later.", last.Name, last.From))
		}
		last.To = dayBefore(on)
	}
	next.Provinces = append(next.Provinces, ProvinceSpan{Code: p.Code, Name: p.Name, From: on})
	return next.succeeded(Succession{Kind: Transfer, ToID: u.ID, On: on, DocumentID: documentID, Note: note}), nil
}

// moved returns the unit as being under another from a day on.
func (u *Unit) moved(parentID string, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.changeable(on); err != nil {
		return nil, err
	}
	if u.ParentID == parentID {
		return nil, errs.InvalidField("parentId", "Đơn vị đã trực thuộc nơi này.", "It is below this unit already.")
	}
	next := *u
	next.ParentID = parentID
	return next.succeeded(Succession{Kind: Transfer, ToID: u.ID, On: on, DocumentID: documentID, Note: note}), nil
}

// underwent reports whether a succession of the kind has happened to the unit on the day already.
func (u *Unit) underwent(kind SuccessionKind, on viet.Date) bool {
	return slices.ContainsFunc(u.Successions, func(s Succession) bool { return s.Kind == kind && s.On == on })
}

// succeededBy returns the unit with what becomes of it: continued by others, and, if it ends, ended on the day before.
// One to which this very succession has happened already comes back as it is.
func (u *Unit) succeededBy(s succession, into []string) (*Unit, error) {
	if len(into) == 0 {
		into = []string{""}
	}
	done := !slices.ContainsFunc(into, func(id string) bool {
		return !slices.ContainsFunc(u.Successions, func(was Succession) bool {
			return was.Kind == s.kind && was.ToID == id && was.On == s.on
		})
	})
	if done {
		return u, nil
	}
	if err := u.changeable(s.on); err != nil {
		return nil, err
	}
	if err := u.notAfterHistory(s.on); s.ends && err != nil {
		return nil, err
	}
	next := *u
	if s.ends {
		next.ValidTo = dayBefore(s.on)
	}
	after := &next
	for _, id := range into {
		after = after.succeeded(Succession{Kind: s.kind, ToID: id, On: s.on, DocumentID: s.documentID, Note: s.note})
	}
	return after, nil
}

// notAfterHistory refuses an end of the unit before its present name or province began.
func (u *Unit) notAfterHistory(on viet.Date) error {
	last := u.Names[len(u.Names)-1].From
	if n := len(u.Provinces); n > 0 {
		last = max(last, u.Provinces[n-1].From)
	}
	if last == "" || on > last {
		return nil
	}
	return errs.InvalidField("on",
		fmt.Sprintf("Tên hoặc tỉnh hiện tại có hiệu lực từ %s; ngày kết thúc phải sau ngày đó.", last.Format()),
		fmt.Sprintf("The present name or province is valid from %s; the end must be later.", last))
}

// changeable refuses to change a unit as of a day on which it did not exist.
func (u *Unit) changeable(on viet.Date) error {
	switch {
	case u.ValidTo != "":
		return errs.InvalidField("on",
			fmt.Sprintf("%s đã kết thúc hoạt động từ sau %s.", u.OfficialName, u.ValidTo.Format()),
			fmt.Sprintf("%s ended on %s.", u.OfficialName, u.ValidTo))
	case u.ValidFrom != "" && on <= u.ValidFrom:
		return errs.InvalidField("on",
			fmt.Sprintf("%s chỉ có từ %s; thay đổi phải sau ngày đó.", u.OfficialName, u.ValidFrom.Format()),
			fmt.Sprintf("%s exists from %s only; the change must be later.", u.OfficialName, u.ValidFrom))
	}
	return nil
}

// succeeded adds a succession. The receiver is a copy that the caller owns.
func (u Unit) succeeded(s Succession) *Unit {
	u.Successions = append(slices.Clone(u.Successions), s)
	return &u
}

// continuing returns the unit as one that continues others and all that they continue, the nearest first. One that does so
// already comes back as it is. A unit cannot continue itself, nor one that continues it.
func (u *Unit) continuing(olds []*Unit) (*Unit, error) {
	lineage := slices.Clone(u.Lineage)
	for _, near := range olds {
		if near.ID == u.ID || slices.Contains(near.Lineage, u.ID) {
			return nil, errs.InvalidField("into",
				"Đơn vị kế thừa không được là đơn vị bị sáp nhập hoặc tiền thân của nó.",
				"The successor must be none of the merged units, nor one that they continue.")
		}
		lineage = append(lineage, near.ID)
	}
	for _, near := range olds {
		lineage = append(lineage, near.Lineage...)
	}
	lineage = listed(lineage)
	if slices.Equal(lineage, u.Lineage) {
		return u, nil
	}
	next := *u
	next.Lineage = lineage
	return &next, nil
}

// endedBy returns the membership as ending on a day at the latest, itself if it ends earlier.
func (m *BlocMembership) endedBy(day viet.Date, reason, documentID string) (*BlocMembership, error) {
	if m.To != "" && m.To <= day {
		return m, nil
	}
	if err := inOrder("on", m.From, day); err != nil {
		return nil, err
	}
	next := *m
	next.To = day
	next.Reason = cmp.Or(reason, m.Reason)
	next.DocumentID = cmp.Or(documentID, m.DocumentID)
	return &next, nil
}
