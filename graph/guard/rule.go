package guard

import (
	"fmt"
	"slices"

	"thidua/internal/errs"
)

// The codes of refusals. [Rules] says what each means.
const (
	BodyTooLarge          errs.Code = "BODY_TOO_LARGE"
	BadRequest            errs.Code = "BAD_REQUEST"
	BatchRefused          errs.Code = "BATCH_REFUSED"
	JSONTooDeep           errs.Code = "JSON_TOO_DEEP"
	QueryTooLarge         errs.Code = "QUERY_TOO_LARGE"
	VariablesTooLarge     errs.Code = "VARIABLES_TOO_LARGE"
	DocumentNotFound      errs.Code = "DOCUMENT_NOT_FOUND"
	DocumentDenied        errs.Code = "DOCUMENT_DENIED"
	DocumentRequired      errs.Code = "DOCUMENT_REQUIRED"
	HashNotFound          errs.Code = "PERSISTED_QUERY_NOT_FOUND"
	HashUnsupported       errs.Code = "PERSISTED_QUERY_NOT_SUPPORTED"
	HashMismatch          errs.Code = "PERSISTED_QUERY_MISMATCH"
	ParseError            errs.Code = "PARSE_ERROR"
	ValidationError       errs.Code = "VALIDATION_ERROR"
	TooManyTokens         errs.Code = "TOO_MANY_TOKENS"
	NameTooLong           errs.Code = "NAME_TOO_LONG"
	TooNested             errs.Code = "TOO_NESTED"
	TooManyOperations     errs.Code = "TOO_MANY_OPERATIONS"
	TooManyVariables      errs.Code = "TOO_MANY_VARIABLES"
	TooManyFragments      errs.Code = "TOO_MANY_FRAGMENTS"
	TooManySpreads        errs.Code = "TOO_MANY_SPREADS"
	FragmentCycle         errs.Code = "FRAGMENT_CYCLE"
	TooManyAliases        errs.Code = "TOO_MANY_ALIASES"
	TooManyDirectives     errs.Code = "TOO_MANY_DIRECTIVES"
	TooManyHere           errs.Code = "TOO_MANY_DIRECTIVES_HERE"
	TooManyFields         errs.Code = "TOO_MANY_FIELDS"
	TooDeep               errs.Code = "TOO_DEEP"
	TooManyRootFields     errs.Code = "TOO_MANY_ROOT_FIELDS"
	TooManyRepeatedFields errs.Code = "TOO_MANY_REPEATED_FIELDS"
	IntrospectionTooLarge errs.Code = "INTROSPECTION_TOO_LARGE"
	IntrospectionTooDeep  errs.Code = "INTROSPECTION_TOO_DEEP"
	IntrospectionDisabled errs.Code = "INTROSPECTION_DISABLED"
	OperationNotFound     errs.Code = "OPERATION_NOT_FOUND"
	OperationUnsupported  errs.Code = "OPERATION_UNSUPPORTED"
	PageTooLarge          errs.Code = "PAGE_TOO_LARGE"
	TooManyItems          errs.Code = "TOO_MANY_ITEMS"
	TooComplex            errs.Code = "TOO_COMPLEX"
	TooManyErrors         errs.Code = "TOO_MANY_ERRORS"
)

// Rule is one reason to refuse a request: a row of the table that clients, tests and documentation share.
type Rule struct {
	Code  errs.Code
	Doc   string           // what it means and what the client does about it
	Limit func(Limits) int // the bound that it guards; nil if there is nothing to count
	Vi    string           // the message in Vietnamese; %d is the limit, if there is one
	En    string           // the same in English
}

// Rules returns the table of refusals in the order in which a request meets them.
func Rules() []Rule {
	return slices.Concat(envelopeRules(), referenceRules(), textRules(), shapeRules(), runRules())
}

// IsRefusal reports whether an error says that a request is malformed, too large, too dear, or does not fit the schema: that
// its sender could have known. A document that is not known here is not of that kind.
func IsRefusal(err error) bool {
	code := errs.CodeOf(err)
	is := func(r Rule) bool { return r.Code == code }
	return slices.ContainsFunc(Rules(), is) && !slices.ContainsFunc(referenceRules(), is)
}

