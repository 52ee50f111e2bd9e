// Package persisted keeps GraphQL documents, so that clients can refer to them instead of sending them.
//
// There are two kinds. A [Document] is saved by an administrator, or by the build of a website or app with an API token:
// it is trusted, may have a name, and may be allowed, denied, and kept by caches for a time of its own. [Documents] keeps
// them. What any client sends together with its hash is remembered in [Remembered], within fixed bounds, so that the
// client need not send it again; nobody vouches for it.
//
// To this package a document is a text: what is in it, the caller has checked. It may import the store, access and errs.
package persisted
