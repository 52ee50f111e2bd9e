package intake

import (
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// The columns of a list of awards.
const (
	colRecipient = iota
	colRecipientKind
	colUnit
	colPosition
	colType
	colKind
	colYear
	colNumber
	colDecidedOn
	colIssuer
	colPresentedOn
	colCode
	colNote
)

// awardLayout returns the columns that a list of awards may have, in the order of the constants above.
func awardLayout() sheet.Layout {
	return sheet.Layout{Columns: []sheet.Column{
		{Key: "recipient", Kind: sheet.Text, Required: true, StandIn: "unit", Names: []string{
			"Tên tập thể, cá nhân", "Họ và tên", "Họ tên", "Tên đơn vị, cá nhân", "Tập thể, cá nhân", "Đơn vị, cá nhân", "Tên tập thể", "Tên cá nhân",
			"Tên đơn vị", "Tên hộ gia đình", "Họ và tên, đơn vị", "Tên đơn vị, họ và tên cá nhân", "Đơn vị được khen thưởng", "Tập thể được khen thưởng",
			"Cá nhân được khen thưởng", "Đối tượng được khen thưởng", "Tên đối tượng", "Họ và tên/Tên tập thể", "Tên tập thể/cá nhân",
		}},
		{Key: "recipientKind", Kind: sheet.Choice, Names: []string{"Loại đối tượng", "Đối tượng", "Phân loại đối tượng"}, Choices: []sheet.Option{
			{Value: string(register.UnitRecipient), Names: []string{"Tập thể", "Đơn vị"}},
			{Value: string(register.PersonRecipient), Names: []string{"Cá nhân"}},
			{Value: string(register.HouseholdRecipient), Names: []string{"Hộ gia đình", "Gia đình", "Hộ"}},
		}},
		{Key: "unit", Kind: sheet.UnitName, Names: []string{"Đơn vị công tác", "Nơi công tác", "Cơ quan, đơn vị", "Cơ quan công tác", "Đơn vị", "Chức vụ, đơn vị công tác"}},
		{Key: "position", Kind: sheet.Text, Names: []string{"Chức vụ", "Chức danh", "Chức vụ, chức danh"}},
		{Key: "awardType", Kind: sheet.Text, Names: []string{
			"Hình thức khen thưởng", "Danh hiệu, hình thức khen thưởng", "Danh hiệu thi đua", "Danh hiệu", "Hình thức", "Danh hiệu/Hình thức khen thưởng",
			"Danh hiệu thi đua, hình thức khen thưởng", "Loại khen thưởng", "Khen thưởng",
		}},
		{Key: "kind", Kind: sheet.Choice, Names: []string{"Loại hình khen thưởng", "Loại hình"}, Choices: []sheet.Option{
			{Value: string(register.Merit), Names: []string{"Công trạng", "Khen thưởng theo công trạng", "Khen thường xuyên", "Thường xuyên"}},
			{Value: string(register.Extraordinary), Names: []string{"Đột xuất", "Khen thưởng đột xuất"}},
			{Value: string(register.ForMovement), Names: []string{"Phong trào thi đua", "Chuyên đề", "Phong trào", "Khen chuyên đề", "Khen thưởng phong trào thi đua"}},
			{Value: string(register.Dedication), Names: []string{"Quá trình cống hiến", "Cống hiến"}},
			{Value: string(register.Seniority), Names: []string{"Niên hạn"}},
			{Value: string(register.Foreign), Names: []string{"Đối ngoại"}},
		}},
		{Key: "year", Kind: sheet.Integer, Names: []string{"Năm thành tích", "Năm", "Năm khen thưởng", "Thành tích năm", "Năm xét"}},
		{Key: "number", Kind: sheet.DocumentNumber, Names: []string{"Số quyết định", "Quyết định số", "Số QĐ", "QĐ số", "Quyết định", "Số văn bản"}},
		{Key: "decidedOn", Kind: sheet.Date, Names: []string{
			"Ngày quyết định", "Ngày QĐ", "Ngày ký", "Ngày ban hành", "Ngày, tháng, năm quyết định", "Ngày ký quyết định", "Ngày tháng QĐ", "Ngày tháng năm",
		}},
		{Key: "issuer", Kind: sheet.UnitName, Names: []string{"Cơ quan ban hành", "Nơi ban hành", "Cơ quan quyết định", "Cấp quyết định", "Cơ quan ký", "Cấp khen thưởng", "Đơn vị ban hành"}},
		{Key: "presentedOn", Kind: sheet.Date, Names: []string{"Ngày trao", "Ngày trao tặng", "Ngày công bố và trao tặng"}},
		{Key: "code", Kind: sheet.Text, Names: []string{"Mã hồ sơ", "Số hồ sơ"}},
		{Key: "note", Kind: sheet.Paragraphs, Names: []string{"Ghi chú", "Thành tích", "Tóm tắt thành tích", "Nội dung thành tích", "Lý do khen thưởng"}},
	}}
}

// awardFields are the columns that fields of an award come from.
func awardFields() map[string]int {
	return map[string]int{
		"recipient": colRecipient, "awardTypeId": colType, "kind": colKind, "year": colYear, "decisionId": colNumber,
		"number": colNumber, "issuedOn": colDecidedOn, "issuerId": colIssuer, "presentedOn": colPresentedOn, "code": colCode, "note": colNote,
		"fullName": colRecipient, "positions": colPosition,
	}
}

// check refuses a plan that fits no list.
func (p *AwardPlan) check() error {
	if p.State == "" {
		p.State = register.Granted
	}
	switch p.State {
	case register.Granted, register.Registered, register.Nominated, register.Submitted:
	default:
		return errs.InvalidField("state",
			"Danh sách chỉ nhập được ở trạng thái đã trao tặng, đăng ký, đề nghị hoặc đã trình.",
			"A list comes in as granted, registered, nominated or submitted.")
	}
	if p.DecisionID != "" && p.Number != "" {
		return errs.InvalidField("decisionId", "Chỉ nêu quyết định đã có, hoặc số và ngày của quyết định mới.", "Name a decision that is there, or number and day of one.")
	}
	if p.Number != "" {
		if _, err := viet.ParseDocNumber(p.Number); err != nil {
			return errs.InvalidField("decisionNumber", "Số quyết định không đúng dạng, ví dụ 263/QĐ-UBND.", "It is no number of a decision, such as 263/QĐ-UBND.")
		}
	}
	if p.IssuedOn != "" && !p.IssuedOn.Valid() {
		return errs.InvalidField("decidedOn", "Ngày không hợp lệ.", "It is no day of the calendar.")
	}
	return nil
}
