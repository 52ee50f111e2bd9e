package bench_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// The load of [BenchmarkStreams].
const (
	subscriberCount = 1_000 // half of them by Server-Sent Events, half by WebSockets
	publishEvery    = 5 * time.Second
	leaveEvery      = time.Second // how often a subscriber of each kind leaves and comes again
	readEvery       = 50 * time.Millisecond
	lookEvery       = 2 * time.Second // at the memory
	flatness        = 0.10            // that the memory of a minute may differ from that of the first
)

// publishedTitle begins the titles of what is published meanwhile.
const publishedTitle = "Tin số "

// subscription is what all subscribers follow.
const subscription = `subscription($after: String) { changes(nouns: [ARTICLE], after: $after) { cursor nodes { kind node { ... on Article { title } } } } }`

// BenchmarkStreams holds a thousand subscriptions on a server process, by both transports, while articles are published and read,
// and subscribers leave and come again; after a minute to warm up, each iteration is another one. It reports the memory minute by
// minute, and fails if it does not stay flat, or a subscriber was not told of a publication.
func BenchmarkStreams(b *testing.B) {
	dir := b.TempDir()
	saved(b, dir)
	p := startFollowed(b, dir)
	editor := p.signIn(b)
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	l := &crowd{api: p.api}
	var all sync.WaitGroup
	for i := range subscriberCount {
		all.Go(func() { l.follow(ctx, i) })
	}
	for begun := time.Now(); l.open.Load() < subscriberCount; time.Sleep(10 * time.Millisecond) { // the server tells nobody how many it has
		if time.Since(begun) > time.Minute {
			b.Fatalf("%d subscribers after a minute: %v", l.open.Load(), l.lastError.Load())
		}
	}
	all.Go(func() { every(ctx, publishEvery, func() { editor.publish(ctx, b, l) }) })
	all.Go(func() { every(ctx, readEvery, func() { l.read(ctx, b) }) })
	all.Go(func() { every(ctx, leaveEvery, l.sendOneAway) })
	p.minute(b)
	var first, last sample
	for minute := 1; b.Loop(); minute++ {
		last = p.minute(b)
		if minute == 1 {
			first = last
		}
		b.Logf("minute %d: RSS %.1f MB (%.1f to %.1f), live heap %.0f MB, %d open, %d published, %d told, %d answers", minute, last.rss, last.least, last.most, last.heap, l.open.Load(), l.published.Load(), l.told.Load(), l.answers.Load())
		if off := last.rss/first.rss - 1; off > flatness || off < -flatness {
			b.Errorf("minute %d takes %.1f MB, %+.0f %% of the first", minute, last.rss, 100*off)
		}
	}
	stop()
	all.Wait()
	b.ReportMetric(first.rss, "first-MB")
	b.ReportMetric(last.rss, "last-MB")
	b.ReportMetric(float64(l.told.Load())/float64(l.published.Load()), "told/publication")
	if told, want := l.told.Load(), l.published.Load()*subscriberCount; told < want-subscriberCount || told > want+subscriberCount { // the last may be under way
		b.Errorf("told %d times, of %d publications to %d", told, l.published.Load(), subscriberCount)
	}
	if lost := l.lost.Load(); lost > 0 {
		b.Errorf("%d subscriptions broke: %v", lost, l.lastError.Load())
	}
}

// every does something at intervals until ctx ends.
func every(ctx context.Context, interval time.Duration, do func()) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			do()
		}
	}
}

// followed is a server process whose memory is looked at.
type followed struct {
	api      string
	password string
	process  *os.Process
	heap     atomic.Int64 // MB that were live after the last collection
}

