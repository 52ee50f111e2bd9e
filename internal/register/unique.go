package register

import (
	"context"
	"slices"
	"strings"

	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// maxSlugTries bounds the numbers tried for a name that others have too.
const maxSlugTries = 100

// validSlug refuses a given slug that no address can have; an empty one is made from the name later.
func validSlug(slug string) error {
	if slug == "" || (viet.ValidSlug(slug) && !viet.ReservedSlug(slug)) {
		return nil
	}
	return errs.InvalidField("slug",
		"Đường dẫn chỉ gồm chữ a–z, số và dấu gạch nối, tối đa 120 ký tự, và không trùng từ dành riêng.",
		"A slug has only the letters a–z, digits and hyphens, at most 120, and is no reserved word.")
}

// keptSlug is [validSlug] for a change, by which a slug cannot be emptied.
func keptSlug(slug string) error {
	if slug == "" {
		return errs.InvalidField("slug", "Không được để trống.", "It must not be empty.")
	}
	return validSlug(slug)
}

// insertWithSlug inserts a document under the slug that it has, or, if that is empty, under one made from its name, with a
// number behind it if the name is taken.
func insertWithSlug[T any](ctx context.Context, c *store.Collection[T], doc *T, slug *string, name string, a store.Act) error {
	if *slug != "" {
		return insert(ctx, c, doc, a)
	}
	base := viet.Slug(name)
	if base == "" {
		id := c.IDs.Next("", c.Now())
		base = c.Prefix + "-" + strings.ToLower(id[len(id)-10:])
	}
	first := 1
	if viet.ReservedSlug(base) {
		first = 2
	}
	var err error
	for n := first; n < maxSlugTries; n++ {
		*slug = viet.NumberedSlug(base, n)
		err = c.Insert(ctx, doc, a)
		if e := errs.As(err); e == nil || e.Code != errs.Duplicate || !slices.Contains(e.Field, "slug") {
			return taken(err)
		}
	}
	return taken(err)
}

// insert saves a new document. A unique value that another one holds is named by the path of the input.
func insert[T any](ctx context.Context, c *store.Collection[T], doc *T, a store.Act) error {
	return taken(c.Insert(ctx, doc, a))
}

// taken says in the input's words what the store says of a unique index; other errors it returns as they are.
func taken(err error) error {
	e := errs.As(err)
	if e == nil || e.Code != errs.Duplicate {
		return err
	}
	path, vi, en := "", "", ""
	switch strings.Join(e.Field, ".") {
	case "slug":
		path, vi, en = "slug", "Đường dẫn này đã được dùng.", "This slug is taken."
	case "code":
		path, vi, en = "code", "Mã này đã được dùng.", "This code is taken."
	case "blocId.year":
		path, vi, en = "year", "Khối đã có năm công tác này.", "The bloc has this year already."
	case "blocId.unitId.from":
		path, vi, en = "from", "Đơn vị đã vào khối từ ngày này.", "The unit is a member from this day already."
	case "headship":
		path, vi, en = "role", "Khối đã có trưởng khối năm này.", "The bloc has a head in this year already."
	case "office":
		path, vi, en = "unitId", "Đơn vị đã là trưởng hoặc phó khối trong năm này.", "The unit holds an office in this bloc-year already."
	case "claim":
		path, vi, en = "recipient", "Đã có hồ sơ cùng loại, cùng năm cho đối tượng này.", "The recipient has an award of this type, year and kind already."
	case "numberKey.issuerId.issuedOn":
		path, vi, en = "number", "Đã có quyết định cùng số, cùng ngày của nơi này.", "There is a decision of this number, issuer and day already."
	case "scope.year.revision":
		path, vi, en = "year", "Bản sửa đổi này vừa được người khác tạo; hãy thử lại.", "Somebody else has just made this revision: try again."
	case "blocYearId.unitId":
		path, vi, en = "unitId", "Đơn vị đã có bảng điểm của năm này.", "The unit has a score sheet of this year already."
	case "blocYearId.ordinal":
		path, vi, en = "ordinal", "Số thứ tự này đã có nhiệm vụ khác.", "Another task has this place already."
	default:
		return err
	}
	return (&errs.Error{Code: errs.Duplicate, Field: []string{path}, Vi: vi, En: en}).Because(err)
}
