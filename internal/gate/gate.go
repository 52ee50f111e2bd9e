package gate

import (
	"context"
	"slices"
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
	matters, err := g.load(ctx, draft)
	if err != nil {
		return nil, err
	}
	return g.report(matters[0]), nil
}

// report runs the checks.
func (g *Gate) report(m *matter) *Report {
	r := &Report{Blocking: []*Finding{}, Warnings: []*Finding{}}
	for _, check := range g.checks() {
		r.add(check(m))
	}
	return r
}

// Issues returns those findings in drafts, which must have been read whole, that have one of the codes, by draft: those that
// hold it back first. A draft without has no key. It makes as many store calls for many drafts as for one, but for one more
// for each thousand documents or spellings.
func (g *Gate) Issues(ctx context.Context, drafts []*newsroom.Draft, codes []Code) (map[string][]*Finding, error) {
	matters, err := g.load(ctx, drafts...)
	if err != nil {
		return nil, err
	}
	byDraft := make(map[string][]*Finding, len(drafts))
	for _, m := range matters {
		r := g.report(m)
		for _, f := range slices.Concat(r.Blocking, r.Warnings) {
			if slices.Contains(codes, f.Code) {
				byDraft[m.ID] = append(byDraft[m.ID], f)
			}
		}
	}
	return byDraft, nil
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
