package newsroom

import (
	"context"
	"errors"
	"time"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// DraftBySlug returns a draft by its present slug or one under which it was public.
func (d *Desk) DraftBySlug(ctx context.Context, v access.Viewer, slug string) (*Draft, error) {
	if v.IsAnonymous() {
		return nil, v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	draft, err := d.drafts.First(ctx, store.Query{Where: store.Eq{Field: "slugs", Value: slug}}, slug)
	if err != nil {
		return nil, err
	}
	if !v.Decide(access.See, draft.subject()).Allowed {
		return nil, errs.Missing(d.drafts.Noun.Vi, d.drafts.Noun.En, slug)
	}
	return draft, nil
}

// Settle does at once what [Desk.Reconcile] would do for the draft after a moment.
func (d *Desk) Settle(ctx context.Context, v access.Viewer, id string) (*Draft, error) {
	draft, err := d.visible(ctx, v, id)
	if err != nil {
		return nil, err
	}
	return d.settled(ctx, draft)
}

// settled does what the draft's version decided about the live snapshot, if that is still to be done, and returns the
// draft as it is then. Every part of it may run again, and beside others who do the same.
func (d *Desk) settled(ctx context.Context, draft *Draft) (*Draft, error) {
	if draft.Pending == Settled {
		return draft, nil
	}
	if err := d.place(ctx, draft); err != nil {
		return nil, err
	}
	done := *draft
	done.Pending, done.Settles = Settled, true
	err := d.drafts.Replace(ctx, draft, &done, store.Act{Actor: draft.SavedBy, Action: "article.settle"})
	if errs.CodeOf(err) == errs.Conflict { // somebody else did the same, and may have gone on
		return d.drafts.ByID(ctx, draft.ID)
	}
	return &done, err
}

// snapshot is what the draft's version decided that readers have: the article, with those of its custom values that are
// public, or its tombstone, which [Article.bury] completes.
func (d *Draft) snapshot(public custom.Values) *Article {
	a := &Article{
		Head: store.Head{ID: d.ArticleID()}, Content: d.Content,
		PublishedAt: *d.PublishedAt, DraftVersion: d.Version, Slugs: d.PublicSlugs, Corrections: d.Corrections,
	}
	a.Values = public
	if d.Withdrawn == nil {
		return a
	}
	// Long expired: by the very condition that hides expired articles no list, count or group shows a tombstone.
	expired := time.Unix(0, 0).UTC()
	a.Content = Content{Slug: d.PublicSlugs[0], Kind: d.Kind, Language: d.Language, ExpiresAt: &expired}
	a.Corrections, a.Tombstone = []Correction{}, d.Withdrawn
	return a
}

// bury gives a tombstone what readers knew of the article that it replaces. The draft may have been rewritten since it
// was public, and readers must not learn its new words from a withdrawal.
func (a *Article) bury(public *Article) {
	a.Kind, a.Language = public.Kind, public.Language
	if a.Tombstone.Kind == WasRetracted {
		a.Title = public.Title
	}
}

// place puts the snapshot in place, unless one that a later version decided is there already.
func (d *Desk) place(ctx context.Context, draft *Draft) error {
	act := store.Act{Actor: draft.SavedBy, Action: "article.snapshot"}
	public, err := d.publicValues(ctx, draft)
	if err != nil {
		return err
	}
	for try := 1; ; try++ {
		article := draft.snapshot(public)
		before, err := d.articles.ByID(ctx, article.ID)
		switch errs.CodeOf(err) {
		case "":
			if before.DraftVersion >= draft.Version {
				return nil
			}
			if article.Tombstone != nil {
				article.bury(before)
			}
			err = d.articles.Replace(ctx, before, article, act)
		case errs.NotFound:
			err = d.articles.Insert(ctx, article, act)
		default:
			return err
		}
		if err == nil || errs.CodeOf(err) != errs.Conflict || try == maxPlaceTries {
			return err
		}
		// Somebody else put a snapshot in place in the meantime: it may be of an older version.
	}
}

// maxPlaceTries bounds how often a snapshot is tried against others who publish the same draft.
const maxPlaceTries = 5

// settleGrace is how long a decision is left to the process that made it, which is at work on it.
const settleGrace = 2 * time.Second

// Reconcile finishes what killed processes decided and did not do, oldest first, and returns how many. What was decided
// a moment ago is left to those who are at work on it. The scheduler does it in each of its runs.
func (d *Desk) Reconcile(ctx context.Context) (int, error) {
	drafts, err := d.drafts.Find(ctx, store.Query{
		Where: store.And{
			store.AnyOf("pending", ToPublish, ToWithdraw),
			store.Range{Field: "updatedAt", To: d.now().UTC().Add(-settleGrace).Truncate(time.Millisecond)},
		},
		Sort:  store.Sort{By: []string{"updatedAt"}},
		Limit: reconcileBatch,
	})
	if err != nil {
		return 0, err
	}
	var failed error
	finished := 0
	for _, draft := range drafts {
		if _, err := d.settled(ctx, draft); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		finished++
	}
	return finished, failed
}

// reconcileBatch is how many drafts one [Desk.Reconcile] or [Desk.RunDue] takes on at most.
const reconcileBatch = 100
