package export

import (
	"context"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// listings are all that can be exported. The names are those of the lists of the API; the office's own lists, such as
// nominees, are awards in certain states, and scores are bloc-years with their rankings.
func listings() []listing {
	return []listing{
		listed("awards", "Danh sách hồ sơ khen thưởng", awards(), awardColumns()...),
		listed("nominees", "Danh sách đề nghị khen thưởng", awards(register.Registered, register.Nominated, register.Voted, register.Submitted, register.Returned), awardColumns()...),
		listed("granted", "Danh sách được khen thưởng", awards(register.Approved, register.Granted), awardColumns()...),
		listed("decisions", "Danh sách quyết định khen thưởng", source[register.Decision, register.DecisionFilter]{
			order: register.DecisionsNewest.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.DecisionFilter, p store.Page) ([]*register.Decision, error) {
				return r.Decisions(ctx, v, f, register.DecisionsNewest, p)
			},
		},
			col("number", "Số quyết định", sheet.DocumentNumber, func(d *register.Decision, _ *page) sheet.Value { return sheet.TextValue(d.Number) }),
			col("issuedOn", "Ngày ban hành", sheet.Date, func(d *register.Decision, _ *page) sheet.Value { return sheet.DateValue(d.IssuedOn) }),
			col("issuer", "Cơ quan ban hành", sheet.UnitName, func(d *register.Decision, _ *page) sheet.Value { return sheet.TextValue(d.IssuerName) }),
			col("signer", "Người ký", sheet.Text, func(d *register.Decision, _ *page) sheet.Value { return sheet.TextValue(d.Signer) }),
			col("title", "Trích yếu", sheet.Text, func(d *register.Decision, _ *page) sheet.Value { return sheet.TextValue(d.Title) }),
			col("code", "Mã xác thực", sheet.Text, func(d *register.Decision, _ *page) sheet.Value { return sheet.TextValue(d.PaperCode) }),
		),
		listed("units", "Danh sách đơn vị", source[register.Unit, register.UnitFilter]{
			order: register.UnitsByName.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.UnitFilter, p store.Page) ([]*register.Unit, error) {
				return r.Units(ctx, v, f, register.UnitsByName, p)
			},
			units: func(u *register.Unit) []string { return []string{u.ParentID} },
		},
			col("name", "Tên đơn vị", sheet.UnitName, func(u *register.Unit, _ *page) sheet.Value { return sheet.TextValue(u.OfficialName) }),
			col("shortName", "Tên viết tắt", sheet.Text, func(u *register.Unit, _ *page) sheet.Value { return sheet.TextValue(u.ShortName) }),
			col("code", "Mã", sheet.Text, func(u *register.Unit, _ *page) sheet.Value { return sheet.TextValue(u.Code) }),
			col("level", "Cấp", sheet.Text, func(u *register.Unit, _ *page) sheet.Value { return sheet.TextValue(levelName(u.Level)) }),
			col("parent", "Đơn vị cấp trên", sheet.UnitName, func(u *register.Unit, p *page) sheet.Value { return unitNames(p, u.ParentID) }),
			col("validFrom", "Từ ngày", sheet.Date, func(u *register.Unit, _ *page) sheet.Value { return sheet.DateValue(u.ValidFrom) }),
			col("validTo", "Đến ngày", sheet.Date, func(u *register.Unit, _ *page) sheet.Value { return sheet.DateValue(u.ValidTo) }),
		),
		listed("blocs", "Danh sách khối, cụm thi đua", source[register.Bloc, register.BlocFilter]{
			order: register.BlocsByName.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.BlocFilter, p store.Page) ([]*register.Bloc, error) {
				return r.Blocs(ctx, v, f, register.BlocsByName, p)
			},
			units: func(b *register.Bloc) []string { return []string{b.SupervisorID} },
		},
			col("name", "Tên khối", sheet.Text, func(b *register.Bloc, _ *page) sheet.Value { return sheet.TextValue(b.Name) }),
			col("level", "Cấp", sheet.Text, func(b *register.Bloc, _ *page) sheet.Value { return sheet.TextValue(levelName(b.Level)) }),
			col("supervisor", "Đơn vị phụ trách", sheet.UnitName, func(b *register.Bloc, p *page) sheet.Value { return unitNames(p, b.SupervisorID) }),
			col("validFrom", "Từ ngày", sheet.Date, func(b *register.Bloc, _ *page) sheet.Value { return sheet.DateValue(b.ValidFrom) }),
			col("validTo", "Đến ngày", sheet.Date, func(b *register.Bloc, _ *page) sheet.Value { return sheet.DateValue(b.ValidTo) }),
		),
		listed("people", "Danh sách cá nhân", source[register.Person, register.PersonFilter]{
			order: register.PeopleByName.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.PersonFilter, p store.Page) ([]*register.Person, error) {
				return r.People(ctx, v, f, register.PeopleByName, p)
			},
			units: func(p *register.Person) []string {
				var ids []string
				for _, pos := range p.Positions {
					ids = append(ids, pos.UnitID)
				}
				return ids
			},
		},
			col("fullName", "Họ và tên", sheet.Text, func(p *register.Person, _ *page) sheet.Value { return sheet.TextValue(p.FullName) }),
			col("honorific", "Danh xưng", sheet.Text, func(p *register.Person, _ *page) sheet.Value { return sheet.TextValue(p.Honorific) }),
			col("positions", "Chức vụ, đơn vị", sheet.Paragraphs, positions),
		),
		listed("tasks", "Danh sách nhiệm vụ", source[register.Task, register.TaskFilter]{
			order: register.TasksByOrdinal.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.TaskFilter, p store.Page) ([]*register.Task, error) {
				return r.Tasks(ctx, v, f, register.TasksByOrdinal, p)
			},
			units: func(t *register.Task) []string { return t.OwnerIDs },
		},
			col("year", "Năm", sheet.Integer, func(t *register.Task, _ *page) sheet.Value { return sheet.NumberValue(float64(t.Year)) }),
			col("ordinal", "Số thứ tự nhiệm vụ", sheet.Integer, func(t *register.Task, _ *page) sheet.Value { return sheet.NumberValue(float64(t.Ordinal)) }),
			col("title", "Nhiệm vụ", sheet.Text, func(t *register.Task, _ *page) sheet.Value { return sheet.TextValue(t.Title) }),
			col("owners", "Đơn vị thực hiện", sheet.Paragraphs, func(t *register.Task, p *page) sheet.Value { return unitNames(p, t.OwnerIDs...) }),
			col("dueOn", "Hạn hoàn thành", sheet.Date, func(t *register.Task, _ *page) sheet.Value { return sheet.DateValue(t.DueOn) }),
			col("progress", "Tiến độ (%)", sheet.Integer, func(t *register.Task, _ *page) sheet.Value { return sheet.NumberValue(float64(t.Progress)) }),
			col("state", "Tình trạng", sheet.Text, func(t *register.Task, _ *page) sheet.Value { return sheet.TextValue(taskState(t.State)) }),
		),
		listed("events", "Danh sách sự kiện", source[register.Event, register.EventFilter]{
			order: register.EventsNewest.Order(),
			load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.EventFilter, p store.Page) ([]*register.Event, error) {
				return r.Events(ctx, v, f, register.EventsNewest, p)
			},
			units: func(e *register.Event) []string { return []string{e.HostUnitID} },
		},
			col("startsOn", "Ngày", sheet.Date, func(e *register.Event, _ *page) sheet.Value { return sheet.DateValue(e.StartsOn) }),
			col("title", "Sự kiện", sheet.Text, func(e *register.Event, _ *page) sheet.Value { return sheet.TextValue(e.Title) }),
			col("host", "Đơn vị chủ nhà", sheet.UnitName, func(e *register.Event, p *page) sheet.Value { return unitNames(p, e.HostUnitID) }),
			col("venue", "Địa điểm", sheet.Text, func(e *register.Event, _ *page) sheet.Value { return sheet.TextValue(e.VenueText) }),
		),
		scores(),
	}
}

