package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"thidua/internal/access"
	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// Hygiene returns a draft, and what could be mended in its title, its summary and its body, in the order of reading.
// Nothing is mended before somebody accepts it: see [Desk.Tidy].
func (d *Desk) Hygiene(ctx context.Context, v access.Viewer, id string) (*Draft, []richtext.Suggestion, error) {
	draft, err := d.visible(ctx, v, id)
	if err != nil {
		return nil, nil, err
	}
	return draft, draft.hygiene(), nil
}

// The paths of suggestions that are not in the body.
const (
	titlePath   = "title"
	summaryPath = "summary"
)

// hygiene returns what could be mended in the content.
func (c *Content) hygiene() []richtext.Suggestion {
	return slices.Concat(
		richtext.HygieneOfText(titlePath, c.Title), richtext.HygieneOfText(summaryPath, c.Summary), c.Body.Hygiene())
}

// Tidy carries out suggestions of [Desk.Hygiene], all or none, which are named by their keys. It is a change of the
// content like any other.
func (d *Desk) Tidy(ctx context.Context, v access.Viewer, ref Ref, keys []string, note string) (*Draft, error) {
	return d.step(ctx, v, ref, Updating, note, func(_, after *Draft) error {
		accepted, err := pickSuggestions(after.hygiene(), keys)
		if err != nil {
			return err
		}
		c, err := after.tidied(accepted)
		if err != nil {
			return err
		}
		if c, err = c.checked(); err != nil {
			return err
		}
		after.Content = c
		after.written(v.Actor)
		return nil
	})
}

// tidied returns the content with suggestions carried out.
func (c *Content) tidied(accepted []richtext.Suggestion) (Content, error) {
	tidy := *c
	var err error
	if tidy.Title, err = richtext.ApplyToText(c.Title, onText(accepted, titlePath)...); err != nil {
		return tidy, err
	}
	if tidy.Summary, err = richtext.ApplyToText(c.Summary, onText(accepted, summaryPath)...); err != nil {
		return tidy, err
	}
	inBody := slices.DeleteFunc(slices.Clone(accepted), func(s richtext.Suggestion) bool {
		return s.Path == titlePath || s.Path == summaryPath
	})
	tidy.Body, err = richtext.Apply(c.Body, inBody...)
	return tidy, err
}

// onText returns the suggestions for the text at a path.
func onText(all []richtext.Suggestion, path string) []richtext.Suggestion {
	return slices.DeleteFunc(slices.Clone(all), func(s richtext.Suggestion) bool { return s.Path != path })
}

// pickSuggestions returns the suggestions of the keys.
func pickSuggestions(all []richtext.Suggestion, keys []string) ([]richtext.Suggestion, error) {
	if len(keys) == 0 {
		return nil, errs.InvalidField("suggestions", "Hãy chọn ít nhất một gợi ý.", "Choose at least one suggestion.")
	}
	byKey := make(map[string]richtext.Suggestion, len(all))
	for _, s := range all {
		byKey[s.Key()] = s
	}
	accepted := make([]richtext.Suggestion, 0, min(len(keys), len(all)))
	for i, key := range keys {
		field := fmt.Sprintf("suggestions.%d", i)
		s, ok := byKey[key]
		switch {
		case !ok:
			return nil, errs.InvalidField(field,
				"Không có gợi ý này, hoặc nó đã được chọn rồi; hãy xem lại các gợi ý.",
				"There is no such suggestion, or it is there twice: ask for the suggestions again.")
		case !s.Fixable:
			return nil, errs.InvalidField(field,
				"Gợi ý này chỉ người biên tập mới sửa được; hãy sửa trực tiếp trong bài.",
				"Only an editor can tell how to mend this; change the text itself.")
		}
		delete(byKey, key)
		accepted = append(accepted, s)
	}
	return accepted, nil
}

// SuggestionPath returns the path of a suggestion, part by part.
func SuggestionPath(s richtext.Suggestion) []string { return strings.Split(s.Path, ".") }
