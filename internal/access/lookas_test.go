package access_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/errs"
)

func TestLookAs(t *testing.T) {
	t.Parallel()
	admin := access.Viewer{Actor: "usr_1", Name: "Quản trị", Role: access.Administrator, SessionID: "ses_1"}
	as := func(role access.Role, unit string) access.Viewer {
		return access.Viewer{Actor: "usr_1", Name: "Quản trị", Role: role, UnitID: unit, SessionID: "ses_1", ReadOnly: true}
	}
	for _, tt := range []struct {
		name   string
		viewer access.Viewer
		who    string
		want   access.Viewer
		code   errs.Code
	}{
		{"a reader", admin, "READER", as(access.Reader, ""), ""},
		{"an editor of a unit", admin, " EDITOR ;unit=uni_1", as(access.Editor, "uni_1"), ""},
		{"an administrator who only looks", admin, "ADMINISTRATOR", as(access.Administrator, ""), ""},
		{"nobody in particular", admin, "ANONYMOUS", access.Viewer{ReadOnly: true}, ""},
		{"nobody in particular, of a unit", admin, "ANONYMOUS; unit=uni_1", access.Viewer{}, errs.Invalid},
		{"an unknown role", admin, "DIRECTOR", access.Viewer{}, errs.Invalid},
		{"no role", admin, "", access.Viewer{}, errs.Invalid},
		{"two roles", admin, "EDITOR,READER", access.Viewer{}, errs.Invalid},
		{"no unit", admin, "EDITOR; unit=", access.Viewer{}, errs.Invalid},
		{"another parameter", admin, "EDITOR; name=An", access.Viewer{}, errs.Invalid},
		{"an editor", access.Viewer{Actor: "usr_2", Role: access.Editor}, "READER", access.Viewer{}, errs.Forbidden},
		{"a reader without an account", access.Anonymous(), "READER", access.Viewer{}, errs.Unauthenticated},
		{"who looks as a reader already", as(access.Reader, ""), "ADMINISTRATOR", access.Viewer{}, errs.Forbidden},
	} {
		got, err := tt.viewer.LookAs(tt.who)
		if errs.CodeOf(err) != tt.code {
			t.Errorf("%s: %v, want code %q", tt.name, err, tt.code)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
