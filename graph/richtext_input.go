package graph

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"thidua/graph/gen"
	"thidua/graph/shape"
	"thidua/internal/errs"
	"thidua/internal/richtext"
)

// bodyOf returns the body that an input has in one of its forms, cleaned and checked, and what reading has left out of
// it. The paths of its errors begin with path, the place of the input, such as "body".
func (r *Resolver) bodyOf(path string, in gen.BodyInput) (richtext.Body, []richtext.Warning, error) {
	n := 0
	for _, given := range []bool{in.Blocks != nil, in.Markdown != nil, in.HTML != nil} {
		if given {
			n++
		}
	}
	if n != 1 {
		return nil, nil, notExactlyOne(path)
	}
	var (
		body     richtext.Body
		warnings []richtext.Warning
		err      error
	)
	known := richtext.Known{Embeds: r.Embeds, SiteURL: r.SiteURL}
	switch {
	case in.Markdown != nil:
		path += ".markdown"
		body, warnings, err = richtext.FromMarkdown(*in.Markdown, known)
	case in.HTML != nil:
		path += ".html"
		body, warnings, err = richtext.FromHTML(*in.HTML, known)
	default:
		return r.blocksOf(path+".blocks", in.Blocks)
	}
	if err == nil {
		err = body.Check()
	}
	if err != nil {
		return nil, nil, at(path, err)
	}
	return body, warnings, nil
}

// at puts an error about a body at its place in the input, behind which the given keys follow.
func at(path string, err error, behind ...string) error {
	e := errs.As(err)
	if e == nil {
		return err
	}
	placed := *e
	placed.Field = append(strings.Split(path, "."), behind...)
	return &placed
}

// notExactlyOne is the error of an input of which not exactly one key is given. The validation of documents refuses it
// too where the keys are written out, but does not look into variables.
func notExactlyOne(path string) error {
	return errs.InvalidField(path,
		"Phải chọn đúng một dạng; các dạng khác bỏ trống.",
		"Give exactly one of the keys, and leave the others out.")
}

// blocksOf returns typed blocks as a body, and no warnings: what is wrong with them is an error.
func (r *Resolver) blocksOf(path string, blocks []*gen.BlockInput) (richtext.Body, []richtext.Warning, error) {
	body, keys := make(richtext.Body, len(blocks)), make([]string, len(blocks))
	for i, in := range blocks {
		var err error
		if keys[i], body[i], err = r.blockOf(path+"."+strconv.Itoa(i), in); err != nil {
			return nil, nil, err
		}
	}
	body = body.Clean()
	err := body.Check()
	if e := errs.As(err); e != nil {
		behind := e.Field[1:] // without "body"
		if len(behind) > 0 {
			if i, notANumber := strconv.Atoi(behind[0]); notANumber == nil && i < len(keys) {
				behind = slices.Insert(slices.Clone(behind), 1, keys[i])
			}
		}
		return nil, nil, at(path, err, behind...)
	}
	return body, nil, err
}

// blockOf returns the one block that is given, and its key.
func (r *Resolver) blockOf(path string, in *gen.BlockInput) (key string, block richtext.Block, err error) {
	n := 0
	for _, b := range []struct {
		key   string
		given bool
		block richtext.Block
	}{
		{"paragraph", in.Paragraph != nil, in.Paragraph},
		{"heading", in.Heading != nil, in.Heading},
		{"list", in.List != nil, in.List},
		{"quote", in.Quote != nil, in.Quote},
		{"image", in.Image != nil, (*richtext.Image)(in.Image)},
		{"gallery", in.Gallery != nil, in.Gallery},
		{"file", in.File != nil, in.File},
		{"embed", in.Embed != nil, nil},
		{"table", in.Table != nil, in.Table},
		{"divider", in.Divider != nil, &richtext.Divider{}},
		{"awardList", in.AwardList != nil, in.AwardList},
		{"taskList", in.TaskList != nil, in.TaskList},
		{"legalCitation", in.LegalCitation != nil, in.LegalCitation},
	} {
		if b.given {
			key, block, n = b.key, b.block, n+1
		}
	}
	switch {
	case n != 1:
		return "", nil, notExactlyOne(path)
	case in.Embed != nil:
		block, err = r.embedOf(path+".embed", in.Embed)
	case in.Divider != nil && !*in.Divider:
		err = errs.InvalidField(path+".divider", "Đường phân cách chỉ nhận giá trị true.", "A divider is true, or left out.")
	}
	return key, block, err
}

// embedOf returns an embed of a provider that the administrator has listed.
func (r *Resolver) embedOf(path string, in *gen.EmbedInput) (*richtext.Embed, error) {
	var embed *richtext.Embed
	switch {
	case in.URL != nil && in.Provider == nil && in.EmbedID == nil:
		found, ok := r.Embeds.Find(*in.URL)
		if !ok {
			return nil, notListed(path + ".url")
		}
		embed = found
	case in.URL == nil && in.Provider != nil && in.EmbedID != nil:
		if !slices.Contains(r.Embeds.Allowed, *in.Provider) {
			return nil, notListed(path + ".provider")
		}
		embed = &richtext.Embed{Provider: *in.Provider, ID: *in.EmbedID}
	default:
		return nil, errs.InvalidField(path,
			"Hãy cho địa chỉ (url), hoặc nơi cung cấp (provider) cùng với mã (embedId).",
			"Give either url, or provider and embedId.")
	}
	if in.Title != nil {
		embed.Title = *in.Title
	}
	return embed, nil
}

// notListed is the error of an embed that the administrator has not allowed.
func notListed(path string) error {
	return errs.InvalidField(path,
		"Không nhúng được nội dung từ địa chỉ này; hãy dùng liên kết, hoặc đề nghị quản trị viên cho phép nơi cung cấp.",
		"Content of this address cannot be embedded; use a link, or ask the administrator to list the provider.")
}

// bodyWarnings are the warnings about a body in the language of the request.
func bodyWarnings(ctx context.Context, warnings []richtext.Warning) []*shape.BodyWarning {
	shown := make([]*shape.BodyWarning, len(warnings))
	for i, w := range warnings {
		shown[i] = &shape.BodyWarning{Message: w.Vi}
		if exchangeOf(ctx).lang == english {
			shown[i].Message = w.En
		}
	}
	return shown
}
