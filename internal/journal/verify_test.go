package journal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/errs"
	"thidua/internal/journal"
	"thidua/internal/store"
	"thidua/internal/store/storetest"
)

// rewritten copies a journal of n records into a new database, with what tamper did to them on the way.
func rewritten(t *testing.T, n int, tamper func(records []journal.Record) []journal.Record) *process {
	t.Helper()
	was := start(t, storetest.NewModel(), journal.Config{})
	for i := range n {
		was.do(t, was.note(t, fmt.Sprintf("n%d", i%7), int64(i/7)+1, fmt.Sprintf("T%05d", i)))
	}
	was.drain(t)
	var records []journal.Record
	if len(was.told(t)) != n {
		t.Fatal("the journal is not whole to begin with")
	}
	for len(records) < n {
		page, err := was.journal.Tail(t.Context(), journal.Cursor(len(records)), 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page {
			records = append(records, *r)
		}
	}
	is := start(t, storetest.NewModel(), journal.Config{})
	schema := journal.Schema()
	for _, r := range tamper(records) {
		raw, err := bson.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		w := store.Write{Schema: schema, ID: r.ID, Doc: raw}
		if r.Version == 1 {
			is.do(t, w)
			continue
		}
		first := r
		first.Version = 1
		if w.Doc, err = bson.Marshal(first); err != nil {
			t.Fatal(err)
		}
		is.do(t, w, store.Write{Schema: schema, ID: r.ID, IfVersion: 1, Doc: raw})
	}
	return is
}

func TestVerifyNamesTheFirstBrokenRecord(t *testing.T) {
	t.Parallel()
	type records = []journal.Record
	const n = 450 // more than two pages
	type tampering struct {
		name   string
		tamper func(r records) records
		seq    int64  // of the record that is named; 0 if none is
		what   string // in the report
	}
	cases := []tampering{
		{"an honest journal", func(r records) records { return r }, 0, ""},
		{"a removed record", func(r records) records { return slices.Delete(r, 210, 211) }, 211, "missing"},
		{"a removed first record", func(r records) records { return r[1:] }, 1, "missing"},
		{"swapped records", func(r records) records {
			r[5].ID, r[6].ID = r[6].ID, r[5].ID
			return r
		}, 6, "number is 7"},
		{"swapped records with numbers to match", func(r records) records {
			r[5].ID, r[6].ID, r[5].Seq, r[6].Seq = r[6].ID, r[5].ID, r[6].Seq, r[5].Seq
			return r
		}, 6, "content"},
		{"swapped entries with hashes to match", func(r records) records {
			r[5].Entry, r[6].Entry = r[6].Entry, r[5].Entry
			r[5].Derive()
			r[6].Derive()
			return r
		}, 7, "follow"},
		{"an inserted record", func(r records) records {
			odd := r[9]
			odd.Seq, odd.Entry.ID, odd.Entry.Actor = 11, "forged", "usr_x"
			odd.Prev = r[9].Hash
			odd.Derive()
			r = slices.Insert(r, 10, odd)
			for i := 11; i < len(r); i++ {
				r[i].Seq++
			}
			for i := 10; i < len(r); i++ {
				r[i].ID = fmt.Sprintf("%016d", r[i].Seq)
			}
			return r
		}, 12, "content"},
		{"an inserted record with an ID between", func(r records) records {
			odd := r[9]
			odd.ID, odd.Entry.ID = odd.ID+"a", "forged"
			odd.Derive()
			return slices.Insert(r, 10, odd)
		}, 11, "missing"},
		{"a record that was saved again", func(r records) records {
			r[300].Version = 2
			return r
		}, 301, "version 2"},
		{"a record filed under another document", func(r records) records {
			r[3].Subject = "notes/x"
			return r
		}, 4, "subject"},
		{"a changed record with a hash to match", func(r records) records {
			r[199].Entry.Actor = "usr_x"
			r[199].Derive()
			return r
		}, 201, "follow"},
		{"a changed last record", func(r records) records {
			r[n-1].Entry.Note = ""
			return r
		}, n, "content"},
	}
	for name, change := range changes() {
		if name == "seq" || name == "collection" || name == "document" {
			continue // told by the number and the subject
		}
		cases = append(cases, tampering{"a changed " + name, func(r records) records {
			change(&r[230])
			r[230].UpdatedAt = r[230].CreatedAt
			return r
		}, 231, "content"})
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := rewritten(t, n, c.tamper)
			report, err := p.journal.Verify(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if c.seq == 0 {
				if report.Broken != nil || report.Checked != n || report.Last != n || len(report.Hash) != 64 {
					t.Errorf("Verify = %+v (%v)", report, report.Broken)
				}
				return
			}
			if report.Broken == nil || report.Broken.Seq != c.seq || !strings.Contains(report.Broken.String(), c.what) {
				t.Errorf("Verify names %v; want record %d: …%s…", report.Broken, c.seq, c.what)
			}
			if report.Checked != c.seq-1 {
				t.Errorf("%d records were checked before it; want %d", report.Checked, c.seq-1)
			}
		})
	}
}

func TestVerifyFromACursor(t *testing.T) {
	t.Parallel()
	p := rewritten(t, 20, func(r []journal.Record) []journal.Record {
		r[4].Entry.Note = "đã sửa"
		return r
	})
	report, err := p.journal.Verify(t.Context(), 5)
	want := journal.Report{Checked: 15, Last: 20, Hash: report.Hash}
	if d := cmp.Diff(want, report); err != nil || d != "" {
		t.Errorf("after the broken record: %v (-want +got):\n%s", err, d)
	}
	end, err := p.journal.Verify(t.Context(), 20)
	if d := cmp.Diff(journal.Report{Last: 20, Hash: report.Hash}, end); err != nil || d != "" {
		t.Errorf("at the end: %v (-want +got):\n%s", err, d)
	}
	if _, err := p.journal.Verify(t.Context(), 21); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("beyond the end: %v", err)
	}
}

func TestTailStopsAtAGap(t *testing.T) {
	t.Parallel()
	p := rewritten(t, 9, func(r []journal.Record) []journal.Record { return slices.Delete(r, 4, 5) })
	page, err := p.journal.Tail(t.Context(), 2, 9)
	if err != nil || len(page) != 2 || page[1].Seq != 4 {
		t.Errorf("Tail before the gap = %d records, %v", len(page), err)
	}
	if page, err := p.journal.Tail(t.Context(), 4, 9); err == nil {
		t.Errorf("Tail at the gap = %d records", len(page))
	}
	if page, err := p.journal.Tail(t.Context(), 9, 9); err != nil || len(page) != 0 {
		t.Errorf("Tail at the end = %d records, %v", len(page), err)
	}
}
