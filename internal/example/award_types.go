package example

import (
	"context"
	"slices"

	"thidua/internal/register"
)

// Codes of the award types that the content uses.
const (
	provinceFlag        = "CO_THI_DUA_TINH"
	provinceCertificate = "BANG_KHEN_TINH"
	labourOrderThird    = "HUAN_CHUONG_LAO_DONG_BA"
)

// unchecked ends the meaning of an entry that was written from general knowledge of the law.
const unchecked = " (Viết theo hiểu biết chung về luật; cần đối chiếu điều khoản đang có hiệu lực.)"

// awardTypes returns the catalogue: the titles and forms that offices like those of the example deal with.
func awardTypes() []register.NewAwardType {
	person, unit := []register.RecipientKind{register.PersonRecipient}, []register.RecipientKind{register.UnitRecipient}
	everyone := []register.RecipientKind{register.UnitRecipient, register.PersonRecipient, register.HouseholdRecipient}
	families := []register.RecipientKind{register.HouseholdRecipient}
	president, premier := []string{"Chủ tịch nước"}, []string{"Thủ tướng Chính phủ"}
	province := []string{"Chủ tịch UBND tỉnh"}
	heads := []string{"Thủ trưởng sở và tương đương có tư cách pháp nhân", "Giám đốc doanh nghiệp, hợp tác xã"}
	commune := []string{"Chủ tịch UBND cấp xã"}
	order := func(code, label string, n int64) register.NewAwardType {
		return register.NewAwardType{
			Code: code, Label: label, Form: register.Order, Level: register.StateLevel, Rank: &n,
			RecipientKinds: everyone, Deciders: president,
			Meaning: "Hình thức khen thưởng cấp Nhà nước cho thành tích xuất sắc trong lao động; có ba hạng." + unchecked,
		}
	}
	return []register.NewAwardType{
		{
			Code: provinceFlag, Label: "Cờ thi đua của UBND tỉnh", Form: register.Flag, Level: register.ProvinceLevel,
			LabelVariants:  []string{"Cờ thi đua cấp tỉnh", "Cờ thi đua của Chủ tịch UBND tỉnh"},
			RecipientKinds: unit, Deciders: province,
			Meaning: "Danh hiệu thi đua của tỉnh tặng tập thể dẫn đầu cụm, khối thi đua hoặc dẫn đầu một phong trào theo chuyên đề." + unchecked,
		},
		{
			Code: provinceCertificate, Label: "Bằng khen của UBND tỉnh", Form: register.Certificate, Level: register.ProvinceLevel,
			LabelVariants: []string{"Bằng khen của Chủ tịch UBND tỉnh"}, RecipientKinds: everyone,
			Deciders: province,
			Meaning:  "Hình thức khen thưởng của tỉnh cho tập thể, cá nhân, hộ gia đình có thành tích." + unchecked,
		},
		{
			Code: "CO_THI_DUA_CHINH_PHU", Label: "Cờ thi đua của Chính phủ", Form: register.Flag, Level: register.StateLevel,
			RecipientKinds: unit, Deciders: premier,
			Meaning: "Danh hiệu thi đua tặng tập thể tiêu biểu nhất trong số các đơn vị đã được Cờ thi đua của bộ, ngành, tỉnh." + unchecked,
		},
		{
			Code: "BANG_KHEN_THU_TUONG", Label: "Bằng khen của Thủ tướng Chính phủ", Form: register.Certificate,
			Level: register.StateLevel, RecipientKinds: everyone, Deciders: premier,
			Meaning: "Hình thức khen thưởng của Thủ tướng Chính phủ, sau nhiều năm có thành tích." + unchecked,
		},
		order("HUAN_CHUONG_LAO_DONG_NHAT", "Huân chương Lao động hạng Nhất", 1),
		order("HUAN_CHUONG_LAO_DONG_NHI", "Huân chương Lao động hạng Nhì", 2),
		order(labourOrderThird, "Huân chương Lao động hạng Ba", 3),
		{
			Code: "GIAY_KHEN", Label: "Giấy khen", Form: register.Letter, Level: register.Grassroots,
			RecipientKinds: everyone, Deciders: slices.Concat(heads, commune),
			Meaning: "Hình thức khen thưởng của thủ trưởng cơ quan, đơn vị.",
		},
		{
			Code: "LAO_DONG_TIEN_TIEN", Label: "Lao động tiên tiến", LabelVariants: []string{"Chiến sĩ tiên tiến"},
			Form: register.TitlePerson, Level: register.Grassroots, RecipientKinds: person,
			Deciders: slices.Concat(heads, commune), Meaning: "Danh hiệu hằng năm cho cá nhân hoàn thành tốt nhiệm vụ." + unchecked,
		},
		{
			Code: "CHIEN_SI_THI_DUA_CO_SO", Label: "Chiến sĩ thi đua cơ sở", Form: register.TitlePerson, Level: register.Grassroots,
			RecipientKinds: person, Deciders: heads,
			Meaning: "Danh hiệu cho cá nhân là Lao động tiên tiến trong năm và có sáng kiến được công nhận." + unchecked,
		},
		{
			Code: "CHIEN_SI_THI_DUA_TINH", Label: "Chiến sĩ thi đua cấp tỉnh", Form: register.TitlePerson, Level: register.ProvinceLevel,
			RecipientKinds: person, Deciders: province,
			Meaning: "Danh hiệu cho cá nhân nhiều năm liền là Chiến sĩ thi đua cơ sở và có sáng kiến hiệu quả trong phạm vi tỉnh." + unchecked,
		},
		{
			Code: "CHIEN_SI_THI_DUA_TOAN_QUOC", Label: "Chiến sĩ thi đua toàn quốc", Form: register.TitlePerson, Level: register.StateLevel,
			RecipientKinds: person, Deciders: premier,
			Meaning: "Danh hiệu cao nhất cho cá nhân, sau nhiều lần là Chiến sĩ thi đua cấp bộ, tỉnh." + unchecked,
		},
		{
			Code: "TAP_THE_LAO_DONG_TIEN_TIEN", Label: "Tập thể lao động tiên tiến", LabelVariants: []string{"Đơn vị tiên tiến"},
			Form: register.TitleCollective, Level: register.Grassroots, RecipientKinds: unit, Deciders: heads,
			Meaning: "Danh hiệu hằng năm cho tập thể hoàn thành tốt nhiệm vụ." + unchecked,
		},
		{
			Code: "TAP_THE_LAO_DONG_XUAT_SAC", Label: "Tập thể lao động xuất sắc", LabelVariants: []string{"Đơn vị quyết thắng"},
			Form: register.TitleCollective, Level: register.ProvinceLevel, RecipientKinds: unit, Deciders: province,
			Meaning: "Danh hiệu cho tập thể mà mọi thành viên hoàn thành nhiệm vụ và đa số là Lao động tiên tiến." + unchecked,
		},
		{
			Code: "GIA_DINH_VAN_HOA", Label: "Gia đình văn hóa", Form: register.TitleHousehold, Level: register.CommuneLevel,
			RecipientKinds: families, Deciders: commune, Meaning: "Danh hiệu cho hộ gia đình gương mẫu ở nơi cư trú." + unchecked,
		},
	}
}

func (l *loader) loadAwardTypes(ctx context.Context) error {
	for _, in := range awardTypes() {
		in.LegalBasisIDs = []string{l.references["law2003"], l.references["law2022"]}
		got, err := ensure(
			func() (*register.AwardType, error) { return l.Register.AwardTypeByCode(ctx, l.viewer, in.Code) },
			func() (*register.AwardType, error) { return l.Register.CreateAwardType(ctx, l.viewer, in) },
		)
		if err != nil {
			return err
		}
		l.awardTypes[in.Code] = got.ID
	}
	return nil
}
