package newsroom

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"thidua/internal/access"
	"thidua/internal/custom"
	"thidua/internal/errs"
	"thidua/internal/store"
)

// keysOf names the fields that have values.
func keysOf(v custom.Values) []string {
	keys := []string{}
	for _, e := range v.Custom {
		keys = append(keys, e.Key)
	}
	return keys
}

// shownKeys names the fields whose values are shown.
func shownKeys(values []custom.Typed) []string {
	keys := []string{}
	for _, v := range values {
		keys = append(keys, v.Of().Key)
	}
	return keys
}

func (r *room) set(t *testing.T) *custom.Set {
	t.Helper()
	set, err := r.fields.Set(t.Context(), custom.Article)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestCustomValuesAreCheckedWhenTheyAreWritten(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		r.addField(t, custom.Field{Noun: custom.Article, Key: "unit", Kind: custom.Reference, Target: custom.ToUnit, Settings: custom.Settings{Label: "Đơn vị"}})
		gone := r.addField(t, custom.Field{Noun: custom.Article, Key: "gone", Kind: custom.Text, Settings: custom.Settings{Label: "Cũ"}})
		if _, err := r.fields.Retire(t.Context(), admin(), gone.ID, gone.Version, true); err != nil {
			t.Fatal(err)
		}
		long, many := text(strings.Repeat("a", custom.MaxText+1)), custom.Value{List: slices.Repeat([]custom.Value{number(1)}, 10_000)}
		d := r.create(t, linked("Lễ khen"))
		for _, c := range []struct {
			name  string
			key   string
			value custom.Value
			field string // at fault
		}{
			{"a field that is not there", "none", number(1), "custom.none"},
			{"a retired field", "gone", text("a"), "custom.gone"},
			{"a key that is none", "Đ:;$.", text("a"), "custom.Đ:;$."},
			{"no key", "", text("a"), "custom."},
			{"a value of another kind", "score", text("7"), "custom.score"},
			{"a value of no kind", "score", custom.Value{}, "custom.score"},
			{"a value of two kinds", "score", custom.Value{Number: number(1).Number, Text: text("1").Text}, "custom.score"},
			{"a list where one value is wanted", "score", custom.Value{List: []custom.Value{number(1)}}, "custom.score"},
			{"a huge list", "score", many, "custom.score"},
			{"a text that is too long", "secret", long, "custom.secret"},
			{"a text of spaces", "secret", text(" \u200b\t "), "custom.secret"},
			{"an ID of another noun", "unit", refer("per_1"), "custom.unit"},
			{"an ID that is a condition", "unit", refer(`uni_{"$gt":""}`), "custom.unit"},
		} {
			_, err := r.Update(t.Context(), editor(), ref(d), "", valuing(c.key, c.value))
			if e := errs.As(err); e == nil || strings.Join(e.Field, ".") != c.field || e.Code != errs.Invalid {
				t.Errorf("%s: %v; want %s", c.name, err, c.field)
			}
			content := Content{Title: "Lễ", Values: custom.Values{}.With(custom.Change{Key: c.key, Value: &c.value})}
			if _, err := r.CreateDraft(t.Context(), editor(), content, ""); errs.CodeOf(err) != errs.Invalid {
				t.Errorf("a new draft with %s: %v", c.name, err)
			}
		}
		if now := r.draft(t, d.ID); now.Version != d.Version {
			t.Errorf("version %d became %d", d.Version, now.Version)
		}
	})
}

