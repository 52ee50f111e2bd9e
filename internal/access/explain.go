package access

import "fmt"

// Explanation says in words which line of the policy decides.
type Explanation struct {
	Allowed bool
	Rule    Rule
	Vi, En  string
}

// Explain says what somebody of a role may see of a document, and why. For a role whose reach is a unit or their own
// documents it says so: whose they are depends on the person.
func Explain(role Role, s Subject) Explanation {
	e := Explanation{Rule: Rule{Role: role, Noun: s.Noun, Action: See, Field: s.Field, Reach: allows(role, s.Noun, See, s.Field)}}
	e.Allowed = e.Rule.Reach > Nowhere
	what := string(s.Noun)
	if s.Field != "" {
		what += "." + s.Field
	}
	switch e.Rule.Reach {
	case Anywhere:
		e.Vi, e.En = fmt.Sprintf("%s xem được mọi %s.", role, what), fmt.Sprintf("%s may see every %s.", role, what)
	case OwnUnit:
		e.Vi = fmt.Sprintf("%s xem được %s của đơn vị mình hoặc do mình tạo; người làm cho cả cơ quan xem được tất cả.", role, what)
		e.En = fmt.Sprintf("%s may see a %s of their own unit or of their own making; people of the whole office see all.", role, what)
	case Own:
		e.Vi, e.En = fmt.Sprintf("%s chỉ xem được %s của chính mình.", role, what), fmt.Sprintf("%s may only see their own %s.", role, what)
	default:
		e.Vi = fmt.Sprintf("Không có quy tắc nào cho %s xem %s.", role, what)
		e.En = fmt.Sprintf("No rule lets %s see a %s.", role, what)
	}
	return e
}
