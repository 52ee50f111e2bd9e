package partner

import (
	"fmt"

	"thidua/internal/viet"
)

// Kind is what a page of a partner asked for.
type Kind string

// The kinds.
const (
	News    Kind = "news"    // a list of articles
	Article Kind = "article" // one article
	Awards  Kind = "awards"  // a list of awards
	Frame   Kind = "frame"   // the variant for pages without scripts
	Feed    Kind = "feed"    // a feed, for its readers or its servers
	API     Kind = "api"     // the GraphQL API, by a page or by a server
	Refused Kind = "refused" // whatever it was, it was not given
)

// Counts are how often each kind was asked for.
type Counts struct {
	News    int64 `bson:"news"`
	Article int64 `bson:"article"`
	Awards  int64 `bson:"awards"`
	Frame   int64 `bson:"frame"`
	Feed    int64 `bson:"feed"`
	API     int64 `bson:"api"`
	Refused int64 `bson:"refused"`
}

// of returns where a kind is counted; false if there is no such kind.
func (c *Counts) of(k Kind) (*int64, bool) {
	switch k {
	case News:
		return &c.News, true
	case Article:
		return &c.Article, true
	case Awards:
		return &c.Awards, true
	case Frame:
		return &c.Frame, true
	case Feed:
		return &c.Feed, true
	case API:
		return &c.API, true
	case Refused:
		return &c.Refused, true
	default:
		return nil, false
	}
}

// one counts a request of a kind.
func (c *Counts) one(k Kind) {
	if n, ok := c.of(k); ok {
		*n++
	}
}

// plus adds other counts.
func (c *Counts) plus(o Counts) {
	for _, k := range kinds() {
		sum, _ := c.of(k)
		n, _ := o.of(k)
		*sum += *n
	}
}

func kinds() []Kind { return []Kind{News, Article, Awards, Frame, Feed, API, Refused} }

// kindOf returns the kind of a name. Names come from our own code, so another one is a mistake there.
func kindOf(name string) (Kind, error) {
	if _, ok := new(Counts).of(Kind(name)); !ok || Kind(name) == Refused {
		return "", fmt.Errorf("no request of a partner is of kind %q", name)
	}
	return Kind(name), nil
}

// Day is what was asked for on a day in Vietnam.
type Day struct {
	Day viet.Date
	Counts
}

// Usage is what a partner's pages and servers asked for.
type Usage struct {
	Days  []*Day // those on which anything was asked for, the oldest first
	Total Counts
}
