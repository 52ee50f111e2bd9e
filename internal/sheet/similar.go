package sheet

import (
	"cmp"
	"slices"
	"unicode"

	"thidua/internal/viet"
)

// Likeness says how alike the names of a [Likely] are; the least alike of them counts.
type Likeness string

// The likenesses.
const (
	SameName    Likeness = "SAME_NAME"    // but for case, punctuation and habits of spelling: hoà, hòa
	SameLetters Likeness = "SAME_LETTERS" // but for marks: Sở Công Thương, Sở Công thuơng
	OneLetter   Likeness = "ONE_LETTER"   // one letter is missing, wrong or too many
)

// Likely are names that may be one and the same, written differently.
type Likely struct {
	Names    []int // places in the list that was given, rising
	Likeness Likeness
}

// Bounds of the search for similar names.
const (
	maxSimilar  = 20_000 // different names that are compared by letters; the others only by their keys
	maxKey      = 160    // bytes of a key that is compared by letters
	minKey      = 8      // shorter ones are different names
	minSlipWord = 3      // letters of a word in which one may be wrong: Đội A and Đội B are two
	maxAlike    = 20     // names with a common rest that one is compared with
)

// SimilarNames returns the names of a list that may stand for one unit or person, as far as letters tell: an editor
// decides. Equal names are left out where nothing else is like them. Names with different numbers, Khối 1 and Khối 2, are
// different. Time and memory are bounded by the letters of the list.
func SimilarNames(names []string) []Likely {
	s := similar{accents: make([]string, len(names)), folds: make([]string, len(names)), parent: make([]int, len(names))}
	byFold := map[string]int{}
	var distinct []int // the first name of each fold key
	for i, name := range names {
		s.parent[i] = i
		s.accents[i], s.folds[i] = viet.AccentKey(name), viet.FoldKey(name)
		if s.folds[i] == "" {
			continue
		}
		if first, ok := byFold[s.folds[i]]; ok {
			s.join(first, i)
			continue
		}
		byFold[s.folds[i]] = i
		distinct = append(distinct, i)
	}
	s.joinSlips(distinct[:min(len(distinct), maxSimilar)])
	return s.groups(names)
}

// similar joins names to groups: each name knows one of its group with a lower place, the first knows itself.
type similar struct {
	accents, folds []string
	parent         []int
}

func (s *similar) first(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s *similar) join(a, b int) {
	a, b = s.first(a), s.first(b)
	s.parent[max(a, b)] = min(a, b)
}

// rest is a key with one letter left out, or none, as a hash.
type rest struct {
	hash uint64
	name int32
}

// joinSlips joins names between which one letter differs. Two such keys have a common rest when a letter is left out of
// one or both, so keys with a common rest are compared, instead of all with all.
func (s *similar) joinSlips(distinct []int) {
	var rests []rest
	for _, i := range distinct {
		key := s.folds[i]
		if len(key) < minKey || len(key) > maxKey {
			continue
		}
		for at := range len(key) + 1 { // the last leaves out nothing
			rests = append(rests, rest{hashWithout(key, at), int32(i)})
		}
	}
	slices.SortFunc(rests, func(a, b rest) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.name, b.name))
	})
	for i, r := range rests {
		for _, next := range rests[i+1 : min(i+1+maxAlike, len(rests))] {
			if next.hash != r.hash {
				break
			}
			if next.name != r.name && slip(s.folds[r.name], s.folds[next.name]) {
				s.join(int(r.name), int(next.name))
			}
		}
	}
}

// hashWithout returns the FNV-1a hash of a key without one of its bytes.
func hashWithout(key string, at int) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := uint64(offset)
	for i := range len(key) {
		if i != at {
			hash = (hash ^ uint64(key[i])) * prime
		}
	}
	return hash
}

// slip reports whether two keys differ by one letter, within a word that is long enough, and in no digit.
func slip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	from := 0
	for from < len(a) && a[from] == b[from] {
		from++
	}
	end := 0
	for end < len(a)-from && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	if len(a)-from-end > 1 || len(b)-from-end > 1 {
		return false
	}
	return slipWord(a, from, len(a)-end) && slipWord(b, from, len(b)-end)
}

// slipWord reports whether what differs in a key is a letter, or nothing, of a long word.
func slipWord(key string, from, to int) bool {
	for _, c := range key[from:to] {
		if c == ' ' || unicode.IsDigit(c) {
			return false
		}
	}
	begin, end := from, to
	for begin > 0 && key[begin-1] != ' ' {
		begin--
	}
	for end < len(key) && key[end] != ' ' {
		end++
	}
	for _, c := range key[begin:end] {
		if unicode.IsDigit(c) {
			return false
		}
	}
	return end-begin >= minSlipWord
}

// groups returns the groups in which not all names are written alike.
func (s *similar) groups(names []string) []Likely {
	members := map[int][]int{}
	for i := range names {
		if s.folds[i] != "" {
			members[s.first(i)] = append(members[s.first(i)], i)
		}
	}
	var all []Likely
	for first, list := range members {
		likeness, differ := SameName, false
		for _, i := range list {
			differ = differ || names[i] != names[first]
			switch {
			case s.folds[i] != s.folds[first]:
				likeness = OneLetter
			case s.accents[i] != s.accents[first] && likeness == SameName:
				likeness = SameLetters
			}
		}
		if differ {
			all = append(all, Likely{Names: list, Likeness: likeness})
		}
	}
	slices.SortFunc(all, func(a, b Likely) int { return cmp.Compare(a.Names[0], b.Names[0]) })
	return all
}
