package pages

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
)

//go:embed theme
var themeFiles embed.FS

// names are the templates of pages; each has the layout around it.
func names() []string {
	return []string{"article", "withdrawn", "message", "news", "bloc", "unit", "awards", "award"}
}

// theme is what pages are written with.
type theme struct {
	pages map[string]*template.Template
	style []byte
	tag   string // changes with the style
}

// readTheme reads all templates, each from own if it is there. It fails on one that cannot be parsed, so that a mistake
// shows when the server starts and not to a reader.
func readTheme(own fs.FS) (*theme, error) {
	read := func(name string) ([]byte, error) {
		if own != nil {
			text, err := fs.ReadFile(own, name)
			if !errors.Is(err, fs.ErrNotExist) {
				return text, err
			}
		}
		return themeFiles.ReadFile("theme/" + name)
	}
	style, err := read("style.css")
	if err != nil {
		return nil, fmt.Errorf("read theme: %w", err)
	}
	sum := sha256.Sum256(style)
	t := &theme{pages: make(map[string]*template.Template), style: style, tag: hex.EncodeToString(sum[:8])}
	layout, err := read("layout.html")
	if err != nil {
		return nil, fmt.Errorf("read theme: %w", err)
	}
	for _, name := range names() {
		text, err := read(name + ".html")
		if err != nil {
			return nil, fmt.Errorf("read theme: %w", err)
		}
		page, err := template.New("layout").Funcs(words()).Parse(string(layout))
		if err == nil {
			page, err = page.New(name).Parse(string(text))
		}
		if err != nil {
			return nil, fmt.Errorf("read theme: %s.html: %w", name, err)
		}
		t.pages[name] = page.Lookup("layout")
	}
	return t, nil
}
