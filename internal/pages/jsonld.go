package pages

// organization is a unit as search engines read it: JSON-LD of schema.org. Of an article, the API says it.
type organization struct {
	Context string `json:"@context"`
	Type    string `json:"@type"`
	Name    string `json:"name"`
	URL     string `json:"url"`
}
