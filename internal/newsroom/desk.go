package newsroom

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Desk is where articles are written and published. It is safe for concurrent use.
type Desk struct {
	collections
	drafts *store.Collection[Draft]
	now    func() time.Time
}

// NewDesk returns a Desk over a store.
func NewDesk(s store.Store, now func() time.Time, ids *store.IDs) *Desk {
	return &Desk{
		collections: newCollections(s, now, ids),
		drafts: &store.Collection[Draft]{
			Schema: draftSchema(), Store: s, Prefix: articlePrefix, Now: now, IDs: ids,
			Noun: store.Noun{Vi: "bản thảo", En: "draft"},
		},
		now: now,
	}
}

// CreateDraft saves a new draft. Without a slug it gets one from the title, numbered if that is taken.
func (d *Desk) CreateDraft(ctx context.Context, v access.Viewer, c Content) (*Draft, error) {
	if err := signedIn(v); err != nil {
		return nil, err
	}
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	given := c.Slug != ""
	base := c.Slug
	if !given {
		base = viet.Slug(c.Title)
	}
	draft := &Draft{Content: c}
	if base == "" {
		draft.ID = d.drafts.IDs.Next(articlePrefix, d.now())
		base = "bai-" + shortID(draft.ID)
	}
	number := 1
	if viet.ReservedSlug(base) {
		number = 2
	}
	for ; ; number++ {
		draft.Slug = viet.NumberedSlug(base, number)
		if number > maxSlugNumber {
			draft.Slug = strings.TrimRight(base[:min(len(base), viet.MaxSlug-shortIDSize-1)], "-") + "-" + shortID(draft.ID)
		}
		draft.Slugs = []string{draft.Slug}
		err := d.drafts.Insert(ctx, draft, store.Act{Actor: v.Actor, Action: "article.create"})
		switch {
		case err == nil:
			return draft, nil
		case errs.CodeOf(err) != errs.Duplicate || number > maxSlugNumber:
			return nil, err
		case given:
			return nil, errs.InvalidField("slug",
				fmt.Sprintf("Đường dẫn %q đã có bài khác dùng; hãy chọn đường dẫn khác.", c.Slug),
				fmt.Sprintf("Another article has the slug %q; choose another.", c.Slug)).Because(err)
		}
	}
}

// maxSlugNumber bounds the search for a free numbered slug; a title that is used more often gets a short ID instead.
const maxSlugNumber = 20

// shortIDSize is the length of a shortID.
const shortIDSize = 8

// shortID is the random end of an ID, in lower case.
func shortID(id string) string {
	return strings.ToLower(id[len(id)-shortIDSize:])
}

// DraftBySlug returns a draft by its present or a former slug.
func (d *Desk) DraftBySlug(ctx context.Context, v access.Viewer, slug string) (*Draft, error) {
	if err := signedIn(v); err != nil {
		return nil, err
	}
	return d.drafts.First(ctx, store.Query{Where: store.Eq{Field: "slugs", Value: slug}}, slug)
}

// Publish makes the draft at this version public, as of a time that may lie in the past for older news. It decides by
// one conditional write to the draft; what follows is finished by [Desk.Reconcile] if the process dies in between.
func (d *Desk) Publish(ctx context.Context, v access.Viewer, id string, version int64, at time.Time) (*Article, error) {
	if err := signedIn(v); err != nil {
		return nil, err
	}
	before, err := d.drafts.ByID(ctx, id)
	if err != nil {
		return nil, err
	}
	if before.Version != version {
		return nil, errs.New(errs.Conflict,
			fmt.Sprintf("Bản thảo đã được sửa (phiên bản %d); hãy tải lại trước khi đăng.", before.Version),
			fmt.Sprintf("The draft has changed (version %d); load it again before you publish.", before.Version))
	}
	decided := *before
	decided.Publishing = true
	if decided.PublishedAt == nil || decided.PublishedAt.After(d.now()) { // not public before
		at = at.UTC().Truncate(time.Millisecond)
		decided.PublishedAt = &at
	}
	if err := d.drafts.Replace(ctx, before, &decided, store.Act{Actor: v.Actor, Action: "article.publish"}); err != nil {
		return nil, err
	}
	return d.finish(ctx, v, &decided)
}

// finish puts the snapshot of a draft that is Publishing in place and takes the mark away. Every step may run again.
func (d *Desk) finish(ctx context.Context, v access.Viewer, draft *Draft) (*Article, error) {
	article, err := d.snapshot(ctx, v, draft)
	if err != nil {
		return nil, err
	}
	done := *draft
	done.Publishing = false
	err = d.drafts.Replace(ctx, draft, &done, store.Act{Actor: v.Actor, Action: "article.published"})
	if err != nil && errs.CodeOf(err) != errs.Conflict { // after a conflict, whoever saved holds a mark of their own
		return nil, err
	}
	return article, nil
}

// snapshot puts the snapshot in place, unless one of this version or a later is there already.
func (d *Desk) snapshot(ctx context.Context, v access.Viewer, draft *Draft) (*Article, error) {
	act := store.Act{Actor: v.Actor, Action: "article.snapshot"}
	for try := 1; ; try++ {
		article := &Article{Content: draft.Content, PublishedAt: *draft.PublishedAt, DraftVersion: draft.Version, Slugs: draft.Slugs}
		before, err := d.articles.ByID(ctx, draft.ID)
		switch errs.CodeOf(err) {
		case "":
			if before.DraftVersion >= draft.Version {
				return before, nil
			}
			err = d.articles.Replace(ctx, before, article, act)
		case errs.NotFound:
			article.ID = draft.ID
			err = d.articles.Insert(ctx, article, act)
		default:
			return nil, err
		}
		if err == nil {
			return article, nil
		}
		if errs.CodeOf(err) != errs.Conflict || try == maxSnapshotTries {
			return nil, err
		}
		// Someone else put a snapshot in place in the meantime: it may be of an older version.
	}
}

