package arch

// module is the path that our own packages begin with.
const module = "thidua"

// packageRule says what one package may import besides the standard library. Our own packages are written without the
// module's name, others with their full path; "/..." at the end takes in everything below as well.
type packageRule struct {
	dir   string
	code  []string // what its code may import
	tests []string // what its tests may import besides that, the package itself and testLibraries
}

// Names that several lines share.
const (
	bson      = "go.mongodb.org/mongo-driver/v2/bson"
	driver    = "go.mongodb.org/mongo-driver/v2/..."
	gqlgen    = "github.com/99designs/gqlgen/graphql/..."
	gql       = "github.com/vektah/gqlparser/v2/..."
	xtext     = "golang.org/x/text/..."
	stores    = "internal/store/..."
	newsAPI   = "internal/newsroom"
	recsAPI   = "internal/register"
	gateAPI   = "internal/gate"
	intakeAPI = "internal/intake"
	findAPI   = "internal/search"

	verifyAPI = "internal/verify"
	feedAPI   = "internal/changefeed"
	hooksAPI  = "internal/webhook"
	partnAPI  = "internal/partner"

	measured = "bench/..."
)

// testLibraries are what the tests of every package may import.
func testLibraries() []string {
	return []string{"github.com/google/go-cmp/...", "pgregory.net/rapid"}
}

// domain is what a package with rules may import: newsroom and register have it in common, and do not have each other.
func domain() []string {
	return []string{
		"internal/errs", "internal/viet", "internal/richtext", "internal/access", "internal/custom", "internal/store", "internal/journal",
	}
}

