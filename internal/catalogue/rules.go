package catalogue

import (
	"thidua/internal/register"
	"thidua/internal/viet"
)

// Codes of the award types that rules speak of.
const (
	provinceFlag        = "CO_THI_DUA_TINH"
	ministryFlag        = "CO_THI_DUA_BO"
	governmentFlag      = "CO_THI_DUA_CHINH_PHU"
	provinceCertificate = "BANG_KHEN_TINH"
	ministryCertificate = "BANG_KHEN_BO"
	premierCertificate  = "BANG_KHEN_THU_TUONG"
	labourFirst         = "HUAN_CHUONG_LAO_DONG_NHAT"
	labourSecond        = "HUAN_CHUONG_LAO_DONG_NHI"
	labourThird         = "HUAN_CHUONG_LAO_DONG_BA"
	advancedWorker      = "LAO_DONG_TIEN_TIEN"
	fighterGrassroots   = "CHIEN_SI_THI_DUA_CO_SO"
	fighterProvince     = "CHIEN_SI_THI_DUA_TINH"
	fighterMinistry     = "CHIEN_SI_THI_DUA_BO"
	fighterNation       = "CHIEN_SI_THI_DUA_TOAN_QUOC"
	advancedTeam        = "TAP_THE_LAO_DONG_TIEN_TIEN"
	excellentTeam       = "TAP_THE_LAO_DONG_XUAT_SAC"
)

// The law of a time: from when to when, and what says so. The code of a rule ends with the year in which it begins.
type period struct {
	suffix   string
	from, to viet.Date
	basis    []string
	words    string
}

func under91() period {
	return period{"_2017", "2017-10-01", "2023-12-31", []string{law2003, decree91}, "Nghị định 91/2017/NĐ-CP (ngày bắt đầu ghi theo hiểu biết chung)"}
}

func under98() period {
	return period{"_2024", "2024-01-01", lastOfDistricts, []string{law2022, decree98}, "Luật 06/2022/QH15 và Nghị định 98/2023/NĐ-CP"}
}

func under152() period {
	return period{"_2025", firstOfTwo, "", []string{law2022, decree152}, "Luật 06/2022/QH15 và Nghị định 152/2025/NĐ-CP"}
}

// since2024 is the law of 2022 where the decrees are believed to ask the same.
func since2024() period {
	return period{"_2024", "2024-01-01", "", []string{law2022}, "Luật 06/2022/QH15 và nghị định hướng dẫn"}
}

// rule returns a rule for merit, from general knowledge. What is counted through mergers is a choice of ours: the law is silent,
// and a unit that continues another takes over its history here.
func rule(code string, p period, recipients []register.RecipientKind, conditions ...register.EligibilityCondition) register.NewEligibilityRule {
	return register.NewEligibilityRule{
		Code: code + p.suffix, AwardTypeID: code, RecipientKinds: recipients, Kinds: []register.CommendationKind{register.Merit},
		ValidFrom: p.from, ValidTo: p.to, Conditions: conditions, CountsPredecessors: true, LegalBasisIDs: p.basis, Basis: p.words,
		Certainty: register.GeneralKnowledge, Note: "Ngưỡng ghi theo hiểu biết chung; cần đối chiếu điều khoản đang có hiệu lực.",
	}
}

// named gives a rule that is one of several for an award a code of its own.
func named(r register.NewEligibilityRule, code string, p period) register.NewEligibilityRule {
	r.Code = code + p.suffix
	return r
}

// higher adds what the decree of 2025 says of awards of a higher level: what was given for an extraordinary deed or a movement
// does not count towards merit.
func higher(r register.NewEligibilityRule) register.NewEligibilityRule {
	r.ExcludedKinds = []register.CommendationKind{register.Extraordinary, register.ForMovement}
	return r
}

// Conditions, by what they ask.

func inYear(codes ...string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.HoldsInYear, AwardTypeIDs: codes, IncludesYear: true}
}

func running(years int64, code ...string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.YearsRunning, AwardTypeIDs: code, Years: years, IncludesYear: true}
}

// heldBefore asks for an award of five years before or longer ago.
func heldBefore(codes ...string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.HoldsBefore, AwardTypeIDs: codes, Years: 5}
}

func ratio(percent int64, codes ...string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.RatioCap, AwardTypeIDs: codes, Percent: percent}
}

func notWith(codes ...string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.NotTogether, AwardTypeIDs: codes}
}

