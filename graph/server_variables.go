package graph

import (
	"errors"
	"fmt"
	"math"
	"runtime/debug"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
)

// coerce returns the operation's variables as its types want them, with defaults filled in. The validator's coercion is
// laxer than the specification (digits in a string pass for an Int, enum values in any case), so values are checked first.
func (s *Server) coerce(op *ast.OperationDefinition, given map[string]any) (variables map[string]any, err error) {
	// The coercion trusts the validator, and panics where the two disagree.
	defer func() {
		if value := recover(); value != nil {
			variables, err = nil, fmt.Errorf("coerce variables: %w", &panicked{value: value, stack: debug.Stack()})
		}
	}()
	schema := s.schema.Schema()
	for _, v := range op.VariableDefinitions {
		if wrong := mismatch(schema, v.Type, given[v.Variable], ast.Path{ast.PathName(v.Variable)}); wrong != "" {
			return nil, s.invalid("Variable $" + wrong)
		}
	}
	variables, err = validator.VariableValues(schema, op, given)
	var located *gqlerror.Error
	if errors.As(err, &located) {
		path := located.Path
		if len(path) > 1 {
			path = path[1:] // the first is the word variable
		}
		return nil, s.invalid(fmt.Sprintf("Variable $%s %s.", path, located.Message)).Because(err)
	}
	return variables, err
}

// mismatch returns what is wrong with a leaf below the value at path, or "". Nulls, and which members an object has, are
// left to the validator's coercion.
func mismatch(schema *ast.Schema, typ *ast.Type, value any, path ast.Path) string {
	if value == nil {
		return ""
	}
	if typ.Elem != nil {
		list, ok := value.([]any)
		if !ok {
			return mismatch(schema, typ.Elem, value, path) // one value stands for a list of one
		}
		for i, item := range list {
			if wrong := mismatch(schema, typ.Elem, item, append(path, ast.PathIndex(i))); wrong != "" {
				return wrong
			}
		}
		return ""
	}
	def := schema.Types[typ.NamedType]
	fits := true
	switch def.Kind {
	case ast.Scalar:
		fits = fitsScalar(def.Name, value)
	case ast.Enum:
		name, isString := value.(string)
		fits = isString && def.EnumValues.ForName(name) != nil
	case ast.InputObject:
		object, _ := value.(map[string]any)
		if def.Directives.ForName("oneOf") != nil && !isOneOf(object) {
			return fmt.Sprintf("%s must have exactly one member, which is not null.", path)
		}
		for _, field := range def.Fields {
			if wrong := mismatch(schema, field.Type, object[field.Name], append(path, ast.PathName(field.Name))); wrong != "" {
				return wrong
			}
		}
	default: // the validator has refused variables of output types
	}
	if !fits {
		return fmt.Sprintf("%s is not a valid %s.", path, def.Name)
	}
	return ""
}

// isOneOf reports whether an object has one member that is not null, and no other.
func isOneOf(object map[string]any) bool {
	if len(object) != 1 {
		return false
	}
	for _, value := range object {
		return value != nil
	}
	return false
}

// fitsScalar reports whether a JSON value may stand for a built-in scalar. Other scalars judge for themselves.
func fitsScalar(name string, value any) bool {
	whole, isWhole := value.(int64)
	_, isFloat := value.(float64)
	switch name {
	case "Int":
		return isWhole && whole >= math.MinInt32 && whole <= math.MaxInt32
	case "Float":
		return isWhole || isFloat
	case "ID":
		_, isString := value.(string)
		return isString || isWhole
	case "String":
		_, isString := value.(string)
		return isString
	case "Boolean":
		_, isBool := value.(bool)
		return isBool
	}
	return true
}
