package errs_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/errs"
)

func TestCodeOf(t *testing.T) {
	t.Parallel()
	conflict := errs.New(errs.Conflict, "Đã sửa.", "It has changed.")
	for _, c := range []struct {
		name string
		err  error
		want errs.Code
	}{
		{"no error", nil, ""},
		{"an error of ours", conflict, errs.Conflict},
		{"a wrapped one", fmt.Errorf("save: %w", conflict), errs.Conflict},
		{"a joined one", errors.Join(io.EOF, conflict), errs.Conflict},
		{"the outer of two", errs.New(errs.Limit, "a", "b").Because(conflict), errs.Limit},
		{"an error of others", io.EOF, errs.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := errs.CodeOf(c.err); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if e := errs.As(c.err); (e == nil) != (c.want == "" || c.want == errs.Internal) {
				t.Errorf("As = %v", e)
			}
		})
	}
}

func TestTheCauseIsForTheLogOnly(t *testing.T) {
	t.Parallel()
	plain := errs.InvalidField("names.0.from", "Sai ngày.", "Wrong date.")
	caused := plain.Because(io.ErrUnexpectedEOF)
	if plain.Cause != nil {
		t.Error("Because changed its receiver")
	}
	if !errors.Is(caused, io.ErrUnexpectedEOF) {
		t.Error("the cause is not in the chain")
	}
	if diff := cmp.Diff("INVALID names.0.from: Wrong date.: unexpected EOF", caused.Error()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"names", "0", "from"}, caused.Field); diff != "" {
		t.Error(diff)
	}
	if caused.Vi != plain.Vi || caused.En != plain.En || caused.Code != plain.Code {
		t.Errorf("the copy differs: %+v", caused)
	}
}

func TestMissingNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	want := &errs.Error{Code: errs.NotFound, Vi: `Không tìm thấy bài viết "lễ-khen".`, En: `There is no article "lễ-khen".`}
	if diff := cmp.Diff(want, errs.Missing("bài viết", "article", "lễ-khen")); diff != "" {
		t.Error(diff)
	}
}