func initiatives(n int64, level register.AdminLevel) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.Initiative, Times: n, Level: level}
}

func outstanding(years int64) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.Outstanding, Years: years}
}

func members(percent int64, text string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.MemberShare, Percent: percent, Text: text}
}

func statement(text string) register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.OtherCondition, Text: text}
}

func leading() register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.LeadsBloc}
}

func clean() register.EligibilityCondition {
	return register.EligibilityCondition{Kind: register.NoDiscipline}
}

// usual marks a condition that is usual and not asked by the law.
func usual(c register.EligibilityCondition) register.EligibilityCondition {
	c.Advisory = true
	return c
}

// rules returns what the law asks, with codes and numbers in the place of IDs.
func rules() []register.NewEligibilityRule {
	goodWork := statement("Hoàn thành tốt nhiệm vụ được giao.")
	nation := register.EligibilityCondition{Kind: register.TimesWithin, AwardTypeIDs: []string{fighterProvince, fighterMinistry}, Times: 2, Years: 6, IncludesYear: true}
	return []register.NewEligibilityRule{
		rule(advancedWorker, since2024(), people(), goodWork, clean()),
		rule(advancedTeam, since2024(), units(), goodWork, clean()),
		rule(fighterGrassroots, under91(), people(), inYear(advancedWorker), initiatives(1, register.Grassroots), ratio(15, advancedWorker)),
		rule(fighterGrassroots, since2024(), people(), inYear(advancedWorker), initiatives(1, register.Grassroots), usual(ratio(15, advancedWorker)), clean()),
		rule(fighterProvince, under91(), people(), running(3, fighterGrassroots), initiatives(1, register.ProvinceLevel)),
		rule(fighterProvince, since2024(), people(), running(3, fighterGrassroots), initiatives(1, register.ProvinceLevel), clean()),
		rule(fighterMinistry, since2024(), people(), running(3, fighterGrassroots), initiatives(1, register.MinistryLevel), clean()),
		rule(fighterNation, since2024(), people(), nation, initiatives(1, register.StateLevel), clean()),
		rule(excellentTeam, since2024(), units(), members(100, "thành viên hoàn thành nhiệm vụ."),
			members(70, "thành viên được tặng Lao động tiên tiến."), statement("Có cá nhân được tặng Chiến sĩ thi đua cơ sở."),
			statement("Không có cá nhân bị kỷ luật từ cảnh cáo trở lên."), clean()),
		rule(provinceFlag, under91(), units(), leading(), usual(notWith(provinceCertificate))),
		rule(provinceFlag, since2024(), units(), leading(), usual(notWith(provinceCertificate)), clean()),
		rule(ministryFlag, since2024(), units(), leading(), usual(notWith(ministryCertificate)), clean()),
		rule(governmentFlag, since2024(), units(), inYear(provinceFlag, ministryFlag), usual(ratio(20, provinceFlag, ministryFlag)), clean()),
		named(rule(provinceCertificate, under91(), units(), running(2, excellentTeam), usual(notWith(provinceFlag))), "BANG_KHEN_TINH_TAP_THE", under91()),
		named(rule(provinceCertificate, since2024(), units(), running(2, excellentTeam), usual(notWith(provinceFlag)), clean()), "BANG_KHEN_TINH_TAP_THE", since2024()),
		named(rule(provinceCertificate, since2024(), people(), outstanding(2), initiatives(2, register.Grassroots), clean()), "BANG_KHEN_TINH_CA_NHAN", since2024()),
		rule(premierCertificate, under98(), everyone(), heldBefore(provinceCertificate, ministryCertificate), outstanding(5), clean()),
		higher(rule(premierCertificate, under152(), everyone(), usual(heldBefore(provinceCertificate, ministryCertificate)), outstanding(5), clean())),
		rule(labourThird, under98(), everyone(), heldBefore(premierCertificate), outstanding(5), clean()),
		higher(rule(labourThird, under152(), everyone(), usual(heldBefore(premierCertificate)), outstanding(5), clean())),
		rule(labourSecond, under98(), everyone(), heldBefore(labourThird), outstanding(5), clean()),
		higher(rule(labourSecond, under152(), everyone(), usual(heldBefore(labourThird)), outstanding(5), clean())),
		rule(labourFirst, under98(), everyone(), heldBefore(labourSecond), outstanding(5), clean()),
		higher(rule(labourFirst, under152(), everyone(), usual(heldBefore(labourSecond)), outstanding(5), clean())),
	}
}
