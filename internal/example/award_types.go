package example

import (
	"context"
	"slices"

	"thidua/internal/catalogue"
	"thidua/internal/register"
)

// Codes of the award types that the content uses.
const (
	provinceFlag        = "CO_THI_DUA_TINH"
	provinceCertificate = "BANG_KHEN_TINH"
	labourOrderThird    = "HUAN_CHUONG_LAO_DONG_BA"
)

// awardTypes returns those entries of the catalogue that offices like those of the example deal with. A store that is started
// empty has the catalogue before the example comes; this is for one that has none.
func awardTypes() []register.NewAwardType {
	common := []string{
		provinceFlag, provinceCertificate, "CO_THI_DUA_CHINH_PHU", "BANG_KHEN_THU_TUONG", "HUAN_CHUONG_LAO_DONG_NHAT",
		"HUAN_CHUONG_LAO_DONG_NHI", labourOrderThird, "GIAY_KHEN", "LAO_DONG_TIEN_TIEN", "CHIEN_SI_THI_DUA_CO_SO",
		"CHIEN_SI_THI_DUA_TINH", "CHIEN_SI_THI_DUA_TOAN_QUOC", "TAP_THE_LAO_DONG_TIEN_TIEN", "TAP_THE_LAO_DONG_XUAT_SAC", "GIA_DINH_VAN_HOA",
	}
	return slices.DeleteFunc(catalogue.AwardTypes(), func(t register.NewAwardType) bool { return !slices.Contains(common, t.Code) })
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
