// Package example loads content to try the program with: the emulation bloc of the advisory agencies for economy and
// technology of Kon Tum province, its conference of 14 January 2022, and what became of its members.
//
// What is said of real bodies are facts from public sources, in our own words. What a source leaves open stays open, and
// what is concluded says so in its note. A few records, marked "dữ liệu mẫu", belong to an invented province: they are
// there because some questions can only be tried on an award that was revoked or that citizens may comment on, and no
// real body is to be shown with one. No living person is named.
//
// Everything goes through the use cases of register and newsroom. Loading may be cut short and repeated at any point:
// each step looks for what it would make. The package may import access, errs, newsroom, register, richtext, store and
// viet; only cmd imports it.
package example
