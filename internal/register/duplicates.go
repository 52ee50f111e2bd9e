package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// DuplicateNoun is a kind of record of which duplicates are looked for.
type DuplicateNoun string

// The nouns of duplicates.
const (
	DuplicateUnits           DuplicateNoun = "UNIT"
	DuplicatePeople          DuplicateNoun = "PERSON"
	DuplicateLegalReferences DuplicateNoun = "LEGAL_REFERENCE"
)

// Likeness says why records may be the same.
type Likeness string

// The likenesses.
const (
	SameName   Likeness = "SAME_NAME"   // but for marks, capitals and abbreviations
	NearName   Likeness = "NEAR_NAME"   // spelled alike: see likeKeys
	SameNumber Likeness = "SAME_NUMBER" // of a document, and nothing that is known of it differs
)

// Duplicate is a group of records that may be one, each like at least one other of them.
type Duplicate struct {
	Likeness Likeness
	IDs      []string // at most [MaxAlike]
}

// DuplicatePage is a page of groups. Key is where the next one begins, if there is More.
type DuplicatePage struct {
	Groups []*Duplicate
	Key    string
	More   bool
}

// MaxAlike is how many records of one key are compared: more are namesakes, whom a list of names does not tell apart.
const MaxAlike = 20

// Dismissal (đã xem là khác nhau) says that records which look alike are different ones, so that nobody is asked again.
type Dismissal struct {
	store.Head `bson:",inline"`
	IDs        []string `bson:"ids"` // 2 to [MaxAlike], sorted: no two of them are the same
	Key        string   `bson:"key"` // derived: the IDs, so that they are dismissed once
}

// Derive joins the IDs.
func (d *Dismissal) Derive() { d.Key = strings.Join(d.IDs, " ") }

func dismissalSchema() *store.Schema {
	return &store.Schema{
		Name: dismissalsName, History: true,
		Fields:  []store.Field{many("ids"), required("key")},
		Indexes: joined(unique("key"), index("ids")),
	}
}

const dismissalsName = "duplicate_dismissals"

// likes is how records of a noun are compared.
type likes[T any] struct {
	records *store.Collection[T]
	field   string // of the keys
	keys    func(*T) []string
	differ  func(a, b *T) bool // what is known of them says that they are different
	like    func(a, b *T) Likeness
}

// Duplicates returns a page of groups of records that may be one, without those that were dismissed, after a key. It is for
// those who see all records. A page walks the index of keys and reads its own groups alone, at most [MaxAlike] of each; one
// whose groups are all dismissed is empty, and goes on.
func (r *Register) Duplicates(ctx context.Context, v access.Viewer, noun DuplicateNoun, after string, limit int) (*DuplicatePage, error) {
	if v.Reach(access.See, access.Records) != access.Anywhere {
		return nil, v.Require(access.See, access.Subject{Noun: access.Records})
	}
	switch noun {
	case DuplicateUnits:
		return duplicates(ctx, r, likes[Unit]{
			r.units, "likeKeys", func(u *Unit) []string { return u.LikeKeys }, differentUnits,
			func(a, b *Unit) Likeness { return likeness(a.names(), b.names()) },
		}, after, limit)
	case DuplicatePeople:
		return duplicates(ctx, r, likes[Person]{
			r.people, "likeKeys", func(p *Person) []string { return p.LikeKeys }, func(*Person, *Person) bool { return false },
			func(a, b *Person) Likeness { return likeness([]string{a.FullName}, []string{b.FullName}) },
		}, after, limit)
	case DuplicateLegalReferences:
		return duplicates(ctx, r, likes[LegalReference]{
			r.legalReferences, "numberKey", func(l *LegalReference) []string { return []string{l.NumberKey} }, differentDocuments,
			func(*LegalReference, *LegalReference) Likeness { return SameNumber },
		}, after, limit)
	default:
		return nil, known("noun", noun, DuplicateUnits, DuplicatePeople, DuplicateLegalReferences)
	}
}

func likeness(a, b []string) Likeness {
	if sameName(a, b) {
		return SameName
	}
	return NearName
}

// differentUnits reports whether one unit continues the other, or they are of different provinces.
func differentUnits(a, b *Unit) bool {
	if slices.Contains(a.Lineage, b.ID) || slices.Contains(b.Lineage, a.ID) {
		return true
	}
	if len(a.Provinces) == 0 || len(b.Provinces) == 0 {
		return false
	}
	return !slices.ContainsFunc(a.Provinces, func(p ProvinceSpan) bool {
		return slices.ContainsFunc(b.Provinces, func(q ProvinceSpan) bool { return p.Code == q.Code })
	})
}

// differentDocuments reports whether what both say of themselves differs: the same number recurs every year, and everywhere.
func differentDocuments(a, b *LegalReference) bool {
	return a.Kind != b.Kind || a.IssuedOn != "" && b.IssuedOn != "" && a.IssuedOn != b.IssuedOn ||
		a.Issuer != "" && b.Issuer != "" && !sameName([]string{a.Issuer}, []string{b.Issuer})
}

func duplicates[T any](ctx context.Context, r *Register, l likes[T], after string, limit int) (*DuplicatePage, error) {
	found, err := l.records.Repeated(ctx, l.field, after, limit+1)
	if err != nil {
		return nil, err
	}
	page := &DuplicatePage{Groups: []*Duplicate{}, More: len(found) > limit}
	keys := make([]string, 0, limit)
	for _, g := range found[:min(len(found), limit)] {
		key, _ := g.Values[0].(string)
		keys = append(keys, key)
		page.Key = key
	}
	byKey, err := l.records.FindPer(ctx, l.field, keys, store.Query{Limit: MaxAlike})
	if err != nil {
		return nil, err
	}
	dismissed, err := r.dismissed(ctx, idsOf(byKey))
	if err != nil {
		return nil, err
	}
	for _, key := range keys {
		page.Groups = append(page.Groups, l.groups(key, byKey[key], dismissed)...)
	}
	return page, nil
}

