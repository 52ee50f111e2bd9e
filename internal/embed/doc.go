// Package embed lets partners' pages show our news: what the script of internal/web/src/embed asks for, the script itself, and pages for
// frames where no script may run. All of it lies below /embed/v1/, whose shapes stay as they are for as long as pages ask for them.
//
// Like outreach, it asks the API alone, as an anonymous reader. Who may embed what, it asks a [Gate]. Texts go to the script as trees of
// elements and words, never as markup, so that no page puts our bytes where a browser reads code.
package embed
