package register

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/store"
)

// Came is a record that came with an import, as a message names it.
type Came struct {
	ID   string
	Name string // such as "Bằng khen của UBND tỉnh, Sở Xây dựng, 2021"
	// Why it cannot be taken back, if it cannot: it was changed, or something refers to it.
	Vi, En string
}

// maxCame bounds the records that a refusal names.
const maxCame = 20

// StandingInTheWay returns records of an import that cannot be taken back, at most twenty: those that were changed since,
// and those to which something refers that did not come with the same import.
func (r *Register) StandingInTheWay(ctx context.Context, importID string) ([]Came, error) {
	var found []Came
	for _, look := range []func(context.Context, string, []Came) ([]Came, error){
		standing(r, r.scoreSheets, func(s *ScoreSheet) string { return fmt.Sprintf("%s, %d", s.UnitName, s.Year) }),
		standing(r, r.awards, awardName), standing(r, r.tasks, func(t *Task) string { return t.Title }),
		standing(r, r.people, func(p *Person) string { return p.FullName }), standing(r, r.decisions, func(d *Decision) string { return d.Number }),
		standing(r, r.units, func(u *Unit) string { return u.OfficialName }),
	} {
		var err error
		if found, err = look(ctx, importID, found); err != nil || len(found) >= maxCame {
			return found[:min(len(found), maxCame)], err
		}
	}
	return found, nil
}

func awardName(a *Award) string {
	return fmt.Sprintf("%s, %s, %d (%s)", a.TypeName, a.Recipient.Name, a.Year, a.Code)
}

// standing returns the look at the records of one kind.
func standing[T any](r *Register, c *store.Collection[T], name func(*T) string) func(context.Context, string, []Came) ([]Came, error) {
	return func(ctx context.Context, importID string, found []Came) ([]Came, error) {
		err := eachPart(func(after string) (string, error) {
			docs, err := originated(ctx, c, importID, after)
			if err != nil || len(docs) == 0 {
				return "", err
			}
			named := make(map[string]string, len(docs))
			ids := make([]string, len(docs))
			for i, doc := range docs {
				ids[i] = headID(doc)
				named[ids[i]] = name(doc)
				if document(doc).DocumentHead().Version > 1 {
					found = append(found, Came{ids[i], named[ids[i]], "đã được sửa sau khi nhập", "it was changed after the import"})
				}
			}
			referred, err := r.referredAmong(ctx, c.Schema.Name, importID, ids)
			for id, why := range referred {
				why.Name = named[id]
				found = append(found, why)
			}
			slices.SortFunc(found, func(a, b Came) int { return strings.Compare(a.ID, b.ID) })
			if len(found) >= maxCame {
				return "", err
			}
			return ids[len(ids)-1], err
		})
		return found, err
	}
}

// eachPart calls a step with the last ID of the step before until it returns none.
func eachPart(step func(after string) (string, error)) error {
	after, err := step("")
	for err == nil && after != "" {
		after, err = step(after)
	}
	return err
}

// originated returns a part of the records of an import, by ID.
func originated[T any](ctx context.Context, c *store.Collection[T], importID, after string) ([]*T, error) {
	q := store.Query{Where: store.Eq{Field: store.OriginField, Value: importID}, Limit: store.MaxLimit}
	if after != "" {
		q.After = &store.Position{ID: after}
	}
	return bare(c).Find(ctx, q)
}

// referredAmong returns those of the records to which something refers that is not of the import.
func (r *Register) referredAmong(ctx context.Context, collection, importID string, ids []string) (map[string]Came, error) {
	found := map[string]Came{}
	for _, ref := range referencesTo(collection) {
		where := store.All(store.AnyOf(ref.field, ids...))
		if _, ok := ref.schema.Field(store.OriginField); ok {
			where = store.All(where, store.Not{Part: store.Eq{Field: store.OriginField, Value: importID}})
		}
		groups, err := r.store.CountBy(ctx, ref.schema, where, ref.field)
		if err != nil {
			return nil, fmt.Errorf("count what refers to %s: %w", collection, err)
		}
		for _, g := range groups {
			if id, _ := g.Values[0].(string); slices.Contains(ids, id) {
				found[id] = referredTo(id, g.Count, ref.vi, ref.en)
			}
		}
	}
	if r.linkedArticles != nil {
		linking, err := r.linkedArticles(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("count the articles that link to records of %s: %w", importID, err)
		}
		for id, n := range linking {
			if n > 0 {
				found[id] = referredTo(id, n, "bài viết", "articles")
			}
		}
	}
	if err := r.drafted(ctx, ids, found); err != nil {
		return nil, fmt.Errorf("count the drafts that link to records of %s: %w", importID, err)
	}
	return found, nil
}

