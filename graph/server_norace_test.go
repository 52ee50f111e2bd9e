//go:build !race

package graph_test

// slowdown is none without the race detector.
const slowdown = 1
