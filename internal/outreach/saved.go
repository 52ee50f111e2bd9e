package outreach

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"thidua/internal/errs"
)

// SavedPath begins the address of the feed of a saved query, before its name.
const SavedPath = "/f/"

// maxSaved bounds the articles of such a feed.
const maxSaved = 50

// saved is the feed of the articles whose IDs the answer to a saved query has, in its order; whatever else it has is left
// out. The query runs as anonymous readers may, and without variables.
func (h *handler) saved(ctx context.Context, name string, full bool) (*feed, error) {
	text, err := h.Saved(ctx, name)
	if err != nil {
		return nil, err
	}
	var answer json.RawMessage
	if err := h.Asker.Ask(ctx, text, nil, &answer); err != nil {
		if code := errs.CodeOf(err); code == errs.Internal || code == errs.Unavailable || ctx.Err() != nil {
			return nil, err
		}
		return nil, errs.New(errs.Invalid,
			"Câu truy vấn đã lưu này không dùng làm bản tin được: nó cần biến, hoặc không còn khớp lược đồ.",
			"This saved query makes no feed: it needs variables, or does not fit the schema any more.").Because(err)
	}
	ids, err := articleIDs(answer)
	if err != nil {
		return nil, err
	}
	f := &feed{
		id: h.Site().tag("f/" + name), title: h.Site().Name + ": " + name, description: "Tin theo câu truy vấn đã lưu “" + name + "”", home: h.Site().At(NewsPath),
	}
	if len(ids) == 0 {
		return f, nil
	}
	var found struct{ Nodes []*article }
	if err := h.Asker.Ask(ctx, h.requests["feed_saved"], map[string]any{"full": full, "ids": ids}, &found); err != nil {
		return nil, err
	}
	var list []article
	for _, a := range found.Nodes {
		if a != nil && a.ID != "" {
			list = append(list, *a)
		}
	}
	f.items = h.Site().items(list)
	return f, nil
}

// articleIDs returns the IDs of articles that an answer has as the value of some field, in the order in which they stand there,
// each once, at most [maxSaved].
func articleIDs(answer []byte) ([]any, error) { // as variables are
	var ids []any
	for d := json.NewDecoder(bytes.NewReader(answer)); len(ids) < maxSaved; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if id, ok := token.(string); ok && strings.HasPrefix(id, "art_") && !slices.Contains(ids, any(id)) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
