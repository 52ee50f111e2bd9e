package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The forms of the code that gqlgen generates, each without its surroundings.
const (
	list = `func (ec *executionContext) marshalNUnit2(ctx context.Context, sel ast.SelectionSet, v []*register.Unit) graphql.Marshaler {
	ret := graphql.MarshalSliceConcurrently(ctx, len(v), 0, false, func(ctx context.Context, i int) graphql.Marshaler {
		return ec.marshalNUnit(ctx, sel, v[i])
	})
	return ret
}
`
	field = `func (ec *executionContext) _Unit(ctx context.Context, out *graphql.FieldSet, i int) {
	out.ResolveConcurrently(ec.OperationContext, &deferred, i,
		true, false,
		func(ctx context.Context) graphql.Marshaler {
			return ec._Unit_parent(ctx, field, obj)
		})
}
`
	root = `func (ec *executionContext) _Query(ctx context.Context, out *graphql.FieldSet, i int) {
	out.ResolveRootConcurrently(innerCtx, ec.OperationContext, i,
		true, true,
		func(ctx context.Context) graphql.Marshaler {
			return ec._Query_units(ctx, field)
		})
}
`
	answer = `func exec(data graphql.Marshaler) *graphql.Response {
	var buf bytes.Buffer
	data.MarshalGQL(&buf)

	return &graphql.Response{
		Data: buf.Bytes(),
	}
}
`
	event = `func subscribe(next func(context.Context) graphql.Marshaler) graphql.ResponseHandler {
	switch {
	default:
		var buf bytes.Buffer
		return func(ctx context.Context) *graphql.Response {
			buf.Reset()
			data := next(ctx)

			if data == nil {
				return nil
			}
			data.MarshalGQL(&buf)

			return &graphql.Response{
				Data: buf.Bytes(),
			}
		}
	}
}
`
	object = `func (ec *executionContext) _Part(ctx context.Context, sel ast.SelectionSet) graphql.Marshaler {
	fields := graphql.CollectFields(ec.OperationContext, sel, partImplementors)
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{
		Object: "Part",
	})

	out := graphql.NewFieldSet(fields)
	deferred := graphql.NewDeferredGroup(ctx)
	for i, field := range fields {
		out.Values[i] = ec._Part_name(ctx, field)
	}
	if out.Values[0] == graphql.Null {
		atomic.AddUint32(&out.Invalids, 1)
	}
	out.Dispatch(ctx)
	if out.Invalids > 0 {
		return graphql.Null
	}

	if n := len(deferred.Defers); n > 0 {
		atomic.AddInt32(&ec.Deferred, int32(min(n, math.MaxInt32)))
		ec.ProcessDeferredGroup(&deferred)
	}

	return out
}
`
	empty = `func (ec *executionContext) marshalOString2string(ctx context.Context, sel ast.SelectionSet, v string) graphql.Marshaler {
	_ = sel
	_ = ctx
	res := graphql.MarshalString(v)
	return res
}
`
	ofOperation = `type executionContext struct {
	*graphql.ExecutionContextState[ResolverRoot, DirectiveRoot, ComplexityRoot]
}
`
	number = `func (ec *executionContext) marshalNInt2int64(ctx context.Context, sel ast.SelectionSet, v int64) graphql.Marshaler {
	_ = sel
	_ = ctx
	res := graphql.MarshalInt64(v)
	return res
}
`
	argument = `func (ec *executionContext) fieldContext_Unit_awards(ctx context.Context, field graphql.CollectedField) (fc *graphql.FieldContext, err error) {
	if fc.Args, err = ec.field_Unit_awards_args(ctx, field.ArgumentMap(ec.Variables)); err != nil {
		return fc, err
	}
	return fc, nil
}
`
	scalarField = `func (ec *executionContext) _Unit_code(ctx context.Context, field graphql.CollectedField, obj *register.Unit) (ret graphql.Marshaler) {
	return graphql.ResolveField(
		ctx,
		ec.OperationContext,
		field,
		func(ctx context.Context, field graphql.CollectedField) (*graphql.FieldContext, error) {
			return ec.fieldContext_Unit_code(ctx, field)
		},
		func(ctx context.Context) (any, error) {
			return obj.Code, nil
		},
		nil,
		func(ctx context.Context, selections ast.SelectionSet, v string) graphql.Marshaler {
			return ec.marshalOString2string(ctx, selections, v)
		},
		true,
		false,
	)
}
`
	scalarContextOfField = `func (ec *executionContext) fieldContext_Unit_code(_ context.Context, field graphql.CollectedField) (fc *graphql.FieldContext, err error) {
	return graphql.NewScalarFieldContext("Unit", field, false, false, errors.New("field of type String does not have child fields"))
}
`
)

