package exposure_test

import (
	"context"
	"crypto/ed25519"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"thidua/graph"
	"thidua/graph/exposure"
	"thidua/graph/gen"
	"thidua/internal/access"
	"thidua/internal/catalogue"
	"thidua/internal/changefeed"
	"thidua/internal/custom"
	"thidua/internal/gate"
	"thidua/internal/intake"
	"thidua/internal/journal"
	"thidua/internal/media"
	"thidua/internal/media/disk"
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
	"thidua/internal/verify"
	"thidua/internal/webhook"
)

// opener opens houses.
type opener func(context.Context, exposure.Seeds) (*exposure.House, error)

// onSQLite opens a house on a store in memory.
func onSQLite(ctx context.Context, seeds exposure.Seeds) (*exposure.House, error) {
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{})
	if err != nil {
		return nil, err
	}
	return build(ctx, seeds, s, s)
}

// onMongoDB opens houses, each on a database of its own.
func onMongoDB(t *testing.T) opener {
	t.Helper()
	return func(ctx context.Context, seeds exposure.Seeds) (*exposure.House, error) {
		s, err := mongostore.Open(ctx, mongostore.Config{URI: mongotest.OwnDatabase(t)})
		if err != nil {
			return nil, err
		}
		return build(ctx, seeds, s, s)
	}
}

// build wires a house over a store, into which the audit plants; its parts read that through s.
func build(ctx context.Context, seeds exposure.Seeds, scratch, s store.Store) (*exposure.House, error) {
	schemas := slices.Concat(access.Schemas(), custom.Schemas(), newsroom.Schemas(), register.Schemas(), intake.Schemas(), search.Schemas(), catalogue.Schemas(), persisted.Schemas(), verify.Schemas(), changefeed.Schemas(), webhook.Schemas(), partner.Schemas(), []*store.Schema{journal.Schema()})
	if err := s.Ensure(ctx, schemas...); err != nil {
		return nil, err
	}
	accounts, err := access.NewAccounts(ctx, access.Config{Store: s, Now: seeds.Now, IDs: seeds.IDs, Cost: access.Cost{MemoryKiB: 64, Passes: 1}})
	if err != nil {
		return nil, err
	}
	partners := partner.New(partner.Config{Store: s, Now: seeds.Now, IDs: seeds.IDs})
	door, err := signin.New(signin.Config{Accounts: accounts, Partners: partners.OfToken})
	if err != nil {
		return nil, err
	}
	news, records := newsroom.NewReader(s, seeds.Now, seeds.IDs), register.New(s, seeds.Now, seeds.IDs)
	gatekeeper, err := gate.New(news, records, seeds.Now)
	if err != nil {
		return nil, err
	}
	desk := newsroom.NewDesk(s, seeds.Now, seeds.IDs, newsroom.Rules{TwoPerson: true, Gate: gatekeeper.Hold})
	diary := journal.New(s, journal.Config{Now: seeds.Now})
	files, err := os.MkdirTemp("", "thidua-exposure-")
	if err != nil {
		return nil, err
	}
	blobs, err := disk.Open(files)
	if err != nil {
		return nil, err
	}
	index := search.New(search.Config{
		Store: s, News: news, Register: records, Journal: diary, Now: seeds.Now, IDs: seeds.IDs, Log: slog.New(slog.DiscardHandler),
	})
	verifyKeys, err := verify.NewKeys(s, seeds.Now, seeds.IDs, ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	if err != nil {
		return nil, err
	}
	verifier, err := verify.New(records, verifyKeys, seeds.Now)
	if err != nil {
		return nil, err
	}
	feed := changefeed.New(s, seeds.Now, seeds.IDs, diary, changefeed.Readers(news, records), nil)
	seal, err := webhook.NewKey(make([]byte, 32))
	if err != nil {
		return nil, err
	}
	handler, err := graph.NewServer(graph.Config{
		Schema: gen.NewExecutableSchema(gen.Config{Resolvers: &graph.Resolver{
			News: news, Desk: desk, Library: newsroom.NewLibrary(desk, media.NewFiles(blobs, files, 1e6)),
			Register: records, Gate: gatekeeper, Intake: intake.New(intake.Config{Store: s, Register: records, Now: seeds.Now, IDs: seeds.IDs, Inline: time.Second, Limits: sheet.DefaultLimits()}), Accounts: accounts, Fields: custom.New(s, seeds.Now, seeds.IDs), Documents: persisted.New(s, seeds.Now, seeds.IDs), Diary: diary, Index: index, Feed: feed, Now: seeds.Now,
			Verifier: verifier, Hooks: webhook.New(webhook.Config{Store: s, Feed: feed, Now: seeds.Now, IDs: seeds.IDs, Key: seal}), Partners: partners,
			SiteURL: "https://thidua.example.vn", SiteName: "thidua",
		}}),
		Logger: slog.New(slog.DiscardHandler), Now: seeds.Now, Door: door, Introspection: true, Prepare: graph.WithSiblings,
	})
	if err != nil {
		return nil, err
	}
	return &exposure.House{Handler: handler, Store: scratch, Blobs: blobs, Settle: index.CatchUp, Close: func() {
		_ = scratch.Close(context.WithoutCancel(ctx))
		_ = os.RemoveAll(files)
	}}, nil
}

// some are viewers of each kind; all of them ask in cmd/thidua.
func some() []string {
	return []string{
		"anonymous reader", "reader of the office", "contributor of the other unit", "editor of the other unit", "records officer of the home unit",
		"token for published drafts", "expired token",
	}
}

func audit(t *testing.T, open opener, viewers ...string) *exposure.Report {
	t.Helper()
	report, err := exposure.Run(t.Context(), exposure.Config{
		Schema: gen.NewExecutableSchema(gen.Config{}).Schema(), Open: open, Viewers: viewers, Paths: []string{"/{id}"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func TestNothingIsExposed(t *testing.T) {
	t.Parallel()
	backends := map[string]opener{"SQLite": onSQLite}
	if mongotest.ServerURI() != "" {
		backends["MongoDB"] = onMongoDB(t)
	}
	for name, open := range backends {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			viewers := some()
			if testing.Short() || name == "MongoDB" { // each request is a round trip, or many times slower
				viewers = viewers[:1]
			}
			report := audit(t, open, viewers...)
			var b strings.Builder
			if err := report.Print(&b); err != nil || report.Failed() {
				t.Error(b.String(), err)
			}
		})
	}
}
