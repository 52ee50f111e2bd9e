package guard

import (
	"errors"
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/lexer"
	"github.com/vektah/gqlparser/v2/parser"

	"thidua/internal/errs"
)

// Document is a parsed query that keeps every limit of shape. It says nothing about a schema.
type Document struct {
	AST    *ast.QueryDocument
	Tokens int // of the text: a measure of the memory that AST takes
	shapes map[*ast.OperationDefinition]shape
}

// Introspects reports whether the operation asks for __schema or __type.
func (d *Document) Introspects(op *ast.OperationDefinition) bool {
	return d.shapes[op].introspectionDepth > 0
}

// Document reads the query text: tokens first, so that nothing large is ever built, then the syntax tree, then its
// shape. It takes time linear in the text, whatever the text is.
func (l Limits) Document(query string) (*Document, error) {
	if err := l.text(query); err != nil {
		return nil, err
	}
	source := &ast.Source{Input: query}
	tokens, err := l.tokens(source)
	if err != nil {
		return nil, err
	}
	tree, err := parser.ParseQueryWithTokenLimit(source, 0)
	if err != nil {
		return nil, l.syntaxError(err)
	}
	if len(tree.Operations) == 0 {
		return nil, errs.New(ParseError, "Câu truy vấn không có thao tác nào.", "The query has no operation.")
	}
	shapes, err := l.shapes(tree)
	if err != nil {
		return nil, err
	}
	return &Document{AST: tree, Tokens: tokens, shapes: shapes}, nil
}

// tokens counts the tokens of the source, and stops at the first that is too many, too long or too deep.
func (l Limits) tokens(source *ast.Source) (int, error) {
	reader := lexer.New(source)
	nesting := 0
	for count := 0; ; count++ {
		token, err := reader.ReadToken()
		if err != nil {
			return 0, l.syntaxError(err)
		}
		switch token.Kind {
		case lexer.EOF:
			return count, nil
		case lexer.BraceL, lexer.BracketL, lexer.ParenL:
			nesting++
		case lexer.BraceR, lexer.BracketR, lexer.ParenR:
			nesting--
		case lexer.Name, lexer.Int, lexer.Float:
			if len(token.Value) > l.NameBytes {
				return 0, l.Refuse(NameTooLong)
			}
		default: // strings are bounded by the text; the other tokens by their kind
		}
		if count == l.Tokens {
			return 0, l.Refuse(TooManyTokens)
		}
		if nesting > l.Nesting {
			return 0, l.Refuse(TooNested)
		}
	}
}

// messageRunes is how much of a message of the parser is shown: it quotes what it read, which may be long.
const messageRunes = 200

// syntaxError is the [ParseError] for an error of the lexer or parser, which is its cause and knows the location.
func (l Limits) syntaxError(err error) error {
	e := l.Refuse(ParseError)
	var located *gqlerror.Error
	if errors.As(err, &located) {
		e.Vi = fmt.Sprintf("%s %.*s", e.Vi, messageRunes, located.Message)
		e.En = fmt.Sprintf("%s %.*s", e.En, messageRunes, located.Message)
	}
	return e.Because(err)
}
