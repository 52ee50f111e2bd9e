// Package media takes files in, keeps their bytes, and makes pictures of other sizes from them.
//
// A file is what its content says, never what its name says. What is kept is not byte by byte what was sent: from
// pictures all that is not needed to show them is left out, above all where they were taken, and what hangs on behind
// their end. The pixels are not touched.
//
// Bytes lie in a [Blobs]: a directory (package disk), an S3-compatible store (package s3), or MongoDB, whose package
// has a method for it. Each file has a key of its own, so that none is ever replaced, shared or counted: a file without
// metadata, which a killed upload leaves behind, is one that [newsroom.Library.Sweep] may take away.
//
// The package knows neither users nor articles nor HTTP. It may import errs only.
package media
