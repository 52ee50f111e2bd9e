package main

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"thidua/internal/richtext"
)

// config is every setting of thidua: each field is a flag, the same in capitals after THIDUA_ is its environment
// variable, and the help text is its documentation.
type config struct {
	Store string `help:"Where documents are kept: a mongodb:// URI with the database as its path, or empty for the embedded store." placeholder:"URI"`
	Data  string `help:"Directory of the embedded store and of its files." default:"./data" type:"path"`

	Media mediaConfig `embed:"" prefix:"media-"`

	VerifyKey string `help:"File with the private Ed25519 key that signs the answers of verification, made at the first start; empty for verify-key.pem in the data directory." placeholder:"FILE"`

	WebhookKey string `help:"File with the key that seals the secrets of webhooks, made at the first start; empty for webhook-key in the data directory. Processes that share a store need the same." placeholder:"FILE"`

	LogLevel  slog.Level `help:"Least level that is logged: debug, info, warn or error." default:"info"`
	LogFormat string     `help:"Form of the log: text or json." default:"text" enum:"text,json"`

	Serve         serveConfig         `cmd:"" default:"withargs" help:"Serve the API and the playground (the default)."`
	Example       exampleConfig       `cmd:"" help:"Load the example content; what is there already stays."`
	Sample        sampleConfig        `cmd:"" help:"Load generated articles, to measure with."`
	Import        importListConfig    `cmd:"" help:"Rehearse a list of records, XLSX or CSV, and store it if it is told to."`
	User          userConfig          `cmd:"" help:"Keep the accounts of the people who work here."`
	VerifyJournal verifyJournalConfig `cmd:"" help:"Check the chain of the journal, and name the first entry that is not as it was written."`
	SearchRebuild searchRebuildConfig `cmd:"" help:"Make the search index anew, beside a server that goes on answering; it is needed only if somebody has changed documents past thidua."`
	VerifyAnswer  verifyAnswerConfig  `cmd:"" help:"Check the signature of a saved answer of a verification, without a network."`
	EmbedSnippet  snippetConfig       `cmd:"" help:"Print what a partner puts into a page to embed news, an article or awards."`
	AuditExposure auditExposureConfig `cmd:"" help:"Look for ways by which drafts and private fields could show, in scratch stores with marked content; fails if there is one."`
	Version       versionConfig       `cmd:"" help:"Print the version."`
}

// mediaConfig says where the bytes of pictures and other files are kept, and how large they may be: beside the documents,
// unless an object store is named.
type mediaConfig struct {
	MaxBytes    int64  `help:"Size of the largest file that may be uploaded, in bytes." default:"52428800"`
	MaxPixels   int64  `help:"Pixels of the largest picture that may be uploaded." default:"50000000"`
	S3Endpoint  string `name:"s3-endpoint" help:"Address of an S3-compatible store that keeps the files, such as https://s3.example.vn; empty keeps them beside the documents." placeholder:"URL"`
	S3Bucket    string `name:"s3-bucket" help:"Its bucket, which must exist." default:"thidua" placeholder:"NAME"`
	S3Prefix    string `name:"s3-prefix" help:"What begins the names of the objects, in a bucket that others use too." placeholder:"TEXT"`
	S3Region    string `name:"s3-region" help:"The region of the bucket; empty asks the store." placeholder:"NAME"`
	S3AccessKey string `name:"s3-access-key" help:"The access key for the bucket." placeholder:"KEY"`
	S3SecretKey string `name:"s3-secret-key" help:"The secret key for the bucket; better given by its environment variable." placeholder:"KEY"`
}

