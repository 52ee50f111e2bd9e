// Command sequential rewrites the code that gqlgen has generated in graph/gen, in seven ways that gqlgen has no
// option for. `make gen` runs it after gqlgen, from the root of the project.
//
//   - Lists and fields are resolved one after the other (package inorder), not each in a goroutine.
//   - Objects keep their fields in an [inorder.Object], and nothing is prepared for deferred fields, which there are not.
//   - The memory of objects, texts and numbers comes from an [inorder.Scratch], which each operation has one of; it also knows which
//     fields an object has. A subscription lets go of it with each event.
//   - A nullable string, ID or enum that is empty in Go is null: domain structs need no pointers for absent text.
//   - A field that is only read from a struct is marshalled directly, without a middleware chain of its own: it cannot
//     fail, so nothing would use it. A scalar does without a field context too.
//   - The arguments of a field are read once for all objects that have it.
//   - An answer is written to a buffer that the next one uses again.
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
		source, err := os.ReadFile(file) //nolint:gosec // what Glob found
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
	switch 0 {
	case total.lists, total.fields, total.roots, total.objects, total.states, total.empties,
		total.texts, total.numbers, total.scalars, total.plain, total.answers, total.events, total.args:
		return fmt.Errorf("gqlgen's output has changed its form: %+v", total)
	}
	return nil
}

// counts says how often each rewriting was done; scalars and plain are fields read from structs, those of scalar types
// and the others.
type counts struct {
	lists, fields, roots, objects, states, empties, texts, numbers, scalars, plain, answers, events, args int
}

func (c *counts) add(n counts) {
	c.lists += n.lists
	c.fields += n.fields
	c.roots += n.roots
	c.objects += n.objects
	c.states += n.states
	c.empties += n.empties
	c.texts += n.texts
	c.numbers += n.numbers
	c.scalars += n.scalars
	c.plain += n.plain
	c.answers += n.answers
	c.events += n.events
	c.args += n.args
}

