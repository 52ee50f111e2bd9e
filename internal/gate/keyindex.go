package gate

import (
	"slices"
	"strings"

	"thidua/internal/viet"
)

// keyIndex finds names at the beginning of words by the keys of the register.
type keyIndex struct {
	byFirst map[string][]keyEntry
}

type keyEntry struct {
	words []string
	ids   []string // whose name it is
}

func newKeyIndex() *keyIndex { return &keyIndex{byFirst: map[string][]keyEntry{}} }

// add enters a key of somebody.
func (x *keyIndex) add(key, id string) {
	words := strings.Fields(key)
	if len(words) == 0 {
		return
	}
	entries := x.byFirst[words[0]]
	for i, e := range entries {
		if slices.Equal(e.words, words) {
			if !slices.Contains(e.ids, id) {
				entries[i].ids = append(entries[i].ids, id)
			}
			return
		}
	}
	x.byFirst[words[0]] = append(entries, keyEntry{words, []string{id}})
}

// longest returns whose name is the longest that the words begin with, and of how many words it is.
func (x *keyIndex) longest(words []viet.Token) (n int, ids []string) {
	for _, e := range x.byFirst[words[0].Fold] {
		if len(e.words) > n && beginWith(words, e.words) {
			n, ids = len(e.words), e.ids
		}
	}
	return n, ids
}

func beginWith(words []viet.Token, folds []string) bool {
	if len(words) < len(folds) {
		return false
	}
	for i, fold := range folds {
		if words[i].Fold != fold {
			return false
		}
	}
	return true
}