// packages is the house from the ground up: a package imports from lines above its own, never from below.
func packages() []packageRule {
	return []packageRule{
		// Ground: pure, and free for all.
		{dir: "internal/errs"},
		{dir: "internal/reqid"},
		{dir: "internal/papercode"},
		{dir: "internal/viet", code: []string{"internal/errs", "golang.org/x/text/unicode/norm"}},
		{dir: "internal/media", code: []string{"internal/errs", "golang.org/x/image/...", "golang.org/x/sync/..."}, tests: []string{"internal/media/disk"}},
		{dir: "internal/media/blobtest", code: []string{"internal/errs", "internal/media", "github.com/google/go-cmp/..."}},
		{dir: "internal/media/disk", code: []string{"internal/media"}, tests: []string{"internal/media/blobtest"}},
		{
			dir: "internal/media/s3", code: []string{"internal/errs", "internal/media", "github.com/minio/minio-go/v7/..."},
			tests: []string{"internal/media/blobtest", "github.com/johannesboyne/gofakes3/..."},
		},
		{
			dir:  "internal/richtext",
			code: []string{"internal/errs", "internal/viet", bson, "github.com/yuin/goldmark/...", "golang.org/x/net/html", "github.com/aymanbagabas/go-udiff/lcs"},
		},
		{dir: "internal/sheet", code: []string{"internal/errs", "internal/viet", "github.com/xuri/excelize/v2", xtext}},

		// Documents: the contract, and below it the two databases, which only cmd chooses between.
		{
			dir: "internal/store", code: []string{"internal/errs", "github.com/maypok86/otter/v2", "github.com/oklog/ulid/v2", bson},
			tests: []string{stores, "internal/journal", driver},
		},
		{dir: "internal/store/storetest", code: []string{"internal/store", "internal/errs", "github.com/google/go-cmp/...", "pgregory.net/rapid", bson}},
		{dir: "internal/store/mongostore/mongotest", code: []string{driver}}, // it makes databases, and no store: mongostore's own tests use it
		{dir: "internal/store/mongostore", code: []string{"internal/store", "internal/errs", "github.com/maypok86/otter/v2", driver}, tests: []string{stores, "internal/media", "internal/media/blobtest"}},
		{
			dir: "internal/store/sqlitestore", code: []string{"internal/store", "internal/errs", "modernc.org/sqlite/...", "modernc.org/libc", "github.com/maypok86/otter/v2", bson},
			tests: []string{stores, "golang.org/x/mod/modfile"},
		},
		{dir: "internal/journal", code: []string{"internal/errs", "internal/store"}, tests: []string{stores, bson}},

		{dir: "internal/ratelimit", code: []string{"github.com/maypok86/otter/v2", "golang.org/x/time/rate"}},

		// Rules.
		{dir: "internal/access", code: []string{"internal/errs", "internal/viet", "internal/store", "github.com/alexedwards/argon2id", "github.com/pquerna/otp/...", "golang.org/x/text/unicode/norm"}, tests: []string{stores}},
		{dir: "internal/custom", code: []string{"internal/errs", "internal/viet", "internal/access", "internal/store"}, tests: []string{stores}},
		{dir: "internal/persisted", code: []string{"internal/errs", "internal/access", "internal/store", "internal/ratelimit", "github.com/maypok86/otter/v2"}, tests: []string{stores}},
		{dir: newsAPI, code: append(domain(), "internal/media"), tests: []string{stores, "internal/media/disk", bson}},
		{dir: recsAPI, code: append(domain(), "internal/papercode"), tests: []string{stores}},
		{dir: feedAPI, code: []string{"internal/errs", "internal/access", "internal/store", "internal/journal", newsAPI, recsAPI}, tests: []string{stores, "internal/richtext"}},
		{dir: hooksAPI, code: []string{"internal/errs", "internal/access", "internal/store", feedAPI}, tests: []string{stores, "internal/journal", bson}},
		{
			dir: partnAPI, code: []string{"internal/errs", "internal/viet", "internal/access", "internal/store", "internal/journal", "internal/ratelimit", "golang.org/x/net/idna"},
			tests: []string{stores},
		},
		{dir: gateAPI, code: []string{"internal/errs", "internal/viet", "internal/richtext", "internal/access", "internal/custom", "internal/store", newsAPI, recsAPI}, tests: []string{stores, "internal/example"}},
		{dir: intakeAPI, code: []string{"internal/errs", "internal/viet", "internal/access", "internal/store", recsAPI, "internal/sheet"}, tests: []string{stores, bson, xtext, "github.com/xuri/excelize/v2"}},
		{
			dir: findAPI, code: []string{"internal/errs", "internal/viet", "internal/access", "internal/store", "internal/journal", newsAPI, recsAPI},
			tests: []string{stores, intakeAPI, "internal/sheet", "internal/custom", "internal/richtext", xtext, driver, "modernc.org/sqlite"},
		},
		{
			dir:   verifyAPI,
			code:  []string{"internal/errs", "internal/viet", "internal/papercode", "internal/access", "internal/ratelimit", "internal/store", recsAPI, "github.com/go-jose/go-jose/v4"},
			tests: []string{stores},
		},
		{
			dir:   "internal/export",
			code:  []string{"internal/errs", "internal/viet", "internal/access", "internal/sheet", "internal/store", recsAPI},
			tests: []string{stores},
		},
		{dir: "internal/catalogue", code: append(domain(), recsAPI), tests: []string{stores}},
		{dir: "internal/example", code: append(domain(), newsAPI, recsAPI, "internal/catalogue"), tests: []string{stores, bson}},

		{
			dir: "internal/answers", code: []string{"internal/store", "internal/journal", "internal/viet", "github.com/maypok86/otter/v2", "github.com/klauspost/compress/gzip"},
			tests: []string{stores, "internal/errs"},
		},

		// The way in. graph and httpd do not know each other: cmd puts one into the other.
		{dir: "internal/httpd", code: []string{"internal/reqid", "github.com/rs/cors"}, tests: []string{"internal/errs"}},
		{dir: "internal/signin", code: []string{"internal/errs", "internal/access"}, tests: []string{stores}},
		{dir: "internal/upload", code: []string{"internal/errs", "internal/media"}},
		{
			dir:   "internal/mediahttp",
			code:  []string{"internal/errs", "internal/access", "internal/media", newsAPI, "internal/signin", "internal/upload"},
			tests: []string{stores, "internal/media/disk"},
		},
		{
			dir:   "internal/verifyhttp",
			code:  []string{"internal/errs", "internal/viet", "internal/papercode", verifyAPI, "github.com/boombuler/barcode/qr"},
			tests: []string{stores, recsAPI, "internal/access", "github.com/go-jose/go-jose/v4"},
		},
		{
			dir:   "internal/exporthttp",
			code:  []string{"internal/errs", "internal/access", "internal/export", "internal/signin"},
			tests: []string{stores, recsAPI},
		},
		{dir: "internal/web", tests: []string{gql}},
		{dir: "graph/inorder", code: []string{gqlgen, gql}},
		{dir: "graph/scalar", code: append(domain(), "internal/media", recsAPI, gqlgen)},
		{dir: "graph/guard", code: []string{"internal/errs", gql}, tests: []string{"graph/guard/testdata/tiny"}},
		{dir: "graph/guard/testdata/tiny", code: []string{"internal/errs", gqlgen, gql}},
		{dir: "graph/shape", code: []string{"graph/scalar", "internal/errs", "internal/richtext", newsAPI, recsAPI, gateAPI, feedAPI, gqlgen}},
		{dir: "graph/connection", code: append(domain(), newsAPI, recsAPI, intakeAPI, findAPI, hooksAPI, partnAPI, "internal/persisted", "graph/shape"), tests: []string{stores}},
		{dir: "graph/gen", code: append(domain(), "internal/media", "internal/persisted", newsAPI, recsAPI, gateAPI, intakeAPI, "internal/sheet", findAPI, verifyAPI, feedAPI, hooksAPI, partnAPI, "graph/connection", "graph/inorder", "graph/scalar", "graph/shape", gqlgen, gql)},
		{dir: "graph/sequential"},
		{
			dir: "graph",
			code: append(domain(), newsAPI, recsAPI, gateAPI, intakeAPI, findAPI, verifyAPI, "internal/answers", feedAPI, hooksAPI, partnAPI, "internal/media", "internal/persisted", "internal/ratelimit", "internal/reqid", "internal/signin", "internal/upload", "graph/connection", "graph/gen", "graph/guard", "graph/inorder", "graph/scalar", "graph/shape",
				"github.com/coder/websocket", "github.com/klauspost/compress/gzhttp", "github.com/maypok86/otter/v2", gqlgen, gql, xtext, "golang.org/x/time/rate"),
			tests: []string{stores, "internal/catalogue", "internal/example", "internal/media/disk", "internal/mediahttp", "internal/sheet", "graph/guard/testdata/tiny"},
		},
		{
			dir: "graph/exposure", code: append(domain(), newsAPI, recsAPI, "internal/catalogue", feedAPI, hooksAPI, partnAPI, intakeAPI, "internal/sheet", "internal/example", "internal/media", "internal/papercode", "internal/persisted", gql),
			tests: []string{stores, gateAPI, findAPI, verifyAPI, "internal/media/disk", "graph", "graph/gen", "internal/signin", bson},
		},

		// What is built on the API alone.
		{dir: "internal/outreach", code: []string{"internal/errs", "internal/viet"}},
		{dir: "internal/pages", code: []string{"internal/errs", "internal/viet", "internal/outreach"}},
		{dir: "internal/embed", code: []string{"internal/errs", "internal/viet", "internal/outreach", partnAPI, "golang.org/x/net/html", "golang.org/x/net/html/atom"}},

		// The door.
		{
			dir: "cmd/thidua",
			code: append(domain(), newsAPI, recsAPI, gateAPI, intakeAPI, "internal/sheet", findAPI, verifyAPI, "internal/verifyhttp", "internal/export", "internal/exporthttp", "github.com/go-jose/go-jose/v4", "internal/answers", feedAPI, hooksAPI, partnAPI, "internal/catalogue", "internal/example", "internal/httpd", "internal/media", "internal/media/disk", "internal/media/s3",
				"internal/mediahttp", "internal/persisted", "internal/embed", "internal/outreach", "internal/pages", "internal/signin", "internal/upload", "internal/web", "graph", "graph/exposure", "graph/gen",
				"internal/store/mongostore", "internal/store/sqlitestore", "github.com/alecthomas/kong", "golang.org/x/sync/errgroup"),
			tests: []string{stores},
		},

		// Measurements, with gqlgen as it comes to compare with, and this test.
		{dir: "bench/stock/gen", code: append(domain(), newsAPI, recsAPI, gateAPI, "graph/scalar", gqlgen, gql)},
		{dir: "bench/stock", code: append(domain(), newsAPI, recsAPI, "graph/gen", "graph/scalar", "bench/stock/gen", gqlgen, gql)},
		{dir: "bench/table"},
		{dir: "bench", tests: append(domain(), newsAPI, recsAPI, stores, "graph/...", "bench/stock", "internal/answers", "internal/httpd", "github.com/coder/websocket", "internal/search", bson)},
		{dir: "internal/arch"},
	}
}