// envelopeRules are those of the HTTP body, before there is a query.
func envelopeRules() []Rule {
	return []Rule{
		{
			BodyTooLarge, "The request body is too large. Send files by upload, and long lists in parts.",
			func(l Limits) int { return l.Body },
			"Nội dung yêu cầu vượt quá %d byte.", "The request body is larger than %d bytes.",
		},
		{
			BadRequest, "The request is not a GraphQL request in strict JSON: UTF-8, no duplicate or unknown keys, nothing after it.",
			nil,
			"Yêu cầu không hợp lệ.", "The request is malformed.",
		},
		{
			BatchRefused, "The body is a list of requests. Send them one at a time; HTTP/2 makes that cheap.",
			nil,
			"Không nhận nhiều yêu cầu trong một lần gửi; hãy gửi từng yêu cầu.", "Batches are not accepted: send the requests one at a time.",
		},
		{
			JSONTooDeep, "Variables or extensions nest too deeply.",
			func(l Limits) int { return l.JSONDepth },
			"Biến hoặc phần mở rộng lồng sâu quá %d tầng.", "Variables or extensions nest deeper than %d levels.",
		},
		{
			QueryTooLarge, "The query text is too large. Send values as variables.",
			func(l Limits) int { return l.Query },
			"Câu truy vấn vượt quá %d byte.", "The query is larger than %d bytes.",
		},
		{
			VariablesTooLarge, "The variables are too large. Send long lists in parts.",
			func(l Limits) int { return l.Variables },
			"Các biến vượt quá %d byte.", "The variables are larger than %d bytes.",
		},
	}
}

// referenceRules are those of documents that a request refers to instead of sending them.
func referenceRules() []Rule {
	return []Rule{
		{
			DocumentNotFound, "There is no saved query with this documentId. Save it first, or send the query.",
			nil,
			"Không có câu truy vấn nào được lưu với documentId này.", "There is no saved query with this documentId.",
		},
		{
			DocumentDenied, "An administrator lets nobody run this saved query.",
			nil,
			"Quản trị viên không cho chạy câu truy vấn này.", "An administrator lets nobody run this query.",
		},
		{
			DocumentRequired, "The server runs only saved queries for readers who have not signed in. Have this one saved, or sign in.",
			nil,
			"Khi chưa đăng nhập chỉ chạy được các câu truy vấn đã lưu.", "Without signing in, only saved queries can be run.",
		},
		// What clients of the protocol look for is the message, in no language.
		{
			HashNotFound, "The hash of an automatic persisted query is not known here. Send the query along once.",
			nil,
			"PersistedQueryNotFound", "PersistedQueryNotFound",
		},
		{
			HashUnsupported, "Automatic persisted queries are not taken here. Send the query.",
			nil,
			"PersistedQueryNotSupported", "PersistedQueryNotSupported",
		},
		{
			HashMismatch, "The query is not the one that its hash is of. The hash is the SHA-256 of the exact text in UTF-8.",
			nil,
			"sha256Hash không phải của câu truy vấn được gửi kèm.", "The sha256Hash is not that of the query.",
		},
	}
}

// textRules are those of the query text, before there is a syntax tree.
func textRules() []Rule {
	return []Rule{
		{
			TooManyTokens, "The query has too many tokens. Ask for less at once.",
			func(l Limits) int { return l.Tokens },
			"Câu truy vấn có quá %d từ tố.", "The query has more than %d tokens.",
		},
		{
			NameTooLong, "A name or number of the query is too long.",
			func(l Limits) int { return l.NameBytes },
			"Câu truy vấn có tên hoặc số dài quá %d ký tự.", "A name or number of the query is longer than %d characters.",
		},
		{
			TooNested, "Braces, brackets or parentheses of the query nest too deeply. Send nested values as variables.",
			func(l Limits) int { return l.Nesting },
			"Các dấu ngoặc của câu truy vấn lồng sâu quá %d tầng.", "The brackets of the query nest deeper than %d levels.",
		},
		{
			ParseError, "The query is not GraphQL; the location says where.",
			nil,
			"Câu truy vấn sai cú pháp.", "The query has a syntax error.",
		},
	}
}

