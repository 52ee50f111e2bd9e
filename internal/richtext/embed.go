package richtext

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Provider is a site whose content a body may embed.
type Provider string

// The providers. A further one is a constant and a row of [providers].
const (
	YouTube       Provider = "YOUTUBE"
	Vimeo         Provider = "VIMEO"
	Dailymotion   Provider = "DAILYMOTION"
	GoogleMaps    Provider = "GOOGLE_MAPS"
	OpenStreetMap Provider = "OPENSTREETMAP"
)

// What the IDs of the providers look like. Nothing in them means anything in an address or in HTML.
var (
	youTubeID       = regexp.MustCompile(`^[A-Za-z0-9_-]{11}$`)
	vimeoID         = regexp.MustCompile(`^[0-9]{6,12}$`)
	dailymotionID   = regexp.MustCompile(`^[a-z0-9]{5,12}$`)
	googleMapsID    = regexp.MustCompile(`^-?[0-9]{1,2}(\.[0-9]{1,8})?,-?[0-9]{1,3}(\.[0-9]{1,8})?$`)
	openStreetMapID = regexp.MustCompile(`^[0-9]{1,2}/-?[0-9]{1,2}(\.[0-9]{1,8})?/-?[0-9]{1,3}(\.[0-9]{1,8})?$`)
)

// provider says how a provider's addresses are made of what it publishes, and the other way round.
type provider struct {
	name  Provider
	label string
	id    *regexp.Regexp // what an ID looks like
	page  string         // the address of the page, "{id}" standing for the ID
	frame string         // the same of what a frame shows; empty if the provider has no such page
	find  func(u *url.URL) string
}

// providers lists what is known of the providers. Whether one may be used at all, and in a frame, is the
// administrator's choice: see [Embeds].
func providers() []provider {
	return []provider{
		{
			YouTube, "YouTube", youTubeID,
			"https://www.youtube.com/watch?v={id}", "https://www.youtube-nocookie.com/embed/{id}", findYouTube,
		},
		{
			Vimeo, "Vimeo", vimeoID,
			"https://vimeo.com/{id}", "https://player.vimeo.com/video/{id}?dnt=1",
			lastSegment(map[string]string{"vimeo.com": "/", "player.vimeo.com": "/video/"}),
		},
		{
			Dailymotion, "Dailymotion", dailymotionID,
			"https://www.dailymotion.com/video/{id}", "https://www.dailymotion.com/embed/video/{id}", findDailymotion,
		},
		{
			GoogleMaps, "Google Maps", googleMapsID,
			"https://www.google.com/maps/search/?api=1&query={id}", "https://maps.google.com/maps?q={id}&output=embed", findGoogleMaps,
		},
		{
			OpenStreetMap, "OpenStreetMap", openStreetMapID,
			"https://www.openstreetmap.org/#map={id}", "", findOpenStreetMap,
		},
	}
}

// known returns what is known of a provider.
func (p Provider) known() (provider, bool) {
	for _, known := range providers() {
		if known.name == p {
			return known, true
		}
	}
	return provider{}, false
}

// Providers returns all providers, for settings and documentation.
func Providers() []Provider {
	names := make([]Provider, 0, len(providers()))
	for _, p := range providers() {
		names = append(names, p.name)
	}
	return names
}

// Embeds says which providers an administrator has listed. The empty value lists none.
type Embeds struct {
	Allowed []Provider // new bodies may embed these
	Framed  []Provider // a page may show these in a frame, so that its readers' browsers call the provider
}

// address returns the page of an embed, and the page to show in a frame, empty if there is none; ok is false if the
// provider is not known or the ID is none of its.
func (b *Embed) address() (page, frame string, ok bool) {
	p, ok := b.Provider.known()
	if !ok || !p.id.MatchString(b.ID) {
		return "", "", false
	}
	return strings.ReplaceAll(p.page, "{id}", b.ID), strings.ReplaceAll(p.frame, "{id}", b.ID), true
}

// URL returns the provider's page of the embed; empty if there is none.
func (b *Embed) URL() string {
	page, _, _ := b.address()
	return page
}

// label is what the link to an embed says.
func (b *Embed) label() string {
	if b.Title != "" {
		return b.Title
	}
	if p, ok := b.Provider.known(); ok {
		return p.label
	}
	return ""
}

// frames reports whether what the provider publishes may stand in a frame.
func (e Embeds) frames(p Provider) bool { return slices.Contains(e.Framed, p) }

// Find returns the embed that an address stands for, if it is one of an allowed provider.
func (e Embeds) Find(address string) (*Embed, bool) {
	if strings.HasPrefix(address, "//") { // how the providers themselves write the addresses of frames
		address = "https:" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil || u.Port() != "" {
		return nil, false
	}
	for _, p := range providers() {
		if !slices.Contains(e.Allowed, p.name) {
			continue
		}
		if id := p.find(u); id != "" && p.id.MatchString(id) {
			return &Embed{Provider: p.name, ID: id}, true
		}
	}
	return nil, false
}

// host returns the host of an address in lower case, without "www." and "m.".
func host(u *url.URL) string {
	h := strings.ToLower(u.Hostname())
	return strings.TrimPrefix(strings.TrimPrefix(h, "www."), "m.")
}

// lastSegment finds what stands behind the path given for each host.
func lastSegment(paths map[string]string) func(u *url.URL) string {
	return func(u *url.URL) string {
		path, ok := paths[host(u)]
		if !ok || !strings.HasPrefix(u.Path, path) {
			return ""
		}
		return strings.TrimSuffix(strings.TrimPrefix(u.Path, path), "/")
	}
}

func findYouTube(u *url.URL) string {
	switch host(u) {
	case "youtu.be":
		return strings.TrimPrefix(u.Path, "/")
	case "youtube.com", "youtube-nocookie.com":
		for _, path := range []string{"/embed/", "/shorts/", "/live/"} {
			if id, ok := strings.CutPrefix(u.Path, path); ok {
				return id
			}
		}
		if u.Path == "/watch" {
			return u.Query().Get("v")
		}
	}
	return ""
}

func findDailymotion(u *url.URL) string {
	return lastSegment(map[string]string{"dailymotion.com": "/video/", "dai.ly": "/"})(&url.URL{
		Host: u.Host, Path: strings.Replace(u.Path, "/embed/video/", "/video/", 1),
	})
}

func findGoogleMaps(u *url.URL) string {
	switch {
	case host(u) == "google.com" && strings.HasPrefix(u.Path, "/maps/search"):
		return u.Query().Get("query")
	case (host(u) == "google.com" || host(u) == "maps.google.com") && strings.TrimSuffix(u.Path, "/") == "/maps":
		return u.Query().Get("q")
	default:
		return ""
	}
}

func findOpenStreetMap(u *url.URL) string {
	if host(u) != "openstreetmap.org" {
		return ""
	}
	id, _ := strings.CutPrefix(u.Fragment, "map=")
	return id
}
