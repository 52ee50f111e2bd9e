// Package papercode has the short codes that stand on paper and are typed by hand, such as 7QK2-M0RT-9XHB: the address of
// one award or decision for those who hold the paper. It is pure; docs/adr/0022 says why codes are made this way.
//
// A code is eleven characters of a hash over the document's ID, and one that detects mistakes. The ID has 80 random bits,
// so that a code tells neither when nor as the how-manieth document was made, and whoever knows one code knows no other.
// It needs no secret, is the same on every store and after every move, and has to be kept only where it is searched by.
package papercode

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// Kind says what a code stands for. It is one bit of the code, so that a code is looked for in one place only.
type Kind uint8

// The kinds.
const (
	Award    Kind = 0
	Decision Kind = 1
)

// The form of a code: letters and digits of Crockford's Base32, which has no I, L, O and U, in groups of four.
const (
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	length   = 12
	group    = 4
	bits     = 5 // of one character
)

// Of returns the code of a document in its canonical form.
func Of(kind Kind, id string) string {
	sum := sha256.Sum256([]byte("thidua paper code\x00" + id))
	const kindBit = bits*(length-1) - 1
	n := binary.BigEndian.Uint64(sum[:])
	n = n>>(64-kindBit) | uint64(kind)<<kindBit
	digits := make([]byte, length)
	for i := length - 2; i >= 0; i-- {
		digits[i] = byte(n & 31)
		n >>= bits
	}
	digits[length-1] = check(digits[:length-1])
	return write(digits)
}

// Parse reads a code as people type it: in small letters, with spaces, hyphens and dots anywhere, O for 0, I and L for 1.
// It returns the canonical form and what the code stands for, or false for what is no code; one wrong character, or two
// that changed places, are always noticed.
func Parse(text string) (code string, kind Kind, ok bool) {
	digits := make([]byte, 0, length)
	for _, r := range strings.ToUpper(text) {
		switch r {
		case ' ', '\u00A0', '\t', '-', '‐', '‑', '–', '—', '.':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		d := strings.IndexRune(alphabet, r)
		if d < 0 || len(digits) == length {
			return "", 0, false
		}
		digits = append(digits, byte(d))
	}
	if len(digits) != length || check(digits[:length-1]) != digits[length-1] {
		return "", 0, false
	}
	return write(digits), Kind(digits[0] >> (bits - 1)), true
}

// check returns the character that makes the weighted sum of all vanish in the field of 32 elements. Each place has
// another weight than zero and than every other place's, which is why single errors and exchanges show.
func check(digits []byte) byte {
	const polynomial = 0b100101 // x⁵+x²+1, of which x generates the field
	var sum byte
	for _, d := range digits {
		sum = (sum ^ d) << 1
		if sum>>bits != 0 {
			sum ^= polynomial
		}
	}
	return sum
}

func write(digits []byte) string {
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && i%group == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(alphabet[d])
	}
	return b.String()
}
