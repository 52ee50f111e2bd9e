package graph

import (
	"context"

	"thidua/graph/connection"
	"thidua/graph/gen"
	"thidua/graph/scalar"
	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

func (r draftResolver) Versions(ctx context.Context, d *newsroom.Draft, first *int64, after *string) (*connection.DraftVersions, error) {
	v := r.viewer(ctx)
	return page(ctx, d, newsroom.VersionOrder(), pageArgs(first, after, nil, nil), pages[newsroom.Version]{
		load: func(ctx context.Context, ids []string, p store.Page) (map[string][]*newsroom.Version, error) {
			return r.Desk.Versions(ctx, v, ids, p)
		},
		count: func(ctx context.Context, ids []string) (map[string]int64, error) {
			return r.Desk.CountVersions(ctx, v, ids)
		},
	})
}

// VersionAt loads the version of this number of all siblings.
func (r draftResolver) VersionAt(ctx context.Context, d *newsroom.Draft, number int64) (*newsroom.Version, error) {
	found, err := edge(ctx, d, func(ctx context.Context, drafts []*newsroom.Draft) (map[string]*newsroom.Version, error) {
		return fetch(ctx, drafts, func(d *newsroom.Draft) []string { return []string{newsroom.VersionID(d.ID, number)} }, r.versions(store.Light))
	})
	return found[newsroom.VersionID(d.ID, number)], err
}

// versions is the load of versions by the IDs that tell them apart.
func (r *Resolver) versions(read store.Read) byID[newsroom.Version] {
	return func(ctx context.Context, ids []string) (map[string]*newsroom.Version, error) {
		of := make([]store.Revision, len(ids))
		for i, id := range ids {
			of[i] = newsroom.ParseVersionID(id)
		}
		found, err := r.Desk.VersionsAt(ctx, r.viewer(ctx), of, read)
		byID := make(map[string]*newsroom.Version, len(found))
		for of, version := range found {
			byID[newsroom.VersionID(of.ID, of.Version)] = version
		}
		return byID, err
	}
}

// Diff compares the versions of these numbers of all siblings.
func (r draftResolver) Diff(ctx context.Context, d *newsroom.Draft, from, to *int64) (*newsroom.Diff, error) {
	compared, err := edge(ctx, d, func(ctx context.Context, drafts []*newsroom.Draft) (map[string]newsroom.Compared, error) {
		if err := study(ctx, len(drafts)); err != nil {
			return nil, err
		}
		all, err := r.Desk.Diffs(ctx, r.viewer(ctx), idsOf(drafts), or(from), or(to))
		adoptDiffs(ctx, drafts, all)
		return all, err
	})
	if err != nil {
		return nil, err
	}
	return compared[d.ID].Diff, compared[d.ID].Err
}

// adoptDiffs makes siblings of what comparisons show: their versions, the links that changed, references in custom values, and
// the blocks of all bodies.
func adoptDiffs(ctx context.Context, drafts []*newsroom.Draft, all map[string]newsroom.Compared) {
	var versions []*newsroom.Version
	var links []*newsroom.LinkChange
	var values []custom.Typed
	of := map[string]richtext.Body{}
	for _, d := range drafts {
		diff := all[d.ID].Diff
		if diff == nil {
			continue
		}
		versions = append(versions, diff.From, diff.To)
		of[d.ID+" from"], of[d.ID+" to"] = diff.From.Body, diff.To.Body
		for _, change := range diff.Fields {
			switch c := change.(type) {
			case *newsroom.LinkChange:
				links = append(links, c)
			case *newsroom.CustomValueChange:
				values = append(values, c.Before, c.After)
			}
		}
	}
	adopt(ctx, versions)
	adopt(ctx, links)
	adopt(ctx, custom.References(values))
	newBodies(ctx, of)
}

// DraftVersion returns the resolvers of versions of drafts.
func (r *Resolver) DraftVersion() gen.DraftVersionResolver { return versionResolver{r} }

type versionResolver struct{ *Resolver }

func (r versionResolver) SavedBy(ctx context.Context, v *newsroom.Version) (*access.User, error) {
	return one(ctx, v, func(v *newsroom.Version) string {
		if v.SavedBy == access.SystemActor {
			return ""
		}
		return v.SavedBy
	}, r.users)
}

func (versionResolver) Content(_ context.Context, v *newsroom.Version) (*newsroom.Version, error) {
	return v, nil
}

// VersionContent returns the resolvers of what versions say.
func (r *Resolver) VersionContent() gen.VersionContentResolver {
	return versionContentResolver{contentResolver[newsroom.Version]{
		Resolver: r,
		content:  func(v *newsroom.Version) *newsroom.Content { return &v.Content },
		whole:    r.versions(store.Whole),
		shown: func(ctx context.Context, fields *custom.Set, v *newsroom.Version) []custom.Typed {
			return v.Shown(r.viewer(ctx), fields)
		},
	}}
}

type versionContentResolver struct {
	contentResolver[newsroom.Version]
}

// DraftDiff returns the resolvers of comparisons.
func (r *Resolver) DraftDiff() gen.DraftDiffResolver { return diffResolver{} }

type diffResolver struct{}

func (diffResolver) Body(_ context.Context, d *newsroom.Diff, withKept bool) ([]*richtext.BlockChange, error) {
	changes := make([]*richtext.BlockChange, 0, len(d.Body))
	for i := range d.Body {
		if withKept || d.Body[i].Kind != richtext.BlockKept {
			changes = append(changes, &d.Body[i])
		}
	}
	return changes, nil
}

// BlockChange returns the resolvers of changes of blocks.
func (r *Resolver) BlockChange() gen.BlockChangeResolver { return blockChangeResolver{} }

type blockChangeResolver struct{}

func (blockChangeResolver) BeforeIndex(_ context.Context, c *richtext.BlockChange) (*int64, error) {
	return place(c.OldIndex), nil
}

func (blockChangeResolver) AfterIndex(_ context.Context, c *richtext.BlockChange) (*int64, error) {
	return place(c.NewIndex), nil
}

// place is a place in a body, or nil.
func place(i int) *int64 {
	if i < 0 {
		return nil
	}
	n := int64(i)
	return &n
}

// LinkChange returns the resolvers of changes of links.
func (r *Resolver) LinkChange() gen.LinkChangeResolver { return linkChangeResolver{r} }

type linkChangeResolver struct{ *Resolver }

func (r linkChangeResolver) Removed(ctx context.Context, c *newsroom.LinkChange) ([]scalar.Node, error) {
	return r.linked(ctx, c, c.Removed)
}

func (r linkChangeResolver) Added(ctx context.Context, c *newsroom.LinkChange) ([]scalar.Node, error) {
	return r.linked(ctx, c, c.Added)
}

// linked loads what came and what went, for all links of the comparison.
func (r linkChangeResolver) linked(ctx context.Context, c *newsroom.LinkChange, ids []string) ([]scalar.Node, error) {
	found, err := edgeAs(ctx, c, "linked", func(ctx context.Context, links []*newsroom.LinkChange) (map[string]scalar.Node, error) {
		var all []string
		for _, c := range links {
			all = append(append(all, c.Removed...), c.Added...)
		}
		return r.nodes(ctx, all)
	})
	nodes := make([]scalar.Node, 0, len(ids))
	for _, id := range ids {
		if node, ok := found[id]; ok {
			nodes = append(nodes, node)
		}
	}
	return nodes, err
}

// DeclaredAwardsChange returns the resolvers of changes of declared awards.
func (r *Resolver) DeclaredAwardsChange() gen.DeclaredAwardsChangeResolver {
	return declaredAwardsChangeResolver{}
}

type declaredAwardsChangeResolver struct{}

func (declaredAwardsChangeResolver) Before(ctx context.Context, c *newsroom.DeclaredAwardsChange) ([]*newsroom.DeclaredAward, error) {
	return parts(ctx, c, func(c *newsroom.DeclaredAwardsChange) []newsroom.DeclaredAward { return c.Before })
}

func (declaredAwardsChangeResolver) After(ctx context.Context, c *newsroom.DeclaredAwardsChange) ([]*newsroom.DeclaredAward, error) {
	return parts(ctx, c, func(c *newsroom.DeclaredAwardsChange) []newsroom.DeclaredAward { return c.After })
}
