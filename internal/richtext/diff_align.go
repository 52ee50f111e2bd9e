package richtext

import "github.com/aymanbagabas/go-udiff/lcs"

// align matches the blocks that are the same, and in the gaps between those the ones that are similar.
func (d *differ) align() {
	i, j := 0, 0
	for _, gap := range gapsBetween(keysOf(d.old), keysOf(d.now)) {
		for ; i < gap.Start; i, j = i+1, j+1 {
			d.pair(i, j)
		}
		d.alignGap(gap)
		i, j = gap.End, gap.ReplEnd
	}
	for ; i < len(d.old); i, j = i+1, j+1 {
		d.pair(i, j)
	}
}

func keysOf(list []blockProfile) []string {
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = list[i].key
	}
	return keys
}

const (
	minSimilarity = 400     // thousandths: below it a block was not changed, but replaced
	maxPairs      = 100_000 // of blocks that are compared in one gap
)

// The steps of an alignment.
const (
	skipOld byte = iota
	skipNew
	match
)

// alignGap matches similar blocks between two places where the bodies are the same, so that the sum of similarities is
// as large as it can be in order. In a very long gap only blocks at about the same place are compared.
func (d *differ) alignGap(gap lcs.Diff) {
	old, now := d.old[gap.Start:gap.End], d.now[gap.ReplStart:gap.ReplEnd]
	if len(old) == 0 || len(now) == 0 {
		return
	}
	width := len(now) + 1
	steps := make([]byte, (len(old)+1)*width)
	above, row := make([]int32, width), make([]int32, width)
	for j := range now {
		steps[j+1] = skipNew
	}
	band := max(maxPairs/(2*len(old)), 1)
	for i := range old {
		middle := i * len(now) / len(old)
		for j := range now {
			best, step := above[j+1], skipOld
			if row[j] > best {
				best, step = row[j], skipNew
			}
			if j >= middle-band && j <= middle+band {
				if s := old[i].similarity(&now[j]); s >= minSimilarity && above[j]+s > best {
					best, step = above[j]+s, match
				}
			}
			row[j+1], steps[(i+1)*width+j+1] = best, step
		}
		above, row = row, above
	}
	for i, j := len(old), len(now); i > 0 && j > 0; {
		switch steps[i*width+j] {
		case match:
			i, j = i-1, j-1
			d.pair(gap.Start+i, gap.ReplStart+j)
		case skipOld:
			i--
		default:
			j--
		}
	}
}
