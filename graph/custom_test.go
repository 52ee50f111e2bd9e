package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/richtext"
	"thidua/internal/store"
)

// customScene is a server whose articles have a number and a list of units, and people who are signed in.
type customScene struct {
	*player
	store store.Store
	units []string
}

func newCustomScene(t *testing.T, b backend) *customScene {
	t.Helper()
	documents := b.open(t)
	s := &customScene{player: newPlayer(newExampleServer(t, documents)), store: documents}
	s.signIn(t, []string{"admin", "ADMINISTRATOR"})
	s.signIn(t, []string{"binh", "EDITOR"})
	answer, _ := s.ask(t, "admin", `mutation {
		score: customFieldCreate(input: {noun: ARTICLE, key: "score", kind: NUMBER, label: "Điểm", isPublic: true, isFilterable: true, decimals: 6}) { userErrors { code } }
		units: customFieldCreate(input: {noun: ARTICLE, key: "units", kind: LIST, itemKind: REFERENCE, target: UNIT, label: "Đơn vị", isPublic: true, isFilterable: true}) { userErrors { code } }
		note: customFieldCreate(input: {noun: ARTICLE, key: "note", kind: TEXT, label: "Ghi chú", isFilterable: true}) { userErrors { code } }
	}`)
	if strings.Contains(string(answer), "code") {
		t.Fatalf("%s", answer)
	}
	answer, _ = s.ask(t, "", `{ units(first: 3) { nodes { id } } }`)
	var found struct {
		Data struct {
			Units struct{ Nodes []struct{ ID string } }
		}
	}
	if err := json.Unmarshal(answer, &found); err != nil {
		t.Fatal(err)
	}
	for _, u := range found.Data.Units.Nodes {
		s.units = append(s.units, u.ID)
	}
	return s
}

// publish publishes an article with values.
func (s *customScene) publish(t *testing.T, title string, values ...custom.Change) {
	t.Helper()
	ctx, v, desk := t.Context(), access.System(), s.server.desk
	body := richtext.Body{&richtext.Paragraph{Content: []richtext.Inline{{Text: "Khối họp."}}}}
	d, err := desk.CreateDraft(ctx, v, newsroom.Content{Title: title, Body: body, Values: custom.Values{}.With(values...)}, "")
	for _, step := range []takeStep{desk.Submit, desk.Approve, desk.Publish} {
		if err != nil {
			t.Fatal(err)
		}
		d, err = step(ctx, v, newsroom.Ref{ID: d.ID, Version: d.Version}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// Ensure that the fields are read once a request and what values refer to once for all articles, so that the number of store
// calls does not depend on how many articles a list has.
func TestCustomValuesOfAListTakeAFixedNumberOfCalls(t *testing.T) {
	t.Parallel()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			s := newCustomScene(t, b)
			request := `{ articles(first: 20, where: {custom: [{key: "score", from: {number: 1}}]}) { totalCount nodes {
				a: customValue(key: "score") { ... on NumberValue { number } }
				custom { field { key } ... on ListValue { items { ... on ReferenceValue { node { ... on Unit { name } } } } } }
				b: custom(keys: ["units"]) { ... on ListValue { items { ... on ReferenceValue { node { id } } } } }
			} } customFields(noun: ARTICLE) { key } }`
			const calls = 1 + 1 + 2 + 1 // the fields; the list; the units for custom and for b; the total
			one := custom.Number(1_000_000)
			for i, id := range s.units {
				s.publish(t, fmt.Sprintf("Lễ %d", i), custom.Change{Key: "score", Value: &custom.Value{Number: &one}},
					custom.Change{Key: "units", Value: &custom.Value{List: []custom.Value{{Reference: &id}, {Reference: &s.units[0]}}}})
				answer, got := s.ask(t, "", request)
				if got != calls || !strings.Contains(string(answer), fmt.Sprintf(`"totalCount":%d`, i+1)) || strings.Contains(string(answer), `"node":null`) {
					t.Errorf("%d articles: %d store calls, want %d: %s", i+1, got, calls, answer)
				}
			}
		})
	}
}

