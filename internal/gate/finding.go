package gate

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"thidua/internal/custom"
	"thidua/internal/errs"
)

// Code says what a finding is about. Clients branch on it, so a code never changes its meaning.
type Code string

// The codes.
const (
	EmptyBody          Code = "EMPTY_BODY"           // there is nothing to read but a title
	EmptySummary       Code = "EMPTY_SUMMARY"        // lists and previews have nothing to show
	MissingMedia       Code = "MISSING_MEDIA"        // a file that is shown or offered does not exist
	MissingAlt         Code = "MISSING_ALT"          // a picture has no alternative text
	MissingRecord      Code = "MISSING_RECORD"       // a block refers to a record that does not exist
	HiddenRecord       Code = "HIDDEN_RECORD"        // a block refers to a record that readers may not see
	DeadLink           Code = "DEAD_LINK"            // a link leads to an article that is not public
	DocumentNumber     Code = "DOCUMENT_NUMBER"      // what looks like the number of a document is none
	DeclaredCount      Code = "DECLARED_COUNT"       // the declared number of awards is not that of the linked ones
	CountInText        Code = "COUNT_IN_TEXT"        // a number of awards in the text is not that of the linked ones
	UnitNotLinked      Code = "UNIT_NOT_LINKED"      // the text names a unit of the register that the article does not link to
	UnknownUnit        Code = "UNKNOWN_UNIT"         // the text names a unit that the register does not have
	FlagAndCertificate Code = "FLAG_AND_CERTIFICATE" // one recipient has both for one year at one level
	WordedAsGranted    Code = "WORDED_AS_GRANTED"    // the text says that an award was given which is not decided
	RequiredField      Code = "REQUIRED_FIELD"       // a custom field that must have a value has none
)

// Severity says whether a finding holds the article back.
type Severity string

// The severities.
const (
	Blocking Severity = "BLOCKING"
	Warning  Severity = "WARNING"
)

// Finding is something to mend in a draft, or to look at.
type Finding struct {
	Code     Code
	Severity Severity
	Vi, En   string // what is wrong and what to do
	// Path is the place within the content, such as ["body", "3", "items", "0", "content"].
	Path []string
	// Quote is the text that it is about, from the code point Start of the whole text at Path to before the code point End.
	// It is empty where a finding is not about words.
	Quote      string
	Start, End int
	Suggestion string   // what could stand in place of Quote
	SubjectID  string   // the document that it is about: a file, a record, an article
	UnitIDs    []string // of a unit name: the units that it may mean, at most [maxCandidates]

	quote span // of Quote, until the finding is kept
}

// span is a part of a text, by its place in bytes.
type span struct {
	text       string
	start, end int
}

// maxFindings bounds the findings of one code, and maxCandidates the units that a name may mean.
const (
	maxFindings   = 50
	maxCandidates = 5
)

// Report is what the gate finds in a draft.
type Report struct {
	Blocking []*Finding // what must be mended before it may be published, in the order of the checks
	Warnings []*Finding // what an editor should look at
}

// MayPublish reports whether nothing holds the draft back.
func (r *Report) MayPublish() bool { return len(r.Blocking) == 0 }

// Lacking adds the required custom fields in which the draft has no value, which newsroom knows: publishing refuses them too.
func (r *Report) Lacking(fields []*custom.Field) {
	var found []*Finding
	for _, f := range fields {
		found = append(found, at(f.Name(), RequiredField, Blocking,
			fmt.Sprintf("Mục “%s” chưa có giá trị; mục này bắt buộc khi đăng.", f.Label),
			fmt.Sprintf("The field “%s” has no value; it must have one to be published.", f.EnglishLabel())).about(f.ID))
	}
	r.add(found)
}

// add sorts findings by severity, the first [maxFindings] of each code.
func (r *Report) add(findings []*Finding) {
	count := map[Code]int{}
	for _, f := range findings {
		if count[f.Code]++; count[f.Code] > maxFindings {
			continue
		}
		f.count()
		if f.Severity == Blocking {
			r.Blocking = append(r.Blocking, f)
		} else {
			r.Warnings = append(r.Warnings, f)
		}
	}
}

// maxNamed is how many findings a refusal names.
const maxNamed = 3

// Refusal returns the error that names what must be mended, or nil. Its field is the place of the first finding.
func (r *Report) Refusal() error {
	if r.MayPublish() {
		return nil
	}
	var vi, en strings.Builder
	vi.WriteString("Bài chưa đăng được.")
	en.WriteString("The article cannot be published yet.")
	for i, f := range r.Blocking[:min(len(r.Blocking), maxNamed)] {
		fmt.Fprintf(&vi, " %d) %s: %s", i+1, strings.Join(f.Path, "."), f.Vi)
		fmt.Fprintf(&en, " %d) %s: %s", i+1, strings.Join(f.Path, "."), f.En)
	}
	if more := len(r.Blocking) - maxNamed; more > 0 {
		fmt.Fprintf(&vi, " Còn %d lý do khác; hãy xem publishCheck.", more)
		fmt.Fprintf(&en, " There are %d more reasons; see publishCheck.", more)
	}
	e := errs.New(errs.Invalid, vi.String(), en.String())
	e.Field = r.Blocking[0].Path
	return e
}

// at returns a finding at a place, which is written with dots.
func at(path string, code Code, severity Severity, vi, en string) *Finding {
	return &Finding{Code: code, Severity: severity, Vi: vi, En: en, Path: strings.Split(path, "."), UnitIDs: []string{}}
}

// quoting names the words of a text that the finding is about, by their place in bytes.
func (f *Finding) quoting(text string, start, end int) *Finding {
	f.quote = span{text, start, end}
	return f
}

// count counts the place of the quoted words in code points. That reads the text, so it is done for findings that are
// kept only.
func (f *Finding) count() {
	q := f.quote
	f.Start = utf8.RuneCountInString(q.text[:q.start])
	f.Quote = q.text[q.start:q.end]
	f.End = f.Start + utf8.RuneCountInString(f.Quote)
	f.quote = span{}
}

// about names the document that the finding is about.
func (f *Finding) about(id string) *Finding {
	f.SubjectID = id
	return f
}

// maxExcerpt bounds what a message quotes of a text, in code points.
const maxExcerpt = 80

// excerpt returns the beginning of a text for a message.
func excerpt(text string) string {
	if utf8.RuneCountInString(text) <= maxExcerpt {
		return text
	}
	return fmt.Sprintf("%.*s…", maxExcerpt, text)
}
