// Package outreach brings the news to where people are: feeds (RSS 2.0, Atom, JSON Feed), oEmbed, sitemaps, and the reading
// pages that all of them link to.
//
// It shows what the API shows to anonymous readers and asks it alone, by the requests in requests/: wording, names as of
// a date and what is public are decided in one place, below the API, and can differ nowhere. It may import the libraries
// of the table in internal/arch, and knows neither stores nor domain.
package outreach
