package example

import (
	"context"

	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// Slugs of the units that began with the mergers of 2025.
const (
	newQuangNgai    = "ubnd-tinh-quang-ngai"
	environment     = "so-nong-nghiep-va-moi-truong-tinh-kon-tum"
	environmentNew  = "so-nong-nghiep-va-moi-truong-tinh-quang-ngai"
	constructionNew = "so-xay-dung-tinh-quang-ngai"
	tradeNew        = "so-cong-thuong-tinh-quang-ngai"
)

// loadAwardsOf2018 makes the province's decision of 2019 on the year 2018, and the ceremony at which it was handed over.
func (l *loader) loadAwardsOf2018(ctx context.Context) error {
	decision, err := l.decision(ctx, register.NewDecision{
		Number: "263/QĐ-UBND", IssuedOn: "2019-05-04", IssuerID: l.units[konTum].ID,
		Title: "Khen thưởng thành tích thi đua năm 2018", Public: true,
	})
	if err != nil {
		return err
	}
	err = l.event(ctx, ceremony2019, register.NewEvent{
		Type: register.Ceremony, Title: "Trao tặng khen thưởng của tỉnh cho thành tích năm 2018", StartsOn: "2019-07-22",
		OrganizerUnitID: l.units[agriculture].ID, ParticipantIDs: l.ids(agriculture),
	})
	if err != nil {
		return err
	}
	_, err = l.imported(ctx, register.ImportedAward{
		Nomination: register.Nomination{
			Code: "KT-2018-BK-1", AwardTypeID: l.awardTypes[provinceCertificate], Kind: register.Merit, Year: 2018,
			Recipient: register.Recipient{Kind: register.UnitRecipient, ID: l.units[agriculture].ID}, Public: true,
			Note: "Số, ngày của quyết định và ngày trao là có thật; đơn vị được ghi ở đây là dữ liệu mẫu.",
		},
		DecisionID: decision.ID, PresentedOn: "2019-07-22", PresentedAtEventID: l.events[ceremony2019],
	})
	return err
}

// decision makes a decision, unless its number and day are there.
func (l *loader) decision(ctx context.Context, in register.NewDecision) (*register.Decision, error) {
	return ensure(
		func() (*register.Decision, error) {
			found, err := l.Register.Decisions(ctx, l.viewer, register.DecisionFilter{
				Number: &in.Number, Issuer: &in.IssuerID, IssuedOn: &in.IssuedOn,
			}, register.DecisionsNewest, store.Page{Limit: 1})
			return pick(found, err, func(*register.Decision) bool { return true })
		},
		func() (*register.Decision, error) { return l.Register.CreateDecision(ctx, l.viewer, in) },
	)
}

// imported enters an award of the past, unless its code is there.
func (l *loader) imported(ctx context.Context, in register.ImportedAward) (*register.Award, error) {
	return ensure(
		func() (*register.Award, error) { return l.Register.AwardByCode(ctx, l.viewer, in.Code) },
		func() (*register.Award, error) {
			a, _, err := l.Register.ImportAward(ctx, l.viewer, in)
			return a, err
		},
	)
}

// load2024 makes the bloc's year 2024: two members had left by its opening, and the department of construction headed it.
func (l *loader) load2024(ctx context.Context) error {
	const day viet.Date = "2024-08-07"
	for _, slug := range []string{irrigationBoard, forestFund} {
		if err := l.leave(ctx, slug, "2024-08-06"); err != nil {
			return err
		}
	}
	if err := l.blocYear(ctx, register.NewBlocYear{Year: 2024}); err != nil {
		return err
	}
	err := l.event(ctx, opening2024, register.NewEvent{
		Type: register.Opening, Title: "Triển khai và ký giao ước thi đua năm 2024, trao Bằng khen của năm 2023", StartsOn: day,
		OrganizerBlocID: l.bloc.ID, BlocYearIDs: []string{l.years[2024].ID},
		ParticipantIDs: l.ids(zoneBoard, resources, construction, trade, transport, agriculture),
	})
	if err != nil {
		return err
	}
	if err := l.compact(ctx, 2024, register.CompactToSign{On: day, EventID: l.events[opening2024]}); err != nil { // by whom is not known
		return err
	}
	head, err := l.office(ctx, 2024, construction, register.HeadRole, day)
	if err != nil || head.Status != register.OfficeProposed {
		return err
	}
	_, err = l.Register.ConfirmOfficer(ctx, l.viewer, register.OfficeConfirmation{ID: head.ID, Version: head.Version, From: day})
	return err
}

// leave ends a unit's membership of the bloc, unless it has ended.
func (l *loader) leave(ctx context.Context, slug string, lastDay viet.Date) error {
	all, err := l.Register.MembershipsOfBlocs(ctx, l.viewer, []string{l.bloc.ID}, nil, whole())
	m, err := pick(all[l.bloc.ID], err, func(m *register.BlocMembership) bool { return m.UnitID == l.units[slug].ID })
	if err != nil || m.To != "" {
		return err
	}
	_, err = l.Register.LeaveBloc(ctx, l.viewer, register.BlocLeaving{
		ID: m.ID, Version: m.Version, On: lastDay,
		Reason: "Không còn trong danh sách thành viên ngày 07/8/2024; ngày rời khối chính xác không rõ.",
	})
	return err
}

// loadMergers makes the mergers of departments in spring 2025 and those of the provinces on 1 July 2025.
func (l *loader) loadMergers(ctx context.Context) error {
	const (
		spring   viet.Date = "2025-03-01"
		july     viet.Date = "2025-07-01"
		about              = "Hợp nhất khoảng tháng 3/2025; ngày 01/3 là ngày quy ước."
		inferred           = "Suy ra từ việc hợp nhất hai tỉnh; quyết định riêng của đơn vị chưa có trong nguồn."
	)
	department := func(slug, name, short string, province *register.Province) *register.NewUnit {
		return &register.NewUnit{
			OfficialName: name, ShortName: short, Slug: slug, Type: register.Department, Level: register.ProvinceLevel, Province: province,
		}
	}
	for _, m := range []struct {
		from []string
		into string
		new  *register.NewUnit
		on   viet.Date
		law  string
		note string
	}{
		{
			from: []string{agriculture, resources}, on: spring, note: about,
			new: department(environment, "Sở Nông nghiệp và Môi trường tỉnh Kon Tum", "Sở NN&MT", provinceOfKonTum()),
		},
		{from: []string{transport}, into: construction, on: spring, note: about},
		{
			from: []string{konTum, oldQuangNgai}, on: july, law: "provinces",
			new: &register.NewUnit{
				OfficialName: "Ủy ban nhân dân tỉnh Quảng Ngãi", ShortName: "UBND tỉnh Quảng Ngãi", Slug: newQuangNgai,
				Type: register.PeoplesCommittee, Level: register.ProvinceLevel, Province: provinceOfQuangNgai(),
			},
		},
		{
			from: []string{environment}, on: july, law: "provinces", note: inferred,
			new: department(environmentNew, "Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi", "Sở NN&MT", provinceOfQuangNgai()),
		},
		{
			from: []string{construction}, on: july, law: "provinces", note: inferred,
			new: department(constructionNew, "Sở Xây dựng tỉnh Quảng Ngãi", "Sở Xây dựng", provinceOfQuangNgai()),
		},
		{
			from: []string{trade}, on: july, law: "provinces", note: inferred,
			new: department(tradeNew, "Sở Công Thương tỉnh Quảng Ngãi", "Sở Công Thương", provinceOfQuangNgai()),
		},
	} {
		in := register.UnitMerger{Into: register.Heir{New: m.new}, On: m.on, DocumentID: l.references[m.law], Note: m.note}
		for _, slug := range m.from {
			in.From = append(in.From, register.Ref{ID: l.units[slug].ID, Version: l.units[slug].Version})
		}
		if m.into != "" {
			in.Into.Unit = &register.Ref{ID: l.units[m.into].ID, Version: l.units[m.into].Version}
		}
		if m.new != nil && m.new.Type == register.Department {
			m.new.ParentID = l.units[map[viet.Date]string{spring: konTum, july: newQuangNgai}[m.on]].ID
		}
		successor, err := l.Register.MergeUnits(ctx, l.viewer, in)
		if err != nil {
			return err
		}
		l.units[successor.Slug] = successor
	}
	for _, slug := range []string{zoneBoard, irrigationBoard, forestFund} {
		u := l.units[slug]
		if u.ProvinceAsOf(july).Code == provinceOfQuangNgai().Code {
			continue
		}
		_, err := l.Register.TransferProvince(ctx, l.viewer, register.UnitTransfer{
			ID: u.ID, Version: u.Version, Province: *provinceOfQuangNgai(), On: july, DocumentID: l.references["provinces"], Note: inferred,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
