package example

import (
	"context"

	"thidua/internal/register"
)

// Slugs of the units, by which the parts of the content speak of them.
const (
	konTum          = "ubnd-tinh-kon-tum"
	oldQuangNgai    = "ubnd-tinh-quang-ngai-truoc-thang-7-2025"
	zoneBoard       = "ban-quan-ly-khu-kinh-te-tinh-kon-tum"
	irrigationBoard = "ban-quan-ly-khai-thac-cac-cong-trinh-thuy-loi-tinh-kon-tum"
	resources       = "so-tai-nguyen-va-moi-truong-tinh-kon-tum"
	construction    = "so-xay-dung-tinh-kon-tum"
	trade           = "so-cong-thuong-tinh-kon-tum"
	transport       = "so-giao-thong-van-tai-tinh-kon-tum"
	agriculture     = "so-nong-nghiep-va-phat-trien-nong-thon-tinh-kon-tum"
	forestFund      = "quy-bao-ve-va-phat-trien-rung-tinh-kon-tum"
)

// members returns the slugs of the bloc's eight members of 2021, in the order in which the conference named them.
func members() []string {
	return []string{zoneBoard, irrigationBoard, resources, construction, trade, transport, agriculture, forestFund}
}

func provinceOfKonTum() *register.Province { return &register.Province{Code: "62", Name: "Kon Tum"} }

func provinceOfQuangNgai() *register.Province {
	return &register.Province{Code: "51", Name: "Quảng Ngãi"}
}

// units returns the two provincial committees, which come first, and the members. Sources do not say when they began.
func units() []register.NewUnit {
	member := func(slug string, kind register.UnitType, name, short string, aliases ...string) register.NewUnit {
		return register.NewUnit{
			OfficialName: name, ShortName: short, Aliases: aliases, Slug: slug, Type: kind, Level: register.ProvinceLevel,
			Province: provinceOfKonTum(),
		}
	}
	return []register.NewUnit{
		member(konTum, register.PeoplesCommittee, "Ủy ban nhân dân tỉnh Kon Tum", "UBND tỉnh Kon Tum"),
		{
			OfficialName: "Ủy ban nhân dân tỉnh Quảng Ngãi", ShortName: "UBND tỉnh Quảng Ngãi", Slug: oldQuangNgai,
			Type: register.PeoplesCommittee, Level: register.ProvinceLevel, Province: provinceOfQuangNgai(),
		},
		member(zoneBoard, register.Board, "Ban Quản lý Khu kinh tế tỉnh Kon Tum", "BQL Khu kinh tế"),
		// Sources call it a board; whether it is an enterprise or a public-service body they do not say.
		member(irrigationBoard, register.OtherUnit, "Ban Quản lý khai thác các công trình thủy lợi tỉnh Kon Tum", "",
			"Ban Quản lý khai thác các công trình thủy lợi", "Ban Quản lý khai thác các công trình Thủy lợi"),
		member(resources, register.Department, "Sở Tài nguyên và Môi trường tỉnh Kon Tum", "Sở TN&MT"),
		member(construction, register.Department, "Sở Xây dựng tỉnh Kon Tum", "Sở Xây dựng"),
		member(trade, register.Department, "Sở Công Thương tỉnh Kon Tum", "Sở Công Thương", "Sở Công thương"),
		member(transport, register.Department, "Sở Giao thông vận tải tỉnh Kon Tum", "Sở GTVT", "Sở Giao thông Vận tải"),
		member(agriculture, register.Department, "Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum", "Sở NN&PTNT",
			"Sở Nông nghiệp và PTNT"),
		member(forestFund, register.Fund, "Quỹ Bảo vệ và phát triển rừng tỉnh Kon Tum", "", "Quỹ Bảo vệ phát triển rừng"),
	}
}

func (l *loader) loadUnits(ctx context.Context) error {
	for _, in := range units() {
		if in.Type == register.Department {
			in.ParentID = l.units[konTum].ID
		}
		if err := l.unit(ctx, in); err != nil {
			return err
		}
	}
	return nil
}

// unit makes a unit, unless its slug is there.
func (l *loader) unit(ctx context.Context, in register.NewUnit) error {
	u, err := ensure(
		func() (*register.Unit, error) { return l.Register.UnitBySlug(ctx, l.viewer, in.Slug) },
		func() (*register.Unit, error) { return l.Register.CreateUnit(ctx, l.viewer, in) },
	)
	if err != nil {
		return err
	}
	l.units[in.Slug] = u
	return nil
}
