// Package disk keeps bytes in a directory of the machine: the blobs of the embedded store.
//
// A file is written beside its place, flushed to the disk and renamed into it, and then its directory is flushed: after
// a kill at any moment it is there whole or not at all. What a killed write leaves lies in a directory of its own. The
// package may import media only.
package disk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"thidua/internal/media"
)

// Blobs is a [media.Blobs] in a directory. It is safe for concurrent use.
type Blobs struct {
	dir string
}

var _ media.Blobs = (*Blobs)(nil)

// The directories within: unfinished holds what is being written, blobs the rest in one directory for each first byte of
// the keys' hashes, so that none has too many files.
const (
	unfinished = "unfinished"
	blobs      = "blobs"
)

// Open returns the blobs of a directory, which it makes if need be.
func Open(dir string) (*Blobs, error) {
	for _, name := range []string{unfinished, blobs} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			return nil, fmt.Errorf("make the directory of media: %w", err)
		}
	}
	return &Blobs{dir: dir}, nil
}

// place returns where the bytes of a key lie.
func (b *Blobs) place(key string) (string, error) {
	if err := media.CheckKey(key); err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(b.dir, blobs, hex.EncodeToString(sum[:1]), key), nil
}

// Put implements [media.Blobs].
func (b *Blobs) Put(ctx context.Context, key string, content io.Reader, size int64) error {
	place, err := b.place(key)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Join(b.dir, unfinished), "*")
	if err != nil {
		return fmt.Errorf("begin file %s: %w", key, err)
	}
	if err := fill(ctx, f, content, size); err != nil {
		return errors.Join(fmt.Errorf("write file %s: %w", key, err), os.Remove(f.Name()))
	}
	dir := filepath.Dir(place)
	made := os.Mkdir(dir, 0o700)
	if made != nil && !errors.Is(made, fs.ErrExist) {
		return errors.Join(fmt.Errorf("make a directory for file %s: %w", key, made), os.Remove(f.Name()))
	}
	if err := os.Rename(f.Name(), place); err != nil {
		return errors.Join(fmt.Errorf("put file %s in its place: %w", key, err), os.Remove(f.Name()))
	}
	if err := flush(dir); err != nil {
		return err
	}
	if made == nil {
		return flush(filepath.Dir(dir))
	}
	return nil
}

// fill writes what content gives, flushes and closes the file. It fails unless that is size bytes.
func fill(ctx context.Context, f *os.File, content io.Reader, size int64) error {
	n, err := io.Copy(f, io.LimitReader(content, size))
	switch {
	case err != nil:
	case n != size:
		err = fmt.Errorf("%d bytes came instead of %d", n, size)
	case ctx.Err() != nil:
		err = ctx.Err()
	default:
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// flush makes the names in a directory survive a crash of the machine.
func flush(dir string) error {
	d, err := os.Open(dir) //nolint:gosec // a directory of our own
	if err != nil {
		return fmt.Errorf("flush directory: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("flush directory %s: %w", dir, err)
	}
	return nil
}

// Open implements [media.Blobs].
func (b *Blobs) Open(_ context.Context, key string) (io.ReadSeekCloser, int64, error) {
	place, err := b.place(key)
	if err != nil {
		return nil, 0, err
	}
	f, err := os.Open(place) //nolint:gosec // the key was checked
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, media.Missing(key)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("open file %s: %w", key, err)
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(fmt.Errorf("look at file %s: %w", key, err), f.Close())
	}
	return f, info.Size(), nil
}

// Delete implements [media.Blobs].
func (b *Blobs) Delete(_ context.Context, key string) error {
	place, err := b.place(key)
	if err != nil {
		return err
	}
	if err := os.Remove(place); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete file %s: %w", key, err)
	}
	return nil
}

// Each implements [media.Blobs].
func (b *Blobs) Each(ctx context.Context, visit func(key string, at time.Time) error) error {
	return b.walk(ctx, blobs, func(path string, info fs.FileInfo) error { return visit(filepath.Base(path), info.ModTime()) })
}

// Tidy implements [media.Blobs].
func (b *Blobs) Tidy(ctx context.Context, before time.Time) error {
	return b.walk(ctx, unfinished, func(path string, info fs.FileInfo) error {
		if !info.ModTime().Before(before) {
			return nil
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("delete what a killed write left: %w", err)
		}
		return nil
	})
}

// walk calls visit with each file below one of our directories. Files that go away meanwhile are passed over.
func (b *Blobs) walk(ctx context.Context, name string, visit func(path string, info fs.FileInfo) error) error {
	return filepath.WalkDir(filepath.Join(b.dir, name), func(path string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("walk files: %w", err)
		}
		if err := ctx.Err(); err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("look at %s: %w", path, err)
		}
		return visit(path, info)
	})
}
