package newsroom

import (
	"context"
	"fmt"
	"slices"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/store"
	"thidua/internal/viet"
)

// checked returns the category cleaned, with a slug made from its name if it has none, or what is wrong with it.
func (c Category) checked() (Category, error) {
	c.Name, c.Description = viet.CleanTitle(c.Name), viet.CleanTitle(c.Description)
	if err := lengthWithin("name", c.Name, 1, 100); err != nil {
		return c, err
	}
	if err := lengthWithin("description", c.Description, 0, MaxSummary); err != nil {
		return c, err
	}
	if c.Slug == "" {
		c.Slug = viet.Slug(c.Name)
	}
	return c, validSlug(c.Slug)
}

// CreateCategory saves a new category; its slug is made from the name if it has none.
func (d *Desk) CreateCategory(ctx context.Context, v access.Viewer, c Category) (*Category, error) {
	if err := v.Require(access.Create, access.Subject{Noun: access.Categories}); err != nil {
		return nil, err
	}
	c, err := c.checked()
	if err != nil {
		return nil, err
	}
	if err := d.hangs(ctx, c); err != nil {
		return nil, err
	}
	n, err := d.categories.Count(ctx, nil)
	if err != nil {
		return nil, err
	}
	if n >= MaxCategories {
		return nil, errs.New(errs.Limit,
			fmt.Sprintf("Đã có %d chuyên mục, tối đa %d.", n, MaxCategories),
			fmt.Sprintf("There are %d categories already, at most %d.", n, MaxCategories))
	}
	if err := d.categories.Insert(ctx, &c, store.Act{Actor: v.Actor, Action: "category.create"}); err != nil {
		return nil, taken(c.Slug, err)
	}
	return &c, nil
}

// UpdateCategory changes a category at the version that the caller read.
func (d *Desk) UpdateCategory(ctx context.Context, v access.Viewer, ref Ref, edits ...func(*Category)) (*Category, error) {
	if err := v.Require(access.Update, access.Subject{Noun: access.Categories}); err != nil {
		return nil, err
	}
	act := store.Act{Actor: v.Actor, Action: "category.update"}
	var slug string
	doc, err := replace(ctx, d.categories, ref, act, func(c Category) (Category, error) {
		for _, edit := range edits {
			edit(&c)
		}
		c, err := c.checked()
		if err != nil {
			return c, err
		}
		slug = c.Slug
		return c, d.hangs(ctx, c)
	})
	return doc, taken(slug, err)
}

// hangs checks that the category above one exists and is not below it.
func (d *Desk) hangs(ctx context.Context, c Category) error {
	for above, depth := c.ParentID, 0; above != ""; depth++ {
		parent, err := d.categories.ByID(ctx, above)
		switch {
		case errs.CodeOf(err) == errs.NotFound:
			return errs.InvalidField("parentId", "Không có chuyên mục cấp trên này.", "There is no such category to be above it.")
		case err != nil:
			return err
		case parent.ID == c.ID || depth == maxCategoryDepth:
			return errs.InvalidField("parentId",
				fmt.Sprintf("Chuyên mục không thể nằm dưới chính nó, và không sâu quá %d cấp.", maxCategoryDepth),
				fmt.Sprintf("A category cannot be below itself, nor more than %d levels deep.", maxCategoryDepth))
		}
		above = parent.ParentID
	}
	return nil
}

// maxCategoryDepth is how many categories may stand above one.
const maxCategoryDepth = 5

// RemoveCategory removes a category in which nothing is public and below which there is none. Drafts lose it.
func (d *Desk) RemoveCategory(ctx context.Context, v access.Viewer, ref Ref) error {
	if err := v.Require(access.Remove, access.Subject{Noun: access.Categories}); err != nil {
		return err
	}
	return remove(ctx, d.categories, ref, store.Act{Actor: v.Actor, Action: "category.remove"}, func(ctx context.Context) error {
		all, err := d.categories.Find(ctx, store.Query{Limit: MaxCategories})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(all, func(c *Category) bool { return c.ParentID == ref.ID }) {
			return errs.New(errs.WrongState,
				"Còn chuyên mục con; hãy chuyển chúng đi trước.", "There are categories below it: move them first.")
		}
		return d.unused(ctx, "categoryIds", ref.ID)
	})
}

// unused fails if a public article has the link.
func (d *Desk) unused(ctx context.Context, link, id string) error {
	n, err := d.articles.Count(ctx, store.All(store.Eq{Field: link, Value: id}, public(d.now())))
	if err != nil || n == 0 {
		return err
	}
	return errs.New(errs.WrongState,
		fmt.Sprintf("Còn %d bài đang đăng dùng mục này; hãy sửa các bài đó trước.", n),
		fmt.Sprintf("%d published articles have it: change them first.", n))
}

// taken says of a duplicate which slug it is about.
func taken(slug string, err error) error {
	if errs.CodeOf(err) != errs.Duplicate {
		return err
	}
	e := errs.New(errs.Duplicate, fmt.Sprintf("Đường dẫn %q đã được dùng.", slug), fmt.Sprintf("The slug %q is taken.", slug)).Because(err)
	e.Field = []string{"slug"}
	return e
}

// CategoryBySlug returns one category; [errs.NotFound] if there is none.
func (d *Desk) CategoryBySlug(ctx context.Context, slug string) (*Category, error) {
	return d.categories.First(ctx, store.Query{Where: store.Eq{Field: "slug", Value: slug}}, slug)
}
