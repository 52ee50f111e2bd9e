package register

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// The functions of this file say in both languages what was found about a condition.

// awardsOf names the awards of a condition; without any, it is about the award itself.
func (c EligibilityCondition) awardsOf(seen evidence) (vi, en string) {
	if len(c.AwardTypeIDs) == 0 {
		return "danh hiệu, hình thức này", "this award"
	}
	labels := make([]string, len(c.AwardTypeIDs))
	for i, id := range c.AwardTypeIDs {
		labels[i] = cmp.Or(seen.labels[id], id)
	}
	return strings.Join(labels, " hoặc "), strings.Join(labels, " or ")
}

func yearList(years []int64) string {
	texts := make([]string, len(years))
	for i, y := range years {
		texts[i] = strconv.FormatInt(y, 10)
	}
	return strings.Join(texts, ", ")
}

func hasYears(c EligibilityCondition, seen evidence, first, last int64) Warning {
	vi, en := c.awardsOf(seen)
	if first == last {
		return Warning{Vi: fmt.Sprintf("Có %s năm %d.", vi, last), En: fmt.Sprintf("It has %s for %d.", en, last)}
	}
	return Warning{
		Vi: fmt.Sprintf("Có %s liên tục các năm %d–%d.", vi, first, last),
		En: fmt.Sprintf("It has %s for each of the years %d–%d.", en, first, last),
	}
}

func lacksYears(c EligibilityCondition, seen evidence, missing []int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("Chưa thấy %s các năm: %s.", vi, yearList(missing)),
		En: fmt.Sprintf("%s is not on record for: %s.", en, yearList(missing)),
	}
}

func proposedYears(c EligibilityCondition, seen evidence, years []int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("%s đang được đề nghị, chưa có quyết định: %s.", vi, yearList(years)),
		En: fmt.Sprintf("%s is proposed and not yet decided for: %s.", en, yearList(years)),
	}
}

func hasTimes(c EligibilityCondition, seen evidence, given, first, last int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("Có %s %d lần trong các năm %d–%d; cần %d lần.", vi, given, first, last, c.Times),
		En: fmt.Sprintf("It has %s %d times within %d–%d; %d are asked for.", en, given, first, last, c.Times),
	}
}

func hasBefore(c EligibilityCondition, seen evidence, year int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{Vi: fmt.Sprintf("Đã có %s năm %d.", vi, year), En: fmt.Sprintf("It has %s of %d.", en, year)}
}

func lacksBefore(c EligibilityCondition, seen evidence) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{Vi: fmt.Sprintf("Chưa thấy %s trước đó.", vi), En: fmt.Sprintf("No earlier %s is on record.", en)}
}

func tooSoon(c EligibilityCondition, seen evidence, year int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("Có %s năm %d; phải đủ %d năm, tức từ năm %d.", vi, year, c.Years, year+c.Years),
		En: fmt.Sprintf("It has %s of %d; %d years must have passed, so from %d on.", en, year, c.Years, year+c.Years),
	}
}

func neverBefore(c EligibilityCondition, seen evidence) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{Vi: fmt.Sprintf("Chưa từng có %s.", vi), En: fmt.Sprintf("It never had %s.", en)}
}

func alsoInYear(c EligibilityCondition, seen evidence, year int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("Cùng thành tích năm %d đã có hoặc đang đề nghị %s.", year, vi),
		En: fmt.Sprintf("For the same achievement of %d it has, or is proposed for, %s.", year, en),
	}
}

func notInYear(c EligibilityCondition, seen evidence, year int64) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{Vi: fmt.Sprintf("Năm %d không có %s.", year, vi), En: fmt.Sprintf("There is no %s for %d.", en, year)}
}

func capOf(c EligibilityCondition, seen evidence) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("Không quá %d%% số người có %s; chưa tính được vì không rõ nơi đề nghị.", c.Percent, vi),
		En: fmt.Sprintf("At most %d%% of those who have %s; it cannot be counted without who proposes.", c.Percent, en),
	}
}

func shareTaken(c EligibilityCondition, seen evidence) Warning {
	vi, en := c.awardsOf(seen)
	return Warning{
		Vi: fmt.Sprintf("%d hồ sơ trên %d %s; tối đa %d%%.", seen.share.of, seen.share.among, vi, c.Percent),
		En: fmt.Sprintf("%d for %d of %s; at most %d%%.", seen.share.of, seen.share.among, en, c.Percent),
	}
}

// asksForPapers says of a condition about which nothing is on record what somebody has to look for.
func asksForPapers(c EligibilityCondition) Warning {
	var w Warning
	switch c.Kind {
	case Initiative:
		w = Warning{
			Vi: fmt.Sprintf("Cần %d sáng kiến được công nhận có hiệu quả ở %s.", c.Times, c.Level.label()),
			En: fmt.Sprintf("%d recognised initiatives with effect at the level %s are needed.", c.Times, c.Level),
		}
	case Outstanding:
		w = Warning{
			Vi: fmt.Sprintf("Cần hoàn thành xuất sắc nhiệm vụ %d năm liên tục.", c.Years),
			En: fmt.Sprintf("Outstanding completion of tasks for %d years running is needed.", c.Years),
		}
	case MemberShare:
		w = Warning{Vi: fmt.Sprintf("Cần ít nhất %d%%:", c.Percent), En: fmt.Sprintf("At least %d%% are needed:", c.Percent)}
	case LeadsBloc:
		w = Warning{Vi: "Cần dẫn đầu cụm, khối thi đua hoặc phong trào.", En: "It must lead its bloc or a movement."}
	case NoDiscipline:
		w = Warning{
			Vi: "Cần xác nhận không đang bị xem xét kỷ luật, thanh tra, kiểm tra hoặc khiếu nại, tố cáo.",
			En: "It must be confirmed that no discipline, inspection or complaint is pending.",
		}
	default:
	}
	if c.Text != "" {
		w.Vi, w.En = strings.TrimSpace(w.Vi+" "+c.Text), strings.TrimSpace(w.En+" "+c.Text)
	}
	return w
}

// label returns the level in Vietnamese.
func (l AdminLevel) label() string {
	switch l {
	case StateLevel:
		return "cấp Nhà nước"
	case MinistryLevel:
		return "cấp bộ, ban, ngành"
	case ProvinceLevel:
		return "cấp tỉnh"
	case DistrictLevel:
		return "cấp huyện"
	case CommuneLevel:
		return "cấp xã"
	case Grassroots:
		return "cấp cơ sở"
	default:
		return string(l)
	}
}
