package mongostore

import (
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/media"
	"thidua/internal/media/blobtest"
	"thidua/internal/store/mongostore/mongotest"
)

// What cmd puts a Blobs in must keep fitting, although the package does not import media.
var _ media.Blobs = (*Blobs)(nil)

func openBlobs(t *testing.T) *Blobs {
	t.Helper()
	s, err := Open(t.Context(), Config{URI: mongotest.OwnDatabase(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.client.Disconnect(t.Context()) })
	return s.Blobs()
}

func TestBlobsMeetTheContract(t *testing.T) {
	t.Parallel()
	mongotest.RequireServer(t)
	blobtest.Run(t, func(t *testing.T) media.Blobs {
		t.Helper()
		return openBlobs(t)
	})
}

func TestTidyTakesAwayChunksOfKilledUploads(t *testing.T) {
	t.Parallel()
	b := openBlobs(t)
	orphan := bson.NewObjectIDFromTimestamp(time.Now().Add(-2 * time.Hour))
	chunks := b.bucket.GetChunksCollection()
	for n := range 3 {
		chunk := bson.D{{Key: "files_id", Value: orphan}, {Key: "n", Value: n}, {Key: "data", Value: []byte("một mẩu")}}
		if _, err := chunks.InsertOne(t.Context(), chunk); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		before time.Time
		want   int64
	}{{time.Now().Add(-3 * time.Hour), 3}, {time.Now().Add(-time.Hour), 0}} {
		if err := b.Tidy(t.Context(), step.before); err != nil {
			t.Fatal(err)
		}
		if n, err := chunks.CountDocuments(t.Context(), bson.D{}); err != nil || n != step.want {
			t.Errorf("before %s: %d chunks, %v; want %d", step.before, n, err, step.want)
		}
	}
}
