package intake

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"thidua/internal/register"
	"thidua/internal/sheet"
	"thidua/internal/viet"
)

// The columns of a list of tasks.
const (
	taskOrdinal = iota
	taskTitle
	taskBody
	taskCategory
	taskOwners
	taskDue
	taskState
	taskProgress
	taskResult
	taskResultOn
)

// taskLayout returns the columns that a list of tasks may have, in the order of the constants above. What the export of
// tasks writes is among them.
func taskLayout() sheet.Layout {
	return sheet.Layout{Columns: []sheet.Column{
		{Key: "ordinal", Kind: sheet.Integer, Names: []string{"Số thứ tự nhiệm vụ", "Nhiệm vụ số", "TT nhiệm vụ"}},
		{Key: "title", Kind: sheet.Paragraphs, Required: true, Names: []string{
			"Nhiệm vụ", "Tên nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung công việc", "Nội dung", "Công việc", "Nội dung thực hiện",
		}},
		{Key: "body", Kind: sheet.Paragraphs, Names: []string{"Mô tả", "Nội dung chi tiết", "Chi tiết", "Yêu cầu", "Yêu cầu cần đạt", "Giải pháp"}},
		{Key: "category", Kind: sheet.Choice, Names: []string{"Nhóm nhiệm vụ", "Loại nhiệm vụ", "Lĩnh vực"}, Choices: []sheet.Option{
			{Value: string(register.Propaganda), Names: []string{"Tuyên truyền", "Quán triệt, tuyên truyền", "Quán triệt"}},
			{Value: string(register.StudyExample), Names: []string{"Học tập và làm theo", "Học tập và làm theo Bác", "Học tập"}},
			{Value: string(register.MovementTask), Names: []string{"Phong trào thi đua", "Phong trào"}},
			{Value: string(register.CommendationQuality), Names: []string{"Chất lượng khen thưởng", "Khen thưởng"}},
			{Value: string(register.Capacity), Names: []string{"Bồi dưỡng nghiệp vụ", "Bồi dưỡng", "Tập huấn"}},
			{Value: string(register.InformationTech), Names: []string{"Ứng dụng công nghệ thông tin", "Công nghệ thông tin", "CNTT", "Chuyển đổi số"}},
			{Value: string(register.RoleModels), Names: []string{"Điển hình tiên tiến", "Nhân điển hình"}},
			{Value: string(register.OtherTask), Names: []string{"Khác"}},
		}},
		{Key: "owners", Kind: sheet.Paragraphs, Names: []string{
			"Đơn vị thực hiện", "Đơn vị chủ trì", "Cơ quan chủ trì", "Chủ trì", "Cơ quan thực hiện", "Phân công", "Phân công thực hiện", "Đơn vị được giao",
		}},
		{Key: "dueOn", Kind: sheet.Date, Names: []string{"Hạn hoàn thành", "Thời hạn", "Thời hạn hoàn thành", "Thời gian hoàn thành", "Hạn", "Thời gian thực hiện"}},
		{Key: "state", Kind: sheet.Choice, Names: []string{"Tình trạng", "Trạng thái", "Tình trạng thực hiện"}, Choices: []sheet.Option{
			{Value: string(register.Planned), Names: []string{"Chưa thực hiện", "Kế hoạch", "Chưa bắt đầu"}},
			{Value: string(register.InProgress), Names: []string{"Đang thực hiện", "Đang triển khai"}},
			{Value: string(register.Done), Names: []string{"Đã hoàn thành", "Hoàn thành", "Xong", "Đã thực hiện"}},
			{Value: string(register.Cancelled), Names: []string{"Đã hủy", "Hủy", "Không thực hiện"}},
		}},
		{Key: "progress", Kind: sheet.Integer, Names: []string{"Tiến độ (%)", "Tiến độ", "Tỷ lệ hoàn thành"}},
		{Key: "result", Kind: sheet.Paragraphs, Names: []string{"Kết quả", "Kết quả thực hiện", "Kết quả đạt được"}},
		{Key: "resultOn", Kind: sheet.Date, Names: []string{"Ngày báo cáo", "Ngày báo cáo kết quả", "Ngày hoàn thành", "Ngày cập nhật"}},
	}}
}

// taskFields are the columns that fields of a task come from.
func taskFields() map[string]int {
	return map[string]int{
		"ordinal": taskOrdinal, "title": taskTitle, "body": taskBody, "category": taskCategory, "ownerIds": taskOwners, "dueOn": taskDue,
		"state": taskState, "progress": taskProgress, "results": taskResult,
	}
}

// taskDraft is a row on its way to a task.
type taskDraft struct {
	line
	entry register.TaskEntry
}

// tasks turns the rows of a page into tasks.
func (r *reading) tasks(ctx context.Context, page *Page) error {
	drafts := make([]*taskDraft, len(page.Rows))
	var texts []string
	for i, row := range page.Rows {
		drafts[i] = &taskDraft{line: line{row: row, cells: r.cells[i].Cells, columns: r.plan.layout.Columns, column: columnOf(taskFields())}}
		for _, text := range pieces(drafts[i].text(taskOwners)) {
			texts = append(texts, spans(text)...)
		}
	}
	if err := r.names.look(ctx, texts); err != nil {
		return err
	}
	var waiting []*taskDraft
	var entries []register.TaskEntry
	for _, d := range drafts {
		if err := r.describeTask(ctx, d); err != nil {
			return err
		}
		if d.row.Verdict != IsWrong {
			waiting, entries = append(waiting, d), append(entries, d.entry)
		}
	}
	prepared, err := r.x.register.PrepareTasks(ctx, r.plan.tasks, entries)
	if err != nil {
		return err
	}
	for i, p := range prepared {
		d := waiting[i]
		if p.Err != nil {
			if err := d.refused(p.Err); err != nil {
				return err
			}
			continue
		}
		entries[i].ID, entries[i].Ordinal = p.Record.ID, p.Record.Ordinal
		d.row.TaskEntry, d.row.Task = &entries[i], p.Record
		if p.Existing != nil {
			d.row.recorded(p.Existing.ID, register.TaskDifferences(p.Existing, p.Record),
				"Đã có nhiệm vụ này với thông tin khác; hồ sơ đang có được giữ nguyên.", "This task is there with other values, which stay.")
		}
	}
	return nil
}