// Ensure that what a custom value refers to is shown to those who may see it, and is null for all others, like an object
// that is not there.
func TestAReferenceShowsNothingThatIsHidden(t *testing.T) {
	t.Parallel()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			s := newCustomScene(t, b)
			hidden, err := register.New(s.store, today, store.NewIDs()).CreatePerson(t.Context(), access.System(), register.NewPerson{FullName: "Người mẫu"})
			if err != nil {
				t.Fatal(err)
			}
			none := "per_01ARZ3NDEKTSV4RRFFQ69G5FAV"
			s.ask(t, "admin", `mutation { customFieldCreate(input: {noun: ARTICLE, key: "people", kind: LIST, itemKind: REFERENCE, target: PERSON, label: "Cá nhân", isPublic: true}) { userErrors { code } } }`)
			s.publish(t, "Lễ", custom.Change{Key: "people", Value: &custom.Value{List: []custom.Value{{Reference: &hidden.ID}, {Reference: &none}}}})
			for who, want := range map[string]string{
				"":      `[{"node":null},{"node":null}]`,
				"admin": `[{"node":{"id":"` + hidden.ID + `"}},{"node":null}]`,
			} {
				answer, _ := s.ask(t, who, `{ article(slug: "le") { customValue(key: "people") { ... on ListValue { items { ... on ReferenceValue { node { id } } } } } } }`)
				if !strings.Contains(string(answer), `"items":`+want) {
					t.Errorf("%q sees %s, want %s", who, answer, want)
				}
			}
		})
	}
}

// TestHostileCustomValues sends what no honest client does, as variables, which the validation of the document does not see.
// Nothing of it is saved, and each answer has its code.
func TestHostileCustomValues(t *testing.T) {
	t.Parallel()
	for _, b := range backends(t) {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			s := newCustomScene(t, b)
			d, err := s.server.desk.CreateDraft(t.Context(), access.System(), newsroom.Content{Title: "Lễ"}, "")
			if err != nil {
				t.Fatal(err)
			}
			change := func(value string) string { return `[{"key":"score","value":` + value + `}]` }
			for _, c := range []struct {
				name, changes string
				code          errs.Code
			}{
				{"a number in quotation marks", change(`{"number":"1"}`), errs.Invalid},
				{"a number beyond all", change(`{"number":1e300}`), errs.Invalid},
				{"a whole number beyond all", change(`{"number":123456789012345678}`), errs.Invalid},
				{"a number of too many places", change(`{"number":0.0000001}`), errs.Invalid},
				{"truth for a number", change(`{"number":true}`), errs.Invalid},
				{"an object for a number", change(`{"number":{"$gt":0}}`), errs.Invalid},
				{"two kinds", change(`{"number":1,"text":"1"}`), "VALIDATION_ERROR"},
				{"no kind", change(`{}`), "VALIDATION_ERROR"},
				{"a kind without a value", change(`{"number":null}`), "VALIDATION_ERROR"},
				{"a list of lists", change(`{"list":[{"list":[]}]}`), "VALIDATION_ERROR"},
				{"a kind that is not there", change(`{"json":"{}"}`), "VALIDATION_ERROR"},
				{"neither a value nor null", `[{"key":"score"}]`, errs.Invalid},
				{"no key", `[{"value":{"number":1}}]`, "VALIDATION_ERROR"},
				{"a key that is a condition", `[{"key":"score:;$where","value":{"number":1}}]`, errs.Invalid},
				{"a huge key", `[{"key":"` + strings.Repeat("a", 100_000) + `","value":{"number":1}}]`, errs.Invalid},
				{"a huge text", `[{"key":"note","value":{"text":"` + strings.Repeat("ậ", 100_000) + `"}}]`, errs.Invalid},
				{"a text of nothing that is seen", `[{"key":"note","value":{"text":"\u200b\u2060 \ufeff"}}]`, errs.Invalid},
				{"a field twice", `[{"key":"score","value":{"number":1}},{"key":"score","value":null}]`, errs.Invalid},
				{"more fields than there can be", `[` + strings.TrimSuffix(repeat(101, `{"key":"k%d","value":null},`), ",") + `]`, errs.Limit},
				{"a huge list", `[{"key":"units","value":{"list":[` + strings.Repeat(`{"reference":"uni_1"},`, 5_000) + `{"reference":"uni_1"}]}}]`, errs.Invalid},
				{"a reference to the draft itself", `[{"key":"units","value":{"list":[{"reference":"` + d.ID + `"}]}}]`, errs.Invalid},
				{"a reference to an account", `[{"key":"units","value":{"list":[{"reference":"` + s.kept["binh"] + `"}]}}]`, errs.Invalid},
			} {
				body := fmt.Sprintf(`{"query":"mutation($c: [CustomChangeInput!]) { articleUpdate(input: {id: \"%s\", version: 1, content: {custom: $c}}) { draft { version } userErrors { code message } } }","variables":{"c":%s}}`, d.ID, c.changes)
				w, calls := s.server.send(t, []byte(body), s.cookies["binh"])
				if got := w.Body.String(); !strings.Contains(got, `"code":"`+string(c.code)+`"`) || strings.Contains(got, `"version":2`) || len(got) > 2_000 {
					t.Errorf("%s: %.300s; want %s", c.name, got, c.code)
				}
				if calls > 6 {
					t.Errorf("%s takes %d store calls", c.name, calls)
				}
			}
			if now, err := s.server.desk.Draft(t.Context(), access.System(), d.ID); err != nil || now.Version != 1 || len(now.Custom) != 0 {
				t.Errorf("the draft is %+v, %v", now, err)
			}
		})
	}
}

