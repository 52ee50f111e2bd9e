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

// Actions lists all actions.
func Actions() []Action {
	return []Action{See, Create, Update, Submit, Review, Publish, Retract, Remove, Audit}
}

// Noun is a kind of document in the policy table.
type Noun string

// The nouns.
const (
	Drafts     Noun = "DRAFT"
	Categories Noun = "CATEGORY"
	Tags       Noun = "TAG"
	MediaFiles Noun = "MEDIA"
	Records    Noun = "RECORD" // all documents of the register
	Users      Noun = "USER"
	Settings   Noun = "SETTING"
	Documents  Noun = "DOCUMENT" // saved queries of websites and apps
)

// Nouns lists all nouns.
func Nouns() []Noun {
	return []Noun{Drafts, Categories, Tags, MediaFiles, Records, Users, Settings, Documents}
}

// Reach is how far a permission goes.
type Reach int

// The reaches, from nothing to everything.
const (
	Nowhere  Reach = iota
	Own            // what the viewer made; of accounts, the viewer's
	OwnUnit        // what belongs to the viewer's unit, or was made by the viewer
	Anywhere       // everything
)

// Subject is the document that a viewer wants to do something with.
type Subject struct {
	Noun      Noun
	UnitID    string // the unit that it belongs to; empty for none
	CreatedBy string // of an account, the account itself
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
	Field  string // the one field that it is about; empty for all that have no line of their own
	Reach  Reach
}

// Policy is the table, line by line, for people to read. What no line allows is refused.
func Policy() []Rule {
	var rules []Rule
	for _, role := range Roles() {
		for _, noun := range Nouns() {
			for _, action := range Actions() {
				for _, field := range append([]string{""}, fieldsOf(noun)...) {
					if reach := allows(role, noun, action, field); reach > Nowhere && (field == "" || reach != allows(role, noun, action, "")) {
						rules = append(rules, Rule{Role: role, Noun: noun, Action: action, Field: field, Reach: reach})
					}
				}
			}
		}
	}
	return rules
}

// fieldsOf lists the fields that have lines of their own.
func fieldsOf(n Noun) []string {
	if n == Users {
		return []string{"name"}
	}
	return nil
}

// allows is the policy. It is asked for every document and field, so it is a decision and not a list to search.
func allows(role Role, noun Noun, action Action, field string) Reach {
	if noun == Users && action == See && field == "name" && slices.Contains(Roles(), role) {
		return Anywhere // people who work together know each other's names
	}
	switch role {
	case Administrator:
		return Anywhere
	case Editor:
		return editorAllows(noun, action)
	case RecordsOfficer:
		return recordsOfficerAllows(noun, action)
	case Contributor:
		return contributorAllows(noun, action)
	case Reader:
		return ownAccount(noun, action)
	default:
		return Nowhere
	}
}

func editorAllows(noun Noun, action Action) Reach {
	switch noun {
	case Drafts:
		return OwnUnit
	case MediaFiles:
		return OwnUnit
	case Categories, Tags:
		return Anywhere
	case Records:
		if action == See {
			return OwnUnit
		}
		return Nowhere
	default:
		return ownAccount(noun, action)
	}
}

func recordsOfficerAllows(noun Noun, action Action) Reach {
	switch noun {
	case Records:
		return OwnUnit
	case Drafts: // to link the news to the records
		if action == See {
			return OwnUnit
		}
		return Nowhere
	case MediaFiles: // minutes, decisions, lists
		return OwnUnit
	default:
		return ownAccount(noun, action)
	}
}

func contributorAllows(noun Noun, action Action) Reach {
	switch noun {
	case Drafts:
		switch action {
		case See, Create:
			return OwnUnit
		case Update, Submit:
			return Own
		default:
			return Nowhere
		}
	case MediaFiles:
		switch action {
		case See, Create:
			return OwnUnit
		case Update, Remove:
			return Own
		default:
			return Nowhere
		}
	default:
		return ownAccount(noun, action)
	}
}

// ownAccount is what everybody may do with their own account.
func ownAccount(noun Noun, action Action) Reach {
	if noun == Users && (action == See || action == Update) {
		return Own
	}
	return Nowhere
}

// Decision is the answer of the policy, and the line that gave it.
type Decision struct {
	Allowed bool
	// Rule is the line of the table for the role, noun, action and field; its reach is Nowhere if there is none.
	Rule Rule
	// OutOfScope is true if an API token is narrower than its role.
	OutOfScope bool
}

// Decide says whether the viewer may do it.
func (v Viewer) Decide(a Action, s Subject) Decision {
	d := Decision{Rule: Rule{Role: v.Role, Noun: s.Noun, Action: a, Field: s.Field, Reach: allows(v.Role, s.Noun, a, s.Field)}}
	d.OutOfScope = v.Scope != nil && !v.Scope.covers(s)
	d.Allowed = !d.OutOfScope && v.reaches(d.Rule.Reach, s)
	return d
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
	reach := allows(v.Role, n, a, "")
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
