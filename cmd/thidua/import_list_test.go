package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Ensure that whoever has the machine can bring in a list: told what is wrong first, and nothing stored until asked.
func TestImportCommand(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	command := func(args ...string) (string, error) {
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), append([]string{"--data=" + dir}, args...), &stdout, &stderr)
		return stdout.String(), err
	}
	list := filepath.Join(dir, "don-vi.csv")
	if err := os.WriteFile(list, []byte("Tên đơn vị,Cấp\nSở Tài chính,Tỉnh\nTổ Mẫu,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		args   []string
		want   []string
		refuse bool
	}{
		{"rehearsed", nil, []string{"3: Thiếu loại đơn vị", "2 rows", "1 new", "1 wrong"}, false},
		{"not stored, for a row is wrong", []string{"--commit"}, []string{"1 new"}, true},
		{"stored without it", []string{"--commit", "--leave-out-wrong"}, []string{"1 records stored"}, false},
		{"there already", nil, []string{"0 new, 1 there already"}, false},
	} {
		out, err := command(append([]string{"import", "units", list}, test.args...)...)
		wrong := (err != nil) != test.refuse
		for _, want := range test.want {
			wrong = wrong || !strings.Contains(out, want)
		}
		if wrong {
			t.Errorf("%s: it prints %q and fails with %v", test.name, out, err)
		}
	}
	if _, err := command("import", "units", list, "--commit"); err == nil || errors.Is(err, errNotStored) {
		t.Errorf("a list without new rows is answered %v", err)
	}
	if out, err := command("import", "tasks", list); err == nil || !strings.Contains(err.Error(), "năm công tác") {
		t.Errorf("tasks of no year print %q and fail with %v", out, err)
	}
}
