package sqlitestore

import (
	"context"
	"database/sql/driver"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// postings is the search index of a schema: an FTS5 table without content, whose rows are the documents, numbered by
// their place, and whose words are the terms in hexadecimal digits. So FTS5's own idea of words, letters and syntax
// never meets a term, its walk from the last row on is the order of places, and it stops when a page is full. It
// keeps no more than which rows have a term: one or two bytes each, where a side table takes a hundred.
type postings struct {
	schema *store.Postings
	field  string
	place  string // quoted
	single int    // the place among table.singles
	name   string // quoted
	create string
	insert string
	remove string
	exists string // of any row: match is the parameter
	count  string // of rows: match and how many to count are the parameters
	find   string // of one tier: match, bound and limit are the parameters
	from   string // of a tally: match and limit are the parameters
	sizes  string // the number of pages of each segment
	paged  string // how large pages are
}

// postingsPage is how many bytes a page of the search index has at most. FTS5 can leave out whole pages of a term that many documents
// have where another term of the query has nothing, but not parts of pages: with a quarter of its own 4050 bytes, queries of a rare
// word among common ones take a quarter of the time, and others and the file are what they were.
const postingsPage = 1000

func newPostings(t *table) *postings {
	declared := t.schema.Postings
	if declared == nil {
		return nil
	}
	p := &postings{
		schema: declared, field: declared.Field, place: quote(declared.Place), name: quote(t.schema.Name + ":postings"),
		single: slices.IndexFunc(t.singles, func(f store.Field) bool { return f.Path == declared.Place }),
	}
	index := t.indexName(&store.Index{Fields: []string{declared.Place}})
	p.create = "CREATE VIRTUAL TABLE IF NOT EXISTS " + p.name +
		" USING fts5(terms, content='', contentless_delete=1, detail=none, tokenize='ascii')"
	p.insert = "INSERT INTO " + p.name + " (rowid, terms) VALUES (?, ?)"
	p.remove = "DELETE FROM " + p.name + " WHERE rowid = ?"
	p.exists = fmt.Sprintf("SELECT rowid FROM %[1]s WHERE %[1]s MATCH ?1 ORDER BY rowid DESC LIMIT 1", p.name)
	p.count = fmt.Sprintf("SELECT count(*) FROM (SELECT rowid FROM %[1]s WHERE %[1]s MATCH ?1 ORDER BY rowid DESC LIMIT ?2)", p.name)
	p.find = fmt.Sprintf("SELECT d.%[1]s, d.%[6]s, k.place FROM (SELECT rowid AS place FROM %[2]s WHERE %[2]s MATCH ?1 AND rowid < ?2 ORDER BY rowid DESC LIMIT ?3) AS k"+
		" CROSS JOIN %[3]s AS d INDEXED BY %[4]s ON d.%[5]s = k.place ORDER BY k.place DESC", colID, p.name, t.name, index, p.place, colVersion)
	// A step for each segment: FTS5's own table has a row for each page.
	p.sizes = fmt.Sprintf("WITH RECURSIVE segments (id) AS (SELECT min(segid) FROM %[1]s UNION ALL SELECT (SELECT min(segid) FROM %[1]s"+
		" WHERE segid > id) FROM segments WHERE id IS NOT NULL) SELECT (SELECT pgno / 2 FROM %[1]s WHERE segid = id ORDER BY term DESC LIMIT 1)"+
		" FROM segments WHERE id IS NOT NULL", quote(t.schema.Name+":postings_idx"))
	p.paged = fmt.Sprintf("SELECT v FROM %s WHERE k = 'pgsz'", quote(t.schema.Name+":postings_config"))
	p.from = fmt.Sprintf("(SELECT rowid AS place FROM %[1]s WHERE %[1]s MATCH ?1 ORDER BY rowid DESC LIMIT ?2) AS k"+
		" CROSS JOIN %[2]s AS %[3]s INDEXED BY %[4]s ON %[3]s.%[5]s = k.place", p.name, t.name, aliasDocs, index, p.place)
	return p
}

// ensure makes the search index if there is none. Pages of another size, which earlier versions wrote, can be read as well; merges
// write them again.
func (p *postings) ensure(ctx context.Context, c *conn) error {
	if err := c.run(ctx, p.create); err != nil {
		return err
	}
	size, err := c.int(ctx, p.paged)
	if err != nil || size == postingsPage {
		return err
	}
	_, err = p.command(ctx, c, "('pgsz', ?)", int64(postingsPage))
	return err
}

// terms is what FTS5 is given of a document; empty if it has no terms.
func (p *postings) terms(doc bson.Raw) (string, error) {
	terms, err := (&store.Postings{Field: p.field}).Terms(doc)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, term := range terms {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(term))
	}
	return b.String(), nil
}

