package connection

import (
	"context"

	"thidua/internal/search"
)

// SearchPage is a page of what a search found, with what else there is to say of the search.
type SearchPage struct {
	*Connection[search.Hit]
	*search.Results
}

// SearchEdge is a hit with its cursor.
type SearchEdge = Edge[search.Hit]

// NewSearchPage makes the page of what was found. Hits whose documents do not exist for the viewer are left out; reading
// goes on behind them.
func NewSearchPage(r Request[search.Hit], found *search.Results) *SearchPage {
	page := Through(New(r, found.Hits, nil), func(h *search.Hit) *search.Hit {
		if h.Doc == nil {
			return nil
		}
		return h
	})
	return &SearchPage{Connection: page, Results: found}
}

// TotalCount counts what was found, as [search.Results] does.
func (p *SearchPage) TotalCount(ctx context.Context) (*int64, error) {
	return p.Results.TotalCount(ctx)
}
