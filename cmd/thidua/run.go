package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"thidua/internal/access"
	"thidua/internal/answers"
	"thidua/internal/catalogue"
	"thidua/internal/changefeed"
	"thidua/internal/custom"
	"thidua/internal/example"
	"thidua/internal/export"
	"thidua/internal/gate"
	"thidua/internal/intake"
	"thidua/internal/journal"
	"thidua/internal/media"
	"thidua/internal/media/disk"
	"thidua/internal/media/s3"
	"thidua/internal/newsroom"
	"thidua/internal/partner"
	"thidua/internal/persisted"
	"thidua/internal/register"
	"thidua/internal/search"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/sqlitestore"
	"thidua/internal/verify"
	"thidua/internal/webhook"
)

// run is the whole program: it reads the settings and does what the command says until it is done or ctx ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	var c config
	exited := false
	parser, err := kong.New(&c,
		kong.Name("thidua"), kong.Description("The news and records of emulation and commendation work, as a GraphQL API."),
		kong.DefaultEnvars("THIDUA"), kong.Writers(stdout, stderr), kong.Exit(func(int) { exited = true }))
	if err != nil {
		return fmt.Errorf("describe settings: %w", err)
	}
	command, err := parser.Parse(args)
	if exited { // --help was asked for and printed
		return nil
	}
	if err != nil {
		return err
	}
	if command.Command() == "version" {
		_, err := fmt.Fprintln(stdout, version())
		return err
	}
	if command.Command() == "verify-answer <file>" && c.VerifyAnswer.Keys != "" {
		return verifyAnswer(c.VerifyAnswer, stdout)
	}
	if command.Command() == "embed-snippet <kind>" {
		return printSnippet(c.EmbedSnippet, stdout)
	}
	if command.Command() == "audit-exposure" {
		return auditExposure(ctx, c.AuditExposure, stdout)
	}
	h, err := open(ctx, c, stderr)
	if err != nil {
		return err
	}
	defer h.close(ctx)
	if strings.HasPrefix(command.Command(), "user ") {
		return h.user(ctx, command.Command(), c.User, stdout)
	}
	switch command.Command() {
	case "import <kind> <file>":
		return h.importList(ctx, c.Import, stdout)
	case "example":
		return h.loadExample(ctx)
	case "verify-answer <file>":
		return h.verifyAnswer(ctx, c.VerifyAnswer, stdout)
	case "verify-journal":
		return h.verifyJournal(ctx, c.VerifyJournal, stdout)
	case "sample":
		return h.loadSample(ctx, c.Sample)
	case "search-rebuild":
		return h.rebuildSearch(ctx)
	default:
		return h.serve(ctx, c.Serve, c.Media, stdout)
	}
}

// house is the parts of a running thidua.
type house struct {
	logger       *slog.Logger
	now          func() time.Time
	store        store.Store
	counted      store.Store // the same, for the parts: it wakes the relay and notes what requests read
	ids          *store.IDs
	register     *register.Register
	reader       *newsroom.Reader
	gate         *gate.Gate
	intake       *intake.Importer
	desk         *newsroom.Desk
	mediaLibrary *newsroom.Library
	files        *media.Files
	accounts     *access.Accounts
	fields       *custom.Fields
	saved        *persisted.Documents
	queries      *persisted.Remembered
	answers      *answers.Cache // nil for none
	journal      *journal.Journal
	relay        *journal.Relay
	index        *search.Index
	feed         *changefeed.Feed
	hooks        *webhook.Hooks
	partners     *partner.Partners
	embedded     bool
	ending       context.Context //nolint:containedctx // of the server: ends when it is to stop; nil for never

	exporter   *export.Exporter
	verifier   *verify.Verifier
	verifyKeys *verify.Keys
}

// open puts the house together over the store that the settings name.
func open(ctx context.Context, c config, stderr io.Writer) (*house, error) {
	h := &house{logger: c.logger(stderr), now: time.Now, ids: store.NewIDs()}
	mongodb, err := c.usesMongoDB()
	if err != nil {
		return nil, err
	}
	h.embedded = !mongodb
	if h.store, err = openStore(ctx, c, mongodb); err != nil {
		return nil, err
	}
	blobs, err := openBlobs(ctx, c, h.store)
	if err != nil {
		h.close(ctx)
		return nil, err
	}
	key, err := verify.OpenPrivateKey(c.verifyKey())
	if err != nil {
		h.close(ctx)
		return nil, err
	}
	seal, err := webhook.OpenKey(c.webhookKey())
	if err != nil {
		h.close(ctx)
		return nil, err
	}
	if err := h.furnish(ctx, c, blobs, access.DefaultCost()); err != nil {
		h.close(ctx)
		return nil, err
	}
	if err := h.sealWith(key); err != nil {
		h.close(ctx)
		return nil, err
	}
	if err := h.hookWith(seal, c.Serve); err != nil {
		h.close(ctx)
		return nil, err
	}
	return h, nil
}