var (
	lists  = regexp.MustCompile(`graphql\.MarshalSliceConcurrently\(ctx, len\(v\), 0, false, func`)
	fields = regexp.MustCompile(`out\.ResolveConcurrently\(ec\.OperationContext, &deferred, i,\s*true, (true|false),`)
	roots  = regexp.MustCompile(`out\.ResolveRootConcurrently\(innerCtx, ec\.OperationContext, i,\s*true, (true|false),`)
	// objects finds where an object begins: its fields, sometimes a context of its own, and the loop over the fields.
	objects = regexp.MustCompile(`\tfields := graphql\.CollectFields\(ec\.OperationContext, sel, (\w+)\)\n((?:[^\n]*\n){0,6}?)` +
		`\tout := graphql\.NewFieldSet\(fields\)\n\tdeferred := graphql\.NewDeferredGroup\(ctx\)\n\tfor i, field := range fields \{\n`)
	// state finds the struct that all marshallers of an operation are methods of.
	state = regexp.MustCompile(`(type executionContext struct \{\n)(\t\*graphql\.ExecutionContextState\[)`)
	// events finds where an event of a subscription is answered.
	events = regexp.MustCompile(`\t\tvar buf bytes\.Buffer\n(\t\treturn func\(ctx context\.Context\) \*graphql\.Response \{\n)\t\t\tbuf\.Reset\(\)\n` +
		`(\t\t\tdata := next\(ctx\)\n\n\t\t\tif data == nil \{\n\t\t\t\treturn nil\n\t\t\t\}\n)\t\t\tdata\.MarshalGQL\(&buf\)\n\n` +
		`(\t\t\treturn &graphql\.Response\{\n\t\t\t\tData: )buf\.Bytes\(\)`)
	texts   = regexp.MustCompile(`graphql\.MarshalString\(`)
	numbers = regexp.MustCompile(`graphql\.MarshalInt64\(`)
	ends    = regexp.MustCompile(`\tout\.Dispatch\(ctx\)\n(\tif out\.Invalids > 0 \{\n\t\treturn graphql\.Null\n\t\}\n)\n` +
		`\tif n := len\(deferred\.Defers\); n > 0 \{\n[^}]*\}\n\n(\treturn out\n)`)
	// written finds where the data of a query or a mutation is written.
	written = regexp.MustCompile(`\t+var buf bytes\.Buffer\n\t+data\.MarshalGQL\(&buf\)\n((?:\n\t+return &graphql\.Response\{\n)?)(\t+(?:response\.Data =|Data:) )buf\.Bytes\(\)`)
	// empties finds the marshallers of nullable values whose Go type is a string. gqlgen puts letters that are not ASCII for
	// the dots, slashes and brackets of types.
	empties = regexp.MustCompile(`(func \(ec \*executionContext\) marshalO[\pL\d_]+\(ctx context\.Context, sel ast\.SelectionSet, v [\w.]+\) graphql\.Marshaler \{\n)((?:\t_ = \w+\n)*\tres := graphql\.MarshalString\()`)
	// arguments finds where the arguments of a field are read.
	arguments = regexp.MustCompile(`ec\.(field_\w+_args)\(ctx, field\.ArgumentMap\(ec\.Variables\)\)`)
	// read finds the fields without arguments that are read from a struct's field or method.
	read = regexp.MustCompile(`(func \(ec \*executionContext\) _\w+\(ctx context\.Context, field graphql\.CollectedField, obj [^)]+\) \(ret graphql\.Marshaler\) \{\n)` +
		`\treturn graphql\.ResolveField\(\n\t\tctx,\n\t\tec\.OperationContext,\n\t\tfield,\n` +
		`\t\tfunc\(ctx context\.Context, field graphql\.CollectedField\) \(\*graphql\.FieldContext, error\) \{\n\t\t\treturn ec\.(fieldContext_\w+)\(ctx, field\)\n\t\t\},\n` +
		`\t\tfunc\(ctx context\.Context\) \(any, error\) \{\n\t\t\treturn (obj\.\w+(?:\(\))?), nil\n\t\t\},\n` +
		`\t\tnil,\n` +
		`\t\tfunc\(ctx context\.Context, selections ast\.SelectionSet, v [^)]+\) graphql\.Marshaler \{\n\t\t\treturn ec\.(marshal[\pL\d_]+)\(ctx, selections, v\)\n\t\t\},\n` +
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
	replace(objects, "\tfields := ec.scratch.Fields(ec.OperationContext, sel, $1)\n$2\tout := ec.scratch.Object(fields)\n\tfor i, field := range fields.All {\n", &n.objects)
	replace(state, "${1}\tscratch inorder.Scratch\n$2", &n.states)
	replace(arguments, "inorder.Args(ctx, field, ec.Variables, ec.$1)", &n.args)
	replace(written, "${1}${2}inorder.Written(data)", &n.answers)
	replace(events, "$1\t\t\tdefer ec.scratch.Forget()\n$2\n${3}inorder.Written(data)", &n.events)
	ended := 0
	replace(ends, "$1\n$2", &ended)
	if ended != n.objects {
		return nil, n, fmt.Errorf("%d objects begin, %d end", n.objects, ended)
	}
	source = bytes.ReplaceAll(source, []byte("atomic.AddUint32(&out.Invalids, 1)"), []byte("out.Invalids++"))
	replace(empties, "$1\tif v == \"\" {\n\t\treturn graphql.Null\n\t}\n$2", &n.empties)
	replace(texts, "ec.scratch.Text(", &n.texts)
	replace(numbers, "ec.scratch.Int64(", &n.numbers)

	leaf := map[string]bool{}
	for _, m := range scalarContext.FindAllSubmatch(source, -1) {
		leaf[string(m[1])] = true
	}
	source = read.ReplaceAllFunc(source, func(match []byte) []byte {
		m := read.FindSubmatch(match)
		ctx, counter := "inorder.At(ctx, field)", &n.plain
		if leaf[string(m[2])] {
			ctx, counter = "ctx", &n.scalars
		}
		*counter++
		return fmt.Appendf(nil, "%s\treturn ec.%s(%s, field.Selections, %s)\n", m[1], m[4], ctx, m[3])
	})
	source = imports(source)
	if bytes.Contains(source, []byte("Concurrently(")) {
		return nil, n, fmt.Errorf("some field is still resolved concurrently")
	}
	formatted, err := format.Source(source)
	return formatted, n, err
}

const importPath = `"thidua/graph/inorder"`

// imported finds the imports of packages whose name is the last part of their path, which a version such as v2 is not.
var imported = regexp.MustCompile(`(?m)^\t"(?:[^"]+/)?(\w*[^\W\d]\w{2,})"\n`)

// imports adds the package that the rewritten code needs, and takes away those that it does not need any more.
func imports(source []byte) []byte {
	source = imported.ReplaceAllFunc(source, func(line []byte) []byte {
		if used := regexp.MustCompile(`\b` + string(imported.FindSubmatch(line)[1]) + `\.[A-Z]`); !used.Match(source) {
			return nil
		}
		return line
	})
	if bytes.Contains(source, []byte("inorder.")) && !bytes.Contains(source, []byte(importPath)) {
		source = bytes.Replace(source, []byte("import (\n"), []byte("import (\n\t"+importPath+"\n"), 1)
	}
	return source
}
