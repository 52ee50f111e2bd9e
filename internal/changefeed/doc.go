// Package changefeed tells partners who keep copies what has changed: of everything that is public, and of nothing else.
//
// It follows the journal, whose numbers no change escapes, and keeps one line for each document that was ever public in
// it: whether it is public now, and its place among the changes that partners were told. What was never public has no
// line and takes no place, so that neither the lines nor their numbers hint at it; what is public no more keeps its line
// as a tombstone. docs/adr/0024-partners-follow-what-was-public.md says why.
//
// The lines say that something changed, not what it says: that is read from newsroom and register, as readers see it. It
// stands above both and below graph. It may import errs, access, store, journal, newsroom and register.
package changefeed
