package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Preview (liên kết xem trước) lets whoever has its secret read one version of a draft as readers would see it, without an
// account, for a while. Those who may change or publish the draft make it and take it back.
type Preview struct {
	store.Head `bson:",inline"`
	DraftID    string    `bson:"draftId"`
	Number     int64     `bson:"number"` // of the version that it shows
	MadeIn     int64     `bson:"madeIn"` // the version that the draft had when the link was made, see [Draft.TrashedIn]
	ExpiresAt  time.Time `bson:"expiresAt"`
}

// preview is a Preview with what proves it. The secret itself is kept by nobody but whom it was given to.
type preview struct {
	Preview    `bson:",inline"`
	SecretHash string `bson:"secretHash"`
}

func previewSchema() *store.Schema {
	return &store.Schema{
		Name: "previews",
		Fields: []store.Field{
			{Path: "secretHash", Kind: store.String, Required: true},
			{Path: "draftId", Kind: store.String, Required: true},
			{Path: "expiresAt", Kind: store.Time, Required: true},
		},
		Indexes: []store.Index{{Fields: []string{"secretHash"}, Unique: true}, {Fields: []string{"draftId", "expiresAt"}}},
	}
}

// Bounds of previews.
const (
	MaxPreviewHours = 30 * 24 // of the life of a link
	MaxPreviews     = 20      // links to one draft that have not ended
	maxSecret       = 200     // bytes of what may be one
)

// CreatePreview makes a link to a version of a draft and returns its secret, which is shown nowhere again. It ends after
// some hours, when it is revoked, and when the draft is thrown away.
func (d *Desk) CreatePreview(ctx context.Context, v access.Viewer, of store.Revision, hours int64) (*Preview, string, error) {
	draft, err := d.shared(ctx, v, of.ID)
	if err != nil {
		return nil, "", err
	}
	if hours < 1 || hours > MaxPreviewHours {
		return nil, "", errs.InvalidField("hours",
			fmt.Sprintf("Thời hạn là %d giờ; phải từ 1 đến %d.", hours, MaxPreviewHours),
			fmt.Sprintf("The life is %d hours; it must be 1 to %d.", hours, MaxPreviewHours))
	}
	if draft.State == Trashed {
		return nil, "", errs.New(errs.WrongState,
			"Bản thảo đang ở trong thùng rác; hãy khôi phục trước.", "The draft is in the trash: undelete it first.")
	}
	version, err := d.VersionAt(ctx, v, of)
	if err != nil {
		return nil, "", inField("version", err)
	}
	now := d.instant()
	if err := d.fewPreviews(ctx, of.ID, now); err != nil {
		return nil, "", err
	}
	secret := d.secret()
	p := &preview{
		Preview: Preview{
			DraftID: of.ID, Number: version.Number(), MadeIn: draft.Version, ExpiresAt: now.Add(time.Duration(hours) * time.Hour),
		},
		SecretHash: secretHash(secret),
	}
	if err := d.previews.Insert(ctx, p, store.Act{Actor: v.Actor, Action: "article.preview"}); err != nil {
		return nil, "", err
	}
	return &p.Preview, secret, nil
}

// fewPreviews refuses one more link to a draft that has as many as it may have.
func (d *Desk) fewPreviews(ctx context.Context, draftID string, now time.Time) error {
	n, err := d.previews.Count(ctx, store.And{
		store.Eq{Field: "draftId", Value: draftID}, store.Range{Field: "expiresAt", From: now, After: true},
	})
	if err != nil || n < MaxPreviews {
		return err
	}
	return errs.New(errs.Limit,
		fmt.Sprintf("Bản thảo đã có %d liên kết xem trước còn hạn; hãy thu hồi bớt.", n),
		fmt.Sprintf("The draft has %d links that have not ended; revoke one.", n))
}

// RevokePreview ends a link for good.
func (d *Desk) RevokePreview(ctx context.Context, v access.Viewer, id string) error {
	if v.IsAnonymous() {
		return v.Require(access.See, access.Subject{Noun: access.Drafts})
	}
	p, err := d.previews.ByID(ctx, id)
	if err != nil {
		return err
	}
	if _, err := d.shared(ctx, v, p.DraftID); err != nil {
		if errs.CodeOf(err) == errs.NotFound {
			return errs.Missing(d.previews.Noun.Vi, d.previews.Noun.En, id)
		}
		return err
	}
	return d.previews.Remove(ctx, p, store.Act{Actor: v.Actor, Action: "article.preview.revoke"})
}

