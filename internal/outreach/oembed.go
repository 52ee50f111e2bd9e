package outreach

import (
	"cmp"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"strings"
	"time"

	"thidua/internal/viet"
)

// oEmbed is what a page is told that wants to show one of our articles, as oEmbed 1.0 has it.
type oEmbed struct {
	XMLName         xml.Name `json:"-"                          xml:"oembed"`
	Type            string   `json:"type"                       xml:"type"`
	Version         string   `json:"version"                    xml:"version"`
	Title           string   `json:"title"                      xml:"title"`
	AuthorName      string   `json:"author_name,omitempty"      xml:"author_name,omitempty"`
	ProviderName    string   `json:"provider_name"              xml:"provider_name"`
	ProviderURL     string   `json:"provider_url"               xml:"provider_url"`
	CacheAge        int      `json:"cache_age"                  xml:"cache_age"`
	ThumbnailURL    string   `json:"thumbnail_url,omitempty"    xml:"thumbnail_url,omitempty"`
	ThumbnailWidth  int64    `json:"thumbnail_width,omitempty"  xml:"thumbnail_width,omitempty"`
	ThumbnailHeight int64    `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML            string   `json:"html"                       xml:"html"`
	Width           int      `json:"width"                      xml:"width"`
	Height          int      `json:"height"                     xml:"height"`
}

// The size of an embedded article in pixels, unless the page has less room, and how long it may be kept, in seconds: what
// is withdrawn shall be gone soon.
const (
	embedWidth    = 600
	embedHeight   = 220
	embedCacheAge = 60
)

// oembed describes an article; nil if there is none. The room is what the page has, in pixels; 0 is any.
func (h *handler) oembed(ctx context.Context, slug string, width, height int) (*oEmbed, error) {
	var answer struct {
		Article *struct {
			Title, URL, Summary, Excerpt, Byline string
			PublishedAt                          time.Time
			Corrections                          []correction
			Cover                                *struct {
				Variant *struct {
					URL           string
					Width, Height int64
				}
			}
		}
	}
	if err := h.Asker.Ask(ctx, h.requests["oembed"], map[string]any{"slug": slug}, &answer); err != nil || answer.Article == nil {
		return nil, err
	}
	a := answer.Article
	e := &oEmbed{
		Type: "rich", Version: "1.0", Title: a.Title, AuthorName: a.Byline, ProviderName: h.Site().Name, ProviderURL: h.Site().URL,
		CacheAge: embedCacheAge, Width: within(width, embedWidth), Height: within(height, embedHeight),
	}
	// A picture that is larger than the page's room must not be offered.
	if a.Cover != nil && a.Cover.Variant != nil && fits(a.Cover.Variant.Width, width) && fits(a.Cover.Variant.Height, height) {
		v := a.Cover.Variant
		e.ThumbnailURL, e.ThumbnailWidth, e.ThumbnailHeight = v.URL, v.Width, v.Height
	}
	var text strings.Builder
	fmt.Fprintf(&text, `<blockquote cite="%s"><p><a href="%[1]s">%s</a></p>`, html.EscapeString(a.URL), html.EscapeString(a.Title))
	if len(a.Corrections) > 0 {
		text.WriteString(`<p>(Đã đính chính)</p>`)
	}
	fmt.Fprintf(&text, `<p>%s</p><footer>%s, %s</footer></blockquote>`,
		html.EscapeString(cmp.Or(a.Summary, a.Excerpt)), html.EscapeString(h.Site().Name), a.PublishedAt.In(viet.Zone()).Format("02/01/2006"))
	e.HTML = text.String()
	return e, nil
}

// within returns what is wanted, or the room if that is less; 0 is room for all.
func within(room, wanted int) int {
	if room > 0 && room < wanted {
		return room
	}
	return wanted
}

func fits(size int64, room int) bool { return room <= 0 || size <= int64(room) }

// json and xml write the description.

func (e *oEmbed) json() ([]byte, error) { return json.Marshal(e) }

func (e *oEmbed) xml() ([]byte, error) { return writeXML(e) }
