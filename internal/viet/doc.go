// Package viet has the rules of Vietnamese text: cleaning, search keys, queries, slugs, sort keys, dates, numbers,
// document numbers and abbreviations.
//
// Everything here is a pure function of its arguments: the package keeps no state, reads no clock and no locale, and is
// safe for concurrent use. It may import the standard library, golang.org/x/text/unicode/norm and errs; every other
// package may import it. No function panics, whatever bytes it is given, and each costs time linear in its input, but for
// Match, which costs the text's words times the query's.
//
// Where the rules come from:
//
//   - Letters, tones and their order (a ă â … y; ngang, huyền, hỏi, ngã, sắc, nặng) are those of the printed dictionaries.
//     The foreign letters f, j, w and z stand where the Latin alphabet has them.
//   - A tone belongs to the syllable, not to a vowel: hoà and hòa are two habits of writing one word. So keys write the
//     tone as a digit behind the syllable, and no rule about its place is needed. Likewise a final y and i are
//     interchangeable after some consonants (kỹ, kĩ), so keys write i.
//   - People search with marks, without, or with some: a word typed with marks means itself, one typed without means any
//     word with these letters.
//   - Ð (U+00D0, a letter of Icelandic) and Ɖ (U+0189, of Ewe) look like Đ and come from old fonts and converters; no
//     Unicode normalisation equates them.
//   - Dates are day first; a decimal comma and dots between thousands; document numbers as the state's decree on clerical
//     work (30/2020/NĐ-CP) and the Party's own usage write them.
//
// Files: unit.go reads text letter by letter for key.go, sortkey.go and slug.go; the others stand alone.
package viet
