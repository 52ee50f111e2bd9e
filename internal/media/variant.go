package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/internal/errs"
)

// Crop is what is shown of a picture.
type Crop string

// The crops, by the ratio of width to height.
const (
	Whole    Crop = "ORIGINAL"     // all of it
	Square   Crop = "SQUARE"       // 1:1
	Wide     Crop = "WIDE_16_9"    // 16:9
	Standard Crop = "STANDARD_4_3" // 4:3
	Portrait Crop = "PORTRAIT_3_4" // 3:4
)

// Crops lists all crops.
func Crops() []Crop { return []Crop{Whole, Square, Wide, Standard, Portrait} }

// ratio returns width and height of the crop's shape; zero for the picture's own.
func (c Crop) ratio() (w, h int) {
	switch c {
	case Square:
		return 1, 1
	case Wide:
		return 16, 9
	case Standard:
		return 4, 3
	case Portrait:
		return 3, 4
	default:
		return 0, 0
	}
}

// word is the crop in an address.
func (c Crop) word() string {
	word, _, _ := strings.Cut(strings.ToLower(string(c)), "_")
	return word
}

// Widths lists the widths of variants, in pixels. There are no others, so that nobody can make the server keep any
// number of them.
func Widths() []int { return []int{160, 320, 480, 640, 960, 1280, 1920} }

// Focus is the place in a picture that no crop may cut off: 0 to 1 from the left and from the top.
type Focus struct{ X, Y float64 }

// Middle is the focus of a picture for which nobody has set one.
func Middle() Focus { return Focus{0.5, 0.5} }

// Spec is a variant of a picture.
type Spec struct {
	Width int // one of [Widths]; a smaller picture is not enlarged
	Crop  Crop
}

// NewSpec returns a variant; it fails with [errs.Invalid] for a width that is not offered.
func NewSpec(width int64, crop Crop) (Spec, error) {
	if !slices.Contains(Widths(), int(width)) {
		offered := strings.Trim(strings.ReplaceAll(fmt.Sprint(Widths()), " ", ", "), "[]")
		return Spec{}, errs.InvalidField("width",
			fmt.Sprintf("Chiều rộng %d không có; hãy chọn một trong: %s.", width, offered),
			fmt.Sprintf("The width %d is not offered; choose one of %s.", width, offered))
	}
	if !slices.Contains(Crops(), crop) {
		return Spec{}, errs.InvalidField("crop", "Kiểu cắt ảnh không có.", "There is no such crop.")
	}
	return Spec{Width: int(width), Crop: crop}, nil
}

// String returns the variant as addresses have it, such as "w640-wide".
func (s Spec) String() string {
	text := "w" + strconv.Itoa(s.Width)
	if s.Crop != Whole {
		text += "-" + s.Crop.word()
	}
	return text
}

// ParseSpec reads what [Spec.String] writes, and reports whether the text is that of a variant.
func ParseSpec(text string) (Spec, bool) {
	for _, width := range Widths() {
		for _, crop := range Crops() {
			if s := (Spec{width, crop}); s.String() == text {
				return s, true
			}
		}
	}
	return Spec{}, false
}

// Size returns the size of the variant of a picture of w × h pixels, as it is looked at.
func (s Spec) Size(w, h int64) (width, height int64) {
	area := s.Crop.area(int(w), int(h), Middle())
	width = min(int64(s.Width), int64(area.Dx()))
	height = max(1, int64(math.Round(float64(width)*float64(area.Dy())/float64(area.Dx()))))
	return width, height
}

// area returns what of a picture of w × h pixels is shown: the largest part of the right shape, with the focus as near its
// middle as the picture's edges allow.
func (c Crop) area(w, h int, focus Focus) image.Rectangle {
	rw, rh := c.ratio()
	if rw == 0 {
		return image.Rect(0, 0, w, h)
	}
	aw, ah := w, h
	if w*rh > h*rw {
		aw = max(1, h*rw/rh)
	} else {
		ah = max(1, w*rh/rw)
	}
	x := min(max(0, int(focus.X*float64(w))-aw/2), w-aw)
	y := min(max(0, int(focus.Y*float64(h))-ah/2), h-ah)
	return image.Rect(x, y, x+aw, y+ah)
}

// percent returns the focus in whole percents, as fine as variants are cut.
func (f Focus) percent() (x, y int) {
	return int(math.Round(f.X * 100)), int(math.Round(f.Y * 100))
}

// variantKey is where a variant lies. It names all that it depends on: a new focus makes new variants.
func variantKey(id string, s Spec, focus Focus) string {
	if s.Crop == Whole {
		return id + "." + s.String()
	}
	x, y := focus.percent()
	return fmt.Sprintf("%s.%s.%d-%d", id, s, x, y)
}

