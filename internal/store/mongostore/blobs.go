package mongostore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"thidua/internal/errs"
)

// Blobs keeps bytes in GridFS, in the database of the documents: chunks of a megabyte, and one document for each file,
// which is written last and makes it visible. It does what media.Blobs asks for. It is safe for concurrent use.
type Blobs struct {
	store  *Store
	bucket *mongo.GridFSBucket
}

// The bucket of media and the size of its chunks in bytes.
const (
	blobBucket = "blobs"
	blobChunk  = 1 << 20
)

// Blobs returns the bytes that lie beside the documents. They are read and written until the store is closed.
func (s *Store) Blobs() *Blobs {
	return &Blobs{store: s, bucket: s.db.GridFSBucket(options.GridFSBucket().SetName(blobBucket).SetChunkSizeBytes(blobChunk))}
}

// blobFile is the document of one file. The same key may have several, of which all have the same bytes.
type blobFile struct {
	ID     bson.ObjectID `bson:"_id"`
	Key    string        `bson:"filename"`
	Length int64         `bson:"length"`
	Chunk  int64         `bson:"chunkSize"`
	At     time.Time     `bson:"uploadDate"`
}

// Put does what media.Blobs says.
func (b *Blobs) Put(ctx context.Context, key string, content io.Reader, size int64) error {
	if err := b.store.calls.enter(); err != nil {
		return err
	}
	defer b.store.calls.leave()
	upload, err := b.bucket.OpenUploadStream(ctx, key)
	if err != nil {
		return fmt.Errorf("begin file %s: %w", key, translate(ctx, err))
	}
	n, err := io.Copy(upload, io.LimitReader(content, size))
	if err == nil && n != size {
		err = fmt.Errorf("%d bytes came instead of %d", n, size)
	}
	if err != nil {
		return fmt.Errorf("write file %s: %w", key, errors.Join(translate(ctx, err), upload.Abort()))
	}
	if err := upload.Close(); err != nil {
		return fmt.Errorf("finish file %s: %w", key, translate(ctx, err))
	}
	return nil
}

// Open does what media.Blobs says.
func (b *Blobs) Open(ctx context.Context, key string) (io.ReadSeekCloser, int64, error) {
	if err := b.store.calls.enter(); err != nil {
		return nil, 0, err
	}
	defer b.store.calls.leave()
	byName := bson.D{{Key: "filename", Value: 1}, {Key: "uploadDate", Value: 1}}
	newest := options.FindOne().SetSort(bson.D{{Key: "uploadDate", Value: -1}}).SetHint(byName)
	var f blobFile
	err := b.bucket.GetFilesCollection().FindOne(ctx, bson.D{{Key: "filename", Value: key}}, newest).Decode(&f)
	if noHint(err) { // nothing was ever put, so the index is not there
		err = mongo.ErrNoDocuments
	}
	if errors.Is(err, mongo.ErrNoDocuments) {
		return nil, 0, errs.Missing("tệp", "file", key)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("open file %s: %w", key, translate(ctx, err))
	}
	return &blobReader{ctx: ctx, chunks: b.bucket.GetChunksCollection(), file: f, number: -1}, f.Length, nil
}

// codeBadValue is how the server refuses a hint that names no index.
const codeBadValue = 2

func noHint(err error) bool {
	var answer mongo.ServerError
	return errors.As(err, &answer) && answer.HasErrorCode(codeBadValue)
}

// Delete does what media.Blobs says.
func (b *Blobs) Delete(ctx context.Context, key string) error {
	if err := b.store.calls.enter(); err != nil {
		return err
	}
	defer b.store.calls.leave()
	cursor, err := b.bucket.GetFilesCollection().Find(ctx, bson.D{{Key: "filename", Value: key}})
	if err != nil {
		return fmt.Errorf("find file %s: %w", key, translate(ctx, err))
	}
	var files []blobFile
	if err := cursor.All(ctx, &files); err != nil {
		return fmt.Errorf("find file %s: %w", key, translate(ctx, err))
	}
	for _, f := range files {
		if err := b.bucket.Delete(ctx, f.ID); err != nil && !errors.Is(err, mongo.ErrFileNotFound) {
			return fmt.Errorf("delete file %s: %w", key, translate(ctx, err))
		}
	}
	return nil
}