func TestCustomValuesThatAreNotNamedStay(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		for _, c := range []struct {
			name string
			edit Edit
			want []string // the terms
		}{
			{"another field of the content", title("Lễ trao"), []string{"score:80000000006acfc0", "secret:mật"}},
			{"one value", valuing("score", number(8)), []string{"score:80000000007a1200", "secret:mật"}},
			{"decomposed letters and spaces", valuing("secret", text(" kín  \u0111a\u0302\u0301y ")), []string{"score:80000000007a1200", "secret:kín đấy"}},
			{"one cleared", Valuing(custom.Change{Key: "secret"}), []string{"score:80000000007a1200"}},
			{"what is not there cleared", Valuing(custom.Change{Key: "none"}), []string{"score:80000000007a1200"}},
			{"the last cleared", Valuing(custom.Change{Key: "score"}), nil},
		} {
			saved := r.edit(t, d.ID, c.edit)
			if diff := cmp.Diff(c.want, saved.CustomTerms); diff != "" {
				t.Errorf("%s: %s", c.name, diff)
			}
			if diff := cmp.Diff(saved.Values, r.draft(t, d.ID).Values); diff != "" {
				t.Errorf("%s is stored otherwise: %s", c.name, diff)
			}
		}
	})
}

func TestAFieldOfAnotherProcessHoldsAtOnce(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		other := r.another(r.store)
		d := r.create(t, linked("Lễ khen"))
		_, err := other.Update(t.Context(), editor(), ref(d), "", valuing("place", text("Hội An")))
		fails(t, err, errs.Invalid, "custom", "place")
		r.addField(t, custom.Field{Noun: custom.Article, Key: "place", Kind: custom.Text, Settings: custom.Settings{Label: "Nơi"}})
		if _, err := other.Update(t.Context(), editor(), ref(d), "", valuing("place", text("Hội An"))); err != nil {
			t.Error(err)
		}
	})
}

func TestADraftThatLacksARequiredValueIsNotPublished(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		scheduled := r.create(t, linked("Lễ hẹn"))
		r.schedule(t, scheduled.ID, time.Hour)
		public := r.create(t, linked("Lễ đã đăng"))
		r.publish(t, public.ID, r.clock.Now())
		place := custom.Field{Noun: custom.Article, Key: "place", Kind: custom.Text, Settings: custom.Settings{Label: "Nơi", Required: true}}
		field := r.addField(t, place)

		d := r.create(t, linked("Lễ khen"))
		approved := r.approve(t, d.ID)
		_, err := r.Publish(ctx, editor(), ref(approved), "")
		fails(t, err, errs.Invalid, "custom", "place")
		if e := errs.As(err); !strings.Contains(e.Vi, "“Nơi”") || !strings.Contains(e.En, "“Nơi”") {
			t.Errorf("the label is not named: %v", err)
		}
		in := r.clock.Now().Add(time.Hour)
		_, err = r.Schedule(ctx, editor(), ref(approved), &in, nil, "")
		fails(t, err, errs.Invalid, "custom", "place")
		missing, err := r.Missing(ctx, approved)
		if err != nil || len(missing) != 1 || missing[0].Key != "place" {
			t.Errorf("missing are %v, %v", missing, err)
		}
		_, err = r.Correct(ctx, editor(), ref(r.draft(t, public.ID)), "Sửa một chữ.")
		fails(t, err, errs.Invalid, "custom", "place")

		r.clock.Advance(time.Hour)
		r.due(t, 1)
		if held := r.draft(t, scheduled.ID); held.State != Approved || !strings.Contains(held.ReviewNote, "“Nơi”") || held.Live != nil {
			t.Errorf("what was scheduled before is %s, %q", held.State, held.ReviewNote)
		}
		r.edit(t, d.ID, valuing("place", text("Hội An")))
		if a := r.publish(t, d.ID, r.clock.Now()); !slices.Equal(keysOf(a.Values), []string{"score"}) {
			t.Errorf("the article has %v", keysOf(a.Values))
		}
		if _, err := r.fields.Retire(ctx, admin(), field.ID, field.Version, true); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Publish(ctx, editor(), ref(r.draft(t, scheduled.ID)), ""); err != nil {
			t.Errorf("a retired field is still required: %v", err)
		}
	})
}

