package richtext

import "strings"

// figure writes a picture with its caption, or the caption alone where the picture is not found.
func (w *htmlWriter) figure(item GalleryItem) {
	picture, src, ok := w.scene.Pictures.find(item.MediaID)
	if ok {
		src, ok = w.reachable(src, ok)
	}
	if !ok {
		if item.Caption != "" {
			w.element("p", item.Caption)
		}
		return
	}
	wrap := "figure"
	if w.profile == ForFeed { // some feed readers drop figures
		wrap = "p"
	}
	w.open(wrap)
	attributes := []attribute{{"src", src}, {"alt", picture.Alt}}
	if picture.Width > 0 && picture.Height > 0 {
		attributes = append(attributes, number("width", picture.Width), number("height", picture.Height))
	}
	if w.profile != ForFeed {
		attributes = append(attributes, attribute{"loading", "lazy"})
	}
	w.open("img", append(attributes, data("media-id", item.MediaID))...)
	w.caption(item.Caption, picture.Credit)
	w.shut(wrap)
}

// caption writes what stands under a picture. The credit belongs to the medium and not to the body: it is set small, by
// which FromHTML tells the two apart.
func (w *htmlWriter) caption(caption, credit string) {
	if caption == "" && credit == "" {
		return
	}
	if w.profile == ForFeed {
		w.open("br")
	} else {
		w.open("figcaption")
	}
	w.text(caption)
	if caption != "" && credit != "" {
		w.text(" ")
	}
	if credit != "" {
		w.element("small", credit)
	}
	if w.profile != ForFeed {
		w.shut("figcaption")
	}
}

func (w *htmlWriter) gallery(b *Gallery) {
	if w.profile != ForFeed {
		w.open("div", class("gallery"))
		defer w.shut("div")
	}
	for _, item := range b.Items {
		w.figure(item)
	}
}

func (w *htmlWriter) file(b *File) {
	picture, address, ok := w.scene.Pictures.find(b.MediaID)
	label := b.Label
	if ok {
		label = b.label(picture, address)
	}
	if label == "" {
		return
	}
	w.open("p", class("file"), data("media-id", b.MediaID))
	w.link(address, label)
	w.shut("p")
}

// label is what the link to a file says: where the body does not say it, what the medium says of itself, or its name.
func (b *File) label(picture Picture, address string) string {
	switch {
	case b.Label != "":
		return b.Label
	case picture.Alt != "":
		return picture.Alt
	case strings.HasPrefix(address, mediaScheme):
		return ""
	default:
		return address[strings.LastIndexByte(address, '/')+1:]
	}
}

// embed writes a plain link, which calls nobody before a reader follows it. Only where the administrator has listed the
// provider, and the profile's readers can show one, there is a frame as well.
func (w *htmlWriter) embed(b *Embed) {
	page, frame, ok := b.address()
	if !ok {
		if b.Title != "" {
			w.element("p", b.Title)
		}
		return
	}
	framed := frame != "" && w.profile != ForFeed && w.scene.Embeds.frames(b.Provider)
	if framed {
		w.open("figure", class("embed"))
		w.element("iframe", "", attribute{"src", frame}, attribute{"title", b.label()}, attribute{"loading", "lazy"},
			attribute{"sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation"},
			attribute{"referrerpolicy", "strict-origin-when-cross-origin"}, attribute{"allow", "fullscreen"})
		w.open("figcaption")
		w.link(page, b.label())
		w.shut("figcaption")
		w.shut("figure")
		return
	}
	w.open("p", class("embed"))
	w.link(page, b.label())
	w.shut("p")
}
