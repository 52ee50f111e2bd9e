package partner

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"thidua/internal/errs"
	"thidua/internal/viet"
)

// Bounds of partners.
const (
	MaxPartners      = 1000
	MaxOrigins       = 20
	MaxTopics        = 100 // blocs, and categories
	MaxName          = 200
	MaxCredit        = 300
	MaxLicence       = 500
	MaxLicenceURL    = 2048
	MaxNote          = 2000
	MaxPerMinute     = 60_000
	DefaultPerMinute = 600
)

// Settings are what administrators say about a partner.
type Settings struct {
	Name        string     `bson:"name"`
	Origins     []string   `bson:"origins"` // whose pages may embed; see [ParseOrigin]
	BlocIDs     []string   `bson:"blocIds"` // what it may show; empty for all
	CategoryIDs []string   `bson:"categoryIds"`
	PerMinute   int64      `bson:"perMinute"`        // requests of all its pages and servers together
	Credit      string     `bson:"credit,omitempty"` // empty for the newsroom's name
	Licence     string     `bson:"licence,omitempty"`
	LicenceURL  string     `bson:"licenceUrl,omitempty"`
	ExpiresAt   *time.Time `bson:"expiresAt,omitempty"` // nil for never
	Note        string     `bson:"note,omitempty"`      // for the office alone
}

// Change is what shall be different; what is nil stays.
type Change struct {
	Name        *string
	Origins     *[]string
	BlocIDs     *[]string
	CategoryIDs *[]string
	PerMinute   *int64
	Credit      *string
	Licence     *string
	LicenceURL  *string
	ExpiresAt   **time.Time
	Note        *string
}

// with returns the settings after a change.
func (s Settings) with(c Change) Settings {
	take(&s.Name, c.Name)
	take(&s.Origins, c.Origins)
	take(&s.BlocIDs, c.BlocIDs)
	take(&s.CategoryIDs, c.CategoryIDs)
	take(&s.PerMinute, c.PerMinute)
	take(&s.Credit, c.Credit)
	take(&s.Licence, c.Licence)
	take(&s.LicenceURL, c.LicenceURL)
	take(&s.ExpiresAt, c.ExpiresAt)
	take(&s.Note, c.Note)
	return s
}

func take[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// checked returns the settings in order, or what is wrong with them. A time of expiry that is past may stay, as what was is, and
// may not be set. Whether blocs and categories exist it does not know.
func (s Settings) checked(now time.Time, was *time.Time) (Settings, error) {
	s.Name, s.Credit, s.Licence = viet.CleanTitle(s.Name), viet.CleanTitle(s.Credit), viet.CleanTitle(s.Licence)
	s.Note, s.LicenceURL = strings.TrimSpace(viet.CleanBody(s.Note)), strings.TrimSpace(s.LicenceURL)
	if s.PerMinute == 0 {
		s.PerMinute = DefaultPerMinute
	}
	for _, text := range []struct {
		field, value string
		most         int
	}{{"name", s.Name, MaxName}, {"credit", s.Credit, MaxCredit}, {"licence", s.Licence, MaxLicence}, {"note", s.Note, MaxNote}} {
		if utf8.RuneCountInString(text.value) > text.most {
			return s, errs.InvalidField(text.field,
				fmt.Sprintf("Tối đa %d ký tự.", text.most), fmt.Sprintf("At most %d characters.", text.most))
		}
	}
	switch {
	case s.Name == "":
		return s, errs.InvalidField("name", "Hãy ghi tên đối tác.", "Write the partner's name.")
	case s.PerMinute < 1 || s.PerMinute > MaxPerMinute:
		return s, errs.InvalidField("perMinute",
			fmt.Sprintf("Số yêu cầu mỗi phút phải từ 1 đến %d.", MaxPerMinute), fmt.Sprintf("Requests a minute: 1 to %d.", MaxPerMinute))
	case !isLink(s.LicenceURL):
		return s, errs.InvalidField("licenceUrl",
			"Địa chỉ giấy phép phải bắt đầu bằng https://.", "The address of the licence must begin with https://.")
	}
	if s.ExpiresAt != nil {
		at := s.ExpiresAt.UTC().Truncate(time.Millisecond)
		if s.ExpiresAt = &at; !at.After(now) && (was == nil || !was.Equal(at)) {
			return s, errs.InvalidField("expiresAt", "Thời điểm hết hạn đã qua.", "The time of expiry is past.")
		}
	}
	var err error
	if s.Origins, err = origins(s.Origins); err != nil {
		return s, err
	}
	if s.BlocIDs, err = topics("blocIds", s.BlocIDs); err != nil {
		return s, err
	}
	s.CategoryIDs, err = topics("categoryIds", s.CategoryIDs)
	return s, err
}

// isLink reports whether text is an https address, or empty.
func isLink(text string) bool {
	u, err := url.Parse(text)
	return text == "" || err == nil && u.Scheme == "https" && u.Hostname() != "" && u.User == nil && len(text) <= MaxLicenceURL
}

// origins returns origins as browsers write them, each once, in the order given.
func origins(texts []string) ([]string, error) {
	if len(texts) < 1 || len(texts) > MaxOrigins {
		return nil, errs.InvalidField("origins",
			fmt.Sprintf("Cần từ 1 đến %d nguồn.", MaxOrigins), fmt.Sprintf("Give 1 to %d origins.", MaxOrigins))
	}
	parsed := []string{}
	for i, text := range texts {
		origin, err := ParseOrigin(fmt.Sprintf("origins.%d", i), text)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(parsed, origin) {
			parsed = append(parsed, origin)
		}
	}
	return parsed, nil
}

// topics returns IDs each once, in the order given.
func topics(field string, ids []string) ([]string, error) {
	if len(ids) > MaxTopics {
		return nil, errs.InvalidField(field,
			fmt.Sprintf("Tối đa %d mục; để trống nếu cho phép tất cả.", MaxTopics), fmt.Sprintf("At most %d: leave it empty for all.", MaxTopics))
	}
	kept := []string{}
	for _, id := range ids {
		if !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept, nil
}
