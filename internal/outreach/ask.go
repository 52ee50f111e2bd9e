package outreach

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Asker answers requests to the API as anonymous readers get them. It decodes the data of the answer into data, and fails
// if the answer has an error. It must be safe for concurrent use.
type Asker interface {
	Ask(ctx context.Context, query string, variables map[string]any, data any) error
}

//go:embed requests/*.graphql
var requestFiles embed.FS

// Requests are the texts of requests, by the names of their files.
type Requests map[string]string

// ReadRequests returns the requests of the folder requests in files. A file that holds a fragment stands in no map: its
// text goes with every request that spreads it, by the name of the fragment.
func ReadRequests(files fs.FS) (Requests, error) {
	names, err := fs.Glob(files, "requests/*.graphql")
	if err != nil {
		return nil, fmt.Errorf("list requests: %w", err)
	}
	texts, fragments := make(Requests, len(names)), map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read a request: %w", err)
		}
		if _, definition, ok := strings.Cut(string(text), "\nfragment "); ok {
			fragment, _, _ := strings.Cut(definition, " ")
			fragments[fragment] = string(text)
			continue
		}
		texts[strings.TrimSuffix(path.Base(name), ".graphql")] = string(text)
	}
	for name, text := range texts {
		for fragment, definition := range fragments {
			if strings.Contains(text, "..."+fragment+" ") {
				texts[name] += definition
			}
		}
	}
	return texts, nil
}
