package partner

import (
	"slices"
	"time"

	"thidua/internal/store"
)

// Partner (đối tác) is a registered site of others that embeds our news.
type Partner struct {
	store.Head `bson:",inline"`
	Settings   `bson:",inline"`
	// Claims are the origins that no other partner has: all but those of developers' own machines, which are alike.
	Claims     []string   `bson:"claims"`
	Paused     bool       `bson:"paused"`
	TokenHash  string     `bson:"tokenHash,omitempty"` // of what its servers prove themselves with
	TokenSince *time.Time `bson:"tokenSince,omitempty"`
}

// State is whether a partner's pages may show anything.
type State string

// The states.
const (
	Active  State = "ACTIVE"
	Paused  State = "PAUSED"  // an administrator said so
	Expired State = "EXPIRED" // its time is over
)

// Derive implements [store.Deriver].
func (p *Partner) Derive() {
	p.Claims = slices.DeleteFunc(slices.Clone(p.Origins), isLocal)
	if p.Claims == nil {
		p.Claims = []string{}
	}
}

// JournalState implements [store.Stateful]. Time is not journaled, so a partner never goes to EXPIRED there.
func (p *Partner) JournalState() string {
	if p.Paused {
		return string(Paused)
	}
	return string(Active)
}

// StateAt returns the state at a time.
func (p *Partner) StateAt(now time.Time) State {
	switch {
	case p.Paused:
		return Paused
	case p.ExpiresAt != nil && !now.Before(*p.ExpiresAt):
		return Expired
	default:
		return Active
	}
}

// Has reports whether an origin is the partner's.
func (p *Partner) Has(origin string) bool { return slices.Contains(p.Origins, origin) }

// MayShow reports whether the partner may show what is in these blocs and categories: with a list of its own, at least one of
// them must be in it.
func (p *Partner) MayShow(blocIDs, categoryIDs []string) bool {
	return covers(p.BlocIDs, blocIDs) && covers(p.CategoryIDs, categoryIDs)
}

func covers(allowed, ids []string) bool {
	return len(allowed) == 0 || slices.ContainsFunc(ids, func(id string) bool { return slices.Contains(allowed, id) })
}

// CreditOr returns the line that names the source: the partner's own, or else the newsroom's name.
func (p *Partner) CreditOr(newsroom string) string {
	if p.Credit == "" {
		return newsroom
	}
	return p.Credit
}

func schema() *store.Schema {
	return &store.Schema{
		Name: "partners", History: true,
		Fields:  []store.Field{{Path: "claims", Kind: store.String, Many: true}},
		Indexes: []store.Index{{Fields: []string{"claims"}, Unique: true}},
	}
}

// Schemas declares the collections of this package. A partner is a matter of record; what is counted is none.
func Schemas() []*store.Schema { return []*store.Schema{schema(), usageSchema()} }
