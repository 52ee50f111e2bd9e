package embed

import (
	"net/http"

	"thidua/internal/partner"
)

// Follower answers a request with the stream of a subscription, as anybody has it: Server-Sent Events, by the protocol of graphql-sse. It
// bounds how many there are. It must be safe for concurrent use.
type Follower interface {
	Follow(w http.ResponseWriter, r *http.Request, subscription string, variables map[string]any)
}

// events tells a page of a partner, which shows embeds with the attribute live, that something may have changed: with the cursor after which
// it goes on when the line breaks. It costs the partner one request of the API.
func (h *handler) events(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Add("Vary", "Origin")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set("Access-Control-Allow-Origin", "*")
	q := r.URL.Query()
	if _, err := h.Gate.Admit(r.Context(), q.Get("partner"), originOf(r), string(partner.API)); err != nil {
		h.giveJSON(w, r, nil, err)
		return
	}
	variables := map[string]any{}
	if after := q.Get("after"); after != "" {
		variables["after"] = after
	}
	h.Follower.Follow(w, r, h.requests["events"], variables)
}

// originOf is the origin of the page whose script asks. Where a browser names none, it is not a page of a registered origin.
func originOf(r *http.Request) string {
	origin := r.Header.Get("Origin")
	if origin == "" && r.Header.Get("Sec-Fetch-Site") != "same-origin" {
		return "null"
	}
	return origin
}
