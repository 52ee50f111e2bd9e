package graph_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"thidua/internal/register"
)

// personalIntro begins docs/personal-data.md.
const personalIntro = `# Personal data in the records

Written by ` + "`go test ./graph -run TestDocsOfPersonalData -update`" + ` from ` + "`register.PersonalFields`" + `; a test fails when they differ,
or when a person, a position or a recipient has a field that is not declared.

**Never kept:** numbers of identity papers, days and years of birth, addresses of homes. Names, positions, remarks,
reasons, and titles of decisions that hold one are refused, with what to do instead. Position and unit tell namesakes
apart.

**Masking.** A person who must not be named is masked (` + "`personMask`" + `) with a reason and a legal basis. From then on their
record does not exist for readers, and their awards show the initials: in lists, search, orders, verification and
exports, also of what was given long ago. What the records keep is not rewritten; those who see every record see the
name of the time (` + "`recipientFullName`" + `). Texts that people write, such as articles, are not changed by it. An award of a
masked person is found by the office through the person, not by the name.

A household is no record of its own, so it is masked where it is named: in an award (` + "`awardMaskRecipient`" + `), with the
registration that it began from, or in a registration (` + "`titleMaskRecipient`" + `), with the awards that began from it. Whether
other awards of the same name are the same family's only people know: they are warned of them.

| Record | Field | Why it is kept | What readers see | Once masked |
|---|---|---|---|---|
`

// TestDocsOfPersonalData compares docs/personal-data.md with what the code declares.
func TestDocsOfPersonalData(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(personalIntro)
	for _, f := range register.PersonalFields() {
		for _, text := range []string{f.Record, f.Field, f.Purpose, f.Readers, f.Masked} {
			if text == "" {
				t.Errorf("%s.%s does not say everything", f.Record, f.Field)
			}
		}
		fmt.Fprintf(&b, "| %s | `%s` | %s | %s | %s |\n", f.Record, f.Field, f.Purpose, f.Readers, f.Masked)
	}
	compareDocs(t, "../docs/personal-data.md", b.String())
}

// Ensure that every field about people is declared, and that what is declared is there.
func TestEveryPersonalFieldIsDeclared(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	for _, f := range register.PersonalFields() {
		declared[f.Record+"."+f.Field] = true
	}
	whole := []reflect.Type{reflect.TypeFor[register.Person](), reflect.TypeFor[register.Position](), reflect.TypeFor[register.Recipient]()}
	known := map[string]bool{}
	for _, typ := range append(whole, reflect.TypeFor[register.Award](), reflect.TypeFor[register.TitleRegistration](), reflect.TypeFor[register.Decision]()) {
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("bson"), ",")
			if name == "" { // the head
				continue
			}
			name = typ.Name() + "." + name
			known[name] = true
			if slices.Contains(whole, typ) && !declared[name] {
				t.Errorf("%s is a field about a person and is not declared in register.PersonalFields", name)
			}
		}
	}
	for name := range declared {
		if !known[name] {
			t.Errorf("%s is declared and not there", name)
		}
	}
}
