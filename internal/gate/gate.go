package gate

import (
	"context"
	"time"

	"thidua/internal/access"
	"thidua/internal/newsroom"
	"thidua/internal/register"
	"thidua/internal/viet"
)

// Gate checks drafts. It is safe for concurrent use; SiteURL is set before the first use.
type Gate struct {
	// SiteURL begins the public addresses of articles, without a slash at the end. Links that begin with it, and relative
	// ones, are links to our own articles.
	SiteURL string

	news          *newsroom.Reader
	records       *register.Register
	now           func() time.Time
	abbreviations viet.Abbreviations
	wording       *lexicon
}

// New returns a gate over the published articles and the register.
func New(news *newsroom.Reader, records *register.Register, now func() time.Time) (*Gate, error) {
	abbreviations, err := viet.NewAbbreviations(viet.DefaultAbbreviations())
	if err != nil {
		return nil, err
	}
	return &Gate{news: news, records: records, now: now, abbreviations: abbreviations, wording: newLexicon(abbreviations)}, nil
}

// Check returns what stands against publishing the draft, which must have been read whole.
func (g *Gate) Check(ctx context.Context, draft *newsroom.Draft) (*Report, error) {
	m, err := g.load(ctx, draft)
	if err != nil {
		return nil, err
	}
	r := &Report{Blocking: []*Finding{}, Warnings: []*Finding{}}
	for _, check := range g.checks() {
		r.add(check(m))
	}
	return r, nil
}

// checks are the checks in the order of their findings. None of them changes what it looks at.
func (g *Gate) checks() []func(*matter) []*Finding {
	return []func(*matter) []*Finding{
		emptiness, media, recordsOfBlocks, links, g.wordedAsGranted, numbers, declared, g.counts, units, doubled,
	}
}

// Hold returns the error that names what stands against publishing the draft, or nil: it is the gate of
// [newsroom.Rules].
func (g *Gate) Hold(ctx context.Context, _ access.Viewer, draft *newsroom.Draft) error {
	r, err := g.Check(ctx, draft)
	if err != nil {
		return err
	}
	return r.Refusal()
}