// Ensure that no way to an article shows more than the values that are public when a reader looks.
func TestReadersSeePublicCustomValuesAlone(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		d := r.create(t, linked("Lễ khen"))
		a := r.publish(t, d.ID, r.clock.Now())
		if raw, err := json.Marshal(a); err != nil || strings.Contains(string(raw), "mật") || strings.Contains(string(raw), "secret") {
			t.Errorf("the snapshot holds what is not public: %s, %v", raw, err)
		}
		is := func(when string, shown []string, found bool) {
			t.Helper()
			set := r.set(t)
			if diff := cmp.Diff(shown, shownKeys(r.article(t, a.ID).Shown(set))); diff != "" {
				t.Errorf("%s readers see %s", when, diff)
			}
			seven := number(7)
			f := ArticleFilter{Custom: []custom.Filter{{Key: "score", Equals: &seven}}, Fields: set}
			list, err := r.reader.Articles(ctx, &f, Newest, store.Page{Limit: 10})
			n, errCount := r.reader.CountArticles(ctx, &f)
			if !found {
				fails(t, err, errs.Invalid, "where", "custom", "0", "key")
				fails(t, errCount, errs.Invalid, "where", "custom", "0", "key")
				return
			}
			if err != nil || errCount != nil || len(list) != 1 || n != 1 {
				t.Errorf("%s readers find %d of %d, %v, %v", when, len(list), n, err, errCount)
			}
		}
		is("at first", []string{"score"}, true)

		score := r.set(t).Listed(admin())[0]
		score, err := r.fields.Update(ctx, admin(), score.ID, score.Version, func(s *custom.Settings) { s.Public = false })
		if err != nil {
			t.Fatal(err)
		}
		is("when the field is public no more", []string{}, false)
		if diff := cmp.Diff([]string{"score", "secret"}, shownKeys(r.draft(t, d.ID).Shown(editor(), r.set(t)))); diff != "" {
			t.Errorf("editors see %s", diff)
		}
		r.edit(t, d.ID, valuing("score", number(9)))
		if a := r.publish(t, d.ID, r.clock.Now()); len(a.Custom) > 0 || len(a.CustomTerms) > 0 {
			t.Errorf("the next snapshot has %v", a.Values)
		}
		if score, err = r.fields.Update(ctx, admin(), score.ID, score.Version, func(s *custom.Settings) { s.Public = true }); err != nil {
			t.Fatal(err)
		}
		r.edit(t, d.ID, valuing("score", number(7)))
		r.publish(t, d.ID, r.clock.Now())
		is("when it is public again", []string{"score"}, true)
		if score, err = r.fields.Retire(ctx, admin(), score.ID, score.Version, true); err != nil {
			t.Fatal(err)
		}
		is("when it is retired", []string{}, false)
		if diff := cmp.Diff([]string{"secret"}, shownKeys(r.draft(t, d.ID).Shown(admin(), r.set(t)))); diff != "" {
			t.Errorf("administrators see %s", diff)
		}
		if _, err = r.fields.Retire(ctx, admin(), score.ID, score.Version, false); err != nil {
			t.Fatal(err)
		}
		is("when it is back", []string{"score"}, true)
		r.withdraw(t, d.ID, r.Unpublish)
		if a := r.article(t, a.ID); len(a.Custom) > 0 || len(a.CustomTerms) > 0 {
			t.Errorf("the tombstone has %v", a.Values)
		}
	})
}