// textOf is code in which texts are taken from the scratch of the operation.
func textOf(source string) string {
	return strings.ReplaceAll(source, "graphql.MarshalString(", "ec.scratch.Text(")
}

// file is a generated file of some parts.
func file(parts ...string) string {
	return "package gen\n\nimport (\n\t\"context\"\n)\n\n" + strings.Join(parts, "\n")
}

func TestRewrite(t *testing.T) {
	t.Parallel()
	const mention = "func f(context.Context) string { return `never atomic.` }\n"
	const imported = "package gen\n\nimport (\n\t\"context\"\n\t\"thidua/graph/inorder\"\n)\n\n"
	for _, c := range []struct {
		name, source, want string
		counts             counts
	}{
		{"nothing to rewrite", file("func f(context.Context) {}\n"), file("func f(context.Context) {}\n"), counts{}},
		{
			"an import that nothing but a text has", strings.Replace(file(mention), "\t\"context\"\n", "\t\"context\"\n\t\"sync/atomic\"\n", 1),
			file(mention),
			counts{},
		},
		{
			"an object", file(object), file(`func (ec *executionContext) _Part(ctx context.Context, sel ast.SelectionSet) graphql.Marshaler {
	fields := ec.scratch.Fields(ec.OperationContext, sel, partImplementors)
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{
		Object: "Part",
	})

	out := ec.scratch.Object(fields)
	for i, field := range fields.All {
		out.Values[i] = ec._Part_name(ctx, field)
	}
	if out.Values[0] == graphql.Null {
		out.Invalids++
	}
	if out.Invalids > 0 {
		return graphql.Null
	}

	return out
}
`), counts{objects: 1},
		},
		{
			"an event", file(event), imported + `func subscribe(next func(context.Context) graphql.Marshaler) graphql.ResponseHandler {
	switch {
	default:
		return func(ctx context.Context) *graphql.Response {
			defer ec.scratch.Forget()
			data := next(ctx)

			if data == nil {
				return nil
			}

			return &graphql.Response{
				Data: inorder.Written(data),
			}
		}
	}
}
`, counts{events: 1},
		},
		{
			"a list", file(list),
			imported + strings.Replace(list, "graphql.MarshalSliceConcurrently(ctx, len(v), 0, false, func", "inorder.MarshalSlice(ctx, len(v), func", 1),
			counts{lists: 1},
		},
		{
			"fields", file(field, field),
			imported + strings.ReplaceAll(field+"\n"+field, "out.ResolveConcurrently(ec.OperationContext, &deferred, i,\n\t\ttrue, false,", "inorder.Resolve(ctx, out, i, false,"),
			counts{fields: 2},
		},
		{
			"a root field", file(root),
			imported + strings.Replace(root, "out.ResolveRootConcurrently(innerCtx, ec.OperationContext, i,\n\t\ttrue, true,", "inorder.ResolveRoot(innerCtx, ec.OperationContext, out, i, true,", 1),
			counts{roots: 1},
		},
		{
			"a nullable text", file(empty),
			file(textOf(strings.Replace(empty, "\t_ = sel", "\tif v == \"\" {\n\t\treturn graphql.Null\n\t}\n\t_ = sel", 1))),
			counts{empties: 1, texts: 1},
		},
		{
			"a text that may be empty but not null", file(strings.Replace(empty, "marshalO", "marshalN", 1)),
			file(textOf(strings.Replace(empty, "marshalO", "marshalN", 1))),
			counts{texts: 1},
		},
		{
			"a number", file(number), file(strings.Replace(number, "graphql.MarshalInt64(", "ec.scratch.Int64(", 1)),
			counts{numbers: 1},
		},
		{
			"what all marshallers are methods of", file(ofOperation), strings.Replace(imported, "\t\"context\"\n", "", 1) + strings.Replace(ofOperation, "{\n", "{\n\tscratch inorder.Scratch\n", 1),
			counts{states: 1},
		},
		{
			"a field with arguments", file(argument),
			imported + strings.Replace(argument, "ec.field_Unit_awards_args(ctx, field.ArgumentMap(ec.Variables))", "inorder.Args(ctx, field, ec.Variables, ec.field_Unit_awards_args)", 1),
			counts{args: 1},
		},
		{
			"a scalar field", file(scalarField, scalarContextOfField),
			file(`func (ec *executionContext) _Unit_code(ctx context.Context, field graphql.CollectedField, obj *register.Unit) (ret graphql.Marshaler) {
	return ec.marshalOString2string(ctx, field.Selections, obj.Code)
}
`, scalarContextOfField),
			counts{scalars: 1},
		},
		{
			"a method that only reads", file(strings.Replace(scalarField, "obj.Code", "obj.Code()", 1), scalarContextOfField),
			file(`func (ec *executionContext) _Unit_code(ctx context.Context, field graphql.CollectedField, obj *register.Unit) (ret graphql.Marshaler) {
	return ec.marshalOString2string(ctx, field.Selections, obj.Code())
}
`, scalarContextOfField),
			counts{scalars: 1},
		},
		{
			"a field that is no scalar", file(scalarField),
			imported + `func (ec *executionContext) _Unit_code(ctx context.Context, field graphql.CollectedField, obj *register.Unit) (ret graphql.Marshaler) {
	return ec.marshalOString2string(inorder.At(ctx, field), field.Selections, obj.Code)
}
`,
			counts{plain: 1},
		},
		{
			"a field that a resolver answers", file(strings.Replace(scalarField, "obj.Code, nil", "ec.Resolvers.Unit().Code(ctx, obj)", 1), scalarContextOfField),
			file(strings.Replace(scalarField, "obj.Code, nil", "ec.Resolvers.Unit().Code(ctx, obj)", 1), scalarContextOfField),
			counts{},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, n, err := rewrite([]byte(c.source))
			if err != nil || n != c.counts {
				t.Fatalf("%+v, %v; want %+v", n, err, c.counts)
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRewriteRefusesFormsItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, source string }{
		{"a list with workers", file(strings.Replace(list, "0, false", "8, false", 1))},
		{"a field with another argument", file(strings.Replace(field, "&deferred, i", "i", 1))},
		{"a root field with another argument", file(strings.Replace(root, "innerCtx, ", "", 1))},
		{"an object with another beginning", file(strings.Replace(object, "NewDeferredGroup(ctx)", "NewDeferredGroup()", 1))},
		{"an object with another end", file(strings.Replace(object, "out.Dispatch(ctx)", "out.Dispatch(ctx, nil)", 1))},
		{"code that is no Go", file("func {")},
	} {
		if _, _, err := rewrite([]byte(c.source)); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}

func TestRunRewritesADirectory(t *testing.T) {
	t.Parallel()
	all := []string{list, field, root, object, ofOperation, empty, number, answer, event, argument, scalarField + "\n" + scalarContextOfField, strings.ReplaceAll(scalarField, "Unit_code", "Unit_parent")}
	for leftOut := -1; leftOut < len(all); leftOut++ {
		dir := t.TempDir()
		for i, part := range all {
			if i == leftOut {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i))+".generated.go"), []byte(file(part)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		other := filepath.Join(dir, "models.go")
		if err := os.WriteFile(other, []byte(file(list)), 0o600); err != nil {
			t.Fatal(err)
		}
		err := run(dir)
		if (err == nil) != (leftOut == -1) {
			t.Errorf("without form %d: %v", leftOut, err)
		}
		untouched, err := os.ReadFile(other)
		if err != nil || string(untouched) != file(list) {
			t.Errorf("models.go became %q, %v", untouched, err)
		}
	}
}
