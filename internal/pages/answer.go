package pages

import (
	"cmp"
	"html/template"
	"time"
)

// The answers of the requests, by the names of their fields.

// card is an article in a list.
type card struct {
	Slug, Title, Summary, Excerpt string
	PublishedAt                   time.Time
	Corrections                   []correction
	Cover                         *struct {
		Alt   string
		Small *variant
	}
}

// Lead returns what the list says under the title.
func (c card) Lead() string { return cmp.Or(c.Summary, c.Excerpt) }

type cards struct{ Nodes []card }

type variant struct {
	URL           string
	Width, Height int64
}

type correction struct {
	At     time.Time
	Notice string
}

type pageInfo struct {
	HasNextPage bool
	EndCursor   string
}

// named is a record with a page of its own.
type named struct{ Name, OfficialName, Slug string }

type publication struct {
	Article   *article
	Tombstone *tombstone
}

// tombstone is what is left of an article that was withdrawn.
type tombstone struct {
	Withdrawal, Notice, Title string
	WithdrawnAt               time.Time
}

type article struct {
	Slug, Title, Summary, Byline, Language, Attribution, Excerpt string
	PublishedAt, UpdatedAt                                       time.Time
	HTML                                                         template.HTML // written and cleaned by the API
	JSONLd                                                       template.JS   // the same: nothing in it ends a script
	ReadingMinutes                                               int
	TableOfContents                                              []struct {
		Level        int
		Text, Anchor string
	}
	Cover *struct {
		URL, Alt, Caption, Credit string
		Width, Height             int64
		Small, Card               *variant
	}
	Attachments []struct {
		URL, FileName string
		Bytes         int64
	}
	Categories  []named
	Source      *struct{ SiteName, URL string }
	Corrections []correction
	Units       []named
	Blocs       []named
	Awards      []award
	Event       *articleEvent
	Related     []card
}

type articleEvent struct{ Title, StartsOn, VenueText string }

// Lead returns what stands for the article where it is not shown whole.
func (a *article) Lead() string { return cmp.Or(a.Summary, a.Excerpt) }

type category struct {
	named
	ID           string
	Description  string
	ArticleCount int
}

type bloc struct {
	named
	ShortName, Level, ValidFrom, ValidTo string
	Supervisor, Parent                   *named
	SubBlocs                             struct{ Nodes []named }
	Years                                struct{ Nodes []blocYear }
	Units                                struct{ Nodes []named }
	Articles                             cards
}

type blocYear struct {
	Year              int64
	State, Assessment string
	Head              *office
	Deputies          []office
	Tasks             struct{ Nodes []task }
	Awards            awards
}

type office struct{ UnitName, Status string }

type task struct {
	Ordinal             int
	Title, State, DueOn string
	IsOverdue           bool
}

type unit struct {
	named
	ShortName, Level, ValidFrom, ValidTo string
	Names                                []struct{ Name, From, To string }
	Province                             *named
	Parent                               *named
	Predecessors                         []named
	Successions                          []struct {
		Kind, On string
		To       *named
	}
	Memberships struct {
		Nodes []struct {
			From, To string
			Bloc     *named
		}
	}
	Awards   awards
	Articles cards
}

type awards struct {
	Nodes    []award
	PageInfo pageInfo
}

type award struct {
	Code, TypeName, StatusLabel, RecipientName, RecipientKind string
	NominatedOn, DecidedOn, PresentedOn, IssuerName           string
	RejectedReason                                            string
	Year                                                      int
	IsGranted                                                 bool
	AwardType                                                 *struct {
		Meaning  string
		Deciders []string
	}
	Decision   *decision
	Revocation *struct {
		On, Reason string
		Decision   *decision
	}
	CommentPeriod *struct {
		OpensOn, ClosesOn string
		IsOpen            bool
	}
	Bloc     *named
	Articles cards
}

type decision struct{ Number, IssuedOn, Title, Signer string }
