// Package exposure finds out whether anything secret shows to somebody who must not see it: in data, filters, orders,
// counts, groupings, search, errors, feeds or paths. docs/adr/0016-exposure-audit.md says how, and what it costs.
//
// It asks by the handler that clients use, with requests written from the schema. What the product keeps from some of its
// viewers belongs into items, in plant.go; who may see it is read from the lines of the access policy.
//
// It may import the domain and the GraphQL parser; the house that it asks is given to it.
package exposure