// startFollowed serves a directory, with room for all subscribers at one address.
func startFollowed(b *testing.B, dir string) *followed {
	b.Helper()
	cmd := exec.CommandContext(b.Context(), buildBinary(b), "serve", "--no-example", "--addr=127.0.0.1:0", "--rate-address=0", "--rate-account=0",
		"--no-two-person", "--log-level=error", "--streams=2000", "--streams-client=2000", "--data="+dir)
	cmd.Env = append(os.Environ(), "GODEBUG=gctrace=1")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		b.Fatal(err)
	}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = cmd.Wait() })
	p := &followed{process: cmd.Process}
	collected := regexp.MustCompile(`->(\d+) MB,`)
	go func() {
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			if m := collected.FindStringSubmatch(lines.Text()); m != nil {
				n, _ := strconv.ParseInt(m[1], 10, 64) // digits
				p.heap.Store(n)
			} else {
				b.Log(lines.Text())
			}
		}
	}()
	lines := bufio.NewScanner(stdout)
	for p.password == "" && lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "GraphQL API"); ok {
			p.api = strings.TrimSpace(address)
		}
		_, p.password, _ = strings.Cut(lines.Text(), "login admin, password ")
	}
	if p.password == "" {
		b.Fatal("the server did not say where it listens, and who may sign in")
	}
	return p
}

// sample is the memory of a minute, in MB: the median, the least and the most of what the process had, and what of its heap was live.
type sample struct{ rss, least, most, heap float64 }

// minute looks at the memory for a minute.
func (p *followed) minute(b *testing.B) sample {
	b.Helper()
	var seen []float64
	for range time.Minute / lookEvery {
		time.Sleep(lookEvery) // memory is looked at by the clock
		seen = append(seen, residentMemory(b, p.process))
	}
	slices.Sort(seen)
	return sample{rss: seen[len(seen)/2], least: seen[0], most: seen[len(seen)-1], heap: float64(p.heap.Load())}
}

// residentMemory returns the memory that a process has now, in MB. It skips the benchmark where /proc does not tell.
func residentMemory(b *testing.B, process *os.Process) float64 {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", process.Pid))
	if err != nil {
		b.Skipf("the memory of a process is not known here: %v", err)
	}
	fields := strings.Fields(string(text))
	pages, err := strconv.ParseFloat(fields[1], 64)
	if err != nil {
		b.Fatal(err)
	}
	return pages * float64(os.Getpagesize()) / 1e6
}

// editor publishes articles over HTTP.
type editor struct {
	api    string
	client *http.Client
}

// signIn returns the administrator at work.
func (p *followed) signIn(b *testing.B) *editor {
	b.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	e := &editor{p.api, &http.Client{Jar: jar}}
	if _, err := e.ask(b.Context(), `mutation($p: String!) { sessionStart(input: {login: "admin", password: $p}) { userErrors { code } } }`, map[string]any{"p": p.password}); err != nil {
		b.Fatal(err)
	}
	return e
}

// ask runs a mutation with one field, and returns the draft of its answer, if there is one.
func (e *editor) ask(ctx context.Context, query string, variables map[string]any) (draft map[string]any, err error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.api, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	w, err := e.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer w.Body.Close()
	var answer struct {
		Data map[string]struct {
			Draft      map[string]any
			UserErrors []any
		}
		Errors []any
	}
	if err := json.NewDecoder(w.Body).Decode(&answer); err != nil {
		return nil, err
	}
	for _, payload := range answer.Data {
		draft = payload.Draft
		answer.Errors = append(answer.Errors, payload.UserErrors...)
	}
	if len(answer.Errors) > 0 {
		return nil, fmt.Errorf("%.60s: %v", query, answer.Errors)
	}
	return draft, nil
}

// publish publishes an article, in the steps that the house has for it.
func (e *editor) publish(ctx context.Context, b *testing.B, l *crowd) {
	b.Helper()
	title := fmt.Sprint(publishedTitle, l.published.Load())
	draft, err := e.ask(ctx, `mutation($t: String!) { articleCreate(input: {content: {title: $t, body: {markdown: "Tin."}}}) { draft { id version } userErrors { code message } } }`, map[string]any{"t": title})
	for _, step := range []string{"Submit", "Approve", "Publish"} {
		if err != nil {
			break
		}
		draft, err = e.ask(ctx, `mutation($id: ID!, $version: Int!) { article`+step+`(input: {id: $id, version: $version}) { draft { id version } userErrors { code message } } }`, draft)
	}
	switch {
	case err == nil:
		l.published.Add(1)
	case ctx.Err() == nil:
		b.Error(err)
	}
}

// crowd is all subscribers and readers.
type crowd struct {
	api                                  string
	open, published, told, answers, lost atomic.Int64
	lastError                            atomic.Value
	mu                                   sync.Mutex
	leave                                []context.CancelFunc // of those who are there, the longest first
}

