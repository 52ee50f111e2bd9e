package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
)

// A scenario is a story of several people, told in requests: each step says who asks, and what the server answers, and
// in how many store calls. A file of testdata/scenarios begins with what it is about, and a line
//
//	people: an CONTRIBUTOR, binh EDITOR
//
// of accounts that are signed in. A step begins with "### " and its title; lines of settings, an empty line, the request,
// and after "=> " the answer follow. The settings are
//
//	as: an                            who asks; without it, a reader who has not signed in
//	wait: 1m                          how long after the step before
//	run: scheduler                    instead of a request: what a running server does by itself
//	keep: draft = articleCreate.draft.id    a value of the answer, which later steps write as ${draft}
//	secret: token = articlePreviewCreate.token    likewise, of a value that is another each time: the file has ${token}
//	absent: text                      what the answer must not hold
//	upload: danh-sach.csv             a file of testdata/imports that goes along, as the variable $file
type scenario struct {
	intro string
	steps []step
}

type step struct {
	title    string
	settings [][2]string
	request  string
	calls    int64
	answer   string
}

// TestScenarios plays every scenario on every store at hand.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, backend := range backends(t) {
		for _, file := range files {
			t.Run(backend.name+"/"+strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				t.Parallel()
				s := parseScenario(t, string(read(t, file)))
				played := newPlayer(newExampleServer(t, backend.open(t))).play(t, s)
				if *update && backend.name == embedded {
					if err := os.WriteFile(file, []byte(played.String()), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				want := parseScenario(t, string(read(t, file)))
				for i, step := range played.steps {
					if diff := cmp.Diff(want.steps[i].answer, step.answer); diff != "" {
						t.Errorf("%s: the answer differs (-want +got):\n%s", step.title, diff)
					}
					if want.steps[i].calls != step.calls {
						t.Errorf("%s: %d store calls, want %d", step.title, step.calls, want.steps[i].calls)
					}
				}
			})
		}
	}
}

func parseScenario(t *testing.T, text string) scenario {
	t.Helper()
	parts := strings.Split("\n"+text, "\n### ")
	s := scenario{intro: strings.TrimSpace(parts[0])}
	for _, part := range parts[1:] {
		head, answer, _ := strings.Cut(part, "\n=> ")
		title, rest, _ := strings.Cut(head, "\n")
		settings, request, _ := strings.Cut("\n"+rest, "\n\n")
		st := step{title: title, request: strings.TrimSpace(request)}
		for line := range strings.Lines(settings) {
			key, value, ok := strings.Cut(line, ": ")
			if !ok && strings.TrimSpace(line) != "" {
				t.Fatalf("%s: %q is no setting", title, line)
			}
			if ok {
				st.settings = append(st.settings, [2]string{key, strings.TrimSpace(value)})
			}
		}
		calls, answer, _ := strings.Cut(answer, "\n")
		number, _, _ := strings.Cut(calls, " ")
		st.calls, _ = strconv.ParseInt(number, 10, 64) // a new step has none yet
		st.answer = strings.TrimSpace(answer)
		s.steps = append(s.steps, st)
	}
	return s
}

// String writes the scenario as its file has it.
func (s scenario) String() string {
	var b strings.Builder
	b.WriteString(s.intro + "\n")
	for _, st := range s.steps {
		fmt.Fprintf(&b, "\n### %s\n", st.title)
		for _, setting := range st.settings {
			fmt.Fprintf(&b, "%s: %s\n", setting[0], setting[1])
		}
		if st.request != "" {
			fmt.Fprintf(&b, "\n%s\n\n=> %d store calls\n%s\n", st.request, st.calls, st.answer)
		}
	}
	return b.String()
}

// player plays one scenario.
type player struct {
	server  *exampleServer
	cookies map[string]*http.Cookie // of the people who are signed in
	kept    map[string]string
}

func newPlayer(s *exampleServer) *player {
	return &player{server: s, cookies: map[string]*http.Cookie{}, kept: map[string]string{}}
}

const scenarioPassword = "mat-khau-cua-kich-ban"

func (p *player) play(t *testing.T, s scenario) scenario {
	t.Helper()
	for line := range strings.Lines(s.intro) {
		if people, ok := strings.CutPrefix(line, "people: "); ok {
			for person := range strings.SplitSeq(people, ",") {
				p.signIn(t, strings.Fields(person))
			}
		}
	}
	played := scenario{intro: s.intro}
	for _, st := range s.steps {
		played.steps = append(played.steps, p.step(t, st))
	}
	return played
}

