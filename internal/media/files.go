package media

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/webp"
	"golang.org/x/sync/semaphore"
	"golang.org/x/sync/singleflight"

	"thidua/internal/errs"
)

// MaxSide is the largest width and height of a picture, in pixels.
const MaxSide = 20_000

// decodingMemory bounds what decoded pictures take at one time, in bytes, all requests together.
const decodingMemory = 512 << 20

// Files takes files in and gives them out. It is safe for concurrent use.
type Files struct {
	blobs     Blobs
	dir       string
	maxPixels int64
	memory    *semaphore.Weighted
	making    singleflight.Group
}

// NewFiles returns files that lie in blobs. Pictures have at most maxPixels pixels. What is cleaned lies in temporary files
// of dir; an empty one is that of the machine.
func NewFiles(blobs Blobs, dir string, maxPixels int64) *Files {
	return &Files{blobs: blobs, dir: dir, maxPixels: maxPixels, memory: semaphore.NewWeighted(decodingMemory)}
}

// Info is what the content of a file says of it.
type Info struct {
	Kind
	Hash          string // SHA-256 of what is kept, in hexadecimal
	Bytes         int64  // of what is kept
	Width, Height int64  // of a picture as it is looked at, in pixels; otherwise 0
}

// Take keeps a file as the bytes of the metadata with the ID, which must be a new one, and says what the file is. They
// survive a crash when it returns: the metadata is to be saved after that, and never before. The caller closes the
// upload. It fails with [errs.Invalid] or [errs.Limit] for a file that is not taken in.
func (f *Files) Take(ctx context.Context, id string, u *Upload) (Info, error) {
	if u == nil || u.file == nil {
		return Info{}, errs.InvalidField("file", "Thiếu tệp.", "The file is missing.")
	}
	kind, err := kindOf(u.file, u.size, u.Name)
	if err != nil {
		return Info{}, err
	}
	info := Info{Kind: kind, Bytes: u.size}
	kept := u.file
	if kind.Picture {
		cleaned, err := f.cleaned(ctx, &info, u)
		if err != nil {
			return Info{}, err
		}
		defer func() { _ = cleaned.Close() }() // what was in it is put by then, or is not wanted
		kept = cleaned
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(kept, 0, info.Bytes)); err != nil {
		return Info{}, fmt.Errorf("hash file: %w", err)
	}
	info.Hash = hex.EncodeToString(sum.Sum(nil))
	if err := f.blobs.Put(ctx, originalKey(id), io.NewSectionReader(kept, 0, info.Bytes), info.Bytes); err != nil {
		return Info{}, err
	}
	return info, nil
}

// cleaned writes a picture without what is not needed to show it, proves that it can be shown, and completes the info.
func (f *Files) cleaned(ctx context.Context, info *Info, u *Upload) (kept *temporary, err error) {
	config, err := decodeConfig(info.Kind, io.NewSectionReader(u.file, 0, u.size))
	if err != nil {
		return nil, damaged(err)
	}
	if err := f.fits(config); err != nil {
		return nil, err
	}
	if kept, err = newTemporary(f.dir); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, kept.Close())
		}
	}()
	found, err := clean(kept, info.Kind, u.file, u.size)
	if err != nil {
		return kept, damaged(err)
	}
	if info.Bytes, err = kept.Seek(0, io.SeekEnd); err != nil {
		return kept, fmt.Errorf("measure file: %w", err)
	}
	proof := func(image.Image) error { return nil }
	if err := f.decode(ctx, info.Kind, io.NewSectionReader(kept, 0, info.Bytes), found, proof); err != nil {
		return kept, err
	}
	info.Width, info.Height = int64(config.Width), int64(config.Height)
	if found.orientation.lies() {
		info.Width, info.Height = info.Height, info.Width
	}
	return kept, nil
}

