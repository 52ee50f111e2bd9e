// Command sequential rewrites the code that gqlgen has generated in graph/gen, in three ways that gqlgen has no option
// for. `make gen` runs it after gqlgen, from the root of the project.
//
//   - Lists and fields are resolved one after the other (package inorder), not each in a goroutine.
//   - A nullable string, ID or enum that is empty in Go is null: domain structs need no pointers for absent text.
//   - A field that only reads a scalar from a struct is marshalled directly, without a field context and a middleware
//     chain of its own: it cannot fail, so nothing would use them.
//
// It fails when the generated code no longer has the form it knows, so that an upgrade of gqlgen cannot undo it in
// silence.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

func main() {
	if err := run("graph/gen"); err != nil {
		fmt.Fprintln(os.Stderr, "sequential:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.generated.go"))
	if err != nil {
		return err
	}
	var total counts
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rewritten, n, err := rewrite(source)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		total.add(n)
		if err := os.WriteFile(file, rewritten, 0o644); err != nil { //nolint:gosec // source code is readable by all
			return err
		}
	}
	if total.lists == 0 || total.fields == 0 || total.roots == 0 || total.empties == 0 || total.scalars == 0 {
		return fmt.Errorf("gqlgen's output has changed its form: %+v", total)
	}
	return nil
}

// counts says how often each rewriting was done.
type counts struct{ lists, fields, roots, empties, scalars int }

func (c *counts) add(n counts) {
	c.lists += n.lists
	c.fields += n.fields
	c.roots += n.roots
	c.empties += n.empties
	c.scalars += n.scalars
}

var (
	lists  = regexp.MustCompile(`graphql\.MarshalSliceConcurrently\(ctx, len\(v\), 0, false, func`)
	fields = regexp.MustCompile(`out\.ResolveConcurrently\(ec\.OperationContext, &deferred, i,\s*true, (true|false),`)
	roots  = regexp.MustCompile(`out\.ResolveRootConcurrently\(innerCtx, ec\.OperationContext, i,\s*true, (true|false),`)
	// empties finds the marshallers of nullable values whose Go type is a string.
	empties = regexp.MustCompile(`(func \(ec \*executionContext\) marshalO\w+\(ctx context\.Context, sel ast\.SelectionSet, v [\w.]+\) graphql\.Marshaler \{\n)((?:\t_ = \w+\n)*\tres := graphql\.MarshalString\()`)
	// scalars finds the fields without arguments that read a scalar, or a list of scalars, from a struct's field.
	scalars = regexp.MustCompile(`(func \(ec \*executionContext\) _\w+\(ctx context\.Context, field graphql\.CollectedField, obj [^)]+\) \(ret graphql\.Marshaler\) \{\n)` +
		`\treturn graphql\.ResolveField\(\n\t\tctx,\n\t\tec\.OperationContext,\n\t\tfield,\n` +
		`\t\tfunc\(ctx context\.Context, field graphql\.CollectedField\) \(\*graphql\.FieldContext, error\) \{\n\t\t\treturn ec\.(fieldContext_\w+)\(ctx, field\)\n\t\t\},\n` +
		`\t\tfunc\(ctx context\.Context\) \(any, error\) \{\n\t\t\treturn (obj\.\w+(?:\(\))?), nil\n\t\t\},\n` +
		`\t\tnil,\n` +
		`\t\tfunc\(ctx context\.Context, selections ast\.SelectionSet, v [^)]+\) graphql\.Marshaler \{\n\t\t\treturn ec\.(marshal\w+)\(ctx, selections, v\)\n\t\t\},\n` +
		`\t\ttrue,\n\t\t(?:true|false),\n\t\)\n`)
	// scalarContext tells that a field's type is a scalar or an enum.
	scalarContext = regexp.MustCompile(`func \(ec \*executionContext\) (fieldContext_\w+)\([^)]*\) \(fc \*graphql\.FieldContext, err error\) \{\n\treturn graphql\.NewScalarFieldContext\(`)
)

func rewrite(source []byte) ([]byte, counts, error) {
	var n counts
	replace := func(re *regexp.Regexp, text string, counter *int) {
		*counter = len(re.FindAllIndex(source, -1))
		source = re.ReplaceAll(source, []byte(text))
	}
	replace(lists, "inorder.MarshalSlice(ctx, len(v), func", &n.lists)
	replace(fields, "inorder.Resolve(ctx, out, i, $1,", &n.fields)
	replace(roots, "inorder.ResolveRoot(innerCtx, ec.OperationContext, out, i, $1,", &n.roots)
	replace(empties, "$1\tif v == \"\" {\n\t\treturn graphql.Null\n\t}\n$2", &n.empties)

	leaf := map[string]bool{}
	for _, m := range scalarContext.FindAllSubmatch(source, -1) {
		leaf[string(m[1])] = true
	}
	source = scalars.ReplaceAllFunc(source, func(match []byte) []byte {
		m := scalars.FindSubmatch(match)
		if !leaf[string(m[2])] {
			return match
		}
		n.scalars++
		return fmt.Appendf(nil, "%s\treturn ec.%s(ctx, field.Selections, %s)\n", m[1], m[4], m[3])
	})

	if bytes.Contains(source, []byte("inorder.")) && !bytes.Contains(source, []byte(importPath)) {
		source = bytes.Replace(source, []byte("import (\n"), []byte("import (\n\t"+importPath+"\n"), 1)
	}
	if text := string(source); strings.Contains(text, "Concurrently(") {
		return nil, n, fmt.Errorf("some field is still resolved concurrently")
	}
	formatted, err := format.Source(source)
	return formatted, n, err
}

const importPath = `"thidua/graph/inorder"`
