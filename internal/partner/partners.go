package partner

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// Exist returns those of the IDs that exist. It is how partners know of blocs and categories.
type Exist func(ctx context.Context, ids []string) (map[string]bool, error)

// Known returns the [Exist] of a read of documents by their IDs.
func Known[T any](byID func(ctx context.Context, ids []string) (map[string]*T, error)) Exist {
	return func(ctx context.Context, ids []string) (map[string]bool, error) {
		docs, err := byID(ctx, ids)
		known := make(map[string]bool, len(docs))
		for id := range docs {
			known[id] = true
		}
		return known, err
	}
}

// Config is what [Partners] are made of.
type Config struct {
	Store             store.Store
	Now               func() time.Time
	IDs               *store.IDs
	Blocs, Categories Exist
}

// Partners keeps the partners, and knows them again. Safe for concurrent use.
type Partners struct {
	store      store.Store
	now        func() time.Time
	blocs      Exist
	categories Exist
	partners   *store.Collection[Partner]
	usage      *store.Collection[sheet]
	process    string // a name that no other process has

	roster  atomic.Pointer[roster]
	loaded  atomic.Bool
	loading sync.Mutex
	mu      sync.Mutex // of changes of the roster, and of gone
	gone    map[string]bool

	tally    tally
	flushing sync.Mutex
}

// New returns the partners of a store that was or will be ensured with [Schemas].
func New(c Config) *Partners {
	p := &Partners{
		store: c.Store, now: c.Now, blocs: c.Blocs, categories: c.Categories, process: rand.Text(), gone: map[string]bool{},
		partners: &store.Collection[Partner]{
			Schema: schema(), Store: c.Store, Prefix: "par", Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "đối tác", En: "partner"},
		},
		usage: &store.Collection[sheet]{
			Schema: usageSchema(), Store: c.Store, Now: c.Now, IDs: c.IDs, Noun: store.Noun{Vi: "số liệu trang nhúng", En: "usage of a partner"},
		},
		tally: tally{pages: map[dayOf]*page{}},
	}
	p.roster.Store(newRoster(nil))
	return p
}

// subject is what the policy knows partners as: they belong to the settings of the site.
func subject() access.Subject { return access.Subject{Noun: access.Settings} }

func (p *Partners) instant() time.Time { return p.now().UTC().Truncate(time.Millisecond) }

// Create registers a site. Its pages may embed at once.
func (p *Partners) Create(ctx context.Context, v access.Viewer, s Settings) (*Partner, error) {
	if err := v.Require(access.Create, subject()); err != nil {
		return nil, err
	}
	s, err := p.checked(ctx, s, nil)
	if err != nil {
		return nil, err
	}
	n, err := p.partners.Count(ctx, nil)
	if err != nil {
		return nil, err
	}
	if n >= MaxPartners {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d đối tác, không thêm được nữa; hãy xóa bớt.", n),
			fmt.Sprintf("There are %d partners, and no more can be added: remove some.", n))
	}
	made := &Partner{Settings: s}
	if err := p.partners.Insert(ctx, made, store.Act{Actor: v.Actor, Action: "partner.create"}); err != nil {
		return nil, taken(err)
	}
	p.learn(made)
	return made, nil
}

// checked returns settings in order whose blocs and categories exist; was is the partner as it is, nil for a new one.
func (p *Partners) checked(ctx context.Context, s Settings, was *Partner) (Settings, error) {
	var expiry *time.Time
	if was != nil {
		expiry = was.ExpiresAt
	}
	s, err := s.checked(p.now(), expiry)
	if err != nil {
		return s, err
	}
	if err := exist(ctx, "blocIds", s.BlocIDs, p.blocs, "khối thi đua", "bloc"); err != nil {
		return s, err
	}
	return s, exist(ctx, "categoryIds", s.CategoryIDs, p.categories, "chuyên mục", "category")
}

func exist(ctx context.Context, field string, ids []string, known Exist, vi, en string) error {
	if len(ids) == 0 {
		return nil
	}
	found, err := known(ctx, ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if !found[id] {
			return errs.InvalidField(fmt.Sprintf("%s.%d", field, i),
				fmt.Sprintf("Không tìm thấy %s %q.", vi, id), fmt.Sprintf("There is no %s %q.", en, id))
		}
	}
	return nil
}

