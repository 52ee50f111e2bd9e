package media

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"thidua/internal/errs"
)

// Blobs keeps bytes under keys that [CheckKey] lets pass. It is safe for concurrent use, also by several processes. It
// imposes nothing on the order of keys.
type Blobs interface {
	// Put keeps size bytes of content, at least one. When it returns without an error they survive a kill of the process and of the
	// machine; before, nobody sees a part of them. Who puts the same key again puts the same bytes, so either stays. It fails if
	// there are fewer bytes, and reads no more.
	Put(ctx context.Context, key string, content io.Reader, size int64) error
	// Open returns the bytes and how many they are; [errs.NotFound] if there are none under the key. ctx bounds the
	// reading too. Who opens closes.
	Open(ctx context.Context, key string) (content io.ReadSeekCloser, size int64, err error)
	// Delete takes the bytes away; none under the key is no error.
	Delete(ctx context.Context, key string) error
	// Each calls visit with each key and when it was put, and stops at its first error. What is put or deleted
	// meanwhile may be there or not. A visit may delete what it is called with.
	Each(ctx context.Context, visit func(key string, at time.Time) error) error
	// Tidy takes away what is left of Puts that began before a time and were killed.
	Tidy(ctx context.Context, before time.Time) error
}

// maxKey is the largest length of a key.
const maxKey = 128

// CheckKey returns an error for a key that is not 1 to 128 letters, digits and marks of "_-.", or that begins with a dot:
// no key can lead out of a directory.
func CheckKey(key string) error {
	fits := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.", r)
	}
	if key == "" || len(key) > maxKey || key[0] == '.' || strings.ContainsFunc(key, func(r rune) bool { return !fits(r) }) {
		return fmt.Errorf("the key %.200q is not 1 to %d letters, digits, dots, hyphens and low lines", key, maxKey)
	}
	return nil
}

// Missing is the error for a key under which there is nothing.
func Missing(key string) error { return errs.Missing("tệp", "file", key) }

// originalEnd ends the key of a file as it was taken in; what comes before is the ID of its metadata.
const originalEnd = ".original"

func originalKey(id string) string { return id + originalEnd }

// OwnerOf returns the ID of the metadata that a key belongs to.
func OwnerOf(key string) string {
	id, _, _ := strings.Cut(key, ".")
	return id
}
