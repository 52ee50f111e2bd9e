package register

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// ScoringTemplate (bảng tiêu chí chấm điểm) is what the members of a bloc are scored by in a year: for one bloc, or for all
// blocs of a level. It is edited as long as no score sheet uses it, and stays as it is from then on, for sheets were filled
// in by its words; what must change becomes its next revision.
type ScoringTemplate struct {
	store.Head   `bson:",inline"`
	Name         string               `bson:"name"`
	Year         int64                `bson:"year"`
	BlocID       string               `bson:"blocId,omitempty"` // empty for all blocs of the level
	Level        AdminLevel           `bson:"level"`            // of the bloc, if it is for one
	Revision     int64                `bson:"revision"`         // 1 at first; unique for bloc or level and year
	State        ScoringTemplateState `bson:"state"`
	Lines        []Criterion          `bson:"lines"` // in order
	FreeSum      bool                 `bson:"freeSum"`
	BonusMax     Points               `bson:"bonusMax"`     // 0 for no bonus
	DeductionMax Points               `bson:"deductionMax"` // 0 for no deduction
	CopiedFromID string               `bson:"copiedFromId,omitempty"`
	Public       bool                 `bson:"public"`  // derived: criteria are for all to read once they are in use
	Scope        string               `bson:"scope"`   // derived: bloc or level
	SortKey      string               `bson:"sortKey"` // derived
}

// Criterion is a line of a scoring template.
type Criterion struct {
	Code  string `bson:"code"`  // such as "I.1", unique in the template
	Group string `bson:"group"` // the heading that it stands under; empty without one
	Text  string `bson:"text"`
	Max   Points `bson:"max"`
}

// ScoringTemplateState tells a template that is being written from one that sheets use.
type ScoringTemplateState string

// The states of a scoring template.
const (
	TemplateDrafted ScoringTemplateState = "DRAFT"
	TemplateInUse   ScoringTemplateState = "IN_USE"
)

// Derive computes the publicness, the scope and the sort key.
func (t *ScoringTemplate) Derive() {
	t.Public = t.State == TemplateInUse
	t.Scope = cmp.Or(t.BlocID, string(t.Level))
	t.SortKey = viet.SortKey(t.Name)
}

// Sum is what the lines add up to.
func (t *ScoringTemplate) Sum() Points {
	var sum Points
	for _, line := range t.Lines {
		sum += line.Max
	}
	return sum
}

// maxCriteria bounds the lines of a template.
const maxCriteria = 200

// check cleans and checks a template in place; its lines become its own. They add up to 100 points unless the template is
// flagged.
func (t *ScoringTemplate) check() error {
	err := cmp.Or(
		cleanName("name", &t.Name), validYear(t.Year), known("level", t.Level, adminLevels()...),
		t.BonusMax.within("bonusMax", maxPoints), t.DeductionMax.within("deductionMax", maxPoints), between("lines", int64(len(t.Lines)), 1, maxCriteria),
	)
	if err != nil {
		return err
	}
	t.Lines = slices.Clone(t.Lines)
	seen := map[string]bool{}
	for i := range t.Lines {
		if err := t.Lines[i].check(i); err != nil {
			return err
		}
		if code := t.Lines[i].Code; seen[code] {
			return errs.InvalidField(fmt.Sprintf("lines.%d.code", i),
				fmt.Sprintf("Mã tiêu chí %s bị lặp lại.", code), fmt.Sprintf("The code %s is there twice.", code))
		}
		seen[t.Lines[i].Code] = true
	}
	if sum := t.Sum(); sum != FullMarks && !t.FreeSum {
		return errs.InvalidField("lines",
			fmt.Sprintf("Tổng điểm tối đa là %s, phải là 100; hãy sửa các dòng, hoặc đánh dấu isSumFree nếu quy chế quy định khác.", sum.Format()),
			fmt.Sprintf("The lines add up to %s and must add up to 100: mend them, or set isSumFree if the rules have it otherwise.", sum))
	}
	return nil
}

// check cleans and checks the line of a place; without a code it gets its number.
func (c *Criterion) check(i int) error {
	path := fmt.Sprintf("lines.%d.", i)
	err := cmp.Or(cleanOptional(path+"code", &c.Code), cleanOptional(path+"group", &c.Group), cleanBody(path+"text", &c.Text), c.Max.within(path+"max", maxPoints))
	if err != nil {
		return err
	}
	if viet.CleanTitle(c.Text) == "" {
		return errs.InvalidField(path+"text", "Không được để trống.", "It must not be empty.")
	}
	if c.Max == 0 {
		return errs.InvalidField(path+"max", "Điểm tối đa phải lớn hơn 0.", "The most points must be more than 0.")
	}
	c.Code = cmp.Or(c.Code, strconv.Itoa(i+1))
	return nil
}

// changeable refuses to change a template that score sheets use.
func (t *ScoringTemplate) changeable() error {
	if t.State == TemplateDrafted {
		return nil
	}
	return errs.New(errs.WrongState,
		"Bảng tiêu chí đã được dùng để chấm điểm nên giữ nguyên; hãy sao chép thành bản sửa đổi mới.",
		"Score sheets use these criteria, so they stay as they are: copy them into a new revision.")
}

// inUse returns the template as used by sheets.
func (t *ScoringTemplate) inUse() *ScoringTemplate {
	next := *t
	next.State = TemplateInUse
	return &next
}

// serves refuses a template that is not for the bloc-year.
func (t *ScoringTemplate) serves(y *BlocYear, b *Bloc) error {
	if t.Year == y.Year && (t.BlocID == b.ID || (t.BlocID == "" && t.Level == b.Level)) {
		return nil
	}
	return errs.InvalidField("templateId",
		"Bảng tiêu chí không dành cho khối và năm này; hãy sao chép nó cho khối và năm này.",
		"These criteria are not for this bloc and year: copy them for it.")
}