// Each does what media.Blobs says.
func (b *Blobs) Each(ctx context.Context, visit func(key string, at time.Time) error) error {
	return b.walk(ctx, b.bucket.GetFilesCollection(), bson.D{}, func(raw bson.Raw) error {
		var f blobFile
		if err := bson.Unmarshal(raw, &f); err != nil {
			return fmt.Errorf("read the document of a file: %w", err)
		}
		return visit(f.Key, f.At)
	})
}

// Tidy does what media.Blobs says: it takes away chunks without a document. An upload's ID has its time.
func (b *Blobs) Tidy(ctx context.Context, before time.Time) error {
	chunks, files := b.bucket.GetChunksCollection(), b.bucket.GetFilesCollection()
	old := bson.D{{Key: "n", Value: 0}, {Key: "files_id", Value: bson.D{{Key: "$lt", Value: bson.NewObjectIDFromTimestamp(before)}}}}
	return b.walk(ctx, chunks, old, func(raw bson.Raw) error {
		id, ok := raw.Lookup("files_id").ObjectIDOK()
		if !ok {
			return nil // not ours
		}
		n, err := files.CountDocuments(ctx, bson.D{{Key: "_id", Value: id}})
		if err != nil || n > 0 {
			return translate(ctx, err)
		}
		_, err = chunks.DeleteMany(ctx, bson.D{{Key: "files_id", Value: id}})
		return translate(ctx, err)
	})
}

// walk calls visit with each document, of chunks without their data.
func (b *Blobs) walk(ctx context.Context, c *mongo.Collection, filter bson.D, visit func(bson.Raw) error) error {
	if err := b.store.calls.enter(); err != nil {
		return err
	}
	defer b.store.calls.leave()
	cursor, err := c.Find(ctx, filter, options.Find().SetProjection(bson.D{{Key: "data", Value: 0}}))
	if err != nil {
		return fmt.Errorf("list files: %w", translate(ctx, err))
	}
	if err := drain(ctx, cursor, visit); err != nil {
		return fmt.Errorf("list files: %w", translate(ctx, err))
	}
	return nil
}

// blobReader reads a file chunk by chunk, from anywhere. It is used by one goroutine.
type blobReader struct {
	ctx    context.Context //nolint:containedctx // a reader has no other place for the context of its opener
	chunks *mongo.Collection
	file   blobFile
	at     int64 // where the next byte is read
	number int64 // of the chunk at hand; -1 for none
	chunk  []byte
}

// Read implements [io.Reader].
func (r *blobReader) Read(p []byte) (int, error) {
	if r.at >= r.file.Length {
		return 0, io.EOF
	}
	if number := r.at / r.file.Chunk; number != r.number {
		if err := r.load(number); err != nil {
			return 0, err
		}
	}
	within := r.at % r.file.Chunk
	if within >= int64(len(r.chunk)) {
		return 0, fmt.Errorf("read file %s: a chunk is too short", r.file.Key)
	}
	n := copy(p, r.chunk[within:])
	r.at += int64(n)
	return n, nil
}

// load reads a chunk.
func (r *blobReader) load(number int64) error {
	var chunk struct {
		Data []byte `bson:"data"`
	}
	byFile := bson.D{{Key: "files_id", Value: 1}, {Key: "n", Value: 1}}
	filter := bson.D{{Key: "files_id", Value: r.file.ID}, {Key: "n", Value: number}}
	if err := r.chunks.FindOne(r.ctx, filter, options.FindOne().SetHint(byFile)).Decode(&chunk); err != nil {
		return fmt.Errorf("read file %s: %w", r.file.Key, translate(r.ctx, err))
	}
	r.number, r.chunk = number, chunk.Data
	return nil
}

// Seek implements [io.Seeker].
func (r *blobReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.file.Length
	}
	if offset < 0 {
		return 0, errors.New("seek before the beginning of a file")
	}
	r.at = offset
	return offset, nil
}

// Close implements [io.Closer]. There is nothing to free.
func (r *blobReader) Close() error { return nil }
