package shape

import (
	"thidua/graph/scalar"
	"thidua/internal/register"
)

// DuplicateJoinCheck is what a join of two records would do.
type DuplicateJoinCheck struct {
	CanJoin   bool
	Moves     []*DuplicateJoinMove
	Obstacles []*DuplicateJoinObstacle
}

// DuplicateJoinMove is how many of some records refer to the duplicate.
type DuplicateJoinMove struct {
	Label string
	Count int64
}

// DuplicateJoinObstacle is something that stands in the way, in the language of the request.
type DuplicateJoinObstacle struct {
	Of      *register.JoinObstacle
	Message string
}

// DuplicateJoinPayload is the answer of a join.
type DuplicateJoinPayload struct {
	Record     scalar.Node
	IsComplete bool
	Obstacles  []*DuplicateJoinObstacle
	UserErrors []*UserError
}
