// Package pages serves plain pages of what is public, so that a link to this site opens something for everybody: for people
// without scripts or a fast line, for printers, and for search engines and feeds, which need a target.
//
// A page asks the API, as an anonymous reader does, by the requests in requests/, and writes the answer with the templates
// in theme/, which an office may replace one by one. It may import outreach, and knows neither stores nor domain.
package pages
