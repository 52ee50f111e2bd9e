package media

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// secret stands wherever a picture can say where, when and by whom it was taken.
const secret = "14.35N 108.00E Kon Tum"

// exifBlock is an EXIF block that states an orientation, and the place in a GPS directory.
func exifBlock(o orientation) []byte {
	b := []byte("II*\x00\x08\x00\x00\x00\x02\x00")
	entry := func(tag, kind uint16, count, value uint32) {
		b = binary.LittleEndian.AppendUint16(b, tag)
		b = binary.LittleEndian.AppendUint16(b, kind)
		b = binary.LittleEndian.AppendUint32(b, count)
		b = binary.LittleEndian.AppendUint32(b, value)
	}
	entry(tiffOrientation, tiffShort, 1, uint32(o))
	entry(0x8825, 4, 1, 38) // the GPS directory
	b = append(b, 0, 0, 0, 0)
	return append(b, secret...)
}

// pattern is a picture whose pixels differ.
func pattern(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{uint8(x * 7), uint8(y * 11), uint8(x + y), 255})
		}
	}
	return m
}

// jpegPicture is a JPEG picture with everything in it that is not needed to show it.
func jpegPicture(t testing.TB, o orientation) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, pattern(24, 16), nil); err != nil {
		t.Fatal(err)
	}
	segment := func(marker byte, data string) []byte {
		n := len(data) + 2
		return append([]byte{0xff, marker, byte(n >> 8), byte(n)}, data...)
	}
	plain := b.Bytes()
	return slices.Concat(plain[:2],
		segment(jpegAPP1, "Exif\x00\x00"+string(exifBlock(o))),
		segment(jpegAPP1, "http://ns.adobe.com/xap/1.0/\x00<x>"+secret+"</x>"),
		segment(0xed, "Photoshop 3.0\x00"+secret), segment(0xfe, secret),
		plain[2:], []byte(secret))
}

// pngChunk is a chunk of a PNG file.
func pngChunk(name, data string) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(b, name+data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE([]byte(name+data)))
}

func pngPicture(t testing.TB, o orientation) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, pattern(24, 16)); err != nil {
		t.Fatal(err)
	}
	const head = 8 + 25 // the magic, and the chunk IHDR
	plain := b.Bytes()
	return slices.Concat(plain[:head],
		pngChunk("tEXt", "Location\x00"+secret), pngChunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+secret),
		pngChunk("eXIf", string(exifBlock(o))), pngChunk("prVt", secret), plain[head:], []byte(secret))
}

func gifPicture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	frame := func(i uint8) *image.Paletted {
		m := image.NewPaletted(image.Rect(0, 0, 6, 5), palette.Plan9)
		m.Pix[0] = i
		return m
	}
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{frame(1), frame(2)}, Delay: []int{5, 5}}); err != nil {
		t.Fatal(err)
	}
	plain := b.Bytes()
	comment := append([]byte{0x21, 0xfe, byte(len(secret))}, secret+"\x00"...)
	end := len(plain) - 1 // before the byte that ends it
	return slices.Concat(plain[:end], comment, plain[end:], []byte(secret))
}

// webpPicture is a picture of one pixel in the extended form.
func webpPicture(t testing.TB, o orientation) []byte {
	t.Helper()
	plain, err := base64.StdEncoding.DecodeString("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
	if err != nil {
		t.Fatal(err)
	}
	chunk := func(name, data string) string {
		size := string(binary.LittleEndian.AppendUint32(nil, uint32(len(data))))
		return name + size + data + strings.Repeat("\x00", len(data)&1)
	}
	body := "WEBP" + chunk("VP8X", string([]byte{webpEXIF | webpXMP, 0, 0, 0, 0, 0, 0, 0, 0, 0})) + string(plain[12:]) +
		chunk("EXIF", string(exifBlock(o))) + chunk("XMP ", secret) + chunk("LOCA", secret)
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body + secret)
}

// cleanedOf cleans a picture.
func cleanedOf(kind Kind, content []byte) ([]byte, facts, error) {
	var w bytes.Buffer
	found, err := clean(&w, kind, bytes.NewReader(content), int64(len(content)))
	return w.Bytes(), found, err
}

