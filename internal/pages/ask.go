package pages

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed requests/*.graphql
var requestFiles embed.FS

// readRequests returns the texts of the requests by their names; those with lists of articles have the fragment with them.
func readRequests() (map[string]string, error) {
	files, err := requestFiles.ReadDir("requests")
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	texts := make(map[string]string, len(files))
	for _, f := range files {
		text, err := requestFiles.ReadFile("requests/" + f.Name())
		if err != nil {
			return nil, fmt.Errorf("read a request: %w", err)
		}
		texts[strings.TrimSuffix(f.Name(), ".graphql")] = string(text)
	}
	for name, text := range texts {
		if strings.Contains(text, "...Card") {
			texts[name] = text + texts["card"]
		}
	}
	return texts, nil
}
