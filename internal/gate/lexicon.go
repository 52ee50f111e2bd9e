package gate

import (
	"thidua/internal/register"
	"thidua/internal/viet"
)

// role is what a phrase does in a sentence about awards.
type role uint8

const (
	idle     role = iota // contains the word of another role and means something else: "tiếp nhận", "chương trình"
	grants               // says that an award is given: "tặng", "đạt danh hiệu"
	governs              // what it is said of is proposed, hoped for or denied: "đề nghị", "phấn đấu", "chưa"
	names                // names a form of award: "Cờ thi đua"
	perfect              // it has happened: "đã", "vinh dự"
	passive              // "được"
	general              // the sentence states a rule, and no event: "tiêu chuẩn", "phải"
	formerly             // it tells of an earlier time: "từng", "trước đây"
	contrast             // what follows is about something else: "còn", "riêng"
)

// phrase is a phrase of the lexicon.
type phrase struct {
	role  role
	words []viet.Token

	// Of what grants: how many words behind it, or before it, the award may be named. What stands alone needs none, if it
	// is in the passive or has happened: "được khen thưởng". Who receives is said before: "Sở Xây dựng đạt danh hiệu …".
	after, before   int
	alone, receives bool
	// Of what governs: over how many words it reaches. What is strong reaches over a whole sentence if what it governs is
	// a bare verb: "đề nghị UBND tỉnh tặng Cờ thi đua cho …; tặng Bằng khen cho …".
	reach  int
	strong bool
	// Of what names an award: its forms.
	forms []register.AwardForm
	exact bool // it is another word without its marks: "cờ" is "có"
}

// lexicon finds phrases by their first word.
type lexicon struct {
	byFirst map[string][]phrase
}

// clause is a reach that ends with the clause only.
const clause = 1000