// read asks for what readers ask for.
func (l *crowd) read(ctx context.Context, b *testing.B) {
	b.Helper()
	n := int(l.answers.Add(1))
	text := workloads()[n%len(workloads())].query
	if n%2 == 0 { // one that was not answered before
		text = fmt.Sprintf("query R%d %s", n, text)
	}
	body, err := json.Marshal(map[string]string{"query": text})
	if err != nil {
		b.Error(err)
		return
	}
	if err := post(b, http.DefaultClient, l.api, string(body)); err != nil && ctx.Err() == nil {
		b.Error(err)
	}
}

// sendOneAway lets the subscriber who has been there for longest go, who comes again.
func (l *crowd) sendOneAway() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.leave) > 0 {
		l.leave[0]()
		l.leave = l.leave[1:]
	}
}

// follow subscribes again and again until ctx ends, each time where it was.
func (l *crowd) follow(ctx context.Context, i int) {
	way := l.bySocket
	if i%2 == 0 {
		way = l.byEvents
	}
	cursor := ""
	for ctx.Err() == nil {
		one, leave := context.WithCancel(ctx)
		l.mu.Lock()
		l.leave = append(l.leave, leave)
		l.mu.Unlock()
		err := way(one, &cursor)
		if one.Err() == nil {
			l.lost.Add(1)
			l.lastError.Store(fmt.Sprint(err))
			time.Sleep(100 * time.Millisecond) // as a client does before it comes back
		}
		leave()
	}
}

// request is the subscription from a cursor on.
func request(cursor string) map[string]any {
	variables := map[string]any{}
	if cursor != "" {
		variables["after"] = cursor
	}
	return map[string]any{"query": subscription, "variables": variables}
}

// take notes what an answer tells.
func (l *crowd) take(answer []byte, cursor *string) error {
	var a struct {
		Data struct {
			Changes *struct {
				Cursor string
				Nodes  []struct{ Node *struct{ Title string } }
			}
		}
	}
	if err := json.Unmarshal(answer, &a); err != nil {
		return err
	}
	if a.Data.Changes == nil {
		return fmt.Errorf("told %.300s", answer)
	}
	*cursor = a.Data.Changes.Cursor
	for _, n := range a.Data.Changes.Nodes { // what was there before is told as well, when the feed begins
		if n.Node != nil && strings.HasPrefix(n.Node.Title, publishedTitle) {
			l.told.Add(1)
		}
	}
	return nil
}

// byEvents subscribes by Server-Sent Events.
func (l *crowd) byEvents(ctx context.Context, cursor *string) error {
	body, err := json.Marshal(request(*cursor))
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, l.api, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "text/event-stream")
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer w.Body.Close()
	if w.StatusCode != http.StatusOK {
		return errors.New(w.Status)
	}
	l.open.Add(1)
	defer l.open.Add(-1)
	lines := bufio.NewReader(w.Body)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			return err
		}
		if answer, ok := bytes.CutPrefix(line, []byte("data: ")); ok {
			if err := l.take(answer, cursor); err != nil {
				return err
			}
		}
	}
}

// bySocket subscribes by a WebSocket.
func (l *crowd) bySocket(ctx context.Context, cursor *string) error {
	conn, _, err := websocket.Dial(ctx, l.api, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return err
	}
	defer conn.CloseNow() //nolint:errcheck // it may be closed
	ask, err := json.Marshal(map[string]any{"type": "subscribe", "id": "1", "payload": request(*cursor)})
	if err != nil {
		return err
	}
	if err := conn.Write(ctx, websocket.MessageText, []byte(`{"type":"connection_init"}`)); err != nil {
		return err
	}
	if _, _, err := conn.Read(ctx); err != nil {
		return err
	}
	if err := conn.Write(ctx, websocket.MessageText, ask); err != nil {
		return err
	}
	l.open.Add(1)
	defer l.open.Add(-1)
	for {
		_, text, err := conn.Read(ctx)
		if err != nil {
			return err
		}
		var m struct{ Payload json.RawMessage }
		if err := json.Unmarshal(text, &m); err != nil {
			return err
		}
		if err := l.take(m.Payload, cursor); err != nil {
			return err
		}
	}
}
