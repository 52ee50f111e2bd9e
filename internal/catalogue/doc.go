// Package catalogue loads what every office starts with: the titles and forms of commendation, who decides them, and what
// the law asks of who is to receive them, each from when to when.
//
// It is a start and no gazette. Every entry says where it has its content from, and how certain it is; most of it is how
// people of the field know the law, and an administrator is to check it against the text in force. It is loaded once, into a
// store that has no catalogue yet, also where no example content is wanted. After that it belongs to the office: what an
// administrator changes or removes never comes back.
//
// Everything goes through the use cases of the register, and a load that was cut short goes on at the next start. The package
// may import access, errs, register, store and viet; cmd and the example content import it.
package catalogue