// newLexicon makes the tables of words. What they contain was chosen by reading reports of bloc meetings, ceremonies and
// decisions; wording_test.go has the sentences.
func newLexicon(abbreviations viet.Abbreviations) *lexicon {
	l := &lexicon{byFirst: map[string][]phrase{}}
	add := func(p phrase, texts ...string) {
		for _, text := range texts {
			p.words = register.NameWords(abbreviations, text)
			first := p.words[0].Fold
			l.byFirst[first] = append(l.byFirst[first], p)
		}
	}
	add(phrase{role: grants, after: 10, before: 12}, "trao tặng", "tặng thưởng", "phong tặng", "truy tặng", "khen tặng", "tặng", "trao")
	add(phrase{role: grants, after: 6, receives: true}, "đón nhận", "nhận", "giành", "đoạt")
	add(phrase{role: grants, after: 4, receives: true}, "đạt")
	add(phrase{role: grants, after: 8, before: 8}, "công nhận")
	add(phrase{role: grants, after: 8, before: 8, alone: true}, "khen thưởng")

	add(phrase{role: governs, reach: clause, strong: true},
		"đề nghị", "đề xuất", "kiến nghị", "trình", "tờ trình", "dự kiến", "lấy ý kiến", "suy tôn", "giới thiệu", "đề cử")
	add(phrase{role: governs, reach: 10}, "sẽ", "phấn đấu", "đăng ký", "xem xét", "hướng tới", "quyết tâm", "mong muốn", "nếu", "hồ sơ", "ứng viên", "cân nhắc")
	add(phrase{role: governs, reach: 6}, "mục tiêu", "tiến tới", "thẩm quyền", "chờ", "không", "chưa", "hủy bỏ", "thu hồi", "khi", "sau khi", "trước khi")
	add(phrase{role: governs, reach: 4}, "xét", "bình xét", "chỉ tiêu", "để", "nhằm", "việc", "tiêu chuẩn", "điều kiện", "đủ điều kiện", "quy trình", "thủ tục", "mức")

	add(phrase{role: names, forms: []register.AwardForm{register.Flag}}, "cờ thi đua")
	add(phrase{role: names, forms: []register.AwardForm{register.Flag}, exact: true}, "cờ")
	add(phrase{role: names, forms: []register.AwardForm{register.Certificate}}, "bằng khen")
	add(phrase{role: names, forms: []register.AwardForm{register.Letter}}, "giấy khen")
	add(phrase{role: names, forms: []register.AwardForm{register.Order}}, "huân chương")
	add(phrase{role: names, forms: []register.AwardForm{register.Medal}}, "huy chương")
	add(phrase{role: names, forms: []register.AwardForm{register.Badge}}, "kỷ niệm chương")
	add(phrase{role: names, forms: []register.AwardForm{register.StatePrize}}, "giải thưởng hồ chí minh", "giải thưởng nhà nước")
	add(phrase{role: names, forms: []register.AwardForm{register.StateHonour}}, "anh hùng lao động", "anh hùng lực lượng vũ trang", "nhà giáo nhân dân", "thầy thuốc nhân dân")
	add(phrase{role: names, forms: []register.AwardForm{register.TitlePerson}}, "chiến sĩ thi đua", "chiến sĩ tiên tiến", "lao động tiên tiến")
	add(phrase{role: names, forms: []register.AwardForm{register.TitleCollective}},
		"tập thể lao động xuất sắc", "tập thể lao động tiên tiến", "đơn vị tiên tiến", "đơn vị quyết thắng")
	add(phrase{role: names, forms: []register.AwardForm{register.TitleHousehold}}, "gia đình văn hóa")
	add(phrase{role: names, forms: []register.AwardForm{
		register.TitlePerson, register.TitleCollective, register.TitleHousehold, register.StateHonour, register.Flag,
	}}, "danh hiệu")

	add(phrase{role: perfect}, "đã", "vừa", "vừa mới", "chính thức")
	add(phrase{role: passive}, "được")
	add(phrase{role: general}, "phải", "quy định", "tiêu chuẩn", "mức tiền thưởng", "kèm theo", "nguyên tắc", "theo luật", "theo nghị định", "một trong các điều kiện")
	add(phrase{role: formerly}, "từng", "trước đây", "các năm trước", "những năm trước", "nhiều lần", "nhiều năm liền")
	add(phrase{role: contrast}, "trong đó", "còn", "riêng", "đồng thời", "trong khi", "nhưng", "ngoài ra", "bên cạnh", "cùng lúc", "cũng trong")
	add(phrase{role: idle},
		"trao đổi", "trao quyền", "trao nhiệm vụ", "tiếp nhận", "xác nhận", "ghi nhận", "nhìn nhận", "đảm nhận", "nhận xét", "nhận thức",
		"nhận định", "thừa nhận", "chứng nhận", "cảm nhận", "diễn đạt", "truyền đạt", "quà tặng", "biếu tặng", "quá trình", "chương trình",
		"công trình", "lộ trình", "giáo trình", "hành trình", "tiến trình", "tường trình", "trình độ", "xét nghiệm", "không chỉ",
		"không những", "không ngừng", "phong trào thi đua", "còn lại", "cờ tổ quốc", "cờ đảng", "chào cờ", "công tác thi đua",
		"theo đề nghị", "xét đề nghị", "về việc")
	return l
}

// at returns the longest phrase that the words begin with. In a text without marks the words of a phrase match without
// theirs.
func (l *lexicon) at(words []viet.Token, unmarked bool) (phrase, bool) {
	var longest phrase
	for _, p := range l.byFirst[words[0].Fold] {
		if len(p.words) > len(longest.words) && p.startsAt(words, unmarked) {
			longest = p
		}
	}
	return longest, len(longest.words) > 0
}

func (p phrase) startsAt(words []viet.Token, unmarked bool) bool {
	if len(words) < len(p.words) || unmarked && p.exact {
		return false
	}
	for i, w := range p.words {
		if unmarked && words[i].Fold != w.Fold || !unmarked && words[i].Accent != w.Accent {
			return false
		}
	}
	return true
}
