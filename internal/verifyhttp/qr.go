package verifyhttp

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the white border that readers of codes need, in modules.
const quiet = 4

// qrSVG draws a text as a QR code that a quarter of may be stained, as SVG without styles: it is sharp on paper of any
// size, needs no request of its own, and is shown by phones of the last twelve years.
func qrSVG(text string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.Q, qr.Auto)
	if err != nil {
		return "", fmt.Errorf("encode a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	dark := func(x, y int) bool { r, _, _, _ := code.At(x, y).RGBA(); return r == 0 }
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			if !dark(x, y) {
				continue
			}
			run := 1
			for x+run < size && dark(x+run, y) {
				run++
			}
			fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
			x += run
		}
	}
	side := size + 2*quiet
	//nolint:gosec // numbers only: nothing of the text is in it
	return template.HTML(fmt.Sprintf(
		`<svg class="qr" viewBox="0 0 %d %d" width="%d" height="%d" shape-rendering="crispEdges" role="img" aria-label="Mã QR dẫn đến trang này">`+
			`<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		side, side, 4*side, 4*side, side, side, path.String())), nil
}
