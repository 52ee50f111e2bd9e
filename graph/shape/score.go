package shape

import "thidua/internal/register"

type (
	// ScoringTemplatePayload is the payload of a scoring template.
	ScoringTemplatePayload = Payload[register.ScoringTemplate]
	// ScoreSheetPayload is the payload of a score sheet.
	ScoreSheetPayload = Payload[register.ScoreSheet]
)

// ScoreSheets is the answer of the mutation that opens the score sheets of a bloc-year.
type ScoreSheets struct {
	ScoreSheets []*register.ScoreSheet
	UserErrors  []*UserError
}