// serveConfig is the settings of the server.
type serveConfig struct {
	Addr          string   `help:"Address to listen on; port 0 takes a free one." default:"127.0.0.1:8080"`
	NoExample     bool     `help:"Do not load the example content at the first start of an empty embedded store."`
	CORSOrigins   []string `name:"cors-origin" help:"Origins whose pages may read the API, such as https://baochi.example.vn. May be given several times." placeholder:"ORIGIN"`
	Introspection bool     `help:"Let clients ask for the schema; the playground needs it." default:"true" negatable:""`
	CacheBytes    uint64   `help:"Memory for answers to readers who have not signed in, in bytes; 0 keeps none." default:"67108864"`
	RateAddress   int      `help:"Points a minute that one client address may use, by the formula in docs/cost.md; 0 for no bound. Behind a proxy, set --behind-proxy as well, or all clients are one." default:"300000" placeholder:"NUMBER"`
	RateAccount   int      `help:"Points a minute that one account or API token may use; 0 for no bound." default:"600000" placeholder:"NUMBER"`
	Streams       int      `help:"How many streams and WebSockets may be open at once; each holds a connection. Of the subscriptions on one WebSocket, each after the first counts too." default:"1000" placeholder:"NUMBER"`
	StreamsClient int      `help:"How many of them one client address may have, or one account or API token." default:"50" placeholder:"NUMBER"`
	TrustedOnly   bool     `help:"Let readers who have not signed in run saved queries only (documentSave)."`
	TwoPerson     bool     `help:"Let nobody approve an article that they wrote themselves." default:"true" negatable:""`
	BehindProxy   bool     `help:"Take the client's address and scheme from X-Forwarded-For and X-Forwarded-Proto, which a proxy in front must set."`
	SiteURL       string   `help:"Public address of the site, which begins the addresses of articles; empty for the server's own." placeholder:"URL"`
	MediaURL      string   `help:"Public address under which /media is reached, which begins the addresses of files; empty for that of the site." placeholder:"URL"`
	VerifyRate    int      `help:"How often a minute one client may have something verified, by page and by API together." default:"30" placeholder:"NUMBER"`
	Webhooks      bool     `help:"Tell the webhooks that administrators registered what happens, from this process." default:"true" negatable:""`
	WebhookAllow  []string `help:"An address that webhooks may call although it is not public, or a range such as 10.20.0.0/16: there by http too, and at any port. May be given several times." placeholder:"RANGE"`
	SiteName      string   `help:"Whom to credit when an article is published again elsewhere." default:"thidua"`
	Pages         bool     `help:"Serve reading pages of what is public, feeds, oEmbed and sitemaps." default:"true" negatable:""`
	Theme         string   `help:"Directory with templates and a style.css of your own for the reading pages, which replace ours by name." type:"path" placeholder:"DIR"`
	Embeds        []string `name:"embed" help:"A provider whose content articles may embed, shown as a link: youtube, vimeo, dailymotion, google-maps or openstreetmap. May be given several times." placeholder:"PROVIDER"`
	EmbedFrames   []string `name:"embed-frame" help:"A provider whose content articles may embed, shown in a frame: readers' browsers then call the provider. May be given several times." placeholder:"PROVIDER"`
}

// exampleConfig is the settings of the example content: there are none.
type exampleConfig struct{}

// sampleConfig is the settings of the generated articles.
type sampleConfig struct {
	Articles int `help:"How many to load." default:"10000"`
}

// importListConfig is the settings of a list that comes in.
type importListConfig struct {
	Kind          string `arg:"" help:"What its rows are: awards, units, tasks or score-sheets." enum:"awards,units,tasks,score-sheets"`
	File          string `arg:"" help:"The file." type:"existingfile"`
	Sheet         string `help:"The name of the sheet; empty for the one whose header fits best." placeholder:"NAME"`
	Year          int64  `help:"The year of rows that name none; 0 for none." placeholder:"YEAR"`
	BlocYear      string `help:"The ID of the bloc-year that tasks and scores are of, or awards come from." placeholder:"ID"`
	Template      string `help:"The ID of the criteria that scores are by; empty for those of the bloc-year." placeholder:"ID"`
	Public        bool   `help:"Let readers without an account see awards that were given, and scores that are agreed on."`
	Commit        bool   `help:"Store what was rehearsed."`
	LeaveOutWrong bool   `help:"Store the other rows, though some are wrong."`
}

