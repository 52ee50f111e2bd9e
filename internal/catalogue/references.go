package catalogue

import "thidua/internal/register"

// Numbers of the laws and decrees that entries rest on.
const (
	law2003   = "15/2003/QH11"
	law2022   = "06/2022/QH15"
	decree91  = "91/2017/NĐ-CP"
	decree98  = "98/2023/NĐ-CP"
	decree152 = "152/2025/NĐ-CP"
)

// legalReferences returns the laws and decrees, the oldest first.
func legalReferences() []register.NewLegalReference {
	return []register.NewLegalReference{
		{
			Kind: register.Luat, Number: law2003, RawText: "Luật Thi đua, khen thưởng năm 2003", Issuer: "Quốc hội",
			Subject: "Thi đua, khen thưởng; hiệu lực từ 01/7/2004 đến 31/12/2023",
		},
		{
			Kind: register.NghiDinh, Number: decree91, RawText: "Nghị định số 91/2017/NĐ-CP ngày 31/7/2017", IssuedOn: "2017-07-31",
			Issuer: "Chính phủ", Subject: "Quy định chi tiết Luật Thi đua, khen thưởng; đến 31/12/2023",
		},
		{
			Kind: register.Luat, Number: law2022, RawText: "Luật Thi đua, khen thưởng năm 2022", IssuedOn: "2022-06-15",
			Issuer: "Quốc hội", Subject: "Thi đua, khen thưởng; hiệu lực từ 01/01/2024",
		},
		{
			Kind: register.NghiDinh, Number: decree98, RawText: "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023", IssuedOn: "2023-12-31",
			Issuer: "Chính phủ", Subject: "Quy định chi tiết Luật Thi đua, khen thưởng; từ 01/01/2024 đến 30/6/2025",
		},
		{
			Kind: register.NghiDinh, Number: decree152, RawText: "Nghị định số 152/2025/NĐ-CP ngày 14/6/2025", IssuedOn: "2025-06-14",
			Issuer: "Chính phủ", Subject: "Phân cấp, phân quyền và hướng dẫn về thi đua, khen thưởng; hiệu lực từ 01/7/2025",
		},
	}
}
