package example

import (
	"context"
	"fmt"

	"thidua/internal/register"
	"thidua/internal/viet"
)

// loadConference makes the years 2021 and 2022 and the conference between them. That 2021 was opened and that its members
// signed its compact is known, but not when, nor what it says. Which titles each registered is not known.
func (l *loader) loadConference(ctx context.Context) error {
	if err := l.blocYear(ctx, register.NewBlocYear{Year: 2021}); err != nil {
		return err
	}
	if err := l.compact(ctx, 2021, register.CompactToSign{Signatories: l.signatories(members()...)}); err != nil {
		return err
	}
	if err := l.blocYear(ctx, register.NewBlocYear{Year: 2022, On: dayOfConference}); err != nil {
		return err
	}
	err := l.event(ctx, conference, register.NewEvent{
		Type: register.FinalReview, Title: "Hội nghị tổng kết năm 2021 và triển khai năm 2022 của Khối kinh tế - kỹ thuật",
		StartsOn: dayOfConference, Session: viet.Morning, RawDate: "14/01", DateInferred: true,
		VenueText: "Ban Quản lý Khu kinh tế tỉnh Kon Tum", HostUnitID: l.units[zoneBoard].ID, OrganizerBlocID: l.bloc.ID,
		BlocYearIDs: []string{l.years[2021].ID, l.years[2022].ID}, ParticipantIDs: l.ids(members()...),
	})
	if err != nil {
		return err
	}
	found := "Các đơn vị hoàn thành nhiệm vụ chính trị và chỉ tiêu kế hoạch được giao. Cải cách hành chính, ứng dụng công nghệ " +
		"thông tin, chăm lo đời sống cán bộ, hoạt động từ thiện và công tác Đảng, đoàn thể đều có kết quả. Nguồn không nêu số liệu."
	return l.advance(ctx, 2021, register.BlocYearStep{
		To: register.FinalReviewed, On: dayOfConference, EventID: l.events[conference], Assessment: &found,
	})
}

func (l *loader) loadMovements(ctx context.Context) error {
	provincial, err := l.movement(ctx, register.NewMovement{
		Name: "Phong trào thi đua năm 2021 của tỉnh Kon Tum", Form: register.Regular, Level: register.ProvinceLevel,
		LaunchedByUnitID: l.units[konTum].ID, From: "2021-01-01", To: "2021-12-31",
		Occasion: "Các ngày lễ lớn của đất nước, của tỉnh và của ngành",
		Purpose:  "Phong trào do UBND tỉnh phát động cho năm 2021; tên riêng và ngày phát động không có trong nguồn.",
	})
	if err != nil {
		return err
	}
	ofBloc, err := l.movement(ctx, register.NewMovement{
		Name: "Phong trào thi đua năm 2021 của Khối kinh tế - kỹ thuật", Form: register.Regular, Level: register.ProvinceLevel,
		LaunchedByBlocID: l.bloc.ID, ParentID: provincial.ID, From: "2021-01-01", To: "2021-12-31",
		Occasion: "Các ngày lễ lớn của đất nước, của tỉnh và của ngành",
		Purpose: "Khối phát động từ đầu năm, hướng dẫn các đơn vị lập kế hoạch, đăng ký danh hiệu và ký giao ước, nhằm tạo khí thế " +
			"thi đua trong cán bộ, công chức, viên chức và người lao động.",
		BlocYearIDs: []string{l.years[2021].ID},
	})
	if err != nil {
		return err
	}
	l.movements = []string{provincial.ID, ofBloc.ID}
	return nil
}

// movement makes a movement, unless its name is there.
func (l *loader) movement(ctx context.Context, in register.NewMovement) (*register.Movement, error) {
	return ensure(
		func() (*register.Movement, error) {
			all, err := l.Register.Movements(ctx, l.viewer, register.MovementFilter{}, register.MovementsByName, whole())
			return pick(all, err, func(m *register.Movement) bool { return m.Name == in.Name })
		},
		func() (*register.Movement, error) { return l.Register.LaunchMovement(ctx, l.viewer, in) },
	)
}

