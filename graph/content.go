package graph

import (
	"context"
	"fmt"

	"thidua/graph/connection"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
)

// contentResolver resolves what articles and drafts have in common: their content and the edges that begin in it.
type contentResolver[T any] struct {
	*Resolver
	content func(*T) *newsroom.Content
	whole   byID[T] // with the bodies
	shown   func(context.Context, *custom.Set, *T) []custom.Typed
	// mediaOf loads the files of such documents; nil for those that the viewer may see. What a public article shows needs no
	// such question.
	mediaOf byID[newsroom.Media]
}

// Body loads the bodies of all siblings: lists leave them in the database until one is asked for.
func (r contentResolver[T]) Body(ctx context.Context, doc *T) ([]richtext.Block, error) {
	return r.body(ctx, doc)
}

// bodies is the edge that all fields which are made from the body share. What was read whole has its body already.
func (r contentResolver[T]) bodies(ctx context.Context, doc *T) (*bodies, error) {
	return edgeAs(ctx, doc, "bodies", func(ctx context.Context, docs []*T) (*bodies, error) {
		of := make(map[string]richtext.Body, len(docs))
		unread := func(doc *T) []string {
			if body := r.content(doc).Body; body != nil {
				of[idOf(doc)] = body
				return nil
			}
			return []string{idOf(doc)}
		}
		whole, err := fetch(ctx, docs, unread, r.whole)
		for id, doc := range whole {
			of[id] = r.content(doc).Body
		}
		all := newBodies(ctx, of)
		all.mediaOf = r.mediaOf
		return all, err
	})
}

func (r contentResolver[T]) body(ctx context.Context, doc *T) (richtext.Body, error) {
	all, err := r.bodies(ctx, doc)
	if err != nil || all.of[idOf(doc)] == nil {
		return richtext.Body{}, err
	}
	return all.of[idOf(doc)], nil
}

func (r contentResolver[T]) HTML(ctx context.Context, doc *T, profile richtext.Profile) (string, error) {
	return r.written(ctx, doc, func(b richtext.Body, s richtext.Scene) string { return b.HTML(profile, s) })
}

func (r contentResolver[T]) Markdown(ctx context.Context, doc *T) (string, error) {
	return r.written(ctx, doc, richtext.Body.Markdown)
}

func (r contentResolver[T]) written(ctx context.Context, doc *T, write func(richtext.Body, richtext.Scene) string) (string, error) {
	all, err := r.bodies(ctx, doc)
	if err != nil {
		return "", err
	}
	scene, err := r.scene(ctx, all)
	if err != nil {
		return "", err
	}
	return write(all.of[idOf(doc)], scene), nil
}

func (r contentResolver[T]) Text(ctx context.Context, doc *T) (string, error) {
	all, err := r.bodies(ctx, doc)
	if err != nil {
		return "", err
	}
	records, err := r.records(ctx, all)
	if err != nil {
		return "", err
	}
	return all.of[idOf(doc)].TextWith(records), nil
}

func (r contentResolver[T]) TableOfContents(ctx context.Context, doc *T) ([]*richtext.Section, error) {
	body, err := r.body(ctx, doc)
	return body.TableOfContents(), err
}

func (r contentResolver[T]) ReadingMinutes(ctx context.Context, doc *T) (int64, error) {
	body, err := r.body(ctx, doc)
	return int64(body.ReadingMinutes()), err
}

func (r contentResolver[T]) WordCount(ctx context.Context, doc *T) (int64, error) {
	body, err := r.body(ctx, doc)
	return int64(body.WordCount()), err
}

// maxExcerpt is the largest excerpt, in code points.
const maxExcerpt = 1000

func (r contentResolver[T]) Excerpt(ctx context.Context, doc *T, chars int64) (string, error) {
	if err := within("chars", chars, maxExcerpt); err != nil {
		return "", err
	}
	body, err := r.body(ctx, doc)
	return body.Excerpt(int(chars)), err
}

// within refuses a number that is not 1 to most.
func within(argument string, n, most int64) error {
	if n >= 1 && n <= most {
		return nil
	}
	return errs.InvalidField(argument,
		fmt.Sprintf("%s là %d; phải từ 1 đến %d.", argument, n, most),
		fmt.Sprintf("%s is %d; it must be 1 to %d.", argument, n, most))
}

// files is the load of what the documents show and offer.
func (r contentResolver[T]) files() byID[newsroom.Media] {
	if r.mediaOf != nil {
		return r.mediaOf
	}
	return r.media
}

func (r contentResolver[T]) Cover(ctx context.Context, doc *T) (*newsroom.Media, error) {
	return one(ctx, doc, func(doc *T) string { return r.content(doc).CoverID }, r.files())
}

func (r contentResolver[T]) Gallery(ctx context.Context, doc *T) ([]*newsroom.Media, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).GalleryIDs }, r.files())
}

func (r contentResolver[T]) Attachments(ctx context.Context, doc *T) ([]*newsroom.Media, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).AttachmentIDs }, r.files())
}

func (r contentResolver[T]) Categories(ctx context.Context, doc *T) ([]*newsroom.Category, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).CategoryIDs }, r.categories)
}

func (r contentResolver[T]) Tags(ctx context.Context, doc *T) ([]*newsroom.Tag, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).TagIDs }, r.tags)
}

func (r contentResolver[T]) Event(ctx context.Context, doc *T) (*register.Event, error) {
	return one(ctx, doc, func(doc *T) string { return r.content(doc).EventID }, r.events)
}

func (r contentResolver[T]) BlocYears(ctx context.Context, doc *T) ([]*register.BlocYear, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).BlocYearIDs }, r.blocYears)
}

func (r contentResolver[T]) Blocs(ctx context.Context, doc *T) ([]*register.Bloc, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).BlocIDs }, r.blocs)
}

func (r contentResolver[T]) Units(ctx context.Context, doc *T, first *int64) ([]*register.Unit, error) {
	most := int64(connection.DefaultSize)
	if first != nil {
		most = *first
	}
	if err := within("first", most, connection.MaxSize); err != nil {
		return nil, err
	}
	return many(ctx, doc, func(doc *T) []string {
		ids := r.content(doc).UnitIDs
		return ids[:min(most, int64(len(ids)))]
	}, r.units)
}

func (r contentResolver[T]) People(ctx context.Context, doc *T) ([]*register.Person, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).PersonIDs }, r.people)
}

func (r contentResolver[T]) Awards(ctx context.Context, doc *T) ([]*register.Award, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).AwardIDs }, r.awards)
}

func (r contentResolver[T]) Tasks(ctx context.Context, doc *T) ([]*register.Task, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).TaskIDs }, r.tasks)
}

func (r contentResolver[T]) Citations(ctx context.Context, doc *T) ([]*register.LegalReference, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).CitationIDs }, r.legalReferences)
}

func (r contentResolver[T]) Movements(ctx context.Context, doc *T) ([]*register.Movement, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).MovementIDs }, r.movements)
}

func (r contentResolver[T]) Decisions(ctx context.Context, doc *T) ([]*register.Decision, error) {
	return many(ctx, doc, func(doc *T) []string { return r.content(doc).DecisionIDs }, r.decisions)
}

func (r contentResolver[T]) DeclaredAwards(ctx context.Context, doc *T) ([]*newsroom.DeclaredAward, error) {
	return parts(ctx, doc, func(doc *T) []newsroom.DeclaredAward { return r.content(doc).Declared })
}