// border says that only some packages may import something in their code, and why. Most borders follow from the table;
// written down, they cannot be moved there in passing, and they bind the standard library too.
type border struct {
	what   []string // import paths, as in packageRule; the standard library by its names
	except []string // import paths within what that are free
	only   []string // directories that may, "/..." as above
	why    string
}

// borders are the decisions that the table must keep to.
func borders() []border {
	return []border{
		{what: []string{driver}, except: []string{bson}, only: []string{"internal/store/mongostore/..."}, why: "one package talks to MongoDB"},
		{what: []string{bson}, only: []string{stores, "internal/richtext"}, why: "domain structs carry bson tags and know nothing else of BSON"},
		{what: []string{"database/sql/...", "modernc.org/sqlite/...", "modernc.org/libc"}, only: []string{"internal/store/sqlitestore"}, why: "one package speaks SQL"},
		{
			what: []string{"internal/store/mongostore", "internal/store/sqlitestore", "internal/media/disk", "internal/media/s3"}, only: []string{"cmd/..."},
			why: "cmd alone chooses the store",
		},
		{
			what: []string{"internal/store/storetest", "internal/store/mongostore/mongotest", "internal/media/blobtest", "graph/guard/testdata/..."},
			why:  "it is for tests",
		},
		{what: []string{"github.com/99designs/gqlgen/...", gql}, only: []string{"graph/...", measured}, why: "only graph knows GraphQL"},
		{what: []string{"graph/..."}, only: []string{"graph/...", "cmd/...", measured}, why: "imports point inward"},
		{what: []string{"cmd/...", "bench/...", "internal/arch"}, only: []string{measured}, why: "nothing stands on it"},
		{what: []string{recsAPI}, only: []string{gateAPI, intakeAPI, findAPI, verifyAPI, "internal/export", feedAPI, "internal/catalogue", "internal/example", "graph/...", "cmd/...", measured}, why: "news and records meet in the gate, in search, the feed and graph: articles link to records by ID"},
		{what: []string{newsAPI}, only: []string{gateAPI, findAPI, feedAPI, "internal/example", "internal/mediahttp", "graph/...", "cmd/...", measured}, why: "news and records meet in the gate, in search, the feed and graph: articles link to records by ID"},
		{what: []string{"internal/httpd", "internal/exporthttp", "internal/mediahttp", "internal/verifyhttp", "internal/web"}, only: []string{"cmd/..."}, why: "HTTP knows neither GraphQL nor the domain"},
		{
			what: []string{"net/http/..."}, only: []string{"graph", "graph/exposure", "internal/embed", "internal/exporthttp", "internal/httpd", "internal/mediahttp", "internal/outreach", "internal/pages", "internal/signin", "internal/upload", "internal/verifyhttp", "internal/web", hooksAPI, measured},
			why: "rules do not know by which way they are asked, and nothing but webhooks calls out",
		},
		{what: []string{"github.com/minio/..."}, only: []string{"internal/media/s3"}, why: "one package talks to object stores, which an administrator names"},
		{what: []string{"github.com/xuri/excelize/v2"}, only: []string{"internal/sheet"}, why: "one package knows spreadsheets"},
		{what: []string{"os/exec", "plugin", "unsafe", "C"}, why: "the binary is one process of checked Go"},
	}
}
