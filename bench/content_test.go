package bench_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"thidua/bench/stock"
	"thidua/internal/access"
	"thidua/internal/journal"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// The size of the content: 50 blocs of 10 units with 10 awards each, and 200 articles where nothing else is said.
const (
	blocCount     = 50
	unitsPerBloc  = 10
	awardsPerUnit = 10
	articleCount  = 200
)

// now is the clock of everything measured.
func now() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

// moving returns a clock for what is found anew: a millisecond later each time, as no real clock shows the same twice, so that
// what is kept of a question as of one moment is no answer to the next.
func moving() func() time.Time {
	var moments atomic.Int64
	return func() time.Time { return now().Add(time.Duration(moments.Add(1)) * time.Millisecond) }
}

// articleSlug is the slug of the i-th article.
func articleSlug(i int) string { return fmt.Sprintf("khoi-tong-ket-nam-%d", i) }

// fill saves the content.
func fill(tb testing.TB, s store.Store) {
	tb.Helper()
	fillWith(tb, s, articleCount)
}

// fillWith saves the content with so many articles.
func fillWith(tb testing.TB, s store.Store, articles int) {
	tb.Helper()
	l := &loader{tb: tb, store: s, ids: store.NewIDsFrom(rand.NewChaCha8([32]byte{})), schemas: map[string]*store.Schema{}}
	for _, schema := range slices.Concat(newsroom.Schemas(), register.Schemas()) {
		l.schemas[schema.Name] = unjournaled(tb, schema)
	}
	var blocIDs []string
	for i := range blocCount {
		blocIDs = append(blocIDs, l.bloc(i))
	}
	c := newCorpus()
	for i := range articles {
		save(l, "articles", "art", c.article(i, blocIDs[i%blocCount]))
	}
	l.flush()
}

// saved saves the content in a directory, unless it is there, and closes the store. It hands the changes to the journal,
// so that a server on the directory has nothing left to do but answer.
func saved(tb testing.TB, dir string) {
	tb.Helper()
	s := openFile(tb, dir, 0)
	if n, err := s.Count(tb.Context(), articleSchema(), nil); err != nil {
		tb.Fatal(err)
	} else if n == 0 {
		fill(tb, s)
	}
	if err := journal.NewRelay(journal.New(s, journal.Config{})).Drain(tb.Context()); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(tb.Context()); err != nil {
		tb.Fatal(err)
	}
}

// loader saves documents many at a time, past the rules, which have their own tests.
type loader struct {
	tb      testing.TB
	store   store.Store
	ids     *store.IDs
	schemas map[string]*store.Schema
	writes  []store.Write
}

// bloc saves a bloc with its units and their awards, and returns its ID.
func (l *loader) bloc(i int) string {
	bloc := &register.Bloc{
		Name: fmt.Sprintf("Khối thi đua các sở, ban, ngành tỉnh số %02d", i+1), Slug: fmt.Sprintf("khoi-%02d", i+1),
		Kind: register.Khoi, Level: register.ProvinceLevel, ValidFrom: "2015-01-01",
		Aliases: []string{fmt.Sprintf("Khối %d", i+1)}, SuccessorIDs: []string{},
	}
	save(l, "blocs", "blo", bloc)
	for j := range unitsPerBloc {
		name := fmt.Sprintf("Ban Quản lý Quỹ Phát triển tỉnh số %02d-%02d", i+1, j+1)
		unit := &register.Unit{
			OfficialName: name, Slug: fmt.Sprintf("don-vi-%02d-%02d", i+1, j+1),
			Type: register.Department, Level: register.ProvinceLevel, Aliases: []string{}, Successions: []register.Succession{},
			Names:     []register.NameSpan{{Name: name, From: "2015-01-01"}},
			Provinces: []register.ProvinceSpan{{Code: "68", Name: "Lâm Đồng", From: "2015-01-01"}}, Lineage: []string{},
		}
		save(l, "units", "uni", unit)
		save(l, "bloc_memberships", "mem", &register.BlocMembership{
			BlocID: bloc.ID, UnitID: unit.ID, From: "2015-01-01", Ordinal: int64(j + 1),
		})
		for k := range awardsPerUnit {
			l.award(bloc, unit, k)
		}
	}
	return bloc.ID
}

