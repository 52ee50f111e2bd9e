package journal_test

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
	"time"

	"thidua/internal/journal"
	"thidua/internal/store"
)

func sample() journal.Record {
	return journal.Record{
		Head: store.Head{ID: "0000000000000002", Version: 1, CreatedAt: time.UnixMilli(1700), UpdatedAt: time.UnixMilli(1700), CreatedBy: "system"},
		Seq:  2, Prev: "ab", Entry: store.Entry{
			ID: "E1", At: time.UnixMilli(-5), Actor: "usr_1", Action: "article.publish", Collection: "articles", Document: "art_1",
			Version: 3, Changed: []string{"body", "tên"}, Note: "",
		},
	}
}

func TestSumIsOfTheDocumentedText(t *testing.T) {
	t.Parallel()
	const text = "16:thidua journal 1,2:ab,1:2,4:1700,6:system,2:E1,2:-5,5:usr_1,15:article.publish,8:articles,5:art_1," +
		"1:3,0:,1:2,4:body,4:tên,"
	sum := sha256.Sum256([]byte(text))
	r := sample()
	if got, want := r.Sum(), hex.EncodeToString(sum[:]); got != want {
		t.Errorf("Sum() = %s; want %s", got, want)
	}
}

func TestSumOfAStepIsOfTheDocumentedText(t *testing.T) {
	t.Parallel()
	const text = "16:thidua journal 2,2:ab,1:2,4:1700,6:system,2:E1,2:-5,5:usr_1,15:article.publish,8:articles,5:art_1," +
		"1:3,0:,8:APPROVED,9:PUBLISHED,1:2,4:body,4:tên,"
	sum := sha256.Sum256([]byte(text))
	r := sample()
	r.Entry.From, r.Entry.To = "APPROVED", "PUBLISHED"
	if got, want := r.Sum(), hex.EncodeToString(sum[:]); got != want {
		t.Errorf("Sum() = %s; want %s", got, want)
	}
}

func TestSumDependsOnEveryPart(t *testing.T) {
	t.Parallel()
	r := sample()
	seen := map[string]string{r.Sum(): "nothing"}
	for name, change := range changes() {
		r := sample()
		change(&r)
		if other := seen[r.Sum()]; other != "" {
			t.Errorf("a change of %s gives the same sum as that of %s", name, other)
		}
		seen[r.Sum()] = name
	}
}

// changes alter each part of a record that its hash must cover.
func changes() map[string]func(r *journal.Record) {
	return map[string]func(r *journal.Record){
		"prev":       func(r *journal.Record) { r.Prev = "b" },
		"seq":        func(r *journal.Record) { r.Seq += 40 },
		"createdAt":  func(r *journal.Record) { r.CreatedAt = r.CreatedAt.Add(time.Millisecond) },
		"createdBy":  func(r *journal.Record) { r.CreatedBy = "usr_9" },
		"entry ID":   func(r *journal.Record) { r.Entry.ID = "E9" },
		"at":         func(r *journal.Record) { r.Entry.At = r.Entry.At.Add(time.Hour) },
		"actor":      func(r *journal.Record) { r.Entry.Actor = "usr_9" },
		"from":       func(r *journal.Record) { r.Entry.From = "DRAFT" },
		"to":         func(r *journal.Record) { r.Entry.To = "DRAFT" },
		"action":     func(r *journal.Record) { r.Entry.Action = "article.retract" },
		"collection": func(r *journal.Record) { r.Entry.Collection = "awards" },
		"document":   func(r *journal.Record) { r.Entry.Document = "art_9" },
		"version":    func(r *journal.Record) { r.Entry.Version += 5 },
		"changed":    func(r *journal.Record) { r.Entry.Changed = []string{"body,4:tên"} },
		"fewer":      func(r *journal.Record) { r.Entry.Changed = nil },
		"note":       func(r *journal.Record) { r.Entry.Note = "lý do khác" },
	}
}