func TestAFilterOfAHiddenFieldIsThatOfNone(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		r.publish(t, r.create(t, linked("Lễ khen")).ID, r.clock.Now())
		set := r.set(t)
		ask := func(key string, v custom.Value) string {
			f := ArticleFilter{Custom: []custom.Filter{{Key: key, Equals: &v}}, Fields: set}
			list, err := r.reader.Articles(ctx, &f, Newest, store.Page{Limit: 10})
			n, errCount := r.reader.CountArticles(ctx, &f)
			return fmt.Sprint(len(list), n, err, errCount)
		}
		none := ask("none", text("mật"))
		for _, v := range []custom.Value{text("mật"), text("khác"), number(1)} {
			if got := ask("secret", v); got != none {
				t.Errorf("%s; of a field that is not there %s", got, none)
			}
		}
		secret := text("mật")
		f := DraftFilter{Custom: []custom.Filter{{Key: "secret", Equals: &secret}}, Fields: set}
		for _, c := range []struct {
			viewer access.Viewer
			want   int
		}{{writer(), 1}, {stranger(), 0}} {
			list, err := r.Drafts(ctx, c.viewer, &f, LastChanged, store.Page{Limit: 10})
			n, errCount := r.CountDrafts(ctx, c.viewer, &f)
			if err != nil || errCount != nil || len(list) != c.want || n != int64(c.want) {
				t.Errorf("%s finds %d of %d drafts, want %d: %v, %v", c.viewer.Actor, len(list), n, c.want, err, errCount)
			}
		}
		if _, err := (&ArticleFilter{Custom: f.Custom}).where(); errs.CodeOf(err) != errs.Invalid {
			t.Errorf("without fields: %v", err)
		}
	})
}

func TestAConflictNamesCustomFields(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		r.edit(t, d.ID, valuing("score", number(9)), Valuing(custom.Change{Key: "secret"}), title("Lễ trao"))
		_, err := r.Update(t.Context(), second(), ref(d), "", title("Lễ mừng"))
		fails(t, err, errs.Conflict)
		if diff := cmp.Diff([]string{"custom.score", "custom.secret", "title"}, errs.As(err).Change.Fields); diff != "" {
			t.Error(diff)
		}
	})
}

func TestADocumentHasSoManyCustomValues(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		lists, texts := []custom.Change{}, []custom.Change{}
		words := slices.Repeat([]custom.Value{number(1)}, custom.MaxListSize)
		prose := custom.Value{List: slices.Repeat([]custom.Value{text(strings.Repeat("ậ", custom.MaxText))}, 9)}
		for i := range custom.MaxValues/custom.MaxListSize + 1 {
			r.addField(t, custom.Field{
				Noun: custom.Article, Key: fmt.Sprintf("list%d", i), Kind: custom.List, ItemKind: custom.Numeric, Settings: custom.Settings{Label: "Dãy"},
			})
			lists = append(lists, custom.Change{Key: fmt.Sprintf("list%d", i), Value: &custom.Value{List: words}})
		}
		for i := range 2 {
			r.addField(t, custom.Field{
				Noun: custom.Article, Key: fmt.Sprintf("text%d", i), Kind: custom.List, ItemKind: custom.Text, Settings: custom.Settings{Label: "Chữ"},
			})
			texts = append(texts, custom.Change{Key: fmt.Sprintf("text%d", i), Value: &prose})
		}
		d := r.create(t, Content{Title: "Lễ khen"})
		d = r.edit(t, d.ID, Valuing(lists[2:]...), Valuing(texts[0]))
		for _, more := range []custom.Change{lists[0], texts[1]} {
			_, err := r.Update(t.Context(), editor(), ref(d), "", Valuing(more))
			fails(t, err, errs.Limit, "custom")
		}
	})
}