// Ensure that a field which is retired within a request is gone for the rest of it.
func TestAFieldChangesWithinARequest(t *testing.T) {
	t.Parallel()
	s := newCustomScene(t, backend{name: embedded, open: openSQLite})
	answer, _ := s.ask(t, "admin", `{ customFields(noun: ARTICLE) { id key } }`)
	_, rest, _ := strings.Cut(string(answer), `{"id":"`)
	first, _, _ := strings.Cut(rest, `"`)
	answer, _ = s.ask(t, "admin", `mutation {
		before: articleCreate(input: {content: {title: "Một", custom: [{key: "note", value: {text: "a"}}, {key: "score", value: {number: 1}}]}}) { draft { custom { field { key } } } }
		customFieldRetire(input: {id: "`+first+`", version: 1}) { customField { key } }
		after: articleCreate(input: {content: {title: "Hai", custom: [{key: "score", value: {number: 1}}]}}) { draft { custom { field { key isRetired } } } }
	}`)
	if !strings.Contains(string(answer), `"customField":{"key":"note"}`) {
		t.Fatalf("%s", answer)
	}
	_, id, _ := strings.Cut(string(answer), `"after"`)
	if !strings.Contains(string(answer), `"before":{"draft":{"custom":[{"field":{"key":"note"}},{"field":{"key":"score"}}]}}`) || strings.Contains(id, "note") {
		t.Errorf("%s", answer)
	}
	answer, _ = s.ask(t, "admin", `mutation {
		customFieldRestore(input: {id: "`+first+`", version: 2}) { customField { isRetired } }
		seen: articleCreate(input: {content: {title: "Ba", custom: [{key: "note", value: {text: "b"}}]}}) { draft { custom { field { key } } } }
		customFieldUpdate(input: {id: "`+first+`", version: 3, label: "Nhãn mới"}) { customField { label } }
		again: articleCreate(input: {content: {title: "Bốn", custom: [{key: "note", value: {text: "b"}}]}}) { draft { custom { field { label } } } }
	}`)
	if !strings.Contains(string(answer), `"again":{"draft":{"custom":[{"field":{"label":"Nhãn mới"}}]}}`) {
		t.Errorf("the rest of the request has the old field: %s", answer)
	}
}

// Ensure that a version whose custom values refer to what is no more comes back without them, if that is wished.
func TestARestoredVersionLeavesOutWhatIsNoMore(t *testing.T) {
	t.Parallel()
	s := newCustomScene(t, backend{name: embedded, open: openSQLite})
	none := "uni_01ARZ3NDEKTSV4RRFFQ69G5FAV"
	list := custom.Value{List: []custom.Value{{Reference: &none}, {Reference: &s.units[0]}}}
	content := newsroom.Content{Title: "Lễ", Values: custom.Values{}.With(custom.Change{Key: "units", Value: &list})}
	d, err := s.server.desk.CreateDraft(t.Context(), access.System(), content, "")
	if err == nil {
		d, err = s.server.desk.Update(t.Context(), access.System(), newsroom.Ref{ID: d.ID, Version: 1}, "", newsroom.Valuing(custom.Change{Key: "units"}))
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ without, want string }{
		{"false", `"code":"NOT_FOUND"`},
		{"true", `{"draft":{"custom":[{"items":[{"node":{"id":"` + s.units[0] + `"}}]}]},"missing":["` + none + `"],"userErrors":[]}`},
	} {
		answer, _ := s.ask(t, "binh", `mutation { articleRestoreVersion(input: {id: "`+d.ID+`", version: 2, restore: 1, withoutMissing: `+c.without+`}) { draft { custom { ... on ListValue { items { ... on ReferenceValue { node { id } } } } } } missing userErrors { code } } }`)
		if !strings.Contains(string(answer), c.want) {
			t.Errorf("withoutMissing %s: %s", c.without, answer)
		}
	}
}
