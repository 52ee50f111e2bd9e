package viet

import (
	"strings"
	"unicode/utf8"

	"thidua/internal/errs"
)

// Session is the part of a day that a text names instead of a clock time.
type Session string

// The sessions of a day; "" is none named.
const (
	Morning   Session = "MORNING"   // sáng
	Afternoon Session = "AFTERNOON" // chiều
	Evening   Session = "EVENING"   // tối
	FullDay   Session = "FULL_DAY"  // cả ngày
)

// ParsedDate is a date with what its text says of it.
type ParsedDate struct {
	Date         Date
	Precision    Precision
	YearInferred bool // the text names no year; it is the context's
	Session      Session
	Raw          string // the text as it was given
}

// maxDateText bounds the text of a date, in bytes.
const maxDateText = 120

// ParseDate reads a date as Vietnamese texts write it, day before month, never the other way round:
//
//	14/01/2022   18-5-2021   7.4.2014   2022-01-14 (ISO, year first)
//	ngày 07 tháng 4 năm 2014   ngày 7 tháng 4/2014   mùng 5 tháng 2 năm 2021
//	14/01   ngày 14 tháng 01   tháng 4 (the year is contextYear; refused if that is 0)
//	tháng 01/2022   tháng 4 năm 2014   01/2022   năm 2021   2021
//
// Before it may stand a session (sáng, buổi chiều, tối, cả ngày) and a day of the week, which is not checked. Words may be
// typed without marks. Anything else, a day that the calendar lacks, a year of two digits or beyond [FirstYear] and
// [LastYear] is refused with an [errs.Invalid] error about the field "date"; a caller that knows the input's path sets it.
func ParseDate(raw string, contextYear int) (ParsedDate, error) {
	if len(raw) > maxDateText {
		return ParsedDate{}, errs.InvalidField("date", "Ngày quá dài. Chỉ ghi ngày, ví dụ 14/01/2022.",
			"The date is too long. Write the date only, such as 14/01/2022.")
	}
	p := dateParser{text: CleanTitle(raw), contextYear: contextYear, parsed: ParsedDate{Raw: raw}}
	p.tokens = Tokens(p.text)
	p.session()
	p.weekday()
	fits := p.words() || p.numeric()
	if !fits || !p.atEnd() {
		return ParsedDate{}, unreadableDate(raw)
	}
	return p.result()
}

// dateParser reads the tokens of a date one after the other.
type dateParser struct {
	text             string
	tokens           []Token
	at               int
	contextYear      int
	year, month, day int // as the text has them; -1 where it names none
	yearDigits       int
	parsed           ParsedDate
}

// said reports whether a token is a word, by its keys; a word typed without marks will do.
func said(t Token, accent, fold string) bool {
	return t.Accent == accent || (!t.Marked && t.Fold == fold)
}

// take steps over a word if it comes next.
func (p *dateParser) take(accent, fold string) bool {
	if p.at < len(p.tokens) && said(p.tokens[p.at], accent, fold) && p.loose() {
		p.at++
		return true
	}
	return false
}

// number steps over a number of one to four digits if it comes next.
func (p *dateParser) number() (n, digits int, ok bool) {
	if p.at >= len(p.tokens) {
		return 0, 0, false
	}
	text := p.tokens[p.at].Text
	if n, ok = smallNumber(text); ok {
		p.at++
	}
	return n, len(text), ok
}

// separator returns what stands between the token before and the next, without spaces.
func (p *dateParser) separator() string {
	from, to := 0, len(p.text)
	if p.at > 0 {
		from = p.tokens[p.at-1].End
	}
	if p.at < len(p.tokens) {
		to = p.tokens[p.at].Start
	}
	return strings.TrimSpace(p.text[from:to])
}

// loose reports whether nothing that joins stands before the next token.
func (p *dateParser) loose() bool { return strings.Trim(p.separator(), ",:()") == "" }

// atEnd reports whether the text has been read, but for closing punctuation.
func (p *dateParser) atEnd() bool {
	return p.at == len(p.tokens) && strings.Trim(p.separator(), ".,;)") == ""
}

// session reads the part of the day.
func (p *dateParser) session() {
	start := p.at
	part := p.take("buôi3", "buoi")
	switch {
	case p.take("sang5", "sang"):
		p.parsed.Session = Morning
	case p.take("chiêu2", "chieu"):
		p.parsed.Session = Afternoon
	case p.take("tôi5", "toi"):
		p.parsed.Session = Evening
	case !part && p.take("ca3", "ca") && p.take("ngay2", "ngay"):
		p.parsed.Session = FullDay
	default:
		p.at = start
	}
}

// weekday steps over the day of the week: chủ nhật, or thứ and the word or number behind it.
func (p *dateParser) weekday() {
	switch {
	case p.take("chu3", "chu"):
		p.take("nhât6", "nhat")
	case p.take("thư5", "thu") && p.at < len(p.tokens):
		switch p.tokens[p.at].Fold {
		case "hai", "ba", "tu", "nam", "sau", "bay", "2", "3", "4", "5", "6", "7":
			p.at++
		}
	}
}

