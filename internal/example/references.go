package example

import (
	"context"

	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// firstNumber is the number of the legal reference that is loaded first.
const firstNumber = "34-CT/TW"

// reference is a legal reference under a key of ours.
type reference struct {
	key string
	register.NewLegalReference
	continues string // the key of another, listed before it
}

// references returns what the conference cited (d34 to q37), then what frames awards, bloc and provinces.
func references() []reference {
	term := func(n int64) *int64 { return &n }
	return []reference{
		{key: "d34", NewLegalReference: register.NewLegalReference{
			Kind: register.ChiThi, Number: firstNumber, RawText: "Chỉ thị số 34-CT/TW ngày 07/4/2014", IssuedOn: "2014-04-07",
			Issuer: "Bộ Chính trị", Subject: "Tiếp tục đổi mới công tác thi đua, khen thưởng",
		}},
		{key: "d05", NewLegalReference: register.NewLegalReference{
			Kind: register.ChiThi, Number: "05-CT/TW", RawText: "Chỉ thị số 05-CT/TW",
			Issuer: "Bộ Chính trị", Subject: "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
		}},
		{key: "c01", continues: "d05", NewLegalReference: register.NewLegalReference{
			Kind: register.KetLuan, Number: "01-KL/TW", RawText: "Kết luận số 01-KL/TW ngày 18/5/2021", IssuedOn: "2021-05-18",
			Issuer: "Bộ Chính trị", Subject: "Tiếp tục thực hiện Chỉ thị 05",
		}},
		{key: "r4xi", NewLegalReference: register.NewLegalReference{
			Kind: register.NghiQuyet, RawText: "Nghị quyết Trung ương 4 (khóa XI)", IssuerTerm: term(11),
			Issuer: "Ban Chấp hành Trung ương", Subject: "Xây dựng Đảng",
		}},
		{key: "r4xii", NewLegalReference: register.NewLegalReference{
			Kind: register.NghiQuyet, RawText: "Nghị quyết Trung ương 4 (khóa XII)", IssuerTerm: term(12),
			Issuer: "Ban Chấp hành Trung ương", Subject: "Xây dựng, chỉnh đốn Đảng; ngăn chặn suy thoái",
		}},
		{key: "c21", NewLegalReference: register.NewLegalReference{
			Kind: register.KetLuan, Number: "21-KL/TW", RawText: "Kết luận số 21-KL/TW ngày 25/10/2021", IssuedOn: "2021-10-25",
			Issuer: "Ban Chấp hành Trung ương", IssuerTerm: term(13), Subject: "Xây dựng, chỉnh đốn Đảng và hệ thống chính trị",
		}},
		{key: "q37", NewLegalReference: register.NewLegalReference{
			Kind: register.QuyDinh, Number: "37-QĐ/TW", RawText: "Quy định số 37-QĐ/TW ngày 25/10/2021", IssuedOn: "2021-10-25",
			Issuer: "Ban Chấp hành Trung ương", IssuerTerm: term(13), Subject: "Những điều đảng viên không được làm",
		}},
		{key: "law2003", NewLegalReference: register.NewLegalReference{
			Kind: register.Luat, Number: "15/2003/QH11", RawText: "Luật Thi đua, khen thưởng năm 2003", Issuer: "Quốc hội",
			Subject: "Thi đua, khen thưởng; hiệu lực từ 01/7/2004 đến 31/12/2023",
		}},
		{key: "law2022", NewLegalReference: register.NewLegalReference{
			Kind: register.Luat, Number: "06/2022/QH15", RawText: "Luật Thi đua, khen thưởng năm 2022", IssuedOn: "2022-06-15",
			Issuer: "Quốc hội", Subject: "Thi đua, khen thưởng; hiệu lực từ 01/01/2024",
		}},
		{key: "decree152", NewLegalReference: register.NewLegalReference{
			Kind: register.NghiDinh, Number: "152/2025/NĐ-CP", RawText: "Nghị định số 152/2025/NĐ-CP ngày 14/6/2025",
			IssuedOn: "2025-06-14", Issuer: "Chính phủ", Subject: "Phân cấp, phân quyền và hướng dẫn về thi đua, khen thưởng; hiệu lực từ 01/7/2025",
		}},
		{key: "blocs", NewLegalReference: register.NewLegalReference{
			Kind: register.QuyetDinh, Number: "756/QĐ-UBND", RawText: "Quyết định số 756/QĐ-UBND ngày 20/7/2018", IssuedOn: "2018-07-20",
			Issuer: "UBND tỉnh Kon Tum", Subject: "Chia cụm, khối thi đua của tỉnh",
		}},
		{key: "guide2024", NewLegalReference: register.NewLegalReference{
			Kind: register.HuongDan, Number: "16/HD-HĐTĐKT", RawText: "Hướng dẫn số 16/HD-HĐTĐKT ngày 25/7/2024", IssuedOn: "2024-07-25",
			Issuer: "Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum", Subject: "Hoạt động của các cụm, khối thi đua",
		}},
		{key: "provinces", NewLegalReference: register.NewLegalReference{
			Kind: register.NghiQuyet, Number: "202/2025/QH15", RawText: "Nghị quyết số 202/2025/QH15 ngày 12/6/2025", IssuedOn: "2025-06-12",
			Issuer: "Quốc hội", Subject: "Sắp xếp đơn vị hành chính cấp tỉnh; Kon Tum và Quảng Ngãi thành tỉnh Quảng Ngãi",
		}},
	}
}

func (l *loader) loadReferences(ctx context.Context) error {
	for _, ref := range references() {
		in := ref.NewLegalReference
		if ref.continues != "" {
			in.Relations = []register.LegalRelation{{Kind: register.Continues, ToID: l.references[ref.continues]}}
		}
		got, err := ensure(
			func() (*register.LegalReference, error) {
				found, err := l.Register.LegalReferences(ctx, l.viewer,
					register.LegalReferenceFilter{Text: &in.RawText}, register.LegalReferencesByName, store.Page{Limit: store.MaxLimit})
				return pick(found, err, func(r *register.LegalReference) bool {
					return r.RawText == viet.CleanTitle(in.RawText) && r.Kind == in.Kind
				})
			},
			func() (*register.LegalReference, error) { return l.Register.CreateLegalReference(ctx, l.viewer, in) },
		)
		if err != nil {
			return err
		}
		l.references[ref.key] = got.ID
	}
	return nil
}