// Ensure that a picture looks the same when everything else that it tells is gone, and that cleaning it again changes
// nothing.
func TestCleaningKeepsThePictureAndNothingElse(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind    Kind
		content []byte
		turn    orientation
		decode  func([]byte) (image.Image, error)
	}{
		"a JPEG that lies":     {jpegKind(), jpegPicture(t, 6), 6, decoded(jpeg.Decode)},
		"an upright JPEG":      {jpegKind(), jpegPicture(t, upright), upright, decoded(jpeg.Decode)},
		"a PNG that lies":      {pngKind(), pngPicture(t, 8), 8, decoded(png.Decode)},
		"an upright PNG":       {pngKind(), pngPicture(t, upright), upright, decoded(png.Decode)},
		"a GIF":                {gifKind(), gifPicture(t), upright, decoded(gif.Decode)},
		"a WebP upside down":   {webpKind(), webpPicture(t, 3), 3, decoded(webp.Decode)},
		"an upright WebP":      {webpKind(), webpPicture(t, upright), upright, decoded(webp.Decode)},
		"no known orientation": {jpegKind(), jpegPicture(t, 9), upright, decoded(jpeg.Decode)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if !bytes.Contains(test.content, []byte(secret)) {
				t.Fatal("there is nothing to be cleaned of")
			}
			kept, found, err := cleanedOf(test.kind, test.content)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(kept, []byte("Kon Tum")) || bytes.Contains(kept, []byte("II*\x00")) {
				t.Error("the picture still says where it was taken")
			}
			if found.orientation != test.turn {
				t.Errorf("orientation %d, want %d", found.orientation, test.turn)
			}
			before, err := test.decode(test.content)
			if err != nil {
				t.Fatal(err)
			}
			after, err := test.decode(kept)
			if err != nil {
				t.Fatal(err)
			}
			if !samePixels(before, after) {
				t.Error("the picture looks different")
			}
			again, second, err := cleanedOf(test.kind, kept)
			if err != nil || !bytes.Equal(again, kept) || second != found {
				t.Errorf("cleaning again: %d bytes of %d, %+v, %v", len(again), len(kept), second, err)
			}
		})
	}
}

func decoded[R interface{ Read([]byte) (int, error) }](decode func(R) (image.Image, error)) func([]byte) (image.Image, error) {
	return func(content []byte) (image.Image, error) { return decode(any(bytes.NewReader(content)).(R)) }
}

func samePixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(a.At(x, y)) != color.RGBAModel.Convert(b.At(x, y)) {
				return false
			}
		}
	}
	return true
}

// Ensure that a picture that ends anywhere too early is refused, and that no byte of it can make cleaning go wrong.
func TestDamagedPictures(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		kind    Kind
		content []byte
		needed  int // bytes of it without which it is not whole
	}{
		"JPEG": {jpegKind(), jpegPicture(t, 6), len(jpegPicture(t, 6)) - len(secret)},
		"PNG":  {pngKind(), pngPicture(t, 6), len(pngPicture(t, 6)) - len(secret)},
		"GIF":  {gifKind(), gifPicture(t), len(gifPicture(t)) - len(secret)},
		"WebP": {webpKind(), webpPicture(t, 6), len(webpPicture(t, 6)) - len(secret)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for n := range test.needed {
				if _, _, err := cleanedOf(test.kind, test.content[:n]); err == nil {
					t.Fatalf("%d of %d bytes are taken for a whole picture", n, test.needed)
				}
			}
			for at := range test.content {
				for _, b := range []byte{0, 1, 0x7f, 0xd9, 0xff} {
					changed := bytes.Clone(test.content)
					changed[at] = b
					_, _, _ = cleanedOf(test.kind, changed) // an error or not: it ends, and does not panic
				}
			}
		})
	}
}

// FuzzClean cleans anything as each kind of picture. What was cleaned is clean: cleaning it again changes nothing.
func FuzzClean(f *testing.F) {
	f.Add(jpegPicture(f, 6))
	f.Add(pngPicture(f, 3))
	f.Add(gifPicture(f))
	f.Add(webpPicture(f, 8))
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, kind := range pictures() {
			if _, err := decodeConfig(kind, bytes.NewReader(content)); err != nil {
				continue // it is refused before it is cleaned
			}
			kept, found, err := cleanedOf(kind, content)
			if err != nil {
				continue
			}
			if len(kept) > len(content)+64 {
				t.Fatalf("%s: %d bytes became %d", kind.MimeType, len(content), len(kept))
			}
			again, second, err := cleanedOf(kind, kept)
			if err != nil || !bytes.Equal(again, kept) || second.orientation != found.orientation {
				t.Fatalf("%s: cleaning again gives %d bytes of %d, %v", kind.MimeType, len(again), len(kept), err)
			}
		}
	})
}
