// Package partner keeps the registered sites of others that embed our news, and counts what they show.
//
// A [Partner] says which origins may, what they may show, how often a minute, with which credit, and until when. [Partners] has
// the use cases of administrators, and answers on every request of a page whether it may: [Partners.Admit] and
// [Partners.AllowsOrigin] ask no store, for all partners are kept in memory, where this process's own changes stand at once and
// those of other processes as soon as the journal has them ([Partners.Follow]).
//
// How often pages of a partner asked is counted by day and kind, and by nothing else: no cookie, no address, no browser. Each
// process keeps a document a day with the sums of its own, so that no two write the same (usage.go).
//
// The pure rules are in origin.go, settings.go and counts.go. It may import the store, the journal, access, viet, ratelimit
// and errs. docs/adr/0035-partners-in-memory-by-the-journal.md says why it is as it is.
package partner
