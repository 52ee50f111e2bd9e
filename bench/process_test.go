package bench_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// buildBinary builds cmd/thidua and returns its path.
func buildBinary(tb testing.TB) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "thidua")
	if out, err := exec.CommandContext(tb.Context(), "go", "build", "-o", path, "thidua/cmd/thidua").CombinedOutput(); err != nil {
		tb.Fatalf("build: %v\n%s", err, out)
	}
	return path
}

// startServer serves a data directory in a process of its own until the test ends, and returns its process and the
// address of its API.
func startServer(tb testing.TB, binary, dir string) (process *os.Process, api string) {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), binary, "serve", "--no-example", "--addr=127.0.0.1:0", "--rate-address=0", "--data="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := cmd.Wait(); err != nil && tb.Context().Err() == nil {
			tb.Errorf("the server ended: %v\n%s", err, stderr.String())
		}
	})
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "GraphQL API"); ok {
			return cmd.Process, strings.TrimSpace(address)
		}
	}
	tb.Fatalf("the server did not say where it listens: %s", stderr.String())
	return nil, ""
}

// peakMemory returns the most memory that a process has had, in MB. It skips the test where /proc does not tell.
func peakMemory(tb testing.TB, process *os.Process) float64 {
	tb.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process.Pid))
	if err != nil {
		tb.Skipf("the memory of a process is not known here: %v", err)
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
			if err != nil {
				tb.Fatal(err)
			}
			return float64(kilobytes) * 1024 / 1e6
		}
	}
	tb.Skip("the memory of a process is not known here")
	return 0
}