// shapeRules are those of the parsed document, before validation.
func shapeRules() []Rule {
	return []Rule{
		{
			TooManyOperations, "The document has too many operations. Send those that are needed.",
			func(l Limits) int { return l.Operations },
			"Câu truy vấn có quá %d thao tác.", "The document has more than %d operations.",
		},
		{
			TooManyVariables, "An operation declares too many variables. Use an input object.",
			func(l Limits) int { return l.VariableDefinitions },
			"Thao tác khai báo quá %d biến.", "An operation declares more than %d variables.",
		},
		{
			TooManyFragments, "The document defines too many fragments.",
			func(l Limits) int { return l.Fragments },
			"Câu truy vấn có quá %d mảnh (fragment).", "The document defines more than %d fragments.",
		},
		{
			TooManySpreads, "The document spreads fragments too often.",
			func(l Limits) int { return l.Spreads },
			"Câu truy vấn dùng mảnh (fragment) quá %d lần.", "The document spreads fragments more than %d times.",
		},
		{
			FragmentCycle, "A fragment contains itself.",
			nil,
			"Có mảnh (fragment) chứa chính nó.", "A fragment contains itself.",
		},
		{
			TooManyAliases, "The document has too many aliases. Use nodes(ids:) or a filter to read many records of a kind.",
			func(l Limits) int { return l.Aliases },
			"Câu truy vấn có quá %d bí danh (alias).", "The document has more than %d aliases.",
		},
		{
			TooManyDirectives, "The document has too many directives.",
			func(l Limits) int { return l.Directives },
			"Câu truy vấn có quá %d chỉ thị (directive).", "The document has more than %d directives.",
		},
		{
			TooManyHere, "Too many directives stand at one place.",
			func(l Limits) int { return l.LocalDirectives },
			"Một chỗ trong câu truy vấn có quá %d chỉ thị (directive).", "One place of the query has more than %d directives.",
		},
		{
			TooManyFields, "The document has too many fields once its fragments are expanded.",
			func(l Limits) int { return l.Fields },
			"Câu truy vấn có quá %d trường sau khi mở các mảnh (fragment).", "The query has more than %d fields once its fragments are expanded.",
		},
		{
			TooDeep, "Fields nest too deeply once fragments are expanded. Ask in two steps, by id.",
			func(l Limits) int { return l.Depth },
			"Các trường lồng sâu quá %d tầng.", "Fields nest deeper than %d levels.",
		},
		{
			TooManyRootFields, "An operation has too many fields at its root.",
			func(l Limits) int { return l.RootFields },
			"Thao tác có quá %d trường gốc.", "An operation has more than %d root fields.",
		},
		{
			IntrospectionTooLarge, "Introspection asks for too many fields.",
			func(l Limits) int { return l.IntrospectionFields },
			"Phần hỏi lược đồ (introspection) có quá %d trường.", "Introspection asks for more than %d fields.",
		},
		{
			IntrospectionTooDeep, "Introspection nests too deeply.",
			func(l Limits) int { return l.IntrospectionDepth },
			"Phần hỏi lược đồ (introspection) lồng sâu quá %d tầng.", "Introspection nests deeper than %d levels.",
		},
		{
			TooManyRepeatedFields, "The same response key is selected too often in one place.",
			func(l Limits) int { return l.Repeats },
			"Một trường được lặp lại quá %d lần ở cùng một chỗ.", "One field is repeated more than %d times in the same place.",
		},
	}
}

// runRules are those of the operation that is to run, from validation on.
func runRules() []Rule {
	return []Rule{
		{
			ValidationError, "The query does not fit the schema, or a variable does not fit its type.",
			nil,
			"Câu truy vấn không khớp lược đồ.", "The query does not fit the schema.",
		},
		{
			TooManyErrors, "The list of errors was cut. Mend those shown first.",
			func(l Limits) int { return l.Errors },
			"Chỉ hiện %d lỗi đầu tiên.", "Only the first %d errors are shown.",
		},
		{
			OperationNotFound, "The document has no operation of that name, or several and no name was given.",
			nil,
			"Không rõ cần chạy thao tác nào: hãy ghi đúng operationName.", "Which operation to run is unclear: give its operationName.",
		},
		{
			OperationUnsupported, "This transport does not run operations of that kind.",
			nil,
			"Không chạy được loại thao tác này ở đây.", "Operations of this kind cannot run here.",
		},
		{
			IntrospectionDisabled, "The administrator has switched introspection off. Take the schema from the documentation.",
			nil,
			"Máy chủ không cho hỏi lược đồ (introspection).", "Introspection is switched off on this server.",
		},
		{
			PageTooLarge, "first, last or the number of ids is above the largest page. Read page by page.",
			func(l Limits) int { return l.Page },
			"Mỗi lần chỉ lấy được nhiều nhất %d mục.", "At most %d items can be read at once.",
		},
		{
			TooManyItems, "The input has too many items. Send them in several requests.",
			func(l Limits) int { return l.Items },
			"Mỗi lần chỉ gửi được nhiều nhất %d mục.", "At most %d items can be sent at once.",
		},
		{
			TooComplex, "The operation costs too much by the published formula. Ask for smaller pages or fewer levels.",
			func(l Limits) int { return l.Cost },
			"Câu truy vấn quá nặng: vượt mức %d.", "The operation is too complex: it costs more than %d.",
		},
	}
}

// Refuse returns the error of the rule with this code. It panics on a code without a rule, which a test excludes.
func (l Limits) Refuse(code errs.Code) *errs.Error {
	for _, r := range Rules() {
		if r.Code != code {
			continue
		}
		if r.Limit == nil {
			return errs.New(code, r.Vi, r.En)
		}
		limit := r.Limit(l)
		return errs.New(code, fmt.Sprintf(r.Vi, limit), fmt.Sprintf(r.En, limit))
	}
	panic("guard: no rule for " + code)
}
