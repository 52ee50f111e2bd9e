// Package sheet reads and writes spreadsheets as offices keep them: XLSX and CSV with title rows above the header,
// headers over two rows, merged cells, groups and totals within the table and signatures below it.
//
// Everything here is about form, and pure: the package knows no unit, award or store. A caller says with a [Layout] which
// columns it wants and of which kind; [Open] and [Book.Table] find the table, and [Table.Rows] yields its rows one by one
// with each cell as it stood in the file, as it was understood, and what was cleaned or is wrong with it. [WriteXLSX] and
// [WriteCSV] write rows of the same layout, and what they write is read as the same rows again.
//
// A file is hostile until it was read. Every size is bounded by [Limits]; memory does not grow with the number of rows,
// only with the texts that an XLSX shares between its cells, and these have their own bound. Nothing is run: of a formula
// the result counts that was saved with it, macros and links to other files are left alone, and text that is written
// never becomes a formula.
//
// Nothing is lost in silence. A row that is not data is in the [Report] with the reason, a column that the layout does
// not know is reported and its cells are in [Row.Others], a damaged file is an error and never a shorter table.
//
// The package may import the standard library, errs, viet, golang.org/x/text and excelize, which writes XLSX. It reads
// XLSX itself: docs/adr/0017 has why.
//
// Files: open.go tells formats apart; xlsx*.go and csv*.go turn a file into a grid of cells (grid.go, merge.go); header*.go
// find the table in it, body.go says what each row is, cell*.go what each cell means; read.go joins them. similar.go
// finds names that may be one. write*.go are the way back.
package sheet
