package graph

import (
	"context"
	"maps"
	"slices"

	"thidua/graph/gen"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
)

// bodies are the bodies of documents that were loaded together. What they refer to is loaded for all of them at once,
// one call a kind, whichever field asks first: a block of one of them, or one of them written as a whole.
type bodies struct {
	of     map[string]richtext.Body // by the ID of the document
	blocks []richtext.Block         // of all of them

	mediaOf         byID[newsroom.Media] // nil for what the viewer may see
	media           later[newsroom.Media]
	articles        later[newsroom.Article]
	awards          later[register.Award]
	tasks           later[register.Task]
	legalReferences later[register.LegalReference]
}

// later are documents that are loaded when they are first asked for.
type later[C any] struct {
	done bool
	docs map[string]*C
	err  error
}

func (l *later[C]) load(ctx context.Context, b *bodies, ids func(richtext.References) []string, load byID[C]) (map[string]*C, error) {
	if !l.done {
		l.docs, l.err = fetch(ctx, []*bodies{b}, func(b *bodies) []string { return ids(richtext.Body(b.blocks).References()) }, load)
		l.done = true
	}
	return l.docs, l.err
}

// newBodies makes one of the bodies of siblings, by the IDs of their documents, and lets each block find it.
func newBodies(ctx context.Context, of map[string]richtext.Body) *bodies {
	all := &bodies{of: of}
	known, _ := ctx.Value(loadedKey{}).(loaded)
	for _, id := range slices.Sorted(maps.Keys(of)) {
		for _, block := range of[id] {
			all.blocks = append(all.blocks, block)
			if known != nil {
				known[block] = all
			}
		}
	}
	return all
}

// bodiesWith returns the bodies that a block was loaded with; it is alone if it came otherwise.
func bodiesWith(ctx context.Context, block richtext.Block) *bodies {
	known, _ := ctx.Value(loadedKey{}).(loaded)
	if all, ok := known[block].(*bodies); ok {
		return all
	}
	return newBodies(ctx, map[string]richtext.Body{"": {block}})
}

func (r *Resolver) shownMedia(ctx context.Context, b *bodies) (map[string]*newsroom.Media, error) {
	load := b.mediaOf
	if load == nil {
		load = r.media
	}
	return b.media.load(ctx, b, func(refs richtext.References) []string { return refs.Media }, load)
}

func (r *Resolver) linkedArticles(ctx context.Context, b *bodies) (map[string]*newsroom.Article, error) {
	return b.articles.load(forReaders(ctx), b, func(refs richtext.References) []string { return refs.Articles }, r.articles)
}

func (r *Resolver) listedAwards(ctx context.Context, b *bodies) (map[string]*register.Award, error) {
	return b.awards.load(forReaders(ctx), b, func(refs richtext.References) []string { return refs.Awards }, r.awards)
}

func (r *Resolver) listedTasks(ctx context.Context, b *bodies) (map[string]*register.Task, error) {
	return b.tasks.load(forReaders(ctx), b, func(refs richtext.References) []string { return refs.Tasks }, r.tasks)
}

func (r *Resolver) citedDocuments(ctx context.Context, b *bodies) (map[string]*register.LegalReference, error) {
	return b.legalReferences.load(forReaders(ctx), b, func(refs richtext.References) []string { return refs.LegalReferences }, r.legalReferences)
}

// scene loads all that the bodies refer to, for writing any of them.
func (r *Resolver) scene(ctx context.Context, b *bodies) (richtext.Scene, error) {
	media, err := r.shownMedia(ctx, b)
	if err != nil {
		return richtext.Scene{}, err
	}
	records, err := r.records(ctx, b)
	return richtext.Scene{
		Pictures: func(id string) (richtext.Picture, bool) {
			m, ok := media[id]
			if !ok {
				return richtext.Picture{}, false
			}
			return richtext.Picture{URL: r.addressOf(m, ""), Alt: m.Alt, Credit: m.Credit, Width: number(m.Width), Height: number(m.Height)}, true
		},
		Records: records,
		Embeds:  r.Embeds,
		SiteURL: r.SiteURL,
	}, err
}

func number(n *int64) int64 {
	if n == nil {
		return 0
	}
	return *n
}

