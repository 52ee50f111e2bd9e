package embed

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	_ "embed" // the script
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

//go:embed dist/thidua.js.gz
var packedScript []byte

// script is the script of embeds.
type script struct {
	plain, packed []byte
	tag           string // changes with the script, and is a part of its lasting address
	integrity     string // for pages that run no other
}

func readScript() (*script, error) {
	r, err := gzip.NewReader(bytes.NewReader(packedScript))
	if err != nil {
		return nil, fmt.Errorf("unpack the script of embeds: %w", err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack the script of embeds: %w", err)
	}
	tag, sri := sha256.Sum256(plain), sha512.Sum384(plain)
	return &script{
		plain: plain, packed: packedScript, tag: hex.EncodeToString(tag[:6]), integrity: "sha384-" + base64.StdEncoding.EncodeToString(sri[:]),
	}, nil
}

// Snippet returns what a partner puts into a page: the script with the hash of its bytes, and an element. The address of the script names its
// bytes: after an update of the server, pages load the new one when they have the new snippet, and show what stands in the element until then.
func Snippet(site, partnerID, element string) (string, error) {
	s, err := readScript()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("<script src=%q integrity=%q crossorigin=\"anonymous\" data-partner=%q async></script>\n%s\n",
		site+Prefix+s.tag+"/thidua.js", s.integrity, partnerID, element), nil
}

// current answers with the script at an address that stays when the script changes; its integrity cannot be checked.
func (h *handler) current(w http.ResponseWriter, r *http.Request) {
	h.giveScript(w, r, "public, max-age=300, must-revalidate")
}

// pinned answers with the script at the address of its bytes.
func (h *handler) pinned(w http.ResponseWriter, r *http.Request) {
	if r.PathValue("tag") != h.script.tag {
		h.refuse(w, r, missing())
		return
	}
	h.giveScript(w, r, "public, max-age=31536000, immutable")
}

func (h *handler) giveScript(w http.ResponseWriter, r *http.Request, keep string) {
	header := w.Header()
	header.Set("Content-Type", "text/javascript; charset=utf-8")
	header.Set("Cache-Control", keep)
	header.Set("Vary", "Accept-Encoding")
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	body, etag := h.script.plain, `"`+h.script.tag+`"`
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		body, etag = h.script.packed, `"`+h.script.tag+`-gzip"`
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}
