package exposure_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/graph/exposure"
	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/store/sqlitestore"
)

// forgetful is a store that forgets, in some of its reads, that what is asked for must be public.
type forgetful struct {
	store.Store
	find, count, group bool
	// only says for which conditions documents are found that are not public; nil for all.
	only func(store.Where) bool
}

// any leaves the condition out.
func (f forgetful) any(where store.Where) store.Where {
	return store.All(slices.DeleteFunc(slices.Clone(parts(where)), func(w store.Where) bool {
		eq, ok := w.(store.Eq)
		return ok && eq.Field == "public"
	})...)
}

// parts are the conditions that hold together.
func parts(where store.Where) []store.Where {
	if and, ok := where.(store.And); ok {
		return and
	}
	return []store.Where{where}
}

// Find finds what is not public.
func (f forgetful) Find(ctx context.Context, s *store.Schema, q store.Query) ([]bson.Raw, error) {
	if f.find && (f.only == nil || slices.ContainsFunc(parts(q.Where), f.only)) {
		q.Where = f.any(q.Where)
	}
	return f.Store.Find(ctx, s, q)
}

// Count counts what is not public.
func (f forgetful) Count(ctx context.Context, s *store.Schema, where store.Where) (int64, error) {
	if f.count {
		where = f.any(where)
	}
	return f.Store.Count(ctx, s, where)
}

// CountBy counts what is not public.
func (f forgetful) CountBy(ctx context.Context, s *store.Schema, where store.Where, fields ...string) ([]store.Group, error) {
	if f.group {
		where = f.any(where)
	}
	return f.Store.CountBy(ctx, s, where, fields...)
}

// change changes an answer by what stands in the store.
type change func(r *http.Request, asked string, w *httptest.ResponseRecorder, s store.Store)

// talkative is a handler whose answers are changed.
func talkative(next http.Handler, s store.Store, changes []change) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var asked []byte
		if r.Body != nil {
			asked, _ = io.ReadAll(r.Body)
			r.Body = io.NopCloser(bytes.NewReader(asked))
		}
		told := httptest.NewRecorder()
		next.ServeHTTP(told, r)
		for _, change := range changes {
			change(r, string(asked), told, s)
		}
		for name, values := range told.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(told.Code)
		_, _ = w.Write(told.Body.Bytes())
	})
}

// replace replaces a part of an answer.
func replace(w *httptest.ResponseRecorder, pattern, with string) {
	text := regexp.MustCompile(pattern).ReplaceAllString(w.Body.String(), with)
	w.Body.Reset()
	w.Body.WriteString(text)
}

// drafts counts all drafts.
func drafts(ctx context.Context, s store.Store) int64 {
	n, err := newsroom.NewDesk(s, nil, nil, newsroom.Rules{}).CountDrafts(ctx, access.System(), nil)
	if err != nil {
		panic(err)
	}
	return n
}

// draftIn reports whether a text names a draft that is there.
func draftIn(ctx context.Context, s store.Store, text string) bool {
	for _, id := range regexp.MustCompile(`drf_[0-9A-Z]{26}`).FindAllString(text, -1) {
		if _, err := newsroom.NewDesk(s, nil, nil, newsroom.Rules{}).Draft(ctx, access.System(), id); err == nil {
			return true
		}
	}
	return false
}

// The ways in which houses are broken.

func moreFollows(r *http.Request, _ string, w *httptest.ResponseRecorder, s store.Store) {
	n, err := register.New(s, nil, nil).CountPeople(r.Context(), access.System(), register.PersonFilter{})
	if err == nil && n > 2 { // two have public awards, and are there from the beginning
		replace(w, `"hasNextPage":false`, `"hasNextPage":true`)
	}
}

