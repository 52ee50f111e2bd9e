package viet_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"thidua/internal/viet"
)

func TestUnkeyed(t *testing.T) {
	t.Parallel()
	for keys, want := range map[string]string{
		// Telex, and what the tone may stand behind
		"ddua": "dua", "thuwowngr": "thuong", "thuwonwgr": "thuong", "thwowngr": "thuong", "tuwr": "tu", "tw": "tu", "tees": "te", "chieengs": "chieng",
		"tiengse": "tieng", "tamj": "tam", "thij": "thi", "dduwowcj": "duoc", "duocjd": "duoc", "vowis": "voi", "hoaf": "hoa", "hoafn": "hoan", "kyx": "ki", "xoong": "xong",
		"ngoeoj": "ngoeo", "quyeets": "quyet", "gias": "gia", "sawcs": "sac", "ddaauf": "dau", "nghieepj": "nghiep",
		// VNI
		"lop2": "lop", "da8c5": "dac", "tu7": "tu", "du7o7c5": "duoc", "d9u7o7c5": "duoc",
		"thu7o7ng3": "thuong", "d9ua": "dua", "te61": "te", "chie6ng": "chieng", "quye61t": "quyet",
		// nothing else
		"thi": "", "dua": "", "sinh": "", "rung": "", "khen": "", "xa": "", "2023": "", "34": "", "2a": "", "ct": "", "sx": "", "": "", "d9": "",
		"covid19": "", "khoa10": "", "khoa12": "", "xuan2023": "", "euro2024": "", "lop9": "", "tin7": "", "nha66": "", "hu777": "",
	} {
		if got := viet.Unkeyed(keys); got != want {
			t.Errorf("%s is %q, want %q", keys, got, want)
		}
	}
}

// TestUnkeyedOfAnything takes any word, as people type anything.
func TestUnkeyedOfAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		fold := viet.FoldKey(rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z]{1,9}[0-9]?`)).Draw(t, "text"))
		for _, word := range strings.Fields(fold) {
			if guess := viet.Unkeyed(word); guess == word || len(guess) > len(word) || guess != viet.FoldKey(guess) {
				t.Errorf("%q is %q", word, guess)
			}
		}
	})
}
