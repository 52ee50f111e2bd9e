package catalogue

import (
	"context"
	"slices"

	"thidua/internal/register"
)

// loadDossierRules makes a starting set of rules which papers dossiers need. They are general knowledge of the field, not checked
// against the text of a decree, and say so: an office puts its own in their place.
func (l *loader) loadDossierRules(ctx context.Context) error {
	const uncertain = "Thành phần thường gặp; chưa đối chiếu với văn bản, cần kiểm tra trước khi áp dụng."
	there, err := l.register.DossierRules(ctx, l.viewer)
	if err != nil {
		return err
	}
	for _, in := range []register.NewDossierRule{
		{Kind: register.Merit, Papers: []register.PaperKind{
			register.Submission, register.NomineeList, register.AchievementReport, register.MeetingMinutes,
		}, Basis: uncertain},
		{Kind: register.Merit, Level: register.StateLevel, Papers: []register.PaperKind{register.CommentsResult}, Basis: uncertain},
		{Kind: register.Extraordinary, Papers: []register.PaperKind{register.Submission, register.DeedSummary}, Basis: uncertain},
	} {
		if slices.ContainsFunc(there, func(d *register.DossierRule) bool { return d.Kind == in.Kind && d.Level == in.Level }) {
			continue
		}
		if _, err := l.register.CreateDossierRule(ctx, l.viewer, in); err != nil {
			return err
		}
	}
	return nil
}
