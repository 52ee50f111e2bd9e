// Package newsroom keeps the news: working copies, published snapshots, categories, tags and the metadata of media.
//
// Working copies ([Draft]) and published snapshots ([Article]) are two collections. [Reader] answers the public and
// holds the second one only, so that no filter, count or error of its can show a draft; [Desk] holds both. Articles
// link to records by ID: the package does not know register. It may import errs, viet, richtext, access, store and
// journal.
package newsroom