// taken says which rule a write broke that the store refused as a duplicate: only origins are unique.
func taken(err error) error {
	if errs.CodeOf(err) != errs.Duplicate {
		return err
	}
	e := errs.InvalidField("origins",
		"Một nguồn trong số này đã thuộc đối tác khác; hãy sửa đối tác đó, hoặc xóa đi.",
		"One of these origins belongs to another partner: change that one, or remove it.")
	e.Code = errs.Duplicate
	return e.Because(err)
}

// Update changes the settings of a partner, at the version that the caller read.
func (p *Partners) Update(ctx context.Context, v access.Viewer, at store.Revision, c Change) (*Partner, error) {
	return p.replace(ctx, v, at, "partner.update", func(is *Partner) error {
		s, err := p.checked(ctx, is.with(c), is)
		is.Settings = s
		return err
	})
}

// Pause refuses the partner's pages and servers until [Partners.Resume].
func (p *Partners) Pause(ctx context.Context, v access.Viewer, at store.Revision) (*Partner, error) {
	return p.replace(ctx, v, at, "partner.pause", func(is *Partner) error {
		if is.Paused {
			return errs.New(errs.WrongState, "Đối tác này đang tạm dừng rồi.", "This partner is paused already.")
		}
		is.Paused = true
		return nil
	})
}

// Resume lets a partner that was paused go on.
func (p *Partners) Resume(ctx context.Context, v access.Viewer, at store.Revision) (*Partner, error) {
	return p.replace(ctx, v, at, "partner.resume", func(is *Partner) error {
		if !is.Paused {
			return errs.New(errs.WrongState, "Đối tác này không tạm dừng.", "This partner is not paused.")
		}
		is.Paused = false
		return nil
	})
}

// RotateToken gives the partner's servers a new token, which is shown nowhere again; a former one is worth nothing from then on.
func (p *Partners) RotateToken(ctx context.Context, v access.Viewer, at store.Revision) (is *Partner, secret string, err error) {
	secret = access.PartnerTokenPrefix + rand.Text() + rand.Text()
	is, err = p.replace(ctx, v, at, "partner.rotate-token", func(is *Partner) error {
		now := p.instant()
		is.TokenHash, is.TokenSince = digest(secret), &now
		return nil
	})
	if err != nil {
		return nil, "", err
	}
	return is, secret, nil
}

// Remove takes a partner away. What was counted stays until it is old, for nobody to see.
func (p *Partners) Remove(ctx context.Context, v access.Viewer, at store.Revision) error {
	if err := v.Require(access.Remove, subject()); err != nil {
		return err
	}
	is, err := p.partners.ByID(ctx, at.ID)
	if err != nil {
		return err
	}
	if is.Version != at.Version {
		return p.partners.Conflict(ctx, at.Version, is)
	}
	if err := p.partners.Remove(ctx, is, store.Act{Actor: v.Actor, Action: "partner.remove"}); err != nil {
		return err
	}
	p.forget(at.ID)
	return nil
}

// replace saves a partner after a change, at the version that the caller read.
func (p *Partners) replace(
	ctx context.Context, v access.Viewer, at store.Revision, action string, change func(*Partner) error,
) (*Partner, error) {
	if err := v.Require(access.Update, subject()); err != nil {
		return nil, err
	}
	before, err := p.partners.ByID(ctx, at.ID)
	if err != nil {
		return nil, err
	}
	if before.Version != at.Version {
		return nil, p.partners.Conflict(ctx, at.Version, before)
	}
	after := *before
	if err := change(&after); err != nil {
		return nil, err
	}
	err = p.partners.Replace(ctx, before, &after, store.Act{Actor: v.Actor, Action: action})
	if errs.CodeOf(err) == errs.Conflict { // somebody else saved in the meantime
		now, err := p.partners.ByID(ctx, at.ID)
		if err != nil {
			return nil, err
		}
		return nil, p.partners.Conflict(ctx, at.Version, now)
	}
	if err != nil {
		return nil, taken(err)
	}
	p.learn(&after)
	return &after, nil
}