// records says what bodies call the records that they refer to. An award is worded by its state, so that a nomination
// is never called an award.
func (r *Resolver) records(ctx context.Context, b *bodies) (richtext.Records, error) {
	articles, err := r.linkedArticles(ctx, b)
	if err != nil {
		return nil, err
	}
	awards, err := r.listedAwards(ctx, b)
	if err != nil {
		return nil, err
	}
	tasks, err := r.listedTasks(ctx, b)
	if err != nil {
		return nil, err
	}
	documents, err := r.citedDocuments(ctx, b)
	if err != nil {
		return nil, err
	}
	return func(id string) (richtext.Record, bool) {
		if a, ok := articles[id]; ok {
			return richtext.Record{Label: a.Title, URL: articlePath + a.Slug}, true
		}
		if a, ok := awards[id]; ok {
			return richtext.Record{Label: a.RecipientName() + ": " + a.StatusLabel()}, true
		}
		if t, ok := tasks[id]; ok {
			return richtext.Record{Label: t.Title}, true
		}
		if l, ok := documents[id]; ok {
			return richtext.Record{Label: l.RawText, URL: l.URL}, true
		}
		return richtext.Record{}, false
	}, nil
}

// ImageBlock returns the resolvers of image blocks.
func (r *Resolver) ImageBlock() gen.ImageBlockResolver { return imageBlockResolver{r} }

type imageBlockResolver struct{ *Resolver }

func (r imageBlockResolver) Media(ctx context.Context, i *richtext.Image) (*newsroom.Media, error) {
	media, err := r.shownMedia(ctx, bodiesWith(ctx, i))
	return media[i.MediaID], err
}

// GalleryBlock returns the resolvers of gallery blocks.
func (r *Resolver) GalleryBlock() gen.GalleryBlockResolver { return galleryBlockResolver{} }

type galleryBlockResolver struct{}

// Items lets each item find the bodies that its gallery was loaded with.
func (galleryBlockResolver) Items(ctx context.Context, g *richtext.Gallery) ([]*richtext.GalleryItem, error) {
	all := bodiesWith(ctx, g)
	known, _ := ctx.Value(loadedKey{}).(loaded)
	items := make([]*richtext.GalleryItem, len(g.Items))
	for i := range g.Items {
		items[i] = &g.Items[i]
		if known != nil {
			known[items[i]] = all
		}
	}
	return items, nil
}

// GalleryItem returns the resolvers of the pictures of galleries.
func (r *Resolver) GalleryItem() gen.GalleryItemResolver { return galleryItemResolver{r} }

type galleryItemResolver struct{ *Resolver }

func (r galleryItemResolver) Media(ctx context.Context, i *richtext.GalleryItem) (*newsroom.Media, error) {
	known, _ := ctx.Value(loadedKey{}).(loaded)
	all, ok := known[i].(*bodies)
	if !ok {
		all = newBodies(ctx, map[string]richtext.Body{"": {&richtext.Gallery{Items: []richtext.GalleryItem{*i}}}})
	}
	media, err := r.shownMedia(ctx, all)
	return media[i.MediaID], err
}

// FileBlock returns the resolvers of file blocks.
func (r *Resolver) FileBlock() gen.FileBlockResolver { return fileBlockResolver{r} }

type fileBlockResolver struct{ *Resolver }

func (r fileBlockResolver) Media(ctx context.Context, f *richtext.File) (*newsroom.Media, error) {
	media, err := r.shownMedia(ctx, bodiesWith(ctx, f))
	return media[f.MediaID], err
}

// AwardListBlock returns the resolvers of lists of awards.
func (r *Resolver) AwardListBlock() gen.AwardListBlockResolver { return awardListBlockResolver{r} }

type awardListBlockResolver struct{ *Resolver }

func (r awardListBlockResolver) Awards(ctx context.Context, l *richtext.AwardList) ([]*register.Award, error) {
	awards, err := r.listedAwards(ctx, bodiesWith(ctx, l))
	return pick(l.AwardIDs, awards), err
}

// TaskListBlock returns the resolvers of lists of tasks.
func (r *Resolver) TaskListBlock() gen.TaskListBlockResolver { return taskListBlockResolver{r} }

type taskListBlockResolver struct{ *Resolver }

func (r taskListBlockResolver) Tasks(ctx context.Context, l *richtext.TaskList) ([]*register.Task, error) {
	tasks, err := r.listedTasks(ctx, bodiesWith(ctx, l))
	return pick(l.TaskIDs, tasks), err
}

// LegalCitationBlock returns the resolvers of citations.
func (r *Resolver) LegalCitationBlock() gen.LegalCitationBlockResolver {
	return legalCitationBlockResolver{r}
}

type legalCitationBlockResolver struct{ *Resolver }

func (r legalCitationBlockResolver) LegalReference(ctx context.Context, c *richtext.LegalCitation) (*register.LegalReference, error) {
	documents, err := r.citedDocuments(ctx, bodiesWith(ctx, c))
	return documents[c.LegalReferenceID], err
}

// DividerBlock returns the resolvers of divider blocks.
func (r *Resolver) DividerBlock() gen.DividerBlockResolver { return dividerBlockResolver{} }

type dividerBlockResolver struct{}

func (dividerBlockResolver) IsDivider(context.Context, *richtext.Divider) (bool, error) {
	return true, nil
}
