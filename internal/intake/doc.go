// Package intake takes in the lists that offices kept before: XLSX and CSV files of awards and other records.
//
// A file is first rehearsed: each row is shown as it would be stored, with what is wrong, unusual or there already, and
// nothing is stored. What was rehearsed is then applied, all of it or nothing, and can be taken back as one unit.
//
// An [Import] is one document, and its state is the truth: each step of it is one conditional write, the work that
// follows may be done again after a crash. While records come in or are taken back they are hidden from everybody
// (store.Veil), so that the write which ends the work makes all of them exist, or none. docs/adr/0021 has exactly what
// is guaranteed when a process is killed.
//
// The package may import errs, viet, access, store, sheet and register. It knows the form of a row; what a record may be,
// register says.
//
// Files: import.go has the document and its states, importer.go what people do with it, work.go who does the work and
// when; rehearse.go, commit.go and undo.go are the work itself. kinds.go says what is particular to one kind of list, and
// awards*.go, units*.go, tasks.go and scores.go turn its rows into records; names.go finds the units, people, decisions and
// award types that rows name, and known.go has what is remembered from page to page.
package intake