// furnish puts the parts together over the house's store, clock and IDs, and where the files lie.
func (h *house) furnish(ctx context.Context, c config, blobs media.Blobs, cost access.Cost) error {
	schemas := slices.Concat(access.Schemas(), custom.Schemas(), newsroom.Schemas(), register.Schemas(), intake.Schemas(), search.Schemas(), catalogue.Schemas(), persisted.Schemas(), verify.Schemas(), export.Schemas(), changefeed.Schemas(), webhook.Schemas(), partner.Schemas(), []*store.Schema{journal.Schema()})
	if err := h.store.Ensure(ctx, schemas...); err != nil {
		return fmt.Errorf("prepare the store: %w", err)
	}
	h.journal = journal.New(h.store, journal.Config{Log: h.logger, Now: h.now})
	h.relay = journal.NewRelay(h.journal)
	written := journal.Poking(h.store, h.relay)
	if c.Serve.CacheBytes > 0 {
		h.answers = h.newAnswers(c.Serve.CacheBytes)
		written = answers.Purging(written, h.answers)
	}
	counted := store.Counted(store.Watched(written))
	h.counted = counted
	h.saved, h.queries = persisted.New(counted, h.now, h.ids), persisted.NewRemembered(counted, h.now, h.ids)
	h.fields = custom.New(counted, h.now, h.ids)
	h.reader = newsroom.NewReader(counted, h.now, h.ids)
	h.register = register.New(counted, h.now, h.ids, register.WithArticles(h.reader.CountLinking), register.WithLinkedArticles(h.reader.CountLinkingEach),
		register.WithDrafts(func(ctx context.Context, id string) (int64, error) { return h.desk.CountLinking(ctx, id) }),
		register.WithAnyDraft(func(ctx context.Context, ids []string) (bool, error) { return h.desk.AnyLinking(ctx, ids) }), register.WithNotices(h.reader.IsCommentCall),
		register.WithAccounts(func(ctx context.Context, actor, from, into string) (int, error) {
			return h.accounts.MoveUnit(ctx, actor, from, into)
		}))
	h.intake = intake.New(importConfig(counted, h))
	if err := h.intake.Refresh(ctx); err != nil {
		return fmt.Errorf("look for imports that are not settled: %w", err)
	}
	h.index = search.New(search.Config{
		Store: counted, News: h.reader, Register: h.register, Journal: h.journal, Now: h.now, IDs: h.ids, Log: h.logger, Unveil: h.intake.Refresh,
	})
	h.exporter = export.New(counted, h.register, h.now, h.ids)
	var err error
	if h.gate, err = gate.New(h.reader, h.register, h.now); err != nil {
		return err
	}
	h.feed = changefeed.New(counted, h.now, h.ids, h.journal, changefeed.Readers(h.reader, h.register),
		&changefeed.Imports{Unveil: h.intake.Refresh, IDs: h.register.ImportedIDs})
	h.desk = newsroom.NewDesk(counted, h.now, h.ids, newsroom.Rules{TwoPerson: c.Serve.TwoPerson, Gate: h.gate.Hold})
	h.files = media.NewFiles(blobs, "", c.Media.MaxPixels)
	h.partners = h.newPartners()
	h.mediaLibrary = newsroom.NewLibrary(h.desk, h.files)
	h.accounts, err = access.NewAccounts(ctx, access.Config{Store: counted, Now: h.now, IDs: h.ids, Cost: cost})
	return err
}

func openStore(ctx context.Context, c config, mongodb bool) (store.Store, error) {
	if mongodb {
		s, err := mongostore.Open(ctx, mongostore.Config{URI: c.Store})
		if err != nil {
			return nil, fmt.Errorf("open MongoDB: %w", err)
		}
		return s, nil
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return nil, fmt.Errorf("make the data directory: %w", err)
	}
	s, err := sqlitestore.Open(ctx, sqlitestore.Config{Path: filepath.Join(c.Data, "thidua.db")})
	if err != nil {
		return nil, fmt.Errorf("open the embedded store: %w", err)
	}
	return s, nil
}

// openBlobs opens what keeps the bytes of media: an object store if one is named, or else what belongs to the store.
func openBlobs(ctx context.Context, c config, s store.Store) (media.Blobs, error) {
	if m := c.Media; m.S3Endpoint != "" {
		return s3.Open(ctx, s3.Config{
			Endpoint: m.S3Endpoint, Bucket: m.S3Bucket, Prefix: m.S3Prefix, Region: m.S3Region, AccessKey: m.S3AccessKey, SecretKey: m.S3SecretKey,
		})
	}
	if mongodb, ok := s.(*mongostore.Store); ok {
		return mongodb.Blobs(), nil
	}
	return disk.Open(filepath.Join(c.Data, "media"))
}

// closeTimeout bounds the wait for store calls that are under way at the end.
const closeTimeout = 10 * time.Second

func (h *house) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := h.store.Close(ctx); err != nil {
		h.logger.ErrorContext(ctx, "Cannot close the store", slogError(err))
	}
}

func (h *house) loadExample(ctx context.Context) error {
	start := time.Now()
	deps := example.Deps{Register: h.register, Desk: h.desk}
	err := example.Load(ctx, deps, func(part string) {
		h.logger.DebugContext(ctx, "Loading example content", slog.String("part", part))
	})
	if err != nil {
		return fmt.Errorf("load example content: %w", err)
	}
	if err := h.relay.Drain(ctx); err != nil {
		return fmt.Errorf("journal the example content: %w", err)
	}
	h.logger.InfoContext(ctx, "Example content is loaded", slog.Duration("took", time.Since(start)))
	return nil
}

// needsExample reports whether an embedded store is empty, or was left half full by a start that was killed.
func (h *house) needsExample(ctx context.Context) (bool, error) {
	if !h.embedded {
		return false, nil
	}
	deps := example.Deps{Register: h.register, Desk: h.desk}
	loaded, err := example.Loaded(ctx, deps)
	if err != nil || loaded {
		return false, err
	}
	begun, err := example.Begun(ctx, deps)
	if err != nil || begun {
		return begun, err
	}
	units, err := h.register.CountUnits(ctx, access.System(), register.UnitFilter{})
	if err != nil || units > 0 {
		return false, err
	}
	articles, err := h.reader.CountArticles(ctx, nil)
	return articles == 0, err
}

// version returns the version of the module, or the commit that it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v += " " + s.Value
		}
	}
	return v
}

// ignoreCanceled makes an orderly end of a cancelled context no error.
func ignoreCanceled(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
