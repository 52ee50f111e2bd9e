// Package custom has the fields that an administrator adds to a noun without code: what they are called, what values
// they take, how these are checked, found and shown.
//
// The fields of a noun are documents ([Field]); the values live in the noun's own documents, which embed [Values]. A
// document is saved with what [Set.Check] returned, so that its values were checked and their search terms are theirs. Every
// use reads the fields as they are stored: what an administrator changes holds for the next request of every process.
//
// It is the ground of the domain: newsroom and register may import it, and it knows neither of them.
package custom
