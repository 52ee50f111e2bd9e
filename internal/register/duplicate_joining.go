package register

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// DuplicateJoining is the input of a join.
type DuplicateJoining struct {
	ID          string // the duplicate
	Version     int64
	IntoID      string // the record that stays
	IntoVersion int64
	Reason      string
}

// Joined is what came of a join. IntoID is that of the record that stays. Check says what was moved, or, of a join that was
// refused, what stands in the way. It is Complete when nothing refers to the duplicate any more.
type Joined struct {
	IntoID   string
	Complete bool
	Check    *JoinCheck
}

// Accounts moves the accounts of the people who work for a unit to the one that stays, and returns how many there were. To do
// so again finds none.
type Accounts func(ctx context.Context, actor, from, into string) (int, error)

// WithAccounts makes the register move the accounts of a unit that is joined into another one.
func WithAccounts(move Accounts) Option { return func(r *Register) { r.accounts = move } }

// Bounds of a join.
const (
	// joinMoves is how many records one request moves; what is beyond is moved by [Register.FinishJoining].
	joinMoves   = 2_000
	joinsAtOnce = 100
	// joinSettles is how long after a join a record may still come that refers to the duplicate, from somebody who read it
	// before, or from a process that died before it looked.
	joinSettles = time.Minute
	// maxJoinTries is how often a record is tried that others change at the same time.
	maxJoinTries = 10
)

// CheckDuplicateJoin says what a join would move, and what stands in its way. Nothing is written.
func (r *Register) CheckDuplicateJoin(ctx context.Context, v access.Viewer, fromID, intoID string) (*JoinCheck, error) {
	if _, err := r.joinDoing(v, "duplicate.check", ""); err != nil {
		return nil, err
	}
	pair, err := r.pair(ctx, fromID, intoID)
	if err != nil {
		return nil, err
	}
	return r.checkJoin(ctx, pair)
}

