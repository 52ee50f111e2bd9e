package example

import (
	"context"

	"thidua/internal/register"
)

// Codes of the invented awards, and slugs of the invented units.
const (
	revokedCode       = "MAU-2022-BK-1"
	commentedCode     = "MAU-2025-HC-1"
	sampleProvince    = "ubnd-tinh-vi-du"
	sampleCooperative = "hop-tac-xa-vi-du"
)

// loadSamples makes the records of an invented province: an award that was revoked, and one that citizens may comment on.
func (l *loader) loadSamples(ctx context.Context) error {
	province := &register.Province{Code: "00", Name: "Ví Dụ"}
	for _, in := range []register.NewUnit{
		{
			OfficialName: "Ủy ban nhân dân tỉnh Ví Dụ (dữ liệu mẫu)", ShortName: "UBND tỉnh Ví Dụ", Slug: sampleProvince,
			Type: register.PeoplesCommittee, Level: register.ProvinceLevel, Province: province,
		},
		{
			OfficialName: "Hợp tác xã Ví Dụ (dữ liệu mẫu)", Slug: sampleCooperative, Type: register.Enterprise,
			Level: register.Grassroots, Province: province,
		},
	} {
		if err := l.unit(ctx, in); err != nil {
			return err
		}
	}
	if err := l.loadRevoked(ctx); err != nil {
		return err
	}
	commented, err := l.nomination(ctx, register.Nomination{
		Code: commentedCode, AwardTypeID: l.awardTypes[labourOrderThird], Kind: register.Merit, Year: 2025,
		Recipient:         register.Recipient{Kind: register.UnitRecipient, ID: l.units[sampleCooperative].ID},
		NominatedByUnitID: l.units[sampleProvince].ID, NominatedOn: "2026-11-16", Public: true,
		CommentPeriod: &register.CommentPeriod{OpensOn: "2026-11-16", ClosesOn: "2026-12-31", Unit: register.CalendarDays},
		Note:          "Dữ liệu mẫu: hồ sơ đang lấy ý kiến nhân dân.",
	})
	if err != nil {
		return err
	}
	l.awards[commentedCode] = commented.ID
	return nil
}

func (l *loader) loadRevoked(ctx context.Context) error {
	issuer := l.units[sampleProvince].ID
	grant, err := l.decision(ctx, register.NewDecision{
		Number: "100/QĐ-UBND", IssuedOn: "2023-03-15", IssuerID: issuer, Title: "Tặng Bằng khen năm 2022 (dữ liệu mẫu)", Public: true,
	})
	if err != nil {
		return err
	}
	award, err := l.imported(ctx, register.ImportedAward{
		Nomination: register.Nomination{
			Code: revokedCode, AwardTypeID: l.awardTypes[provinceCertificate], Kind: register.Merit, Year: 2022,
			Recipient: register.Recipient{Kind: register.UnitRecipient, ID: l.units[sampleCooperative].ID}, Public: true,
			Note: "Dữ liệu mẫu: khen thưởng bị hủy bỏ.",
		},
		DecisionID: grant.ID, PresentedOn: "2023-05-19",
	})
	if err != nil {
		return err
	}
	l.awards[revokedCode] = award.ID
	revocation, err := l.decision(ctx, register.NewDecision{
		Number: "200/QĐ-UBND", IssuedOn: "2024-02-20", IssuerID: issuer,
		Title: "Hủy bỏ quyết định tặng Bằng khen (dữ liệu mẫu)", Public: true,
	})
	if err != nil || award.State == register.Revoked {
		return err
	}
	_, err = l.Register.RevokeAward(ctx, l.viewer, register.AwardRevocation{
		ID: award.ID, Version: award.Version, DecisionID: revocation.ID,
		Reason: "Báo cáo thành tích kê khai không đúng sự thật (tình huống mẫu).",
	})
	return err
}
