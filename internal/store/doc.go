// Package store is the contract between the domain and a document database.
//
// A document is one BSON document with a string "_id", an integer "version" that grows by one with every write, and
// whatever else its domain struct declares. A [Schema] says once, as data, which of its fields may be queried and by
// which indexes; both stores build their indexes from it, and [NewPlan] picks the index of a query for both of them.
// A query that no declared index serves is refused before it reaches a database.
//
// A store knows no rules. It answers "save this if the version is still n", never "may she". The domain packages
// import store; only cmd imports a store's implementation. The contract suite in storetest is the definition of every
// word below: both implementations pass it, and a differential test compares them on random operations.
package store
