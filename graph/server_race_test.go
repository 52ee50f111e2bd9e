//go:build race

package graph_test

// slowdown is what the race detector costs, with room to spare.
const slowdown = 20
