package changefeed

import (
	"context"
	"sync"
	"time"

	"thidua/internal/errs"
)

// pulse wakes those who wait for the feed to grow: one look at the store for all of them.
type pulse struct {
	mu    sync.Mutex
	last  int64
	grown chan struct{} // closed and replaced when the feed has grown
}

func (p *pulse) wait() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.grown == nil {
		p.grown = make(chan struct{})
	}
	return p.grown
}

// saw notes the highest place that is taken.
func (p *pulse) saw(last int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if last == p.last {
		return
	}
	p.last = last
	if p.grown != nil {
		close(p.grown)
		p.grown = nil
	}
}

// listenEvery is how often the feed is looked at for streams, whichever process writes it.
const listenEvery = 250 * time.Millisecond

// Listen looks for what the feed has gained and wakes the streams of this process, until ctx ends. What fails is reported and
// tried again.
func (f *Feed) Listen(ctx context.Context, report func(error)) {
	tick := time.NewTicker(listenEvery)
	defer tick.Stop()
	for {
		if err := f.Look(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Look wakes the streams of this process if the feed has grown since the last look.
func (f *Feed) Look(ctx context.Context) error {
	last, err := f.last(ctx)
	if err == nil {
		f.pulse.saw(last)
	}
	return err
}

// Stream gives the changes behind a cursor as they come. It keeps nothing but its cursor: who takes the next page late gets what
// is there then, each document once. It is for one goroutine.
type Stream struct {
	feed     *Feed
	question Question
	id       string // of the one document; "" for all
	fresh    bool   // nobody was told where it begins
}

// streamPage is the most that a stream gives at once.
const streamPage = 100

// Stream returns a stream of the changes of some nouns, or all, behind a cursor; nil for what comes from now on. Then the first
// page comes at once, is empty, and has the cursor to go on from.
func (f *Feed) Stream(ctx context.Context, after *string, nouns []Noun) (*Stream, error) {
	return f.stream(ctx, &Stream{feed: f, question: Question{After: after, Nouns: nouns, First: streamPage}, fresh: after == nil})
}

// StreamOf returns a stream of the changes of one document.
func (f *Feed) StreamOf(ctx context.Context, id string, after *string) (*Stream, error) {
	return f.stream(ctx, &Stream{feed: f, id: id, question: Question{After: after}})
}

func (f *Feed) stream(ctx context.Context, s *Stream) (*Stream, error) {
	at, err := f.begun(ctx)
	if err != nil {
		return nil, err
	}
	if s.question.After == nil {
		last, err := f.last(ctx)
		if err != nil {
			return nil, err
		}
		now := cursor(at.Epoch, last)
		s.question.After = &now
		return s, nil
	}
	_, _, err = f.start(ctx, at.Epoch, s.question)
	return s, err
}

// Next returns the next page, for which it waits. It fails when ctx ends.
func (s *Stream) Next(ctx context.Context) (*Page, error) {
	for {
		grown := s.feed.pulse.wait() // before the look, so that nothing that comes after it is missed
		p, err := s.look(ctx)
		if err != nil {
			return nil, err
		}
		s.question.After = &p.Cursor
		if len(p.Lines) > 0 || p.Reset || s.fresh {
			s.fresh = false
			return p, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// look returns the page that is there now.
func (s *Stream) look(ctx context.Context) (*Page, error) {
	if s.id == "" {
		return s.feed.Changes(ctx, s.question)
	}
	at, err := s.feed.begun(ctx)
	if err != nil {
		return nil, err
	}
	after, reset, err := s.feed.start(ctx, at.Epoch, s.question)
	if err != nil {
		return nil, err
	}
	p := &Page{Cursor: cursor(at.Epoch, after), Reset: reset, after: after}
	line, err := s.feed.lines.ByID(ctx, s.id)
	switch {
	case errs.CodeOf(err) == errs.NotFound: // it was never public
		return p, nil
	case err != nil:
		return nil, err
	}
	if line.Seq > after {
		p.Lines, p.Cursor = []*Line{line}, cursor(at.Epoch, line.Seq)
	}
	return p, nil
}