// fits refuses pictures that are too large to be decoded, by what they say of themselves.
func (f *Files) fits(c image.Config) error {
	if c.Width < 1 || c.Height < 1 {
		return damaged(errors.New("it has no pixels"))
	}
	pixels := int64(c.Width) * int64(c.Height)
	if c.Width > MaxSide || c.Height > MaxSide || pixels > f.maxPixels {
		e := errs.New(errs.Limit,
			fmt.Sprintf("Ảnh có %d × %d điểm ảnh; tối đa %d triệu điểm ảnh và mỗi cạnh %d. Hãy thu nhỏ ảnh.", c.Width, c.Height, f.maxPixels/1e6, MaxSide),
			fmt.Sprintf("The picture has %d × %d pixels; at most %d million, and %d on each side. Make it smaller.", c.Width, c.Height, f.maxPixels/1e6, MaxSide))
		e.Field = []string{"file"}
		return e
	}
	return nil
}

// clean copies a picture without what is not needed to show it.
func clean(w io.Writer, kind Kind, content io.ReaderAt, size int64) (facts, error) {
	r := io.NewSectionReader(content, 0, size)
	switch kind {
	case jpegKind():
		return cleanJPEG(w, r)
	case pngKind():
		return cleanPNG(w, r)
	case gifKind():
		return cleanGIF(w, r)
	default:
		return cleanWebP(w, content, size)
	}
}

func decodeConfig(kind Kind, r io.Reader) (image.Config, error) {
	switch kind {
	case jpegKind():
		return jpeg.DecodeConfig(r)
	case pngKind():
		return png.DecodeConfig(r)
	case gifKind():
		return gif.DecodeConfig(r)
	default:
		return webp.DecodeConfig(r)
	}
}

// decode decodes a picture, of a moving one the first, when there is memory for it, and lets use have it.
func (f *Files) decode(ctx context.Context, kind Kind, content io.ReadSeeker, found facts, use func(image.Image) error) error {
	config, err := decodeConfig(kind, content)
	if err != nil {
		return damaged(err)
	}
	if err := f.fits(config); err != nil {
		return err
	}
	need := memoryOf(kind, config, found)
	if need > decodingMemory {
		e := errs.New(errs.Limit,
			"Ảnh cần quá nhiều bộ nhớ để mở; hãy thu nhỏ ảnh, hoặc lưu lại ở dạng JPEG thường (không progressive).",
			"The picture takes too much memory to be opened: make it smaller, or save it as a baseline JPEG.")
		e.Field = []string{"file"}
		return e
	}
	if err := f.memory.Acquire(ctx, need); err != nil {
		return fmt.Errorf("wait for memory: %w", err)
	}
	defer f.memory.Release(need)
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read picture: %w", err)
	}
	var picture image.Image
	switch kind {
	case jpegKind():
		picture, err = jpeg.Decode(content)
	case pngKind():
		picture, err = png.Decode(content)
	case gifKind():
		picture, err = gif.Decode(content)
	default:
		picture, err = webp.Decode(content)
	}
	if err != nil {
		return damaged(err)
	}
	return use(picture)
}

// memoryOf estimates, from above, what decoding a picture takes. Several small ones at a time are enough too.
func memoryOf(kind Kind, c image.Config, found facts) int64 {
	pixels := int64(c.Width) * int64(c.Height)
	perPixel := int64(400) // hundredths of a byte
	switch {
	case kind == jpegKind():
		perPixel = int64(max(found.samples, 100))
		if found.progressive {
			perPixel *= 5 // a coefficient of four bytes for each sample
		}
	case kind == webpKind():
		perPixel = 800
	case c.ColorModel == color.RGBA64Model, c.ColorModel == color.NRGBA64Model:
		perPixel = 800
	}
	const least = decodingMemory / 16
	return max(pixels*perPixel/100, least)
}

// Open returns the bytes of a file as it was taken in.
func (f *Files) Open(ctx context.Context, id string) (io.ReadSeekCloser, int64, error) {
	return f.blobs.Open(ctx, originalKey(id))
}

// Each calls visit with the key of each file and variant and when it was put, as [Blobs.Each].
func (f *Files) Each(ctx context.Context, visit func(key string, at time.Time) error) error {
	return f.blobs.Each(ctx, visit)
}

// Delete takes what lies under a key away.
func (f *Files) Delete(ctx context.Context, key string) error { return f.blobs.Delete(ctx, key) }

// Tidy takes away what is left of uploads that began before a time and were killed.
func (f *Files) Tidy(ctx context.Context, before time.Time) error { return f.blobs.Tidy(ctx, before) }