// tasks returns what the bloc resolved for 2022, with the keys of the documents that each cites. The source names
// neither owners nor days, and calls the five the main ones only.
func tasks() []struct {
	register.NewTask
	cites []string
} {
	return []struct {
		register.NewTask
		cites []string
	}{
		{cites: []string{"d34"}, NewTask: register.NewTask{
			Title: "Quán triệt, tuyên truyền chủ trương về thi đua, khen thưởng", Category: register.Propaganda,
			Body: "Phổ biến Chỉ thị 34-CT/TW của Bộ Chính trị đến mọi cán bộ, công chức, viên chức và người lao động trong khối.",
		}},
		{cites: []string{"c01", "d05", "r4xi", "r4xii", "c21", "q37"}, NewTask: register.NewTask{
			Title: "Gắn thi đua với học tập và làm theo gương Bác", Category: register.StudyExample,
			Body: "Thực hiện Kết luận 01-KL/TW cùng Chỉ thị 05-CT/TW, các nghị quyết về xây dựng Đảng của Trung ương khóa XI và XII, " +
				"Kết luận 21-KL/TW và Quy định 37-QĐ/TW về những điều đảng viên không được làm.",
		}},
		{NewTask: register.NewTask{
			Title: "Hưởng ứng phong trào thường xuyên và theo chuyên đề", Category: register.MovementTask,
			Body: "Tham gia các phong trào do các cấp phát động, chọn nội dung sát với nhiệm vụ của từng đơn vị để tạo chuyển biến rõ.",
		}},
		{NewTask: register.NewTask{
			Title: "Nâng chất lượng bình xét và quản lý hồ sơ khen thưởng", Category: register.CommendationQuality,
			Body: "Khen đúng, công khai, minh bạch và kịp thời, chú ý thành tích đột xuất của tập thể và cá nhân; bồi dưỡng người làm " +
				"công tác thi đua.",
		}},
		{NewTask: register.NewTask{
			Title: "Phát hiện, nhân rộng điển hình tiên tiến", Category: register.RoleModels,
			Body: "Tìm và giới thiệu gương người tốt, việc tốt để các đơn vị cùng học.",
		}},
	}
}

func (l *loader) loadTasks(ctx context.Context) error {
	year := l.years[2022].ID
	for i, task := range tasks() {
		in := task.NewTask
		in.BlocYearID, in.Ordinal, in.Label, in.AdoptedAtID = year, int64(i+1), fmt.Sprintf("%d.", i+1), l.events[conference]
		for _, key := range task.cites {
			in.CitationIDs = append(in.CitationIDs, l.references[key])
		}
		got, err := ensure(
			func() (*register.Task, error) {
				all, err := l.Register.Tasks(ctx, l.viewer, register.TaskFilter{BlocYear: &year}, register.TasksByOrdinal, whole())
				return pick(all, err, func(t *register.Task) bool { return t.Ordinal == in.Ordinal })
			},
			func() (*register.Task, error) { return l.Register.AdoptTask(ctx, l.viewer, in) },
		)
		if err != nil {
			return err
		}
		l.tasks = append(l.tasks, got.ID)
	}
	return nil
}

func (l *loader) loadNominations(ctx context.Context) error {
	for _, n := range []struct{ code, awardType, unit string }{
		{"KTKT-2021-CO-1", provinceFlag, zoneBoard},
		{"KTKT-2021-BK-1", provinceCertificate, resources},
		{"KTKT-2021-BK-2", provinceCertificate, forestFund},
		{"KTKT-2021-BK-3", provinceCertificate, trade},
	} {
		got, err := l.nomination(ctx, register.Nomination{
			Code: n.code, AwardTypeID: l.awardTypes[n.awardType], Kind: register.Merit, Year: 2021,
			Recipient:  register.Recipient{Kind: register.UnitRecipient, ID: l.units[n.unit].ID},
			BlocYearID: l.years[2021].ID, NominatedOn: dayOfConference, NominatedAtID: l.events[conference], Public: true,
			Note: "Hội nghị thống nhất bình xét và đề nghị tặng; nguồn không cho biết kết quả xét sau đó.",
		})
		if err != nil {
			return err
		}
		l.nominated = append(l.nominated, got.ID)
	}
	return nil
}

// nomination makes a nomination, unless its code is there.
func (l *loader) nomination(ctx context.Context, in register.Nomination) (*register.Award, error) {
	return ensure(
		func() (*register.Award, error) { return l.Register.AwardByCode(ctx, l.viewer, in.Code) },
		func() (*register.Award, error) {
			a, _, err := l.Register.NominateAward(ctx, l.viewer, in)
			return a, err
		},
	)
}

func (l *loader) loadOffices(ctx context.Context) error {
	if _, err := l.office(ctx, 2022, irrigationBoard, register.HeadRole, dayOfConference); err != nil {
		return err
	}
	_, err := l.office(ctx, 2022, resources, register.DeputyRole, dayOfConference)
	return err
}

// office proposes an officer of the bloc, unless the unit has the office.
func (l *loader) office(ctx context.Context, year int64, unit string, role register.OfficeRole, on viet.Date) (*register.OfficeTerm, error) {
	blocYear, unitID := l.years[year].ID, l.units[unit].ID
	return ensure(
		func() (*register.OfficeTerm, error) {
			all, err := l.Register.OfficeTermsOfBlocYears(ctx, l.viewer, []string{blocYear}, register.OfficeFilter{}, whole())
			return pick(all[blocYear], err, func(t *register.OfficeTerm) bool { return t.UnitID == unitID && t.Role == role })
		},
		func() (*register.OfficeTerm, error) {
			return l.Register.ProposeOfficer(ctx, l.viewer, register.OfficeProposal{
				BlocYearID: blocYear, UnitID: unitID, Role: role, On: on,
			})
		},
	)
}
