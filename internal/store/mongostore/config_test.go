package mongostore

import (
	"strings"
	"testing"
)

func TestConfigDatabase(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, uri, want string }{
		{"without a path", "mongodb://127.0.0.1:27017", "thidua"},
		{"with an empty path", "mongodb://127.0.0.1/?replicaSet=rs", "thidua"},
		{"with a name", "mongodb://u:p%2Fq@a:1,b:2/tin?authSource=admin", "tin"},
		{"of a DNS seed list", "mongodb+srv://cluster.example/tin", "tin"},
		{"with an escape", "mongodb://a/tin%2Dtuc", "tin-tuc"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := Config{URI: c.uri}.database()
			if err != nil || got != c.want {
				t.Errorf("database() = %q, %v; want %q", got, err, c.want)
			}
		})
	}
}

func TestOpenKeepsThePasswordOfAMalformedURI(t *testing.T) {
	t.Parallel()
	for _, uri := range []string{
		"mongodb://user:s3cret%zz@127.0.0.1/", "mongodb://user:s3cret@x@127.0.0.1/", "postgres://user:s3cret@127.0.0.1/", "s3cret",
		"mongodb://user:s3cret@127.0.0.1:99999999/", "mongodb://user:s3cret@127.0.0.1/?maxPoolSize=s3cret",
	} {
		_, err := Open(t.Context(), Config{URI: uri})
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("Open(%q) = %v; want an error without the password", uri, err)
		}
	}
}
