package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"
)

func TestDifference(t *testing.T) {
	t.Parallel()
	head := bson.D{{Key: "_id", Value: "a"}, {Key: "version", Value: int64(1)}, {Key: "createdAt", Value: int64(1)}}
	next := bson.D{{Key: "_id", Value: "a"}, {Key: "version", Value: int64(2)}, {Key: "updatedAt", Value: int64(2)}}
	for _, c := range []struct {
		name          string
		before, after bson.D
		want          []string
	}{
		{"nothing", bson.D{{Key: "a", Value: "x"}}, bson.D{{Key: "a", Value: "x"}}, []string{}},
		{"another order", bson.D{{Key: "a", Value: 1}, {Key: "b", Value: 2}}, bson.D{{Key: "b", Value: 2}, {Key: "a", Value: 1}}, []string{}},
		{"some, sorted", bson.D{{Key: "z", Value: 1}, {Key: "a", Value: 1}, {Key: "m", Value: 1}}, bson.D{{Key: "z", Value: 2}, {Key: "a", Value: 2}, {Key: "m", Value: 1}}, []string{"a", "z"}},
		{"an added field", nil, bson.D{{Key: "b", Value: nil}}, []string{"b"}},
		{"a field that is gone", bson.D{{Key: "b", Value: 1}}, nil, []string{"b"}},
		{"a value of another type", bson.D{{Key: "b", Value: int32(1)}}, bson.D{{Key: "b", Value: int64(1)}}, []string{"b"}},
		{"a part of a document", bson.D{{Key: "b", Value: bson.D{{Key: "c", Value: bson.A{1, 2}}}}}, bson.D{{Key: "b", Value: bson.D{{Key: "c", Value: bson.A{2, 1}}}}}, []string{"b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := difference(encoded(t, append(head[:3:3], c.before...)), encoded(t, append(next[:3:3], c.after...)))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("changed (-want +got):\n%s", d)
			}
		})
	}
	t.Run("everything of a first version", func(t *testing.T) {
		t.Parallel()
		got, err := difference(nil, encoded(t, append(head[:3:3], bson.E{Key: "b", Value: 1}, bson.E{Key: "a", Value: 1})))
		if d := cmp.Diff([]string{"a", "b"}, got); err != nil || d != "" {
			t.Errorf("%v (-want +got):\n%s", err, d)
		}
	})
}