// userConfig is the commands for accounts.
type userConfig struct {
	Add      userAddConfig  `cmd:"" help:"Make an account; its password is printed once."`
	Password userNameConfig `cmd:"" help:"Give an account a new password, which is printed once; it takes the second factor away and ends all sessions."`
	Disable  userNameConfig `cmd:"" help:"Let nobody sign in with an account."`
	Enable   userNameConfig `cmd:"" help:"Let people sign in with a disabled account again."`
	List     userListConfig `cmd:"" help:"Print all accounts."`
}

// userAddConfig is the settings of a new account.
type userAddConfig struct {
	Login    string `arg:"" help:"What they type to sign in: 2 to 64 lower-case letters without marks, digits and . _ @ -."`
	FullName string `help:"The name of the person." required:"" placeholder:"NAME"`
	Role     string `help:"What kind of work it is for: reader, contributor, editor, records-officer or administrator." enum:"reader,contributor,editor,records-officer,administrator" required:""`
	Unit     string `help:"The ID of the unit that they work for; empty for the whole office." placeholder:"ID"`
}

// userNameConfig names an account.
type userNameConfig struct {
	Login string `arg:"" help:"What they type to sign in."`
}

// userListConfig is the settings of the list: there are none.
type userListConfig struct{}

// verifyJournalConfig is the settings of the check of the journal.
type verifyJournalConfig struct {
	After int64 `help:"The number of an entry that is known to be right; 0 to check all." default:"0"`
}

// searchRebuildConfig is the settings of the making of the search index: there are none.
type searchRebuildConfig struct{}

// verifyAnswerConfig is the settings of the check of an answer.
type verifyAnswerConfig struct {
	File string `arg:"" help:"The answer: what /v/…/signed gave, or the JSON of an API answer with its field signed." type:"existingfile"`
	Keys string `help:"The public keys, as saved from /v/keys; empty for those of the store." placeholder:"FILE" type:"existingfile"`
}

// auditExposureConfig is the settings of the audit. No store of yours is touched.
type auditExposureConfig struct {
	As []string `help:"Ask as these alone, by the names in the report; everybody asks if it is not given." placeholder:"VIEWER" sep:"none"`
}

// versionConfig is the settings of the version: there are none.
type versionConfig struct{}

// usesMongoDB reports whether documents are kept in MongoDB, and refuses a URI of another kind.
func (c config) usesMongoDB() (bool, error) {
	switch {
	case c.Store == "":
		return false, nil
	case strings.HasPrefix(c.Store, "mongodb://"), strings.HasPrefix(c.Store, "mongodb+srv://"):
		return true, nil
	default: // the value is not shown: it may hold a password
		return false, fmt.Errorf("--store must be empty or begin with mongodb:// or mongodb+srv://")
	}
}

func (c config) logger(w io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, options))
	}
	return slog.New(slog.NewTextHandler(w, options))
}

// providers returns the providers that articles may embed.
func (c serveConfig) providers() (richtext.Embeds, error) {
	framed, err := providersOf("--embed-frame", c.EmbedFrames)
	if err != nil {
		return richtext.Embeds{}, err
	}
	linked, err := providersOf("--embed", c.Embeds)
	return richtext.Embeds{Allowed: append(linked, framed...), Framed: framed}, err
}

// providersOf reads the names of providers that a flag has.
func providersOf(flag string, names []string) ([]richtext.Provider, error) {
	list := make([]richtext.Provider, len(names))
	for i, name := range names {
		list[i] = richtext.Provider(strings.ToUpper(strings.ReplaceAll(name, "-", "_")))
		if !slices.Contains(richtext.Providers(), list[i]) {
			return nil, fmt.Errorf("%s: %q is no provider that is known", flag, name)
		}
	}
	return list, nil
}
