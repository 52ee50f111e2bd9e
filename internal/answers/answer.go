package answers

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Answer is a whole answer, in the forms in which it is sent. It never changes.
type Answer struct {
	body    []byte
	etag    func() string // made once, of answers that caches of others may have
	keys    func() string // likewise
	maxAge  int64
	expires time.Time // zero if it is not known

	compress   sync.Once
	compressed []byte
}

// NewAnswer returns the answer of a body. The kind, such as its media type, tells apart answers of the same bytes. It is
// made of documents of some collections; maxAge is how many seconds caches of others may keep it without asking.
func NewAnswer(kind string, body []byte, collections []string, maxAge int64) *Answer {
	return &Answer{
		body: body, maxAge: maxAge,
		etag: sync.OnceValue(func() string {
			h := sha256.New()
			_, _ = h.Write([]byte(kind + "\n")) // a hash never fails to be written to
			_, _ = h.Write(body)
			return `W/"` + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16]) + `"`
		}),
		keys: sync.OnceValue(func() string { return surrogateKeys(collections, body) }),
	}
}

// Body returns the bytes of the answer.
func (a *Answer) Body() []byte { return a.body }

// ETag returns the weak tag of the answer: compressed or not, it is the same.
func (a *Answer) ETag() string { return a.etag() }

// Keys returns the collections and the documents by which a cache in front may be told to forget the answer: the names of
// the collections, and the IDs that the answer shows. Other IDs are left out, for the answer does not show them; whoever
// purges uses the name of the collection as well.
func (a *Answer) Keys() string { return a.keys() }

// CacheControl says how long caches may keep the answer, from now on.
func (a *Answer) CacheControl(now time.Time) string {
	age := a.maxAge
	if !a.expires.IsZero() {
		age = min(age, int64(a.expires.Sub(now)/time.Second))
	}
	if age <= 0 {
		return "public, no-cache"
	}
	return "public, max-age=" + strconv.FormatInt(age, 10)
}

// leastCompressed is the size below which compressing saves no packet.
const leastCompressed = 1400

// Compressed returns the body in gzip's form; nil if that is not worth it. It is made once.
func (a *Answer) Compressed() []byte {
	a.compress.Do(func() {
		if len(a.body) < leastCompressed {
			return
		}
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(a.body); err != nil {
			return // a buffer takes everything
		}
		if err := w.Close(); err != nil || b.Len() >= len(a.body) {
			return
		}
		a.compressed = bytes.Clone(b.Bytes())
	})
	return a.compressed
}

// Matches reports whether somebody who sent these If-None-Match headers has the answer.
func (a *Answer) Matches(headers []string) bool {
	opaque := strings.TrimPrefix(a.ETag(), "W/")
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			if item = strings.TrimSpace(item); item == "*" || strings.TrimPrefix(item, "W/") == opaque {
				return true
			}
		}
	}
	return false
}

// maxKeys is the size of the keys that caches in front take.
const maxKeys = 4 << 10

// surrogateKeys returns the collections and, unless that is too much, the IDs that a body shows.
func surrogateKeys(collections []string, body []byte) string {
	keys := strings.Join(collections, " ")
	all := append([]byte{}, keys...)
	for _, id := range idsIn(body) {
		if len(all)+1+len(id) > maxKeys {
			return keys
		}
		all = append(all, ' ')
		all = append(all, id...)
	}
	return string(all)
}

// The form of an ID: a prefix of three letters, an underscore, and the 26 characters of a ULID.
const (
	prefixLen = 3
	ulidLen   = 26
)

// idsIn returns the IDs that a body shows, each once, in their order; at most as many as keys take.
func idsIn(body []byte) []string {
	seen := map[string]bool{}
	var ids []string
	for at := 0; len(ids) <= maxKeys/(prefixLen+1+ulidLen); {
		i := bytes.IndexByte(body[at:], '_')
		if i < 0 {
			break
		}
		i += at
		at = i + 1
		end := i + 1 + ulidLen
		if i < prefixLen || end > len(body) || !isULID(body[i+1:end]) {
			continue
		}
		if id := string(body[i-prefixLen : end]); strings.Trim(id[:prefixLen], "abcdefghijklmnopqrstuvwxyz") == "" && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
		at = end
	}
	return ids
}

func isULID(text []byte) bool {
	for _, c := range text {
		if (c < '0' || c > '9') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return true
}
