package mongostore

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"thidua/internal/store"
)

func TestExplanation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer string
		want         store.Explanation
	}{
		{
			"of a walk in order",
			`{"queryPlanner":{"winningPlan":{"stage":"LIMIT","inputStage":{"stage":"FETCH","inputStage":{"stage":"IXSCAN"}}},"rejectedPlans":[{"stage":"COLLSCAN"}]}}`,
			store.Explanation{},
		}, {
			"of a scan and a sort",
			`{"queryPlanner":{"winningPlan":{"stage":"SORT","inputStage":{"stage":"COLLSCAN"}}}}`,
			store.Explanation{FullScan: true, Sorts: true},
		}, {
			"of the newer engine, in one of the alternatives",
			`{"queryPlanner":{"winningPlan":{"queryPlan":{"stage":"SUBPLAN","inputStage":{"stage":"OR","inputStages":[{"stage":"IXSCAN"},{"stage":"COLLSCAN"}]}},"slotBasedPlan":{}}}}`,
			store.Explanation{FullScan: true},
		}, {
			"of FerretDB, by an index",
			`{"queryPlanner":{"Plan":{"Node Type":"Sort","Plans":[{"Node Type":"Index Scan","Index Name":"thidua_x_rank","Index Cond":"(document …)"}]}}}`,
			store.Explanation{Sorts: true},
		}, {
			"of FerretDB, by the primary key",
			`{"queryPlanner":{"Plan":{"Node Type":"Index Scan","Index Name":"_id_","Index Cond":"((shard_key_value = '2'::bigint) AND (object_id = …))"}}}`,
			store.Explanation{},
		}, {
			"of FerretDB, through the whole collection",
			`{"queryPlanner":{"Plan":{"Node Type":"Bitmap Heap Scan","Plans":[{"Node Type":"Bitmap Index Scan","Index Name":"_id_","Index Cond":"(shard_key_value = '2'::bigint)"}]}}}`,
			store.Explanation{FullScan: true},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var answer bson.Raw
			if err := bson.UnmarshalExtJSON([]byte(c.answer), false, &answer); err != nil {
				t.Fatal(err)
			}
			got := explanation(answer)
			got.Text = ""
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("explanation (-want +got):\n%s", d)
			}
		})
	}
}
