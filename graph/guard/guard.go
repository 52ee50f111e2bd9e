// Package guard decides what a GraphQL request may cost before anything is spent on it.
//
// Every transport passes it, in three steps, each cheaper than what it protects:
//
//  1. [Limits.Request] reads the JSON envelope strictly: bytes, depth, duplicate keys, trailing data.
//  2. [Limits.Document] counts tokens before a syntax tree exists, parses, then walks the tree once: validation is
//     quadratic in repeated fields and exponential in naive fragment expansion, so neither may reach it.
//  3. [Limits.Price] prices the validated operation with its variables before a resolver runs.
//
// All limits are fields of [Limits]; all refusals are rows of [Rules]. The package is pure: bytes and documents in,
// errors out. It may import the GraphQL parser and internal/errs, and nothing else of ours.
//
// # Cost
//
// A published formula, so that a client can price a query by hand:
//
//	cost(selection set) = sum of cost(field)
//	cost(field)         = 1 + size(field) × cost(its selection set)
//
// where size is
//
//   - for a field with a first or last argument, the page that it asks for (the larger, if both are there; the
//     argument's default, or 20, if neither is);
//   - for a field with a list argument named ids, the number of ids;
//   - for a field with an argument named input that has a list named items, the number of items: it does
//     something with each of them;
//   - for nodes, edges and results directly below a field whose values are counted so, but by ids, 1: they are
//     counted already;
//   - for another list, the bound that the schema states with @listSize(assumedSize: n), or else 3: what is
//     not paged is a part of a document that is read anyway;
//   - for anything else, 1.
//
// Alternatives add up: every fragment counts, whatever its type condition, and so do fields below @skip and @include.
// Introspection (__schema, __type) costs 1, and has bounds of its own.
//
// docs/cost.md has the same with examples, and says what a client may use.
package guard
