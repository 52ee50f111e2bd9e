// Package bench measures the whole server, and proves the numbers that are promised about it: how many store calls a
// request makes, that the answers of both sides of a comparison are the same, and that a read does not walk a
// collection. It has tests and benchmarks only; `make bench` prints their table.
package bench
