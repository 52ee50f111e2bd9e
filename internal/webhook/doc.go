// Package webhook tells the servers of partners what has become of what is public, by the Standard Webhooks specification:
// signed requests, tried again for three days, in the order of each document's changes.
//
// A [Webhook] is a place that administrators registered. What it is told comes from package changefeed, which knows of
// nothing that was never public: so a place learns no more than anybody does who asks for `changes`. Of each change it is
// sent the document's ID and a cursor, and nothing that is in the document; what it may see it fetches as itself.
//
// The pure rules are in address.go (whom we may call), schedule.go (when it is tried again), signature.go and delivery.go;
// [Hooks] has the use cases of administrators, and the work in the background. Everything that must survive a process is
// in documents that are written on the condition of their version.
//
// It may import the feed, the store, access and errs. With it alone thidua calls out, and only to whom an administrator
// named. docs/adr/0031-webhooks-tell-what-was-public.md says why it is as it is.
package webhook
