package s3

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"thidua/internal/errs"
	"thidua/internal/media"
	"thidua/internal/media/blobtest"
)

// config returns that of an object store within the test, which has one bucket.
func config(t *testing.T) Config {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("thidua"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return Config{Endpoint: server.URL, Bucket: "thidua", Region: "us-east-1", AccessKey: "key", SecretKey: "secret"}
}

func TestContract(t *testing.T) {
	t.Parallel()
	for _, prefix := range []string{"", "tep/"} {
		blobtest.Run(t, func(t *testing.T) media.Blobs {
			t.Helper()
			c := config(t)
			c.Prefix = prefix
			b, err := Open(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			return b
		})
	}
}

func TestOthersInTheBucketAreLeftAlone(t *testing.T) {
	t.Parallel()
	c := config(t)
	others, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if err := others.Put(t.Context(), "med_1.original", strings.NewReader("x"), 1); err != nil {
		t.Fatal(err)
	}
	c.Prefix = "tep/"
	ours, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ours.Open(t.Context(), "med_1.original"); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("open: %v", err)
	}
	if err := ours.Delete(t.Context(), "med_1.original"); err != nil {
		t.Fatal(err)
	}
	if content, _, err := others.Open(t.Context(), "med_1.original"); err != nil {
		t.Errorf("it is gone: %v", err)
	} else if err := content.Close(); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Config){
		"a bucket that is not there":   func(c *Config) { c.Bucket = "khac" },
		"an endpoint without a scheme": func(c *Config) { c.Endpoint = "s3.example.vn" },
		"an endpoint with a path":      func(c *Config) { c.Endpoint += "/kho" },
		"a scheme that is none":        func(c *Config) { c.Endpoint = "ftp://s3.example.vn" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := config(t)
			change(&c)
			if _, err := Open(t.Context(), c); err == nil {
				t.Error("it passed")
			}
		})
	}
}
