// Package mongostore keeps documents in MongoDB: a replica set, a sharded cluster's router, a stand-alone server from
// version 7 on, or a compatible server. It needs no transactions, change streams or collations. Only cmd imports it.
//
// # Layout
//
// A schema is a collection; its documents are the domain's documents as they are, with one field more, [store.OutboxField].
// A removed document is a tombstone of "_id", "version", a mark and the outbox. Overwritten versions are in the collection
// "<schema>_history", leases in "leases". Every declared index is one of our names, with the ID as the last field;
// see indexes for unique ones.
//
// # What a call costs
//
// In commands to the server, each with one round trip (a page of more than 16 MB takes one more for each 16 MB):
//
//	Get, Find, FindPer, Count, CountBy, Explain       1
//	FindRanked, of few documents                      1 for each tier that others follow from
//	FindRanked, of many                               1 for each tier; and once in ten minutes 1 or 2 that find that there are many
//	FindRanked, of terms not searched for of late     1 more for each, of 8 a tier
//	CountRanked                                       1
//	History, Revisions                                2: the present versions, the archive
//	Apply, inserts that follow each other             1 for all of one schema
//	Apply, replace or remove                          1; 3 with history: read, archive, write
//	Apply, a write that is refused                    1 or 2 more, to tell why
//	Pending                                           1
//	Sent                                              1 for each schema
//	Acquire, Release, Ready                           1
//	Ensure                                            1 for each schema; 2 if indexes are missing, 1 more for each that is dropped
//
// # Writes
//
// A write is one conditional command on one document, which every server does atomically: it finds the document by ID and
// version, and replaces its body and appends to its outbox in the same step. It is acknowledged when it is in the journal of a
// majority of the replica set. Reads are of what a majority has, from the primary: what was read is never rolled back, and what was
// acknowledged is read.
//
// A replica set lets the driver send a write a second time when the connection breaks, and does it once. Stand-alone and
// compatible servers do not: there the answer of a write that was done can be lost. The store then looks whether the
// document has become what the write would have made it, and tells ours from another writer's by the ID of its
// entry. If it has, the write is done; if not, or if the look fails too, the error is [errs.Unavailable], and the write
// may be done, or be done a moment later. It is safe to try again: the version lets it be done once only.
//
// # FerretDB
//
// FerretDB 2.7 passes the same contract suite. It has no retryable writes; it does not say which unique index a write
// broke, so the store looks for the other holder; it walks an index in order only with DocumentDB's extension documentdb_extended_rum
// (ADR 8), and else puts in order in memory what MongoDB has in order; and it explains itself in PostgreSQL's words. On it, read and write concerns mean nothing: durability is PostgreSQL's.
//
// # Known limits
//
// A list directly within a list is not searched by MongoDB, so its values are not found. In a list of a unique Many field,
// nulls count as values.
package mongostore
