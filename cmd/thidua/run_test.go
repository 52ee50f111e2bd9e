package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"thidua/internal/store/mongostore/mongotest"
)

// started is a server that runs in this process until stop is called.
type started struct {
	url  string
	stop func() error
}

// start runs the program with the arguments and waits until it says where it listens.
func start(t *testing.T, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	stdout, printed := io.Pipe()
	var stderr bytes.Buffer
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"--addr=127.0.0.1:0"}, args...), printed, &stderr)
		_ = printed.CloseWithError(io.EOF) // never fails
		ended <- err
	}()
	s := started{stop: func() error {
		cancel()
		return <-ended
	}}
	playground := regexp.MustCompile(`playground\s+(http://\S+)/`)
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		if m := playground.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
			go func() { _, _ = io.Copy(io.Discard, stdout) }() // so that the program is never kept waiting
			return s
		}
	}
	t.Fatalf("the program ended before it listened: %v\n%s", s.stop(), stderr.String())
	return s
}

// costOfAnswer is what every answer to a reader says last.
var costOfAnswer = regexp.MustCompile(`,"extensions":\{"cost":\{"requested":\d+,"limit":30000\}\}\}$`)

// ask sends a query and returns the answer as JSON, without what it says of its cost.
func ask(t *testing.T, url, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return costOfAnswer.ReplaceAllString(strings.TrimSpace(string(answer)), "}")
}

const sourceArticle = `{ article(slug: "hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2021-trien-khai-nhiem-vu-cong-tac-nam-2022") { tasks { ordinal } } }`

// Ensure that the first start of an empty embedded store serves the example content, that a second start finds it, and
// that both end in order.
func TestServeEmbedded(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for _, name := range []string{"first start", "second start"} {
		s := start(t, "--data="+data)
		want := `{"data":{"article":{"tasks":[{"ordinal":1},{"ordinal":2},{"ordinal":3},{"ordinal":4},{"ordinal":5}]}}}`
		if got := ask(t, s.url, sourceArticle); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if got := ask(t, s.url, `{ articles { totalCount } }`); got != `{"data":{"articles":{"totalCount":5}}}` {
			t.Errorf("%s: got %s", name, got)
		}
		if err := s.stop(); err != nil {
			t.Errorf("%s: ended with %v", name, err)
		}
	}
}

// Ensure that MongoDB serves the same, once the example is loaded by its command.
func TestServeMongoDB(t *testing.T) {
	t.Parallel()
	if mongotest.ServerURI() == "" { // the tests need no service; CI has one
		t.Skip("MONGODB_TEST_URI is not set")
	}
	uri := mongotest.OwnDatabase(t)
	if err := run(t.Context(), []string{"example", "--store=" + uri, "--data=" + t.TempDir()}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	s := start(t, "--store="+uri, "--data="+t.TempDir())
	if got := ask(t, s.url, sourceArticle); !strings.Contains(got, `{"ordinal":5}`) {
		t.Errorf("got %s", got)
	}
	if err := s.stop(); err != nil {
		t.Errorf("ended with %v", err)
	}
}

// Ensure that --no-example leaves an empty store empty, but for the catalogue that every office starts with.
func TestServeNoExample(t *testing.T) {
	t.Parallel()
	s := start(t, "--data="+t.TempDir(), "--no-example")
	want := `{"data":{"units":{"totalCount":0},"articles":{"totalCount":0},"awardType":{"label":"Giấy khen"}}}`
	if got := ask(t, s.url, `{ units { totalCount } articles { totalCount } awardType(code: "GIAY_KHEN") { label } }`); got != want {
		t.Errorf("got %s", got)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

// Ensure that generated articles are loaded and journaled.
func TestSample(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	if err := run(t.Context(), []string{"sample", "--data=" + data, "--articles=1500"}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	s := start(t, "--data="+data)
	if got := ask(t, s.url, `{ articles { totalCount } }`); got != `{"data":{"articles":{"totalCount":1500}}}` {
		t.Errorf("got %s", got)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

// Ensure that bad settings are named, and that a password in one of them is not shown.
func TestRefusedSettings(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		args       []string
	}{
		{"a store of another kind", "--store", []string{"--store=postgres://u:geheim@127.0.0.1/x"}},
		{"a malformed MongoDB URI", "MongoDB", []string{"--store=mongodb://u:geheim@[bad/x"}},
		{"an address that is none", "listen", []string{"--addr=nowhere:-1", "--data=" + t.TempDir(), "--no-example"}},
		{"a data directory that is a file", "data directory", []string{"--data=" + file + "/data"}},
		{"an origin that is none", `origin "evil"`, []string{"--cors-origin=evil", "--data=" + t.TempDir(), "--no-example", "--addr=127.0.0.1:0"}},
		{"a flag that is none", "--nope", []string{"--nope"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			err := run(ctx, c.args, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error about %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "geheim") {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}
