package example_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/register"
	"thidua/internal/store"
	"thidua/internal/viet"
)

func ptr[T any](v T) *T { return &v }

// page is large enough for all that the content has of one kind.
func page() store.Page { return store.Page{Limit: 100} }

// TestReadersQuestions asks, without signing in, what the content is there to answer.
func TestReadersQuestions(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := load(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	r, anyone, ctx := deps(s).Register, access.Anonymous(), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	bloc, err := r.BlocBySlug(ctx, anyone, "khoi-kinh-te-ky-thuat-tinh-kon-tum")
	must(err)
	unit := func(slug string) *register.Unit {
		t.Helper()
		u, err := r.UnitBySlug(ctx, anyone, slug)
		must(err)
		return u
	}
	years, err := r.BlocYearsByKey(ctx, anyone, []register.BlocYearKey{{BlocID: bloc.ID, Year: 2021}, {BlocID: bloc.ID, Year: 2022}, {BlocID: bloc.ID, Year: 1999}})
	must(err)
	y2021, y2022 := years[register.BlocYearKey{BlocID: bloc.ID, Year: 2021}], years[register.BlocYearKey{BlocID: bloc.ID, Year: 2022}]
	worded := func(awards []*register.Award) []string {
		var lines []string
		for _, a := range awards {
			lines = append(lines, a.Recipient.Name+": "+a.StatusLabel())
		}
		return lines
	}
	asks := []struct {
		question string
		want     []string
		answer   func() ([]string, error)
	}{
		{
			"how many members the bloc had, and has after each change",
			[]string{"2022-01-14: 8", "2024-08-07: 6", "2025-06-30: 3"},
			func() ([]string, error) {
				var lines []string
				for _, day := range []viet.Date{"2022-01-14", "2024-08-07", "2025-06-30"} {
					all, err := r.MembershipsOfBlocs(ctx, anyone, []string{bloc.ID}, &day, page())
					if err != nil {
						return nil, err
					}
					lines = append(lines, fmt.Sprintf("%s: %d", day, len(all[bloc.ID])))
				}
				return lines, nil
			},
		},
		{
			"who was proposed to lead the bloc in 2022",
			[]string{
				"HEAD PROPOSED Ban Quản lý khai thác các công trình thủy lợi tỉnh Kon Tum",
				"DEPUTY PROPOSED Sở Tài nguyên và Môi trường tỉnh Kon Tum",
			},
			func() ([]string, error) {
				terms, err := r.OfficeTermsOfBlocYears(ctx, anyone, []string{y2022.ID}, register.OfficeFilter{}, page())
				var lines []string
				for _, term := range terms[y2022.ID] {
					lines = append(lines, fmt.Sprint(term.Role, " ", term.Status, " ", term.UnitName))
				}
				return lines, err
			},
		},
		{
			"what was proposed and what was granted of the bloc's year 2021",
			[]string{
				"Ban Quản lý Khu kinh tế tỉnh Kon Tum: Đề nghị tặng Cờ thi đua của UBND tỉnh",
				"Quỹ Bảo vệ và phát triển rừng tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
				"Sở Công Thương tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
				"Sở Tài nguyên và Môi trường tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
			},
			func() ([]string, error) {
				all, err := r.AwardsOfBlocYears(ctx, anyone, []string{y2021.ID}, register.AwardFilter{}, register.AwardsByRecipient, page())
				return worded(all[y2021.ID]), err
			},
		},
		{
			"what a department received through its mergers",
			[]string{
				"Sở Tài nguyên và Môi trường tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
				"Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum: Được tặng Bằng khen của UBND tỉnh",
			},
			func() ([]string, error) {
				heir := unit("so-nong-nghiep-va-moi-truong-tinh-quang-ngai")
				all, err := r.AwardsThroughLineage(ctx, anyone, []*register.Unit{heir}, register.AwardFilter{}, register.AwardsNewest, page())
				return worded(all[heir.ID]), err
			},
		},
		{
			"whether decision 263/QĐ-UBND of 2019 is real",
			[]string{"263/QĐ-UBND 2019-05-04 Ủy ban nhân dân tỉnh Kon Tum"},
			func() ([]string, error) {
				found, err := r.Decisions(ctx, anyone, register.DecisionFilter{Number: ptr("số 263/qđ-ubnd"), Year: ptr(int64(2019))}, register.DecisionsNewest, page())
				var lines []string
				for _, d := range found {
					lines = append(lines, fmt.Sprint(d.Number, " ", d.IssuedOn, " ", d.IssuerName))
				}
				return lines, err
			},
		},
		{
			"which nominations are open for comment, and until when",
			[]string{"Hợp tác xã Ví Dụ (dữ liệu mẫu) 2026-12-31"},
			func() ([]string, error) {
				found, err := r.Awards(ctx, anyone, register.AwardFilter{CommentOpenOn: ptr(viet.Date("2026-11-22"))}, register.AwardsNewest, page())
				var lines []string
				for _, a := range found {
					lines = append(lines, fmt.Sprint(a.Recipient.Name, " ", a.CommentPeriod.ClosesOn))
				}
				return lines, err
			},
		},
		{
			"which were open the day before", nil,
			func() ([]string, error) {
				found, err := r.Awards(ctx, anyone, register.AwardFilter{CommentOpenOn: ptr(viet.Date("2026-11-15"))}, register.AwardsNewest, page())
				return worded(found), err
			},
		},
		{
			"which awards were revoked, and why",
			[]string{"Đã bị hủy bỏ Bằng khen của UBND tỉnh: Báo cáo thành tích kê khai không đúng sự thật (tình huống mẫu)."},
			func() ([]string, error) {
				found, err := r.Awards(ctx, anyone, register.AwardFilter{State: []register.AwardState{register.Revoked}}, register.AwardsNewest, page())
				var lines []string
				for _, a := range found {
					lines = append(lines, a.StatusLabel()+": "+a.Revocation.Reason)
				}
				return lines, err
			},
		},
		{
			"which units of the former Kon Tum were named for a certificate in 2021",
			[]string{
				"Quỹ Bảo vệ và phát triển rừng tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
				"Sở Công Thương tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
				"Sở Tài nguyên và Môi trường tỉnh Kon Tum: Đề nghị tặng Bằng khen của UBND tỉnh",
			},
			func() ([]string, error) {
				found, err := r.Awards(ctx, anyone, register.AwardFilter{
					Province: ptr("62"), Year: ptr(int64(2021)), Form: []register.AwardForm{register.Certificate},
				}, register.AwardsByRecipient, page())
				return worded(found), err
			},
		},
		{
			"what the five tasks of 2022 are and how many documents each cites",
			[]string{"1. PROPAGANDA 1", "2. STUDY_EXAMPLE 6", "3. MOVEMENT 0", "4. COMMENDATION_QUALITY 0", "5. ROLE_MODELS 0"},
			func() ([]string, error) {
				all, err := r.TasksOfBlocYears(ctx, anyone, []string{y2022.ID}, register.TaskFilter{}, register.TasksByOrdinal, page())
				var lines []string
				for _, task := range all[y2022.ID] {
					lines = append(lines, fmt.Sprint(task.Label, " ", task.Category, " ", len(task.CitationIDs)))
				}
				return lines, err
			},
		},
		{
			"which event closed 2021 and opened 2022",
			[]string{"2021: 14/01 MORNING true", "2022: 14/01 MORNING true"},
			func() ([]string, error) {
				all, err := r.EventsOfBlocYears(ctx, anyone, []string{y2021.ID, y2022.ID}, register.EventFilter{}, register.EventsNewest, page())
				var lines []string
				for _, y := range []*register.BlocYear{y2021, y2022} {
					for _, e := range all[y.ID] {
						lines = append(lines, fmt.Sprint(y.Year, ": ", e.RawDate, " ", e.Session, " ", e.DateInferred))
					}
				}
				return lines, err
			},
		},
		{
			"which tasks cite directive 05, which conclusion 01 continues",
			[]string{"2 Gắn thi đua với học tập và làm theo gương Bác", "KET_LUAN 01-KL/TW CONTINUES"},
			func() ([]string, error) {
				found, err := r.LegalReferences(ctx, anyone, register.LegalReferenceFilter{Number: ptr("05-CT/TW")}, register.LegalReferencesByName, page())
				if err != nil {
					return nil, err
				}
				all, err := r.TasksCiting(ctx, anyone, []string{found[0].ID}, register.TaskFilter{}, register.TasksByOrdinal, page())
				if err != nil {
					return nil, err
				}
				var lines []string
				for _, task := range all[found[0].ID] {
					lines = append(lines, fmt.Sprint(task.Ordinal, " ", task.Title))
				}
				later, err := r.LegalReferences(ctx, anyone, register.LegalReferenceFilter{Text: ptr("tiep tuc chi thi 05")}, register.LegalReferencesByName, page())
				for _, l := range later {
					for _, rel := range l.Relations {
						if rel.ToID == found[0].ID {
							lines = append(lines, fmt.Sprint(l.Kind, " ", l.Number, " ", rel.Kind))
						}
					}
				}
				return lines, err
			},
		},
		{
			"which units there were on a day, found by part of a former name",
			[]string{"Sở Nông nghiệp và Phát triển nông thôn tỉnh Kon Tum"},
			func() ([]string, error) {
				found, err := r.Units(ctx, anyone, register.UnitFilter{Name: ptr("nong nghiep kon tum"), ExistsOn: ptr(viet.Date("2022-01-14")), Type: []register.UnitType{register.Department}, Province: ptr("62")}, register.UnitsByName, page())
				var lines []string
				for _, u := range found {
					if u.ValidFrom == "" {
						lines = append(lines, u.NameAsOf("2022-01-14"))
					}
				}
				return lines, err
			},
		},
		{
			"what the flag means and who decides it",
			[]string{"TITLE FLAG PROVINCE [Chủ tịch UBND tỉnh]"},
			func() ([]string, error) {
				flag, err := r.AwardTypeByCode(ctx, anyone, "CO_THI_DUA_TINH")
				if err != nil {
					return nil, err
				}
				return []string{fmt.Sprint(flag.Family, " ", flag.Form, " ", flag.Level, " ", flag.Deciders)}, nil
			},
		},
	}
	for _, ask := range asks {
		t.Run(ask.question, func(t *testing.T) {
			got, err := ask.answer()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(ask.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
