// Package tiny is a small executable schema for tests of the request guard and of the GraphQL transport: pages in pages,
// bounded and unbounded lists, and fields that fail in every way.
package tiny

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"

	"thidua/internal/errs"
)

// Secret is what no client may ever read.
const Secret = "mongodb://admin:hunter2@db.internal"

// Schema returns the schema with its resolvers. Every operation starts anew: nothing is kept.
func Schema() graphql.ExecutableSchema {
	return NewExecutableSchema(Config{Resolvers: resolver{}})
}

// resolver resolves all three roots.
type resolver struct{}

func (r resolver) Query() QueryResolver               { return r }
func (r resolver) Mutation() MutationResolver         { return r }
func (r resolver) Subscription() SubscriptionResolver { return r }

// Blocs returns a page of as many blocs as were asked for.
func (resolver) Blocs(_ context.Context, first, _ *int32) (*BlocConnection, error) {
	blocs := make([]*Bloc, *first)
	for i := range blocs {
		blocs[i] = bloc("blc_1")
	}
	return &BlocConnection{Nodes: blocs, TotalCount: int32(*first)}, nil
}

// Nodes returns one bloc for each ID.
func (resolver) Nodes(_ context.Context, ids []string) ([]*Bloc, error) {
	blocs := make([]*Bloc, len(ids))
	for i, id := range ids {
		blocs[i] = bloc(id)
	}
	return blocs, nil
}

// bloc returns a bloc that has one unit without awards.
func bloc(id string) *Bloc {
	b := &Bloc{ID: id, Name: "Khối <thi đua> số 1", Marks: []*Mark{}, Aliases: []*Mark{}}
	b.Units = &UnitConnection{Nodes: []*Unit{{ID: "unt_1", Bloc: b, Awards: &AwardConnection{Nodes: []*Award{}}}}}
	return b
}

// Echo returns its text.
func (resolver) Echo(_ context.Context, text *string, _ *int32, _ *Nest, _ *Color, _ *bool, _ *float64, _ *string, _ []string) (*string, error) {
	return text, nil
}

// Secret fails with an error that only the log may have.
func (resolver) Secret(context.Context) (*string, error) {
	return nil, errors.New("connect to " + Secret)
}

// Refused fails with an error for the client, and a cause for the log.
func (resolver) Refused(context.Context) (*string, error) {
	return nil, errs.InvalidField("name.vi", "Tên không được để trống.", "The name must not be empty.").Because(errors.New(Secret))
}

// Panics panics.
func (resolver) Panics(context.Context) (*string, error) {
	panic(Secret)
}

// Waits returns when the request is given up.
func (resolver) Waits(ctx context.Context) (*string, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// Rename returns the new name.
func (resolver) Rename(_ context.Context, name string) (*string, error) {
	return &name, nil
}

// RenameAll renames nothing.
func (resolver) RenameAll(context.Context, RenameAll) (*Renamed, error) {
	return &Renamed{Results: []*Mark{}}, nil
}

// Changes is never reached: the transport under test refuses subscriptions.
func (resolver) Changes(context.Context) (<-chan *string, error) {
	return nil, errors.New("reached")
}
