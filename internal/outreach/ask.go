package outreach

import (
	"context"
	"embed"
	"fmt"
	"strings"
)

// Asker answers requests to the API as anonymous readers get them. It decodes the data of the answer into data, and fails
// if the answer has an error. It must be safe for concurrent use.
type Asker interface {
	Ask(ctx context.Context, query string, variables map[string]any, data any) error
}

//go:embed requests/*.graphql
var requestFiles embed.FS

// requests are the texts of the requests, by their names; those that say what an article is have its fragment with them.
type requests map[string]string

// readRequests returns all requests of the folder.
func readRequests() (requests, error) {
	files, err := requestFiles.ReadDir("requests")
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	texts := make(requests, len(files))
	for _, f := range files {
		text, err := requestFiles.ReadFile("requests/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read a request: %w", err)
		}
		texts[strings.TrimSuffix(f.Name(), ".graphql")] = string(text)
	}
	for name, text := range texts {
		for _, fragment := range []string{"feed_item"} {
			if name != fragment && strings.Contains(text, "...FeedItem") {
				texts[name] = text + texts[fragment]
			}
		}
	}
	return texts, nil
}
