package shape

import (
	"thidua/internal/gate"
	"thidua/internal/newsroom"
	"thidua/internal/register"
)

// DraftIssue is a draft in which something does not fit.
type DraftIssue struct {
	Draft    *newsroom.Draft
	Findings []*gate.Finding
}

// WithdrawalCheck is what hangs on an article.
type WithdrawalCheck struct{ Of newsroom.Target }

// DuplicatePage is a page of groups of records that may be one.
type DuplicatePage struct {
	Nodes       []*register.Duplicate
	EndCursor   *string
	HasNextPage bool
}
