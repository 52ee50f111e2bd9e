package mongostore

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// What a [Config] has when it says nothing else, and the name by which the server's logs know us.
const (
	appName         = "thidua"
	defaultDatabase = "thidua"
	defaultTimeout  = 20 * time.Second
	defaultPool     = 64
)

// Config says which database to use. Only URI must be given.
type Config struct {
	// URI is a connection string. Its path names the database, "thidua" if it is empty. It may choose hosts, TLS,
	// credentials and compression; read and write concerns and the read preference are the store's own, since the
	// promises of the contract hang on them.
	URI string
	// Now is the clock of the leases; time.Now if nil.
	Now func() time.Time
	// Timeout bounds a call whose context has no deadline, but for the making of indexes; 20 seconds if zero.
	Timeout time.Duration
	// Pool is the largest number of connections to one server; 64 if zero.
	Pool uint64
	// Monitor, if set, sees every command. Tests count with it.
	Monitor *event.CommandMonitor
}

// options translates the configuration for the driver. Its errors never quote the URI, which may hold a password.
func (c Config) options() (*options.ClientOptions, error) {
	c.Timeout = cmp.Or(c.Timeout, defaultTimeout)
	c.Pool = cmp.Or(c.Pool, defaultPool)
	journaled := true
	durable := writeconcern.Majority()
	durable.Journal = &journaled
	o := options.Client().ApplyURI(c.URI).
		SetAppName(appName).
		SetTimeout(c.Timeout).
		SetServerSelectionTimeout(min(c.Timeout, 10*time.Second)).
		SetMaxPoolSize(c.Pool).
		SetRetryReads(true).
		SetRetryWrites(true).
		SetReadPreference(readpref.Primary()).
		SetReadConcern(readconcern.Majority()).
		SetWriteConcern(durable).
		SetMonitor(c.Monitor)
	if o.Validate() != nil {
		return nil, errors.New("mongostore: the MongoDB URI is malformed, or its DNS seed list cannot be found; write mongodb://user:password@host:port/database, with special characters percent-encoded")
	}
	return o, nil
}

// database returns the name that the URI's path gives.
func (c Config) database() (string, error) {
	_, rest, _ := strings.Cut(c.URI, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, path, _ := strings.Cut(rest, "/")
	name, err := url.PathUnescape(path)
	if err != nil {
		return "", fmt.Errorf("mongostore: the database name in the MongoDB URI: %w", err)
	}
	if name == "" {
		return defaultDatabase, nil
	}
	return name, nil
}
