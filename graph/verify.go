package graph

import (
	"context"

	"thidua/graph/gen"
	"thidua/internal/verify"
)

func (r queryResolver) AwardVerify(ctx context.Context, by gen.VerificationKey) (*verify.Signed, error) {
	if d := by.Decision; d != nil {
		return r.Verifier.Decision(ctx, d.Number, d.Issuer, d.IssuedOn)
	}
	return r.Verifier.Code(ctx, *by.Code)
}
