// Package register keeps the records behind the news: blocs and their years, units and their history, people, award
// types, awards, decisions, tasks, events, movements and legal references.
//
// One struct is one document and one GraphQL type. Dates are calendar days of Vietnam (viet.Date); a record's names
// and issuers are those of its own date and are never rewritten. The package may import errs, viet, access, store and
// journal; it does not know newsroom: articles link to records by ID.
package register
