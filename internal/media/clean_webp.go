package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Flags of the chunk VP8X.
const (
	webpMoves = 1 << 1
	webpXMP   = 1 << 2
	webpEXIF  = 1 << 3
)

// maxWebPChunks bounds the chunks that are kept: a picture that does not move has four.
const maxWebPChunks = 8

// webpChunk is a part of a WebP file.
type webpChunk struct {
	name     string
	at, size int64 // of its data
}

// cleanWebP copies a picture without XMP, unknown chunks, and what follows its end. Of EXIF the orientation stays, and is
// returned.
func cleanWebP(w io.Writer, content io.ReaderAt, size int64) (facts, error) {
	chunks, turn, err := webpChunks(content, size)
	if err != nil {
		return facts{}, err
	}
	total := int64(4)
	for _, c := range chunks {
		total += 8 + c.size + c.size&1
	}
	var exif []byte
	if turn != upright {
		exif = orientationTIFF(turn)
		total += 8 + int64(len(exif)) + int64(len(exif))&1
	}
	if err := writeChunkHead(w, "RIFF", total); err != nil {
		return facts{}, err
	}
	if _, err := io.WriteString(w, "WEBP"); err != nil {
		return facts{}, err
	}
	for _, c := range chunks {
		if err := writeChunkHead(w, c.name, c.size); err != nil {
			return facts{}, err
		}
		data := io.Reader(io.NewSectionReader(content, c.at, c.size+c.size&1))
		if c.name == "VP8X" {
			if data, err = withoutFlags(data, c.size, turn); err != nil {
				return facts{}, err
			}
		}
		if n, err := io.Copy(w, data); err != nil || n != c.size+c.size&1 {
			return facts{}, errors.Join(errNotWhole, err)
		}
	}
	if len(exif) > 0 {
		if err := writeChunkHead(w, "EXIF", int64(len(exif))); err != nil {
			return facts{}, err
		}
		if _, err := w.Write(append(exif, make([]byte, len(exif)&1)...)); err != nil {
			return facts{}, err
		}
	}
	return facts{orientation: turn}, nil
}

// webpChunks returns the chunks that are needed to show the picture, and its orientation.
func webpChunks(content io.ReaderAt, size int64) ([]webpChunk, orientation, error) {
	const head = 12
	var riff [head]byte
	if _, err := content.ReadAt(riff[:], 0); err != nil {
		return nil, 0, early(err)
	}
	end := 8 + int64(binary.LittleEndian.Uint32(riff[4:]))
	if end > size {
		return nil, 0, errNotWhole
	}
	var chunks []webpChunk
	turn, extended := upright, false
	for at := int64(head); at+8 <= end; {
		var h [8]byte
		if _, err := content.ReadAt(h[:], at); err != nil {
			return nil, 0, early(err)
		}
		c := webpChunk{name: string(h[:4]), at: at + 8, size: int64(binary.LittleEndian.Uint32(h[4:]))}
		if at = c.at + c.size + c.size&1; at > end {
			return nil, 0, errNotWhole
		}
		if len(chunks) > maxWebPChunks {
			return nil, 0, errors.New("it has too many chunks")
		}
		switch c.name {
		case "VP8X":
			extended = true
			chunks = append(chunks, c)
		case "VP8 ", "VP8L", "ALPH":
			chunks = append(chunks, c)
		case "ICCP":
			if c.size > maxProfile {
				return nil, 0, fmt.Errorf("its colour profile is %d bytes long", c.size)
			}
			chunks = append(chunks, c)
		case "EXIF":
			tiff := make([]byte, min(c.size, maxEXIF))
			if _, err := content.ReadAt(tiff, c.at); err != nil {
				return nil, 0, early(err)
			}
			if rest, ok := cutPrefix(tiff, "Exif\x00\x00"); ok { // some programs write it as in JPEG
				tiff = rest
			}
			turn = orientationOf(tiff)
		case "ANIM", "ANMF":
			return nil, 0, errors.New("moving WebP pictures are not taken")
		}
	}
	if !extended {
		turn = upright // by the specification, EXIF needs VP8X
	}
	return chunks, turn, nil
}

// withoutFlags returns the data of the chunk VP8X, which no longer announces what was left out.
func withoutFlags(r io.Reader, size int64, turn orientation) (io.Reader, error) {
	const expected = 10
	if size != expected {
		return nil, fmt.Errorf("the chunk VP8X is %d bytes long", size)
	}
	data := make([]byte, expected)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, early(err)
	}
	data[0] &^= webpXMP | webpEXIF | webpMoves
	if turn != upright {
		data[0] |= webpEXIF
	}
	return bytes.NewReader(data), nil
}

func writeChunkHead(w io.Writer, name string, size int64) error {
	head := binary.LittleEndian.AppendUint32([]byte(name), uint32(size))
	_, err := w.Write(head)
	return err
}
