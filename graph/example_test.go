package graph_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/netip"
	"slices"
	"testing"
	"time"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/catalogue"
	"thidua/internal/changefeed"
	"thidua/internal/custom"
	"thidua/internal/example"
	"thidua/internal/gate"
	"thidua/internal/intake"
	"thidua/internal/journal"
	"thidua/internal/media"
	"thidua/internal/media/disk"
	"thidua/internal/mediahttp"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/search"
	"thidua/internal/sheet"
	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/upload"
	"thidua/internal/verify"
	"thidua/internal/webhook"
)

// embedded is the name of the backend that writes the golden files.
const embedded = "sqlite"

// backend is a store that the tests run on.
type backend struct {
	name string
	open func(t testing.TB) store.Store
}

// backends returns the embedded store, and MongoDB where MONGODB_TEST_URI names a server.
func backends(t *testing.T) []backend {
	t.Helper()
	all := []backend{{name: embedded, open: openSQLite}}
	if mongotest.ServerURI() != "" {
		all = append(all, backend{name: "mongodb", open: openMongoDB})
	} else {
		t.Log("MONGODB_TEST_URI is not set: MongoDB is left out")
	}
	return all
}

func openSQLite(t testing.TB) store.Store {
	t.Helper()
	s, err := sqlitestore.Open(t.Context(), sqlitestore.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return prepared(t, s)
}

func openMongoDB(t testing.TB) store.Store {
	t.Helper()
	s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return prepared(t, s)
}

// prepared gives the store the collections of the whole product.
func prepared(t testing.TB, s store.Store) store.Store {
	t.Helper()
	schemas := slices.Concat(access.Schemas(), custom.Schemas(), newsroom.Schemas(), register.Schemas(), intake.Schemas(), search.Schemas(), catalogue.Schemas(), persisted.Schemas(), verify.Schemas(), changefeed.Schemas(), webhook.Schemas(), partner.Schemas(), []*store.Schema{journal.Schema()})
	if err := s.Ensure(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	return s
}

// exampleServer is the GraphQL server over a store with the example content.
type exampleServer struct {
	api      *graph.Server
	handler  http.Handler // of /graphql
	media    http.Handler // of /media
	files    *media.Files
	uploads  *upload.Receiver
	log      *bytes.Buffer
	clock    *storetest.Clock
	desk     *newsroom.Desk
	records  *register.Register
	accounts *access.Accounts
	journal  *journal.Relay
	index    *search.Index
	saved    *persisted.Documents
	store    store.Store
	ids      *store.IDs
	config   graph.Config // what the handler was made with
	feed     *changefeed.Feed
	hooks    *webhook.Hooks
	partners *partner.Partners
}

// exampleRate is how often a minute one client may have something verified.
const exampleRate = 8

// siteURL is the address of the example's site.
const siteURL = "https://thidua.example.vn"

// today is the day on which the tests look at the example content.
func today() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

// newExampleServer loads the example content with a fixed clock and fixed IDs, so that every answer is the same.
func newExampleServer(t testing.TB, s store.Store, options ...func(*graph.Config)) *exampleServer {
	t.Helper()
	clock := storetest.NewClock()
	clock.Advance(today().Sub(clock.Now()))
	diary := journal.New(store.Counted(s), journal.Config{Now: clock.Now})
	server := &exampleServer{clock: clock, log: new(bytes.Buffer), journal: journal.NewRelay(diary)}
	s = store.Counted(store.Watched(s))
	ids := store.NewIDsFrom(rand.NewChaCha8([32]byte{}))
	server.saved, server.store, server.ids = persisted.New(s, clock.Now, ids), s, ids
	reader := newsroom.NewReader(s, clock.Now, ids)
	records := register.New(s, clock.Now, ids, register.WithArticles(reader.CountLinking), register.WithLinkedArticles(reader.CountLinkingEach),
		register.WithDrafts(func(ctx context.Context, id string) (int64, error) { return server.desk.CountLinking(ctx, id) }), register.WithNotices(reader.IsCommentCall),
		register.WithAccounts(func(ctx context.Context, actor, from, into string) (int, error) {
			return server.accounts.MoveUnit(ctx, actor, from, into)
		}))
	server.records = records
	importer := intake.New(intake.Config{
		Store: s, Register: records, Now: clock.Now, IDs: ids, Inline: time.Hour, Limits: sheet.DefaultLimits(),
	})
	server.feed = changefeed.New(s, clock.Now, ids, diary, changefeed.Readers(reader, records),
		&changefeed.Imports{Unveil: importer.Refresh, IDs: records.ImportedIDs})
	server.hooks = hooksOf(t, s, server.feed, clock.Now, ids)
	server.partners = partnersOf(s, reader, records, clock.Now, ids)
	gatekeeper, err := gate.New(reader, records, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	server.desk = newsroom.NewDesk(s, clock.Now, ids, newsroom.Rules{TwoPerson: true, Gate: gatekeeper.Hold})
	if err := example.Load(t.Context(), example.Deps{Register: records, Desk: server.desk}, func(string) {}); err != nil {
		t.Fatal(err)
	}
	// After the example and with IDs of its own, so that no entry of it changes the IDs that the example's records have here.
	other := store.NewIDsFrom(rand.NewChaCha8([32]byte{1}))
	_, err = catalogue.Load(t.Context(), catalogue.Deps{Register: register.New(s, clock.Now, other), Store: s, Now: clock.Now, IDs: other})
	if err != nil {
		t.Fatal(err)
	}
	gatekeeper.SiteURL = siteURL
	server.index = search.New(search.Config{
		Store: s, News: reader, Register: records, Journal: diary, Now: clock.Now, IDs: ids, Log: slog.New(slog.NewTextHandler(server.log, nil)),
	})
	server.settle(t)
	server.accounts, err = access.NewAccounts(t.Context(), access.Config{
		Store: s, Now: clock.Now, IDs: ids, Cost: access.Cost{MemoryKiB: 64, Passes: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	door, err := signin.New(signin.Config{Accounts: server.accounts, Partners: server.partners.OfToken})
	if err != nil {
		t.Fatal(err)
	}
	blobs, err := disk.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	server.files = media.NewFiles(blobs, t.TempDir(), 4e6)
	server.uploads = &upload.Receiver{Tray: media.NewTray(t.TempDir(), 1<<20, 4), Now: clock.Now}
	library := newsroom.NewLibrary(server.desk, server.files)
	server.media = mediahttp.New(mediahttp.Config{
		News: reader, Library: library, Files: server.files, Uploads: server.uploads, Door: door,
		Logger: slog.New(slog.NewTextHandler(server.log, nil)), Now: clock.Now,
	})
	verifyKeys, err := verify.NewKeys(s, clock.Now, ids, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := verify.New(records, verifyKeys, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	verifier.SiteURL = siteURL
	turns, err := verify.NewTurns(exampleRate, clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	server.config = graph.Config{
		Meter: func(ctx context.Context, field string, times int) error {
			visit, err := signin.VisitFrom(ctx)
			if err != nil || field != "awardVerify" {
				return err
			}
			return turns.Take(visit.Address, times)
		},
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{
			News: reader, Desk: server.desk, Library: library, Register: records, Gate: gatekeeper, Intake: importer, Accounts: server.accounts, Fields: custom.New(s, clock.Now, ids), Diary: diary, Index: server.index, Feed: server.feed, Now: clock.Now,
			Verifier: verifier, Documents: server.saved, Hooks: server.hooks, Partners: server.partners,
			SiteURL: siteURL, MediaURL: siteURL, SiteName: "thidua",
		}}),
		Logger: slog.New(slog.NewTextHandler(server.log, nil)), Now: clock.Now, Door: door, Uploads: server.uploads, Introspection: true, Prepare: graph.WithSiblings,
		Documents: server.saved, Remembered: persisted.NewRemembered(s, clock.Now, ids),
	}
	for _, option := range options {
		option(&server.config)
	}
	server.api, err = graph.NewServer(server.config)
	if err != nil {
		t.Fatal(err)
	}
	server.handler = server.api
	t.Cleanup(func() {
		if t.Failed() && server.log.Len() > 0 {
			t.Log(server.log.String())
		}
	})
	return server
}

// settle journals what was written and brings the search index up to it.
func (s *exampleServer) settle(t testing.TB) {
	t.Helper()
	if err := s.journal.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.index.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// partnersOf are partners who may show the blocs and categories that there are.
func partnersOf(s store.Store, news *newsroom.Reader, records *register.Register, now func() time.Time, ids *store.IDs) *partner.Partners {
	return partner.New(partner.Config{
		Store: s, Now: now, IDs: ids,
		Blocs: partner.Known(func(ctx context.Context, ids []string) (map[string]*register.Bloc, error) {
			return records.BlocsByID(ctx, access.System(), ids)
		}),
		Categories: partner.Known(news.CategoriesByID),
	})
}

// hooksOf are webhooks that may call this machine, and know of no name.
func hooksOf(t testing.TB, s store.Store, feed *changefeed.Feed, now func() time.Time, ids *store.IDs) *webhook.Hooks {
	t.Helper()
	key, err := webhook.NewKey(make([]byte, 32))
	if err != nil {
		t.Fatal(err)
	}
	allowed, err := webhook.ParseAllowed([]string{"127.0.0.0/8"})
	if err != nil {
		t.Fatal(err)
	}
	return webhook.New(webhook.Config{
		Store: s, Feed: feed, Now: now, IDs: ids, Key: key, Allowed: allowed,
		Lookup: func(context.Context, string) ([]netip.Addr, error) { return nil, nil },
		Random: func() float64 { return 0.5 },
	})
}
