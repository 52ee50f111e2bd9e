package media

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// render makes the variant of a decoded picture that is to be turned as the orientation says.
func (s Spec) render(source image.Image, turn orientation, focus Focus) *image.RGBA {
	bounds := source.Bounds()
	w, h := bounds.Dx(), bounds.Dy()
	if turn.lies() {
		w, h = h, w
	}
	area := s.Crop.area(w, h, focus)
	width := min(s.Width, area.Dx())
	height := max(1, int(math.Round(float64(width)*float64(area.Dy())/float64(area.Dx()))))
	stored := turn.stored(area, w, h).Add(bounds.Min)
	if turn.lies() {
		width, height = height, width
	}
	return turn.turned(shrunk(source, stored, width, height))
}

// stored returns where a part of the picture of w × h pixels that is looked at lies in the picture as it is stored.
func (o orientation) stored(area image.Rectangle, w, h int) image.Rectangle {
	x0, y0 := o.from(area.Min.X, area.Min.Y, w, h)
	x1, y1 := o.from(area.Max.X-1, area.Max.Y-1, w, h)
	return image.Rect(min(x0, x1), min(y0, y1), max(x0, x1)+1, max(y0, y1)+1)
}

// from returns where the pixel x, y of the picture of w × h pixels that is looked at is stored.
func (o orientation) from(x, y, w, h int) (sx, sy int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	default:
		return x, y
	}
}

// turned returns a picture as it is looked at.
func (o orientation) turned(p *image.RGBA) *image.RGBA {
	if o == upright {
		return p
	}
	w, h := p.Bounds().Dx(), p.Bounds().Dy()
	if o.lies() {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			sx, sy := o.from(x, y, w, h)
			out.SetRGBA(x, y, p.RGBAAt(sx, sy))
		}
	}
	return out
}

// shrunk returns a part of a picture at w × h pixels, which are not more than the part has. The part is first made smaller
// by a whole number, each pixel the mean of those that it stands for, row by row, so that no more memory is taken than
// for the result; what is left is less than a halving, which bilinear sampling does well.
func shrunk(source image.Image, area image.Rectangle, w, h int) *image.RGBA {
	by := max(1, min(area.Dx()/w, area.Dy()/h))
	mean := meaned(source, area, by)
	if mean.Bounds().Dx() == w && mean.Bounds().Dy() == h {
		return mean
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.ApproxBiLinear.Scale(out, out.Bounds(), mean, mean.Bounds(), draw.Src, nil)
	return out
}

// meaned returns a part of a picture, made smaller by a whole number. What is left over at the edges is cut off.
func meaned(source image.Image, area image.Rectangle, by int) *image.RGBA {
	w, h := area.Dx()/by, area.Dy()/by
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	rows := image.NewRGBA(image.Rect(0, 0, w*by, by))
	count := by * by
	for y := range h {
		draw.Draw(rows, rows.Bounds(), source, image.Pt(area.Min.X, area.Min.Y+y*by), draw.Src)
		for x := range w {
			var r, g, b, a int
			for dy := range by {
				line := rows.Pix[dy*rows.Stride+4*x*by:][:4*by]
				for i := 0; i < len(line); i += 4 {
					r, g, b, a = r+int(line[i]), g+int(line[i+1]), b+int(line[i+2]), a+int(line[i+3])
				}
			}
			out.SetRGBA(x, y, color.RGBA{mean8(r, count), mean8(g, count), mean8(b, count), mean8(a, count)})
		}
	}
	return out
}

func mean8(sum, count int) uint8 { return uint8((sum + count/2) / count) }
