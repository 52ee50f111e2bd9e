// Package graph turns GraphQL requests into calls of the domain and the domain's answers into GraphQL: resolvers by
// noun, the batching of edges, and the server that guards and runs operations.
//
// It holds no rules, and no database query. GraphQL objects are the domain's own structs; only inputs, payloads and
// what has no document of its own are generated, in gen.
package graph
