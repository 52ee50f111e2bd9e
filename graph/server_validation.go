package graph

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"thidua/graph/guard"
)

// validationRules returns the validator's rules in a fixed order. Without suggestions, errors do not spell out names of
// a schema that clients may not ask for.
func validationRules(suggest bool) []validator.Rule {
	all := rules.NewDefaultRules()
	if !suggest {
		all.ReplaceRule(rules.FieldsOnCorrectTypeRule.Name, rules.FieldsOnCorrectTypeRuleWithoutSuggestions.RuleFunc)
		all.ReplaceRule(rules.KnownArgumentNamesRule.Name, rules.KnownArgumentNamesRuleWithoutSuggestions.RuleFunc)
		all.ReplaceRule(rules.KnownTypeNamesRule.Name, rules.KnownTypeNamesRuleWithoutSuggestions.RuleFunc)
		all.ReplaceRule(rules.ScalarLeafsRule.Name, rules.ScalarLeafsRuleWithoutSuggestions.RuleFunc)
		all.ReplaceRule(rules.ValuesOfCorrectTypeRule.Name, rules.ValuesOfCorrectTypeRuleWithoutSuggestions.RuleFunc)
	}
	byName := all.GetInner()
	list := make([]validator.Rule, 0, len(byName))
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		list = append(list, validator.Rule{Name: name, RuleFunc: byName[name]})
	}
	return list
}

// stopValidation unwinds the validator, which has no other way to be stopped.
type stopValidation struct{}

// validate checks a document against the schema. The guard has bounded the document, so that validation is quick; as a
// second line, it stops at the limit of errors, and at the next field once ctx is done. A panic in it is an internal error.
func (s *Server) validate(ctx context.Context, tree *ast.QueryDocument) (err error) {
	var list gqlerror.List
	defer func() {
		switch value := recover().(type) {
		case nil, stopValidation:
		default:
			err = fmt.Errorf("validate: %w", &panicked{value: value, stack: debug.Stack()})
			return
		}
		if err = ctx.Err(); err == nil && len(list) > 0 {
			err = s.limits.Refuse(guard.ValidationError).Because(list)
		}
	}()
	events := &validator.Events{}
	events.OnField(func(*validator.Walker, *ast.Field) {
		if ctx.Err() != nil {
			panic(stopValidation{})
		}
	})
	for _, rule := range s.rules {
		rule.RuleFunc(events, func(options ...validator.ErrorOption) {
			if len(list) == s.limits.Errors {
				list = append(list, s.describe(ctx, &gqlerror.Error{}, s.limits.Refuse(guard.TooManyErrors)))
				panic(stopValidation{})
			}
			found := &gqlerror.Error{}
			for _, option := range options {
				option(found)
			}
			message := s.invalid(found.Message)
			found.Message = ""
			list = append(list, s.describe(ctx, found, message))
		})
	}
	validator.Walk(s.schema.Schema(), tree, events)
	return nil
}