// maxSnapshotTries bounds how often a snapshot is tried against others who publish the same draft.
const maxSnapshotTries = 5

// Reconcile finishes publications that a killed process left half done, oldest first, and returns how many. Drafts
// touched within the last minute are left to those who are at work on them.
func (d *Desk) Reconcile(ctx context.Context) (int, error) {
	drafts, err := d.drafts.Find(ctx, store.Query{
		Where: store.And{
			store.Eq{Field: "publishing", Value: true},
			store.Range{Field: "updatedAt", To: d.now().UTC().Add(-time.Minute).Truncate(time.Millisecond)},
		},
		Sort:  store.Sort{By: []string{"updatedAt"}},
		Limit: 100,
	})
	if err != nil {
		return 0, err
	}
	var failed error
	finished := 0
	for _, draft := range drafts {
		if _, err := d.finish(ctx, access.System(), draft); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		finished++
	}
	return finished, failed
}

// CreateCategory saves a new category; its slug is made from the name if it has none.
func (d *Desk) CreateCategory(ctx context.Context, v access.Viewer, c Category) (*Category, error) {
	if err := signedIn(v); err != nil {
		return nil, err
	}
	c.Name = viet.CleanTitle(c.Name)
	if err := lengthWithin("name", c.Name, 1, 100); err != nil {
		return nil, err
	}
	if c.Slug == "" {
		c.Slug = viet.Slug(c.Name)
	}
	if err := validSlug(c.Slug); err != nil {
		return nil, err
	}
	n, err := d.categories.Count(ctx, nil)
	if err != nil {
		return nil, err
	}
	if n >= MaxCategories {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d chuyên mục, tối đa %d.", n, MaxCategories),
			fmt.Sprintf("There are %d categories already, at most %d.", n, MaxCategories))
	}
	if err := d.categories.Insert(ctx, &c, store.Act{Actor: v.Actor, Action: "category.create"}); err != nil {
		return nil, err
	}
	return &c, nil
}

// CreateTag saves a new tag; its slug is made from the name if it has none.
func (d *Desk) CreateTag(ctx context.Context, v access.Viewer, t Tag) (*Tag, error) {
	if err := signedIn(v); err != nil {
		return nil, err
	}
	t.Name = viet.CleanTitle(t.Name)
	if err := lengthWithin("name", t.Name, 1, 100); err != nil {
		return nil, err
	}
	if t.Slug == "" {
		t.Slug = viet.Slug(t.Name)
	}
	if err := validSlug(t.Slug); err != nil {
		return nil, err
	}
	if err := d.tags.Insert(ctx, &t, store.Act{Actor: v.Actor, Action: "tag.create"}); err != nil {
		return nil, err
	}
	return &t, nil
}

// TagBySlug returns one tag; [errs.NotFound] if there is none.
func (d *Desk) TagBySlug(ctx context.Context, slug string) (*Tag, error) {
	return d.tags.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// CategoryBySlug returns one category; [errs.NotFound] if there is none.
func (d *Desk) CategoryBySlug(ctx context.Context, slug string) (*Category, error) {
	return d.categories.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}

// Load saves published articles in bulk, each with its draft, for imports and measurements: it streams, keeps at most
// one batch in memory and reports after each batch how many are saved. The content is checked as in [Desk.CreateDraft],
// but every slug must be given. It stops at the first failure; a kill may leave the draft of the article behind those
// that are saved, unpublished.
func (d *Desk) Load(ctx context.Context, v access.Viewer, contents iter.Seq2[Content, time.Time], progress func(saved int)) error {
	if err := signedIn(v); err != nil {
		return err
	}
	var (
		writes []store.Write
		saved  int
		failed error
	)
	flush := func() bool {
		n, err := d.drafts.Store.Apply(ctx, writes...)
		saved += n / writesPerLoad
		progress(saved)
		writes = writes[:0]
		failed = err
		return err == nil
	}
	for c, at := range contents {
		pair, err := d.loading(v, c, at)
		if err != nil {
			return err
		}
		if writes = append(writes, pair...); len(writes) >= loadBatch && !flush() {
			return fmt.Errorf("load articles after %d: %w", saved, failed)
		}
	}
	if len(writes) > 0 && !flush() {
		return fmt.Errorf("load articles after %d: %w", saved, failed)
	}
	return nil
}

// loadBatch is the number of writes of one batch of [Desk.Load]; an article takes writesPerLoad of them.
const (
	loadBatch     = 1000
	writesPerLoad = 2
)

func (d *Desk) loading(v access.Viewer, c Content, at time.Time) ([]store.Write, error) {
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	if err := validSlug(c.Slug); err != nil {
		return nil, err
	}
	at = at.UTC().Truncate(time.Millisecond)
	draft := &Draft{Content: c, Slugs: []string{c.Slug}, PublishedAt: &at}
	act := store.Act{Actor: v.Actor, Action: "article.load"}
	first, err := d.drafts.Inserting(draft, act)
	if err != nil {
		return nil, err
	}
	article := &Article{Head: store.Head{ID: draft.ID}, Content: c, PublishedAt: at, DraftVersion: 1, Slugs: slices.Clone(draft.Slugs)}
	second, err := d.articles.Inserting(article, act)
	if err != nil {
		return nil, err
	}
	return []store.Write{first, second}, nil
}
