package store

// MaxLimit is the largest number of documents that one Find returns for one parent.
const MaxLimit = 1000

// MaxGroups is the largest number of groups that CountBy returns; more is an [errs.Limit] error.
const MaxGroups = 10_000

// Read says how much of a document is read.
type Read uint8

const (
	// Whole reads the document as it was written.
	Whole Read = iota
	// Light leaves the schema's Heavy fields in the database.
	Light
)

// Sort is an order of Required fields, all in one direction, with the document's ID as the last tie-break in the
// same direction. The zero Sort is by ID, ascending.
type Sort struct {
	By   []string
	Desc bool
}

// Position is a place in a [Sort]: the values of its fields and the ID of the document that stands there, which need
// not exist any more.
type Position struct {
	Values []any
	ID     string
}

// Query asks for a page of documents.
type Query struct {
	Where Where
	Sort  Sort
	// After and Before, if set, bound the page by positions, both exclusive.
	After, Before *Position
	// Last takes the page from the end of what the bounds leave instead of from the beginning. The documents come in
	// the order of Sort all the same.
	Last bool
	// Limit is the largest number of documents returned: 1 to [MaxLimit].
	Limit int
	Read  Read
	// Walk reads by the primary key, whatever indexes the conditions could be answered by: for readers of a whole collection, page by
	// page. What an index leaves would be put in the order of IDs anew for each page. Sort is by ID then.
	Walk bool
}

// Group is one line of a count: the values of the fields that were grouped by, nil where the document has none.
type Group struct {
	Values []any
	Count  int64
}

// Explanation is what a database says about how it will run a query. Tests use it to prove that no query walks a
// collection without an index.
type Explanation struct {
	Text     string // the database's own words
	FullScan bool   // some step reads every document of the collection
	Sorts    bool   // the documents are put in order in memory instead of being read in order
}

// Revision names one version of a document.
type Revision struct {
	ID      string
	Version int64
}

// Page is the part of a [Query] that a reader chooses: which documents of the order, and how many.
type Page struct {
	After, Before *Position
	Last          bool
	Limit         int
	Read          Read
	Walk          bool // by ID, see [Query], instead of in the order that is asked for
}

// Paged returns the query for a page.
func (q Query) Paged(p Page) Query {
	q.After, q.Before, q.Last, q.Limit, q.Read, q.Walk = p.After, p.Before, p.Last, p.Limit, p.Read, p.Walk
	if p.Walk {
		q.Sort = Sort{}
	}
	return q
}

// Order is an order that a noun offers to readers: a [Sort], and how a document's place in it is found.
type Order[T any] struct {
	Sort   Sort
	Values func(*T) []any // the values of Sort.By; nil for an order by ID
}

// Position returns where the document stands, for a cursor.
func (o Order[T]) Position(doc *T) Position {
	p := Position{ID: headOf(doc).ID}
	if o.Values != nil {
		p.Values = o.Values(doc)
	}
	return p
}
