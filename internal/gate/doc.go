// Package gate asks, before an article goes public, whether it may, and tells its editors what to mend.
//
// The checks are pure functions over what was loaded for the draft ([matter]), in a number of store calls that does not
// grow with the text. A finding either holds the article back or warns; a warning never refuses. Whoever asks gets the
// same answer: the gate reads as the system does, so that nobody passes it by being blind, and its messages say of a
// record no more than the article's own text says; the record itself is behind Finding.SubjectID, for those who may see
// it.
//
// It stands above newsroom and register, which do not know each other, and below graph. It may import errs, viet,
// richtext, access, custom, store, newsroom and register.
package gate
