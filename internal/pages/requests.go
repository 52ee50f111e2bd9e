package pages

import "embed"

//go:embed requests/*.graphql
var requestFiles embed.FS
