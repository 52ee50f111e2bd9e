// Package verify answers citizens whether an award or a decision that they hold on paper is real: exactly that one, without
// a search, and signed, so that the answer can be shown to others and checked without us.
//
// Everybody gets the same answer, that of an anonymous reader: also who may see more asks for what the public may know. An
// answer about a record that is not public has the same bytes as one about a record that does not exist, and costs the
// same calls to the store; only its time differs, as of any two answers.
//
// It may import errs, viet, papercode, access, store and register, and the library that makes JWS. docs/adr/0022 has why
// codes, keys and answers are as they are.
package verify
