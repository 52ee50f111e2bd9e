package example

import (
	"context"
	"time"

	"thidua/internal/newsroom"
	"thidua/internal/richtext"
	"thidua/internal/viet"
)

// Slugs of categories and tags.
const (
	emulationNews = "tin-thi-dua"
	opinions      = "lay-y-kien-nhan-dan"
	notices       = "thong-bao"
	reviewTag     = "tong-ket"
	sampleTag     = "du-lieu-mau"
)

const (
	// lastSlug is of the article that is loaded last of all.
	lastSlug = "kon-tum-va-quang-ngai-hop-nhat-ho-so-thi-dua-giu-ten-cua-ngay-ghi"
	// noticeSlug is of the article that calls for comments.
	noticeSlug = "lay-y-kien-ve-ho-so-de-nghi-huan-chuong-lao-dong-du-lieu-mau"
)

func (l *loader) loadSections(ctx context.Context) error {
	for i, c := range []newsroom.Category{
		{Name: "Tin thi đua", Slug: emulationNews, Description: "Hoạt động của các cụm, khối thi đua"},
		{Name: "Lấy ý kiến nhân dân", Slug: opinions, Description: "Hồ sơ khen thưởng đang lấy ý kiến"},
		{Name: "Thông báo", Slug: notices, Description: "Thông báo về khen thưởng"},
	} {
		c.Ordinal = int64(i + 1)
		got, err := ensure(
			func() (*newsroom.Category, error) { return l.Desk.CategoryBySlug(ctx, c.Slug) },
			func() (*newsroom.Category, error) { return l.Desk.CreateCategory(ctx, l.viewer, c) },
		)
		if err != nil {
			return err
		}
		l.sections[c.Slug] = got.ID
	}
	for _, t := range []newsroom.Tag{{Name: "tổng kết", Slug: reviewTag}, {Name: "dữ liệu mẫu", Slug: sampleTag}} {
		got, err := ensure(
			func() (*newsroom.Tag, error) { return l.Desk.TagBySlug(ctx, t.Slug) },
			func() (*newsroom.Tag, error) { return l.Desk.CreateTag(ctx, l.viewer, t) },
		)
		if err != nil {
			return err
		}
		l.sections[t.Slug] = got.ID
	}
	return nil
}

