package register

import (
	"cmp"
	"fmt"
	"slices"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// DuplicateJoin (gộp bản ghi trùng) says that one record is the same as another one, which stays. It has nothing to do with a
// merger of units ([Register.MergeUnits]), which is history: of a duplicate there never was more than a second entry.
//
// Its own document decides: with DECIDED the one record is the other, and everything else follows and can be done again. See
// docs/adr/0033-duplicates-are-joined-by-one-decision.md.
type DuplicateJoin struct {
	store.Head `bson:",inline"`
	FromID     string    `bson:"fromId"` // the duplicate; it goes into one record, once
	IntoID     string    `bson:"intoId"` // the record that stays; if that is joined too, the one that stays of both
	Name       string    `bson:"name"`   // of the duplicate
	Slug       string    `bson:"slug,omitempty"`
	Code       string    `bson:"code,omitempty"` // of a unit, for one that has none
	Reason     string    `bson:"reason"`
	State      JoinState `bson:"state"`
}

// JoinState is how far a join has come.
type JoinState string

// The states. What is only asked for binds nobody, and nobody was told that it is done.
const (
	JoinAsked   JoinState = "ASKED"
	JoinDecided JoinState = "DECIDED" // what follows is under way, or may still find something
	JoinSettled JoinState = "SETTLED"
)

const duplicateJoinsName = "duplicate_joins"

func duplicateJoinSchema() *store.Schema {
	return &store.Schema{
		Name: duplicateJoinsName, History: true,
		Fields:  []store.Field{required("fromId"), required("intoId"), required("state")},
		Indexes: joined(unique("fromId"), index("intoId"), index("state")),
	}
}

// JoinObstacle is something that stands in the way of a join, with the records that it is about.
type JoinObstacle struct {
	Vi, En string
	IDs    []string
}

// JoinMove is how many of some records refer to the duplicate, and will to the record that stays.
type JoinMove struct {
	Vi, En string
	Count  int64
}

// JoinCheck is what a join would do.
type JoinCheck struct {
	Moves     []JoinMove
	Obstacles []JoinObstacle // at most [maxObstacles]; none if it can be done
}

// maxObstacles bounds what a check lists: who mends these asks again.
const maxObstacles = 20

// refusal is the error of a join that cannot be done; nil if it can.
func (c *JoinCheck) refusal() error {
	if len(c.Obstacles) == 0 {
		return nil
	}
	vi, en := "Chưa gộp được:", "The records cannot be joined yet:"
	for _, o := range c.Obstacles {
		vi, en = vi+" "+o.Vi, en+" "+o.En
	}
	return errs.New(errs.WrongState, vi, en)
}

// hinders returns what the records themselves say against being one unit.
func (u *Unit) hinders(from *Unit) []JoinObstacle {
	var found []JoinObstacle
	add := func(vi, en string) { found = append(found, JoinObstacle{Vi: vi, En: en, IDs: []string{from.ID, u.ID}}) }
	if len(from.Successions) > 0 || len(from.Lineage) > 0 || len(from.Names) > 1 {
		add(fmt.Sprintf("%s có quá trình riêng (đổi tên, sáp nhập, chia tách); hãy gộp theo chiều ngược lại.", from.OfficialName),
			fmt.Sprintf("%s has a history of its own: join the other one into it.", from.OfficialName))
	}
	if u.Code != "" && from.Code != "" && u.Code != from.Code {
		add(fmt.Sprintf("Hai đơn vị có mã khác nhau (%s và %s); nếu là một, hãy sửa mã sai trước.", from.Code, u.Code),
			fmt.Sprintf("Their codes differ (%s and %s): if they are one unit, mend the wrong code first.", from.Code, u.Code))
	}
	if differentUnits(u, from) {
		add("Hai đơn vị thuộc tỉnh khác nhau hoặc kế thừa nhau.", "They are of different provinces, or one continues the other.")
	}
	if len(u.taking(from).Aliases) > maxListed {
		add(fmt.Sprintf("Đơn vị sẽ có hơn %d tên gọi khác.", maxListed), fmt.Sprintf("The unit would have more than %d other names.", maxListed))
	}
	return found
}

// taking returns the unit with the names under which a duplicate of it is known, and with what it lacks itself.
func (u *Unit) taking(from *Unit) *Unit {
	next := *u
	names := append(slices.Clone(u.Aliases), from.names()...)
	if from.ShortName != "" && u.ShortName != "" {
		names = append(names, from.ShortName)
	}
	own := []string{u.OfficialName, u.ShortName}
	for _, span := range u.Names {
		own = append(own, span.Name)
	}
	next.Aliases = otherNames(names, own)
	if next.ShortName == "" {
		next.ShortName = from.ShortName
	}
	if next.ParentID == "" {
		next.ParentID = from.ParentID
	}
	if len(next.Provinces) == 0 {
		next.Provinces = from.Provinces
	}
	next.JoinedIDs = listed(append(append(slices.Clone(u.JoinedIDs), from.JoinedIDs...), from.ID))
	next.JoinedSlugs = listed(append(append(slices.Clone(u.JoinedSlugs), from.JoinedSlugs...), from.Slug))
	return &next
}

// hinders returns what the records themselves say against being one person.
func (p *Person) hinders(from *Person) []JoinObstacle {
	var found []JoinObstacle
	add := func(vi, en string) { found = append(found, JoinObstacle{Vi: vi, En: en, IDs: []string{from.ID, p.ID}}) }
	switch {
	case p.Masking != "" || from.Masking != "":
		add("Việc ẩn danh đang được hoàn tất; hãy thử lại sau vài phút.", "A masking is still under way: try again in some minutes.")
	case (p.Mask == nil) != (from.Mask == nil):
		add("Một người đang được ẩn danh, người kia thì không; hãy ẩn danh hoặc bỏ ẩn danh cả hai trước.",
			"One is masked and the other is not: mask both first, or neither.")
	case p.Public != from.Public:
		add("Một người được công khai, người kia thì không; hãy thống nhất trước.", "One is public and the other is not: make them alike first.")
	}
	next := p.taking(from)
	if len(next.Aliases) > maxListed || len(next.Positions) > maxListed {
		add(fmt.Sprintf("Người này sẽ có hơn %d tên gọi khác hoặc chức vụ.", maxListed),
			fmt.Sprintf("The person would have more than %d other names or positions.", maxListed))
	}
	return found
}

// taking returns the person with the names and positions that a duplicate has, and with what they lack themselves.
func (p *Person) taking(from *Person) *Person {
	next := *p
	next.Aliases = otherNames(append(append(slices.Clone(p.Aliases), from.FullName), from.Aliases...), []string{p.FullName})
	next.Positions = listed(append(slices.Clone(p.Positions), from.Positions...))
	slices.SortStableFunc(next.Positions, func(a, b Position) int { return cmp.Compare(a.From, b.From) }) // of an unknown day first
	if next.Honorific == "" {
		next.Honorific = from.Honorific
	}
	if next.StaffCategory == "" {
		next.StaffCategory = from.StaffCategory
	}
	next.JoinedIDs = listed(append(append(slices.Clone(p.JoinedIDs), from.JoinedIDs...), from.ID))
	return &next
}

// otherNames returns names once each, without those that the record has as its own.
func otherNames(names, own []string) []string {
	return slices.DeleteFunc(listed(names), func(name string) bool { return slices.Contains(own, name) })
}
