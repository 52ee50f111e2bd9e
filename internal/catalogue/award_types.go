package catalogue

import (
	"thidua/internal/register"
	"thidua/internal/viet"
)

// The last day of the district level, and the first of local government in two levels.
const (
	lastOfDistricts viet.Date = "2025-06-30"
	firstOfTwo      viet.Date = "2025-07-01"
)

// unchecked ends the meaning of an entry that was written from general knowledge of the law.
const unchecked = " (Viết theo hiểu biết chung về luật; cần đối chiếu điều khoản đang có hiệu lực.)"

// The tables of who decides. Where the law has an article of its own, the basis names it; "hiểu biết chung" is said by the
// certainty.
func byPresident() []register.Authority {
	return []register.Authority{{Title: "Chủ tịch nước", Level: register.StateLevel, Basis: "Luật 06/2022/QH15, Điều 77", Certainty: register.GeneralKnowledge}}
}

func byPremier() []register.Authority {
	return []register.Authority{{Title: "Thủ tướng Chính phủ", Level: register.StateLevel, Basis: "Luật 06/2022/QH15, Điều 78", Certainty: register.GeneralKnowledge}}
}

func byMinister() []register.Authority {
	return []register.Authority{{
		Title: "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, ban, ngành, đoàn thể trung ương", Level: register.MinistryLevel,
		Basis: "Luật 06/2022/QH15, Điều 79", Certainty: register.GeneralKnowledge,
	}}
}

func byProvince() []register.Authority {
	return []register.Authority{{
		Title: "Chủ tịch UBND tỉnh", Level: register.ProvinceLevel, UnitTypes: []register.UnitType{register.PeoplesCommittee},
		Basis: "Luật 06/2022/QH15, Điều 79", Certainty: register.GeneralKnowledge,
	}}
}

// byHeads are those who decide the awards of their own place: heads of agencies, of enterprises and, until the level ended, of
// districts.
func byHeads() []register.Authority {
	bodies := []register.UnitType{
		register.Department, register.Board, register.Fund, register.PublicService, register.PartyBody, register.MassOrganisation,
		register.School, register.ArmedForce, register.OtherUnit,
	}
	return []register.Authority{
		{
			Title: "Thủ trưởng sở và tương đương có tư cách pháp nhân", UnitTypes: bodies,
			Basis: "Luật 06/2022/QH15, Điều 80 khoản 1", Certainty: register.ReadInSource,
		},
		byDistrict(),
		{
			Title: "Giám đốc doanh nghiệp, hợp tác xã", UnitTypes: []register.UnitType{register.Enterprise},
			Basis: "Luật 06/2022/QH15, Điều 80 khoản 4", Certainty: register.ReadInSource,
		},
	}
}

func byDistrict() register.Authority {
	return register.Authority{
		Title: "Chủ tịch UBND huyện", Level: register.DistrictLevel, UnitTypes: []register.UnitType{register.PeoplesCommittee},
		ValidTo: lastOfDistricts, Basis: "Luật 06/2022/QH15, Điều 80 khoản 2; cấp huyện kết thúc hoạt động", Certainty: register.ReadInSource,
	}
}

// byCommune is the head of a commune, from a day on; empty for all along.
func byCommune(from viet.Date) register.Authority {
	a := register.Authority{
		Title: "Chủ tịch UBND cấp xã", Level: register.CommuneLevel, UnitTypes: []register.UnitType{register.PeoplesCommittee},
		Basis: "Luật 06/2022/QH15, Điều 80 khoản 3", Certainty: register.ReadInSource,
	}
	if from != "" {
		a.ValidFrom, a.Basis, a.Certainty = from, "Nghị định 152/2025/NĐ-CP, phân cấp cho cấp xã", register.Unverified
	}
	return a
}

// AwardTypes returns the titles and forms, newly made at each call; what each rests on is filled in when it is loaded.
func AwardTypes() []register.NewAwardType {
	entries := append(commonTypes(), otherTypes()...)
	for i := range entries {
		e := &entries[i]
		e.Certainty = register.GeneralKnowledge
		if e.Basis == "" {
			e.Basis = "Luật 06/2022/QH15"
		}
		for _, a := range e.Authorities {
			if a.ValidTo == "" {
				e.Deciders = append(e.Deciders, a.Title)
			}
		}
	}
	return entries
}

// The kinds of recipient that awards have.
func everyone() []register.RecipientKind {
	return []register.RecipientKind{register.UnitRecipient, register.PersonRecipient, register.HouseholdRecipient}
}

func units() []register.RecipientKind { return []register.RecipientKind{register.UnitRecipient} }

func people() []register.RecipientKind { return []register.RecipientKind{register.PersonRecipient} }

