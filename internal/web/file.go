package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// The two ways in which clients may keep a file.
const (
	immutable  = "public, max-age=31536000, immutable" // the name changes whenever the content does
	revalidate = "no-cache"                            // keep it, but ask each time whether it is still good
)

// hashedName matches the names that Vite gives to what it bundles: a hash of the content before the extension.
var hashedName = regexp.MustCompile(`-[A-Za-z0-9_-]{8}\.[a-z0-9]+$`)

// file is one embedded file, ready to send. The assets are stored as gzip only; the page itself, which is small, as it is.
type file struct {
	contentType  string
	cacheControl string
	plain        []byte // nil if stored as gzip
	plainSize    int
	etag         string // of the plain form
	gzip         []byte // nil if stored plain
	gzipETag     string
}

// loadFiles reads the result of the build and returns its files by the path at which they are served. Every compressed
// file is decompressed once, so a broken one, like one of a kind that contentType does not know, is an error here.
func loadFiles(dist fs.FS) (map[string]file, error) {
	files := map[string]file{}
	err := fs.WalkDir(dist, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		urlPath := strings.TrimPrefix(name, "dist")
		f := file{plain: content, plainSize: len(content), etag: etagOf(content)}
		if base, ok := strings.CutSuffix(urlPath, ".gz"); ok {
			urlPath = base
			if f, err = compressedFile(content); err != nil {
				return fmt.Errorf("read %s: %w", name, err)
			}
		}
		if f.contentType, err = contentType(urlPath); err != nil {
			return err
		}
		f.cacheControl = revalidate
		if hashedName.MatchString(urlPath) {
			f.cacheControl = immutable
		}
		if urlPath == "/index.html" {
			urlPath = "/"
		}
		files[urlPath] = f
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("load the playground: %w", err)
	}
	if _, ok := files["/"]; !ok {
		return nil, errors.New("load the playground: no index.html: run `npm run build` in internal/web")
	}
	return files, nil
}

// compressedFile describes a file that is stored as gzip. The plain form is read through, for its size and tag, and let go.
func compressedFile(content []byte) (file, error) {
	unzip, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return file{}, err
	}
	digest := sha256.New()
	size, err := io.Copy(digest, unzip) //nolint:gosec // our own files, and nothing is kept
	if err != nil {
		return file{}, err
	}
	return file{
		plainSize: int(size),
		etag:      quoteETag(digest.Sum(nil)),
		gzip:      content,
		gzipETag:  etagOf(content),
	}, nil
}

// contentType returns the media type of a file by its extension. The operating system's table is not asked: it differs
// between machines, and a script with the wrong type does not run.
func contentType(urlPath string) (string, error) {
	switch path.Ext(urlPath) {
	case ".css":
		return "text/css; charset=utf-8", nil
	case ".html":
		return "text/html; charset=utf-8", nil
	case ".js":
		return "text/javascript; charset=utf-8", nil
	case ".svg":
		return "image/svg+xml", nil
	case ".ttf":
		return "font/ttf", nil
	case ".txt":
		return "text/plain; charset=utf-8", nil
	case ".woff2":
		return "font/woff2", nil
	default:
		return "", fmt.Errorf("no content type is known for %s", urlPath)
	}
}

// etagOf returns a strong entity tag for these very bytes.
func etagOf(content []byte) string {
	sum := sha256.Sum256(content)
	return quoteETag(sum[:])
}

// quoteETag writes a digest as an entity tag. 96 bits of it tell files apart well enough.
func quoteETag(digest []byte) string {
	return `"` + base64.RawURLEncoding.EncodeToString(digest[:12]) + `"`
}
