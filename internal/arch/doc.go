// Package arch has no code, only the test that keeps the architecture: which package may import what, said once as a
// table. docs/architecture.md has the picture that goes with it.
//
// The table (table_test.go) lists every package of the module, so that a new one is a decision somebody writes down. The
// checker (check_test.go) reads the imports of every Go file with go/parser, whatever its build tags say, and is itself
// tested on trees that break each rule. Nothing may import arch.
package arch