// signIn makes an account and signs it in, as its person would.
func (p *player) signIn(t testing.TB, person []string) {
	t.Helper()
	if len(person) < 2 {
		t.Fatalf("%v is not a login and a role", person)
	}
	n := access.NewUser{Login: person[0], Name: "Người " + person[0], Role: access.Role(person[1]), Password: scenarioPassword}
	if len(person) > 2 {
		n.UnitID = person[2]
	}
	user, _, err := p.server.accounts.CreateUser(t.Context(), access.System(), n)
	if err != nil {
		t.Fatal(err)
	}
	p.kept[n.Login] = user.ID
	w, _ := p.ask(t, n.Login, `mutation { sessionStart(input: {login: "`+n.Login+`", password: "`+scenarioPassword+`"}) { userErrors { code } } }`)
	if p.cookies[n.Login] == nil {
		t.Fatalf("%s cannot sign in: %s", n.Login, w)
	}
}

// ask sends a request of a person, and keeps the cookie that comes back.
func (p *player) ask(t testing.TB, who, request string) (answer []byte, calls int64) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": request})
	if err != nil {
		t.Fatal(err)
	}
	w, calls := p.server.send(t, body, p.cookies[who])
	for _, cookie := range w.Result().Cookies() {
		if cookie.MaxAge < 0 {
			delete(p.cookies, who)
		} else {
			p.cookies[who] = cookie
		}
	}
	return w.Body.Bytes(), calls
}

func (p *player) step(t *testing.T, st step) step {
	t.Helper()
	who, file := "", ""
	for _, setting := range st.settings {
		switch setting[0] {
		case "as":
			who = setting[1]
		case "upload":
			file = setting[1]
		case "wait":
			d, err := time.ParseDuration(setting[1])
			if err != nil {
				t.Fatalf("%s: %v", st.title, err)
			}
			p.server.clock.Advance(d)
		case "run":
			p.run(t, st.title, setting[1])
		}
	}
	if st.request == "" {
		return st
	}
	ask := p.ask
	if file != "" {
		ask = p.uploading(file)
	}
	answer, calls := ask(t, who, p.fillIn(st.request))
	var secrets []string
	for _, setting := range st.settings {
		switch setting[0] {
		case "keep":
			p.keep(t, st.title, setting[1], answer)
		case "secret":
			name := p.keep(t, st.title, setting[1], answer)
			secrets = append(secrets, p.kept[name], "${"+name+"}")
		case "absent":
			if bytes.Contains(answer, []byte(setting[1])) {
				t.Errorf("%s: the answer holds %q, which it must not", st.title, setting[1])
			}
		}
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, answer, "", "  "); err != nil {
		t.Fatalf("%s: the answer is no JSON: %s", st.title, answer)
	}
	st.answer, st.calls = strings.NewReplacer(secrets...).Replace(strings.TrimSpace(indented.String())), calls
	return st
}

// fillIn puts what was kept into a request.
func (p *player) fillIn(request string) string {
	for name, value := range p.kept {
		request = strings.ReplaceAll(request, "${"+name+"}", value)
	}
	return request
}

// run does what a running server does by itself.
func (p *player) run(t *testing.T, title, what string) {
	t.Helper()
	err := fmt.Errorf("nothing is called %q", what)
	switch what {
	case "scheduler":
		_, err = p.server.desk.RunDue(t.Context())
	case "finishing":
		if err = p.server.records.FinishMasking(t.Context()); err == nil {
			err = p.server.records.FinishJoining(t.Context())
		}
	case "index":
		err = p.server.index.CatchUp(context.WithoutCancel(t.Context()))
	case "relay":
		err = p.server.journal.Drain(context.WithoutCancel(t.Context()))
	case "feed":
		_, err = p.server.feed.CatchUp(t.Context())
	case "webhooks":
		err = p.server.hooks.Work(t.Context())
	}
	if err != nil {
		t.Fatalf("%s: %v", title, err)
	}
}

// keep takes a value out of an answer, by its path below data, and returns its name.
func (p *player) keep(t *testing.T, title, setting string, answer []byte) string {
	t.Helper()
	name, path, ok := strings.Cut(setting, " = ")
	var value any
	if err := json.Unmarshal(answer, &value); err != nil || !ok {
		t.Fatalf("%s: %q is no keep, or the answer no JSON: %v", title, setting, err)
	}
	for part := range strings.SplitSeq("data."+path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[part]
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(v) {
				t.Fatalf("%s: no %s in %s", title, path, answer)
			}
			value = v[i]
		}
	}
	if value == nil {
		t.Fatalf("%s: no %s in %s", title, path, answer)
	}
	p.kept[name] = fmt.Sprint(value)
	return name
}
