// Package answers keeps whole answers of public requests, so that a question which was answered before costs a hash and a
// write.
//
// An answer is kept with what it was made of ([store.Reads]): documents by their IDs, found or not, and collections that were
// searched. A change of any of these makes it worthless, whichever process made the change: [Purging] sees those of this
// process, [Cache.Follow] those of the others, in the journal. Time makes it worthless too, at the next day in Vietnam or
// when the data say so. docs/adr/0027-whole-answers-by-epochs.md tells why an old answer cannot come back.
//
// Whose answers may be kept, the caller decides. The package may import the store and the journal.
package answers