// idsOf returns the IDs of documents, sorted, each once.
func idsOf[T any](byKey map[string][]*T) []string {
	var ids []string
	for _, docs := range byKey {
		for _, doc := range docs {
			ids = append(ids, document(doc).DocumentHead().ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// groups divides the records of a key into groups that hang together. A pair that has more keys in common belongs to the
// least of them.
func (l likes[T]) groups(key string, records []*T, dismissed map[[2]string]bool) []*Duplicate {
	var groups []*Duplicate
	taken := make([]bool, len(records))
	for i := range records {
		if taken[i] {
			continue
		}
		g := &Duplicate{Likeness: NearName}
		for todo := []int{i}; len(todo) > 0; todo = todo[1:] {
			at := todo[0]
			if !taken[at] {
				g.IDs = append(g.IDs, document(records[at]).DocumentHead().ID)
				taken[at] = true
			}
			for j := range records {
				if taken[j] || !l.pair(key, records[at], records[j], dismissed) {
					continue
				}
				if like := l.like(records[at], records[j]); like != NearName {
					g.Likeness = like
				}
				todo = append(todo, j)
			}
		}
		if len(g.IDs) > 1 {
			slices.Sort(g.IDs)
			groups = append(groups, g)
		}
	}
	return groups
}

// pair reports whether two records of a key may be one, and belong to that key.
func (l likes[T]) pair(key string, a, b *T, dismissed map[[2]string]bool) bool {
	for _, other := range l.keys(a) {
		if other < key && slices.Contains(l.keys(b), other) {
			return false
		}
	}
	return !dismissed[pairOf(document(a).DocumentHead().ID, document(b).DocumentHead().ID)] && !l.differ(a, b)
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// maxDismissals bounds how many dismissals of one record are looked at.
const maxDismissals = 200

// dismissed returns the pairs among some records that are known to be different.
func (r *Register) dismissed(ctx context.Context, ids []string) (map[[2]string]bool, error) {
	pairs := map[[2]string]bool{}
	for part := range slices.Chunk(ids, store.MaxLimit) {
		byID, err := r.dismissals.FindPer(ctx, "ids", part, store.Query{Limit: maxDismissals})
		if err != nil {
			return nil, err
		}
		for _, some := range byID {
			for _, d := range some {
				for i, a := range d.IDs {
					for _, b := range d.IDs[i+1:] {
						pairs[pairOf(a, b)] = true
					}
				}
			}
		}
	}
	return pairs, nil
}

// DismissDuplicate notes that records which look alike are different ones. To do so again changes nothing.
func (r *Register) DismissDuplicate(ctx context.Context, v access.Viewer, ids []string, note string) error {
	d, err := begin(v, access.Update, "duplicate.dismiss", note)
	if err == nil {
		err = r.may(ctx, d, &Dismissal{})
	}
	if err == nil {
		err = cleanBody("note", &d.note)
	}
	if err != nil {
		return err
	}
	ids, err = r.alike(ctx, ids)
	if err != nil {
		return err
	}
	err = r.dismissals.Insert(ctx, &Dismissal{IDs: ids}, d.act())
	if errs.CodeOf(err) == errs.Duplicate {
		return nil
	}
	return err
}

// ReopenDuplicate takes a dismissal of exactly these records back; [errs.NotFound] if there is none.
func (r *Register) ReopenDuplicate(ctx context.Context, v access.Viewer, ids []string) error {
	d, err := begin(v, access.Update, "duplicate.reopen", "")
	if err == nil {
		err = r.may(ctx, d, &Dismissal{})
	}
	if err != nil {
		return err
	}
	asked := &Dismissal{IDs: sortedOnce(ids)}
	asked.Derive()
	found, err := r.dismissals.First(ctx, store.Query{Where: store.Eq{Field: "key", Value: asked.Key}}, asked.Key)
	if err != nil {
		return err
	}
	return r.dismissals.Remove(ctx, found, d.act())
}

func sortedOnce(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// alike checks the records of a dismissal: two at least, of one kind, all there.
func (r *Register) alike(ctx context.Context, ids []string) ([]string, error) {
	ids = sortedOnce(ids)
	if len(ids) < 2 || len(ids) > MaxAlike {
		return nil, errs.InvalidField("ids",
			fmt.Sprintf("Có %d hồ sơ; phải từ 2 đến %d hồ sơ khác nhau.", len(ids), MaxAlike),
			fmt.Sprintf("There are %d records; there must be 2 to %d different ones.", len(ids), MaxAlike))
	}
	var err error
	switch prefix, _, _ := strings.Cut(ids[0], "_"); prefix {
	case r.units.Prefix:
		_, err = allReferred(ctx, r.units, "ids", ids)
	case r.people.Prefix:
		_, err = allReferred(ctx, r.people, "ids", ids)
	case r.legalReferences.Prefix:
		_, err = allReferred(ctx, r.legalReferences, "ids", ids)
	default:
		err = errs.InvalidField("ids",
			"Chỉ so sánh được đơn vị, cá nhân và văn bản.", "Only units, people and cited documents are compared.")
	}
	return ids, err
}
