package guard

import "thidua/internal/errs"

// Refer finds out by what the request names its document: a query, the ID of a saved document, or the hash of a query that
// was sent before. It sets [Request.Hash], and refuses a request that names none, or two that could differ.
func (r *Request) Refer(hasQuery bool) error {
	if value, ok := r.Extensions["persistedQuery"]; ok && value != nil {
		hash, err := persistedQuery(value)
		if err != nil {
			return err
		}
		r.Hash = hash
	}
	switch {
	case r.DocumentID != "" && (hasQuery || r.Hash != ""):
		e := malformed("Chỉ gửi một trong hai: documentId hoặc query.", "Send either documentId or a query, not both.")
		e.Field = []string{"documentId"}
		return e
	case r.DocumentID == "" && r.Hash == "" && !hasQuery:
		return MissingQuery()
	}
	return nil
}

// hashLen is the length of a SHA-256 in hexadecimal digits.
const hashLen = 64

// persistedQuery reads the extension of automatic persisted queries: version 1, and the SHA-256 of the query.
func persistedQuery(value any) (hash string, err error) {
	object, _ := value.(map[string]any)
	hash, _ = object["sha256Hash"].(string)
	if object["version"] != int64(1) || len(hash) != hashLen || !isHex(hash) {
		return "", &errs.Error{
			Code: BadRequest, Field: []string{"extensions", "persistedQuery"},
			Vi: "persistedQuery phải có version 1 và sha256Hash gồm 64 chữ số thập lục phân, chữ thường.",
			En: "persistedQuery must have version 1 and a sha256Hash of 64 lower-case hexadecimal digits.",
		}
	}
	return hash, nil
}

func isHex(text string) bool {
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
