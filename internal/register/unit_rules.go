package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// renamed returns the unit under another official name from a day on, until the next name that is on record. Names need not
// be entered in the order in which the unit had them.
func (u *Unit) renamed(name string, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.changeable(on); err != nil {
		return nil, err
	}
	at := spanOn(on, len(u.Names), func(i int) viet.Date { return u.Names[i].From })
	switch {
	case u.Names[at].Name == name, at+1 < len(u.Names) && u.Names[at+1].Name == name:
		return nil, errs.InvalidField("name", "Tên mới trùng tên liền trước hoặc liền sau.", "It has this name already, just before or after.")
	case u.Names[at].From == on:
		return nil, errs.InvalidField("on",
			fmt.Sprintf("Đã có tên bắt đầu từ %s.", on.Format()), fmt.Sprintf("A name that begins on %s is on record.", on))
	}
	next := *u
	next.Names = slices.Insert(slices.Clone(u.Names), at+1, NameSpan{Name: name, From: on, To: u.Names[at].To})
	next.Names[at].To = dayBefore(on)
	next.OfficialName = next.Names[len(next.Names)-1].Name
	return next.succeeded(Succession{Kind: Rename, ToID: u.ID, On: on, DocumentID: documentID, Note: note}), nil
}

// transferred returns the unit as belonging to another province from a day on, until the next one that is on record.
func (u *Unit) transferred(p Province, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.changeable(on); err != nil {
		return nil, err
	}
	span := ProvinceSpan{Code: p.Code, Name: p.Name, From: on}
	next := *u
	next.Provinces = slices.Clone(u.Provinces)
	at := spanOn(on, len(u.Provinces), func(i int) viet.Date { return u.Provinces[i].From })
	if at >= 0 {
		switch was := &next.Provinces[at]; {
		case was.Code == p.Code:
			return nil, errs.InvalidField("province.code", "Đơn vị đã thuộc tỉnh này.", "It belongs to this province already.")
		case was.From == on:
			return nil, errs.InvalidField("on",
				fmt.Sprintf("Đã ghi tỉnh bắt đầu từ %s.", on.Format()), fmt.Sprintf("A province that begins on %s is on record.", on))
		default:
			span.To, was.To = was.To, dayBefore(on)
		}
	} else if len(next.Provinces) > 0 {
		span.To = dayBefore(next.Provinces[0].From)
	}
	if at+1 < len(next.Provinces) && next.Provinces[at+1].Code == p.Code {
		return nil, errs.InvalidField("province.code", "Trùng với tỉnh liền sau.", "It is the province that follows.")
	}
	next.Provinces = slices.Insert(next.Provinces, at+1, span)
	return next.succeeded(Succession{Kind: Transfer, ToID: u.ID, On: on, DocumentID: documentID, Note: note}), nil
}

// spanOn returns which of n spans, the oldest first, has begun last on a day; -1 if none has. An unknown first day is open.
func spanOn(on viet.Date, n int, from func(int) viet.Date) int {
	at := -1
	for i := range n {
		if from(i) == "" || from(i) <= on {
			at = i
		}
	}
	return at
}

// moved returns the unit as being under another from a day on.
func (u *Unit) moved(parentID string, on viet.Date, documentID, note string) (*Unit, error) {
	if err := u.lasting(on); err != nil {
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
	if s.ends {
		if err := cmp.Or(u.lasting(s.on), u.notAfterHistory(s.on)); err != nil {
			return nil, err
		}
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

// lasting refuses to change a unit that has ended: what it is now it stays.
func (u *Unit) lasting(on viet.Date) error {
	if u.ValidTo == "" {
		return u.changeable(on)
	}
	return errs.InvalidField("on",
		fmt.Sprintf("%s đã kết thúc hoạt động từ sau %s.", u.OfficialName, u.ValidTo.Format()),
		fmt.Sprintf("%s ended on %s.", u.OfficialName, u.ValidTo))
}

// changeable refuses to change a unit as of a day on which it did not exist.
func (u *Unit) changeable(on viet.Date) error {
	switch {
	case u.ValidTo != "" && on > u.ValidTo:
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

// succeeded adds a succession, in the order of their days. The receiver is a copy that the caller owns.
func (u Unit) succeeded(s Succession) *Unit {
	u.Successions = append(slices.Clone(u.Successions), s)
	slices.SortStableFunc(u.Successions, func(a, b Succession) int { return cmp.Compare(a.On, b.On) })
	return &u
}

// continuing returns the unit as one that continues others from a day on, and all that they continued on that day, the
// nearest first. One that does so already comes back as it is. A unit cannot continue itself, nor one that continues it.
func (u *Unit) continuing(olds []*Unit, on viet.Date) (*Unit, error) {
	next := *u
	next.Lineage, next.LineageDays = slices.Clone(u.Lineage), u.lineageDays()
	take := func(id string) {
		switch i := slices.Index(next.Lineage, id); {
		case i < 0:
			next.Lineage, next.LineageDays = append(next.Lineage, id), append(next.LineageDays, on)
		case on < next.LineageDays[i]:
			next.LineageDays[i] = on
		}
	}
	for _, near := range olds {
		if near.ID == u.ID || slices.Contains(near.Lineage, u.ID) {
			return nil, errs.InvalidField("into",
				"Đơn vị kế thừa không được là đơn vị bị sáp nhập hoặc tiền thân của nó.",
				"The successor must be none of the merged units, nor one that they continue.")
		}
		take(near.ID)
	}
	for _, near := range olds {
		days := near.lineageDays()
		for i, far := range near.Lineage {
			if days[i] <= on { // what it took over later is not theirs
				take(far)
			}
		}
	}
	if slices.Equal(next.Lineage, u.Lineage) && slices.Equal(next.LineageDays, u.lineageDays()) {
		return u, nil
	}
	return &next, nil
}

// lineageDays returns the day for each unit of the lineage; a document of before they were kept knows none, and then it was
// always so.
func (u *Unit) lineageDays() []viet.Date {
	days := make([]viet.Date, len(u.Lineage))
	copy(days, u.LineageDays)
	return days
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