func (l *loader) loadArticles(ctx context.Context) error {
	for _, a := range []struct {
		on viet.Date
		newsroom.Content
	}{
		{dayOfConference, l.conferenceReport()},
		{"2024-02-21", l.revocationNotice()},
		{"2024-08-07", l.openingNews()},
		{"2026-11-16", l.commentCall()},
		{"2025-07-01", l.mergerNews()},
	} {
		if err := l.article(ctx, a.Content, a.on.Time().Add(17*time.Hour)); err != nil {
			return err
		}
		if a.Slug == noticeSlug {
			if err := l.loadNotice(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// article writes and publishes an article, or what is left to do of that.
func (l *loader) article(ctx context.Context, c newsroom.Content, at time.Time) error {
	draft, err := ensure(
		func() (*newsroom.Draft, error) { return l.Desk.DraftBySlug(ctx, l.viewer, c.Slug) },
		func() (*newsroom.Draft, error) { return l.Desk.CreateDraft(ctx, l.viewer, c, "") },
	)
	if err == nil && draft.State == newsroom.Drafting {
		draft, err = l.Desk.Submit(ctx, l.viewer, ref(draft), "")
	}
	if err == nil && draft.State == newsroom.InReview {
		draft, err = l.Desk.Approve(ctx, l.viewer, ref(draft), "")
	}
	if err == nil && draft.State == newsroom.Approved {
		draft, err = l.Desk.PublishAsOf(ctx, l.viewer, ref(draft), at)
	}
	if err == nil && !published(draft) {
		_, err = l.Desk.Settle(ctx, l.viewer, draft.ID)
	}
	return err
}

func ref(d *newsroom.Draft) newsroom.Ref { return newsroom.Ref{ID: d.ID, Version: d.Version} }

// published reports whether the publication of a draft is complete.
func published(d *newsroom.Draft) bool {
	return d.State == newsroom.Published && d.Pending == newsroom.Settled
}

// conferenceReport reports the conference. It says of the four nominations that they are proposed, and no more.
func (l *loader) conferenceReport() newsroom.Content {
	return newsroom.Content{
		Title:   "Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021, triển khai nhiệm vụ công tác năm 2022",
		Slug:    "hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2021-trien-khai-nhiem-vu-cong-tac-nam-2022",
		Kind:    newsroom.EventReport,
		Summary: "Tám đơn vị họp sáng 14/01/2022: nhìn lại năm 2021, bình xét thi đua và bàn việc năm 2022.",
		Byline:  "Nội dung mẫu",
		Source:  &newsroom.Source{SiteName: "Viết lại từ tin của Ban Quản lý Khu kinh tế tỉnh Kon Tum"},
		Body: richtext.Body{
			paragraph("Sáng 14/01/2022, tám cơ quan của Khối thi đua tham mưu quản lý nhà nước về kinh tế - kỹ thuật tỉnh Kon Tum gặp " +
				"nhau ở trụ sở Ban Quản lý Khu kinh tế tỉnh. Cuộc họp khép lại năm công tác 2021 và mở đầu năm 2022."),
			heading("Một năm thi đua"),
			paragraph("Từ đầu năm 2021, khối đã phát động phong trào, các thành viên lập kế hoạch, đăng ký danh hiệu và cùng ký giao ước. " +
				"Báo cáo tại cuộc họp cho thấy nhiệm vụ chính trị và chỉ tiêu kế hoạch đều đạt; cải cách hành chính, công nghệ thông " +
				"tin và việc chăm lo đời sống người lao động có tiến bộ."),
			heading("Đề nghị khen thưởng"),
			paragraph("Qua bình xét, các đơn vị thống nhất đề nghị UBND tỉnh tặng Cờ thi đua cho Ban Quản lý Khu kinh tế tỉnh, và Bằng khen " +
				"cho ba đơn vị: Sở Tài nguyên và Môi trường, Quỹ Bảo vệ và phát triển rừng, Sở Công Thương. Đây mới là đề nghị; kết quả " +
				"do UBND tỉnh quyết định."),
			paragraph("Cho năm 2022, Ban Quản lý khai thác các công trình thủy lợi được giới thiệu làm Trưởng khối, Sở Tài nguyên và Môi " +
				"trường làm Phó khối."),
			heading("Năm việc của năm 2022"),
			list(taskTitles()...),
		},
		EventID: l.events[conference], CategoryIDs: []string{l.sections[emulationNews]}, TagIDs: []string{l.sections[reviewTag]},
		BlocIDs: []string{l.bloc.ID}, BlocYearIDs: []string{l.years[2021].ID, l.years[2022].ID},
		UnitIDs: append(l.ids(members()...), l.units[konTum].ID), AwardIDs: l.nominated, TaskIDs: l.tasks,
		CitationIDs: l.cited("d34", "c01", "d05", "r4xi", "r4xii", "c21", "q37"), MovementIDs: l.movements,
		Declared: []newsroom.DeclaredAward{
			{AwardTypeID: l.awardTypes[provinceFlag], Count: 1}, {AwardTypeID: l.awardTypes[provinceCertificate], Count: 3},
		},
	}
}

func (l *loader) revocationNotice() newsroom.Content {
	return newsroom.Content{
		Title: "Thông báo hủy bỏ một Bằng khen (dữ liệu mẫu)", Slug: "thong-bao-huy-bo-mot-bang-khen-du-lieu-mau",
		Kind: newsroom.Notice, Summary: "Tỉnh và đơn vị trong thông báo này không có thật.", Byline: "Nội dung mẫu",
		Body: richtext.Body{
			paragraph("UBND tỉnh Ví Dụ hủy bỏ Bằng khen năm 2022 của Hợp tác xã Ví Dụ vì báo cáo thành tích kê khai không đúng sự thật. " +
				"Quyết định tặng trước đây vẫn được lưu trong hồ sơ."),
		},
		CategoryIDs: []string{l.sections[notices]}, TagIDs: []string{l.sections[sampleTag]},
		UnitIDs: l.ids(sampleProvince, sampleCooperative), AwardIDs: []string{l.awards[revokedCode]},
	}
}

func (l *loader) openingNews() newsroom.Content {
	return newsroom.Content{
		Title: "Khối kinh tế - kỹ thuật ký giao ước thi đua năm 2024", Kind: newsroom.EventReport,
		Slug:    "khoi-kinh-te-ky-thuat-ky-giao-uoc-thi-dua-nam-2024",
		Summary: "Sáu đơn vị còn lại của khối triển khai năm 2024 ngày 07/8/2024, sau hướng dẫn của tỉnh.", Byline: "Nội dung mẫu",
		Body: richtext.Body{
			paragraph("Ngày 07/8/2024, khối triển khai nhiệm vụ và ký giao ước thi đua năm 2024 theo Hướng dẫn 16/HD-HĐTĐKT. Khối còn " +
				"sáu thành viên; Sở Xây dựng làm Trưởng khối. Bằng khen của năm 2023 được trao cùng dịp này."),
		},
		EventID: l.events[opening2024], CategoryIDs: []string{l.sections[emulationNews]},
		BlocIDs: []string{l.bloc.ID}, BlocYearIDs: []string{l.years[2024].ID}, CitationIDs: l.cited("guide2024"),
		UnitIDs: l.ids(zoneBoard, resources, construction, trade, transport, agriculture),
	}
}

func (l *loader) mergerNews() newsroom.Content {
	return newsroom.Content{
		Title: "Kon Tum và Quảng Ngãi hợp nhất: hồ sơ thi đua giữ tên của ngày ghi", Kind: newsroom.News,
		Slug:    lastSlug,
		Summary: "Từ 01/7/2025 hai tỉnh thành tỉnh Quảng Ngãi; thành tích cũ vẫn tra được qua đơn vị kế thừa.", Byline: "Nội dung mẫu",
		Body: richtext.Body{
			paragraph("Theo Nghị quyết 202/2025/QH15 của Quốc hội, tỉnh Kon Tum và tỉnh Quảng Ngãi hợp nhất; chính quyền mới làm việc từ " +
				"01/7/2025. Trước đó, khoảng tháng 3/2025, một số sở đã sáp nhập với nhau."),
			paragraph("Trong hệ thống này, hồ sơ cũ không đổi tên. Xem một đơn vị mới, bạn đọc thấy cả khen thưởng của những đơn vị mà nó kế " +
				"thừa, mỗi hồ sơ mang tên của ngày ghi."),
		},
		CategoryIDs: []string{l.sections[emulationNews]}, CitationIDs: l.cited("provinces"),
		UnitIDs: l.ids(newQuangNgai, konTum, environmentNew, constructionNew, tradeNew),
	}
}

func (l *loader) commentCall() newsroom.Content {
	return newsroom.Content{
		Title: "Lấy ý kiến về hồ sơ đề nghị Huân chương Lao động (dữ liệu mẫu)", Slug: noticeSlug, Kind: newsroom.CommentCall,
		Summary: "Nhận ý kiến từ 16/11/2026 đến hết 31/12/2026. Đơn vị trong bài không có thật.", Byline: "Nội dung mẫu",
		Body: richtext.Body{
			paragraph("UBND tỉnh Ví Dụ đề nghị tặng Huân chương Lao động hạng Ba cho Hợp tác xã Ví Dụ về thành tích năm 2025 và mời nhân dân " +
				"góp ý trước khi trình."),
		},
		CategoryIDs: []string{l.sections[opinions]}, TagIDs: []string{l.sections[sampleTag]},
		UnitIDs: l.ids(sampleProvince, sampleCooperative), AwardIDs: []string{l.awards[commentedCode]},
	}
}

func taskTitles() []string {
	var titles []string
	for _, t := range tasks() {
		titles = append(titles, t.Title)
	}
	return titles
}

// cited returns the IDs of legal references by their keys.
func (l *loader) cited(keys ...string) []string {
	ids := make([]string, len(keys))
	for i, key := range keys {
		ids[i] = l.references[key]
	}
	return ids
}

func paragraph(text string) richtext.Block {
	return &richtext.Paragraph{Content: []richtext.Inline{{Text: text}}}
}

func heading(text string) richtext.Block {
	return &richtext.Heading{Level: 2, Content: []richtext.Inline{{Text: text}}}
}

func list(items ...string) richtext.Block {
	l := &richtext.List{Ordered: true, Start: 1}
	for _, item := range items {
		l.Items = append(l.Items, richtext.ListItem{Content: []richtext.Inline{{Text: item}}})
	}
	return l
}