func TestEveryFilterOfDraftsIsServedByAnIndex(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		d := r.create(t, linked("Lễ khen"))
		r.create(t, Content{Title: "Bài không có giá trị nào"}) // which no condition finds
		secret, seven, unit, by := text("mật"), number(7), "uni_1", editor().Actor
		yes, link := true, "unt_1"
		set := r.set(t)
		for name, f := range map[string]DraftFilter{
			"a value":            {Custom: []custom.Filter{{Key: "secret", Equals: &secret}}},
			"some values":        {Custom: []custom.Filter{{Key: "score", In: []custom.Value{seven, number(8)}}}},
			"a range":            {Custom: []custom.Filter{{Key: "score", UpTo: &seven}}},
			"two fields":         {Custom: []custom.Filter{{Key: "score", From: &seven}, {Key: "secret", Equals: &secret}}},
			"what is mine":       {Mine: &yes, LinksTo: &link},
			"what it links to":   {LinksTo: &link, State: []State{Drafting}},
			"a field with links": {Custom: []custom.Filter{{Key: "score", From: &seven}}, OwnerUnit: &unit, CreatedBy: &by, State: []State{Drafting}, Kind: []Kind{News}},
		} {
			f.Fields = set
			where, err := r.where(editor(), &f)
			if err != nil {
				t.Fatal(err)
			}
			for _, o := range []DraftOrder{LastChanged, FirstChanged} {
				q := store.Query{Where: where, Sort: o.Order().Sort, Limit: 20}
				if e, err := r.store.Explain(t.Context(), r.drafts.Schema, q); err != nil || e.FullScan {
					t.Errorf("%s, %s: a full scan: %v, %s", name, o, err, e.Text)
				}
				list, err := r.Drafts(t.Context(), editor(), &f, o, store.Page{Limit: 20})
				if err != nil || len(list) != 1 || list[0].ID != d.ID {
					t.Errorf("%s, %s: %d, %v", name, o, len(list), err)
				}
			}
			if n, err := r.CountDrafts(t.Context(), editor(), &f); err != nil || n != 1 {
				t.Errorf("%s: counted %d, %v", name, n, err)
			}
		}
	})
}

// Ensure that an older version brings its values back where the fields are in use, though their bounds are narrower now, and
// that a copy begins with those of its original.
func TestCustomValuesComeBackWithAVersion(t *testing.T) {
	t.Parallel()
	onEachStore(t, func(t *testing.T, r *room) {
		ctx := t.Context()
		gone := r.addField(t, custom.Field{Noun: custom.Article, Key: "gone", Kind: custom.Text, Settings: custom.Settings{Label: "Cũ"}})
		d := r.create(t, linked("Lễ khen"))
		d = r.edit(t, d.ID, valuing("gone", text("cũ")))
		now := r.edit(t, d.ID, valuing("score", number(9)), valuing("gone", text("mới")), Valuing(custom.Change{Key: "secret"}))
		if diff := cmp.Diff([]string{"custom.gone", "custom.score", "custom.secret"}, now.Made.Changed); diff != "" {
			t.Errorf("the version says %s", diff)
		}
		changes, err := r.Diff(ctx, editor(), d.ID, d.Version, now.Version)
		if err != nil {
			t.Fatal(err)
		}
		var fields []string
		for _, c := range changes.Fields {
			c := c.(*CustomValueChange)
			fields = append(fields, fmt.Sprintf("%s %t %t", c.Field, c.Before != nil, c.After != nil))
		}
		if diff := cmp.Diff([]string{"custom.gone true true", "custom.score true true", "custom.secret true false"}, fields); diff != "" {
			t.Errorf("the comparison has %s", diff)
		}
		if _, err := r.fields.Retire(ctx, admin(), gone.ID, gone.Version, true); err != nil {
			t.Fatal(err)
		}
		for _, f := range r.set(t).Fields() {
			if f.Key == "score" {
				five := *number(5).Number
				if _, err := r.fields.Update(ctx, admin(), f.ID, f.Version, func(s *custom.Settings) { s.MaxNumber = &five }); err != nil {
					t.Fatal(err)
				}
			}
		}
		if changes, err = r.Diff(ctx, admin(), d.ID, d.Version, now.Version); err != nil || len(changes.Fields) != 2 {
			t.Errorf("the comparison shows a retired field: %v, %v", changes.Fields, err)
		}
		back, err := r.Restore(ctx, editor(), ref(now), Restoration{Number: d.Version})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"gone:mới", "score:80000000006acfc0", "secret:mật"}
		if diff := cmp.Diff(want, back.CustomTerms); diff != "" {
			t.Errorf("what came back is %s", diff)
		}
		twin, err := r.Duplicate(ctx, editor(), store.Revision{ID: d.ID}, "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[1:], twin.CustomTerms); diff != "" {
			t.Errorf("the copy has %s", diff)
		}
	})
}
