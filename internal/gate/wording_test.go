package gate

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/register"
	"thidua/internal/richtext"
)

// Every sentence is read in an article that links to the four nominations of the conference: the flag for the zone's
// board, the certificate for the departments of resources and of trade and for the forest fund.
func TestWhatSaysThatNominationsWereGrantedIsFound(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	const blocks, warns = "BLOCKING", "WARNING"
	for _, c := range []struct{ text, severity, quote, subject string }{
		// What was granted is said in many ways.
		{"Sở Công Thương được tặng Bằng khen của UBND tỉnh.", blocks, "được tặng Bằng khen", "awa_cert3"},
		{"Sở Tài nguyên và Môi trường đã được UBND tỉnh tặng Bằng khen.", blocks, "tặng Bằng khen", "awa_cert1"},
		{"Ban Quản lý Khu kinh tế tỉnh vinh dự đón nhận Cờ thi đua của UBND tỉnh.", blocks, "đón nhận Cờ thi đua", "awa_flag"},
		{"Năm 2021, Ban Quản lý Khu kinh tế đạt danh hiệu Cờ thi đua của UBND tỉnh.", blocks, "đạt danh hiệu Cờ thi đua", "awa_flag"},
		{"Hội nghị đã trao Cờ thi đua cho Ban Quản lý Khu kinh tế tỉnh Kon Tum.", blocks, "đã trao Cờ thi đua", "awa_flag"},
		{"Chủ tịch UBND tỉnh trao tặng Bằng khen cho 03 đơn vị.", blocks, "trao tặng Bằng khen", "awa_cert1"},
		{"UBND tỉnh tặng Cờ thi đua cho 01 đơn vị.", blocks, "tặng Cờ thi đua", "awa_flag"},
		{"Bằng khen được trao cho ba tập thể.", blocks, "Bằng khen được trao", "awa_cert1"},
		{"Bằng khen của UBND tỉnh đã được trao cho Quỹ Bảo vệ và phát triển rừng.", blocks, "Bằng khen của UBND tỉnh đã được trao", "awa_cert2"},
		{"Quỹ Bảo vệ phát triển rừng nhận Bằng khen.", blocks, "nhận Bằng khen", "awa_cert2"},
		{"Các đơn vị lên nhận Cờ thi đua và Bằng khen.", blocks, "nhận Cờ thi đua", "awa_flag"},
		{"Sở Công Thương giành Bằng khen của UBND tỉnh", blocks, "giành Bằng khen", "awa_cert3"},
		{"Sở Công Thương được khen thưởng vì thành tích năm 2021.", blocks, "được khen thưởng", "awa_cert3"},
		{"Theo đề nghị của Khối, UBND tỉnh tặng Bằng khen cho Sở Công Thương.", blocks, "tặng Bằng khen", "awa_cert3"},
		{"Sau khi bình xét, đề nghị, Sở Công Thương đã được tặng Bằng khen.", blocks, "đã được tặng Bằng khen", "awa_cert3"},
		{"Khối đề nghị tặng Cờ thi đua cho BQL Khu kinh tế; Sở Công Thương được tặng Bằng khen.", blocks, "được tặng Bằng khen", "awa_cert3"},
		{"Khối đề nghị tặng Cờ thi đua cho BQL Khu kinh tế, Sở Công Thương được tặng Bằng khen.", blocks, "được tặng Bằng khen", "awa_cert3"},
		{"Không chỉ được tặng Cờ thi đua, Ban Quản lý Khu kinh tế còn dẫn đầu khối.", blocks, "được tặng Cờ thi đua", "awa_flag"},
		{"SỞ CÔNG THƯƠNG ĐƯỢC TẶNG BẰNG KHEN", blocks, "ĐƯỢC TẶNG BẰNG KHEN", "awa_cert3"},
		{"So Cong Thuong duoc tang Bang khen", blocks, "duoc tang Bang khen", "awa_cert3"},
		{"Ban Quản lý khu kinh tế vừa được công nhận danh hiệu Cờ thi đua.", blocks, "vừa được công nhận danh hiệu Cờ thi đua", "awa_flag"},
		{"Quyết định về việc tặng Bằng khen cho Sở Công Thương", blocks, "tặng Bằng khen", "awa_cert3"},
		{"Quá trình phấn đấu đã được ghi nhận: Sở TN&MT được tặng thưởng Bằng khen.", blocks, "được tặng thưởng Bằng khen", "awa_cert1"},
		{"UBND tỉnh phong tặng Cờ thi đua cho Ban Quản lý Khu kinh tế", blocks, "phong tặng Cờ thi đua", "awa_flag"},

		// It cannot be told whether the nominations are meant.
		{"Năm 2018, Sở Công Thương được tặng Bằng khen của UBND tỉnh.", warns, "được tặng Bằng khen", "awa_cert3"},
		{"Sở Công Thương từng được tặng Bằng khen của UBND tỉnh.", warns, "được tặng Bằng khen", "awa_cert3"},
		{"Sở Xây dựng được tặng Bằng khen của UBND tỉnh.", warns, "được tặng Bằng khen", "awa_cert1"},
		{"Tập thể được tặng Cờ thi đua phải dẫn đầu khối.", warns, "được tặng Cờ thi đua", "awa_flag"},
		{"Theo quy định, đơn vị được tặng Bằng khen có mức tiền thưởng riêng.", warns, "được tặng Bằng khen", "awa_cert1"},

		// What is proposed, hoped for, denied or general is right.
		{text: "Các đơn vị thống nhất bình xét, đề nghị tặng Cờ thi đua của UBND tỉnh cho 01 đơn vị là Ban Quản lý Khu kinh tế tỉnh."},
		{text: "Khối bình xét, đề nghị UBND tỉnh tặng Bằng khen cho 03 đơn vị: Sở Tài nguyên và Môi trường, Quỹ Bảo vệ và phát triển rừng, Sở Công Thương."},
		{text: "Sở Công Thương được đề nghị tặng Bằng khen của UBND tỉnh."},
		{text: "Sở Công Thương được bình xét, đề nghị UBND tỉnh tặng Bằng khen."},
		{text: "Đề nghị tặng: Cờ thi đua cho Ban Quản lý Khu kinh tế; tặng Bằng khen cho Sở Công Thương."},
		{text: "Sở Công Thương chưa được tặng Bằng khen."},
		{text: "Các đơn vị không được tặng Cờ thi đua hai lần cho một thành tích."},
		{text: "Năm 2022, Sở Công Thương phấn đấu đạt Bằng khen của UBND tỉnh."},
		{text: "Ban Quản lý Khu kinh tế đăng ký đạt danh hiệu Cờ thi đua của UBND tỉnh."},
		{text: "UBND tỉnh sẽ trao Cờ thi đua cho đơn vị dẫn đầu."},
		{text: "Dự kiến trao Bằng khen cho Sở Công Thương trong quý II."},
		{text: "Hội đồng xét tặng Bằng khen họp trong tháng 3."},
		{text: "Sở Nội vụ tiếp nhận hồ sơ đề nghị tặng Bằng khen của Sở Công Thương."},
		{text: "Lấy ý kiến nhân dân về việc tặng Bằng khen cho Sở Công Thương."},
		{text: "Tờ trình về việc tặng Cờ thi đua cho Ban Quản lý Khu kinh tế."},
		{text: "Hồ sơ đề nghị Bằng khen của Sở Công Thương đã được nhận đầy đủ."},
		{text: "Khối suy tôn Ban Quản lý Khu kinh tế, trình UBND tỉnh tặng Cờ thi đua."},
		{text: "Nếu được tặng Cờ thi đua, Ban Quản lý Khu kinh tế sẽ là đơn vị đầu tiên."},
		{text: "Các thành viên trao đổi kinh nghiệm; Cờ thi đua treo ở hội trường."},
		{text: "Hội nghị ghi nhận kết quả, các chỉ tiêu đều đạt; cải cách hành chính có tiến bộ."},
		{text: "Lãnh đạo tỉnh tặng hoa chúc mừng hội nghị."},
		{text: "Công tác thi đua, khen thưởng được quan tâm."},
		{text: "Ban Quản lý Khu kinh tế được tặng Cờ thi đua của Chính phủ."},
		{text: "Sở Công Thương được tặng Huân chương Lao động hạng Ba."},
		{text: "Ban Quản lý Khu kinh tế được tặng Bằng khen."},
		{text: "De nghi tang Bang khen cho So Cong Thuong"},
		{text: "Danh sách được đề nghị: Sở Công Thương (Bằng khen)."},
		{text: "Có 03 đơn vị được tặng quà."},
		{text: "Chương trình trao học bổng; Bằng khen do UBND tỉnh quyết định."},
		{text: "Đơn vị được giới thiệu để nhận Bằng khen là Sở Công Thương."},
		{text: ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			awards := nominations()
			m := matterOf(g, draftOf(richtext.Body{paragraph(c.text)}, awards), awards)
			want := []string{}
			if c.severity != "" {
				want = append(want, c.severity+" WORDED_AS_GRANTED “"+c.quote+"” "+c.subject)
			}
			got := kept(g.wordedAsGranted(m))
			if len(got) > 1 {
				got = got[:1]
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheRegisterTellsNominationsFromAwards(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	state := func(s register.AwardState) func(*register.Award) { return func(a *register.Award) { a.State = s } }
	mixed := []*register.Award{
		award("awa_given", register.Certificate, "uni_construction", register.Approved),
		award("awa_open", register.Certificate, "uni_trade", register.Nominated),
	}
	for _, c := range []struct {
		name   string
		awards []*register.Award
		text   string
		want   []string
	}{
		{"all are decided", []*register.Award{award("awa_1", register.Certificate, "uni_trade", register.Granted)}, "Sở Công Thương được tặng Bằng khen.", []string{}},
		{"nothing is linked", nil, "Sở Công Thương được tặng Bằng khen.", []string{}},
		{"the decided one of two is named", mixed, "Sở Xây dựng được tặng Bằng khen, Sở Công Thương được đề nghị tặng Bằng khen.", []string{}},
		{"the open one of two is named", mixed, "Sở Xây dựng được đề nghị; Sở Công Thương được tặng Bằng khen.", []string{"BLOCKING WORDED_AS_GRANTED “được tặng Bằng khen” awa_open"}},
		{"nobody is named", mixed, "Bằng khen được trao tại hội nghị.", []string{"WARNING WORDED_AS_GRANTED “Bằng khen được trao” awa_open"}},
		{"both are named", mixed, "Sở Xây dựng và Sở Công Thương được tặng Bằng khen.", []string{"BLOCKING WORDED_AS_GRANTED “được tặng Bằng khen” awa_open"}},
		{"rejected", []*register.Award{award("awa_1", register.Certificate, "uni_trade", register.Nominated, state(register.Rejected))}, "Sở Công Thương được tặng Bằng khen.", []string{"BLOCKING WORDED_AS_GRANTED “được tặng Bằng khen” awa_1"}},
		{"taken back", []*register.Award{award("awa_1", register.Certificate, "uni_trade", register.Revoked)}, "Sở Công Thương được tặng Bằng khen năm 2021.", []string{"WARNING WORDED_AS_GRANTED “được tặng Bằng khen” awa_1"}},
		{"a person", []*register.Award{award("awa_1", register.TitlePerson, "uni_trade", register.Submitted, func(a *register.Award) {
			a.Recipient = register.Recipient{Kind: register.PersonRecipient, ID: "per_1", Name: "Nguyễn Ví Dụ"}
		})}, "Anh Nguyễn Ví Dụ được công nhận danh hiệu Chiến sĩ thi đua cấp tỉnh.", []string{"BLOCKING WORDED_AS_GRANTED “được công nhận danh hiệu Chiến sĩ thi đua” awa_1"}},
		{"another level", []*register.Award{award("awa_1", register.TitlePerson, "uni_trade", register.Submitted, func(a *register.Award) {
			a.Recipient = register.Recipient{Kind: register.PersonRecipient, ID: "per_1", Name: "Nguyễn Ví Dụ"}
		})}, "Anh Nguyễn Ví Dụ được công nhận danh hiệu Chiến sĩ thi đua cơ sở.", []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := matterOf(g, draftOf(richtext.Body{paragraph(c.text)}, c.awards), c.awards)
			if diff := cmp.Diff(c.want, kept(g.wordedAsGranted(m))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAListContinuesWhatLeadsToIt(t *testing.T) {
	t.Parallel()
	g := newGate(t)
	for _, c := range []struct {
		name string
		body richtext.Body
		want int
	}{
		{"behind a colon", richtext.Body{paragraph("Khối thống nhất đề nghị UBND tỉnh:"), list("Tặng Cờ thi đua cho Ban Quản lý Khu kinh tế;", "Tặng Bằng khen cho Sở Công Thương.")}, 0},
		{"behind another colon", richtext.Body{paragraph("Tại hội nghị, UBND tỉnh đã:"), list("Tặng Cờ thi đua cho Ban Quản lý Khu kinh tế;", "Tặng Bằng khen cho Sở Công Thương.")}, 2},
		{"below a heading", richtext.Body{heading("Đề nghị khen thưởng"), paragraph("Tặng Bằng khen cho Sở Công Thương.")}, 0},
		{"below the next heading", richtext.Body{heading("Đề nghị khen thưởng"), paragraph("x"), heading("Kết quả"), paragraph("Tặng Bằng khen cho Sở Công Thương.")}, 1},
		{"a sentence of its own below a heading", richtext.Body{heading("Đề nghị khen thưởng"), paragraph("Sở Công Thương được tặng Bằng khen.")}, 1},
		{"two lists later", richtext.Body{paragraph("Khối đề nghị UBND tỉnh:"), list("Tặng Cờ thi đua."), list("Tặng Bằng khen.")}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := matterOf(g, draftOf(c.body, nominations()), nominations())
			if got := kept(g.wordedAsGranted(m)); len(got) != c.want {
				t.Errorf("got %d findings, want %d: %q", len(got), c.want, got)
			}
		})
	}
}