// draftedAtOnce is how many records one question about drafts names.
const draftedAtOnce = 400

// drafted adds those of the records to which a draft links. Most often there is none, and one question is enough for many
// records. How many drafts there are is for those to know who see them.
func (r *Register) drafted(ctx context.Context, ids []string, found map[string]Came) error {
	if r.anyDraft == nil || r.draftsLinking == nil {
		return nil
	}
	for part := range slices.Chunk(ids, draftedAtOnce) {
		some, err := r.anyDraft(ctx, part)
		if err != nil {
			return err
		}
		for i := 0; some && i < len(part); i++ {
			n, err := r.draftsLinking(ctx, part[i])
			if err != nil {
				return err
			}
			if n > 0 {
				found[part[i]] = Came{ID: part[i], Vi: "có bản thảo nhắc đến", En: "a draft refers to it"}
			}
		}
	}
	return nil
}

// WithAnyDraft makes the register ask, besides [WithDrafts], whether a draft links to any of many records.
func WithAnyDraft(linking func(ctx context.Context, ids []string) (bool, error)) Option {
	return func(r *Register) { r.anyDraft = linking }
}

// What the journal says when the records of an import, which nobody saw while they were stored, are all there.
const (
	ImportsCollection = "imports"
	ImportApplied     = "import.apply"
)

// ImportedIDs returns the IDs of a part of the records of an import in one collection, by ID; none for a collection that
// imports do not write.
func (r *Register) ImportedIDs(ctx context.Context, collection, importID, after string) ([]string, error) {
	switch collection {
	case unitsName:
		return importedIDs(ctx, r.units, importID, after)
	case peopleName:
		return importedIDs(ctx, r.people, importID, after)
	case awardsName:
		return importedIDs(ctx, r.awards, importID, after)
	case decisionsName:
		return importedIDs(ctx, r.decisions, importID, after)
	case tasksName:
		return importedIDs(ctx, r.tasks, importID, after)
	case scoreSheetsName:
		return importedIDs(ctx, r.scoreSheets, importID, after)
	default:
		return nil, nil
	}
}

func importedIDs[T any](ctx context.Context, c *store.Collection[T], importID, after string) ([]string, error) {
	docs, err := originated(ctx, c, importID, after)
	ids := make([]string, len(docs))
	for i, doc := range docs {
		ids[i] = headID(doc)
	}
	return ids, err
}

func referredTo(id string, n int64, vi, en string) Came {
	return Came{ID: id, Vi: fmt.Sprintf("có %d %s nhắc đến", n, vi), En: fmt.Sprintf("%d %s refer to it", n, en)}
}

// LinkedArticles returns, for each of the documents to which articles link, how many do.
type LinkedArticles func(ctx context.Context, ids []string) (map[string]int64, error)

// WithLinkedArticles makes the register ask, before an import is taken back, which of its records articles link to.
func WithLinkedArticles(linking LinkedArticles) Option {
	return func(r *Register) { r.linkedArticles = linking }
}

// RemoveImported removes a part of the records of an import, those first that refer to others, and returns how many; zero
// when none is left. It may be called again after it was cut short.
func (r *Register) RemoveImported(ctx context.Context, importID string, act store.Act) (int, error) {
	for _, removal := range []func(context.Context, string, store.Act) (int, error){
		removal(r.scoreSheets), removal(r.awards), removal(r.tasks), removal(r.people), removal(r.decisions), removal(r.units),
	} {
		if n, err := removal(ctx, importID, act); n > 0 || err != nil {
			return n, err
		}
	}
	return 0, nil
}

// removal returns the removal of records of one kind, at the versions that they have.
func removal[T any](c *store.Collection[T]) func(context.Context, string, store.Act) (int, error) {
	return func(ctx context.Context, importID string, act store.Act) (int, error) {
		docs, err := originated(ctx, c, importID, "")
		if err != nil || len(docs) == 0 {
			return 0, err
		}
		writes := make([]store.Write, len(docs))
		for i, doc := range docs {
			writes[i] = c.Removing(doc, act)
		}
		done, err := c.Store.Apply(ctx, writes...)
		if err != nil {
			return done, fmt.Errorf("remove records of %s: %w", importID, err)
		}
		return done, nil
	}
}

// CountImported counts the records of an import, whether they show or not, by kind.
func (r *Register) CountImported(ctx context.Context, importID string) (int64, error) {
	var sum int64
	where := store.Eq{Field: store.OriginField, Value: importID}
	for _, count := range []func(context.Context, store.Where) (int64, error){
		bare(r.scoreSheets).Count, bare(r.awards).Count, bare(r.tasks).Count, bare(r.people).Count, bare(r.decisions).Count, bare(r.units).Count,
	} {
		n, err := count(ctx, where)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}
