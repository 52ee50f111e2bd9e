package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/storetest"
)

// acknowledged is what a killed writer had told before it died: the content token of each version of each document.
type acknowledged map[string]map[int64]string

// TestNothingAcknowledgedIsLost kills processes that write and relay, at random moments, until a thousand writes were
// acknowledged, and then looks for each of them, its history and its one journal record.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	const seed = 20261122
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		testKills(t, sqliteDatabase(t), rand.New(rand.NewPCG(seed, 1)))
	})
	t.Run("MongoDB", func(t *testing.T) {
		t.Parallel()
		testKills(t, "mongo:"+mongotest.OwnDatabase(t), rand.New(rand.NewPCG(seed, 2)))
	})
}

func testKills(t *testing.T, database string, random *rand.Rand) {
	writes, rounds := 1000, 10
	if testing.Short() {
		writes, rounds = 200, 3
	}
	acks, total, killed := acknowledged{}, 0, 0
	for ; total < writes; killed++ {
		n := 1 + random.IntN(2*writes/rounds)
		total += acks.collect(t, database, n, time.Duration(random.IntN(4000))*time.Microsecond)
	}
	t.Logf("%d writes to %d documents were acknowledged, %d processes killed", total, len(acks), killed)

	ctx := t.Context()
	s := opener(t, database)(time.Now)
	things := storetest.Things()
	j := journal.New(s, journal.Config{Lease: time.Second}) // a killed relay's lease runs out by the real clock
	if err := s.Ensure(ctx, things, journal.Schema()); err != nil {
		t.Fatalf("Ensure: %v", err)
	}
	if err := journal.NewRelay(j).Drain(ctx); err != nil {
		t.Fatalf("Drain: %v", err)
	}
	if left, err := s.Pending(ctx, 10); err != nil || len(left) > 0 {
		t.Errorf("the outbox after draining it = %v, %v", left, err)
	}
	report, err := j.Verify(ctx, 0)
	if err != nil || report.Broken != nil {
		t.Errorf("Verify = %+v (%v), %v", report, report.Broken, err)
	}
	stored := int64(0)
	docs, err := s.Find(ctx, things, store.Query{Limit: store.MaxLimit, Read: store.Light})
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		id := doc.Lookup(store.IDField).StringValue()
		stored += checkDocument(t, s, things, j, doc, acks[id])
		delete(acks, id)
	}
	for id := range acks {
		t.Errorf("%s was acknowledged and is lost", id)
	}
	if report.Checked != stored || stored < int64(total) {
		t.Errorf("%d journal records of %d versions, of which %d were acknowledged", report.Checked, stored, total)
	}
}

// collect runs a writer until it acknowledged n more writes, kills it a little later, and notes all that it told.
func (a acknowledged) collect(t *testing.T, database string, n int, later time.Duration) int {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), writerDatabase+"="+database)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		a.note(t, lines.Text())
		if told++; told == n {
			// The moment of death is to fall anywhere within a write, so it is chosen by time.
			time.AfterFunc(later, func() { _ = cmd.Process.Kill() })
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // killed
	if told < n {
		t.Fatalf("the writer ended by itself after %d of %d writes: %v", told, n, cmd.ProcessState)
	}
	return told
}

func (a acknowledged) note(t *testing.T, line string) {
	t.Helper()
	var id, token string
	var version int64
	if _, err := fmt.Sscanf(line, "%s %d %s", &id, &version, &token); err != nil {
		t.Fatalf("the writer said %q: %v", line, err)
	}
	if a[id] == nil {
		a[id] = map[int64]string{}
	}
	if other := a[id][version]; other != "" {
		t.Errorf("version %d of %s was acknowledged twice, as %s and %s", version, id, other, token)
	}
	a[id][version] = token
}

// checkDocument looks for the acknowledged versions of a document in it and its history and returns how many versions it has.
func checkDocument(t *testing.T, s store.Store, things *store.Schema, j *journal.Journal, doc bson.Raw, acks map[int64]string) int64 {
	t.Helper()
	id, last := doc.Lookup(store.IDField).StringValue(), doc.Lookup(store.VersionField).AsInt64()
	past, err := s.History(t.Context(), things, id, 0, store.MaxLimit)
	if err != nil {
		t.Fatal(err)
	}
	all := append([]bson.Raw{doc}, past...)
	if int64(len(all)) != last {
		t.Fatalf("%s: version %d has %d predecessors", id, last, len(past))
	}
	for i, doc := range all {
		version := last - int64(i)
		if got := doc.Lookup(store.VersionField).AsInt64(); got != version {
			t.Fatalf("%s: version %d stands where %d should", id, got, version)
		}
		if want, got := acks[version], doc.Lookup("name").StringValue(); want != "" && want != got {
			t.Errorf("%s: version %d is %s; %s was acknowledged", id, version, got, want)
		}
		delete(acks, version)
	}
	for version, token := range acks {
		t.Errorf("%s: version %d (%s) was acknowledged and is lost", id, version, token)
	}
	records, err := j.OfDocument(t.Context(), things.Name, id, store.Page{Limit: store.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	if int64(len(records)) != last {
		t.Errorf("%s: %d journal records of %d versions", id, len(records), last)
	}
	for i, r := range records {
		if want := last - int64(i); r.Entry.Version != want {
			t.Errorf("%s: the journal has version %d where %d should be", id, r.Entry.Version, want)
		}
	}
	return last
}

// writerDatabase is the environment variable that makes the test binary a process to be killed, and says on what
// database.
const writerDatabase = "THIDUA_TEST_WRITER"

func TestMain(m *testing.M) {
	if database := os.Getenv(writerDatabase); database != "" {
		if err := write(database, os.Stdout); err != nil {
			_, _ = fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}