// col is a column with one name.
func col[T any](key, name string, kind sheet.Kind, value func(*T, *page) sheet.Value) column[T] {
	return column[T]{sheet.Column{Key: key, Names: []string{name}, Kind: kind}, value}
}

// awards reads awards in one of the states, or in all.
func awards(states ...register.AwardState) source[register.Award, register.AwardFilter] {
	return source[register.Award, register.AwardFilter]{
		order: register.AwardsByRecipient.Order(),
		load: func(ctx context.Context, r *register.Register, v access.Viewer, f register.AwardFilter, p store.Page) ([]*register.Award, error) {
			return r.Awards(ctx, v, f, register.AwardsByRecipient, p)
		},
		narrow: func(f *register.AwardFilter) error {
			if len(states) == 0 {
				return nil
			}
			if len(f.State) > 0 {
				return errs.InvalidField("where.state",
					"Danh sách này đã định tình trạng; hãy dùng danh sách awards.", "This listing has its states: use the listing awards.")
			}
			f.State = slices.Clone(states)
			return nil
		},
		decisions: func(a *register.Award) []string { return []string{a.DecisionID} },
	}
}

func awardColumns() []column[register.Award] {
	return []column[register.Award]{
		col("code", "Mã hồ sơ", sheet.Text, func(a *register.Award, _ *page) sheet.Value { return sheet.TextValue(a.Code) }),
		col("recipient", "Tập thể, cá nhân", sheet.Text, func(a *register.Award, p *page) sheet.Value { return sheet.TextValue(a.Recipient.ShownFor(p.viewer)) }),
		col("type", "Danh hiệu, hình thức khen thưởng", sheet.Text, func(a *register.Award, _ *page) sheet.Value { return sheet.TextValue(a.TypeName) }),
		col("year", "Năm thành tích", sheet.Integer, func(a *register.Award, _ *page) sheet.Value { return sheet.NumberValue(float64(a.Year)) }),
		col("label", "Tình trạng", sheet.Text, func(a *register.Award, _ *page) sheet.Value { return sheet.TextValue(a.StatusLabel()) }),
		col("number", "Số quyết định", sheet.DocumentNumber, func(a *register.Award, p *page) sheet.Value {
			if d := p.decisions[a.DecisionID]; d != nil {
				return sheet.TextValue(d.Number)
			}
			return sheet.Value{}
		}),
		col("decidedOn", "Ngày quyết định", sheet.Date, func(a *register.Award, _ *page) sheet.Value { return sheet.DateValue(a.DecidedOn) }),
		col("issuer", "Cơ quan quyết định", sheet.UnitName, func(a *register.Award, _ *page) sheet.Value { return sheet.TextValue(a.IssuerName) }),
		col("presentedOn", "Ngày trao tặng", sheet.Date, func(a *register.Award, _ *page) sheet.Value { return sheet.DateValue(a.PresentedOn) }),
		col("paperCode", "Mã xác thực", sheet.Text, func(a *register.Award, _ *page) sheet.Value { return sheet.TextValue(a.Papers()) }),
	}
}

