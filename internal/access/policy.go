package access

import (
	"slices"

	"thidua/internal/errs"
)

// Role is what kind of work an account is for.
type Role string

// The roles, each with its Vietnamese name.
const (
	Reader         Role = "READER"          // người đọc: signs in, sees what is published
	Contributor    Role = "CONTRIBUTOR"     // cộng tác viên: writes drafts and submits them
	Editor         Role = "EDITOR"          // biên tập viên: reviews, approves and publishes
	RecordsOfficer Role = "RECORDS_OFFICER" // cán bộ thi đua: keeps the records
	Administrator  Role = "ADMINISTRATOR"   // quản trị viên: everything, accounts included
)

// Roles lists all roles.
func Roles() []Role { return []Role{Reader, Contributor, Editor, RecordsOfficer, Administrator} }

// Action is something that one does with a document.
type Action string

// The actions of the policy table.
const (
	See     Action = "SEE"     // read what is not published
	Create  Action = "CREATE"  // make a new one
	Update  Action = "UPDATE"  // change the content
	Submit  Action = "SUBMIT"  // hand in for review
	Review  Action = "REVIEW"  // approve, or ask for changes
	Publish Action = "PUBLISH" // publish, schedule, unpublish, correct
	Retract Action = "RETRACT" // take back in public
	Remove  Action = "REMOVE"  // archive, trash, undelete
	Audit   Action = "AUDIT"   // read who did what
)

// Noun is a kind of document in the policy table.
type Noun string

// The nouns.
const (
	Drafts     Noun = "DRAFT"
	Categories Noun = "CATEGORY"
	Tags       Noun = "TAG"
	MediaFiles Noun = "MEDIA"
	Records    Noun = "RECORD" // all documents of the register
	Accounts   Noun = "ACCOUNT"
	Settings   Noun = "SETTING"
)

// Reach is how far a permission goes.
type Reach int

// The reaches, from nothing to everything.
const (
	Nowhere Reach = iota
	Own           // what the viewer made
	OwnUnit       // what belongs to the viewer's unit, or was made by the viewer
	Anywhere
)

// Subject is the document that a viewer wants to do something with.
type Subject struct {
	Noun      Noun
	UnitID    string // the unit that it belongs to; empty for none
	CreatedBy string
	State     string // for the states of a token's scope; empty if the noun has none
	Field     string // the field, by its name in the schema, never by an alias; empty for the whole
}

// TokenScope narrows an API token below its role.
type TokenScope struct {
	Nouns  []Noun   // empty for all
	States []string // empty for all
}

// Rule is a line of the policy table.
type Rule struct {
	Role   Role
	Noun   Noun
	Action Action
	Fields []string // the fields that it is about; empty for all
	Reach  Reach
}

// Policy is the table. What no line allows is refused.
func Policy() []Rule {
	rules := []Rule{
		{Contributor, Drafts, See, nil, OwnUnit},
		{Contributor, Drafts, Create, nil, OwnUnit},
		{Contributor, Drafts, Update, nil, Own},
		{Contributor, Drafts, Submit, nil, Own},
		{Contributor, MediaFiles, Create, nil, OwnUnit},
		{Contributor, MediaFiles, See, nil, OwnUnit},
		{Contributor, MediaFiles, Update, nil, Own},
		{RecordsOfficer, Drafts, See, nil, OwnUnit},
	}
	for _, a := range []Action{See, Create, Update, Submit, Review, Publish, Retract, Remove, Audit} {
		rules = append(rules, Rule{Editor, Drafts, a, nil, OwnUnit}, Rule{RecordsOfficer, Records, a, nil, OwnUnit})
		for _, n := range []Noun{Drafts, Categories, Tags, MediaFiles, Records, Accounts, Settings} {
			rules = append(rules, Rule{Administrator, n, a, nil, Anywhere})
		}
	}
	for _, a := range []Action{See, Create, Update, Remove} {
		rules = append(rules, Rule{Editor, MediaFiles, a, nil, OwnUnit}, Rule{Editor, Categories, a, nil, Anywhere}, Rule{Editor, Tags, a, nil, Anywhere})
	}
	return rules
}

// Decision is the answer of the policy, and the line that gave it.
type Decision struct {
	Allowed bool
	Rule    *Rule // nil if no line applies
}

// Decide says whether the viewer may do it, by the first line of the table that allows it.
func (v Viewer) Decide(a Action, s Subject) Decision {
	if v.Scope != nil && !v.Scope.covers(s) {
		return Decision{}
	}
	for _, r := range Policy() {
		if r.Role == v.Role && r.Noun == s.Noun && r.Action == a &&
			(len(r.Fields) == 0 || slices.Contains(r.Fields, s.Field)) && v.reaches(r.Reach, s) {
			return Decision{Allowed: true, Rule: &r}
		}
	}
	return Decision{}
}

// Require returns nil if the viewer may do it, or else [errs.Unauthenticated] or [errs.Forbidden].
func (v Viewer) Require(a Action, s Subject) error {
	switch {
	case v.Decide(a, s).Allowed:
		return nil
	case v.IsAnonymous():
		return errs.New(errs.Unauthenticated, "Hãy đăng nhập trước.", "Sign in first.")
	default:
		return errs.New(errs.Forbidden,
			"Tài khoản của bạn không có quyền làm việc này; hãy hỏi quản trị viên.",
			"Your account is not allowed to do this; ask an administrator.")
	}
}

// Reach returns how far the viewer's permission goes, for lists: the documents within it are those that exist for the
// viewer. People of the whole office reach anywhere where others reach their own unit.
func (v Viewer) Reach(a Action, n Noun) Reach {
	if v.Scope != nil && len(v.Scope.Nouns) > 0 && !slices.Contains(v.Scope.Nouns, n) {
		return Nowhere
	}
	reach := Nowhere
	for _, r := range Policy() {
		if r.Role == v.Role && r.Noun == n && r.Action == a && len(r.Fields) == 0 {
			reach = max(reach, r.Reach)
		}
	}
	if reach == OwnUnit && v.UnitID == "" {
		return Anywhere
	}
	return reach
}

func (v Viewer) reaches(r Reach, s Subject) bool {
	switch r {
	case Anywhere:
		return true
	case OwnUnit:
		return v.UnitID == "" || v.UnitID == s.UnitID || v.Actor == s.CreatedBy
	case Own:
		return v.Actor == s.CreatedBy
	default:
		return false
	}
}

func (t *TokenScope) covers(s Subject) bool {
	return (len(t.Nouns) == 0 || slices.Contains(t.Nouns, s.Noun)) &&
		(len(t.States) == 0 || s.State == "" || slices.Contains(t.States, s.State))
}
