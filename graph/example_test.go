package graph_test

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"thidua/graph"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/catalogue"
	"thidua/internal/custom"
	"thidua/internal/example"
	"thidua/internal/gate"
	"thidua/internal/journal"
	"thidua/internal/media"
	"thidua/internal/media/disk"
	"thidua/internal/mediahttp"
	"thidua/internal/newsroom"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/signin"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/store/storetest"
	"thidua/internal/upload"
)

// embedded is the name of the backend that writes the golden files.
const embedded = "sqlite"

// backend is a store that the tests run on.
type backend struct {
	name string
	open func(t *testing.T) store.Store
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

func openSQLite(t *testing.T) store.Store {
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

func openMongoDB(t *testing.T) store.Store {
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
func prepared(t *testing.T, s store.Store) store.Store {
	t.Helper()
	schemas := slices.Concat(access.Schemas(), custom.Schemas(), newsroom.Schemas(), register.Schemas(), catalogue.Schemas(), persisted.Schemas(), []*store.Schema{journal.Schema()})
	if err := s.Ensure(t.Context(), schemas...); err != nil {
		t.Fatal(err)
	}
	return s
}

// exampleServer is the GraphQL server over a store with the example content.
type exampleServer struct {
	handler  http.Handler
	media    http.Handler // of /media
	files    *media.Files
	uploads  *upload.Receiver
	log      *bytes.Buffer
	clock    *storetest.Clock
	desk     *newsroom.Desk
	accounts *access.Accounts
	journal  *journal.Relay
	saved    *persisted.Documents
	store    store.Store
	ids      *store.IDs
	config   graph.Config // what the handler was made with
}

// siteURL is the address of the example's site.
const siteURL = "https://thidua.example.vn"

// today is the day on which the tests look at the example content.
func today() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

// newExampleServer loads the example content with a fixed clock and fixed IDs, so that every answer is the same.
func newExampleServer(t *testing.T, s store.Store, options ...func(*graph.Config)) *exampleServer {
	t.Helper()
	clock := storetest.NewClock()
	clock.Advance(today().Sub(clock.Now()))
	diary := journal.New(store.Counted(s), journal.Config{Now: clock.Now})
	server := &exampleServer{clock: clock, log: new(bytes.Buffer), journal: journal.NewRelay(diary)}
	s = store.Counted(store.Watched(s))
	ids := store.NewIDsFrom(rand.NewChaCha8([32]byte{}))
	server.saved, server.store, server.ids = persisted.New(s, clock.Now, ids), s, ids
	reader := newsroom.NewReader(s, clock.Now, ids)
	records := register.New(s, clock.Now, ids, register.WithArticles(reader.CountLinking))
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
	server.accounts, err = access.NewAccounts(t.Context(), access.Config{
		Store: s, Now: clock.Now, IDs: ids, Cost: access.Cost{MemoryKiB: 64, Passes: 1},
	})
	if err != nil {
		t.Fatal(err)
	}
	door, err := signin.New(signin.Config{Accounts: server.accounts})
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
	server.config = graph.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{
			News: reader, Desk: server.desk, Library: library, Register: records, Gate: gatekeeper, Accounts: server.accounts, Fields: custom.New(s, clock.Now, ids), Diary: diary, Now: clock.Now,
			Documents: server.saved,
			SiteURL:   siteURL, MediaURL: siteURL, SiteName: "thidua",
		}}),
		Logger: slog.New(slog.NewTextHandler(server.log, nil)), Now: clock.Now, Door: door, Uploads: server.uploads, Introspection: true, Prepare: graph.WithSiblings,
		Documents: server.saved, Remembered: persisted.NewRemembered(s, clock.Now, ids),
	}
	for _, option := range options {
		option(&server.config)
	}
	server.handler, err = graph.NewServer(server.config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() && server.log.Len() > 0 {
			t.Log(server.log.String())
		}
	})
	return server
}
