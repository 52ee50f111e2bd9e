package sqlitestore

import (
	"database/sql/driver"
	"strings"
	"testing"

	"thidua/internal/store"
)

// Every plan that the domain asks for walks one index, in its order where it gives one.
func TestQueryPlans(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	latest := store.Sort{By: []string{"publishedAt"}, Desc: true}
	at := &store.Position{Values: []any{epoch}, ID: "art_1"}
	for _, tt := range []struct {
		name  string
		query store.Query
		uses  string // part of SQLite's plan
		sorts bool
	}{
		{"the latest", store.Query{Sort: latest}, "SCAN t USING INDEX news:index:publishedAt", false},
		{"by ID", store.Query{}, "SCAN t USING INDEX news:index:_id", false},
		{"the latest after a position", store.Query{Sort: latest, After: at}, "news:index:publishedAt ((publishedAt,_id)<(?,?))", false},
		{
			"between two positions of a status, from the end",
			store.Query{Where: store.Eq{Field: "status", Value: "A"}, Sort: latest, After: at, Before: at, Last: true},
			"news:index:status__publishedAt (status=? AND (publishedAt,_id)>(?,?) AND (publishedAt,_id)<(?,?))", false,
		},
		{
			"the latest of a bloc that are featured",
			store.Query{Where: store.And{store.Eq{Field: "blocs", Value: "b"}, store.Eq{Field: "featured", Value: true}}, Sort: latest, After: at},
			"SEARCH s USING COVERING INDEX news:index:blocs__publishedAt (_value=? AND (publishedAt,_id)<(?,?))", false,
		},
		{
			"the latest of several blocs",
			store.Query{Where: store.AnyOf("blocs", "b", "c"), Sort: latest},
			"SEARCH s USING COVERING INDEX news:index:blocs__publishedAt (_value=?)", true,
		},
		{
			"a search for words",
			store.Query{Where: store.Tokens{Field: "terms", Terms: []string{"thi", "dua"}}, Sort: latest},
			"SEARCH s USING COVERING INDEX news:index:terms__publishedAt (_value=?)", true,
		},
		{
			"a search for the beginning of a word",
			store.Query{Where: store.Tokens{Field: "terms", Terms: []string{"thi"}, Prefix: true}, Sort: latest},
			"SEARCH s USING COVERING INDEX news:index:terms__publishedAt (_value>? AND _value<?)", true,
		},
		{
			"a unique value",
			store.Query{Where: store.Eq{Field: "slug", Value: "x"}, Sort: latest},
			"SEARCH t USING INDEX news:index:slug (slug=?)", true,
		},
		{
			"some IDs",
			store.Query{Where: store.AnyOf("_id", "a", "b")},
			"SEARCH t USING COVERING INDEX news:index:_id (_id=?)", true,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.query.Limit = 20
			e, err := s.Explain(t.Context(), schema, tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if e.FullScan || !strings.Contains(e.Text, tt.uses) {
				t.Errorf("want %q, no full scan, got:\n%s", tt.uses, e.Text)
			}
			if e.Sorts && !tt.sorts {
				t.Errorf("sorts in memory:\n%s", e.Text)
			}
		})
	}
}

// The guard of the test above: it must see a scan and a sort where there is one.
func TestExplainSeesScansAndSorts(t *testing.T) {
	t.Parallel()
	s := openFile(t, news())
	err := s.read(t.Context(), func(c *conn) error {
		e, err := c.explain(t.Context(), `SELECT t._doc FROM news AS t ORDER BY t.featured`, nil)
		if !e.FullScan || !e.Sorts {
			t.Errorf("want a full scan and a sort, got %+v", e)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Counting with a covering index reads no document.
func TestCountCovers(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	for _, tt := range []struct {
		name  string
		where store.Where
		by    []string
		uses  string
	}{
		{"all", nil, nil, "COVERING INDEX"},
		{"of a status", store.Eq{Field: "status", Value: "A"}, nil, "SEARCH t USING COVERING INDEX news:index:status__publishedAt (status=?)"},
		{"by status", nil, []string{"status"}, "SCAN t USING COVERING INDEX news:index:status__publishedAt"},
		{"of a bloc", store.Eq{Field: "blocs", Value: "b"}, nil, "SEARCH s USING COVERING INDEX news:index:blocs__publishedAt (_value=?)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plan, err := store.NewCountPlan(schema, tt.where, tt.by)
			if err != nil {
				t.Fatal(err)
			}
			table, err := s.table(schema)
			if err != nil {
				t.Fatal(err)
			}
			q := newSelection(table, plan)
			text := q.counted(tt.by)
			err = s.read(t.Context(), func(c *conn) error {
				e, err := c.explain(t.Context(), text, q.args)
				if !strings.Contains(e.Text, tt.uses) {
					t.Errorf("want %q, got:\n%s", tt.uses, e.Text)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A version of the archive is found by its key, however many there are.
func TestRevisionsAreFoundByTheirKey(t *testing.T) {
	t.Parallel()
	schema := news()
	s := openFile(t, schema)
	table, err := s.table(schema)
	if err != nil {
		t.Fatal(err)
	}
	args := []driver.Value{"art_1", int64(1), "art_2", int64(3)}
	err = s.read(t.Context(), func(c *conn) error {
		e, err := c.explain(t.Context(), table.revisions(2, store.Whole), args)
		if !strings.Contains(e.Text, "SEARCH h USING INDEX") || !strings.Contains(e.Text, "(_id=? AND _version=?)") {
			t.Errorf("want a search by the key, got:\n%s", e.Text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