// order returns an entry of the order of labour, of which there are three classes.
func order(code, label string, class int64) register.NewAwardType {
	return register.NewAwardType{
		Code: code, Label: label, Form: register.Order, Level: register.StateLevel, Rank: &class,
		RecipientKinds: everyone(), Authorities: byPresident(),
		Meaning: "Hình thức khen thưởng cấp Nhà nước cho thành tích xuất sắc trong lao động; có ba hạng." + unchecked,
	}
}

// commonTypes are the titles and forms that every office deals with.
func commonTypes() []register.NewAwardType {
	return []register.NewAwardType{
		{
			Code: provinceFlag, Label: "Cờ thi đua của UBND tỉnh", Form: register.Flag, Level: register.ProvinceLevel,
			LabelVariants:  []string{"Cờ thi đua cấp tỉnh", "Cờ thi đua của Chủ tịch UBND tỉnh"},
			RecipientKinds: units(), Authorities: byProvince(),
			Meaning: "Danh hiệu thi đua của tỉnh tặng tập thể dẫn đầu cụm, khối thi đua hoặc dẫn đầu một phong trào theo chuyên đề." + unchecked,
		},
		{
			Code: provinceCertificate, Label: "Bằng khen của UBND tỉnh", Form: register.Certificate, Level: register.ProvinceLevel,
			LabelVariants: []string{"Bằng khen của Chủ tịch UBND tỉnh"}, RecipientKinds: everyone(), Authorities: byProvince(),
			Meaning: "Hình thức khen thưởng của tỉnh cho tập thể, cá nhân, hộ gia đình có thành tích." + unchecked,
		},
		{
			Code: governmentFlag, Label: "Cờ thi đua của Chính phủ", Form: register.Flag, Level: register.StateLevel,
			RecipientKinds: units(), Authorities: byPremier(),
			Meaning: "Danh hiệu thi đua tặng tập thể tiêu biểu nhất trong số các đơn vị đã được Cờ thi đua của bộ, ngành, tỉnh." + unchecked,
		},
		{
			Code: premierCertificate, Label: "Bằng khen của Thủ tướng Chính phủ", Form: register.Certificate,
			Level: register.StateLevel, RecipientKinds: everyone(), Authorities: byPremier(),
			Meaning: "Hình thức khen thưởng của Thủ tướng Chính phủ, sau nhiều năm có thành tích." + unchecked,
		},
		order(labourFirst, "Huân chương Lao động hạng Nhất", 1),
		order(labourSecond, "Huân chương Lao động hạng Nhì", 2),
		order(labourThird, "Huân chương Lao động hạng Ba", 3),
		{
			Code: "GIAY_KHEN", Label: "Giấy khen", Form: register.Letter, Level: register.Grassroots,
			RecipientKinds: everyone(), Authorities: append(byHeads(), byCommune("")),
			Meaning: "Hình thức khen thưởng của thủ trưởng cơ quan, đơn vị.",
		},
		{
			Code: advancedWorker, Label: "Lao động tiên tiến", LabelVariants: []string{"Chiến sĩ tiên tiến"},
			Form: register.TitlePerson, Level: register.Grassroots, RecipientKinds: people(),
			Authorities: append(byHeads(), byCommune("")), Meaning: "Danh hiệu hằng năm cho cá nhân hoàn thành tốt nhiệm vụ." + unchecked,
		},
		{
			Code: fighterGrassroots, Label: "Chiến sĩ thi đua cơ sở", Form: register.TitlePerson, Level: register.Grassroots,
			RecipientKinds: people(), Authorities: append(byHeads(), byCommune(firstOfTwo)),
			Meaning: "Danh hiệu cho cá nhân là Lao động tiên tiến trong năm và có sáng kiến được công nhận." + unchecked,
		},
		{
			Code: fighterProvince, Label: "Chiến sĩ thi đua cấp tỉnh", Form: register.TitlePerson, Level: register.ProvinceLevel,
			RecipientKinds: people(), Authorities: byProvince(),
			Meaning: "Danh hiệu cho cá nhân nhiều năm liền là Chiến sĩ thi đua cơ sở và có sáng kiến hiệu quả trong phạm vi tỉnh." + unchecked,
		},
		{
			Code: fighterNation, Label: "Chiến sĩ thi đua toàn quốc", Form: register.TitlePerson, Level: register.StateLevel,
			RecipientKinds: people(), Authorities: byPremier(),
			Meaning: "Danh hiệu cao nhất cho cá nhân, sau nhiều lần là Chiến sĩ thi đua cấp bộ, tỉnh." + unchecked,
		},
		{
			Code: advancedTeam, Label: "Tập thể lao động tiên tiến", LabelVariants: []string{"Đơn vị tiên tiến"},
			Form: register.TitleCollective, Level: register.Grassroots, RecipientKinds: units(),
			Authorities: append(byHeads(), byCommune(firstOfTwo)), Meaning: "Danh hiệu hằng năm cho tập thể hoàn thành tốt nhiệm vụ." + unchecked,
		},
		{
			Code: excellentTeam, Label: "Tập thể lao động xuất sắc", LabelVariants: []string{"Đơn vị quyết thắng"},
			Form: register.TitleCollective, Level: register.ProvinceLevel, RecipientKinds: units(),
			Authorities: append(byProvince(), byMinister()...),
			Meaning:     "Danh hiệu cho tập thể mà mọi thành viên hoàn thành nhiệm vụ và đa số là Lao động tiên tiến." + unchecked,
		},
		{
			Code: "GIA_DINH_VAN_HOA", Label: "Gia đình văn hóa", Form: register.TitleHousehold, Level: register.CommuneLevel,
			RecipientKinds: []register.RecipientKind{register.HouseholdRecipient}, Authorities: []register.Authority{byCommune("")},
			Meaning: "Danh hiệu cho hộ gia đình gương mẫu ở nơi cư trú." + unchecked,
		},
	}
}