// JoinDuplicate makes one record of two that are the same. What stands in the way is said before anything is changed; then one
// write decides, and everything that referred to the duplicate comes to refer to the record that stays, which takes over the
// other names. The duplicate's ID leads to it from then on. The same call again completes one that was cut short, as
// [Register.FinishJoining] does.
func (r *Register) JoinDuplicate(ctx context.Context, v access.Viewer, in DuplicateJoining) (*Joined, error) {
	d, err := r.joinDoing(v, "duplicate.join", "")
	if err = cmp.Or(err, cleanReason("reason", &in.Reason)); err != nil {
		return nil, err
	}
	d.note = in.Reason
	j, err := r.joinOf(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	check := &JoinCheck{}
	if j == nil || j.State == JoinAsked {
		pair, err := r.pair(ctx, in.ID, in.IntoID)
		if err != nil {
			return nil, err
		}
		if err := pair.unchanged(ctx, in); err != nil {
			return nil, err
		}
		if check, err = r.checkJoin(ctx, pair); err != nil {
			return nil, err
		}
		if err := check.refusal(); err != nil {
			return &Joined{IntoID: in.IntoID, Check: check}, err
		}
		if j, err = r.decideJoin(ctx, d, in, pair); err != nil {
			return nil, err
		}
	} else if j.IntoID != in.IntoID {
		return nil, errs.InvalidField("intoId",
			"Bản ghi này đã được gộp vào một bản ghi khác.", "The record was joined into another one already.")
	}
	moved, left, err := r.carryOut(ctx, j, joinMoves)
	return &Joined{IntoID: j.IntoID, Complete: left == 0 && moved < joinMoves, Check: check}, err
}

// joinDoing begins a join, which is for those who keep all records.
func (r *Register) joinDoing(v access.Viewer, name, note string) (doing, error) {
	d, err := begin(v, access.Remove, name, note)
	if err == nil && v.Reach(access.Remove, access.Records) != access.Anywhere {
		err = v.Require(access.Remove, access.Subject{Noun: access.Records})
	}
	return d, err
}

// joinOf returns the join of a duplicate; nil if there is none.
func (r *Register) joinOf(ctx context.Context, fromID string) (*DuplicateJoin, error) {
	found, err := r.duplicateJoins.Find(ctx, store.Query{Where: store.Eq{Field: "fromId", Value: fromID}, Limit: 1})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// pair is two records of a kind that are to be one.
type pair struct {
	collection string
	join       *DuplicateJoin // as it would be asked for
	hinders    []JoinObstacle // by what the two say themselves
	// same refuses versions that are not those which the two have.
	same func(ctx context.Context, in DuplicateJoining) error
}

func (p *pair) unchanged(ctx context.Context, in DuplicateJoining) error { return p.same(ctx, in) }

// pair reads the two records.
func (r *Register) pair(ctx context.Context, fromID, intoID string) (*pair, error) {
	fromPrefix, _, _ := strings.Cut(fromID, "_")
	intoPrefix, _, _ := strings.Cut(intoID, "_")
	if fromID == intoID || fromPrefix != intoPrefix {
		return nil, errs.InvalidField("intoId",
			"Hãy nêu hai bản ghi khác nhau, cùng loại.", "Name two different records of one kind.")
	}
	switch fromPrefix {
	case r.units.Prefix:
		return pairOfUnits(ctx, r, fromID, intoID)
	case r.people.Prefix:
		return pairOfPeople(ctx, r, fromID, intoID)
	default:
		return nil, errs.InvalidField("id", "Chỉ gộp được đơn vị hoặc cá nhân.", "Only units and people can be joined.")
	}
}

func pairOfUnits(ctx context.Context, r *Register, fromID, intoID string) (*pair, error) {
	from, into, same, err := both(ctx, r.units, fromID, intoID)
	if err != nil {
		return nil, err
	}
	p := &pair{collection: unitsName, same: same, hinders: into.hinders(from), join: &DuplicateJoin{
		FromID: fromID, IntoID: intoID, Name: from.OfficialName, Slug: from.Slug, Code: from.Code,
	}}
	for _, way := range [][2]*Unit{{from, into}, {into, from}} {
		below, err := r.isBelow(ctx, way[0], way[1].ID)
		if err != nil {
			return nil, err
		}
		if below {
			p.hinders = append(p.hinders, JoinObstacle{
				Vi:  fmt.Sprintf("%s trực thuộc %s nên không phải là một.", way[0].OfficialName, way[1].OfficialName),
				En:  fmt.Sprintf("%s is below %s, so they are not one.", way[0].OfficialName, way[1].OfficialName),
				IDs: []string{fromID, intoID},
			})
		}
	}
	return p, nil
}

func pairOfPeople(ctx context.Context, r *Register, fromID, intoID string) (*pair, error) {
	from, into, same, err := both(ctx, r.people, fromID, intoID)
	if err != nil {
		return nil, err
	}
	return &pair{collection: peopleName, same: same, hinders: into.hinders(from), join: &DuplicateJoin{
		FromID: fromID, IntoID: intoID, Name: from.FullName,
	}}, nil
}

// both reads two records, and returns what refuses other versions of them.
func both[T any](ctx context.Context, c *store.Collection[T], fromID, intoID string) (from, into *T, same func(context.Context, DuplicateJoining) error, err error) {
	found, err := c.ByIDs(ctx, []string{fromID, intoID}, store.Whole)
	switch from, into = found[fromID], found[intoID]; {
	case err != nil:
		return nil, nil, nil, err
	case from == nil:
		return nil, nil, nil, missing(c, "id", fromID)
	case into == nil:
		return nil, nil, nil, missing(c, "intoId", intoID)
	}
	return from, into, func(ctx context.Context, in DuplicateJoining) error {
		if document(from).DocumentHead().Version != in.Version {
			return outdated(ctx, c, Ref{in.ID, in.Version}, from)
		}
		if document(into).DocumentHead().Version != in.IntoVersion {
			return outdated(ctx, c, Ref{in.IntoID, in.IntoVersion}, into)
		}
		return nil
	}, nil
}

// isBelow reports whether a unit is below another one, near or far.
func (r *Register) isBelow(ctx context.Context, u *Unit, aboveID string) (bool, error) {
	for above, depth := u.ParentID, 0; above != "" && depth < maxUnitDepth; depth++ {
		if above == aboveID {
			return true, nil
		}
		found, err := r.units.ByIDs(ctx, []string{above}, store.Whole)
		if err != nil || found[above] == nil {
			return false, err
		}
		above = found[above].ParentID
	}
	return false, nil
}

// checkJoin counts what a join would move, and collects what stands in its way.
func (r *Register) checkJoin(ctx context.Context, p *pair) (*JoinCheck, error) {
	check := &JoinCheck{Moves: []JoinMove{}, Obstacles: slices.Clone(p.hinders)}
	for _, ref := range referencesTo(p.collection) {
		n, err := r.store.Count(ctx, ref.schema, store.Eq{Field: ref.field, Value: p.join.FromID})
		if err != nil {
			return nil, fmt.Errorf("count what refers to %s: %w", p.join.FromID, err)
		}
		if n > 0 {
			check.Moves = append(check.Moves, JoinMove{Vi: ref.vi, En: ref.en, Count: n})
		}
	}
	articles, err := linking(ctx, r.articlesLinking, p.join.FromID)
	if err != nil {
		return nil, fmt.Errorf("count the articles that link to %s: %w", p.join.FromID, err)
	}
	if articles > 0 {
		check.Moves = append(check.Moves, JoinMove{Vi: "bài viết", En: "articles", Count: articles})
	}
	j := joining{from: p.join.FromID, into: p.join.IntoID}
	for _, m := range r.movesTo(p.collection) {
		found, err := m.stays(ctx, j, m.fields)
		if err != nil {
			return nil, err
		}
		check.Obstacles = append(check.Obstacles, found...)
	}
	check.Obstacles = check.Obstacles[:min(len(check.Obstacles), maxObstacles)]
	return check, nil
}

// moved is a collection whose records refer to a unit or a person, and by which fields.
type movedFields struct {
	moving
	collection string
	fields     []string
}

// movesTo returns what moves everything that may refer to the documents of a collection.
func (r *Register) movesTo(collection string) []movedFields {
	all := []movedFields{{r.moves(dismissalsName), dismissalsName, []string{"ids"}}}
	for _, ref := range referencesTo(collection) {
		if ref.field == "lineage" {
			continue // a duplicate that others continue is not joined: it has a history
		}
		i := slices.IndexFunc(all, func(m movedFields) bool { return m.collection == ref.schema.Name })
		if i < 0 {
			i, all = len(all), append(all, movedFields{r.moves(ref.schema.Name), ref.schema.Name, nil})
		}
		all[i].fields = append(all[i].fields, ref.field)
	}
	return all
}

// decideJoin asks for a join, looks whether another one of the same records was asked for at the same moment, and decides it.
// Each side writes first and looks then, so that two records never go into each other: of two who see each other both give
// way.
func (r *Register) decideJoin(ctx context.Context, d doing, in DuplicateJoining, p *pair) (*DuplicateJoin, error) {
	asked := p.join
	asked.Reason, asked.State = in.Reason, JoinAsked
	err := r.duplicateJoins.Insert(ctx, asked, store.Act{Actor: d.viewer.Actor, Action: "duplicate.askjoin"})
	if errs.CodeOf(err) == errs.Duplicate {
		return nil, underWay()
	}
	if err != nil {
		return nil, err
	}
	others, err := r.duplicateJoins.Find(ctx, store.Query{Where: store.Eq{Field: "fromId", Value: in.IntoID}, Limit: 1})
	if err == nil && len(others) == 0 {
		others, err = r.duplicateJoins.Find(ctx, store.Query{
			Where: store.And{store.Eq{Field: "intoId", Value: in.ID}, store.Eq{Field: "state", Value: string(JoinAsked)}}, Limit: 1,
		})
	}
	if err != nil {
		return nil, err
	}
	now, changed := r.pair(ctx, in.ID, in.IntoID)
	if changed == nil {
		changed = now.unchanged(ctx, in)
	}
	if len(others) > 0 || changed != nil {
		if err := r.duplicateJoins.Remove(ctx, asked, store.Act{Actor: d.viewer.Actor, Action: "duplicate.giveway"}); err != nil && errs.CodeOf(err) != errs.Conflict {
			return nil, err
		}
		if changed != nil {
			return nil, changed
		}
		return nil, underWay()
	}
	decided := *asked
	decided.State = JoinDecided
	if err := r.duplicateJoins.Replace(ctx, asked, &decided, d.act()); err != nil {
		if errs.CodeOf(err) == errs.Conflict {
			return nil, underWay()
		}
		return nil, err
	}
	return &decided, nil
}

func underWay() error {
	return errs.New(errs.WrongState,
		"Một trong hai bản ghi đang được gộp; hãy tải lại rồi thử lại sau một phút.",
		"One of the two is being joined: load them again, and try in a minute.")
}