// IsOf reports whether a key is that of the file itself or of a variant that is made of it at this focus. All others are of
// no use any more.
func IsOf(key, id string, focus Focus) bool {
	if key == originalKey(id) {
		return true
	}
	rest, ok := strings.CutPrefix(key, id+".")
	name, _, _ := strings.Cut(rest, ".")
	spec, known := ParseSpec(name)
	return ok && known && variantKey(id, spec, focus) == key
}

// Picture is what must be known of a picture to make variants of it.
type Picture struct {
	ID       string
	MimeType string
	Focus    Focus
}

// Variant is a picture of another size.
type Variant struct {
	Content  io.ReadSeekCloser
	Bytes    int64
	MimeType string
}

// Tag returns a text that changes with the bytes of a variant, by the hash of the file that it is made of.
func (p Picture) Tag(hash string, s Spec) string {
	return hash + strings.TrimPrefix(variantKey(p.ID, s, p.Focus), p.ID)
}

// makingTime bounds the making of one variant, whoever waits for it.
const makingTime = time.Minute

// Variant returns a variant of a picture, which is made when it is first asked for: once, however many ask. Who asks
// closes its content. It fails with [errs.NotFound] if the file is none that variants are made of.
func (f *Files) Variant(ctx context.Context, p Picture, s Spec) (Variant, error) {
	key := variantKey(p.ID, s, p.Focus)
	v, err := f.open(ctx, key)
	if errs.CodeOf(err) != errs.NotFound {
		return v, err
	}
	made := f.making.DoChan(key, func() (any, error) {
		// Others may wait for it when the first who asked has gone.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), makingTime)
		defer cancel()
		return nil, f.makeVariant(ctx, p, s, key)
	})
	select {
	case <-ctx.Done():
		return Variant{}, ctx.Err()
	case result := <-made:
		if result.Err != nil {
			return Variant{}, result.Err
		}
	}
	return f.open(ctx, key)
}

// open returns a variant that was made before.
func (f *Files) open(ctx context.Context, key string) (Variant, error) {
	content, size, err := f.blobs.Open(ctx, key)
	if err != nil {
		return Variant{}, err
	}
	head := make([]byte, len(pngMagic))
	_, err = io.ReadFull(content, head)
	if err == nil {
		_, err = content.Seek(0, io.SeekStart)
	}
	if err != nil {
		return Variant{}, errors.Join(fmt.Errorf("read variant %s: %w", key, err), content.Close())
	}
	kind := jpegKind()
	if string(head) == pngMagic {
		kind = pngKind()
	}
	return Variant{Content: content, Bytes: size, MimeType: kind.MimeType}, nil
}

// quality is that of JPEG variants: above it, files grow faster than pictures improve.
const quality = 82

// makeVariant makes a variant and puts it under its key.
func (f *Files) makeVariant(ctx context.Context, p Picture, s Spec, key string) error {
	at := slices.IndexFunc(pictures(), func(k Kind) bool { return k.MimeType == p.MimeType })
	if at < 0 {
		return Missing(key)
	}
	content, size, err := f.Open(ctx, p.ID)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }() // it was only read
	kind := pictures()[at]
	found, err := factsOf(kind, content, size)
	if err != nil {
		return err
	}
	var encoded bytes.Buffer
	err = f.decode(ctx, kind, content, found, func(source image.Image) error {
		small := s.render(source, found.orientation, p.Focus)
		if small.Opaque() {
			return jpeg.Encode(&encoded, small, &jpeg.Options{Quality: quality})
		}
		return png.Encode(&encoded, small)
	})
	if err != nil {
		return fmt.Errorf("make variant %s: %w", key, err)
	}
	return f.blobs.Put(ctx, key, bytes.NewReader(encoded.Bytes()), int64(encoded.Len()))
}

// factsOf finds out what is to be known of a picture before it is decoded.
func factsOf(kind Kind, content io.ReadSeeker, size int64) (facts, error) {
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return facts{}, fmt.Errorf("read picture: %w", err)
	}
	found := facts{orientation: upright}
	var err error
	switch kind {
	case jpegKind():
		found, err = cleanJPEG(io.Discard, content)
	case pngKind():
		found, err = cleanPNG(io.Discard, content)
	case webpKind():
		_, found.orientation, err = webpChunks(seekingReaderAt{content}, size)
	}
	if err != nil {
		return facts{}, damaged(err)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return facts{}, fmt.Errorf("read picture: %w", err)
	}
	return found, nil
}

// seekingReaderAt reads anywhere by going there, for one reader at a time.
type seekingReaderAt struct{ r io.ReadSeeker }

// ReadAt implements [io.ReaderAt].
func (s seekingReaderAt) ReadAt(p []byte, at int64) (int, error) {
	if _, err := s.r.Seek(at, io.SeekStart); err != nil {
		return 0, err
	}
	n, err := io.ReadFull(s.r, p)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = io.EOF
	}
	return n, err
}