// otherTypes are those of ministries and of the State, and those of places.
func otherTypes() []register.NewAwardType {
	hamlet := byDistrict()
	return []register.NewAwardType{
		{
			Code: ministryFlag, Label: "Cờ thi đua của bộ, ban, ngành", Form: register.Flag, Level: register.MinistryLevel,
			RecipientKinds: units(), Authorities: byMinister(), Meaning: "Danh hiệu thi đua của bộ, ban, ngành tặng tập thể dẫn đầu." + unchecked,
		},
		{
			Code: ministryCertificate, Label: "Bằng khen của bộ, ban, ngành", Form: register.Certificate, Level: register.MinistryLevel,
			RecipientKinds: everyone(), Authorities: byMinister(), Meaning: "Hình thức khen thưởng của bộ, ban, ngành." + unchecked,
		},
		{
			Code: fighterMinistry, Label: "Chiến sĩ thi đua cấp bộ, ban, ngành", Form: register.TitlePerson, Level: register.MinistryLevel,
			RecipientKinds: people(), Authorities: byMinister(),
			Meaning: "Danh hiệu cho cá nhân nhiều năm liền là Chiến sĩ thi đua cơ sở và có sáng kiến hiệu quả trong bộ, ban, ngành." + unchecked,
		},
		{
			Code: "KY_NIEM_CHUONG_BO", Label: "Kỷ niệm chương của bộ, ban, ngành", Form: register.Badge, Level: register.MinistryLevel,
			RecipientKinds: people(), Authorities: byMinister(), Meaning: "Ghi nhận quá trình đóng góp cho bộ, ban, ngành." + unchecked,
		},
		{
			Code: "XA_PHUONG_TIEU_BIEU", Label: "Xã, phường, thị trấn tiêu biểu", Form: register.TitleCollective, Level: register.ProvinceLevel,
			RecipientKinds: units(), Authorities: byProvince(), ValidFrom: "2024-01-01", Meaning: "Danh hiệu cho xã, phường, thị trấn." + unchecked,
		},
		{
			Code: "THON_TO_DAN_PHO_VAN_HOA", Label: "Thôn, tổ dân phố văn hóa", Form: register.TitleCollective, Level: register.CommuneLevel,
			RecipientKinds: units(), Authorities: []register.Authority{hamlet, byCommune(firstOfTwo)}, Meaning: "Danh hiệu cho thôn, tổ dân phố." + unchecked,
		},
		{
			Code: "ANH_HUNG_LAO_DONG", Label: "Anh hùng Lao động", Form: register.StateHonour, Level: register.StateLevel,
			RecipientKinds: []register.RecipientKind{register.UnitRecipient, register.PersonRecipient}, Authorities: byPresident(),
			Meaning: "Danh hiệu vinh dự Nhà nước cho thành tích đặc biệt xuất sắc trong lao động." + unchecked,
		},
		{
			Code: "GIAI_THUONG_HO_CHI_MINH", Label: "Giải thưởng Hồ Chí Minh", Form: register.StatePrize, Level: register.StateLevel,
			RecipientKinds: people(), Authorities: byPresident(), Meaning: "Giải thưởng cho công trình khoa học, văn học, nghệ thuật đặc biệt xuất sắc." + unchecked,
		},
		{
			Code: "GIAI_THUONG_NHA_NUOC", Label: "Giải thưởng Nhà nước", Form: register.StatePrize, Level: register.StateLevel,
			RecipientKinds: people(), Authorities: byPresident(), Meaning: "Giải thưởng cho công trình khoa học, văn học, nghệ thuật xuất sắc." + unchecked,
		},
	}
}
