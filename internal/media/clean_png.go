package media

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
)

// pngMagic begins every PNG picture.
const pngMagic = "\x89PNG\r\n\x1a\n"

// maxProfile is the largest colour profile that is kept, in bytes.
const maxProfile = 1 << 20

// maxEXIF is the largest EXIF block whose orientation is looked at, in bytes.
const maxEXIF = 64 << 10

// cleanPNG copies a picture without its texts, times, unknown chunks, and what follows its end. Of EXIF the orientation
// stays, and is returned.
func cleanPNG(w io.Writer, content io.Reader) (facts, error) {
	r, out := bufio.NewReader(content), bufio.NewWriter(w)
	found := facts{orientation: upright}
	if _, err := io.CopyN(out, r, int64(len(pngMagic))); err != nil {
		return facts{}, early(err)
	}
	for {
		var head [8]byte
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return facts{}, early(err)
		}
		size, name := binary.BigEndian.Uint32(head[:]), string(head[4:])
		if size > 1<<31-1 {
			return facts{}, fmt.Errorf("the chunk %q is %d bytes long", name, size)
		}
		const checksum = 4
		if name == "eXIf" && size <= maxEXIF && found.orientation == upright {
			exif := make([]byte, size+checksum)
			if _, err := io.ReadFull(r, exif); err != nil {
				return facts{}, early(err)
			}
			found.orientation = orientationOf(exif[:size])
			if err := orientPNG(out, found.orientation); err != nil {
				return facts{}, err
			}
			continue
		}
		if !keepsChunk(name, size) {
			if critical := name[0]&0x20 == 0; critical {
				return facts{}, fmt.Errorf("the chunk %q is not known", name)
			}
			if _, err := io.CopyN(io.Discard, r, int64(size)+checksum); err != nil {
				return facts{}, early(err)
			}
			continue
		}
		if _, err := out.Write(head[:]); err != nil {
			return facts{}, err
		}
		if _, err := io.CopyN(out, r, int64(size)+checksum); err != nil {
			return facts{}, early(err)
		}
		if name == "IEND" {
			return found, out.Flush()
		}
	}
}

// orientPNG writes how the picture is to be turned, if it is.
func orientPNG(w io.Writer, o orientation) error {
	if o == upright {
		return nil
	}
	tiff := orientationTIFF(o)
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(tiff))), "eXIf"...)
	chunk = append(chunk, tiff...)
	_, err := w.Write(binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:])))
	return err
}

// keepsChunk reports whether a chunk is needed to show the picture.
func keepsChunk(name string, size uint32) bool {
	switch name {
	case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "sBIT", "sRGB", "bKGD", "pHYs", "cICP", "mDCV", "cLLI":
		return true
	case "acTL", "fcTL", "fdAT": // moving pictures
		return true
	case "iCCP":
		return size <= maxProfile
	default:
		return false
	}
}

// The bytes of GIF that matter here.
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifControl     = 0xf9 // how long a picture of several is shown
	gifApplication = 0xff
	gifTable       = 0x80 // a colour table follows
)

// maxFramePixels bounds the pixels of all pictures of a moving one.
const maxFramePixels = 1 << 30

// cleanGIF copies a picture without its comments, texts, data of programs, and what follows its end.
func cleanGIF(w io.Writer, content io.Reader) (facts, error) {
	c := gifCleaner{r: bufio.NewReader(content), w: bufio.NewWriter(w)}
	if err := c.run(); err != nil {
		return facts{}, err
	}
	return facts{orientation: upright}, c.w.Flush()
}

type gifCleaner struct {
	r      *bufio.Reader
	w      *bufio.Writer
	pixels uint64
}

func (c *gifCleaner) run() error {
	const screen, flags = 13, 10
	head, err := c.copy(screen)
	if err != nil {
		return err
	}
	if err := c.table(head[flags]); err != nil {
		return err
	}
	for {
		b, err := c.r.ReadByte()
		if err != nil {
			return early(err)
		}
		switch b {
		case gifTrailer:
			return c.w.WriteByte(b)
		case gifImage:
			err = c.image()
		case gifExtension:
			err = c.extension()
		default:
			err = fmt.Errorf("a block was to come, not %#x", b)
		}
		if err != nil {
			return err
		}
	}
}

// image copies one picture.
func (c *gifCleaner) image() error {
	if err := c.w.WriteByte(gifImage); err != nil {
		return err
	}
	const descriptor = 9
	head, err := c.copy(descriptor)
	if err != nil {
		return err
	}
	c.pixels += uint64(binary.LittleEndian.Uint16(head[4:])) * uint64(binary.LittleEndian.Uint16(head[6:]))
	if c.pixels > maxFramePixels {
		return errors.New("its pictures have too many pixels together")
	}
	if err := c.table(head[8]); err != nil {
		return err
	}
	if _, err := c.copy(1); err != nil { // the size of the first code
		return err
	}
	return c.blocks(c.w)
}

// extension copies an extension that a moving picture needs, and leaves out any other.
func (c *gifCleaner) extension() error {
	label, err := c.r.ReadByte()
	if err != nil {
		return early(err)
	}
	keep := label == gifControl
	if label == gifApplication {
		const name = 12
		head, err := c.r.Peek(name)
		if err != nil {
			return early(err)
		}
		keep = head[0] == name-1 && (string(head[1:]) == "NETSCAPE2.0" || string(head[1:]) == "ANIMEXTS1.0")
	}
	if !keep {
		return c.blocks(io.Discard)
	}
	if _, err := c.w.Write([]byte{gifExtension, label}); err != nil {
		return err
	}
	return c.blocks(c.w)
}

// table copies the colour table that the flags announce.
func (c *gifCleaner) table(flags byte) error {
	if flags&gifTable == 0 {
		return nil
	}
	_, err := c.copy(3 << (flags&7 + 1))
	return err
}

// blocks passes on blocks of data up to the empty one that ends them.
func (c *gifCleaner) blocks(w io.Writer) error {
	for {
		size, err := c.r.ReadByte()
		if err != nil {
			return early(err)
		}
		if _, err := w.Write([]byte{size}); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
		if _, err := io.CopyN(w, c.r, int64(size)); err != nil {
			return early(err)
		}
	}
}

func (c *gifCleaner) copy(n int) ([]byte, error) {
	data := make([]byte, n)
	if _, err := io.ReadFull(c.r, data); err != nil {
		return nil, early(err)
	}
	_, err := c.w.Write(data)
	return data, err
}
