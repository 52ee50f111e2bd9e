package media

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/sync/semaphore"

	"thidua/internal/errs"
)

// Upload is a file on its way in: received, and not looked at yet. It lies in a temporary file that has no name any more,
// so that it is gone when it is closed, and also when the process is killed.
type Upload struct {
	// Name is what the sender calls the file. It says nothing about the content.
	Name string

	file  *temporary
	size  int64
	leave func()
}

// Close frees what the upload takes. Closing again, or what was never received, is no error.
func (u *Upload) Close() error {
	if u == nil || u.file == nil {
		return nil
	}
	f := u.file
	u.file = nil
	u.leave()
	return f.Close()
}

// Tray receives uploads, some at a time. It is safe for concurrent use.
type Tray struct {
	dir      string
	maxBytes int64
	room     *semaphore.Weighted
}

// NewTray returns a tray with room for n uploads of at most maxBytes at a time, in temporary files of a directory; an
// empty one is that of the machine.
func NewTray(dir string, maxBytes int64, n int) *Tray {
	return &Tray{dir: dir, maxBytes: maxBytes, room: semaphore.NewWeighted(int64(n))}
}

// MaxBytes is the size of the largest file that the tray receives.
func (t *Tray) MaxBytes() int64 { return t.maxBytes }

// Receive fills an upload with what content gives, to its end. It fails with [errs.Limit] for a file that is too
// large, and with [errs.Unavailable] if others have all the room. After an error there is nothing to close.
func (t *Tray) Receive(ctx context.Context, u *Upload, content io.Reader) (err error) {
	if !t.room.TryAcquire(1) {
		return errs.New(errs.Unavailable,
			"Đang có quá nhiều người tải tệp lên; hãy thử lại sau ít phút.", "Too many files are being uploaded; try again in a few minutes.")
	}
	f, err := newTemporary(t.dir)
	if err != nil {
		t.room.Release(1)
		return err
	}
	u.file, u.leave = f, func() { t.room.Release(1) }
	defer func() {
		if err != nil {
			err = errors.Join(err, u.Close())
		}
	}()
	if u.size, err = io.Copy(f, io.LimitReader(content, t.maxBytes+1)); err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	if u.size > t.maxBytes {
		return errs.New(errs.Limit,
			fmt.Sprintf("Tệp lớn quá %s; hãy giảm kích thước rồi tải lại.", inMB(t.maxBytes)),
			fmt.Sprintf("The file is larger than %s: make it smaller.", inMB(t.maxBytes)))
	}
	return ctx.Err()
}

// temporary is a file that is gone when it is closed. It has no name, where the system lets an open file lose its name,
// so that a killed process leaves nothing.
type temporary struct {
	*os.File
	named bool
}

func newTemporary(dir string) (*temporary, error) {
	f, err := os.CreateTemp(dir, "thidua-upload-*")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	return &temporary{File: f, named: os.Remove(f.Name()) != nil}, nil
}

// Close frees the file.
func (t *temporary) Close() error {
	err := t.File.Close()
	if t.named {
		err = errors.Join(err, os.Remove(t.Name()))
	}
	return err
}

func inMB(bytes int64) string { return fmt.Sprintf("%d MB", bytes>>20) }

// Content returns the bytes of an upload that was received and is not closed.
func (u *Upload) Content() *io.SectionReader {
	if u == nil || u.file == nil {
		return io.NewSectionReader(nil, 0, 0)
	}
	return io.NewSectionReader(u.file, 0, u.size)
}