// describeTask finds what the row says of the task. Of a long text the first line is the title.
func (r *reading) describeTask(ctx context.Context, d *taskDraft) error {
	d.lacks(taskTitle, "Thiếu nội dung nhiệm vụ.", "The task is missing.")
	title, more, _ := strings.Cut(d.text(taskTitle), "\n")
	d.entry = register.TaskEntry{
		Ordinal: int64(d.cells[taskOrdinal].Value.Number), Label: d.row.Ordinal, Title: title,
		Body:     strings.TrimSpace(more + "\n\n" + d.text(taskBody)),
		Category: cmp.Or(register.TaskCategory(d.text(taskCategory)), register.OtherTask),
		DueOn:    d.due(), Progress: int64(d.cells[taskProgress].Value.Number),
	}
	if text := d.text(taskResult); text != "" {
		on := d.day(taskResultOn)
		if on == "" && d.row.Verdict != IsWrong {
			on = register.LastDayOf(r.plan.tasks.Year())
			d.row.advise(d.at(taskResultOn), fmt.Sprintf("Kết quả không ghi ngày: lấy ngày %s.", on.Format()), fmt.Sprintf("The result has no day: %s is taken.", on))
		}
		d.entry.Results = []register.TaskResult{{On: on, Text: text}}
	}
	d.settle()
	for _, text := range pieces(d.text(taskOwners)) {
		if err := r.owners(ctx, d, text); err != nil {
			return err
		}
	}
	return nil
}

// settle says how far the task has come where the row says it by half: a state without progress, or the other way round.
func (d *taskDraft) settle() {
	d.entry.State = register.TaskState(d.text(taskState))
	if d.entry.State == register.Done && !d.given(taskProgress) {
		d.entry.Progress = 100
	}
	if d.entry.State != "" {
		return
	}
	switch {
	case d.entry.Progress == 100:
		d.entry.State = register.Done
	case d.entry.Progress > 0 || len(d.entry.Results) > 0:
		d.entry.State = register.InProgress
	default:
		d.entry.State = register.Planned
	}
}

// due returns the day by which the task is to be done: the last of a month or a year that is named.
func (d *taskDraft) due() viet.Date {
	v := d.cells[taskDue].Value
	if !v.Given || v.Precision == viet.Day {
		return v.Date
	}
	last := register.LastDayOf(int64(v.Date.Year()))
	if v.Precision == viet.Month {
		first := v.Date.Time()
		last = viet.Today(first.AddDate(0, 1, -1))
	}
	d.row.remark(d.at(taskDue), fmt.Sprintf("Hạn được hiểu là %s.", last.Format()), fmt.Sprintf("It is taken for %s.", last))
	return last
}

// owners adds the units that a text names, one or several with commas between them. Names have commas of their own (Sở Văn
// hóa, Thể thao và Du lịch): of those that begin at one place, the longest that is known counts.
func (r *reading) owners(ctx context.Context, d *taskDraft, text string) error {
	parts := strings.Split(text, ",")
	for from := 0; from < len(parts); {
		to := min(len(parts), from+maxNameParts)
		for to > from+1 && len(r.names.units[r.names.key(strings.Join(parts[from:to], ","))]) == 0 {
			to--
		}
		name := strings.TrimSpace(strings.Join(parts[from:to], ","))
		from = to
		if name == "" {
			continue
		}
		r.spell(name)
		u, err := r.names.unit(ctx, d.row, d.at(taskOwners), name, cmp.Or(d.entry.DueOn, register.LastDayOf(r.plan.tasks.Year())))
		if err != nil {
			return err
		}
		if u != nil {
			d.entry.OwnerIDs = append(d.entry.OwnerIDs, u.ID)
		}
	}
	return nil
}

// maxNameParts bounds the parts of a name between commas.
const maxNameParts = 4

// spans returns all names that a text with commas may have.
func spans(text string) []string {
	parts := strings.Split(text, ",")
	var names []string
	for from := range parts {
		for to := from + 1; to <= min(len(parts), from+maxNameParts); to++ {
			names = append(names, strings.Join(parts[from:to], ","))
		}
	}
	return names
}

// tasks prepares the tasks of a page once more.
func (c *rechecking) tasks(ctx context.Context, page *Page) error {
	rows := page.coming()
	entries := make([]register.TaskEntry, len(rows))
	for i, row := range rows {
		entries[i] = *row.TaskEntry
	}
	prepared, err := c.x.register.PrepareTasks(ctx, c.plan.tasks, entries)
	if err != nil {
		return err
	}
	for i, p := range prepared {
		if err := compare(c, rows[i], rows[i].Task, p, c.x.register.SameTask); err != nil {
			return err
		}
	}
	return nil
}
