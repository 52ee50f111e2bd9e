package media

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a stored picture is to be turned to be looked at, as EXIF numbers it: 1 is not at all, 5 to 8 change
// width and height.
type orientation int

// upright is the orientation of a picture that is stored as it is looked at.
const upright orientation = 1

// lies reports whether the picture's width is the height of what is looked at.
func (o orientation) lies() bool { return o >= 5 }

// facts is what cleaning a picture finds out.
type facts struct {
	orientation orientation
	progressive bool // a JPEG that is kept in memory as coefficients while it is decoded
	samples     int  // of a JPEG, for each pixel, in hundredths
}

// The numbers of TIFF, which EXIF is written in.
const (
	tiffOrientation = 0x0112
	tiffShort       = 3
	tiffEntry       = 12 // bytes of an entry of a directory
)

// orientationOf returns the orientation that an EXIF block states; upright if it states none that is right.
func orientationOf(tiff []byte) orientation {
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	directory := tiff[at:]
	for i := range int(order.Uint16(directory)) {
		start := 2 + i*tiffEntry
		if start+tiffEntry > len(directory) {
			break
		}
		entry := directory[start:]
		if order.Uint16(entry) == tiffOrientation && order.Uint16(entry[2:]) == tiffShort {
			if o := orientation(order.Uint16(entry[8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return upright
}

// orientationTIFF is an EXIF block that states an orientation and nothing else.
func orientationTIFF(o orientation) []byte {
	return []byte{
		'M', 'M', 0, '*', 0, 0, 0, 8, // big-endian; the directory is at 8
		0, 1, // entries
		tiffOrientation >> 8, tiffOrientation & 0xff, 0, tiffShort, 0, 0, 0, 1, 0, byte(o), 0, 0,
		0, 0, 0, 0, // no other directory
	}
}

func hasPrefix(data []byte, prefix string) bool { return bytes.HasPrefix(data, []byte(prefix)) }

func cutPrefix(data []byte, prefix string) ([]byte, bool) {
	return bytes.CutPrefix(data, []byte(prefix))
}
