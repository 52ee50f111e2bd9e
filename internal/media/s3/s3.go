// Package s3 keeps bytes in an S3-compatible object store, such as MinIO, Ceph or a cloud's own.
//
// One object is one file, put by one request: the store shows it whole or not at all. The package may import errs and
// media.
package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"thidua/internal/errs"
	"thidua/internal/media"
)

// Config says where objects are kept.
type Config struct {
	// Endpoint is the address of the store, such as "https://s3.example.vn". Required.
	Endpoint string
	// Bucket must exist. Required.
	Bucket string
	// Region of the bucket; empty asks the store.
	Region string
	// Prefix begins the names of all objects, for buckets that others use too.
	Prefix string
	// AccessKey and SecretKey sign the requests.
	AccessKey, SecretKey string
}

// Blobs is a [media.Blobs] in a bucket. It is safe for concurrent use.
type Blobs struct {
	client         *minio.Client
	bucket, prefix string
}

var _ media.Blobs = (*Blobs)(nil)

// Open returns the blobs of a bucket, which must be there and open to the keys.
func Open(ctx context.Context, c Config) (*Blobs, error) {
	u, err := url.Parse(c.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || path.Clean("/"+u.Path) != "/" {
		return nil, fmt.Errorf("the endpoint %q is not like https://s3.example.vn", c.Endpoint)
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKey, c.SecretKey, ""), Secure: u.Scheme == "https", Region: c.Region,
	})
	if err != nil {
		return nil, fmt.Errorf("open object store: %w", err)
	}
	b := &Blobs{client: client, bucket: c.Bucket, prefix: c.Prefix}
	there, err := client.BucketExists(ctx, c.Bucket)
	if err != nil {
		return nil, fmt.Errorf("look for bucket %q: %w", c.Bucket, err)
	}
	if !there {
		return nil, fmt.Errorf("there is no bucket %q", c.Bucket)
	}
	return b, nil
}

// Put implements [media.Blobs].
func (b *Blobs) Put(ctx context.Context, key string, content io.Reader, size int64) error {
	if err := media.CheckKey(key); err != nil {
		return err
	}
	exactly := &counted{r: io.LimitReader(content, size)}
	_, err := b.client.PutObject(ctx, b.bucket, b.prefix+key, exactly, size, minio.PutObjectOptions{
		ContentType: "application/octet-stream", DisableMultipart: true,
	})
	if exactly.ended && exactly.n != size {
		return fmt.Errorf("put object %s: %d bytes came instead of %d", key, exactly.n, size)
	}
	if err != nil {
		return fmt.Errorf("put object %s: %w", key, translate(ctx, err))
	}
	return nil
}

// counted counts what is read, to its end.
type counted struct {
	r     io.Reader
	n     int64
	ended bool
}

// Read implements [io.Reader].
func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	c.ended = c.ended || errors.Is(err, io.EOF)
	return n, err
}

// Open implements [media.Blobs].
func (b *Blobs) Open(ctx context.Context, key string) (io.ReadSeekCloser, int64, error) {
	if err := media.CheckKey(key); err != nil {
		return nil, 0, err
	}
	object, err := b.client.GetObject(ctx, b.bucket, b.prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, fmt.Errorf("open object %s: %w", key, translate(ctx, err))
	}
	info, err := object.Stat()
	if err == nil {
		return object, info.Size, nil
	}
	_ = object.Close() // nothing was read
	if minio.ToErrorResponse(err).Code == minio.NoSuchKey {
		return nil, 0, media.Missing(key)
	}
	return nil, 0, fmt.Errorf("open object %s: %w", key, translate(ctx, err))
}

// Delete implements [media.Blobs].
func (b *Blobs) Delete(ctx context.Context, key string) error {
	if err := media.CheckKey(key); err != nil {
		return err
	}
	if err := b.client.RemoveObject(ctx, b.bucket, b.prefix+key, minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("delete object %s: %w", key, translate(ctx, err))
	}
	return nil
}

// Each implements [media.Blobs].
func (b *Blobs) Each(ctx context.Context, visit func(key string, at time.Time) error) error {
	ctx, stop := context.WithCancel(ctx) // the listing goes on until somebody ends it
	defer stop()
	for object := range b.client.ListObjectsIter(ctx, b.bucket, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if object.Err != nil {
			return fmt.Errorf("list objects: %w", translate(ctx, object.Err))
		}
		key := object.Key[len(b.prefix):]
		if media.CheckKey(key) != nil {
			continue // not ours
		}
		if err := visit(key, object.LastModified); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Tidy implements [media.Blobs]. An object that was not put whole is not there, so nothing is left of it.
func (b *Blobs) Tidy(context.Context, time.Time) error { return nil }

// translate tells what the store answered from a failure to reach it, which may pass.
func translate(ctx context.Context, err error) error {
	if ended := ctx.Err(); ended != nil {
		return errors.Join(ended, err)
	}
	if answer := minio.ToErrorResponse(err); answer.StatusCode != 0 && answer.StatusCode < 500 {
		return err
	}
	return errs.New(errs.Unavailable,
		"Không kết nối được với kho tệp; hãy thử lại sau.", "The store of files cannot be reached; try again.").Because(err)
}
