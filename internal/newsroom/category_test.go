package newsroom

import (
	"testing"

	"thidua/internal/errs"
)

func TestCategories(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *room) {
		ctx, v := t.Context(), admin()
		create := func(c Category) *Category {
			t.Helper()
			doc, err := o.CreateCategory(ctx, v, c)
			if err != nil {
				t.Fatal(err)
			}
			return doc
		}
		at := func(c *Category) Ref { return Ref{ID: c.ID, Version: c.Version} }
		news := create(Category{Name: " Gương  sáng "})
		if news.Name != "Gương sáng" || news.Slug != "guong-sang" {
			t.Errorf("the category is %q at %q", news.Name, news.Slug)
		}
		if _, err := o.CreateCategory(ctx, v, Category{Name: "Gương sáng"}); errs.CodeOf(err) != errs.Duplicate {
			t.Errorf("the same again: %v", err)
		}
		below := create(Category{Name: "Trong tỉnh", ParentID: news.ID})
		if _, err := o.UpdateCategory(ctx, v, at(news), func(c *Category) { c.ParentID = below.ID }); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("a category below itself: %v", err)
		}
		if err := o.RemoveCategory(ctx, v, at(news)); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("removing one that has another below it: %v", err)
		}
		changed, err := o.UpdateCategory(ctx, v, at(below), func(c *Category) { c.Name, c.ParentID = "Ngoài tỉnh", "" })
		if err != nil || changed.Name != "Ngoài tỉnh" || changed.Slug != "trong-tinh" || changed.Version != 2 {
			t.Errorf("the changed category is %+v, %v", changed, err)
		}
		err = o.RemoveCategory(ctx, v, at(below))
		if e := errs.As(err); errs.CodeOf(err) != errs.Conflict || e.Change == nil || e.Change.Version != 2 {
			t.Errorf("removing by an old version: %v", err)
		}
		o.publish(t, o.create(t, Content{Title: "Bài", CategoryIDs: []string{news.ID}}).ID, o.clock.Now())
		if err := o.RemoveCategory(ctx, v, at(news)); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("removing one in which an article is public: %v", err)
		}
		if err := o.RemoveCategory(ctx, v, at(changed)); err != nil {
			t.Error(err)
		}
		if _, err := o.CategoryBySlug(ctx, "trong-tinh"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("after its removal: %v", err)
		}
		if _, err := o.CreateCategory(ctx, writer(), Category{Name: "X"}); errs.CodeOf(err) != errs.Forbidden {
			t.Errorf("a contributor: %v", err)
		}
	})
}

func TestTags(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, o *room) {
		ctx, v := t.Context(), admin()
		tag, err := o.CreateTag(ctx, v, Tag{Name: "Đổi mới"})
		if err != nil || tag.Slug != "doi-moi" {
			t.Fatalf("the tag is %+v, %v", tag, err)
		}
		first := Ref{ID: tag.ID, Version: 1}
		changed, err := o.UpdateTag(ctx, v, first, func(t *Tag) { t.Name = "Sáng tạo"; t.Slug = "" })
		if err != nil || changed.Slug != "sang-tao" {
			t.Fatalf("the changed tag is %+v, %v", changed, err)
		}
		if _, err := o.UpdateTag(ctx, v, first, func(t *Tag) { t.Name = "X" }); errs.CodeOf(err) != errs.Conflict {
			t.Errorf("a change by an old version: %v", err)
		}
		o.publish(t, o.create(t, Content{Title: "Bài", TagIDs: []string{tag.ID}}).ID, o.clock.Now())
		if err := o.RemoveTag(ctx, v, Ref{ID: tag.ID, Version: 2}); errs.CodeOf(err) != errs.WrongState {
			t.Errorf("removing a tag that a public article has: %v", err)
		}
	})
}