func nameInCursor(r *http.Request, _ string, w *httptest.ResponseRecorder, s store.Store) {
	people, err := register.New(s, nil, nil).People(r.Context(), access.System(), register.PersonFilter{}, register.PeopleByName, store.Page{Limit: 10})
	if err != nil || len(people) < 3 {
		return
	}
	cursor := fmt.Appendf(nil, `["1","sortKey","per_x"`)
	for _, p := range people {
		cursor = fmt.Appendf(cursor, `,%q`, "s"+p.SortKey)
	}
	replace(w, `"endCursor":"[^"]+"`, `"endCursor":"`+base64.RawURLEncoding.EncodeToString(append(cursor, ']'))+`"`)
}

func timeOfWriting(r *http.Request, _ string, w *httptest.ResponseRecorder, s store.Store) {
	replace(w, `"changedAt":"20..`, fmt.Sprintf(`"changedAt":"%d`, 2000+drafts(r.Context(), s)))
}

func draftInError(r *http.Request, asked string, w *httptest.ResponseRecorder, s store.Store) {
	if strings.Contains(asked, "mutation") && draftIn(r.Context(), s, asked) {
		replace(w, `NOT_FOUND`, `CONFLICT`)
	}
}

func draftInPath(r *http.Request, _ string, w *httptest.ResponseRecorder, s store.Store) {
	if draftIn(r.Context(), s, r.URL.Path) {
		w.Code = http.StatusForbidden
	}
}

func countInHeader(r *http.Request, _ string, w *httptest.ResponseRecorder, s store.Store) {
	w.Header().Set("X-Drafts", fmt.Sprint(drafts(r.Context(), s)))
}

// Ensure that the audit finds a leak of each class, in houses that are broken in ways which show in no other class.
func TestEveryLeakIsFound(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it audits five houses")
	}
	named := func(field string) func(store.Where) bool {
		return func(w store.Where) bool {
			eq, ok := w.(store.Eq)
			return ok && eq.Field == field
		}
	}
	searched := func(w store.Where) bool { _, ok := w.(store.Tokens); return ok }
	for _, tt := range []struct {
		name    string
		viewer  string
		store   forgetful
		changes []change
		want    []exposure.Class
	}{
		{"lists hold what is not public", "anonymous reader", forgetful{find: true}, nil, []exposure.Class{exposure.Data}},
		{
			"a filter, groups, a feed and paths tell of it", "anonymous reader",
			forgetful{find: true, only: named("year"), group: true},
			[]change{timeOfWriting, draftInPath},
			[]exposure.Class{exposure.Filters, exposure.Groupings, exposure.Feeds, exposure.Paths},
		},
		{
			"a search finds it, and pages say that more follows", "anonymous reader",
			forgetful{find: true, only: searched},
			[]change{moreFollows},
			[]exposure.Class{exposure.Search, exposure.Orders},
		},
		{
			"totals count it, and cursors hold its name", "anonymous reader",
			forgetful{count: true},
			[]change{nameInCursor},
			[]exposure.Class{exposure.Counts, exposure.Orders},
		},
		{
			"errors tell that a draft is there, and headers how many", "contributor of the other unit",
			forgetful{},
			[]change{draftInError, countInHeader},
			[]exposure.Class{exposure.Errors, exposure.Data},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			report := audit(t, func(ctx context.Context, seeds exposure.Seeds) (*exposure.House, error) {
				scratch, err := sqlitestore.Open(ctx, sqlitestore.Config{})
				if err != nil {
					return nil, err
				}
				broken := tt.store
				broken.Store = scratch
				house, err := build(ctx, seeds, scratch, broken)
				if err == nil {
					house.Handler = talkative(house.Handler, scratch, tt.changes)
				}
				return house, err
			}, tt.viewer)
			for _, class := range tt.want {
				if !slices.ContainsFunc(report.Leaks, func(l exposure.Leak) bool { return l.Class == class && l.Viewer == tt.viewer }) {
					t.Errorf("no leak in %s is found among %d", class, len(report.Leaks))
				}
			}
		})
	}
}
