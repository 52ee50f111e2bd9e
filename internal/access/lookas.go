package access

import (
	"slices"
	"strings"

	"thidua/internal/errs"
)

// LookAs returns the viewer that sees what somebody else would, and may change nothing: an administrator finds out so what a role can
// see. who is a role, for somebody of the whole office; a role and a unit, as in "CONTRIBUTOR; unit=uni_01J…"; or "ANONYMOUS", for readers
// without an account. What one sees because one made it oneself stays that of the administrator. It fails with [errs.Unauthenticated] or
// [errs.Forbidden] for others than administrators, and with [errs.Invalid] if who is nobody.
func (v Viewer) LookAs(who string) (Viewer, error) {
	switch {
	case v.IsAnonymous():
		return Viewer{}, errs.New(errs.Unauthenticated, "Hãy đăng nhập trước.", "Sign in first.")
	case v.Role != Administrator:
		return Viewer{}, errs.New(errs.Forbidden,
			"Chỉ quản trị viên được xem thử với vai trò khác.", "Only administrators may look as another role.")
	}
	name, parameter, hasParameter := strings.Cut(who, ";")
	role := Role(strings.TrimSpace(name))
	unit, isUnit := strings.CutPrefix(strings.TrimSpace(parameter), "unit=")
	switch {
	case role == "ANONYMOUS" && !hasParameter:
		return Viewer{ReadOnly: true}, nil
	case slices.Contains(Roles(), role) && (!hasParameter || isUnit && unit != ""):
		v.Role, v.UnitID, v.ReadOnly = role, unit, true
		return v, nil
	default:
		return Viewer{}, errs.New(errs.Invalid,
			"Vai trò để xem thử phải là ANONYMOUS hoặc một vai trò như EDITOR, kèm đơn vị nếu cần: CONTRIBUTOR; unit=<mã đơn vị>.",
			"Whom to look as must be ANONYMOUS or a role such as EDITOR, with a unit if wanted: CONTRIBUTOR; unit=<unit ID>.")
	}
}
