package register

import (
	"strings"

	"thidua/internal/store"
	"thidua/internal/viet"
)

// searchTerms returns the terms under which a document is found by any of its names.
func searchTerms(names ...string) []string {
	lists := make([][]viet.Token, len(names))
	for i, name := range names {
		lists[i] = viet.Tokens(name)
	}
	return viet.TokenTerms(lists...)
}

// words is the condition that a document has every word of a text that someone typed; nil for no text. A text without
// a word, such as "%", is answered with nothing.
func words(text *string) store.Where {
	if text == nil {
		return nil
	}
	terms, prefix := viet.QueryTerms(viet.ParseQuery(*text))
	if prefix != "" {
		terms = append(terms, prefix)
	}
	if len(terms) == 0 {
		return store.In{Field: store.IDField}
	}
	return store.Tokens{Field: "terms", Terms: terms, Prefix: prefix != ""}
}

// personSortKey returns the place of a person in a Vietnamese list of names: by given name, which is the last word, tones
// and all, then by the whole name. The tab is lower than any byte of a sort key, so that Hà stays before Hạ whatever
// the family names are.
func personSortKey(fullName string) string {
	name := viet.CleanTitle(fullName)
	given := name[strings.LastIndexByte(name, ' ')+1:]
	return viet.SortKey(given) + "\t" + viet.SortKey(name)
}

// numberKey returns the form of a document number in which its spellings are equal, "" for what is no number.
func numberKey(number string) string {
	parsed, err := viet.ParseDocNumber(number)
	if err != nil {
		return ""
	}
	return parsed.Key
}

// isDocument is the condition that a document has the number, in any spelling; nil without one. What is no number is
// answered with nothing.
func isDocument(number *string) store.Where {
	if number == nil {
		return nil
	}
	key := numberKey(*number)
	if key == "" {
		return store.In{Field: store.IDField}
	}
	return store.Eq{Field: "numberKey", Value: key}
}