// word is a term in the letters that FTS5 sees. An empty term, which has no digits, is a word too.
func word(term string) string { return "x" + hex.EncodeToString([]byte(term)) }

// kept is the document as it is stored: without its terms.
func (t *table) kept(doc bson.Raw) bson.Raw {
	if t.postings == nil {
		return doc
	}
	elements, err := doc.Elements()
	if err != nil { // the write's check has read it
		return doc
	}
	if !slices.ContainsFunc(elements, func(e bson.RawElement) bool { return e.Key() == t.postings.field }) {
		return doc
	}
	rest := make([]byte, 4, len(doc))
	for _, e := range elements {
		if e.Key() != t.postings.field {
			rest = append(rest, e...)
		}
	}
	return seal(rest)
}

// leavePostings notes the place that the stored document has in the search index.
func (p *prepared) leavePostings(before *stored) error {
	if p.table.postings == nil {
		return nil
	}
	light, _ := before.light.([]byte)
	was, err := p.table.schema.Fields[slices.IndexFunc(p.table.schema.Fields, func(f store.Field) bool {
		return f.Path == p.table.schema.Postings.Place
	})].Values(light)
	if err != nil || len(was) != 1 {
		return damaged(err)
	}
	p.left = was[0]
	return nil
}

// enterPostings brings the search indexes to writes that were made. The tables of documents have accepted their places by
// then, each of which one document at a time can have. What fails here is the database itself, and undoes the transaction.
//
// FTS5 gathers what it is given in memory, and writes it out as a segment, to be merged with others soon, at every savepoint
// and whenever a row comes that is before the last one. So it is given the rows of all writes that were handed in together
// after their savepoints, and in the order of their places: a segment for all, instead of one for each.
func enterPostings(ctx context.Context, c *conn, done []*prepared) error {
	type row struct {
		taken bool
		terms string
	}
	rows := map[*postings]map[int64]row{} // as the last write has them, by place
	for _, p := range done {
		x := p.table.postings
		if x == nil {
			continue
		}
		if rows[x] == nil {
			rows[x] = map[int64]row{}
		}
		if place, ok := p.left.(int64); ok {
			rows[x][place] = row{taken: true}
		}
		if p.terms != "" {
			place, _ := p.singles[x.single].(int64)
			rows[x][place] = row{taken: rows[x][place].taken, terms: p.terms}
		}
	}
	for x, rows := range rows {
		places := slices.Sorted(maps.Keys(rows))
		for _, place := range places {
			if rows[place].taken {
				if _, err := c.exec(ctx, x.remove, place); err != nil {
					return err
				}
			}
		}
		for _, place := range places {
			if rows[place].terms != "" {
				if _, err := c.exec(ctx, x.insert, place, rows[place].terms); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// match is the query of the terms in FTS5's words; "" if they hold for nothing. Of a tier, what a better one holds is
// left out.
func (p *postings) match(all []string, tiers [][]string, better [][]string) string {
	either := func(tiers [][]string) []string {
		var parts []string
		for _, tier := range p.schema.Weakest(tiers) {
			parts = append(parts, "("+every(p.schema.Needed(tier))+")")
		}
		return parts
	}
	wanted := either(tiers)
	if len(wanted) == 0 {
		return ""
	}
	text := strings.Join(wanted, " OR ")
	if len(wanted) > 1 {
		text = "(" + text + ")"
	}
	if len(all) > 0 {
		text = every(all) + " AND " + text
	}
	if others := either(better); len(others) > 0 {
		text = "(" + text + ") NOT (" + strings.Join(others, " OR ") + ")"
	}
	return text
}

func every(terms []string) string {
	words := make([]string, len(terms))
	for i, term := range terms {
		words[i] = word(term)
	}
	return strings.Join(words, " AND ")
}

// FindRanked reads tier by tier until the page is full, within one read transaction.
func (s *Store) FindRanked(ctx context.Context, schema *store.Schema, r store.Ranked) ([]store.Hit, error) {
	if err := r.Check(schema); err != nil {
		return nil, err
	}
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	hits, err := find(ctx, s, rankedQuestion(t, r), sizeOfHits, func(c *conn) ([]store.Hit, error) {
		page := ranking{store: s, table: t, asked: r, hits: []store.Hit{}, found: map[int64]bool{}, known: map[string]bool{}}
		err := c.snapshot(ctx, func() error { return page.fill(ctx, c) })
		return page.hits, err
	})
	return slices.Clone(hits), err
}

// rankedQuestion is the question for a page of a [store.Ranked].
func rankedQuestion(t *table, r store.Ranked) question {
	of := make([]driver.Value, 0, len(r.Tiers)+5)
	of = append(of, int64(r.Limit), r.All)
	if r.After != nil {
		of = append(of, "after", int64(r.After.Tier), r.After.Place)
	}
	for _, tier := range r.Tiers {
		of = append(of, tier)
	}
	return ask(t, "ranked", of...)
}

// ranking is a page of a [store.Ranked] that is being read.
type ranking struct {
	store *Store
	table *table
	asked store.Ranked
	hits  []store.Hit
	found map[int64]bool  // the places of hits
	known map[string]bool // whether any document has a term, of those that were looked up
}

func (p *ranking) fill(ctx context.Context, c *conn) error {
	first := 0
	if p.asked.After != nil {
		first = p.asked.After.Tier
	}
	wanted := p.asked.Limit
	for tier := first; tier < len(p.asked.Tiers) && len(p.hits) < wanted; tier++ {
		if tier == first+1 {
			var err error
			if wanted, err = p.count(ctx, c, first); err != nil || len(p.hits) >= wanted {
				return err
			}
		}
		possible, err := p.possible(ctx, c, p.asked.Tiers[tier])
		if err != nil {
			return err
		}
		if !possible {
			continue
		}
		if err := p.read(ctx, c, tier); err != nil {
			return err
		}
	}
	return nil
}

// count returns how many hits the page will have, once the first tier has not filled it. What nobody wrote is asked for often,
// misspelt words above all, and what few documents have: then the tiers that are left are not read for nothing.
func (p *ranking) count(ctx context.Context, c *conn, first int) (int, error) {
	tiers, limit := p.asked.Tiers, p.asked.Limit
	if p.asked.After != nil { // what better tiers have was on pages before
		tiers, limit = tiers[first+1:], limit-len(p.hits)
	}
	text := p.table.postings.match(p.asked.All, tiers, nil)
	if text == "" {
		return len(p.hits), nil
	}
	n, err := c.int(ctx, p.table.postings.count, text, int64(limit))
	if p.asked.After == nil {
		return int(n), err
	}
	if n == 0 {
		return len(p.hits), err
	}
	return p.asked.Limit, err
}

// possible reports whether a tier may hold for a document: whether its term that likely is the rarest is one of some document.
// Tiers have their rare terms in common, such as those of two words in a row, which most queries have one of that nobody
// wrote: to look that up once spares the other terms of each of these tiers.
func (p *ranking) possible(ctx context.Context, c *conn, tier []string) (bool, error) {
	if len(tier) < 2 {
		return true, nil // reading it costs as much as looking
	}
	term := tier[longest(tier)]
	has, known := p.known[term]
	if !known {
		var err error
		if has, err = p.table.postings.anything(ctx, c, word(term)); err != nil {
			return false, err
		}
		p.known[term] = has
	}
	return has, nil
}

// read reads what a tier has for the page. What better tiers have is left out: on a first page, which has all of that, by
// reading so many more; later, when most of it was on pages before, by the query.
func (p *ranking) read(ctx context.Context, c *conn, tier int) error {
	var better [][]string
	below, limit := driver.Value(beyondAll), p.asked.Limit
	if after := p.asked.After; after != nil {
		better, limit = p.asked.Tiers[:tier], p.asked.Limit-len(p.hits)
		if after.Tier == tier {
			below = after.Place
		}
	}
	text := p.table.postings.match(p.asked.All, p.asked.Tiers[tier:tier+1], better)
	if text == "" {
		return nil
	}
	return c.query(ctx, p.table.postings.find, []driver.Value{text, below, int64(limit)}, func(row []driver.Value) error {
		place, _ := row[2].(int64)
		if p.found[place] || len(p.hits) == p.asked.Limit {
			return nil
		}
		doc, err := p.store.remember(ctx, c, p.table, row)
		p.found[place] = true
		p.hits = append(p.hits, store.Hit{Tier: tier, Doc: doc})
		return err
	})
}

// anything reports whether the terms of a query hold for any document.
func (p *postings) anything(ctx context.Context, c *conn, text string) (found bool, err error) {
	if text == "" {
		return false, nil
	}
	err = c.query(ctx, p.exists, []driver.Value{text}, func([]driver.Value) error {
		found = true
		return nil
	})
	return found, err
}

// beyondAll bounds nothing: it is more than any integer. (As a number it would leave out the largest.)
const beyondAll = "infinity"

// CountRanked counts the rows that FTS5 walks first.
func (s *Store) CountRanked(ctx context.Context, schema *store.Schema, r store.Ranked, limit int, by ...string) ([]store.Group, error) {
	if err := r.CheckTally(schema, limit, by...); err != nil {
		return nil, err
	}
	t, err := s.table(schema)
	if err != nil {
		return nil, err
	}
	text := t.postings.match(r.All, r.Tiers, nil)
	if text == "" {
		return []store.Group{}, nil
	}
	sql, kinds := t.tally(by)
	args := []driver.Value{text, int64(limit)}
	groups, err := find(ctx, s, ask(t, "tally", sql).and(args...), sizeOfGroups, func(c *conn) ([]store.Group, error) {
		groups := []store.Group{}
		err := c.query(ctx, sql, args, func(row []driver.Value) error {
			g := store.Group{Values: make([]any, len(by))}
			for i, kind := range kinds {
				g.Values[i] = valueOf(kind, row[i])
			}
			if g.Count, _ = row[len(by)].(int64); g.Count > 0 {
				groups = append(groups, g)
			}
			return nil
		})
		return groups, err
	})
	if err == nil && len(groups) > store.MaxGroups {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Kết quả có quá %d nhóm; hãy thêm điều kiện lọc.", store.MaxGroups),
			fmt.Sprintf("The result has more than %d groups; add a condition.", store.MaxGroups))
	}
	return slices.Clone(groups), err
}

// tally is the statement that counts the first rows by fields, and the kinds of these.
func (t *table) tally(by []string) (text string, kinds []store.Kind) {
	columns, joins := make([]string, len(by)), ""
	kinds = make([]store.Kind, len(by))
	for i, path := range by {
		f, _ := t.schema.Field(path)
		kinds[i] = f.Kind
		if d := t.side(path); d != nil {
			columns[i] = fmt.Sprintf("g%d.%s", i, colValue)
			joins += fmt.Sprintf(" LEFT JOIN %s AS g%d ON g%d.%s = %s.%s", d.name, i, i, colNumber, aliasDocs, colNumber)
		} else {
			columns[i] = aliasDocs + "." + quote(path)
		}
	}
	groups := ""
	if len(by) > 0 {
		groups = " GROUP BY " + strings.Join(columns, ", ")
	}
	return "SELECT " + strings.Join(append(columns, "count(*)"), ", ") + " FROM " + t.postings.from + joins + groups +
		fmt.Sprintf(" LIMIT %d", store.MaxGroups+1), kinds
}
