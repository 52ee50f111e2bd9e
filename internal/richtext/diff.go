package richtext

import "slices"

// BlockChange is what became of a block between two bodies.
type BlockChange struct {
	Kind ChangeKind
	// Old and New are the block before and after, OldIndex and NewIndex its places; nil and -1 where there is none.
	Old, New           Block
	OldIndex, NewIndex int
	// Differences says of a changed block in what it differs, in the order of their declaration.
	Differences []Difference
	// Spans is the text of a block whose wording changed: what stayed, what went, what came, in the order of reading.
	Spans []TextSpan
}

// ChangeKind is what became of a block.
type ChangeKind string

// The kinds of changes. A block that moved is otherwise the same; one that moved and changed was removed and added.
const (
	BlockKept    ChangeKind = "KEPT"
	BlockAdded   ChangeKind = "ADDED"
	BlockRemoved ChangeKind = "REMOVED"
	BlockMoved   ChangeKind = "MOVED"
	BlockChanged ChangeKind = "CHANGED"
)

// Difference is in what a changed block differs.
type Difference string

// The differences.
const (
	InWording    Difference = "WORDING"    // its text
	InKind       Difference = "KIND"       // paragraph or heading, its level, how a list counts, whether a table has a head
	InMarks      Difference = "MARKS"      // bold, italic and so on
	InLinks      Difference = "LINKS"      // where its text links to
	InReferences Difference = "REFERENCES" // the media, records or embedded pages that it shows
)

// TextSpan is a part of a text that changed: all that is not added is the text before, all that is not removed the one
// after.
type TextSpan struct {
	Kind SpanKind
	Text string
}

// SpanKind is what became of a part of a text.
type SpanKind string

// The kinds of spans.
const (
	TextKept    SpanKind = "KEPT"
	TextAdded   SpanKind = "ADDED"
	TextRemoved SpanKind = "REMOVED"
)

// Diff compares two bodies block by block, in the order of reading: every block of both is in exactly one change, and
// what was removed stands where it was, before what replaced it. Blocks are matched by what they say, not by their
// places: a block with most of its words unchanged counts as changed, any other as removed and added. How text is
// divided into runs is no difference. The cost is bounded for bodies within the bounds of [Body.Check], by settling for
// a longer list of changes where two have hardly anything in common. The changes share their blocks with the bodies.
func Diff(before, after Body) []BlockChange {
	old, now := profiles(before), profiles(after)
	d := differ{old: old, now: now, match: make([]int, len(now)), matched: make([]bool, len(old))}
	for j := range d.match {
		d.match[j] = -1
	}
	d.align()
	d.findMoved()

	changes := make([]BlockChange, 0, max(len(old), len(now)))
	next := 0 // of the old blocks
	until := d.until()
	removed := func(end int) {
		for ; next < end; next++ {
			if !d.matched[next] {
				changes = append(changes, BlockChange{Kind: BlockRemoved, Old: before[next], OldIndex: next, NewIndex: -1})
			}
		}
	}
	for j, i := range d.match {
		removed(until[j])
		switch {
		case i < 0:
			changes = append(changes, BlockChange{Kind: BlockAdded, New: after[j], OldIndex: -1, NewIndex: j})
		case d.moved[j]:
			changes = append(changes, BlockChange{Kind: BlockMoved, Old: before[i], New: after[j], OldIndex: i, NewIndex: j})
		default:
			changes = append(changes, compared(&old[i], &now[j], i, j))
		}
	}
	removed(len(old))
	return changes
}

// DiffText compares two texts that are no bodies, such as titles, word by word. Of two that are the same all is kept.
func DiffText(before, after string) []TextSpan { return spansOf(before, after) }

// compared is the change from a block to the one that it was matched with.
func compared(old, now *blockProfile, i, j int) BlockChange {
	change := BlockChange{Kind: BlockKept, Old: old.block, New: now.block, OldIndex: i, NewIndex: j}
	if old.key == now.key {
		return change
	}
	change.Kind = BlockChanged
	before, after := wording(old.block), wording(now.block)
	exactly := before == after // marks and links can be compared letter by letter
	if !exactly {
		change.Spans = spansOf(before, after)
	}
	for _, d := range []struct {
		in   Difference
		same bool
	}{
		{InWording, exactly},
		{InKind, kindKey(old.block) == kindKey(now.block) && (!exactly || shapeKey(old.block) == shapeKey(now.block))},
		{InMarks, layout(old.block, marksLook, exactly) == layout(now.block, marksLook, exactly)},
		{InLinks, layout(old.block, linkLook, exactly) == layout(now.block, linkLook, exactly)},
		{InReferences, slices.Equal(idsOf(old.block), idsOf(now.block))},
	} {
		if !d.same {
			change.Differences = append(change.Differences, d.in)
		}
	}
	return change
}

// differ matches the blocks of two bodies.
type differ struct {
	old, now []blockProfile
	match    []int  // for each new block the old one that it was, or -1
	matched  []bool // whether an old block is one of them
	moved    map[int]bool
}

// until returns for each new block the place of the first old one that stayed at or behind it: what was removed before
// that one is shown before the new block.
func (d *differ) until() []int {
	until := make([]int, len(d.match))
	stayed := len(d.old)
	for j := range slices.Backward(d.match) {
		if d.match[j] >= 0 && !d.moved[j] {
			stayed = d.match[j]
		}
		until[j] = stayed
	}
	return until
}

func (d *differ) pair(i, j int) { d.match[j], d.matched[i] = i, true }

// findMoved matches what is left over on both sides and the same. Blocks without words and references are too much alike
// to tell whether one moved.
func (d *differ) findMoved() {
	d.moved = map[int]bool{}
	left := map[string][]int{}
	for i := range d.old {
		if !d.matched[i] && len(d.old[i].features()) > 0 {
			left[d.old[i].key] = append(left[d.old[i].key], i)
		}
	}
	for j, i := range slices.Clone(d.match) {
		if i >= 0 {
			continue
		}
		key := d.now[j].key
		if same := left[key]; len(same) > 0 {
			d.pair(same[0], j)
			d.moved[j] = true
			left[key] = same[1:]
		}
	}
}
