package export_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/export"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/store/mongostore"
	"thidua/internal/store/mongostore/mongotest"
	"thidua/internal/store/sqlitestore"
)

// office is an exporter over a store with one decision on many awards.
type office struct {
	*export.Exporter
	records  *register.Register
	store    store.Store
	clerk    access.Viewer
	decision *register.Decision
}

func now() time.Time { return time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC) }

func newOffice(tb testing.TB, s store.Store, awards int) *office {
	tb.Helper()
	ctx, system := tb.Context(), access.System()
	tb.Cleanup(func() { _ = s.Close(context.WithoutCancel(ctx)) })
	fail(tb, s.Ensure(ctx, slices.Concat(register.Schemas(), export.Schemas())...))
	ids := store.NewIDsFrom(rand.NewChaCha8([32]byte{}))
	o := &office{records: register.New(s, now, ids), store: s, clerk: access.Viewer{Actor: "usr_a", Role: access.RecordsOfficer}}
	o.Exporter = export.New(s, o.records, now, ids)
	u, err := o.records.CreateUnit(ctx, system, register.NewUnit{
		OfficialName: "Ủy ban nhân dân tỉnh Mẫu", Slug: "ubnd-tinh-mau", Type: register.PeoplesCommittee, Level: register.ProvinceLevel,
	})
	fail(tb, err)
	kind, err := o.records.CreateAwardType(ctx, system, register.NewAwardType{
		Code: "BK", Label: "Bằng khen của UBND tỉnh", Form: register.Certificate, Level: register.ProvinceLevel, Deciders: []string{},
		RecipientKinds: []register.RecipientKind{register.HouseholdRecipient, register.PersonRecipient},
	})
	fail(tb, err)
	o.decision, err = o.records.CreateDecision(ctx, system, register.NewDecision{
		Number: "12/QĐ-UBND", IssuedOn: "2022-05-04", IssuerID: u.ID, Title: "Khen thưởng năm 2021", Public: true,
	})
	fail(tb, err)
	for n := range awards {
		name := fmt.Sprintf("Hộ gia đình số %04d", n)
		if n == 7 {
			name = `=HYPERLINK("http://xau.example.com","Bấm vào đây")`
		}
		_, _, err := o.records.ImportAward(ctx, system, register.ImportedAward{DecisionID: o.decision.ID, PresentedOn: "2022-07-22", Nomination: register.Nomination{
			Code: fmt.Sprintf("HS-%05d", n), AwardTypeID: kind.ID, Kind: register.Merit, Year: 2021, Public: n%2 == 0,
			Recipient: register.Recipient{Kind: register.HouseholdRecipient, Name: name},
		}})
		fail(tb, err)
	}
	return o
}

func fail(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func sqlite(tb testing.TB) store.Store {
	tb.Helper()
	s, err := sqlitestore.Open(tb.Context(), sqlitestore.Config{})
	fail(tb, err)
	return s
}

// take exports, and returns the file and its bytes.
func (o *office) take(tb testing.TB, v access.Viewer, r export.Request) (string, []byte) {
	tb.Helper()
	f, done, err := o.Open(tb.Context(), v, r)
	fail(tb, err)
	defer done()
	var b bytes.Buffer
	fail(tb, f.Write(&b))
	return f.Name, b.Bytes()
}

// columns is how the listing of awards is read again.
func columns() sheet.Layout {
	column := func(key, name string, kind sheet.Kind) sheet.Column {
		return sheet.Column{Key: key, Names: []string{name}, Kind: kind}
	}
	return sheet.Layout{Columns: []sheet.Column{
		column("code", "Mã hồ sơ", sheet.Text), column("recipient", "Tập thể, cá nhân", sheet.Text), column("year", "Năm thành tích", sheet.Integer),
		column("number", "Số quyết định", sheet.DocumentNumber), column("decidedOn", "Ngày quyết định", sheet.Date), column("presentedOn", "Ngày trao tặng", sheet.Date),
	}}
}

func rows(tb testing.TB, file []byte) []string {
	tb.Helper()
	book, err := sheet.Open(bytes.NewReader(file), int64(len(file)), sheet.DefaultLimits())
	fail(tb, err)
	table, err := book.Table(columns(), sheet.Options{})
	fail(tb, err)
	var all []string
	for row, err := range table.Rows() {
		fail(tb, err)
		var cells []string
		for _, c := range row.Cells {
			if c.Err != nil {
				tb.Error(c.Err)
			}
			cells = append(cells, fmt.Sprint(c.Value.Text, c.Value.Number, c.Value.Date))
		}
		all = append(all, strings.Join(cells, "|"))
	}
	return all
}

// Ensure that a decision on 500 recipients, opened again, has the same rows in both formats, on every store.
func TestDecisionOnFiveHundredRecipients(t *testing.T) {
	t.Parallel()
	stores := map[string]func(*testing.T) store.Store{"SQLite": func(t *testing.T) store.Store { return sqlite(t) }}
	if mongotest.ServerURI() != "" {
		stores["MongoDB"] = func(t *testing.T) store.Store {
			s, err := mongostore.Open(t.Context(), mongostore.Config{URI: mongotest.OwnDatabase(t)})
			fail(t, err)
			return s
		}
	}
	for name, open := range stores {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, open(t), 500)
			where := `{"decision": "` + o.decision.ID + `"}`
			page := store.Page{Limit: store.MaxLimit}
			awards, err := o.records.Awards(t.Context(), o.clerk, register.AwardFilter{Decision: &o.decision.ID}, register.AwardsByRecipient, page)
			fail(t, err)
			var want []string
			for _, a := range awards {
				want = append(want, fmt.Sprintf("%s0|%s0|2021|12/QĐ-UBND0|02022-05-04|02022-07-22", a.Code, a.Recipient.Name))
			}
			if len(want) != 500 {
				t.Fatalf("%d awards", len(want))
			}
			for _, format := range []export.Format{export.XLSX, export.CSV} {
				name, file := o.take(t, o.clerk, export.Request{Listing: "granted", Format: format, Where: where})
				if name != "Danh sách được khen thưởng 22-11-2026."+string(format) {
					t.Errorf("the file is called %q", name)
				}
				if diff := cmp.Diff(want, rows(t, file)); diff != "" {
					t.Errorf("%s (-want +got):\n%.2000s", format, diff)
				}
			}
		})
	}
}

