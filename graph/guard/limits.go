package guard

// Limits bounds one request. A request just at a limit passes; one more is refused with the code of its row in [Rules].
// The zero value refuses everything: start from [DefaultLimits].
type Limits struct {
	// Body is the size of a request body in bytes. Files do not travel in it, so it need only hold a long article.
	Body int
	// Query is the size of the query text in bytes.
	Query int
	// Variables is the size of the variables object in bytes, as sent.
	Variables int
	// JSONDepth is how deep objects and lists may nest in variables and extensions.
	JSONDepth int
	// Tokens is the number of lexical tokens of the query text, comments included.
	Tokens int
	// NameBytes is the length of one name or number of the query text. Validation compares unknown names with known
	// ones, letter by letter.
	NameBytes int
	// Nesting is how deep braces, brackets and parentheses may nest in the query text: it bounds the parser's recursion.
	Nesting int

	// Operations is the number of operations of a document; an editor sends all that its tab holds.
	Operations int
	// VariableDefinitions is the number of variables that one operation declares.
	VariableDefinitions int
	// Fragments is the number of fragment definitions of a document.
	Fragments int
	// Spreads is the number of fragment spreads written in a document.
	Spreads int
	// Aliases is the number of aliased fields written in a document.
	Aliases int
	// Directives is the number of directives written in a document.
	Directives int
	// LocalDirectives is the number of directives at one place.
	LocalDirectives int
	// Fields is the number of fields of a document after all fragments are expanded.
	Fields int
	// Depth is how deep fields nest after all fragments are expanded.
	Depth int
	// RootFields is the number of fields at the root of one operation after all fragments are expanded.
	RootFields int
	// Repeats is how often one response key may be selected in one place after fragments and equal keys are merged.
	// Validation compares every pair of them.
	Repeats int
	// IntrospectionFields is [Limits.Fields] for what is below __schema and __type.
	IntrospectionFields int
	// IntrospectionDepth is [Limits.Depth] for what is below __schema and __type; ofType chains are long.
	IntrospectionDepth int

	// Page is the largest first, last, or number of ids.
	Page int
	// Items is the largest number of items of one input: a decision gives hundreds of awards.
	Items int
	// Cost is the price of one operation by the formula in the package comment.
	Cost int
	// Errors is the length of a list of errors. Validation stops there; later errors of resolvers are left out.
	Errors int
}

// DefaultLimits returns limits that the project's own frontends, code generators and the introspection query of
// standard tools stay well within.
func DefaultLimits() Limits {
	return Limits{
		Body:      1 << 20,
		Query:     64 << 10,
		Variables: 768 << 10,
		JSONDepth: 32,
		Tokens:    8_000,
		NameBytes: 100,
		Nesting:   50,

		Operations:          20,
		VariableDefinitions: 100,
		Fragments:           100,
		Spreads:             200,
		Aliases:             100,
		Directives:          100,
		LocalDirectives:     4,
		Fields:              2_000,
		Depth:               15,
		RootFields:          20,
		Repeats:             50,
		IntrospectionFields: 500,
		IntrospectionDepth:  20,

		Page:   100,
		Items:  500,
		Cost:   30_000,
		Errors: 50,
	}
}
