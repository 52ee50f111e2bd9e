// Package ratelimit limits how often each of many clients may do something, in bounded memory.
//
// It knows neither HTTP nor GraphQL, and may be used by any door of the house: a [Limiter] for each kind of thing that is
// limited, with a key for each client, such as what [ClientOf] makes of an address. The limits hold for one process: with
// several, a client has as many times the rate, which is still a bound.
package ratelimit
