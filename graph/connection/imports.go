package connection

import "thidua/internal/intake"

// Imports is a page of imports.
type Imports = Connection[intake.Import]

// ImportEdge is an import with its cursor.
type ImportEdge = Edge[intake.Import]

// ImportRows is a page of rows of an import.
type ImportRows = Connection[intake.Row]

// ImportRowEdge is a row with its cursor.
type ImportRowEdge = Edge[intake.Row]
