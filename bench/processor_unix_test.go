//go:build unix

package bench_test

import (
	"syscall"
	"time"
)

// processorTime is how long the process has run on processors, all its threads together.
func processorTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
