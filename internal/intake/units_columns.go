package intake

import (
	"strings"

	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// The columns of a list of units.
const (
	unitName = iota
	unitShortName
	unitAliases
	unitCode
	unitType
	unitLevel
	unitParent
	unitProvinceCode
	unitProvince
	unitFrom
	unitTo
)

// unitLayout returns the columns that a list of units may have, in the order of the constants above. What the export of
// units writes is among them.
func unitLayout() sheet.Layout {
	return sheet.Layout{Columns: []sheet.Column{
		{Key: "name", Kind: sheet.UnitName, Required: true, Names: []string{
			"Tên đơn vị", "Tên cơ quan, đơn vị", "Cơ quan, đơn vị", "Đơn vị", "Tên cơ quan", "Tên đầy đủ", "Tên tổ chức", "Tên tập thể",
		}},
		{Key: "shortName", Kind: sheet.Text, Names: []string{"Tên viết tắt", "Viết tắt", "Tên rút gọn", "Tên ngắn"}},
		{Key: "aliases", Kind: sheet.Paragraphs, Names: []string{"Tên gọi khác", "Tên khác", "Các tên khác"}},
		{Key: "code", Kind: sheet.Text, Names: []string{"Mã", "Mã đơn vị", "Mã định danh", "Mã số", "Mã cơ quan"}},
		{Key: "type", Kind: sheet.Choice, Names: []string{"Loại đơn vị", "Loại hình đơn vị", "Loại"}, Choices: []sheet.Option{
			{Value: string(register.PeoplesCommittee), Names: []string{"Ủy ban nhân dân", "UBND"}},
			{Value: string(register.Department), Names: []string{"Sở", "Sở, ngành", "Cơ quan hành chính"}},
			{Value: string(register.Board), Names: []string{"Ban quản lý", "Ban"}},
			{Value: string(register.Fund), Names: []string{"Quỹ"}},
			{Value: string(register.PublicService), Names: []string{"Đơn vị sự nghiệp công lập", "Đơn vị sự nghiệp", "Sự nghiệp"}},
			{Value: string(register.Enterprise), Names: []string{"Doanh nghiệp", "Công ty"}},
			{Value: string(register.PartyBody), Names: []string{"Cơ quan Đảng", "Khối Đảng"}},
			{Value: string(register.MassOrganisation), Names: []string{"Đoàn thể", "Tổ chức chính trị - xã hội", "Hội"}},
			{Value: string(register.School), Names: []string{"Trường học", "Trường"}},
			{Value: string(register.ArmedForce), Names: []string{"Lực lượng vũ trang", "Công an", "Quân sự"}},
			{Value: string(register.OtherUnit), Names: []string{"Khác"}},
		}},
		{Key: "level", Kind: sheet.Choice, Names: []string{"Cấp", "Cấp hành chính", "Cấp đơn vị"}, Choices: []sheet.Option{
			{Value: string(register.StateLevel), Names: []string{"Nhà nước", "Cấp Nhà nước"}},
			{Value: string(register.MinistryLevel), Names: []string{"Bộ, ban, ngành", "Bộ", "Trung ương", "Cấp bộ"}},
			{Value: string(register.ProvinceLevel), Names: []string{"Tỉnh", "Cấp tỉnh"}},
			{Value: string(register.DistrictLevel), Names: []string{"Huyện", "Cấp huyện"}},
			{Value: string(register.CommuneLevel), Names: []string{"Xã", "Cấp xã", "Phường"}},
			{Value: string(register.Grassroots), Names: []string{"Cơ sở", "Cấp cơ sở"}},
		}},
		{Key: "parent", Kind: sheet.UnitName, Names: []string{"Đơn vị cấp trên", "Trực thuộc", "Cơ quan chủ quản", "Cơ quan cấp trên", "Đơn vị chủ quản", "Đơn vị trực thuộc"}},
		{Key: "provinceCode", Kind: sheet.Text, Names: []string{"Mã tỉnh", "Mã tỉnh, thành phố"}},
		{Key: "province", Kind: sheet.Text, Names: []string{"Tỉnh, thành phố", "Tỉnh", "Thuộc tỉnh", "Tên tỉnh"}},
		{Key: "validFrom", Kind: sheet.Date, Names: []string{"Từ ngày", "Ngày thành lập", "Thành lập từ"}},
		{Key: "validTo", Kind: sheet.Date, Names: []string{"Đến ngày", "Ngày kết thúc", "Ngày giải thể", "Kết thúc từ"}},
	}}
}

// unitFields are the columns that fields of a unit come from.
func unitFields() map[string]int {
	return map[string]int{
		"officialName": unitName, "shortName": unitShortName, "aliases": unitAliases, "code": unitCode, "type": unitType, "level": unitLevel,
		"parentId": unitParent, "province": unitProvince, "validFrom": unitFrom, "validTo": unitTo, "slug": unitName,
	}
}

// UnitPlan says of a list of units what its rows do not.
type UnitPlan struct {
	Type     register.UnitType   `bson:"type,omitempty"`
	Level    register.AdminLevel `bson:"level,omitempty"`
	ParentID string              `bson:"parentId,omitempty"`
	Province *register.Province  `bson:"province,omitempty"`
}

// check refuses a province that is said by half.
func (p *UnitPlan) check() error {
	if p.Province == nil {
		return nil
	}
	p.Province.Code, p.Province.Name = viet.CleanTitle(p.Province.Code), viet.CleanTitle(p.Province.Name)
	if p.Province.Code == "" || p.Province.Name == "" {
		return errs.InvalidField("province", "Hãy nêu cả mã và tên tỉnh.", "Give both code and name of the province.")
	}
	return nil
}

// beginning is what names begin with, and what that says of a unit; empty for what it does not say.
type beginning struct {
	words string
	of    register.UnitType
	level register.AdminLevel
}

// beginnings are looked through in order.
func beginnings() []beginning {
	return []beginning{
		{"Ủy ban nhân dân tỉnh", register.PeoplesCommittee, register.ProvinceLevel},
		{"Ủy ban nhân dân huyện", register.PeoplesCommittee, register.DistrictLevel},
		{"Ủy ban nhân dân quận", register.PeoplesCommittee, register.DistrictLevel},
		{"Ủy ban nhân dân thị xã", register.PeoplesCommittee, register.DistrictLevel},
		{"Ủy ban nhân dân xã", register.PeoplesCommittee, register.CommuneLevel},
		{"Ủy ban nhân dân phường", register.PeoplesCommittee, register.CommuneLevel},
		{"Ủy ban nhân dân thị trấn", register.PeoplesCommittee, register.CommuneLevel},
		{"Ủy ban nhân dân", register.PeoplesCommittee, ""},
		{"Ủy ban Mặt trận", register.MassOrganisation, ""},
		{"Sở", register.Department, register.ProvinceLevel},
		{"Phòng", register.Department, ""},
		{"Ban Quản lý", register.Board, ""},
		{"Quỹ", register.Fund, ""},
		{"Trường", register.School, register.Grassroots},
		{"Trung tâm", register.PublicService, register.Grassroots},
		{"Bệnh viện", register.PublicService, register.Grassroots},
		{"Công ty", register.Enterprise, register.Grassroots},
		{"Tổng công ty", register.Enterprise, ""},
		{"Tỉnh ủy", register.PartyBody, register.ProvinceLevel},
		{"Đảng ủy", register.PartyBody, ""},
		{"Ban Tuyên giáo", register.PartyBody, ""},
		{"Ban Tổ chức", register.PartyBody, ""},
		{"Liên đoàn Lao động", register.MassOrganisation, ""},
		{"Đoàn Thanh niên", register.MassOrganisation, ""},
		{"Hội", register.MassOrganisation, ""},
		{"Công an", register.ArmedForce, ""},
		{"Bộ Chỉ huy", register.ArmedForce, register.ProvinceLevel},
	}
}

// told returns what the name of a unit says of its type and level.
func (n *names) told(name string) (register.UnitType, register.AdminLevel) {
	key := n.key(name) + " "
	for _, b := range beginnings() {
		if strings.HasPrefix(key, n.key(b.words)+" ") {
			return b.of, b.level
		}
	}
	return "", ""
}
