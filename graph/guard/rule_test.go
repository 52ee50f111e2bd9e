package guard_test

import (
	"strings"
	"testing"

	"thidua/graph/guard"
	"thidua/internal/errs"
)

func TestRulesAreWellFormed(t *testing.T) {
	t.Parallel()
	limits := guard.DefaultLimits()
	seen := map[errs.Code]bool{}
	for _, rule := range guard.Rules() {
		if seen[rule.Code] {
			t.Errorf("%s is there twice", rule.Code)
		}
		seen[rule.Code] = true
		if rule.Doc == "" || rule.Vi == "" || rule.En == "" {
			t.Errorf("%s lacks a text", rule.Code)
		}
		for _, text := range []string{rule.Vi, rule.En} {
			if limited := rule.Limit != nil; strings.Contains(text, "%d") != limited {
				t.Errorf("%s: %q must name the limit if and only if there is one", rule.Code, text)
			}
		}
		if rule.Limit != nil && rule.Limit(limits) <= 0 {
			t.Errorf("%s has no default limit", rule.Code)
		}
		if e := limits.Refuse(rule.Code); e.Code != rule.Code || strings.Contains(e.Vi+e.En, "%") {
			t.Errorf("%s is refused with %v", rule.Code, e)
		}
	}
}

func TestRefuseKnowsNoOtherCode(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	_ = guard.DefaultLimits().Refuse("NONE")
}
