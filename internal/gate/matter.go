package gate

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// matter is a draft and what was loaded for its checks.
type matter struct {
	*newsroom.Draft
	texts []*text
	day   viet.Date // of what it reports, for which names and units are looked up

	media      map[string]*newsroom.Media
	articles   map[string]*newsroom.Article // by ID: public ones, and what is left of withdrawn ones
	bySlug     map[string]*newsroom.Article // the same, by the slugs that the body links to
	awards     map[string]*register.Award   // linked, and those of blocks
	awardTypes map[string]*register.AwardType
	tasks      map[string]*register.Task
	documents  map[string]*register.LegalReference
	units      map[string]*register.Unit // linked ones, and recipients of linked awards
	named      map[string][]*register.Unit
	names      []*name // what the texts name
	linksFound []link
}

// load reads what the checks of drafts need: one store call a kind for all of them, and one more for each thousand
// documents.
func (g *Gate) load(ctx context.Context, drafts ...*newsroom.Draft) ([]*matter, error) {
	matters := make([]*matter, len(drafts))
	refs := map[*matter]richtext.References{}
	for i, draft := range drafts {
		matters[i] = &matter{Draft: draft, texts: g.textsOf(&draft.Content), linksFound: linksOf(draft.Body, g.SiteURL)}
		refs[matters[i]] = draft.Body.References()
	}
	all := func(of func(*matter) []string) []string {
		var keys []string
		for _, m := range matters {
			keys = append(keys, of(m)...)
		}
		return keys
	}
	v := access.System()
	media, err := each(ctx, all(func(m *matter) []string {
		return slices.Concat([]string{m.CoverID}, m.GalleryIDs, m.AttachmentIDs, refs[m].Media)
	}), func(ctx context.Context, ids []string) (map[string]*newsroom.Media, error) {
		return g.news.MediaByID(ctx, v, ids)
	})
	if err != nil {
		return nil, err
	}
	articles, err := each(ctx, all(func(m *matter) []string { return refs[m].Articles }),
		func(ctx context.Context, ids []string) (map[string]*newsroom.Article, error) {
			return g.news.Publications(ctx, ids, store.Light)
		})
	if err != nil {
		return nil, err
	}
	bySlug, err := each(ctx, all(func(m *matter) []string { return slugsOf(m.linksFound) }), g.news.PublicationsBySlug)
	if err != nil {
		return nil, err
	}
	for _, m := range matters {
		m.media, m.articles, m.bySlug = media, articles, bySlug
	}
	return matters, g.loadRecords(ctx, matters, refs, all)
}

// loadRecords reads what the drafts refer to in the register.
func (g *Gate) loadRecords(
	ctx context.Context, matters []*matter, refs map[*matter]richtext.References, all func(func(*matter) []string) []string,
) error {
	v := access.System()
	awards, err := each(ctx, all(func(m *matter) []string { return slices.Concat(m.AwardIDs, refs[m].Awards) }), by(v, g.records.AwardsByID))
	if err != nil {
		return err
	}
	for _, m := range matters {
		m.awards = awards
	}
	awardTypes, err := each(ctx, all((*matter).awardTypeIDs), by(v, g.records.AwardTypesByID))
	if err != nil {
		return err
	}
	tasks, err := each(ctx, all(func(m *matter) []string { return refs[m].Tasks }), by(v, g.records.TasksByID))
	if err != nil {
		return err
	}
	documents, err := each(ctx, all(func(m *matter) []string { return refs[m].LegalReferences }), by(v, g.records.LegalReferencesByID))
	if err != nil {
		return err
	}
	events, err := each(ctx, all(func(m *matter) []string { return []string{m.EventID} }), by(v, g.records.EventsByID))
	if err != nil {
		return err
	}
	units, err := each(ctx, all((*matter).unitIDs), by(v, g.records.UnitsByID))
	if err != nil {
		return err
	}
	for _, m := range matters {
		m.awardTypes, m.tasks, m.documents, m.units = awardTypes, tasks, documents, units
		m.day = g.dayOf(m.Draft, events[m.EventID])
	}
	return g.findNames(ctx, matters)
}

// dayOf returns the day of what an article reports: of its event, or of its publication.
func (g *Gate) dayOf(draft *newsroom.Draft, event *register.Event) viet.Date {
	switch {
	case event != nil && event.StartsOn != "":
		return event.StartsOn
	case draft.PublishedAt != nil:
		return viet.Today(*draft.PublishedAt)
	default:
		return viet.Today(g.now())
	}
}

// each loads documents by keys that may be empty or repeat, in parts that a store takes.
func each[T any](ctx context.Context, keys []string, load func(context.Context, []string) (map[string]*T, error)) (map[string]*T, error) {
	keys = slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "" })
	slices.Sort(keys)
	all := map[string]*T{}
	for part := range slices.Chunk(slices.Compact(keys), store.MaxLimit) {
		docs, err := load(ctx, part)
		if err != nil {
			return nil, err
		}
		for key, doc := range docs {
			all[key] = doc
		}
	}
	return all, nil
}

// by turns a load of the register into one for a viewer.
func by[T any](
	v access.Viewer, load func(context.Context, access.Viewer, []string) (map[string]*T, error),
) func(context.Context, []string) (map[string]*T, error) {
	return func(ctx context.Context, ids []string) (map[string]*T, error) { return load(ctx, v, ids) }
}

// awardTypeIDs are the types of the declared and of the linked awards.
func (m *matter) awardTypeIDs() []string {
	var ids []string
	for _, d := range m.Declared {
		ids = append(ids, d.AwardTypeID)
	}
	for _, a := range m.linked() {
		ids = append(ids, a.AwardTypeID)
	}
	return ids
}

// unitIDs are the linked units and the recipients of the linked awards.
func (m *matter) unitIDs() []string {
	ids := slices.Clone(m.UnitIDs)
	for _, a := range m.linked() {
		if a.Recipient.Kind == register.UnitRecipient {
			ids = append(ids, a.Recipient.ID)
		}
	}
	return ids
}

// linked returns the awards that the article links to, in their order.
func (m *matter) linked() []*register.Award {
	awards := make([]*register.Award, 0, len(m.AwardIDs))
	for _, id := range m.AwardIDs {
		if a, ok := m.awards[id]; ok {
			awards = append(awards, a)
		}
	}
	return awards
}

// text is one text of an article in words.
type text struct {
	path  string
	text  string
	words []viet.Token // [register.NameWords]
	block int          // the number of its block, or less than none for what is no part of the body
	head  bool         // it is a heading
}

// textsOf returns what readers read: title, summary and the texts of the body.
func (g *Gate) textsOf(c *newsroom.Content) []*text {
	texts := []*text{
		{path: "title", text: c.Title, block: -2, head: true},
		{path: "summary", text: c.Summary, block: -1},
	}
	for path, content := range c.Body.Texts() {
		number, _, _ := strings.Cut(strings.TrimPrefix(path, "body."), ".")
		block, err := strconv.Atoi(number)
		if err != nil || block >= len(c.Body) { // which Texts never yields
			continue
		}
		_, head := c.Body[block].(*richtext.Heading)
		texts = append(texts, &text{path: path, text: richtext.Plain(content), block: block, head: head})
	}
	for _, t := range texts {
		t.words = register.NameWords(g.abbreviations, t.text)
	}
	return texts
}