// Previews returns for each of the drafts the links that have not ended, those that end last first. A draft that the
// viewer may not share has no key.
func (d *Desk) Previews(ctx context.Context, v access.Viewer, drafts []*Draft) (map[string][]*Preview, error) {
	links := make(map[string][]*Preview, len(drafts))
	var ids []string
	by := make(map[string]*Draft, len(drafts))
	for _, draft := range drafts {
		if mayShare(v, draft) == nil {
			links[draft.ID] = []*Preview{}
			by[draft.ID] = draft
			ids = append(ids, draft.ID)
		}
	}
	found, err := d.previews.FindPer(ctx, "draftId", ids, store.Query{
		Where: store.Range{Field: "expiresAt", From: d.instant(), After: true},
		Sort:  store.Sort{By: []string{"expiresAt"}, Desc: true},
		Limit: MaxPreviews,
	})
	for id, list := range found {
		for _, p := range list {
			if p.shows(by[id]) {
				links[id] = append(links[id], &p.Preview)
			}
		}
	}
	return links, err
}

// PreviewsByID returns those of the links that exist for the viewer: of drafts that the viewer may share.
func (d *Desk) PreviewsByID(ctx context.Context, v access.Viewer, ids []string) (map[string]*Preview, error) {
	links := map[string]*Preview{}
	if v.Reach(access.See, access.Drafts) == access.Nowhere {
		return links, nil
	}
	found, err := d.previews.ByIDs(ctx, ids, store.Whole)
	if err != nil {
		return nil, err
	}
	of := make([]string, 0, len(found))
	for _, p := range found {
		of = append(of, p.DraftID)
	}
	drafts, err := d.DraftsByID(ctx, v, of, store.Light)
	for id, p := range found {
		if draft := drafts[p.DraftID]; draft != nil && mayShare(v, draft) == nil && p.shows(draft) && p.ExpiresAt.After(d.now()) {
			links[id] = &p.Preview
		}
	}
	return links, err
}

// Previewed returns what a link shows, and until when, to whoever has its secret: of custom values, those that are public.
// Whatever is wrong with the link, the
// error is the same.
func (d *Desk) Previewed(ctx context.Context, secret string) (*Version, *Preview, error) {
	if secret == "" || len(secret) > maxSecret {
		return nil, nil, previewGone()
	}
	// The index compares hashes. How far one agrees with another says nothing of the secrets.
	p, err := d.previews.First(ctx, store.Query{Where: store.Eq{Field: "secretHash", Value: secretHash(secret)}}, "")
	if err != nil {
		return nil, nil, goneIfMissing(err)
	}
	draft, err := d.drafts.ByID(ctx, p.DraftID)
	if err != nil {
		return nil, nil, goneIfMissing(err)
	}
	if !p.ExpiresAt.After(d.now()) || !p.shows(draft) {
		return nil, nil, previewGone()
	}
	of := store.Revision{ID: draft.ID, Version: p.Number}
	found, err := d.revisions(ctx, []store.Revision{of}, map[string]*Draft{draft.ID: draft}, store.Whole)
	if err != nil {
		return nil, nil, err
	}
	if found[of] == nil {
		return nil, nil, previewGone()
	}
	version := versionOf(found[of], draft.number())
	version.Withdrawn = nil // what was taken off the site is shown as it would be there
	if version.Values, err = d.publicValues(ctx, &version.Draft); err != nil {
		return nil, nil, err
	}
	return version, &p.Preview, nil
}

// shows reports whether the link shows something of the draft: not when that was thrown away since the link was made.
func (p *Preview) shows(d *Draft) bool { return d.State != Trashed && p.MadeIn > d.TrashedIn }

// shared returns a draft that the viewer may share.
func (d *Desk) shared(ctx context.Context, v access.Viewer, id string) (*Draft, error) {
	draft, err := d.visible(ctx, v, id)
	if err != nil {
		return nil, err
	}
	return draft, mayShare(v, draft)
}

// mayShare returns nil if the viewer may show the draft to others before it is public: who may change or publish it.
func mayShare(v access.Viewer, draft *Draft) error {
	if v.Decide(access.Publish, draft.subject()).Allowed {
		return nil
	}
	return v.Require(access.Update, draft.subject())
}

func goneIfMissing(err error) error {
	if errs.CodeOf(err) == errs.NotFound {
		return previewGone()
	}
	return err
}

func previewGone() error {
	return errs.New(errs.NotFound,
		"Liên kết xem trước này không còn hiệu lực; hãy hỏi người đã gửi.", "This preview link does not work, or no more: ask whoever sent it.")
}

// secretHash is how a secret of high entropy is kept.
func secretHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
