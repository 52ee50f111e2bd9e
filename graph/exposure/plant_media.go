package exposure

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"

	"thidua/internal/access"
	"thidua/internal/media"
	"thidua/internal/newsroom"
)

// mediaItems are files of the library that no article shows: of both units, and of the office.
func mediaItems() []item {
	return []item{
		{name: "a file of the home unit", plant: func(ctx context.Context, p *planter) error { return p.file(ctx, p.places.home) }},
		{name: "a file of the other unit", plant: func(ctx context.Context, p *planter) error { return p.file(ctx, p.places.away) }},
		{name: "a file of the office", plant: func(ctx context.Context, p *planter) error { return p.file(ctx, "") }},
	}
}

// file adds a picture whose every text is marked.
func (p *planter) file(ctx context.Context, unit string) (err error) {
	var content bytes.Buffer
	if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, 400, 300))); err != nil {
		return err
	}
	u := &media.Upload{Name: p.word("fileName") + ".png"}
	if err := media.NewTray("", 1<<20, 1).Receive(ctx, u, &content); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, u.Close()) }()
	m, err := newsroom.NewLibrary(p.desk(), media.NewFiles(p.blobs, "", 1e6)).Add(ctx, access.System(), newsroom.NewMedia{
		Alt: "Ảnh " + p.word("alt"), Caption: "Chú thích " + p.word("caption"), Credit: "Ảnh của " + p.word("credit"), OwnerUnitID: unit, File: u,
	})
	if err != nil {
		return err
	}
	s := access.Subject{Noun: access.MediaFiles, UnitID: unit, CreatedBy: m.CreatedBy}
	p.id(s, "id", m.ID)
	p.text(s, "fileName", m.FileName)
	p.text(s, "alt", m.Alt)
	p.text(s, "caption", m.Caption)
	p.text(s, "credit", m.Credit)
	return nil
}
