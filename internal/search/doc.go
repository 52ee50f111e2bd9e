// Package search finds news and records by the words of their public text.
//
// What is found is an [Entry]: one for each public document, kept beside it in a collection of its own, with the terms
// by which it is found. An [Index] keeps the entries current by following the journal, and answers queries. An entry is
// made of what an anonymous reader may read of the document, never of a draft or a hidden record; and whoever asks gets
// the documents that were found only after these have been read once more for that viewer.
//
// Files: noun.go, card.go and cards.go say what of a document is searched; keys.go makes the terms of it, and tiers.go
// those of a query; sources.go, indexer.go and rebuild.go keep the entries; finder.go, facets.go, spelling.go and
// highlight.go answer.
//
// The package sees newsroom and register, which do not see it; graph asks it.
package search