func (l *loader) award(bloc *register.Bloc, unit *register.Unit, k int) {
	year := 2016 + k
	state := register.Granted
	if k%4 == 3 {
		state = register.Nominated
	}
	save(l, "awards", "awa", &register.Award{
		Code: fmt.Sprintf("HS-%s-%d", unit.Slug, k+1), AwardTypeID: "awt_1", TypeName: "Cờ thi đua của Ủy ban nhân dân tỉnh",
		Form: register.Flag, Level: register.ProvinceLevel, Kind: register.Merit, Year: int64(year),
		Recipient: register.Recipient{Kind: register.UnitRecipient, ID: unit.ID, Name: unit.OfficialName},
		Province:  &register.Province{Code: "68", Name: "Lâm Đồng"}, BlocID: bloc.ID, BlocYearID: "bly_1",
		NominatedByBlocID: bloc.ID, NominatedOn: viet.Date(fmt.Sprintf("%d-12-01", year)),
		State: state, DecisionID: "dec_1", DecidedOn: viet.Date(fmt.Sprintf("%d-01-20", year+1)),
		IssuerName: "Ủy ban nhân dân tỉnh Lâm Đồng", Public: true,
	})
}

// loadBatch is how many documents are saved at once.
const loadBatch = 500

// save saves a document soon.
func save[T any](l *loader, schema, prefix string, doc *T) {
	l.tb.Helper()
	c := &store.Collection[T]{Schema: l.schemas[schema], Store: l.store, Prefix: prefix, Now: now, IDs: l.ids}
	w, err := c.Inserting(doc, store.Act{Actor: "system", Action: "bench.load"})
	if err != nil {
		l.tb.Fatal(err)
	}
	if l.writes = append(l.writes, w); len(l.writes) == loadBatch {
		l.flush()
	}
}

func (l *loader) flush() {
	l.tb.Helper()
	if _, err := l.store.Apply(l.tb.Context(), l.writes...); err != nil {
		l.tb.Fatal(err)
	}
	l.writes = l.writes[:0]
}

// inMemory reads what the measured requests may ask for into memory, in the order of the lists.
func inMemory(tb testing.TB, h *house) *stock.Content {
	tb.Helper()
	news, records := h.news, h.records
	ctx, v, all := tb.Context(), access.Anonymous(), store.Page{Limit: store.MaxLimit}
	c := &stock.Content{
		Found: map[string][]*newsroom.Article{}, ArticlesBySlug: map[string]*newsroom.Article{}, BlocsByID: map[string]*register.Bloc{}, Units: map[string][]*register.Unit{},
	}
	check := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	var err error
	c.Articles, err = news.Articles(ctx, nil, newsroom.Newest, all)
	check(err)
	for _, a := range c.Articles {
		c.ArticlesBySlug[a.Slug] = a
	}
	c.Blocs, err = records.Blocs(ctx, v, register.BlocFilter{}, register.BlocsByName, all)
	check(err)
	var blocIDs, unitIDs []string
	for _, b := range c.Blocs {
		blocIDs, c.BlocsByID[b.ID] = append(blocIDs, b.ID), b
	}
	members, err := records.MembershipsOfBlocs(ctx, v, blocIDs, nil, all)
	check(err)
	for _, blocID := range blocIDs {
		for _, m := range members[blocID] {
			unitIDs = append(unitIDs, m.UnitID)
		}
	}
	units, err := records.UnitsByID(ctx, v, unitIDs)
	check(err)
	for _, blocID := range blocIDs {
		for _, m := range members[blocID] {
			c.Units[blocID] = append(c.Units[blocID], units[m.UnitID])
		}
	}
	c.Awards, err = records.AwardsOfRecipients(ctx, v, unitIDs, register.AwardFilter{}, register.AwardsNewest, all)
	check(err)
	for _, text := range searched() {
		results, err := h.index.Find(ctx, v, text, search.Filter{}, all)
		check(err)
		for _, hit := range results.Hits {
			if a, ok := hit.Doc.(*newsroom.Article); ok {
				c.Found[text] = append(c.Found[text], a)
			}
		}
	}
	return c
}
