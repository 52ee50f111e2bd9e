package viet

// DefaultAbbreviations returns the pairs that a new site starts with, for [NewAbbreviations]; editors change them. Who changes these
// raises the version of the search index, whose entries are made with them.
//
// NN&PTNT is there twice because texts also write the half-short "nông nghiệp và PTNT".
func DefaultAbbreviations() []Abbreviation {
	return []Abbreviation{
		{"BCH", "ban chấp hành"},
		{"BQL", "ban quản lý"},
		{"CCHC", "cải cách hành chính"},
		{"CNTT", "công nghệ thông tin"},
		{"CSTĐ", "chiến sĩ thi đua"},
		{"CSTĐCS", "chiến sĩ thi đua cơ sở"},
		{"GTVT", "giao thông vận tải"},
		{"HĐND", "hội đồng nhân dân"},
		{"HĐTĐKT", "hội đồng thi đua khen thưởng"},
		{"KKT", "khu kinh tế"},
		{"LĐTT", "lao động tiên tiến"},
		{"NN&PTNT", "nông nghiệp và phát triển nông thôn"},
		{"NN&PTNT", "nông nghiệp và PTNT"},
		{"PTNT", "phát triển nông thôn"},
		{"QLNN", "quản lý nhà nước"},
		{"TĐKT", "thi đua khen thưởng"},
		{"TW", "trung ương"},
		{"UBND", "ủy ban nhân dân"},
	}
}