// unitNames returns the names of units, one a line.
func unitNames(p *page, ids ...string) sheet.Value {
	var names []string
	for _, id := range ids {
		if u := p.units[id]; u != nil {
			names = append(names, u.OfficialName)
		}
	}
	return sheet.TextValue(strings.Join(names, "\n"))
}

// positions returns what a person was and where, one position a line.
func positions(person *register.Person, p *page) sheet.Value {
	var lines []string
	for _, pos := range person.Positions {
		line := pos.Title
		if u := p.units[pos.UnitID]; u != nil {
			line += ", " + u.OfficialName
		}
		if days := span(pos.From, pos.To); days != "" {
			line += " (" + days + ")"
		}
		lines = append(lines, line)
	}
	return sheet.TextValue(strings.Join(lines, "\n"))
}

// span writes the days from and to which something was.
func span(from, to viet.Date) string {
	var parts []string
	if from != "" {
		parts = append(parts, "từ "+from.Format())
	}
	if to != "" {
		parts = append(parts, "đến "+to.Format())
	}
	return strings.Join(parts, " ")
}

func levelName(l register.AdminLevel) string {
	return map[register.AdminLevel]string{
		register.StateLevel: "Nhà nước", register.MinistryLevel: "Bộ, ban, ngành", register.ProvinceLevel: "Tỉnh", register.DistrictLevel: "Huyện",
		register.CommuneLevel: "Xã", register.Grassroots: "Cơ sở",
	}[l]
}

func taskState(s register.TaskState) string {
	return map[register.TaskState]string{
		register.Planned: "Chưa thực hiện", register.InProgress: "Đang thực hiện", register.Done: "Đã hoàn thành", register.Cancelled: "Đã hủy",
	}[s]
}
