package media

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// The markers of JPEG that matter here.
const (
	jpegSOI  = 0xd8 // begins a picture
	jpegEOI  = 0xd9 // ends it
	jpegSOS  = 0xda // begins a scan: compressed data follows the segment
	jpegDHT  = 0xc4
	jpegJPG  = 0xc8
	jpegDAC  = 0xcc
	jpegSOF0 = 0xc0
	jpegSOF2 = 0xc2 // progressive
	jpegSOFF = 0xcf
	jpegDQT  = 0xdb
	jpegDNL  = 0xdc
	jpegDRI  = 0xdd
	jpegAPP0 = 0xe0 // density of pixels
	jpegAPP1 = 0xe1 // EXIF and XMP
	jpegAPP2 = 0xe2 // colour profile
	jpegAPPE = 0xee // Adobe: how the colours are coded
	jpegTEM  = 0x01
)

var errNotWhole = errors.New("the picture ends too early")

// cleanJPEG copies a picture without what is not needed to show it: EXIF, XMP, IPTC, comments, thumbnails, and what
// follows its end. Of EXIF the orientation stays, and is returned.
func cleanJPEG(w io.Writer, content io.Reader) (facts, error) {
	c := jpegCleaner{r: bufio.NewReader(content), w: bufio.NewWriter(w), facts: facts{orientation: upright}}
	if err := c.run(); err != nil {
		return facts{}, err
	}
	return c.facts, c.w.Flush()
}

type jpegCleaner struct {
	r *bufio.Reader
	w *bufio.Writer
	facts
	oriented bool // the orientation is written
	next     byte // the marker that ended a scan
	read     bool // next is still to be looked at
}

func (c *jpegCleaner) run() error {
	if marker, err := c.marker(); err != nil || marker != jpegSOI {
		return errors.Join(errors.New("no picture begins here"), err)
	}
	if err := c.write(0xff, jpegSOI); err != nil {
		return err
	}
	for {
		marker, err := c.marker()
		if err != nil {
			return err
		}
		switch {
		case marker == jpegEOI:
			return c.write(0xff, jpegEOI)
		case marker == jpegTEM, marker >= 0xd0 && marker <= 0xd7: // stand alone, and mean nothing here
			continue
		}
		if err := c.segment(marker); err != nil {
			return err
		}
		if marker == jpegSOS {
			if err := c.scan(); err != nil {
				return err
			}
		}
	}
}

// marker reads the next marker; bytes of 0xff may stand before it.
func (c *jpegCleaner) marker() (byte, error) {
	if c.read {
		c.read = false
		return c.next, nil
	}
	b, err := c.r.ReadByte()
	if err == nil && b != 0xff {
		return 0, fmt.Errorf("a marker was to come, not %#x", b)
	}
	return c.code(err)
}

// code reads the byte that says which marker it is, behind a byte of 0xff and perhaps more of them.
func (c *jpegCleaner) code(err error) (byte, error) {
	b := byte(0xff)
	for err == nil && b == 0xff {
		b, err = c.r.ReadByte()
	}
	return b, early(err)
}

// segment copies a segment, or leaves it out.
func (c *jpegCleaner) segment(marker byte) error {
	var length [2]byte
	if _, err := io.ReadFull(c.r, length[:]); err != nil {
		return early(err)
	}
	n := int(binary.BigEndian.Uint16(length[:]))
	if n < 2 {
		return fmt.Errorf("the segment %#x is %d bytes long", marker, n)
	}
	data := make([]byte, n-2)
	if _, err := io.ReadFull(c.r, data); err != nil {
		return early(err)
	}
	switch {
	case marker == jpegAPP1:
		if tiff, ok := cutPrefix(data, "Exif\x00\x00"); ok {
			c.orientation = orientationOf(tiff)
		}
		return nil
	case marker == jpegAPP0 && hasPrefix(data, "JFIF\x00") && len(data) >= 14:
		data = append([]byte{}, data[:14]...) // without its thumbnail
		data[12], data[13] = 0, 0
	case marker == jpegAPP2 && hasPrefix(data, "ICC_PROFILE\x00"), marker == jpegAPPE && hasPrefix(data, "Adobe"):
	case marker == jpegDHT, marker == jpegDQT, marker == jpegDRI, marker == jpegDNL, marker == jpegDAC:
	case marker >= jpegSOF0 && marker <= jpegSOFF && marker != jpegJPG:
		c.progressive = c.progressive || marker == jpegSOF2
		c.samples = samplesOf(data)
	case marker == jpegSOS:
	default:
		return nil
	}
	if marker != jpegAPP0 {
		if err := c.orient(); err != nil {
			return err
		}
	}
	binary.BigEndian.PutUint16(length[:], uint16(len(data)+2))
	return c.write(append([]byte{0xff, marker, length[0], length[1]}, data...)...)
}

// orient writes how the picture is to be turned, once, as early as its form allows.
func (c *jpegCleaner) orient() error {
	if c.oriented || c.orientation == upright {
		return nil
	}
	c.oriented = true
	data := append([]byte("Exif\x00\x00"), orientationTIFF(c.orientation)...)
	length := len(data) + 2
	return c.write(append([]byte{0xff, jpegAPP1, byte(length >> 8), byte(length)}, data...)...)
}

// scan copies compressed data up to the marker that ends it, which it has read then.
func (c *jpegCleaner) scan() error {
	for {
		data, err := c.r.ReadSlice(0xff)
		full := errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !full {
			return early(err)
		}
		if !full {
			data = data[:len(data)-1]
		}
		if err := c.write(data...); err != nil {
			return err
		}
		if full {
			continue
		}
		next, err := c.code(nil)
		if err != nil {
			return err
		}
		if next != 0 && (next < 0xd0 || next > 0xd7) { // neither a byte of data nor a restart within it
			c.next, c.read = next, true
			return nil
		}
		if err := c.write(0xff, next); err != nil {
			return err
		}
	}
}

func (c *jpegCleaner) write(data ...byte) error {
	_, err := c.w.Write(data)
	return err
}

// samplesOf returns how many samples there are for each pixel, in hundredths: 300 with whole colours, 150 with halved ones.
func samplesOf(frame []byte) int {
	const head, each = 6, 3
	if len(frame) < head {
		return 0
	}
	sum, most := 0, 1
	for i := range min(int(frame[5]), (len(frame)-head)/each) {
		factors := frame[head+each*i+1]
		area := int(factors>>4) * int(factors&15)
		sum, most = sum+area, max(most, area)
	}
	return sum * 100 / most
}

// early says of the end of the data that it came too early.
func early(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errNotWhole
	}
	return err
}