func TestWhoGetsWhat(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t), 10)
	reader := access.Viewer{Actor: "usr_b", Role: access.Reader}
	for name, tt := range map[string]struct {
		viewer access.Viewer
		want   int
	}{"the office": {o.clerk, 10}, "a reader, what is public": {reader, 5}} {
		_, file := o.take(t, tt.viewer, export.Request{Listing: "awards", Format: export.CSV})
		if got := len(rows(t, file)); got != tt.want {
			t.Errorf("%s: %d rows", name, got)
		}
	}
	for name, tt := range map[string]struct {
		viewer  access.Viewer
		request export.Request
		want    errs.Code
	}{
		"nobody":                         {access.Anonymous(), export.Request{Listing: "awards", Format: export.CSV}, errs.Unauthenticated},
		"no listing":                     {o.clerk, export.Request{Listing: "users", Format: export.CSV}, errs.NotFound},
		"no format":                      {o.clerk, export.Request{Listing: "awards", Format: "pdf"}, errs.Invalid},
		"a condition that is none":       {o.clerk, export.Request{Listing: "awards", Format: export.CSV, Where: `{"Recipients": "x"}`}, errs.Invalid},
		"no JSON":                        {o.clerk, export.Request{Listing: "awards", Format: export.CSV, Where: `year=2021`}, errs.Invalid},
		"two filters":                    {o.clerk, export.Request{Listing: "awards", Format: export.CSV, Where: `{} {"year": 2021}`}, errs.Invalid},
		"a very long filter":             {o.clerk, export.Request{Listing: "awards", Format: export.CSV, Where: `{"recipientName": "` + strings.Repeat("a", 1<<14) + `"}`}, errs.Invalid},
		"states where they are given":    {o.clerk, export.Request{Listing: "granted", Format: export.CSV, Where: `{"state": ["NOMINATED"]}`}, errs.Invalid},
		"a listing of the schema's name": {o.clerk, export.Request{Listing: "../awards", Format: export.CSV}, errs.NotFound},
	} {
		if _, _, err := o.Open(t.Context(), tt.viewer, tt.request); errs.CodeOf(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Ensure that every listing is written, empty and with rows, and read by the filter of its noun.
func TestEveryListing(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t), 3)
	for _, name := range export.Listings() {
		for _, format := range []export.Format{export.XLSX, export.CSV} {
			if _, file := o.take(t, o.clerk, export.Request{Listing: name, Format: format, Where: "{}"}); len(file) == 0 {
				t.Errorf("%s.%s is empty", name, format)
			}
		}
	}
}

// Ensure that an export is on record before anything goes out, with who and what.
func TestExportsAreOnRecord(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t), 1)
	before, err := o.store.Pending(t.Context(), store.MaxLimit)
	fail(t, err)
	_, done, err := o.Open(t.Context(), o.clerk, export.Request{Listing: "awards", Format: export.XLSX, Where: `{"year": 2021}`})
	fail(t, err)
	done()
	after, err := o.store.Pending(t.Context(), store.MaxLimit)
	fail(t, err)
	if len(after) != len(before)+1 {
		t.Fatalf("%d entries more", len(after)-len(before))
	}
	entry := after[len(after)-1]
	if entry.Actor != o.clerk.Actor || entry.Action != "export.create" || entry.Note != `awards.xlsx {"year": 2021}` {
		t.Errorf("the entry is %+v", entry)
	}
}

// Ensure that only so many are written at once, and that whoever waits may leave.
func TestTurns(t *testing.T) {
	t.Parallel()
	o := newOffice(t, sqlite(t), 1)
	request := export.Request{Listing: "awards", Format: export.CSV}
	var ends []func()
	for range 2 {
		_, done, err := o.Open(t.Context(), o.clerk, request)
		fail(t, err)
		ends = append(ends, done)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := o.Open(ctx, o.clerk, request); errs.CodeOf(err) != errs.Unavailable && !errors.Is(err, context.Canceled) {
		t.Errorf("a third: %v", err)
	}
	ends[0]()
	_, done, err := o.Open(t.Context(), o.clerk, request)
	fail(t, err)
	done()
}

// BenchmarkAwards exports many awards; THIDUA_EXPORT_AWARDS says how many.
func BenchmarkAwards(b *testing.B) {
	n := 10_000
	if text := os.Getenv("THIDUA_EXPORT_AWARDS"); text != "" {
		_, err := fmt.Sscan(text, &n)
		fail(b, err)
	}
	o := newOffice(b, sqlite(b), n)
	for _, format := range []export.Format{export.XLSX, export.CSV} {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				f, done, err := o.Open(b.Context(), o.clerk, export.Request{Listing: "awards", Format: format})
				fail(b, err)
				w := &counter{}
				fail(b, f.Write(w))
				done()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(n), "rows/op")
				b.ReportMetric(float64(w.bytes), "bytes/op")
				b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
			}
		})
	}
}

// counter counts what is written.
type counter struct{ bytes int }

// Write implements [io.Writer].
func (c *counter) Write(p []byte) (int, error) { c.bytes += len(p); return len(p), nil }
