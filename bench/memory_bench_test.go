package bench_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// BenchmarkMemory sends the nested listing to a server process over 64 connections at once, 30 requests each, and reports
// the most memory that the process has had.
func BenchmarkMemory(b *testing.B) {
	const connections, requests = 64, 30
	dir := b.TempDir()
	b.Run("nested", func(b *testing.B) {
		saved(b, dir)
		process, api := startServer(b, buildBinary(b), dir)
		body := workloads()[2].body(b)
		client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}
		defer client.CloseIdleConnections()
		for b.Loop() {
			var all sync.WaitGroup
			failures := make(chan error, connections)
			for range connections {
				all.Go(func() {
					for range requests {
						if err := post(b, client, api, body); err != nil {
							failures <- err
							return
						}
					}
				})
			}
			all.Wait()
			close(failures)
			for err := range failures {
				b.Fatal(err)
			}
		}
		b.ReportMetric(peakMemory(b, process), "peak-MB")
	})
}

// post sends a request over a socket and reads the whole answer.
func post(b *testing.B, client *http.Client, api, body string) error {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodPost, api, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	w, err := client.Do(r)
	if err != nil {
		return err
	}
	defer w.Body.Close()
	response, err := io.ReadAll(w.Body)
	if err != nil {
		return err
	}
	if w.StatusCode != http.StatusOK || bytes.Contains(response, []byte(`"errors"`)) {
		return fmt.Errorf("status %d: %.500s", w.StatusCode, response)
	}
	return nil
}
