package changefeed

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"thidua/internal/errs"
	"thidua/internal/store"
)

// Question is what a partner asks for.
type Question struct {
	// After is the cursor of the page before; nil for the beginning, or for Since.
	After *string
	// Since leaves out, without After, what partners were told before.
	Since *time.Time
	// Nouns are the kinds of documents; none for all.
	Nouns []Noun
	First int // how many, at most [store.MaxLimit] - 1
}

// Page is an answer.
type Page struct {
	Lines  []*Line // in the order of their places
	Cursor string  // for the next question
	More   bool    // there is more behind the cursor
	// Reset is true if the cursor is not of this feed: the page is the first, and what the partner keeps is of another time.
	Reset bool
	after int64
}

// Kind is what became of a document since the cursor.
type Kind string

// The kinds.
const (
	Created Kind = "CREATED"
	Updated Kind = "UPDATED"
	Removed Kind = "REMOVED"
)

// KindOf says what became of a line's document for whoever asked for the page.
func (p *Page) KindOf(l *Line) Kind {
	switch {
	case !l.Public:
		return Removed
	case l.Appeared > p.after:
		return Created
	default:
		return Updated
	}
}

// Changes answers a question. A change comes after the cursor of every page that was answered before it was told, so
// nobody who goes on by cursors misses one; what changes in between moves behind the cursor and comes again.
func (f *Feed) Changes(ctx context.Context, q Question) (*Page, error) {
	at, err := f.begun(ctx)
	if err != nil {
		return nil, err
	}
	after, reset, err := f.start(ctx, at.Epoch, q)
	if err != nil {
		return nil, err
	}
	lines, err := f.find(ctx, q, after)
	if err != nil {
		return nil, err
	}
	p := &Page{Lines: lines, Reset: reset, after: after, More: len(lines) > q.First}
	end := after
	if p.More {
		p.Lines = lines[:q.First]
	}
	if n := len(p.Lines); n > 0 {
		end = p.Lines[n-1].Seq
	}
	p.Cursor = cursor(at.Epoch, end)
	return p, nil
}

// start returns the place behind which the page begins, and whether the cursor was of another feed: of one before the
// database was made anew or restored.
func (f *Feed) start(ctx context.Context, epoch string, q Question) (after int64, reset bool, err error) {
	if q.After == nil {
		return f.placeAt(ctx, q.Since)
	}
	of, after, ok := parseCursor(*q.After)
	if !ok {
		return 0, false, errs.InvalidField("after",
			"Con trỏ không đọc được; hãy dùng đúng giá trị cursor đã nhận, hoặc bỏ trống để đọc lại từ đầu.",
			"The cursor cannot be read: use it as it was given, or leave it out to begin anew.")
	}
	if of != epoch {
		return 0, true, nil
	}
	last, err := f.last(ctx)
	if err != nil || after <= last {
		return after, false, err
	}
	return 0, true, nil
}

// skew is how far the clocks of the processes that take turns at writing the feed may differ: lines of that time come again.
const skew = 5 * time.Second

// placeAt returns the place before the first line that was written since a time; without one the beginning.
func (f *Feed) placeAt(ctx context.Context, since *time.Time) (after int64, reset bool, err error) {
	if since == nil {
		return 0, false, nil
	}
	found, err := f.lines.Find(ctx, store.Query{
		Where: store.Range{Field: "updatedAt", From: since.Add(-skew).UTC().Truncate(time.Millisecond)},
		Sort:  store.Sort{By: []string{"updatedAt", "seq"}}, Limit: 1,
	})
	if err != nil {
		return 0, false, err
	}
	if len(found) == 0 {
		after, err = f.last(ctx)
		return after, false, err
	}
	return found[0].Seq - 1, false, nil
}

// find reads one line more than the page has. Several nouns are read as so many pages in one call, and merged.
func (f *Feed) find(ctx context.Context, q Question, after int64) ([]*Line, error) {
	query := store.Query{
		Where: store.Range{Field: "seq", From: after, After: true}, Sort: store.Sort{By: []string{"seq"}}, Limit: q.First + 1,
	}
	if len(q.Nouns) == 0 {
		return f.lines.Find(ctx, query)
	}
	nouns := make([]string, len(q.Nouns))
	for i, n := range q.Nouns {
		nouns[i] = string(n)
	}
	slices.Sort(nouns)
	byNoun, err := f.lines.FindPer(ctx, "noun", slices.Compact(nouns), query)
	if err != nil {
		return nil, err
	}
	var lines []*Line
	for _, some := range byNoun {
		lines = append(lines, some...)
	}
	slices.SortFunc(lines, func(a, b *Line) int { return cmp.Compare(a.Seq, b.Seq) })
	return lines[:min(len(lines), q.First+1)], nil
}

// cursor writes a place of a feed.
func cursor(epoch string, seq int64) string {
	return base64.RawURLEncoding.EncodeToString([]byte("1:" + epoch + ":" + strconv.FormatInt(seq, 10)))
}

func parseCursor(text string) (epoch string, seq int64, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return "", 0, false
	}
	parts := strings.Split(string(raw), ":")
	if len(parts) != 3 || parts[0] != "1" {
		return "", 0, false
	}
	seq, err = strconv.ParseInt(parts[2], 10, 64)
	return parts[1], seq, err == nil && seq >= 0
}