// words reads the forms that name their parts: [ngày D] [tháng M] [năm Y].
func (p *dateParser) words() bool {
	start := p.at
	if p.namedParts() {
		return true
	}
	p.at = start
	return false
}

// namedParts is words without the way back.
func (p *dateParser) namedParts() bool {
	p.year, p.month, p.day = -1, -1, -1
	named := p.take("ngay2", "ngay")
	if p.take("mung2", "mung") || p.take("mông2", "mong") {
		named = true
	}
	if p.loose() {
		if n, _, ok := p.number(); ok {
			p.day = n
		}
	}
	if !p.take("thang5", "thang") {
		if p.day < 0 && !named && p.take("năm", "nam") {
			return p.takeYear()
		}
		return false
	}
	if named && p.day < 0 {
		return false
	}
	month, _, ok := p.number()
	if !ok {
		return false
	}
	p.month = month
	if p.take("năm", "nam") {
		return p.takeYear()
	}
	if sep := p.separator(); p.at < len(p.tokens) && (sep == "/" || sep == "-") {
		return p.takeYear()
	}
	return true
}

// takeYear reads the number that must be the year.
func (p *dateParser) takeYear() bool {
	year, digits, ok := p.number()
	p.year, p.yearDigits = year, digits
	return ok
}

// numeric reads the forms of numbers and one kind of separator: D/M/Y, D/M, M/Y, Y-M-D and a year alone.
func (p *dateParser) numeric() bool {
	p.year, p.month, p.day = -1, -1, -1
	named := p.take("ngay2", "ngay")
	if !p.loose() {
		return false
	}
	var numbers, digits [3]int
	count, sep := 0, ""
	for ; count < len(numbers) && p.at < len(p.tokens); count++ {
		if count > 0 {
			between := p.separator()
			if (between != "/" && between != "-" && between != ".") || (sep != "" && between != sep) {
				return false
			}
			sep = between
		}
		n, size, ok := p.number()
		if !ok {
			return false
		}
		numbers[count], digits[count] = n, size
	}
	switch {
	case count == 3 && digits[0] == 4 && sep == "-":
		p.year, p.yearDigits, p.month, p.day = numbers[0], 4, numbers[1], numbers[2]
	case count == 3:
		p.day, p.month, p.year, p.yearDigits = numbers[0], numbers[1], numbers[2], digits[2]
	case count == 2 && digits[1] == 4 && !named:
		p.month, p.year, p.yearDigits = numbers[0], numbers[1], 4
	case count == 2 && digits[0] <= 2 && digits[1] <= 2:
		p.day, p.month = numbers[0], numbers[1]
	case count == 1 && digits[0] == 4 && !named:
		p.year, p.yearDigits = numbers[0], 4
	default:
		return false
	}
	return true
}

// result checks the parts against the calendar.
func (p *dateParser) result() (ParsedDate, error) {
	switch {
	case p.year < 0 && p.contextYear == 0:
		return ParsedDate{}, errs.InvalidField("date", "Ngày chưa có năm. Hãy ghi cả năm, ví dụ 14/01/2022.",
			"The date has no year. Write the year too, such as 14/01/2022.")
	case p.year < 0:
		p.year, p.parsed.YearInferred = p.contextYear, true
	case p.yearDigits != 4:
		return ParsedDate{}, errs.InvalidField("date", "Năm phải có bốn chữ số, ví dụ 14/01/2022.",
			"The year must have four digits, such as 14/01/2022.")
	}
	month, day := p.month, p.day
	p.parsed.Precision = Day
	if day < 0 {
		day, p.parsed.Precision = 1, Month
	}
	if month < 0 {
		month, p.parsed.Precision = 1, Year
	}
	date, ok := NewDate(p.year, month, day)
	if !ok {
		return ParsedDate{}, errs.InvalidField("date",
			"Không có ngày này trong lịch, hoặc năm ngoài khoảng 1900–2100. Ngày đứng trước, tháng đứng sau: ngày/tháng/năm.",
			"The calendar has no such day, or the year is not within 1900–2100. The day comes first: day/month/year.")
	}
	p.parsed.Date = date
	return p.parsed, nil
}

// unreadableDate returns the error about a text that is no date.
func unreadableDate(raw string) error {
	return errs.InvalidField("date",
		"Không đọc được ngày “"+excerpt(raw)+"”. Hãy ghi dạng 14/01/2022, tháng 01/2022 hoặc năm 2022.",
		"Cannot read the date “"+excerpt(raw)+"”. Write it as 14/01/2022, tháng 01/2022 or năm 2022.")
}

// excerpt returns the start of a text that a message quotes.
func excerpt(s string) string {
	const most = 40
	s = CleanTitle(s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
