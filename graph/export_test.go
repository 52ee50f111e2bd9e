package graph

// RequestPoints returns what requests take besides the cost of their operations: of a kept answer, of any other, and more of what
// is refused.
func RequestPoints() (kept, request, refused int) { return keptPoints, requestPoints, refusedPoints }
